"""One site as it is kept: counts of its pages, and a sample of those that were judged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from pagequality.sites.marks import PageMark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KEPT: Final = 16
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
        self._kept: dict[int, str] = {}
        self._farthest = -1

    @property
    def marks(self) -> list[PageMark]:
        """The pages that were kept, smallest key first."""
        return [PageMark.unpacked(key, self._kept[key]) for key in sorted(self._kept)]

    def wants(self, key: int) -> bool:
        """Whether a page with this key would be kept."""
        return len(self._kept) < KEPT or key <= self._farthest

    def add_unjudged(self, why: str) -> None:
        """Count a page that has no probability."""
        self.pages += 1
        self.unjudged[why] += 1

    def add(self, key: int, mark_of: Callable[[int], PageMark]) -> None:
        """Count a judged page; make and keep its mark if its key is among the smallest."""
        self.pages += 1
        self.judged += 1
        if self.wants(key):
            self._keep(key, mark_of(key).packed())

    def _keep(self, key: int, packed: str) -> None:
        """Keep a page among those with the smallest keys; of two with one key the lesser."""
        if key in self._kept:
            self._kept[key] = min(self._kept[key], packed)
        elif self.wants(key):
            if len(self._kept) == KEPT:
                del self._kept[self._farthest]
            self._kept[key] = packed
            self._farthest = max(self._kept)

    def merge(self, other: Sample) -> None:
        """Take in what another sample of the same site saw."""
        self.pages += other.pages
        self.judged += other.judged
        self.unjudged.update(other.unjudged)
        for key, packed in other._kept.items():
            self._keep(key, packed)

    def to_json(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers."""
        return {
            "pages": self.pages,
            "judged": self.judged,
            "unjudged": dict(sorted(self.unjudged.items())),
            "marks": {str(key): self._kept[key] for key in sorted(self._kept)},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Sample:
        """Undo `to_json`."""
        found = cls()
        found.pages, found.judged = int(data["pages"]), int(data["judged"])
        found.unjudged.update({str(why): int(n) for why, n in data["unjudged"].items()})
        for key, packed in data["marks"].items():
            found._keep(int(key), PageMark.unpacked(int(key), packed).packed())
        return found
