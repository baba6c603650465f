"""The sum that gives a verdict, and its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pagequality.text.arrays import Floats


class Judgement(NamedTuple):
    """The calibrated log-odds, where they start, and what each signal adds.

    Attributes:
        log_odds: of low quality; ``baseline`` and ``contributions`` add up to it.
        baseline: where they start.
        contributions: what each signal adds, in the order of `SIGNALS`.
        weight: how far a page of this length speaks for itself, in [0, 1]; the contributions have
            been multiplied by it.
    """

    log_odds: float
    baseline: float
    contributions: Floats
    weight: float
