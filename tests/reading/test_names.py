"""Laws of class and id words: those that say some word are found, and no others."""

from __future__ import annotations

import re

from pagequality.reading.names import Names
from pagequality.reading.walk import Walk


def test_elements_are_found_by_what_they_are_called() -> None:
    """Every element of a name is found, in any letter case, but for those of another pattern."""
    walk = Walk()
    walk.containers = [
        ("div", label, depth, 0, 1)
        for depth, label in enumerate(("Note x", "foot", "Note x", "note-old", "", "Note x y"))
    ]
    found = Names(walk).called(re.compile(r"\bnote"), ("ote",), no=re.compile("old"))
    assert [depth for _, _, depth, _, _ in found] == [0, 2, 5]
    assert not Names(walk).called(re.compile("note"), ("absent",))
    assert not Names(Walk()).called(re.compile("note"), ("ote",))
