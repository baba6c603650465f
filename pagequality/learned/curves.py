"""Sums of curves: every measure adds its own broken line.

A measure's share of the result can be read off exactly: it is what its curve says at its
value. Between two knots a curve is a straight line, beyond the outer knots it is level.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.strict import number, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.text.arrays import Flags, Floats, Ints

_FARTHEST: Final = 1e12
"""Knots lie at values of measures, some of which count characters."""


@dataclass(frozen=True, eq=False)
class Curves:
    """One piecewise-linear curve a measure.

    ``knots`` and ``values`` have one row a measure, knots ascending (a short row repeats its
    last knot); ``missing`` is what an unknown measure adds.
    """

    knots: Floats
    values: Floats
    missing: Floats

    @cached_property
    def _pieces(self) -> tuple[Ints, Floats, Floats]:
        """Where each row starts in the flat tables, the slope right of every knot, and the knots.

        The knots come without the first of each row, a column a measure.
        """
        width = self.knots.shape[1]
        span, rise = np.diff(self.knots), np.diff(self.values)
        slope = np.zeros(self.knots.shape)
        np.divide(rise, span, out=slope[:, :-1], where=span > 0)
        inner = np.ascontiguousarray(self.knots[:, 1:].T)
        return np.arange(0, self.knots.size, width), slope.ravel(), inner

    def contributions(self, measured: Floats) -> Floats:
        """Return what each measure adds; ``measured`` is one row of them, or many.

        >>> curves = Curves(np.array([[0.0, 2.0]]), np.array([[1.0, 5.0]]), np.array([7.0]))
        >>> curves.contributions(np.array([[-1.0], [0.5], [9.0], [np.nan]])).ravel().tolist()
        [1.0, 2.0, 5.0, 7.0]
        """
        row, slope, inner = self._pieces
        known = np.isfinite(measured)
        x = np.where(known, measured, 0.0)
        x = np.minimum(np.maximum(x, self.knots[:, 0]), self.knots[:, -1])
        piece = row + (inner <= x[..., None, :]).sum(axis=-2)
        beyond = x - self.knots.ravel()[piece]
        added = self.values.ravel()[piece] + slope[piece] * beyond
        return np.where(known, added, self.missing)

    def moving(self) -> Flags:
        """Return which measures can add anything.

        >>> Curves(np.zeros((2, 1)), np.array([[0.0], [0.5]]), np.zeros(2)).moving().tolist()
        [False, True]
        """
        moving: Flags = self.values.any(axis=1) | (self.missing != 0)
        return moving

    def to_json(self) -> dict[str, Any]:
        """Return plain lists."""
        return {
            "knots": self.knots.tolist(),
            "values": self.values.tolist(),
            "missing": self.missing.tolist(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Curves:
        """Read what `to_json` wrote; `KeyError` or `ValueError` when it is broken."""
        knots = numbers(data["knots"], dimensions=2, most=_FARTHEST)
        values, missing = numbers(data["values"], dimensions=2), numbers(data["missing"])
        if knots.shape != values.shape or len(missing) != len(knots):
            message = "the curves' knots, values and missing differ in shape"
            raise ValueError(message)
        if (np.diff(knots) < 0).any():
            message = "the curves' knots do not ascend"
            raise ValueError(message)
        return cls(knots, values, missing)


@dataclass(frozen=True, slots=True, eq=False)
class Additive:
    """Curves over named features, and the log-odds that they start from."""

    names: tuple[str, ...]
    constant: float
    curves: Curves

    @staticmethod
    def of(data: dict[str, Any], names: Sequence[str], where: str = "the model") -> Additive:
        """Build from parsed JSON; `ModelError` says where it was made for other features.

        >>> line = {"name": "size", "knots": [0, 2], "values": [0, 1]}
        >>> model = Additive.of({"constant": -1, "features": [line]}, ["size"])
        >>> model.logit(np.array([[0.0], [1.0], [9.0]])).tolist()
        [-1.0, -0.5, 0.0]
        """
        try:
            rows = data["features"]
            found = [row["name"] for row in rows]
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            message = f"{where} has broken features: {error!r}"
            raise ModelError(message) from error
        if found != list(names):
            odd = sorted(set(map(str, found)) ^ set(names)) or "their order"
            message = f"{where} was made for other features: {odd}"
            raise ModelError(message)
        try:
            width = max(len(row["knots"]) for row in rows)
            plain = {name: [_padded(row[name], width) for row in rows]
                     for name in ("knots", "values")}  # fmt: skip
            curves = Curves.from_json(plain | {"missing": [0.0] * len(rows)})
            return Additive(tuple(found), number(data["constant"]), curves)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            message = f"{where} has broken features: {error!r}"
            raise ModelError(message) from error

    def contributions(self, rows: Floats) -> Floats:
        """Log-odds that each feature adds, one row for each row given."""
        return self.curves.contributions(rows)

    def logit(self, rows: Floats) -> Floats:
        """Log-odds of each row."""
        logit: Floats = self.contributions(rows).sum(axis=1) + self.constant
        return logit


def _padded(numbers: Sequence[float], width: int) -> list[float]:
    return [*numbers, *[numbers[-1]] * (width - len(numbers))]
