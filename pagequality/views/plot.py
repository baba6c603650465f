"""The few plots people ask for; matplotlib comes with the extra ``[notebook]``.

Each takes an ``ax`` of the caller's, or makes one, and returns it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.errors import MissingExtraError
from pagequality.text.visible import visible

if TYPE_CHECKING:
    from pagequality.judge.verdict import Verdict

AGAINST: Final = "#b5482f"
FOR: Final = "#3c7a5e"
PLAIN: Final = "#5b6b7a"
_LONGEST: Final = 48


def reasons(verdict: Verdict, *, most: int = 10, ax: Any = None) -> Any:
    """Draw how the reasons lead from the baseline to the verdict, in log-odds.

    What is too small to be drawn is summed up in one bar, so the bars end at the verdict.

    Args:
        verdict: of one page.
        most: reasons that get a bar of their own.
        ax: where to draw.
    """
    ax = _axes(ax)
    shown = verdict.reasons[:most]
    rest = verdict.log_odds - verdict.baseline - sum(reason.contribution for reason in shown)
    names = [*(reason.signal.replace("_", " ") for reason in shown), "all others"]
    steps = [*(reason.contribution for reason in shown), rest]
    starts = verdict.baseline + np.concatenate([[0.0], np.cumsum(steps)[:-1]])
    colours = [AGAINST if step > 0 else FOR for step in steps]
    places = range(len(steps))
    ax.barh(places, steps, left=starts, color=colours)
    ax.set_yticks(places, names)
    ax.invert_yaxis()
    ax.axvline(verdict.baseline, color=PLAIN, linewidth=0.8, linestyle=":")
    ax.axvline(verdict.log_odds, color=PLAIN, linewidth=0.8)
    ax.set_xlabel("log-odds of low quality")
    judged = "abstained" if verdict.abstained else f"probability {verdict.probability:.2f}"
    name = verdict.headline or verdict.url or "page"
    name = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "\u2026"
    ax.set_title(f"{visible(name)}: {judged}", loc="left", parse_math=False)
    ax.use_sticky_edges = False
    ax.autoscale_view()
    return ax


def histogram(
    probabilities: Any, *, threshold: float | None = None, bins: int = 40, ax: Any = None
) -> Any:
    """Draw how probabilities are distributed; those of abstained pages are left out.

    Args:
        probabilities: numbers, ``nan`` or ``None`` for abstained pages.
        threshold: marked by a line, with the share of pages above it.
        bins: number of bars.
        ax: where to draw.
    """
    ax = _axes(ax)
    known = _known(probabilities)
    ax.hist(known, bins=np.linspace(0, 1, bins + 1).tolist(), color=PLAIN)
    ax.set_xlabel("probability of low quality")
    ax.set_ylabel("pages")
    if threshold is not None and len(known):
        ax.axvline(threshold, color=AGAINST)
        share = float(np.mean(known >= threshold))
        ax.set_title(f"{share:.1%} of {len(known)} pages at or above {threshold:g}", loc="left")
    return ax


def reliability(probabilities: Any, labels: Any, *, bins: int = 10, ax: Any = None) -> Any:
    """Draw how often pages of each probability are low; on the diagonal is calibrated.

    Bars are 95 % intervals of the share (Wilson).

    Args:
        probabilities: numbers, ``nan`` or ``None`` for abstained pages.
        labels: 1 for low, 0 for good, in the same order.
        bins: groups of equal width.
        ax: where to draw.
    """
    ax = _axes(ax)
    chances, truth = np.asarray(probabilities, float), np.asarray(labels, float)
    known = np.isfinite(chances) & np.isfinite(truth)
    chances, truth = chances[known], truth[known]
    ax.plot([0, 1], [0, 1], color=PLAIN, linewidth=0.8, linestyle=":")
    edges = np.linspace(0, 1, bins + 1)
    for low, high in pairwise(edges.tolist()):
        inside = (chances >= low) & ((chances < high) | (high == 1.0))
        if inside.any():
            mean, share, number = chances[inside].mean(), truth[inside].mean(), int(inside.sum())
            ends = _wilson(float(share), number)
            ax.plot([mean, mean], ends, color=PLAIN, linewidth=1)
            ax.plot([mean], [share], "o", color=AGAINST, markersize=4)
    ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="probability given", ylabel="share that is low")
    return ax


def _wilson(share: float, number: int) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    >>> [round(end, 2) for end in _wilson(0.5, 10)]
    [0.24, 0.76]
    """
    z = 1.96
    middle = (share + z * z / (2 * number)) / (1 + z * z / number)
    spread = share * (1 - share) / number + z * z / (4 * number * number)
    half = z * float(np.sqrt(spread)) / (1 + z * z / number)
    return middle - half, middle + half


def _known(values: Any) -> Any:
    numbers = np.asarray(values, float)
    return numbers[np.isfinite(numbers)]


def _axes(ax: Any) -> Any:
    return new_axes() if ax is None else ax


def new_axes() -> Any:
    """Return axes to draw on; `MissingExtraError` where matplotlib is missing."""
    try:
        from matplotlib import pyplot as plt  # noqa: PLC0415 - optional
    except ImportError as error:
        message = "plots need matplotlib: pip install matplotlib (the extra [notebook])"
        raise MissingExtraError(message) from error
    return plt.subplots(figsize=(7, 4), layout="constrained")[1]
