"""A site as numbers: what its pages' scores say together, and what they show side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from pagequality.sites import doorways, side_by_side
from pagequality.sites.measures import ACCUSING, QUANTILES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.sites.doorways import Doorways
    from pagequality.sites.marks import PageMark
    from pagequality.sites.side_by_side import Measured
    from pagequality.sites.verdict import Finding


class Measures(NamedTuple):
    """A site's measures, and what they were taken from.

    Attributes:
        values: in the order of `NAMES`; ``nan`` is unknown.
        pages: how many pages the scores are of.
        compared: what the pages show side by side.
        doors: the doorways among them.
    """

    values: tuple[float, ...]
    pages: int
    compared: dict[str, Measured]
    doors: Doorways


def content_of(marks: Sequence[PageMark]) -> list[PageMark]:
    """Return the pages that a site is made for, or all where it has no such."""
    return [mark for mark in marks if mark.is_content] or list(marks)


def measure(marks: Sequence[PageMark]) -> Measures:
    """Return the measures of a site's pages.

    >>> from pagequality.sites.marks import PageMark
    >>> found = measure([PageMark(key, "", log_odds) for key, log_odds in enumerate((-2.0, 1.0))])
    >>> from pagequality.sites.measures import NAMES
    >>> dict(zip(NAMES, found.values))["median"], found.pages
    (-0.5, 2)
    """
    content = content_of(marks)
    compared = side_by_side.compare(content)
    doors = doorways.find(content)
    sketched = sum(mark.sketch is not None for mark in content)
    values = (
        *_of_scores(sorted(mark.log_odds for mark in content)),
        doors.share if sketched >= side_by_side.FEWEST else math.nan,
        *(compared[name].share for name in ACCUSING),
    )
    return Measures(values, len(content), compared, doors)


def _of_scores(ascending: Sequence[float]) -> tuple[float, ...]:
    """Return quantiles of log-odds; how far they lie apart is their spread."""
    if not ascending:
        return (math.nan,) * len(QUANTILES)
    return tuple(quantile(ascending, place) for place in QUANTILES.values())


def quantile(ascending: Sequence[float], place: float) -> float:
    """Return a quantile of ascending numbers, between neighbours by their distance.

    >>> quantile([0.0, 10.0], 0.25), quantile([3.0], 0.9)
    (2.5, 3.0)
    """
    at = place * (len(ascending) - 1)
    below = math.floor(at)
    above = min(below + 1, len(ascending) - 1)
    return ascending[below] + (at - below) * (ascending[above] - ascending[below])


def findings(marks: Sequence[PageMark], found: Measures) -> tuple[Finding, ...]:
    """Say what the pages show side by side, doorways first."""
    content = content_of(marks)
    told = side_by_side.findings(content, found.compared)
    if found.doors.pages:
        return (doorways.finding(content, found.doors), *told)
    return told
