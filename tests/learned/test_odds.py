"""Probabilities and log-odds, by values known by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagequality.learned.odds import logit, sigmoid, sigmoids

EVEN = {1 / 2: 0.0, 3 / 4: math.log(3), 1 / 4: -math.log(3), 0.9: math.log(9), 0.01: -math.log(99)}
"""Probabilities, and the logarithm of what stands for against what stands against."""


@pytest.mark.parametrize(("share", "log_odds"), EVEN.items())
def test_odds_are_for_against_against(share, log_odds):
    """Three quarters are three to one; the functions lead there and back."""
    assert logit(share) == pytest.approx(log_odds)
    assert sigmoid(log_odds) == pytest.approx(share)


@given(st.floats(-800, 800))
def test_sigmoid_and_logit_undo_each_other(log_odds):
    """Log-odds of any size give a probability, and back where it can be told."""
    share = sigmoid(log_odds)
    assert 0 <= share <= 1
    if abs(log_odds) < 20:
        assert math.isclose(logit(share), log_odds, abs_tol=1e-6)


def test_sizes_that_no_exponent_holds():
    """Beyond all bounds a probability is 0 or 1, without a warning."""
    assert (sigmoid(-1e9), sigmoid(1e9)) == (0.0, 1.0)
    assert sigmoids(np.array([-1e9, 1e9])).tolist() == [0.0, 1.0]
    assert 0.0 < sigmoid(-699.0) < 1e-300


@given(st.lists(st.floats(-50, 50)))
def test_many_are_each_one(log_odds):
    """An array gives what each number gives alone."""
    alone = [sigmoid(one) for one in log_odds]
    assert sigmoids(np.array(log_odds, float)) == pytest.approx(alone, abs=1e-12)
