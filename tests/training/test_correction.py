"""A correction on top of a model: how far labels move it, and whose labels count; by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from few_examples import few_trees

from pagequality.judge.model import default_model
from pagequality.learned.curves import Curves
from pagequality.signals import NAMES
from pagequality.training import adapting
from pagequality.training.adapting import RIDGES, adapt, add_curves, correct, log_loss
from pagequality.training.evaluation import roc_auc
from pagequality.training.fit import Examples, log_odds
from pagequality.training.terms import knots_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NAN = float("nan")


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    with few_trees():
        yield


def pages(count: int, *, seed: int = 2) -> tuple[np.ndarray, np.ndarray, Examples]:
    """Made signals, old log-odds that know nothing of them, and labels that follow the first."""
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(count, 3))
    vectors[::5, 1] = NAN
    old = random.normal(size=count)
    labels = (vectors[:, 0] + random.normal(size=count) > 0).astype(int)
    weights = random.uniform(0.2, 3.0, count)
    return vectors, old, Examples(
        {"html": vectors}, labels, np.arange(count), weights, np.ones(count), {}
    )  # fmt: skip


def gaps_of(sums: np.ndarray, found: Examples) -> np.ndarray:
    """Weighted difference between probability and label."""
    return found.weights * (1 / (1 + np.exp(-sums)) - found.labels)


def test_slope_and_base_rate_are_moved_against_their_ridges() -> None:
    """At the optimum the pull of weighted labels is what the ridge holds: 10 a unit of slope."""
    vectors, old, found = pages(80)
    correction = correct(vectors, found, old, ridge=None)
    gaps = gaps_of(correction.of(vectors, old), found)
    assert gaps @ old + 10.0 * (correction.slope - 1.0) == pytest.approx(0.0, abs=1e-3)
    assert gaps.sum() + 1e-3 * correction.intercept == pytest.approx(0.0, abs=1e-3)
    assert not correction.values.any()
    assert not correction.missing.any()


@pytest.mark.parametrize("count", [12, 120], ids=["fewer pages than knots", "more"])
def test_curves_are_moved_against_the_ridge(count: int) -> None:
    """What two knots of a curve differ by is what their pages pull, over the ridge."""
    vectors, old, found = pages(count)
    ridge = 10.0
    correction = correct(vectors, found, old, ridge=ridge)
    gaps = gaps_of(correction.of(vectors, old), found)
    assert gaps @ old + 10.0 * (correction.slope - 1.0) == pytest.approx(0.0, abs=1e-3)
    known = np.isfinite(vectors[:, 1])
    knots = correction.knots[1]
    assert knots == pytest.approx(knots_of(vectors[:, 1]))
    inside = np.where(known, vectors[:, 1], knots[0])
    pulls = [
        -(gaps * known) @ np.interp(inside, knots, np.eye(len(knots))[i]) / ridge
        for i in range(len(knots))
    ]
    pulls.append(-(gaps * ~known).sum() / ridge)
    told = [*correction.values[1], correction.missing[1]]
    assert np.diff(told) == pytest.approx(np.diff(pulls), abs=1e-3)


def test_corrections_are_centred_by_weight() -> None:
    """On average over the weighted pages each curve adds nothing."""
    vectors, old, found = pages(120)
    correction = correct(vectors, found, old, ridge=10.0)
    curves = Curves(correction.knots, correction.values, correction.missing)
    added = np.array([curves.contributions(row) for row in vectors])
    assert np.average(added, axis=0, weights=found.weights) == pytest.approx(0.0, abs=1e-9)
    assert np.abs(added).max() > 0.05


def test_a_stronger_ridge_moves_less() -> None:
    """Of the strengths that are tried the strongest leaves curves nearest to level."""
    vectors, old, found = pages(120)
    tried = [ridge for ridge in RIDGES if ridge is not None]
    spans = [np.ptp(correct(vectors, found, old, ridge=ridge).values) for ridge in tried]
    assert RIDGES[0] is None
    assert tried == sorted(tried, reverse=True)
    assert spans == sorted(spans)
    assert spans[0] < 0.7 * spans[-1]


def test_a_signal_of_two_values_stays_level_behind_the_last() -> None:
    """Repeated knots repeat the last value, so that nothing is added beyond it."""
    vectors, old, found = pages(60)
    vectors[:, 2] = np.where(found.labels == 1, 1.0, 0.0)
    correction = correct(vectors, found, old, ridge=10.0)
    assert correction.knots[2].tolist() == [0.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    last = correction.values[2, 1]
    assert last > correction.values[2, 0]
    assert correction.values[2, 1:].tolist() == [last] * 5


def test_log_loss_is_a_mean_over_pages() -> None:
    """A page that is as likely low as it was said costs the logarithm of that."""
    assert log_loss(np.array([1, 0]), np.array([np.log(3), np.log(3)])) == pytest.approx(
        (np.log(4 / 3) + np.log(4)) / 2
    )


def test_curves_add_up_between_their_knots() -> None:
    """The sum bends at the knots of both, and what each adds unknown is added."""
    one = Curves(np.array([[0.0, 4.0, 4.0]]), np.array([[0.0, 8.0, 8.0]]), np.array([1.0]))
    other = Curves(np.array([[1.0, 2.0, 3.0]]), np.array([[1.0, 0.0, 5.0]]), np.array([-3.0]))
    both = add_curves(one, other)
    for x in (-1.0, 0.5, 1.0, 1.5, 2.75, 3.5, 9.0, NAN):
        row = np.array([x])
        alone = one.contributions(row) + other.contributions(row)
        assert both.contributions(row) == pytest.approx(alone)


def labelled(*, sites: int, pages_each: int) -> Examples:
    """Pages whose signals name their site and nothing else; sites are low or not by chance."""
    random = np.random.default_rng(8)
    site = np.repeat(np.arange(sites), pages_each)
    typical = np.nan_to_num(default_model().typical)
    vectors = (typical * random.uniform(0.5, 1.5, (sites, len(NAMES))))[site]
    labels = random.permutation(np.arange(sites) % 2)[site]
    ones = np.ones(len(site))
    return Examples({"html": vectors}, labels, site, ones, ones, {})


def test_a_site_does_not_tell_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Held out by site, signals that only name it teach nothing; by page they would."""
    monkeypatch.setattr(adapting, "RIDGES", (None, 10.0))
    found = labelled(sites=12, pages_each=4)
    base = default_model()
    model, apart = adapt(base, found, name="mine")
    _, mixed = adapt(base, replace(found, groups=np.arange(len(found))), name="mine")
    assert roc_auc(found.labels, apart) < 0.7
    assert roc_auc(found.labels, mixed) > 0.9
    assert model.about["log_loss_held_out"] == round(log_loss(found.labels, apart), 5)
    old = log_odds(base.judges["html"], found.vectors["html"])
    assert model.about["log_loss_before"] == round(log_loss(found.labels, old), 5)


def test_an_adapted_model_is_of_the_usual_mix(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its base rate is the weighted share of low pages; pages of no weight are not kept."""
    monkeypatch.setattr(adapting, "RIDGES", (None,))
    found = labelled(sites=30, pages_each=1)
    usual = np.tile([3.0, 1.0, 0.0], 10)
    model, sums = adapt(default_model(), replace(found, usual=usual), name="mine")
    assert model.base_rate == pytest.approx(usual @ found.labels / usual.sum())
    kept = 1 / (1 + np.exp(-np.sort(sums[usual > 0])))
    assert model.held_out["probability"] == pytest.approx(kept, abs=1e-5)
    assert (model.about["pages"], model.about["low"]) == (30, int(found.labels.sum()))
    assert model.about["quantiles"]["pages"] == 20
    assert model.about["on_top_of"].endswith(default_model().digest)
    assert model.digest == ""
