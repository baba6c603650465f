"""Sums of curves, by values known by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pagequality.errors import ModelError
from pagequality.learned.curves import Additive, Curves

CURVES = Curves(
    np.array([[0.0, 2.0, 6.0], [1.0, 5.0, 5.0], [3.0, 3.0, 3.0]]),
    np.array([[1.0, 5.0, 3.0], [0.0, -8.0, -8.0], [0.25, 0.25, 0.25]]),
    np.array([7.0, -0.5, 0.125]),
)
"""Up and down again; down, with one knot less; level, with one knot."""


@pytest.mark.parametrize(
    ("measured", "added"),
    [
        ((0.0, 1.0, 3.0), (1.0, 0.0, 0.25)),
        ((1.0, 2.0, 0.0), (3.0, -2.0, 0.25)),
        ((2.0, 5.0, 9.0), (5.0, -8.0, 0.25)),
        ((3.0, 4.5, 3.5), (4.5, -7.0, 0.25)),
        ((6.0, 1e9, -1e9), (3.0, -8.0, 0.25)),
        ((1e300, -1e300, 3.0), (3.0, 0.0, 0.25)),
        ((-0.5, 0.5, 3.0), (1.0, 0.0, 0.25)),
        ((math.nan, math.nan, math.nan), (7.0, -0.5, 0.125)),
        ((math.inf, 3.0, -math.inf), (7.0, -4.0, 0.125)),
    ],
)
def test_a_curve_is_straight_between_knots_and_level_beyond(measured, added):
    """Each measure adds what its own curve says, an unknown one what it has for that."""
    assert CURVES.contributions(np.array(measured)).tolist() == pytest.approx(added)


def test_many_rows_are_each_one():
    """A table of measures gives the rows that each gives alone, and so does no row at all."""
    rows = np.array([[0.5, 2.0, np.nan], [7.0, -1.0, 3.0], [np.nan, 4.0, 0.0]])
    alone = np.stack([CURVES.contributions(row) for row in rows])
    assert np.array_equal(CURVES.contributions(rows), alone)
    assert CURVES.contributions(rows[:0]).shape == (0, 3)


def test_curves_survive_plain_lists():
    """Written down and read again, they are the same curves."""
    again = Curves.from_json(CURVES.to_json())
    for name in ("knots", "values", "missing"):
        assert np.array_equal(getattr(again, name), getattr(CURVES, name))
    assert CURVES.to_json()["missing"] == [7.0, -0.5, 0.125]


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("missing", [7.0, -0.5], "shape"),
        ("values", [[1.0, 5.0], [0.0, -8.0], [0.25, 0.25]], "shape"),
        ("knots", [0.0, 2.0, 6.0], "shape"),
        ("missing", [7.0, -0.5, math.nan], "not finite"),
        ("values", [[1.0, 5.0, 3.0], [0.0, -8.0, math.inf], [0.25, 0.25, 0.25]], "not finite"),
        ("knots", [[0.0, 2.0, math.nan], [1.0, 5.0, 5.0], [3.0, 3.0, 3.0]], "not finite"),
    ],
)
def test_broken_curves_are_refused(part, value, said):
    """Parts that do not fit each other, or hold what no sum can hold."""
    with pytest.raises(ValueError, match=said):
        Curves.from_json({**CURVES.to_json(), part: value})


LENGTH = {"name": "length", "knots": [0, 10], "values": [-1, 1]}
NUMBERS = {"name": "numbers", "knots": [0, 1, 3], "values": [0, 0.5, 0]}
PLAIN = {"constant": 0.25, "features": [LENGTH, NUMBERS]}


def test_an_additive_model_is_its_constant_and_its_curves():
    """Five in length adds nothing, two numbers a quarter; the longest curve sets the width."""
    model = Additive.of(PLAIN, ["length", "numbers"])
    rows = np.array([[5.0, 2.0], [10.0, 1.0], [-9.0, 99.0]])
    assert model.names == ("length", "numbers")
    assert model.contributions(rows).tolist() == [[0.0, 0.25], [1.0, 0.5], [-1.0, 0.0]]
    assert model.logit(rows).tolist() == [0.5, 1.75, -0.75]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["length"], "numbers"),
        (["length", "numbers", "letters"], "letters"),
        (["numbers", "length"], "their order"),
    ],
)
def test_a_model_of_other_features_is_refused(names, said):
    """The error names the features that differ."""
    with pytest.raises(ModelError, match=said):
        Additive.of(PLAIN, names)


@pytest.mark.parametrize(
    "data",
    [
        {}, [], None, {"features": []}, {"constant": 0, "features": [{}]},
        {"constant": 0, "features": [{"name": "length"}]},
        {"constant": 0, "features": [{"name": "length", "knots": [], "values": []}]},
        {"constant": None, "features": [LENGTH]},
    ],
)  # fmt: skip
def test_a_broken_model_is_refused(data):
    """Whatever is missing or of the wrong kind is one kind of error."""
    with pytest.raises(ModelError):
        Additive.of(data, ["length"])
