"""Drift: chance is not called a shift, a shift is; unknown values count."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagequality.training.drift import shape, shapes, shift, shifts
from pagequality.signals import NAMES

VALUES = st.lists(st.one_of(st.floats(-9, 9), st.just(float("nan"))), min_size=1, max_size=50)


@given(VALUES)
def test_pages_are_like_themselves(values):
    """The same pages again: nothing has moved."""
    column = np.array(values)
    found = shift("x", shape(column), column, pages=len(column))
    assert found.stability <= 0.01
    assert found.distance <= 1e-4
    assert found.reading == "alike"


@given(VALUES, VALUES)
def test_shift_is_finite_and_in_range(then, now):
    """Whatever the values, also all unknown: numbers that mean something."""
    found = shift("x", shape(np.array(then)), np.array(now), pages=len(then))
    assert np.isfinite(found.stability)
    assert found.stability >= 0.0
    assert 0.0 <= found.distance <= 1.0
    assert found.chance > 0.0


@pytest.mark.parametrize("share_of_zeros", [0.0, 0.7])
def test_chance_is_what_chance_does(share_of_zeros):
    """Of samples from one distribution, mass points or not, most stay below ``chance``."""
    random = np.random.default_rng(1)

    def draw(number):
        values = random.gamma(2.0, size=number)
        return np.where(random.random(number) < share_of_zeros, 0.0, values)

    then = shape(draw(1000))
    found = [shift("x", then, draw(300), pages=1000) for _ in range(200)]
    assert np.mean([one.stability < one.chance for one in found]) > 0.9


def test_values_never_seen_before_count():
    """A signal that was always 0 and no longer is: different."""
    then = shape(np.zeros(1000))
    assert shift("x", then, np.full(1000, 0.5), pages=1000).reading == "different"
    assert shift("x", then, np.full(1000, np.nan), pages=1000).reading == "different"


def test_the_most_moved_signal_comes_first():
    """A table of pages: every signal compared by its name."""
    random = np.random.default_rng(0)
    table = random.normal(size=(400, len(NAMES)))
    moved = table.copy()
    moved[:, 5] += 2.0
    found = shifts(shapes(table), moved)
    assert [one.name for one in found[:1]] == [NAMES[5]]
    assert {one.name for one in found} == set(NAMES)
    assert [one.reading for one in found].count("different") == 1
