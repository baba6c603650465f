"""Thresholds: what to call low, from pages whose labels are known.

A page is called low when its probability is at or above the threshold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pagequality.arguments import need_number

if TYPE_CHECKING:
    from pagequality.text.arrays import Floats, Ints

_ROUNDING = 1e-9


class Choices(NamedTuple):
    """Every threshold there is, the highest first, and what each would do.

    Attributes:
        threshold: the distinct probabilities.
        precision: share of low pages among those called low.
        recall: share of the low pages that are called low.
        false_positive_rate: share of the honest pages that are called low.
        called: share of all pages that are called low.
    """

    threshold: Floats
    precision: Floats
    recall: Floats
    false_positive_rate: Floats
    called: Floats

    def best(
        self,
        *,
        precision: float | None = None,
        false_positive_rate: float | None = None,
        percentile: float | None = None,
    ) -> int:
        """Return the place of the lowest threshold that keeps to what is asked.

        Args:
            precision: least share of low pages among those called low, in (0, 1].
            false_positive_rate: largest share of honest pages called low, in [0, 1).
            percentile: share of all pages, in percent, that must stay below; in (0, 100).

        Raises:
            TypeError: it is no number.
            ValueError: not exactly one is given, it is out of range, or out of reach.

        >>> pages = choices(np.array([0, 0, 1, 1]), np.array([0.1, 0.6, 0.4, 0.9]))
        >>> [float(pages.threshold[place]) for place in (
        ...     pages.best(precision=0.6), pages.best(false_positive_rate=0.0),
        ...     pages.best(percentile=50))]
        [0.4, 0.9, 0.6]
        """
        if [precision, false_positive_rate, percentile].count(None) != 2:  # noqa: PLR2004
            message = "give exactly one of precision, false_positive_rate and percentile"
            raise ValueError(message)
        for name, given in (
            ("precision", precision),
            ("false_positive_rate", false_positive_rate),
            ("percentile", percentile),
        ):
            if given is not None:
                need_number(name, given)
        if precision is not None:
            _check("precision", precision, 0.0 < precision <= 1.0)
            fits, limit = self.precision >= precision - _ROUNDING, f"precision of {precision:g}"
        elif false_positive_rate is not None:
            rate = false_positive_rate
            _check("false_positive_rate", rate, 0.0 <= rate < 1.0)
            fits, limit = self.false_positive_rate <= rate + _ROUNDING, f"rate of {rate:g}"
        else:
            assert percentile is not None  # noqa: S101 - for the type checker
            _check("percentile", percentile, 0.0 < percentile < 100.0)  # noqa: PLR2004
            fits = self.called <= 1.0 - percentile / 100.0 + _ROUNDING
            limit = f"percentile of {percentile:g}"
        places = np.flatnonzero(fits)
        if not len(places):
            message = f"no threshold keeps to a {limit}: too few pages, or none score high enough"
            raise ValueError(message)
        return int(places[-1])


def choices(labels: Ints, probabilities: Floats, *, base_rate: float | None = None) -> Choices:
    """Return what every threshold would do to pages with known labels.

    Args:
        labels: 1 for low, 0 for honest.
        probabilities: in the same order.
        base_rate: the share of low pages to reckon with, where it is not that of the labels.

    Raises:
        ValueError: there are no low or no honest pages.
    """
    order = np.argsort(-probabilities, kind="stable")
    ordered, low = probabilities[order], labels[order] == 1
    if not low.any() or low.all():
        message = "thresholds need pages of both kinds, low and honest"
        raise ValueError(message)
    last = np.append(np.flatnonzero(np.diff(ordered)), len(ordered) - 1)
    recall = np.cumsum(low)[last] / low.sum()
    wrong = np.cumsum(~low)[last] / (~low).sum()
    rate = float(low.mean()) if base_rate is None else base_rate
    called = rate * recall + (1.0 - rate) * wrong
    return Choices(ordered[last], rate * recall / called, recall, wrong, called)


def moved(probability: float, *, base_rate: float, prior: float) -> float:
    """Move a probability from one share of low pages to another, as Bayes has it.

    >>> round(moved(0.5, base_rate=0.5, prior=0.1), 6), moved(1.0, base_rate=0.5, prior=0.1)
    (0.1, 1.0)
    """
    for name, share in (("base_rate", base_rate), ("prior", prior)):
        need_number(name, share)
        _check(name, share, 0.0 < share < 1.0)
    odds = prior / (1.0 - prior) * (1.0 - base_rate) / base_rate
    return probability * odds / (probability * odds + (1.0 - probability))


def _check(name: str, value: float, fits: bool) -> None:  # noqa: FBT001 - reads as a law
    if not fits:
        message = f"{name} is out of range: {value:g}"
        raise ValueError(message)
