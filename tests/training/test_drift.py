"""Drift: by hand; chance is not called a shift, a shift is; unknown values count."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagequality.signals import NAMES
from pagequality.training.drift import Shift, shape, shapes, shift, shifts

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
    assert found[0].name == NAMES[5]
    assert [one.stability for one in found] == sorted(
        (one.stability for one in found), reverse=True
    )
    assert {one.name for one in found} == set(NAMES)
    assert [one.reading for one in found].count("different") == 1


def halves(zeros, ones, unknown=0):
    """So many zeros, ones and unknown values."""
    return np.repeat([0.0, 1.0, np.nan], [zeros, ones, unknown])


def test_a_shift_by_hand():
    """From half ones to a quarter: index, distance, what chance explains, and the medians."""
    found = shift("x", shape(halves(50, 50)), halves(75, 25), pages=100)
    assert found.name == "x"
    assert found.stability == pytest.approx(0.25 * np.log(1.5) + 0.25 * np.log(2.0), abs=1e-4)
    assert found.distance == 0.25
    # One bin is free; both samples have 100 pages.
    assert found.chance == pytest.approx((1 + 1.645 * np.sqrt(2)) * (1 / 100 + 1 / 100), abs=1e-4)
    assert (found.median_then, found.median_now) == (0.0, 0.0)
    fewer = shift("x", shape(halves(50, 50)), halves(15, 5), pages=100)
    assert fewer.chance == pytest.approx(found.chance * 3, abs=1e-3)
    higher = shift("x", shape(halves(40, 60)), halves(25, 75), pages=100)
    assert (higher.median_then, higher.median_now) == (1.0, 1.0)


def test_unknown_values_are_a_bin_of_their_own():
    """From a fifth unknown to half: the known values keep their shares, the bins shrink."""
    found = shift("x", shape(halves(40, 40, 20)), halves(25, 25, 50), pages=100)
    steps = ((0.4, 0.25), (0.4, 0.25), (0.2, 0.5))
    index = sum((now - then) * np.log(now / then) for then, now in steps)
    assert found.stability == pytest.approx(index, abs=1e-4)
    assert found.distance == 0.0
    assert (found.unknown_then, found.unknown_now) == (0.2, 0.5)


def test_empty_bins_count_as_rare_ones():
    """A bin that nobody is in counts as half a percent, so that no shift is infinite."""
    found = shift("x", shape(halves(100, 0)), halves(0, 100), pages=100)
    assert found.stability == pytest.approx(2 * 0.995 * np.log(1 / 0.005), abs=1e-3)
    assert found.distance == 1.0


@pytest.mark.parametrize(
    ("stability", "chance", "reading"),
    [
        (0.0999, 0.0, "alike"), (0.1, 0.0, "shifted"), (0.2499, 0.0, "shifted"),
        (0.25, 0.0, "different"), (0.15, 0.2, "alike"), (0.2, 0.2, "shifted"),
        (0.29, 0.3, "alike"), (0.3, 0.3, "different"),
    ],
)  # fmt: skip
def test_how_a_shift_is_read(stability, chance, reading):
    """Alike below 0.1, different from 0.25 on; what chance explains is alike."""
    found = Shift("x", stability, 0.0, chance, *[0.0] * 4)
    assert found.reading == reading


def test_a_shape_keeps_quantiles_and_shares():
    """Of 0 to 99: edges are values that occur, each with the share at or below it."""
    found = shape(np.arange(100.0))
    assert found["edges"][:4] == [0.0, 4.0, 9.0, 19.0]
    assert found["shares"][:4] == [0.01, 0.05, 0.1, 0.2]
    assert (found["edges"][-1], found["shares"][-1], found["unknown"]) == (99.0, 1.0, 0.0)
    assert shapes(np.zeros((3, 2))) == {"pages": 3, "signals": {}}
