"""A learned additive model of readable features: every feature adds its own broken line.

The log-odds of a row are a constant and, for each feature, a piecewise linear function
given by knots and the values there; beyond the outer knots it stays level. So a feature's
share of the result can be read off exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from pagequality.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = npt.NDArray[np.float64]


def sigmoid(logit: Floats) -> Floats:
    """Probability of log-odds, without overflow.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    probability: Floats = 0.5 * (1 + np.tanh(0.5 * logit))
    return probability


@dataclass(frozen=True, slots=True, eq=False)
class Additive:
    """One broken line a feature: ``knots`` and ``values`` have a row each, padded at the end."""

    names: tuple[str, ...]
    constant: float
    knots: Floats
    values: Floats

    @staticmethod
    def of(data: dict[str, Any], names: Sequence[str]) -> Additive:
        """Build from parsed JSON; `ModelError` if it was made for other features.

        >>> line = {"name": "size", "knots": [0, 2], "values": [0, 1]}
        >>> model = Additive.of({"constant": -1, "features": [line]}, ["size"])
        >>> model.logit(np.array([[0.0], [1.0], [9.0]])).tolist()
        [-1.0, -0.5, 0.0]
        """
        rows = data["features"]
        found = [row["name"] for row in rows]
        if found != list(names):
            odd = sorted(set(found) ^ set(names)) or "their order"
            message = f"the model was made for other features: {odd}"
            raise ModelError(message)
        width = max(len(row["knots"]) for row in rows)
        knots = np.array([_padded(row["knots"], width) for row in rows], np.float64)
        values = np.array([_padded(row["values"], width) for row in rows], np.float64)
        return Additive(tuple(found), float(data["constant"]), knots, values)

    def contributions(self, rows: Floats) -> Floats:
        """Log-odds that each feature adds, one row for each row given."""
        knots, values = self.knots, self.values
        last = knots.shape[1] - 1
        right = np.clip((rows[:, :, None] >= knots).sum(axis=2), 1, last)
        feature = np.arange(len(knots))
        low, high = knots[feature, right - 1], knots[feature, right]
        gap = high - low
        share = np.clip((rows - low) / np.where(gap > 0, gap, 1.0), 0.0, 1.0)
        below, above = values[feature, right - 1], values[feature, right]
        result: Floats = below + share * (above - below)
        return result

    def logit(self, rows: Floats) -> Floats:
        """Log-odds of each row."""
        logit: Floats = self.contributions(rows).sum(axis=1) + self.constant
        return logit


def _padded(numbers: Sequence[float], width: int) -> list[float]:
    return [*numbers, *[numbers[-1]] * (width - len(numbers))]
