"""Sites as reports show them: the one place that knows how `pagequality.sites` tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.page.site import site_of
from pagequality.sites.report import sites

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pagequality.reports.rows import Row
    from pagequality.sites.report import Site

TOLD: Final = {
    "low": "low",
    "good": "honest",
    "open": "undecided: these pages do not settle it",
}
"""What the verdict on a site means."""


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


def site_lines(rows: Iterable[Row], *, threshold: float) -> list[SiteLine]:
    """Roll rows up by site, those that are surest to be low first."""
    tallies: dict[str, _Tally] = {}
    found = sites(_counted(rows, tallies, threshold), threshold=threshold)
    return [_line(site, tallies[site.site]) for site in found]


def _counted(rows: Iterable[Row], tallies: dict[str, _Tally], threshold: float) -> Iterator[Row]:
    """Count rows by site as they pass by."""
    for row in rows:
        tally = tallies.setdefault(site_of(row["url"] or ""), _Tally())
        tally.pages += 1
        chance = row["probability"]
        if chance is not None:
            tally.judged += 1
            tally.low += chance >= threshold
            tally.total += chance
        yield row


def _line(site: Site, tally: _Tally) -> SiteLine:
    return SiteLine(
        site.site,
        tally.pages,
        tally.judged,
        tally.share(tally.total),
        tally.share(tally.low),
        site.verdict,
        site.reasons,
    )
