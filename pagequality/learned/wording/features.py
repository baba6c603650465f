"""Words of a text, and runs of them, as buckets of a hash table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.text.tokens import ngrams_to

if TYPE_CHECKING:
    from pagequality.text.arrays import Floats, Hashes

BITS: Final = 17
"""How many bits of a hash choose the bucket."""
SHIFT: Final = np.uint32(32 - BITS)


def bag(words: Hashes, longest: int = 2) -> tuple[Hashes, Floats]:
    """Return the buckets of a text's words and of runs of them, and a damped count of each.

    Args:
        words: hashes of a text's words.
        longest: words of the longest runs; with 2 word pairs.

    >>> from pagequality.text.tokens import tokenise
    >>> buckets, counts = bag(tokenise("beans beans").hash)
    >>> len(buckets), [round(float(x), 2) for x in sorted(counts)]
    (2, [1.0, 1.69])
    """
    grams = np.concatenate([words, *ngrams_to(words, longest)]) >> SHIFT
    grams.sort()
    if not len(grams):
        return grams, np.zeros(0)
    new = np.ones(len(grams) + 1, bool)
    np.not_equal(grams[1:], grams[:-1], out=new[1:-1])
    edges = new.nonzero()[0]
    counts = edges[1:] - edges[:-1]
    return grams.take(edges[:-1]), 1.0 + np.log(counts)
