"""Contributions to sentences: what was measured, against what honest pages have, and quotes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.judge.verdict import Reason
from pagequality.signals import SIGNALS

if TYPE_CHECKING:
    from pagequality.judge.evidence import Quotes
    from pagequality.text.arrays import Floats

_QUOTED: Final = 12
"""So many reasons, the strongest, come with quotes."""
_LEAST: Final = 0.03
"""A term smaller than this moves no probability by a percent."""


def reasons(
    quotes: Quotes, vector: Floats, *, added: Floats, typical: Floats
) -> tuple[Reason, ...]:
    """Turn contributions into reasons, strongest first; evidence only for those that accuse."""
    found: list[Reason] = []
    order = np.argsort(-np.abs(added), kind="stable").tolist()
    values, usual, adds = vector.tolist(), typical.tolist(), added.tolist()
    for i in order:
        if abs(adds[i]) < _LEAST:
            break
        signal, value, common = SIGNALS[i], values[i], usual[i]
        told = _sentence(signal.phrase, value, common)
        shown = quotes.of(signal) if adds[i] > 0 and len(found) < _QUOTED else ()
        found.append(Reason(signal.name, value, common, adds[i], told, shown))
    return tuple(found)


def _sentence(phrase: str, value: float, typical: float) -> str:
    """Say what was measured, against what honest pages have."""
    if math.isnan(value):
        return f"Not to be told on this page: {phrase}."
    if math.isnan(typical):
        return f"{_told(phrase)}: {value:.3g}."
    if math.isclose(value, typical, rel_tol=0.02, abs_tol=1e-9):
        return f"{_told(phrase)}: {value:.3g}, as usual."
    amount = "more" if value > typical else "less"
    return f"{_told(phrase)}: {value:.3g}, {amount} than usual ({typical:.3g})."


def _told(phrase: str) -> str:
    """Begin a phrase with a capital; the rest stays as written ("I or we")."""
    return phrase[:1].upper() + phrase[1:]
