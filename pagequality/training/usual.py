"""What honest pages have, measured: the quantiles behind "1 in 40 has as much"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.judge.reasons import places, sums, tells
from pagequality.judge.usual import EVERY, SHARES, Usual, nothing_known
from pagequality.signals import NAMES, SIGNALS
from pagequality.signals.base import ACCUSE, EITHER, EXCUSE
from pagequality.signals.topics import OTHER, topic_of

if TYPE_CHECKING:
    from pagequality.judge.usual import Standing
    from pagequality.signals.base import Signal
    from pagequality.text.arrays import Array, Floats

MOST: Final = {ACCUSE: 0.6, EXCUSE: 0.8}
"""The share of honest pages that count as most, of signals that point one way."""
FEWEST: Final = 60
"""Honest pages of a type from which on it is told apart from all others."""


def usual_of(vectors: Floats, added: Floats, page_types: Array) -> Usual:
    """Measure what is usual on honest pages, on all and on those of each type.

    Args:
        vectors: their signals, a row a page.
        added: what each signal adds to the log-odds of a judge that did not learn from the page.
        page_types: the type of each.
    """
    if vectors.shape[1] != len(NAMES):
        return Usual()
    names, counts = np.unique(page_types, return_counts=True)
    chosen = [str(name) for name in names[counts >= FEWEST] if name != EVERY]
    rows = {EVERY: np.ones(len(vectors), bool)} | {name: page_types == name for name in chosen}
    return Usual({name: _standing(vectors[own], added[own]) for name, own in rows.items()})


def _standing(vectors: Floats, added: Floats) -> Standing:
    known = np.isfinite(vectors)
    start = np.array([
        _start(added[rows, number], signal)
        for number, (signal, rows) in enumerate(zip(SIGNALS, known.T, strict=True))
    ])  # fmt: skip
    beyond = np.where(known, added - start, 0.0)
    standing = replace(nothing_known(vectors.shape[1]), signals=_reached(vectors), added=start)
    added_up = [
        sums(more, places(more, tells(vector, more, standing)))
        for vector, more in zip(vectors, beyond, strict=True)
    ]
    return replace(standing, topics=_reached(np.array(added_up)))


def _start(added: Floats, signal: Signal) -> float:
    """Return what a signal adds on a page of which it says nothing worth telling.

    It is the mean of honest pages. What points one way in words is measured from what most of them
    stay below, so that it speaks where it is more than usual, and its lack accuses nobody.
    """
    if not len(added):
        return 0.0
    if signal.speaks == EITHER or topic_of(signal) == OTHER:
        return float(added.mean())
    return float(np.quantile(added, MOST[signal.speaks]))


def _reached(table: Floats) -> Floats:
    """Return for each column the values that these shares of its known rows reach."""
    found = np.full((table.shape[1], len(SHARES)), np.nan)
    for column, values in enumerate(table.T):
        known = values[np.isfinite(values)]
        if len(known):
            found[column] = np.quantile(known, [1.0 - share for share in SHARES])
    return found
