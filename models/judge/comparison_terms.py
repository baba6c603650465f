"""The model classes that were compared with the shipped recipe, and how each is tuned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from models.judge.settings import SEED
from pagequality.signals import SIGNALS
from pagequality.training import evaluation
from pagequality.training.examples import folds
from pagequality.training.terms import hats, knots_of

if TYPE_CHECKING:
    from pagequality.text.arrays import Floats
    from pagequality.training.examples import Examples

INNER: Final = 3
WORDING: Final = np.array([signal.family == "wording" for signal in SIGNALS])
GRIDS: Final[dict[str, list[dict[str, Any]]]] = {
    "spline logistic regression": [{"C": strength} for strength in (0.01, 0.05, 0.25)],
    "boosted stumps": [
        {"max_leaf_nodes": 2, "max_iter": rounds, "learning_rate": 0.1} for rounds in (150, 500)
    ],
    "boosted trees": [
        {"max_leaf_nodes": leaves, "max_iter": 250, "learning_rate": 0.05, "max_features": 0.2,
         "min_samples_leaf": 15, "l2_regularization": 2.0}
        for leaves in (6, 12, 24)
    ],
    "histogram gradient boosting, defaults": [{}],
    "wording alone": [{"C": strength} for strength in (0.1, 1.0)],
    "signals without wording, boosted trees": [
        {"max_leaf_nodes": 12, "max_iter": 250, "learning_rate": 0.05, "max_features": 0.2,
         "min_samples_leaf": 15, "l2_regularization": 2.0}
    ],
}  # fmt: skip


def fit_predict(name: str, settings: dict[str, Any], train: Examples, *, vectors: Floats) -> Floats:
    """Fit one class with one setting; return the log-odds of other pages."""
    table, weights = train.vectors["html"], train.weights
    if name == "spline logistic regression":
        knots = np.array([knots_of(column) for column in table.T])
        both = [
            np.concatenate([hats(*pair) for pair in zip(part.T, knots, strict=True)], axis=1)
            for part in (table, vectors)
        ]
        fitted = LogisticRegression(max_iter=2000, **settings)
        fitted.fit(both[0], train.labels, sample_weight=weights)
        return _log_odds(fitted, both[1])
    if name == "wording alone":
        parts = [np.nan_to_num(part[:, WORDING]) for part in (table, vectors)]
        line = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000, **settings))
        line.fit(parts[0], train.labels, logisticregression__sample_weight=weights)
        return _log_odds(line, parts[1])
    own = ~WORDING if name.startswith("signals without") else np.ones(len(WORDING), bool)
    trees = HistGradientBoostingClassifier(random_state=SEED, early_stopping=False, **settings)
    trees.fit(_told(table[:, own]), train.labels, sample_weight=weights)
    return _log_odds(trees, _told(vectors[:, own]))


def _log_odds(fitted: Any, table: Floats) -> Floats:
    found: Floats = fitted.decision_function(table)
    return found


def _told(table: Floats) -> Floats:
    """Write 0 into columns without any known value, which the trees refuse to cut."""
    return np.where(np.isfinite(table).any(axis=0), table, 0.0)


def best_of(train: Examples, test: Examples, *, name: str) -> Floats:
    """Choose a class's setting on folds inside the training pages, fit it, judge the test."""
    grid = GRIDS[name]
    if len(grid) > 1:
        points = np.zeros(len(grid))
        for inside, outside in folds(train, INNER, SEED):
            part, labels = train.take(inside), train.labels[outside]
            for i, settings in enumerate(grid):
                said = fit_predict(name, settings, part, vectors=train.vectors["html"][outside])
                points[i] += evaluation.average_precision(labels, said)
        grid = [grid[int(points.argmax())]]
    return fit_predict(name, grid[0], train, vectors=test.vectors["html"])


def on_average(train: Examples, test: Examples, *, names: tuple[str, ...]) -> Floats:
    """Average the log-odds of several classes, each with its own chosen setting."""
    judged = np.array([best_of(train, test, name=name) for name in names])
    mean: Floats = judged.mean(axis=0)
    return mean
