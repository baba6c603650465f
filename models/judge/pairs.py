"""Pairs of one topic: each low page beside the honest pages of other sites that it is most like.

Topic is not guilt: an honest roofer's page has the words of a farm's page about roofs. Over the
wild and the web slice a low page is paired with the honest pages of other sites whose words are
most like its own, common words left out. The share of pairs in which the low page scores higher
tells whether a judge sees more than the topic, or than where a page came from. Which pages are
paired stands in ``models/labels/pairs.csv``, by their ids.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import sparse

from models.judge.measured import measured
from models.places import LABELS
from pagequality.learned.wording.features import BITS, bag

if TYPE_CHECKING:
    from pathlib import Path

    from models.judge.labelled import Labelled
    from pagequality.text.arrays import Array, Floats, Ints

PUBLISHED: Final = LABELS / "pairs.csv"
NEAREST: Final = 3
"""Honest pages beside each low page."""
_WORDS: Final = 40
"""Words of main content that a page must have to have a topic."""
_COMMON: Final = 0.1
"""A word or pair of words on more than this share of the pages is no topic."""


class Pairs(NamedTuple):
    """Places of low pages and of the honest pages beside them, and the low pages' sites."""

    low: Ints
    honest: Ints
    site: Array

    def figures(self, scores: Floats) -> dict[str, float]:
        """Return the share of pairs in the right order, over pairs and as a mean over low sites.

        >>> pairs = Pairs(np.array([0, 0, 1]), np.array([2, 3, 3]), np.array(["a", "a", "b"]))
        >>> pairs.figures(np.array([0.9, 0.2, 0.1, 0.4]))
        {'pairs': 3, 'right': 0.6667, 'right_over_sites': 0.5}
        """
        known = np.isfinite(scores[self.low]) & np.isfinite(scores[self.honest])
        ahead, behind = scores[self.low][known], scores[self.honest][known]
        right = (ahead > behind) + 0.5 * (ahead == behind)
        _, place = np.unique(self.site[known], return_inverse=True)
        over_sites = np.bincount(place, right) / np.bincount(place)
        return {
            "pairs": len(right),
            "right": round(float(right.mean()), 4),
            "right_over_sites": round(float(over_sites.mean()), 4),
        }


def pairs_of(labelled: Labelled, rows: Ints) -> Pairs:
    """Pair the low pages of some rows with honest ones; places are those among the rows."""
    fit = labelled.usual[rows] & (labelled.words[rows] >= _WORDS)
    pool = np.flatnonzero(fit)
    labels, sites = labelled.low[rows][pool], labelled.site[rows][pool]
    topics = _topics([labelled.views["body"][row] for row in rows[pool]])
    low, honest = np.flatnonzero(labels == 1), np.flatnonzero(labels == 0)
    alike = (topics[low] @ topics[honest].T).toarray()
    alike[sites[low][:, None] == sites[honest]] = -1.0
    nearest = np.argsort(-alike, axis=1, kind="stable")[:, :NEAREST]
    beside = np.repeat(low, nearest.shape[1])
    return Pairs(pool[beside], pool[honest[nearest.ravel()]], sites[beside])


def _topics(texts: list[Array]) -> sparse.csr_matrix:
    """Return each text's words and pairs of words as a unit vector, rare ones heavier."""
    bags = [bag(words) for words in texts]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in bags)])
    columns = np.concatenate([buckets for buckets, _ in bags]).astype(np.int64)
    counts = np.concatenate([values for _, values in bags])
    seen = np.bincount(columns, minlength=1 << BITS)
    told = (seen > 1) & (seen < max(_COMMON * len(texts), 2))
    rarity = np.where(told, np.log(len(texts) / np.maximum(seen, 1)), 0.0)
    table = sparse.csr_matrix((counts * rarity[columns], columns, ends), (len(texts), 1 << BITS))
    norm = np.sqrt(np.asarray(table.multiply(table).sum(1)).ravel())
    return (sparse.diags(1.0 / np.where(norm, norm, 1.0)) @ table).tocsr()


def run(data: Path) -> None:
    """Write the ids of all pairs of the labelled pages."""
    labelled = measured(data)
    rows = np.flatnonzero(labelled.low >= 0)
    pairs = pairs_of(labelled, rows)
    with PUBLISHED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("low", "honest"))
        for low, honest in zip(pairs.low, pairs.honest, strict=True):
            writer.writerow((labelled.ids[rows[low]], labelled.ids[rows[honest]]))
    print(f"wrote {len(pairs.low)} pairs to {PUBLISHED.name}")
