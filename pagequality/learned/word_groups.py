"""Hashed words, pairs and triples of words of each sentence: what linear models of sentences read.

A group counts in a sentence of so many words what `share_of_word` says; most of the `BUCKETS`
weigh nothing in a model, so that it keeps rows for the others alone (`Weights`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from pagequality.text.tokens import Tokens, ngrams_to

if TYPE_CHECKING:
    from pagequality.text.arrays import Flags, Floats, Floats32, Hashes, Ints

BUCKETS: Final = 1 << 17
"""Hashed words and word groups share this many weights; most are 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What word groups weigh for some heads.

    ``hashed`` has a row a bucket that weighs anything and a column a head, ``row`` for each
    bucket its row there.
    """

    hashed: Floats32
    row: npt.NDArray[np.int32]

    @classmethod
    def of(cls, table: Floats32) -> Weights:
        """Build from a table with a row a bucket, one more for nothing, and a column a head."""
        weighing: Flags = np.abs(table).max(axis=1) > 0
        weighing[BUCKETS] = True  # the row of nothing
        row = np.where(weighing, weighing.cumsum() - 1, weighing.sum() - 1).astype(np.int32)
        return cls(table[weighing], row)

    def sums(self, hashes: Hashes, sentences: tuple[Ints, Ints]) -> Floats:
        """Sum what the groups of each sentence weigh: a row a head, a column a sentence.

        Args:
            hashes: of all words, or of their stems.
            sentences: the first word of each sentence and the one after its last.
        """
        first, last = sentences
        if not len(hashes):
            return np.zeros((self.hashed.shape[1], len(first)))
        of_words, of_pairs, of_triples = self.row.take(word_groups(hashes, last))
        weights = self.hashed.take(of_words, axis=0)
        weights += self.hashed.take(of_pairs, axis=0)
        weights += self.hashed.take(of_triples, axis=0)
        running = np.zeros((self.hashed.shape[1], len(hashes) + 1))
        np.cumsum(weights.T, axis=1, out=running[:, 1:])
        sums: Floats = (running[:, last] - running[:, first]) * share_of_word(last - first)
        return sums


def words_of(tokens: Tokens, spans: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Return the first word of each sentence and the one after its last."""
    return tokens.start.searchsorted(spans[0]), tokens.start.searchsorted(spans[1])


def word_groups(hashes: Hashes, last: Ints) -> Hashes:
    """Buckets of the words, pairs and triples inside each sentence.

    Three groups in a row, one entry a word each; a group that would leave its sentence, which
    ends before the word ``last``, has bucket `BUCKETS`.
    """
    buckets = np.full((3, len(hashes)), BUCKETS, np.uint32)
    for row, grams in enumerate((hashes, *ngrams_to(hashes, 3))):
        buckets[row, : len(grams)] = grams & np.uint32(BUCKETS - 1)
        for back in range(1, row + 1):
            buckets[row, np.maximum(last - back, 0)] = BUCKETS
    return buckets


def share_of_word(words: Ints) -> Floats:
    """What a word group counts in a sentence of so many words: long ones hold more groups.

    >>> share_of_word(np.array([1, 4, 25])).tolist()
    [1.0, 0.5, 0.2]
    """
    share: Floats = 1 / np.sqrt(np.maximum(words, 1))
    return share
