"""Sites as reports show them; who judges them is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pagequality.tabular.sites import site_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pagequality.reports.cells import Row


class Judged(Protocol):
    """What reports need of a judged site."""

    @property
    def site(self) -> str:
        """Its name, as `tabular.sites.site_named` gives it."""

    @property
    def verdict(self) -> str:
        """What is said of it, in a word."""

    @property
    def reasons(self) -> str:
        """What speaks against its pages most often."""


class Roll(Protocol):
    """Rolls rows up by site, those that are surest to be low first."""

    def __call__(self, rows: Iterable[Row]) -> Iterable[Judged]:
        """Go through the rows once."""


class SiteLine(NamedTuple):
    """What a report tells of a site.

    Attributes:
        site: its name; empty for pages without an address.
        pages: rows of it.
        judged: pages with a probability.
        mean_probability: of low quality, over judged pages; nothing where there are none.
        share_low: of the judged pages, at or above the threshold.
        verdict: of the site.
        against: what speaks against its pages most often.
    """

    site: str
    pages: int
    judged: int
    mean_probability: float | None
    share_low: float | None
    verdict: str
    against: str


@dataclass(slots=True)
class _Tally:
    pages: int = 0
    judged: int = 0
    low: int = 0
    total: float = 0.0

    def share(self, part: float) -> float | None:
        """Return what part of its judged pages is."""
        return part / self.judged if self.judged else None


def site_lines(rows: Iterable[Row], roll: Roll, *, threshold: float) -> list[SiteLine]:
    """Roll rows up by site, in the order in which they are judged."""
    tallies: dict[str, _Tally] = {}
    found = roll(_counted(rows, tallies, threshold))
    return [_line(site, tallies[site.site]) for site in found]


def _counted(rows: Iterable[Row], tallies: dict[str, _Tally], threshold: float) -> Iterator[Row]:
    """Count rows by site as they pass by."""
    for row in rows:
        tally = tallies.setdefault(site_named(row), _Tally())
        tally.pages += 1
        chance = row["probability"]
        if chance is not None:
            tally.judged += 1
            tally.low += chance >= threshold
            tally.total += chance
        yield row


def _line(site: Judged, tally: _Tally) -> SiteLine:
    return SiteLine(
        site.site,
        tally.pages,
        tally.judged,
        tally.share(tally.total),
        tally.share(tally.low),
        site.verdict,
        site.reasons,
    )
