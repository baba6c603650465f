"""How good scores are: ranking, calibration and thresholds, with intervals.

What scikit-learn and scipy have is theirs, under one orientation: 1 is low, higher scores are
worse, the highest threshold comes first. They are imported when asked for, since the command
line must start without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.text.arrays import Floats, Ints

BINS: Final = 10
_RESAMPLES = 200


def roc_auc(labels: Ints, scores: Floats) -> float:
    """Chance that a low page scores above an honest one, ties counted half.

    >>> roc_auc(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.4, 0.9]))
    0.875
    """
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415 - see above

    if len(np.unique(labels)) < 2:  # noqa: PLR2004 - low and honest
        return float("nan")
    return float(roc_auc_score(labels, scores))


def precision_recall(labels: Ints, scores: Floats) -> tuple[Floats, Floats, Floats]:
    """Precision, recall and threshold at every distinct score, the highest first.

    >>> [part.tolist() for part in precision_recall(np.array([0, 1]), np.array([0.2, 0.7]))]
    [[1.0, 0.5], [1.0, 1.0], [0.7, 0.2]]
    """
    from sklearn.metrics import precision_recall_curve  # noqa: PLC0415 - see above

    precision, recall, thresholds = precision_recall_curve(labels, scores)
    return precision[-2::-1], recall[-2::-1], thresholds[::-1]


def average_precision(labels: Ints, scores: Floats) -> float:
    """Precision averaged over recall, step by step.

    >>> round(average_precision(np.array([0, 1, 1]), np.array([0.5, 0.4, 0.7])), 4)
    0.8333
    """
    from sklearn.metrics import average_precision_score  # noqa: PLC0415 - see above

    return float(average_precision_score(labels, scores))


def recall_at_precision(labels: Ints, scores: Floats, least: float) -> float:
    """Largest share of low pages caught while so many of those caught are low.

    >>> recall_at_precision(np.array([0, 1, 1]), np.array([0.5, 0.4, 0.7]), 0.95)
    0.5
    """
    precision, recall, _ = precision_recall(labels, scores)
    return float(recall[precision >= least].max(initial=0.0))


def recall_at_false_positives(labels: Ints, scores: Floats, most: float) -> float:
    """Share of low pages caught while at most such a share of honest pages is called low.

    >>> recall_at_false_positives(np.array([0, 0, 1, 1]), np.array([0.1, 0.5, 0.4, 0.7]), 0.01)
    0.5
    """
    threshold = threshold_at_false_positives(labels, scores, most)
    return float((scores[labels == 1] > threshold).mean())


def threshold_at_false_positives(labels: Ints, scores: Floats, most: float) -> float:
    """Return the score that at most such a share of the honest pages exceeds."""
    honest = np.sort(scores[labels == 0])[::-1]
    return float(honest[min(int(most * len(honest)), len(honest) - 1)])


def brier(labels: Ints, probabilities: Floats) -> float:
    """Mean squared distance between probability and label.

    >>> brier(np.array([0, 1]), np.array([0.0, 0.5]))
    0.125
    """
    from sklearn.metrics import brier_score_loss  # noqa: PLC0415 - see above

    return float(brier_score_loss(labels, probabilities))


def reliability(labels: Ints, probabilities: Floats) -> list[dict[str, float]]:
    """Mean probability and share of low pages in ten bins of equal width."""
    place = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    table = []
    for number in range(BINS):
        inside = place == number
        if inside.any():
            table.append(
                {
                    "from": number / BINS,
                    "pages": int(inside.sum()),
                    "probability": round(float(probabilities[inside].mean()), 4),
                    "low": round(float(labels[inside].mean()), 4),
                }
            )
    return table


def calibration_error(labels: Ints, probabilities: Floats) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015).

    >>> round(calibration_error(np.array([0, 1]), np.array([0.1, 0.7])), 3)
    0.2
    """
    rows = reliability(labels, probabilities)
    gaps = [row["pages"] * abs(row["probability"] - row["low"]) for row in rows]
    return float(sum(gaps)) / len(labels)


def interval(
    measure: Callable[[Ints, Floats], float], labels: Ints, scores: Floats, *, seed: int = 0
) -> list[float]:
    """Return the 95 % bootstrap interval of a measure over pages."""
    generator = np.random.default_rng(seed)
    values = []
    for _ in range(_RESAMPLES):
        rows = generator.integers(0, len(labels), len(labels))
        if 0 < labels[rows].sum() < len(rows):
            values.append(measure(labels[rows], scores[rows]))
    return [round(float(x), 4) for x in np.quantile(values, [0.025, 0.975])]


def wilson(count: int, number: int) -> list[float]:
    """Return the 95 % interval of a share of ``count`` in ``number`` (Wilson 1927).

    >>> wilson(0, 100), wilson(5, 10)
    ([0.0, 0.037], [0.2366, 0.7634])
    """
    from scipy.stats import binomtest  # noqa: PLC0415 - see above

    if not number:
        return [0.0, 1.0]
    found = binomtest(count, number).proportion_ci(method="wilson")
    return [round(float(found.low), 4), round(float(found.high), 4)]


def summary(labels: Ints, probabilities: Floats) -> dict[str, Any]:
    """Return the figures that every report shows, rounded, with n and intervals."""
    figures = {
        "roc_auc": roc_auc(labels, probabilities),
        "average_precision": average_precision(labels, probabilities),
        "recall_at_95_precision": recall_at_precision(labels, probabilities, 0.95),
        "recall_at_1_false_positive": recall_at_false_positives(labels, probabilities, 0.01),
        "calibration_error": calibration_error(labels, probabilities),
        "brier": brier(labels, probabilities),
    }
    return {
        "pages": len(labels),
        "low": int(labels.sum()),
        **{name: round(value, 4) for name, value in figures.items()},
        "roc_auc_interval": interval(roc_auc, labels, probabilities),
        "calibration_error_interval": interval(calibration_error, labels, probabilities),
        "brier_interval": interval(brier, labels, probabilities),
    }
