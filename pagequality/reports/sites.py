"""Sites as reports show them: the one place that knows how `pagequality.sites` tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.sites.report import sites

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def site_lines(rows: Iterable[Mapping[str, Any]], *, threshold: float) -> list[SiteLine]:
    """Roll rows up by site, those that are surest to be low first."""
    return [_line(site) for site in sites(rows, threshold=threshold)]


def _line(site: Site) -> SiteLine:
    return SiteLine(
        site.site, site.pages, site.judged, site.mean_probability, site.share_low, site.verdict,
        site.reasons,
    )  # fmt: skip
