"""Drift: how far a corpus is from the pages that a model's thresholds come from.

A signal's values are cut at the quantiles of the training pages. The population stability index
sums ``(now - then) * ln(now / then)`` over these bins (unknown is a bin of its own); below 0.1 is
read as alike, above 0.25 as different (Siddiqi 2006). Few pages differ by chance alone, so what
chance explains is never called a shift.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from pagequality.signals import NAMES

if TYPE_CHECKING:
    from pagequality.text.arrays import Floats

LEVELS: Final = (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
ALIKE: Final = 0.1
DIFFERENT: Final = 0.25
_RARE: Final = 0.005
_ONLY_SIGNALS: Final = (
    "Scores are distributed as in training, but {differ} are not: look at some verdicts before "
    "you trust thresholds."
)
_SCORES: Final = (
    "Scores are {reading} ({way} than in training) and {differ} differ. Either the share of low "
    "pages is another one here (then give --prior) or the pages are of another kind: label some "
    "hundred of them and run `pagequality evaluate`."
)


class Shift(NamedTuple):
    """How one signal, or the score, differs from training.

    Attributes:
        name: of the signal; ``"score"`` for the probability.
        stability: population stability index.
        distance: Kolmogorov-Smirnov distance of the known values, in [0, 1], at the quantiles.
        chance: the stability index that 95 % of samples of this size stay below when nothing
            has changed.
        median_then: median of the training pages.
        median_now: median of the new ones.
        unknown_then: share of training pages on which it is unknown.
        unknown_now: the same for the new ones.
    """

    name: str
    stability: float
    distance: float
    chance: float
    median_then: float
    median_now: float
    unknown_then: float
    unknown_now: float

    @property
    def reading(self) -> str:
        """Say ``"alike"``, ``"shifted"`` or ``"different"``."""
        if self.stability < max(ALIKE, self.chance):
            return "alike"
        return "shifted" if self.stability < max(DIFFERENT, self.chance) else "different"


def shape(column: Floats) -> dict[str, Any]:
    """Keep what drift needs of a signal's values: quantiles and the share at or below each.

    >>> shape(np.array([1.0, 1.0, 2.0, np.nan]))
    {'edges': [1.0, 2.0], 'shares': [0.66667, 1.0], 'unknown': 0.25}
    """
    known = np.sort(column[np.isfinite(column)])
    if not len(known):
        return {"edges": [], "shares": [], "unknown": 1.0}
    edges = np.unique(np.quantile(known, LEVELS, method="inverted_cdf"))
    shares = np.searchsorted(known, edges, side="right") / len(known)
    return {
        "edges": edges.tolist(),
        "shares": np.round(shares, 5).tolist(),
        "unknown": round(1.0 - len(known) / len(column), 5),
    }


def shapes(vectors: Floats) -> dict[str, Any]:
    """Keep the shape of every signal, and of how many pages: what a model stores.

    A table of other columns than the signals has none.
    """
    names = NAMES if vectors.shape[1] == len(NAMES) else ()
    signals = {name: shape(column) for name, column in zip(names, vectors.T, strict=False)}
    return {"pages": len(vectors), "signals": signals}


def shift(name: str, then: dict[str, Any], now: Floats, *, pages: int) -> Shift:
    """Compare new values with the shape of the old ones.

    Args:
        name: of the signal.
        then: what `shape` kept.
        now: the new values, ``nan`` where unknown.
        pages: how many pages the shape was taken from.

    >>> old = shape(np.arange(100.0))
    >>> shift("x", old, np.arange(100.0), pages=100).reading
    'alike'
    >>> shift("x", old, np.arange(100.0) + 50, pages=100).reading
    'different'
    """
    edges, shares = np.array(then["edges"]), np.array(then["shares"])
    known = np.sort(now[np.isfinite(now)])
    below = np.searchsorted(known, edges, side="right") / max(len(known), 1)
    unknown = 1.0 - len(known) / len(now)
    before = np.append(np.diff([0.0, *shares, 1.0]) * (1.0 - then["unknown"]), then["unknown"])
    after = np.append(np.diff([0.0, *below, 1.0]) * (1.0 - unknown), unknown)
    if not len(known):
        after[:-1] = 0.0
    old, new = np.maximum(before, _RARE), np.maximum(after, _RARE)
    free = max(int((np.maximum(before, after) > _RARE).sum()) - 1, 1)
    chance = (free + 1.645 * np.sqrt(2.0 * free)) * (1.0 / len(now) + 1.0 / pages)
    return Shift(
        name=name,
        stability=round(float(np.sum((new - old) * np.log(new / old))), 4),
        distance=round(float(np.abs(below - shares).max()), 4)
        if len(edges) and len(known)
        else 0.0,
        chance=round(float(chance), 4),
        median_then=float(edges[np.searchsorted(shares, 0.5)]) if len(edges) else float("nan"),
        median_now=float(np.median(known)) if len(known) else float("nan"),
        unknown_then=then["unknown"],
        unknown_now=round(unknown, 5),
    )


def shifts(stored: dict[str, Any], vectors: Floats) -> list[Shift]:
    """Compare every signal of new pages with those a model has stored, the most moved first."""
    pages = int(stored["pages"])
    known = stored["signals"]
    found = [
        shift(name, known[name], column, pages=pages)
        for name, column in zip(NAMES, vectors.T, strict=True)
        if name in known
    ]
    return sorted(found, key=lambda one: -one.stability)


def reading(score: Shift, signals: list[Shift]) -> str:
    """Say in a sentence or two what the shifts mean for the model's use."""
    far = [one.name for one in signals if one.reading == "different"]
    share_far = len(far) / max(len(signals), 1)
    if score.chance > DIFFERENT:
        return "These are too few pages: chance alone could move them this far. Take more."
    if score.reading == "alike" and share_far < 0.1:  # noqa: PLR2004
        return "The corpus looks like the training pages: the model's thresholds should hold."
    differ = f"{len(far)} of {len(signals)} signals"
    if score.reading == "alike":
        return _ONLY_SIGNALS.format(differ=differ)
    way = "higher" if score.median_now > score.median_then else "lower"
    return _SCORES.format(reading=score.reading, way=way, differ=differ)
