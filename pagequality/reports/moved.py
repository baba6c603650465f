"""How far a corpus has moved: from the pages of the training, or from what it was before."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.signals import NAMES
from pagequality.tabular.record import SIGNAL
from pagequality.training.drift import reading, shape, shift, shifts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pagequality.judge.model import Model
    from pagequality.text.arrays import Floats
    from pagequality.training.drift import Shift

_FEWEST: Final = 30
"""Pages that it takes to compare at all."""
_SHOWN: Final = 20
"""Signals that are listed."""


def from_training(sample: Sequence[Mapping[str, float]], model: Model | None) -> dict[str, Any]:
    """Compare a sample of scored pages with what the model has stored of its training."""
    if model is None:
        return {"why_not": "the model that gave the scores is not at hand"}
    if len(sample) < _FEWEST:
        return {"why_not": f"{len(sample)} judged pages are too few to compare"}
    then = np.array(model.held_out.get("probability") or (), float)
    if not len(then):
        return {"why_not": "the model keeps no scores of its training pages"}
    score = shift("score", shape(then), _column(sample, "probability"), pages=len(then))
    stored = model.about.get("quantiles") or {}
    names = [SIGNAL + name for name in NAMES]
    if not stored.get("signals") or not any(name in row for row in sample for name in names):
        told = "Only scores can be compared: write the signals, too (score --signals)."
        return {"pages": len(sample), "score": _plain(score), "signals": [], "reading": told}
    vectors = np.column_stack([_column(sample, name) for name in names])
    signals = shifts(stored, vectors)
    return {
        "pages": len(sample),
        "score": _plain(score),
        "signals": [_plain(one) for one in signals if one.reading != "alike"][:_SHOWN],
        "reading": reading(score, signals),
    }


def from_before(
    now: Sequence[Mapping[str, float]], then: Sequence[Mapping[str, float]]
) -> dict[str, Any] | None:
    """Compare the scores of two samples; nothing where either is too small."""
    if min(len(now), len(then)) < _FEWEST:
        return None
    old = shape(_column(then, "probability"))
    return _plain(shift("score", old, _column(now, "probability"), pages=len(then)))


def _column(sample: Sequence[Mapping[str, float]], name: str) -> Floats:
    return np.array([row.get(name, math.nan) for row in sample], float)


def _plain(one: Shift) -> dict[str, Any]:
    numbers = {
        key: None if isinstance(value, float) and math.isnan(value) else value
        for key, value in one._asdict().items()
    }
    return {**numbers, "reading": one.reading}
