"""Hashed groups of words: inside their sentence, and what they weigh."""

from __future__ import annotations

import numpy as np
import pytest

from pagequality.learned.word_groups import BUCKETS, Weights, word_groups, words_of
from pagequality.text.tokens import ngrams, sentence_spans, tokenise


def test_word_groups_stay_inside_their_sentence() -> None:
    """Words, pairs and triples; one that would leave the sentence has the bucket of none."""
    tokens = tokenise("Tides rise here. We go")
    first, last = words_of(tokens, sentence_spans(tokens))
    groups = word_groups(tokens.hash, last)
    none = BUCKETS
    hashes = [tokens.hash, ngrams(tokens.hash, 2), ngrams(tokens.hash, 3)]
    words, pairs, triples = ((found % none).tolist() for found in hashes)
    assert groups.tolist() == [
        words,
        [pairs[0], pairs[1], none, pairs[3], none],
        [triples[0], none, none, none, none],
    ]
    assert (first.tolist(), last.tolist()) == ([0, 3], [3, 5])


def test_a_sentence_sums_what_its_groups_weigh() -> None:
    """Each group counts over the root of the length; groups that weigh nothing keep no row."""
    tokens = tokenise("Tides rise here daily. We go")
    table = np.zeros((BUCKETS + 1, 2), np.float32)
    table[int(tokens.hash[0]) % BUCKETS] = [4.0, 0.0]
    table[int(ngrams(tokens.hash, 2)[4]) % BUCKETS] = [0.0, 3.0]
    weights = Weights.of(table)
    assert len(weights.hashed) == 3
    sums = weights.sums(tokens.hash, words_of(tokens, sentence_spans(tokens)))
    assert sums == pytest.approx(np.array([[2.0, 0.0], [0.0, 3.0 / 2**0.5]]))
