"""Fit an additive model of broken lines: ramps between quantiles, logistic loss, ridge."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.optimize


@dataclass(frozen=True)
class Settings:
    """How many knots a line has at most, and how strongly its steps are held back."""

    knots: int = 6
    ridge: float = 100.0


def _knots(column: np.ndarray, most: int) -> np.ndarray:
    """Quantiles of a feature; of the values off its mode where many rows share one value."""
    different = np.unique(column)
    if len(different) <= most:
        return different
    found = np.unique(np.quantile(column, np.linspace(0.002, 0.998, most)))
    if len(found) < most:
        rest = column[column != np.median(column)]
        more = np.quantile(rest, np.linspace(0.01, 0.99, max(2, most - len(found))))
        found = np.unique(np.concatenate([found, more]))
    return found


def _ramps(rows: np.ndarray, knots: list[np.ndarray]) -> np.ndarray:
    """One column for each stretch between knots: 0 below it, 1 above it."""
    columns = [
        np.clip((rows[:, feature] - low) / (high - low), 0, 1)
        for feature, line in enumerate(knots)
        for low, high in itertools.pairwise(line)
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def fit(
    rows: np.ndarray,
    target: np.ndarray,
    *,
    names: list[str],
    weight: np.ndarray | None = None,
    settings: Settings | None = None,
) -> dict[str, Any]:
    """Fit and return what `pagequality.additive.Additive.of` reads; target in [0, 1]."""
    settings = settings or Settings()
    knots = [_knots(np.round(column, 6), settings.knots) for column in rows.T]
    knots = [line if len(line) > 1 else np.array([line[0], line[0] + 1]) for line in knots]
    ramps = _ramps(rows, knots)
    mean, spread = ramps.mean(axis=0), ramps.std(axis=0) + 0.05
    ramps = (ramps - mean) / spread
    target = target.astype(np.float32)
    weight = np.ones(len(target)) if weight is None else weight / weight.mean()

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        slope, constant = values[:-1].astype(np.float32), values[-1]
        logit = ramps @ slope + constant
        error = (weight * (0.5 * (1 + np.tanh(0.5 * logit)) - target)).astype(np.float32)
        total = (weight * (np.logaddexp(0, logit) - target * logit)).sum()
        gradient = np.append(ramps.T @ error + settings.ridge * slope, error.sum())
        return float(total + 0.5 * settings.ridge * (slope @ slope)), gradient.astype(float)

    start = np.zeros(ramps.shape[1] + 1)
    found = scipy.optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400}
    ).x
    steps = found[:-1] / spread
    constant = float(found[-1] - steps @ mean)
    ends = np.cumsum([len(line) - 1 for line in knots])[:-1]
    lines = []
    for name, line, step in zip(names, knots, np.split(steps, ends), strict=True):
        values = np.concatenate([[0.0], np.cumsum(step)])
        middle = float(np.median(values))
        constant += middle
        lines.append(
            {
                "name": name,
                "knots": [float(f"{knot:.6g}") for knot in line],
                "values": [round(float(value - middle), 5) for value in values],
            }
        )
    return {"constant": round(constant, 5), "features": lines}
