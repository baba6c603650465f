"""Fitting the terms of a model: curves by logistic regression, trees by boosting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from pagequality.judge.trees import Trees
from pagequality.learned.curves import Curves

if TYPE_CHECKING:
    from pagequality.text.arrays import Array, Floats, Ints

_KNOTS = 6
CURVE_STRENGTH: Final = 0.05
"""How freely curves follow the labels: the inverse of the ridge."""
_TREES: Final = {
    "max_iter": 250,
    "learning_rate": 0.05,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 15,
    "l2_regularization": 2.0,
    "max_features": 0.2,
    "early_stopping": False,
}
_ENSEMBLES = 3
"""Boosted ensembles that are averaged: each sees other signals at its cuts, and errs elsewhere."""


def fit_curves(
    vectors: Floats, labels: Ints, weights: Floats, *, strength: float = CURVE_STRENGTH
) -> tuple[Curves, float]:
    """Fit one curve a signal by ridge logistic regression; return them and the intercept.

    Every curve is centred: on average over the training pages it adds nothing.
    """
    knots = np.array([knots_of(column) for column in vectors.T])
    design = np.concatenate([hats(*pair) for pair in zip(vectors.T, knots, strict=True)], axis=1)
    fitted = LogisticRegression(C=strength, max_iter=2000)
    centre = np.average(design, axis=0, weights=weights)
    fitted.fit(design - centre, labels, sample_weight=weights)
    table = fitted.coef_[0].reshape(len(knots), -1)
    table = table - (centre.reshape(table.shape) * table).sum(1, keepdims=True)
    values = table[:, :-1]
    for row, own in zip(values, knots, strict=True):
        distinct = len(np.unique(own))
        row[distinct:] = row[distinct - 1]
    return Curves(knots, values, table[:, -1]), float(fitted.intercept_[0])


def knots_of(column: Floats) -> Floats:
    """Place knots at quantiles; a short row repeats its last knot."""
    known = column[np.isfinite(column)]
    if not len(known):
        return np.zeros(_KNOTS)
    distinct = np.unique(np.quantile(known, np.linspace(0.01, 0.99, _KNOTS)))
    return np.pad(distinct, (0, _KNOTS - len(distinct)), mode="edge")


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


def fit_trees(vectors: Floats, labels: Ints, weights: Floats, *, seed: int) -> Trees:
    """Fit gradient-boosted trees, averaged over a few seeds; all their nodes as arrays.

    Signals that no page knows are constant for the fit, so that no tree asks for them.
    """
    vectors = np.where(np.isfinite(vectors).any(axis=0), vectors, 0.0)
    rows: list[list[float]] = []
    roots: list[int] = []
    depth = 0
    for own in range(seed, seed + _ENSEMBLES):
        fitted = HistGradientBoostingClassifier(random_state=own, **_TREES)
        fitted.fit(vectors, labels, sample_weight=weights)
        start = float(np.ravel(fitted._baseline_prediction)[0])  # noqa: SLF001 - no other way
        for (predictor,) in fitted._predictors:  # noqa: SLF001 - as above
            roots.append(len(rows))
            depth = max(depth, int(predictor.nodes["depth"].max()))
            rows += _lay_out(predictor.nodes, len(rows), start)
            start = 0.0  # it stands at every node of the first tree, so that no step adds it
    table = np.array(rows)
    return Trees(
        root=np.array(roots, np.intp),
        signal=table[:, 0].astype(np.intp),
        threshold=table[:, 1],
        left=table[:, 2].astype(np.intp),
        unknown_left=table[:, 3].astype(bool),
        value=table[:, 4] / _ENSEMBLES,
        depth=depth,
    )


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
            rows.append([0, np.inf, own, 1, mean[i]])
        else:
            left = first + len(queue)
            queue += [int(node["left"]), int(node["right"])]
            asked, limit = int(node["feature_idx"]), float(node["num_threshold"])
            rows.append([asked, limit, left, int(node["missing_go_to_left"]), mean[i]])
    return rows
