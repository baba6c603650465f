"""Words and word pairs of a text as buckets of a hash table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.text.tokens import ngrams

if TYPE_CHECKING:
    from pagequality.text.arrays import Floats, Hashes

BITS: Final = 17
"""How many bits of a hash choose the bucket."""
SHIFT: Final = np.uint32(32 - BITS)


def bag(words: Hashes) -> tuple[Hashes, Floats]:
    """Return the buckets of a text's words and word pairs, and a damped count of each.

    >>> from pagequality.text.tokens import tokenise
    >>> buckets, counts = bag(tokenise("beans beans").hash)
    >>> len(buckets), [round(float(x), 2) for x in sorted(counts)]
    (2, [1.0, 1.69])
    """
    grams = np.concatenate([words, ngrams(words, 2)]) >> SHIFT
    grams.sort()
    if not len(grams):
        return grams, np.zeros(0)
    first = np.flatnonzero(np.concatenate([[True], grams[1:] != grams[:-1]]))
    counts = np.diff(first, append=len(grams))
    return grams[first], 1.0 + np.log(counts)
