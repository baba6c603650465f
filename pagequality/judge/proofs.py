"""Proofs: what hardly an honest page shows, whatever else it says.

Text that is no text and notes that were forgotten are rare, so that labelled pages teach next to
nothing of them; and nothing makes up for them: a page that is no text is low however well it is
laid out. So a page is low if the rest says so *or* a proof does (the "noisy or" of Pearl 1988). How
much a value proves is measured apart (`pagequality.training.proofs`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.learned.strict import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.text.arrays import Floats, Ints

_FARTHEST: Final = 1e12


def _nothing() -> Floats:
    return np.zeros((0, 1))


@dataclass(frozen=True, slots=True, eq=False)
class Proofs:
    """A curve a signal: the chance that a page with such a value is low for that alone.

    ``signals`` are numbers of signals; ``knots`` and ``chances`` have one row each, ascending.
    A value at or below its first knot proves nothing.
    """

    signals: Ints = field(default_factory=lambda: np.zeros(0, np.intp))
    knots: Floats = field(default_factory=_nothing)
    chances: Floats = field(default_factory=_nothing)

    def strongest(self, vector: Floats) -> tuple[int, float]:
        """Return the signal that proves most of a page, and its chance; -1 and 0 if none does.

        >>> proofs = Proofs(np.array([2]), np.array([[1.0, 3.0]]), np.array([[0.0, 0.9]]))
        >>> proofs.strongest(np.array([9.0, 9.0, np.nan]))
        (-1, 0.0)
        >>> proofs.strongest(np.array([9.0, 9.0, 2.0]))
        (2, 0.45)
        """
        best, most = -1, 0.0
        values = vector[self.signals]
        for row in np.flatnonzero(values > self.knots[:, 0]).tolist():
            chance = float(np.interp(values[row], self.knots[row], self.chances[row]))
            if chance > most:
                best, most = int(self.signals[row]), chance
        return best, most

    def add_to(self, added: Floats, vector: Floats, *, start: float) -> None:
        """Add what the strongest proof brings to the log-odds of the rest.

        Args:
            added: what each signal adds to the log-odds; its proof is added to it.
            vector: the signals.
            start: where the log-odds start.
        """
        signal, chance = self.strongest(vector)
        if signal >= 0:
            added[signal] += either(start + float(added.sum()), chance)

    def to_json(self, names: Sequence[str]) -> dict[str, Any]:
        """Return plain lists; signals by name."""
        return {
            "signals": [names[i] for i in self.signals],
            "knots": self.knots.tolist(),
            "chances": self.chances.tolist(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any], names: Sequence[str]) -> Proofs:
        """Read what `to_json` wrote; `KeyError` or `ValueError` when it is broken."""
        if not data["signals"]:
            return cls()
        signals = np.array([names.index(name) for name in data["signals"]], np.intp)
        knots = numbers(data["knots"], dimensions=2, most=_FARTHEST)
        chances = numbers(data["chances"], dimensions=2, most=1.0)
        if knots.shape != chances.shape or len(knots) != len(signals):
            message = "the knots and chances of its proofs do not fit their signals"
            raise ValueError(message)
        if (np.diff(knots) < 0).any() or chances.min() < 0.0 or chances.max() >= 1.0:
            message = "its proofs do not ascend, or prove too much"
            raise ValueError(message)
        return cls(signals, knots, chances)


NO_PROOFS: Final = Proofs()


def either(log_odds: float, chance: float) -> float:
    """Return what log-odds rise by if something else is true with a chance, too.

    >>> from pagequality.learned.odds import logit, sigmoid
    >>> round(sigmoid(logit(0.5) + either(logit(0.5), 0.5)), 6)
    0.75
    >>> either(-5000.0, 0.5), either(-5000.0, 0.0)
    (5000.0, 0.0)
    """
    if not chance:
        return 0.0
    odds = chance / (1.0 - chance)
    return float(np.logaddexp(math.log1p(odds), math.log(odds) - log_odds))
