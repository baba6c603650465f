"""Thresholds: they keep their promise on held-out pages, and a prior moves them with the pages."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagequality.judge.model import Model
from pagequality.judge.thresholds import choices, moved
from pagequality.training.evaluation import precision_recall

SHARES = st.floats(0.01, 0.99)
PAGES = st.lists(
    st.tuples(st.integers(0, 1), st.integers(1, 99)), min_size=2, max_size=60
).filter(lambda rows: len({low for low, _ in rows}) == 2)  # fmt: skip


def arrays(rows):
    """Labels and probabilities as arrays."""
    return np.array([low for low, _ in rows]), np.array([p / 100 for _, p in rows])


def model_of(rows, base_rate):
    """A model that knows nothing but its held-out pages."""
    labels, probabilities = arrays(rows)
    held_out = {"probability": probabilities.tolist(), "low": labels.tolist()}
    return Model("bare", {}, base_rate, 25.0, np.zeros(0), held_out=held_out)


@given(PAGES, SHARES)
def test_false_positive_rate_is_kept_and_used_up(rows, rate):
    """At most so many honest pages are called low; the next lower threshold calls more."""
    labels, probabilities = arrays(rows)
    honest, pages = probabilities[labels == 0], choices(labels, probabilities)
    try:
        place = pages.best(false_positive_rate=rate)
    except ValueError:
        assert (honest >= probabilities.max()).mean() > rate
        return
    assert (honest >= pages.threshold[place]).mean() <= rate
    for lower in pages.threshold[place + 1 : place + 2]:
        assert (honest >= lower).mean() > rate


@given(PAGES, SHARES)
def test_precision_is_kept(rows, least):
    """So many of the pages called low are low, and no lower threshold would do."""
    labels, probabilities = arrays(rows)
    pages = choices(labels, probabilities)
    precision, _, threshold = precision_recall(labels, probabilities)
    reached = threshold[precision >= least]
    if not len(reached):
        with pytest.raises(ValueError, match="no threshold keeps to a precision"):
            pages.best(precision=least)
        return
    assert pages.threshold[pages.best(precision=least)] == reached.min()


@given(PAGES, SHARES, SHARES)
def test_a_prior_moves_thresholds_as_it_moves_pages(rows, base_rate, prior):
    """False positives do not depend on how many pages are low: the same pages are called."""
    model = model_of(rows, base_rate)
    try:
        here = model.threshold_for(false_positive_rate=0.3)
    except ValueError:
        return
    there = model.threshold_for(false_positive_rate=0.3, prior=prior)
    assert there == pytest.approx(moved(here, base_rate=base_rate, prior=prior))


@given(PAGES, SHARES)
def test_percentile_is_a_share_of_the_mix_asked_for(rows, prior):
    """With a prior the two kinds of pages count as often as it says."""
    labels, probabilities = arrays(rows)
    pages = choices(labels, probabilities, base_rate=prior)
    try:
        threshold = pages.threshold[pages.best(percentile=1)]
    except ValueError:
        assert pages.called[0] > 0.99
        return
    low, honest = ((probabilities[labels == kind] >= threshold).mean() for kind in (1, 0))
    assert prior * low + (1 - prior) * honest <= 0.99 + 1e-6


def test_exactly_one_wish():
    """None, two, or one out of range: the error says which."""
    model = model_of([(0, 10), (1, 90)], 0.5)
    assert model.threshold_for(precision=0.9) == pytest.approx(0.9)
    with pytest.raises(ValueError, match="exactly one"):
        model.threshold_for()
    with pytest.raises(ValueError, match="exactly one"):
        model.threshold_for(precision=0.9, percentile=90)
    for wish in ({"precision": 0.0}, {"false_positive_rate": 1.0}, {"percentile": 100}):
        with pytest.raises(ValueError, match=f"{next(iter(wish))} is out of range"):
            model.threshold_for(**wish)
    with pytest.raises(ValueError, match="prior is out of range"):
        model.threshold_for(precision=0.9, prior=1.0)


def test_no_held_out_pages():
    """A model without held-out pages, or with one kind only, says so."""
    with pytest.raises(ValueError, match="keeps no held-out pages"):
        Model("bare", {}, 0.5, 25.0, np.zeros(0)).threshold_for(precision=0.9)
    with pytest.raises(ValueError, match="both kinds"):
        model_of([(0, 10), (0, 20)], 0.5).threshold_for(precision=0.9)


LABELS, CHANCES = np.array([1, 0, 1, 0]), np.array([0.9, 0.6, 0.4, 0.1])


def test_choices_by_hand():
    """Every distinct probability, the highest first, and what calling low from there on does."""
    pages = choices(LABELS, CHANCES)
    assert pages.threshold.tolist() == [0.9, 0.6, 0.4, 0.1]
    assert pages.precision == pytest.approx([1.0, 1 / 2, 2 / 3, 1 / 2])
    assert pages.recall.tolist() == [0.5, 0.5, 1.0, 1.0]
    assert pages.false_positive_rate.tolist() == [0.0, 0.5, 0.5, 1.0]
    assert pages.called.tolist() == [0.25, 0.5, 0.75, 1.0]
    rare = choices(LABELS, CHANCES, base_rate=0.1)
    assert rare.called == pytest.approx([0.05, 0.5, 0.55, 1.0])
    assert rare.precision == pytest.approx([1.0, 0.1, 0.1 / 0.55, 0.1])
    assert rare.recall.tolist() == pages.recall.tolist()
    tied = choices(np.array([1, 0, 0]), np.array([0.5, 0.5, 0.2]))
    assert tied.threshold.tolist() == [0.5, 0.2]
    assert tied.precision == pytest.approx([0.5, 1 / 3])


@pytest.mark.parametrize(
    ("wish", "threshold"),
    [
        ({"precision": 0.9}, 0.9), ({"precision": 0.66}, 0.4), ({"precision": 0.5}, 0.1),
        ({"false_positive_rate": 0.0}, 0.9), ({"false_positive_rate": 0.5}, 0.4),
        ({"percentile": 75}, 0.9), ({"percentile": 74}, 0.9), ({"percentile": 50}, 0.6),
        ({"percentile": 25}, 0.4),
    ],
)  # fmt: skip
def test_the_lowest_threshold_that_keeps_to_a_wish(wish, threshold):
    """Precision at least, false positives at most, so many percent below."""
    pages = choices(LABELS, CHANCES)
    assert pages.threshold[pages.best(**wish)] == threshold


@pytest.mark.parametrize(
    ("base_rate", "prior", "expected"),
    [(0.5, 0.5, 0.25), (0.5, 0.75, 0.5), (0.5, 0.25, 0.1), (0.25, 0.5, 0.5), (0.75, 0.5, 0.1)],
)
def test_a_probability_moves_with_the_odds_of_low_pages(base_rate, prior, expected):
    """Odds of 1 to 3 times the odds of the new share over those of the old."""
    assert moved(0.25, base_rate=base_rate, prior=prior) == pytest.approx(expected)
