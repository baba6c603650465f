"""How the sentence model sums what it finds, and which cues it quotes; by hand."""

from __future__ import annotations

import numpy as np
import pytest
from cues_of_text import cues_of

from pagequality.learned.hedging import model as sentences
from pagequality.learned.hedging.features import NAMES, PLAIN
from pagequality.learned.word_groups import BUCKETS, Weights
from pagequality.text.tokens import sentence_spans, tokenise


def test_scores_sum_features_and_products() -> None:
    """A bias, a weight a plain feature and one a product, for each head of its own."""
    heads, lefts, rights = len(sentences.HEADS), sentences._LEFTS, sentences._RIGHTS
    crossed = np.zeros((len(lefts), heads, len(rights)))
    crossed[2, 1, 3] = 10.0
    plain = np.zeros((len(PLAIN), heads))
    plain[0, 2] = 4.0
    model = sentences.HedgingModel(
        np.arange(1.0, heads + 1.0),
        plain,
        crossed.reshape(len(lefts), -1),
        Weights.of(np.zeros((BUCKETS + 1, heads), np.float32)),
    )
    row = np.zeros((2, len(PLAIN)))
    row[0, lefts[2]] += 0.5
    row[0, rights[3]] += 0.25
    row[1, 0] = 1.0
    expected = np.tile(model.bias, (2, 1))
    expected[0, 1] += 10 * 0.125
    expected[1, 2] += 4.0
    assert model._sums(row) == pytest.approx(expected)


def test_word_groups_count_over_the_root_of_the_length() -> None:
    """In a sentence of four words each group counts half of what it counts alone."""
    hashed = np.zeros((BUCKETS + 1, len(sentences.HEADS)), np.float32)
    beans = tokenise("beans")
    hashed[int(beans.hash[0]) % BUCKETS] = 3.0
    dense = np.zeros((len(NAMES), len(sentences.HEADS)))
    model = sentences.HedgingModel.with_weights(np.zeros(len(dense.T)), dense, hashed)
    for text, score in (("beans", 3.0), ("beans rise here daily", 1.5)):
        tokens = tokenise(text)
        spans = sentence_spans(tokens)
        found = model.probabilities(tokens, spans, cues_of(tokens, spans))
        assert found == pytest.approx(np.full((1, len(dense.T)), 1 / (1 + np.exp(-score))))
