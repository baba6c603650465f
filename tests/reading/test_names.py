"""Laws of class and id words: those that say some word are found, and no others."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagequality.reading.names import Hints, Names
from pagequality.reading.walk import Walk


def test_elements_are_found_by_what_they_are_called() -> None:
    """Every element of a name is found, in any letter case, but for those of another pattern."""
    walk = Walk()
    walk.containers = [
        ("div", label, depth, 0, 1)
        for depth, label in enumerate(("Note x", "foot", "Note x", "note-old", "", "Note x y"))
    ]
    hints = Hints(("ote",), ("absent", "foo"))
    found = Names(walk, hints).called(re.compile(r"\bnote"), ("ote",), no=re.compile("old"))
    assert [depth for _, _, depth, _, _ in found] == [0, 2, 5]
    assert not Names(walk, hints).called(re.compile("note"), ("absent", "foo"))
    assert not Names(Walk(), hints).called(re.compile("note"), ("ote",))


def test_only_what_was_looked_for_can_be_asked_for() -> None:
    """A hint that is in no list is a mistake, not a name that no element has."""
    with pytest.raises(KeyError):
        Names(Walk(), Hints(("ote",))).called(re.compile("foot"), ("foo",))


@given(st.lists(st.text("ab\ud800éß", max_size=8), unique=True))
def test_names_are_found_by_all_that_they_hold(names: list[str]) -> None:
    """Whatever characters a name has, also half of a pair, it is found by each of its hints."""
    parts = ("a", "ab", "bb", "éa")
    found = Hints(parts).found_in("".join(f"{name}\0" for name in names))
    for part in parts:
        assert set(found[part]) == {name for name in names if part in name}
