"""One site as it is kept: counts of its pages, and a sample of those that were judged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from pagequality.sites.marks import PageMark

if TYPE_CHECKING:
    from collections.abc import Mapping

KEPT: Final = 24
"""Pages kept of a site: those whose addresses have the smallest hashes."""


class Sample:
    """Counts and a bounded sample of a site; what was added in which order cannot be told.

    Attributes:
        pages: how many were added.
        judged: how many of them had a probability.
        unjudged: how many had none, by the reason.
    """

    __slots__ = ("_farthest", "_kept", "judged", "pages", "unjudged")

    def __init__(self) -> None:
        self.pages = self.judged = 0
        self.unjudged: Counter[str] = Counter()
        self._kept: dict[int, PageMark] = {}
        self._farthest = -1

    @property
    def marks(self) -> list[PageMark]:
        """The pages that were kept, smallest key first."""
        return [self._kept[key] for key in sorted(self._kept)]

    def wants(self, key: int) -> bool:
        """Whether a page with this key would be kept."""
        return len(self._kept) < KEPT or key <= self._farthest

    def add_unjudged(self, why: str) -> None:
        """Count a page that has no probability."""
        self.pages += 1
        self.unjudged[why] += 1

    def add(self, mark: PageMark) -> None:
        """Count a judged page, and keep it if its key is among the smallest."""
        self.pages += 1
        self.judged += 1
        self.keep(mark)

    def keep(self, mark: PageMark) -> None:
        """Keep a page among those with the smallest keys; of two with one key the lesser."""
        before = self._kept.get(mark.key)
        if before is not None:
            self._kept[mark.key] = min(before, mark, key=_order)
            return
        if not self.wants(mark.key):
            return
        if len(self._kept) == KEPT:
            del self._kept[self._farthest]
        self._kept[mark.key] = mark
        self._farthest = max(self._kept)

    def merge(self, other: Sample) -> None:
        """Take in what another sample of the same site saw."""
        self.pages += other.pages
        self.judged += other.judged
        self.unjudged.update(other.unjudged)
        for mark in other.marks:
            self.keep(mark)

    def to_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        return {
            "pages": self.pages,
            "judged": self.judged,
            "unjudged": dict(sorted(self.unjudged.items())),
            "marks": [mark.to_json() for mark in self.marks],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Sample:
        """Undo `to_json`."""
        found = cls()
        found.pages, found.judged = int(data["pages"]), int(data["judged"])
        found.unjudged.update({str(why): int(n) for why, n in data["unjudged"].items()})
        for row in data["marks"]:
            found.keep(PageMark.from_json(row))
        return found


def _order(mark: PageMark) -> str:
    return repr(mark.to_json())
