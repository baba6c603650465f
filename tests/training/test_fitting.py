"""Where curves bend and how values are shared between knots, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from few_examples import examples_of, few_trees

from pagequality.signals import APART, NAMES
from pagequality.training.fit import fit_families, fit_judge
from pagequality.training.terms import fit_curves, fit_trees, hats, knots_of

NAN = float("nan")


def test_knots_are_quantiles_from_the_first_to_the_last_hundredth() -> None:
    """Of the numbers 0 to 100 the six knots are 1, 99, and four at even steps between."""
    evenly = np.arange(101.0)
    assert knots_of(evenly) == pytest.approx([1.0, 20.6, 40.2, 59.8, 79.4, 99.0])
    assert knots_of(evenly[::-1]) == pytest.approx([1.0, 20.6, 40.2, 59.8, 79.4, 99.0])


def test_knots_crowd_where_values_do() -> None:
    """Of squares the second knot is that of the 20.6th, not a fifth of the way to the largest."""
    squares = np.arange(101.0) ** 2
    parts = [1.0, 400 + 0.6 * 41, 1600 + 0.2 * 81, 3481 + 0.8 * 119, 6241 + 0.4 * 159, 9801.0]
    assert knots_of(squares) == pytest.approx(parts)


def test_outliers_and_unknown_values_move_no_knot() -> None:
    """What lies beyond the outer hundredths, is unknown or infinite has no say."""
    usual = np.arange(1001.0)
    odd = np.concatenate([usual[:-1], [1e9], [NAN] * 500, [np.inf, -np.inf]])
    assert knots_of(odd) == pytest.approx(knots_of(usual))


@pytest.mark.parametrize(
    ("column", "knots"),
    [
        ([NAN, NAN], [0.0] * 6),
        ([], [0.0] * 6),
        ([7.0, 7.0, NAN], [7.0] * 6),
        ([0.0] * 90 + [1.0] * 10, [0.0] + [1.0] * 5),
        ([0.0, 0.5] * 50 + [1.0] * 50, [0.0, 0.5, 1.0, 1.0, 1.0, 1.0]),
    ],
    ids=["unknown", "empty", "constant", "two values", "three values"],
)
def test_few_different_values_give_few_knots(column: list[float], knots: list[float]) -> None:
    """A short row repeats its last knot; without a known value all are 0."""
    assert knots_of(np.array(column)).tolist() == knots


def test_a_value_is_shared_between_the_knots_around_it() -> None:
    """The nearer knot has the larger share; beyond the outer knots that one has all."""
    knots = np.array([0.0, 1.0, 3.0, 3.0])
    column = np.array([0.0, 0.25, 1.0, 2.5, 3.0, -5.0, 99.0, NAN, np.inf])
    assert hats(column, knots).tolist() == [
        [1.0, 0.0, 0.0, 0.0, 0.0],
        [0.75, 0.25, 0.0, 0.0, 0.0],
        [0.0, 1.0, 0.0, 0.0, 0.0],
        [0.0, 0.25, 0.75, 0.0, 0.0],
        [0.0, 0.0, 1.0, 0.0, 0.0],
        [1.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 1.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 1.0],
        [0.0, 0.0, 0.0, 0.0, 1.0],
    ]


def test_a_signal_of_one_value_has_one_knot() -> None:
    """All its values stand at that knot, and the unknown apart."""
    assert hats(np.array([2.0, 5.0, NAN]), np.full(3, 2.0)).tolist() == [
        [1.0, 0.0, 0.0, 0.0],
        [1.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 1.0],
    ]


def told_apart(pages: int) -> tuple[np.ndarray, np.ndarray]:
    """A signal of 0 on honest pages and 1 on low ones, and a signal that is always unknown."""
    labels = np.arange(pages) % 2
    return np.column_stack([labels.astype(float), np.full(pages, NAN)]), labels


def test_a_curve_rises_where_pages_are_low() -> None:
    """The signal that tells adds what the label says; the one that nobody knows adds nothing."""
    vectors, labels = told_apart(40)
    curves, start = fit_curves(vectors, labels, np.ones(40))
    assert curves.knots.tolist() == [[0.0, 1.0, 1.0, 1.0, 1.0, 1.0], [0.0] * 6]
    low, honest = curves.values[0, 1], curves.values[0, 0]
    assert low == pytest.approx(-honest)
    assert 0.05 < low < 2.0
    assert curves.values[0, 1:].tolist() == [low] * 5
    assert curves.contributions(np.array([0.5, NAN])).tolist() == pytest.approx([0.0, 0.0])
    assert start == pytest.approx(0.0, abs=1e-6)


def test_more_pages_are_believed_more() -> None:
    """Curves are held back: forty pages move one less far than four hundred do."""
    few, many = (
        fit_curves(vectors, labels, np.ones(len(labels)))[0].values[0, 1]
        for vectors, labels in (told_apart(40), told_apart(400))
    )
    assert many > 1.5 * few


def test_a_weight_counts_as_so_many_pages() -> None:
    """Pages of weight three move curves and their start as three copies do."""
    vectors = np.array([[0.0], [1.0], [0.0], [1.0], [1.0], [0.0]] * 10)
    labels = np.array([0, 1, 1, 0, 1, 0] * 10)
    times = np.array([1, 3, 1, 2, 1, 1] * 10)
    weighted, start = fit_curves(vectors, labels, times.astype(float))
    rows = np.repeat(np.arange(60), times)
    copied, again = fit_curves(vectors[rows], labels[rows], np.ones(len(rows)))
    assert weighted.values == pytest.approx(copied.values, abs=1e-4)
    assert start == pytest.approx(again, abs=1e-4)
    ignored, _ = fit_curves(vectors, labels, np.ones(60))
    assert abs(weighted.values[0, 1] - ignored.values[0, 1]) > 0.005


def test_trees_weigh_pages() -> None:
    """Of pages that look alike the heavy ones decide, and a lone signal of nobody is not asked."""
    vectors = np.column_stack([np.repeat([0.0, 1.0], 60), np.full(120, NAN)])
    labels = np.tile([0, 1], 60)
    weights = np.where(np.repeat([True, False], 60) == (labels == 1), 9.0, 1.0)
    with few_trees():
        trees = fit_trees(vectors, labels, weights, seed=0)
    sums = {}
    for value in (0.0, 1.0):
        added, start = trees.contributions(np.array([value, NAN]))
        sums[value] = start + added.sum()
        assert added[1] == 0.0
    assert sums[0.0] > 0.1
    assert sums[1.0] < -0.1


def test_what_is_rare_tells_by_how_far_it_goes() -> None:
    """A signal that one page in fifty has still accuses more, the more there is of it."""
    column = np.concatenate([np.zeros(980), np.arange(20.0)])
    labels = (column > 9).astype(int)
    labels[:100] = 1
    curves, _ = fit_curves(
        column[:, None], labels, np.full(1000, 1.0), strength=10.0, directions=np.array([1])
    )
    nothing, some, much = (curves.contributions(np.array([x]))[0] for x in (0.0, 9.0, 17.0))
    assert nothing == 0.0
    assert much > some + 1.0


def test_what_a_family_alone_is_told_says_nothing_to_the_judge() -> None:
    """Signals apart tell their family's score, and the judge adds nothing for them."""
    labels = np.arange(80) % 2
    apart = np.array([name in APART for name in NAMES])
    vectors = np.where(apart, labels[:, None] * 0.9, 0.5)
    with few_trees():
        judge = fit_judge(vectors, examples_of(vectors, labels), 0).judge
    for row in vectors[:2]:
        added, _ = judge.contributions(row)
        assert not added[apart].any()
    family = fit_families(
        vectors,
        {"template_noise": labels}
        | dict.fromkeys(("boilerplate", "headline_mismatch", "speculation"), labels),
    )["template_noise"]
    honest, low = (family.score(row) for row in vectors[:2])
    assert low > honest + 0.2
