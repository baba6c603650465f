"""Laws of strings that are looked for all at once: what is found is what each alone would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pagequality.text.needles import Needles

NEEDLES = ("a", "ab", "bab", "é", "𝕒b")


@given(st.text("ab\ud800é𝕒", max_size=12))
def test_all_places_are_found(text: str) -> None:
    """Overlaps included, in characters, also behind wide ones and halves of a pair."""
    found = Needles(NEEDLES).places(text)
    assert sorted(found) == [
        (number, start, start + len(needle))
        for number, needle in enumerate(NEEDLES)
        for start in range(len(text))
        if text.startswith(needle, start)
    ]
    assert Needles(NEEDLES).are_in(text) is any(needle in text for needle in NEEDLES)
