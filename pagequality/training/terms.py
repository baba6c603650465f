"""Fitting the terms of a model: curves by logistic regression, trees by boosting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier

from pagequality.judge.trees import Trees
from pagequality.learned.curves import Curves
from pagequality.learned.odds import sigmoids

if TYPE_CHECKING:
    from pagequality.text.arrays import Array, Floats, Ints

_KNOTS = 6
_PLACES: Final = np.linspace(0.01, 0.99, _KNOTS)
"""Quantiles at which knots stand."""
CURVE_STRENGTH: Final = 0.05
"""How freely curves follow the labels: the inverse of the ridge."""
_ROUNDS: Final = 500
"""Steps of the solver at most; a few dozen are usual."""
_TREES: Final = {
    "max_iter": 250,
    "learning_rate": 0.05,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 15,
    "l2_regularization": 2.0,
    "max_features": 0.2,
    "early_stopping": False,
}
_LEVELS: Final = np.linspace(0.0, 1.0, 101)
_ENSEMBLES = 3
"""Boosted ensembles that are averaged: each sees other signals at its cuts, and errs elsewhere."""


def fit_curves(  # noqa: PLR0913 - what a curve may follow, and from where
    vectors: Floats,
    labels: Ints,
    weights: Floats,
    *,
    strength: float = CURVE_STRENGTH,
    directions: Ints | None = None,
    offset: Floats | None = None,
) -> tuple[Curves, float]:
    """Fit one curve a signal by ridge logistic regression; return them and the intercept.

    A curve that may only rise or fall adds nothing at its lowest value, so that it only accuses or
    only excuses; every other is centred: on average over the training pages it adds nothing. A
    signal that is unknown stands where the median of the honest pages does.

    Args:
        vectors: one row of signals a page.
        labels: 1 for low, 0 for honest.
        weights: how much each page counts.
        strength: how freely curves follow the labels: the inverse of the ridge.
        directions: for each signal 1 where its curve may only rise, -1 only fall, 0 either.
        offset: log-odds that are known already; the curves explain what these leave.
    """
    usual = usual_values(vectors, labels)
    free = np.zeros(len(usual), np.intp) if directions is None else directions
    knots = np.array(
        [_knots_beyond(column) if way else knots_of(column)
         for column, way in zip(vectors.T, free, strict=True)]
    )  # fmt: skip
    steps = _passed(np.where(np.isfinite(vectors), vectors, usual), knots)
    rises, intercept = _least_loss(
        steps.reshape(len(steps), -1), labels, weights,
        bounds=[_BOUNDS[int(way)] for way in free for _ in range(_KNOTS - 1)],
        ridge=1.0 / strength, offset=np.zeros(len(labels)) if offset is None else offset,
    )  # fmt: skip
    table = rises.reshape(len(knots), -1)
    mean = np.average(steps, axis=0, weights=weights)
    start = np.where(free == 0, -(mean * table).sum(axis=1), 0.0)
    values = start[:, None] + np.concatenate([np.zeros((len(table), 1)), table.cumsum(1)], axis=1)
    missing = start + (_passed(usual[None], knots)[0] * table).sum(axis=1)
    return Curves(knots, values, missing), intercept - float(start.sum())


_BOUNDS: Final = {-1: (None, 0.0), 0: (None, None), 1: (0.0, None)}


def usual_values(vectors: Floats, labels: Ints) -> Floats:
    """Return the median of each signal on honest pages; 0 where none of them knows it.

    >>> vectors = np.array([[1.0, np.nan], [3.0, np.nan], [9.0, 5.0]])
    >>> usual_values(vectors, np.array([0, 0, 1])).tolist()
    [2.0, 0.0]
    """
    honest = vectors[labels == 0]
    known = np.isfinite(honest).any(axis=0)
    usual = np.zeros(vectors.shape[1])
    usual[known] = np.nanmedian(honest[:, known], axis=0)
    return usual


def _passed(vectors: Floats, knots: Floats) -> Floats:
    """Return which part of each stretch between knots lies below a value.

    By page, signal and stretch.

    >>> _passed(np.array([[2.5]]), np.array([[0.0, 1.0, 3.0, 4.0]])).tolist()
    [[[1.0, 0.75, 0.0]]]
    """
    width = np.diff(knots)
    beyond = vectors[:, :, None] - knots[None, :, :-1]
    wide = np.where(width > 0, width, 1.0)
    passed: Floats = np.where(width > 0, np.clip(beyond / wide, 0.0, 1.0), 0.0)
    return passed


def _least_loss(  # noqa: PLR0913 - a convex problem and its data
    design: Floats, labels: Ints, weights: Floats,
    *, bounds: list[tuple[float | None, float | None]], ridge: float, offset: Floats,
) -> tuple[Floats, float]:  # fmt: skip
    """Minimise the ridge-penalised log loss within bounds; return coefficients and intercept."""

    def loss(at: Floats) -> tuple[float, Floats]:
        sums = design @ at[1:] + at[0] + offset
        signed = np.where(labels == 1, -sums, sums)
        value = weights @ np.logaddexp(0.0, signed) + 0.5 * ridge * (at[1:] @ at[1:])
        pull = weights * (sigmoids(sums) - labels)
        return float(value), np.concatenate([[pull.sum()], design.T @ pull + ridge * at[1:]])

    found = minimize(
        loss, np.zeros(design.shape[1] + 1), jac=True, method="L-BFGS-B",
        bounds=[(None, None), *bounds], options={"maxiter": _ROUNDS},
    ).x  # fmt: skip
    return found[1:], float(found[0])


def knots_of(column: Floats) -> Floats:
    """Place knots at quantiles; a short row repeats its last knot."""
    known = column[np.isfinite(column)]
    if not len(known):
        return np.zeros(_KNOTS)
    return _padded(np.unique(np.quantile(known, _PLACES)))


def _knots_beyond(column: Floats) -> Floats:
    """Place the first knot at the lowest value, the others at quantiles of what lies beyond.

    A curve with a direction says nothing at its lowest value. What is rare is mostly there, and
    tells by how far it goes beyond.

    >>> _knots_beyond(np.array([0.0] * 95 + [1.0, 2.0, 3.0, 4.0, 5.0])).round(1).tolist()
    [0.0, 1.8, 2.6, 3.4, 4.2, 5.0]
    """
    known = column[np.isfinite(column)]
    if not len(known):
        return np.zeros(_KNOTS)
    lowest = np.quantile(known, _PLACES[0])
    beyond = known[known > lowest]
    return _padded(np.unique([lowest, *(np.quantile(beyond, _PLACES[1:]) if len(beyond) else ())]))


def _padded(knots: Floats) -> Floats:
    return np.pad(knots, (0, _KNOTS - len(knots)), mode="edge")


def hats(column: Floats, knots: Floats) -> Floats:
    """Write each value as weights of the knots around it; the last column marks unknown."""
    own = np.unique(knots)
    out = np.zeros((len(column), len(knots) + 1))
    known = np.isfinite(column)
    x = np.clip(np.where(known, column, own[0]), own[0], own[-1])
    row = np.arange(len(x))
    left = np.clip(np.searchsorted(own, x, side="right") - 1, 0, max(len(own) - 2, 0))
    right = np.minimum(left + 1, len(own) - 1)
    span = own[right] - own[left]
    part = np.where(span > 0, (x - own[left]) / np.where(span > 0, span, 1.0), 0.0)
    out[row, left] += 1.0 - part
    out[row, right] += part
    out[~known] = 0.0
    out[~known, -1] = 1.0
    return out


def fit_trees(
    vectors: Floats,
    labels: Ints,
    weights: Floats,
    *,
    seed: int,
    directions: Ints | None = None,
) -> Trees:
    """Fit gradient-boosted trees, averaged over a few seeds; all their nodes as arrays.

    A signal that is unknown goes where the median of the honest pages goes. One that no page
    knows is constant for the fit, so that no tree asks for it; ``directions`` as in `fit_curves`.
    """
    usual = usual_values(vectors, labels)
    filled = _snapped(np.where(np.isfinite(vectors), vectors, usual))
    rows: list[list[float]] = []
    roots: list[int] = []
    depth = 0
    for own in range(seed, seed + _ENSEMBLES):
        fitted = HistGradientBoostingClassifier(
            random_state=own, monotonic_cst=directions, **_TREES
        )
        fitted.fit(filled, labels, sample_weight=weights)
        start = float(np.ravel(fitted._baseline_prediction)[0])  # noqa: SLF001 - no other way
        for (predictor,) in fitted._predictors:  # noqa: SLF001 - as above
            roots.append(len(rows))
            depth = max(depth, int(predictor.nodes["depth"].max()))
            rows += _lay_out(predictor.nodes, len(rows), start)
            start = 0.0  # it stands at every node of the first tree, so that no step adds it
    table = np.array(rows)
    asked, limit = table[:, 0].astype(np.intp), table[:, 1]
    return Trees(
        root=np.array(roots, np.intp),
        signal=asked,
        threshold=limit,
        left=table[:, 2].astype(np.intp),
        unknown_left=usual[asked] <= limit,
        value=table[:, 3] / _ENSEMBLES,
        depth=depth,
    )


def _snapped(vectors: Floats) -> Floats:
    """Move each value to the nearest of its signal's quantiles.

    Trees then cut halfway between quantiles, and need not look for places to cut themselves, which
    takes most of their time where pages weigh differently.

    >>> _snapped(np.array([[0.0], [0.1], [8.0]])).ravel().tolist()
    [0.0, 0.1, 8.0]
    """
    snapped = np.empty(vectors.shape)
    for column, values in enumerate(vectors.T):
        levels = np.unique(np.quantile(values, _LEVELS, method="nearest"))
        middles = (levels[:-1] + levels[1:]) / 2
        snapped[:, column] = levels[np.searchsorted(middles, values)]
    return snapped


def _lay_out(nodes: Array, first: int, start: float) -> list[list[float]]:
    """Number one tree's nodes so that brothers are neighbours; rows as `Trees` has columns."""
    mean = nodes["value"] + start
    order = np.argsort(nodes["depth"], kind="stable")[::-1]
    for i in order:
        if not nodes["is_leaf"][i]:
            pair = [nodes["left"][i], nodes["right"][i]]
            mean[i] = np.average(mean[pair], weights=np.maximum(nodes["count"][pair], 1))
    rows: list[list[float]] = []
    queue = [0]
    for i in queue:
        node, own = nodes[i], first + len(rows)
        if node["is_leaf"]:
            rows.append([0, np.inf, own, mean[i]])
        else:
            left = first + len(queue)
            queue += [int(node["left"]), int(node["right"])]
            asked, limit = int(node["feature_idx"]), float(node["num_threshold"])
            rows.append([asked, limit, left, mean[i]])
    return rows
