"""The exam in one row: what a variant of the judge is compared by, beside the shipped recipe.

No one column is judgement; see `models.judge.evaluate`. A variant is better only where it raises
one and lowers none beyond its noise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.judge.cross_validation import slices
from models.judge.pairs import pairs_of
from pagequality.training import evaluation

if TYPE_CHECKING:
    from models.judge.bench import Bench
    from models.judge.labelled import Labelled
    from models.judge.pairs import Pairs
    from pagequality.text.arrays import Floats, Ints

PARTS: Final = ("wild", "web")
FEWEST: Final = 20
"""Low and honest pages that a wild source must have for its ROC AUC to count in the mean."""


def within_wild(labelled: Labelled, rows: Ints, scores: Floats) -> float:
    """Return the mean ROC AUC within the wild sources that have enough pages of both sides."""
    labels, sources = labelled.low[rows], labelled.source[rows]
    areas = []
    for source in sorted(set(sources[labelled.wild[rows]].tolist())):
        own = labels[sources == source]
        if min(np.bincount(own, minlength=2)) >= FEWEST:
            areas.append(evaluation.roc_auc(own, scores[sources == source]))
    return float(np.mean(areas))


class Columns:
    """The columns of the exam for the held-out scores of a bench's pages."""

    def __init__(self, bench: Bench) -> None:
        self.labelled, self.rows = bench.labelled, bench.rows
        self.labels = self.labelled.low[self.rows].astype(int)
        self.slices = slices(self.labelled, self.rows)
        self.pairs: Pairs = pairs_of(self.labelled, self.rows)

    def of(self, scores: Floats) -> dict[str, Any]:
        """Return the figures of held-out scores, one a row of the bench."""
        row: dict[str, Any] = {part: self._slice(scores, part) for part in PARTS}
        row["within_wild"] = round(within_wild(self.labelled, self.rows, scores), 4)
        row["pairs"] = self.pairs.figures(scores)["right"]
        return row

    def _slice(self, scores: Floats, part: str) -> dict[str, Any]:
        labels, own = self.labels[self.slices[part]], scores[self.slices[part]]
        figures = {
            "roc_auc": evaluation.roc_auc(labels, own),
            "average_precision": evaluation.average_precision(labels, own),
            "recall_at_95_precision": evaluation.recall_at_precision(labels, own, 0.95),
            "recall_at_1_false_positive": evaluation.recall_at_false_positives(labels, own, 0.01),
        }
        return {"pages": len(labels), **{key: round(x, 4) for key, x in figures.items()}}
