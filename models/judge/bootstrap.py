"""Figures of some pages, with intervals over whole sites: pages of one site are not independent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.judge.verdict import LOW
from pagequality.training import evaluation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pagequality.text.arrays import Floats, Ints

    Measure = Callable[[Ints, Floats], float]

_RESAMPLES: Final = 1000


def called_low(labels: Ints, chances: Floats) -> float:
    """Return the share of honest pages at or above the threshold of "low quality".

    >>> called_low(np.array([0, 0, 1]), np.array([0.1, 0.9, 0.9]))
    0.5
    """
    return float((chances[labels == 0] >= LOW).mean())


def over_sites(
    measure: Measure, labels: Ints, chances: Floats, *, sites: Sequence[str], seed: int = 0
) -> list[float]:
    """Return the 95 % bootstrap interval of a measure over whole sites.

    >>> labels, chances = np.array([0, 1, 0, 1]), np.array([0.1, 0.9, 0.8, 0.7])
    >>> low, high = over_sites(called_low, labels, chances, sites=[*"abcd"])
    >>> 0.0 <= low < 0.5 < high <= 1.0
    True
    """
    generator, values = np.random.default_rng(seed), []
    _, site = np.unique(sites, return_inverse=True)
    rows_of = [np.flatnonzero(site == number) for number in range(site.max() + 1)]
    for _ in range(_RESAMPLES):
        drawn = generator.integers(0, len(rows_of), len(rows_of))
        rows = np.concatenate([rows_of[number] for number in drawn])
        if 0 < labels[rows].sum() < len(rows):
            values.append(measure(labels[rows], chances[rows]))
    return [round(float(x), 4) for x in np.quantile(values, [0.025, 0.975])]


def figures(labels: Ints, chances: Floats, sites: Sequence[str]) -> dict[str, Any]:
    """Return counts and figures of some pages, those declined (``nan``) left out of the figures.

    >>> chances = np.array([0.1, 0.6, 0.7, np.nan])
    >>> row = figures(np.array([0, 0, 1, 1]), chances, ["a", "b", "c", "c"])
    >>> row["pages"], row["low"], row["declined"], row["roc_auc"], row["called_low"]
    (4, 2, 1, 1.0, 0.0)
    """
    known = np.isfinite(chances)
    judged, scores = labels[known], chances[known]
    honest = scores[judged == 0]
    row: dict[str, Any] = {
        "sites": len(set(sites)),
        "pages": len(labels),
        "low": int(labels.sum()),
        "declined": int((~known).sum()),
        "declined_low": int(labels[~known].sum()),
        "honest_above_half": round(float((honest >= 0.5).mean()), 4),
        "called_low": round(called_low(judged, scores), 4),
    }
    if 0 < judged.sum() < len(judged):
        own = np.array(sites)[known].tolist()
        row |= {
            "roc_auc": round(evaluation.roc_auc(judged, scores), 4),
            "roc_auc_interval": over_sites(evaluation.roc_auc, judged, scores, sites=own),
            "called_low_interval": over_sites(called_low, judged, scores, sites=own),
            "average_precision": round(evaluation.average_precision(judged, scores), 4),
            "recall_at_1_false_positive": round(
                evaluation.recall_at_false_positives(judged, scores, 0.01), 4
            ),
        }
    return row
