"""The class and id words of a page's elements, to find quickly those that say some word."""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from pagequality.text.needles import Needles

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from pagequality.page.blocks import Holder
    from pagequality.reading.walk import Walk

_END: Final = "\0"
"""Stands behind each name; no name holds it."""


class Hints:
    r"""Parts of words that elements are called by, which are looked for all at once.

    >>> Hints(("omment",), ("oter", "ote")).found_in("Footer\0comments\0foot\0")
    {'omment': ['comments'], 'oter': ['Footer'], 'ote': ['Footer']}
    """

    def __init__(self, *hints: Sequence[str]) -> None:
        self._hints = tuple(dict.fromkeys(chain.from_iterable(hints)))
        self._needles = Needles(self._hints)

    def found_in(self, names: str) -> dict[str, list[str]]:
        """Return for each hint the names that hold it, of names that each have an end."""
        found: dict[str, list[str]] = {hint: [] for hint in self._hints}
        for number, start, end in self._needles.places(names):
            name = names[names.rfind(_END, 0, start) + 1 : names.index(_END, end)]
            found[self._hints[number]].append(name)
        return found


class Names:
    """What a page's elements are called, each name once, and the elements themselves."""

    __slots__ = ("_found", "_holders")

    def __init__(self, walk: Walk, hints: Hints) -> None:
        self._holders = walk.containers
        names = set(map(itemgetter(1), walk.containers))
        self._found = hints.found_in(_END.join((*names, "")))

    def called(
        self, pattern: re.Pattern[str], hints: Sequence[str], *, no: re.Pattern[str] | None = None
    ) -> list[Holder]:
        """Return the elements whose name a pattern finds, and another one does not.

        ``hints`` are some of those that were looked for, and every name that is meant holds one.
        """
        labels = {label for hint in hints for label in self._found[hint]}
        meant = {
            label for label in labels
            if pattern.search(label.lower()) and not (no and no.search(label.lower()))
        }  # fmt: skip
        return [holder for holder in self._holders if holder[1] in meant] if meant else []
