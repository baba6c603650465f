"""Wording models: what teaches each estimate, and sums known by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pagequality.learned.wording.aspects import ASPECTS
from pagequality.learned.wording.features import BITS, bag
from pagequality.learned.wording.model import WordingModel
from pagequality.text.tokens import tokenise

PAGE = {"low": "0", "score": "1", "flags": "", "kind": "shop"}
TEACHERS = {
    "low": {"low": "1"},
    "score": {"score": "4"},
    "original": {"flags": "o"},
    "padded": {"flags": "p"},
    "artificial": {"flags": "a"},
    "stuffed": {"flags": "k"},
    "copied": {"kind": "doorway"},
    "mill": {"kind": "generated"},
    "affiliate": {"kind": "affiliate"},
    "blog": {"kind": "blog"},
    "company": {"kind": "corporate"},
    "news": {"kind": "news"},
}
"""For each estimate, the one thing on a page's label that says yes."""


@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.signal)
def test_an_estimate_learns_from_its_own_label_alone(aspect):
    """What says yes to one estimate says nothing to the others."""
    before = aspect.teach(PAGE)
    for target, change in TEACHERS.items():
        after = aspect.teach(PAGE | change)
        assert after == (1.0 if target == aspect.target else before), target


def weighed(**words: tuple[float, float]) -> WordingModel:
    """A model of one estimate that knows these words alone: their rarity and weight."""
    idf, weight = np.zeros(1 << BITS, np.float32), np.zeros((1 << BITS, 1), np.float32)
    for word, (rarity, each) in words.items():
        (bucket,) = bag(tokenise(word).hash)[0]
        idf[bucket], weight[bucket] = rarity, each
    return WordingModel(idf, weight, np.array([0.25], np.float32))


def estimate(model: WordingModel, text: str) -> float:
    """What the model estimates from a text."""
    return float(model.scores(tokenise(text).hash)[0])


def test_a_rare_word_weighs_more_than_a_common_one():
    """Words of rarity 3 and 4 make a text of length 5, of which each is a share."""
    model = weighed(miracle=(4.0, 1.0), garden=(3.0, 0.0))
    assert estimate(model, "miracle") == pytest.approx(1.25)
    assert estimate(model, "miracle garden") == pytest.approx(0.25 + 4 / 5)
    assert estimate(model, "garden") == pytest.approx(0.25)


def test_a_word_said_twice_counts_less_than_twice():
    """A count is damped to one and its logarithm; word order and unknown words are no matter."""
    model = weighed(miracle=(1.0, 1.0), garden=(1.0, 0.0))
    damped = 1 + math.log(2)
    expected = 0.25 + damped / math.hypot(damped, 1.0)
    assert estimate(model, "miracle miracle garden") == pytest.approx(expected)
    assert estimate(model, "garden quietly miracle the miracle") == pytest.approx(expected)


def test_words_that_are_all_unknown_say_nothing():
    """An estimate of nothing is unknown, not the bias."""
    assert math.isnan(estimate(weighed(miracle=(1.0, 1.0)), "plain words"))
    assert math.isnan(estimate(weighed(miracle=(1.0, 1.0)), ""))
