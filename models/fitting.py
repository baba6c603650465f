"""Fit an additive model of broken lines: ramps between quantiles, logistic loss, ridge."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.optimize

from pagequality.learned.odds import sigmoids

if TYPE_CHECKING:
    from pagequality.text.arrays import Array, Flags, Floats, Floats32


@dataclass(frozen=True)
class Settings:
    """How many knots a line has at most, and how strongly its steps are held back."""

    knots: int = 6
    ridge: float = 100.0


def _knots(column: Floats, most: int) -> Floats:
    """Quantiles of a feature; of the values off its mode where many rows share one value."""
    different = np.unique(column)
    if len(different) == 1:
        return np.array([different[0], different[0] + 1])
    if len(different) <= most:
        return different
    found = np.unique(np.quantile(column, np.linspace(0.002, 0.998, most)))
    if len(found) < most:
        rest = column[column != np.median(column)]
        more = np.quantile(rest, np.linspace(0.01, 0.99, max(2, most - len(found))))
        found = np.unique(np.concatenate([found, more]))
    return found


class Ramps:
    """Turns features into ramps of even spread, and slopes over them back into lines."""

    def __init__(self, rows: Array, most: int) -> None:
        self.knots = [_knots(np.round(column, 6), most) for column in rows.T]
        raw = self._raw(rows)
        self.mean, self.spread = raw.mean(axis=0), raw.std(axis=0) + 0.05

    def _raw(self, rows: Array) -> Floats32:
        """One column for each stretch between knots: 0 below it, 1 above it."""
        columns = [
            np.clip((rows[:, feature] - low) / (high - low), 0, 1)
            for feature, line in enumerate(self.knots)
            for low, high in itertools.pairwise(line)
        ]
        return np.stack(columns, axis=1).astype(np.float32)

    def design(self, rows: Array) -> Floats32:
        """Ramps of rows, centred and scaled."""
        design: Floats32 = (self._raw(rows) - self.mean) / self.spread
        return design

    def lines(self, slopes: Floats, constant: float, names: list[str]) -> dict[str, Any]:
        """What `pagequality.learned.curves.Additive.of` reads; each line has the median value 0."""
        steps = slopes / self.spread
        constant -= float(steps @ self.mean)
        ends = np.cumsum([len(line) - 1 for line in self.knots])[:-1]
        found = []
        for name, line, step in zip(names, self.knots, np.split(steps, ends), strict=True):
            values = np.concatenate([[0.0], np.cumsum(step)])
            middle = float(np.median(values))
            constant += middle
            knots = [float(f"{knot:.6g}") for knot in line]
            levels = [round(float(value - middle), 5) for value in values]
            found.append({"name": name, "knots": knots, "values": levels})
        return {"constant": round(constant, 5), "features": found}


def fit(
    rows: Array,
    target: Flags | Floats,
    *,
    names: list[str],
    weight: Floats,
    settings: Settings | None = None,
) -> dict[str, Any]:
    """Fit a model of readable features alone; target in [0, 1]."""
    settings = settings or Settings()
    ramps = Ramps(rows, settings.knots)
    design = ramps.design(rows)
    wanted = target.astype(np.float32)
    weight = weight / weight.mean()

    def loss(values: Floats) -> tuple[float, Floats]:
        slope, constant = values[:-1].astype(np.float32), values[-1]
        logit = design @ slope + constant
        error = (weight * (sigmoids(logit) - wanted)).astype(np.float32)
        total = (weight * (np.logaddexp(0, logit) - wanted * logit)).sum()
        gradient = np.append(design.T @ error + settings.ridge * slope, error.sum())
        return float(total + 0.5 * settings.ridge * (slope @ slope)), gradient.astype(float)

    start = np.zeros(design.shape[1] + 1)
    found = scipy.optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400}
    ).x
    return ramps.lines(found[:-1], float(found[-1]), names)
