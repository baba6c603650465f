"""A site as numbers: what its pages' scores say together, and what they show side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from pagequality.sites.marks import CONTENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.sites.marks import PageMark

SCORES: Final = ("lowest_tenth", "lowest_quarter", "median", "highest_quarter", "highest_tenth")
"""Quantiles of the log-odds of its pages."""
_PLACES: Final = (0.1, 0.25, 0.5, 0.75, 0.9)
NAMES: Final = (*SCORES, "spread")
"""The measures, in the order of the model."""


def content_of(marks: Sequence[PageMark]) -> list[PageMark]:
    """Return the pages that a site is made for, or all where it has no such."""
    return [mark for mark in marks if mark.kind == CONTENT] or list(marks)


def measure(marks: Sequence[PageMark]) -> tuple[float, ...]:
    """Return the measures of a site's pages in the order of `NAMES`; ``nan`` is unknown."""
    sums = sorted(mark.log_odds for mark in content_of(marks))
    if not sums:
        return (math.nan,) * len(NAMES)
    found = [quantile(sums, place) for place in _PLACES]
    return (*found, found[-1] - found[0])


def quantile(ascending: Sequence[float], place: float) -> float:
    """Return a quantile of ascending numbers, between neighbours by their distance.

    >>> quantile([0.0, 10.0], 0.25), quantile([3.0], 0.9)
    (2.5, 3.0)
    """
    at = place * (len(ascending) - 1)
    below = math.floor(at)
    above = min(below + 1, len(ascending) - 1)
    return ascending[below] + (at - below) * (ascending[above] - ascending[below])
