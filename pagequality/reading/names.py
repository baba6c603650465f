"""The class and id words of a page's elements, to find quickly those that say some word."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from pagequality.page.blocks import Holder
    from pagequality.reading.walk import Walk

_END: Final = "\0"
"""Stands behind each name; no name holds it."""


class Names:
    """What a page's elements are called, each name once, and the elements themselves."""

    __slots__ = ("_holders", "_joined", "_known")

    def __init__(self, walk: Walk) -> None:
        self._holders = walk.containers
        self._joined = _END.join((*set(map(itemgetter(1), walk.containers)), ""))
        self._known: dict[str, list[str]] = {}

    def called(
        self, pattern: re.Pattern[str], hints: Sequence[str], *, no: re.Pattern[str] | None = None
    ) -> list[Holder]:
        """Return the elements whose name a pattern finds, and another one does not.

        ``hints`` are parts of words, and every name that is meant holds one of them.
        """
        labels = {label for hint in hints for label in self._with(hint)}
        meant = {
            label for label in labels
            if pattern.search(label.lower()) and not (no and no.search(label.lower()))
        }  # fmt: skip
        return [holder for holder in self._holders if holder[1] in meant] if meant else []

    def _with(self, hint: str) -> list[str]:
        """The names that hold a part of a word."""
        if hint not in self._known:
            found, joined, place = [], self._joined, self._joined.find(hint)
            while place >= 0:
                end = joined.index(_END, place)
                found.append(joined[joined.rfind(_END, 0, place) + 1 : end])
                place = joined.find(hint, end)
            self._known[hint] = found
        return self._known[hint]
