"""Words of headlines by what they promise: lists of words and phrases, looked up as one table."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.text.wordlists import WORDS, read_folder, read_phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD: Final = re.compile(
    r"[$£€₹]?\d[\d,.]*(?:st|nd|rd|th|k|m|%|\+)?|\w[\w'&/-]*\w|\w", re.IGNORECASE
)
_CURLY: Final = str.maketrans("’‘‐‑", "''--")
LONGEST: Final = 300
"""Characters of a headline that are read."""
_PHRASE: Final = 4
"""Words of the longest phrase."""


class Found(NamedTuple):
    """Words of a list that stand in a headline: the first and last of them, by number."""

    name: str
    first: int
    last: int


class Words(NamedTuple):
    """A headline as words: as written, in lower case, where each stands, and what was found."""

    text: str
    written: tuple[str, ...]
    lower: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    found: tuple[Found, ...]

    def of(self, *names: str) -> list[Found]:
        """Return what was found of some lists, in order."""
        return [one for one in self.found if one.name in names]

    def common(self) -> set[int]:
        """Return the numbers of the stop words."""
        return {one.first for one in self.found if one.name == "stop"}

    def quote(self, first: int, last: int) -> str:
        """Return the words from one number to another, as written.

        >>> split("Seven ways to boil beans").quote(0, 1)
        'Seven ways'
        """
        last = min(last, len(self.spans) - 1)
        return self.text[self.spans[first][0] : self.spans[last][1]] if first <= last else ""


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    """For each word or phrase, the lists that it is on."""
    stop = read_phrases(WORDS / "stop" / "en.txt")
    table: dict[str, tuple[str, ...]] = dict.fromkeys(stop, ("stop",))
    for folder in ("headline", "promise"):
        for name, phrases in read_folder(WORDS / folder).items():
            for phrase in phrases:
                table[phrase] = (*table.get(phrase, ()), name)
    return table


def split(headline: str) -> Words:
    """Cut a headline into words and find the words and phrases of the lists.

    >>> found = split("How to roast beans: 7 tips").of("steps")
    >>> [(one.first, one.last) for one in found]
    [(0, 1), (5, 5)]
    """
    text = " ".join(headline[:LONGEST].translate(_CURLY).split())
    matches = list(_WORD.finditer(text))
    written = tuple(match[0] for match in matches)
    lower = tuple(word.lower() for word in written)
    table = _lists()
    found: list[Found] = []
    for first in range(len(lower)):
        phrase = ""
        for last in range(first, min(first + _PHRASE, len(lower))):
            phrase = f"{phrase} {lower[last]}" if phrase else lower[last]
            found += [Found(name, first, last) for name in table.get(phrase, ())]
    return Words(text, written, lower, tuple(match.span() for match in matches), tuple(found))
