"""Laws of the terms: what they add is exactly what scikit-learn's own models predict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from pagequality.judge.trees import Trees
from pagequality.learned.curves import Curves
from pagequality.training import terms as fitting
from pagequality.training.terms import fit_curves, fit_trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Decide = Callable[[np.ndarray], np.ndarray]

SIGNALS, PAGES = 7, 400
any_value = st.floats(-5, 5) | st.sampled_from([np.nan, 0.0, 1.0, -1e9, 1e9])
any_row = st.lists(any_value, min_size=SIGNALS, max_size=SIGNALS).map(np.array)


def made_data() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pages with unknown values, a constant signal, a signal of two values, and noise."""
    generator = np.random.default_rng(7)
    vectors = generator.normal(size=(PAGES, SIGNALS))
    vectors[:, 2] = 1.0
    vectors[:, 3] = vectors[:, 3] > 0
    score = vectors[:, 0] + vectors[:, 1] * vectors[:, 4] + 0.5 * vectors[:, 3]
    labels = (score + generator.normal(size=PAGES) > 0).astype(np.intp)
    vectors[generator.random(vectors.shape) < 0.15] = np.nan
    vectors[labels == 1, 5] = np.where(generator.random(labels.sum()) < 0.7, np.nan, 0.3)
    return vectors, labels, generator.uniform(0.5, 2.0, PAGES)


VECTORS, LABELS, WEIGHTS = made_data()


@pytest.fixture(scope="module", autouse=True)
def few_trees() -> Iterator[None]:
    """Fewer trees than the shipped model has: the laws are the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(fitting._TREES, "max_iter", 40)
        yield


@pytest.fixture(scope="module")
def trees() -> Trees:
    """Trees fitted on the made data."""
    return fit_trees(VECTORS, LABELS, WEIGHTS, seed=3)


@pytest.fixture(scope="module")
def curves() -> tuple[Curves, float]:
    """Curves fitted on the made data, and where their sum starts."""
    return fit_curves(VECTORS, LABELS, WEIGHTS)


@pytest.fixture(scope="module")
def boosted() -> Decide:
    """The mean of scikit-learn's boosted trees with the same settings and seeds."""
    table = fitting._snapped(as_usual(VECTORS))
    fitted = [
        HistGradientBoostingClassifier(random_state=3 + i, **fitting._TREES).fit(
            table, LABELS, sample_weight=WEIGHTS
        )
        for i in range(fitting._ENSEMBLES)
    ]
    return lambda rows: np.mean([one.decision_function(as_usual(rows)) for one in fitted], axis=0)


def as_usual(rows: np.ndarray) -> np.ndarray:
    """Put what honest pages mostly have where a value is unknown."""
    return np.where(np.isfinite(rows), rows, fitting.usual_values(VECTORS, LABELS))


def test_trees_predict_what_scikit_learn_predicts(trees: Trees, boosted: Decide) -> None:
    """Shares and start add up to scikit-learn's mean decision, unknown values included."""
    sums = []
    for row in VECTORS:
        added, start = trees.contributions(row)
        sums.append(start + added.sum())
    assert np.isnan(VECTORS).any()
    assert np.allclose(sums, boosted(VECTORS), rtol=0, atol=1e-9)


@settings(max_examples=40)
@given(row=any_row)
def test_trees_agree_on_any_row(trees: Trees, boosted: Decide, row: np.ndarray) -> None:
    """They agree on rows that were never seen, at thresholds and beyond all bounds too."""
    added, start = trees.contributions(row)
    assert np.isclose(start + added.sum(), boosted(row[None])[0], atol=1e-9)


def test_curves_predict_what_the_regression_predicts(curves: tuple[Curves, float]) -> None:
    """Shares and start add up to the logistic regression on stretches passed, as far as it goes."""
    fitted_curves, start = curves
    design = fitting._passed(as_usual(VECTORS), fitted_curves.knots).reshape(PAGES, -1)
    regression = LogisticRegression(C=fitting.CURVE_STRENGTH, max_iter=2000)
    regression.fit(design, LABELS, sample_weight=WEIGHTS)
    sums = [start + fitted_curves.contributions(row).sum() for row in VECTORS]
    assert np.allclose(sums, regression.decision_function(design), rtol=0, atol=0.01)


@pytest.mark.parametrize("way", [1, -1])
def test_directed_terms_go_one_way(way: int) -> None:
    """A signal that may only accuse never falls, whatever its pages are, and starts at nothing."""
    directions = np.full(SIGNALS, way)
    fitted, _ = fit_curves(VECTORS, LABELS, WEIGHTS, directions=directions)
    assert (np.diff(fitted.values) * way >= 0.0).all()
    assert not fitted.values[:, 0].any()
    trees = fit_trees(VECTORS, LABELS, WEIGHTS, seed=3, directions=directions)
    low, high = (trees.contributions(np.full(SIGNALS, value)) for value in (-3.0, 3.0))
    assert ((high[1] + high[0].sum()) - (low[1] + low[0].sum())) * way > 0.0


def test_what_is_unknown_stands_where_honest_pages_do(
    trees: Trees, curves: tuple[Curves, float]
) -> None:
    """An unknown value and the honest pages' median say the same."""
    row = VECTORS[0].copy()
    usual = fitting.usual_values(VECTORS, LABELS)
    for signal in range(SIGNALS):
        unknown, known = row.copy(), row.copy()
        unknown[signal], known[signal] = np.nan, usual[signal]
        for terms in (trees.contributions, lambda one: (curves[0].contributions(one), 0.0)):
            assert terms(unknown)[0] == pytest.approx(terms(known)[0])


def test_curves_are_centred(curves: tuple[Curves, float]) -> None:
    """On average over the training pages a curve that may go either way adds nothing."""
    added = np.array([curves[0].contributions(row) for row in VECTORS])
    assert np.allclose(np.average(added, axis=0, weights=WEIGHTS), 0.0, atol=1e-9)


@given(row=any_row, other=any_row, signal=st.integers(0, SIGNALS - 1))
def test_a_curve_knows_its_own_signal_only(curves: tuple[Curves, float], **made: Any) -> None:
    """Changing one signal changes that signal's share alone."""
    row, signal = made["row"], made["signal"]
    changed = row.copy()
    changed[signal] = made["other"][signal]
    before, after = curves[0].contributions(row), curves[0].contributions(changed)
    rest = np.arange(SIGNALS) != signal
    assert np.array_equal(before[rest], after[rest])
    assert np.isfinite(before).all()


def test_curves_are_continuous_and_level_outside(curves: tuple[Curves, float]) -> None:
    """Between knots a curve is a straight line; beyond them it stays where it was."""
    knots = curves[0].knots
    at = curves[0].contributions(knots[:, 1])
    near = curves[0].contributions(knots[:, 1] + 1e-9)
    assert np.allclose(at, near, atol=1e-6)
    far = curves[0].contributions(np.full(SIGNALS, 1e12))
    assert np.array_equal(far, curves[0].contributions(knots[:, -1]))


def test_fitting_is_repeatable(trees: Trees, curves: tuple[Curves, float]) -> None:
    """The same data and seed give the same terms, bit for bit."""
    again = fit_trees(VECTORS, LABELS, WEIGHTS, seed=3)
    assert again.to_json() == trees.to_json()
    assert fit_curves(VECTORS, LABELS, WEIGHTS)[0].to_json() == curves[0].to_json()


def test_terms_survive_json(trees: Trees, curves: tuple[Curves, float]) -> None:
    """Written as JSON and read again, terms add the same, bit for bit."""
    trees_again = Trees.from_json(json.loads(json.dumps(trees.to_json())))
    curves_again = Curves.from_json(json.loads(json.dumps(curves[0].to_json())))
    for row in VECTORS[:50]:
        assert np.array_equal(trees_again.contributions(row)[0], trees.contributions(row)[0])
        assert np.array_equal(curves_again.contributions(row), curves[0].contributions(row))


@pytest.mark.parametrize("column", ["root", "signal", "threshold", "step", "unknown_left"])
def test_broken_trees_are_refused(trees: Trees, column: str) -> None:
    """Columns that do not fit together are no trees."""
    data = trees.to_json()
    with pytest.raises((ValueError, KeyError)):
        Trees.from_json({name: data[name] for name in data if name != column})
    if column == "root":
        with pytest.raises(ValueError, match="outside"):
            Trees.from_json({**data, "root": [len(data["value"])]})
    else:
        with pytest.raises(ValueError, match="trees"):
            Trees.from_json({**data, column: data[column][:-1]})


def test_broken_curves_are_refused(curves: tuple[Curves, float]) -> None:
    """Knots and values of different shapes are no curves."""
    data = curves[0].to_json()
    with pytest.raises(ValueError, match="shape"):
        Curves.from_json({**data, "missing": data["missing"][:-1]})
    with pytest.raises(KeyError):
        Curves.from_json({"knots": data["knots"]})
