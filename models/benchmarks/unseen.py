"""The shipped judge on pages of sites that nothing was fitted to or chosen on.

Folds hold whole sites out, but of the same sources: what marks a source helps there. These pages
come from elsewhere, so this is what a stranger may expect. Pages of mediocre quality and pages
that the judge declines are left out of the figures and counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.data import UNSEEN, labels, pages
from models.places import write_report
from pagequality.judge.scorer import shipped_scorer
from pagequality.judge.verdict import LOW
from pagequality.training import evaluation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pagequality.text.arrays import Floats, Ints

    Measure = Callable[[Ints, Floats], float]

_RESAMPLES: Final = 1000
_FEWEST: Final = 20
"""Low and honest pages that a source must have for its ROC AUC to count in the mean."""


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
    >>> low, high = over_sites(evaluation.roc_auc, labels, chances, sites=[*"abcd"])
    >>> 0.0 <= low <= 0.75 <= high <= 1.0
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


def report(folder: Path) -> dict[str, Any]:
    """Score every page of clear quality with the shipped judge."""
    known, scorer = labels(folder, UNSEEN), shipped_scorer()
    low, chances, sites, sources = [], [], [], []
    for stored in pages(folder, collections=UNSEEN):
        row = known.get(stored["id"], {"low": ""})
        if row["low"]:
            low.append(int(row["low"]))
            chances.append(scorer.score(stored["html"], url=stored["url"]))
            sites.append(row["site"])
            sources.append(row["source"])
    truth, scores = np.array(low), np.array(chances)
    found = {"all": figures(truth, scores, sites), "sources": {}}
    for source in sorted(set(sources)):
        inside = np.flatnonzero(np.array(sources) == source)
        found["sources"][source] = figures(
            truth[inside], scores[inside], [sites[i] for i in inside]
        )
    areas = [
        row["roc_auc"] for row in found["sources"].values()
        if min(row["low"], row["pages"] - row["low"]) >= _FEWEST
    ]  # fmt: skip
    return {**found, "mean_roc_auc_within_sources": round(float(np.mean(areas)), 4)}


def run(data: Path) -> None:
    """Score, print, write."""
    found = report(data)
    for name, row in {"all": found["all"], **found["sources"]}.items():
        print(
            f"{name:16} {row['pages']:5} pages {row['sites']:4} sites {row['low']:4} low "
            f"{row['declined']:4} declined  ROC AUC {row.get('roc_auc', float('nan')):.3f}  "
            f"honest called low {row['called_low']:.1%}"
        )
    write_report("unseen", found)
