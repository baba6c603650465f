"""Many strings looked for in one pass over a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ahocorasick_rs import AhoCorasick, Implementation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Places = list[tuple[int, int, int]]


class Needles:
    """A few strings that are looked for all at once, letter case as it is.

    >>> needles = Needles(("tea", "team", "pot"))
    >>> needles.places("a team"), needles.are_in("a team"), needles.are_in("Tea")
    ([(0, 2, 5), (1, 2, 6)], True, False)
    """

    def __init__(self, needles: Iterable[str]) -> None:
        self._finder: Any = AhoCorasick(list(needles), implementation=Implementation.DFA)

    def places(self, text: str) -> Places:
        """Return the number, the start and the end of all that is found, overlaps included."""
        found: Places = _asked(self._all, text)
        return found

    def are_in(self, text: str) -> bool:
        """Whether a text holds one of them."""
        return bool(_asked(self._finder.find_matches_as_strings, text))

    def _all(self, text: str) -> Any:
        return self._finder.find_matches_as_indexes(text, overlapping=True)


def _asked(find: Callable[[str], Any], text: str) -> Any:
    """Look in a text; half of a surrogate pair, which no finder takes, is another character."""
    try:
        return find(text)
    except UnicodeEncodeError:
        return find(text.encode("utf-8", "replace").decode())
