"""The few plots people ask for; matplotlib comes with the extra ``[notebook]``.

Each takes an ``ax`` of the caller's, or makes one, and returns it.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.errors import MissingExtraError
from pagequality.learned.odds import sigmoid
from pagequality.text.visible import visible
from pagequality.views.parts import START, cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from pagequality.judge.verdict import Verdict

AGAINST: Final = "#c2563c"
FOR: Final = "#3f8a68"
PLAIN: Final = "#7d8a96"
_LONGEST: Final = 48


def waterfall(verdict: Verdict, *, most: int = 8, ax: Axes | None = None) -> Axes:
    """Draw how the topics lead from before anything is said to the verdict, in log-odds.

    Topics that get no bar of their own are summed up in one, so the bars end at the verdict.

    Args:
        verdict: of one page.
        most: topics that get a bar of their own.
        ax: where to draw.
    """
    ax = _axes(ax)
    shown = verdict.topics[:most]
    names, steps = [topic.title for topic in shown], [topic.contribution for topic in shown]
    if left := len(verdict.topics) - len(shown):
        names.append(f"{left} other topic{'s' if left > 1 else ''}")
        steps.append(verdict.log_odds - verdict.baseline - sum(steps))
    starts = [*accumulate(steps, initial=verdict.baseline)][: len(steps)]
    places = range(len(steps))
    bars = ax.barh(places, steps, left=starts, color=[_side(step) for step in steps])
    ax.bar_label(bars, [f"{step:+.2f}" for step in steps], padding=3, fontsize="small")
    ax.set_yticks(places, names)
    ax.invert_yaxis()
    ax.axvline(verdict.baseline, color=PLAIN, linestyle=":", label=f"{START.lower()}: "
               f"{sigmoid(verdict.baseline):.0%}")  # fmt: skip
    ax.axvline(verdict.log_odds, color=PLAIN, label=f"this page: {sigmoid(verdict.log_odds):.0%}")
    ax.set_xlabel("log-odds of low quality")
    judged = "not judged" if verdict.abstained else f"{verdict.probability:.0%} likely low quality"
    name = visible(cut(verdict.headline or verdict.url or "page", _LONGEST))
    ax.set_title(f"{name}\n{judged}", loc="left", parse_math=False)
    _key(ax, [_patch("speaks for low quality", AGAINST), _patch("speaks against it", FOR)],
         loc="upper right", bbox_to_anchor=(1.0, -0.15), ncols=2)  # fmt: skip
    ax.use_sticky_edges = False
    ax.margins(x=0.12)
    ax.autoscale_view()
    return ax


def histogram(
    probabilities: Any, *, threshold: float | None = None, bins: int = 40, ax: Axes | None = None
) -> Axes:
    """Draw how probabilities are distributed; those of pages that were not judged are left out.

    Args:
        probabilities: numbers, ``nan`` or ``None`` for pages that were not judged.
        threshold: marked by a line; what is kept and what is dropped have colours of their own.
        bins: number of bars.
        ax: where to draw.
    """
    ax = _axes(ax)
    values = np.asarray(probabilities, float)
    known = values[np.isfinite(values)]
    edges = np.linspace(0, 1, bins + 1).tolist()
    ax.set_xlabel("probability of low quality")
    ax.set_ylabel("pages")
    ax.set_title(f"{len(known):,} pages judged, {len(values) - len(known):,} not", loc="left")
    if threshold is None:
        ax.hist(known, bins=edges, color=PLAIN)
        return ax
    kept, dropped = known[known < threshold], known[known >= threshold]
    labels = [
        f"{name}: {len(part):,} ({len(part) / max(len(known), 1):.1%})"
        for name, part in (("kept", kept), ("dropped", dropped))
    ]
    ax.hist([kept, dropped], bins=edges, stacked=True, color=[FOR, AGAINST], label=labels)
    ax.axvline(threshold, color=PLAIN, linestyle="--", label=f"threshold {threshold:g}")
    ax.legend(frameon=False)
    return ax


def reliability(probabilities: Any, labels: Any, *, bins: int = 10, ax: Axes | None = None) -> Axes:
    """Draw how often pages of each probability are low; on the diagonal is calibrated.

    Bars are 95 % intervals of the share (Wilson); the number beside a point is how many pages it
    stands for.

    Args:
        probabilities: numbers, ``nan`` or ``None`` for pages that were not judged.
        labels: 1 for low, 0 for honest, in the same order.
        bins: groups of equal width.
        ax: where to draw.
    """
    ax = _axes(ax)
    chances, truth = np.asarray(probabilities, float), np.asarray(labels, float)
    known = np.isfinite(chances) & np.isfinite(truth)
    chances, truth = chances[known], truth[known]
    ax.plot([0, 1], [0, 1], color=PLAIN, linewidth=0.8, linestyle=":", label="calibrated")
    edges = np.linspace(0, 1, bins + 1)
    for low, high in pairwise(edges.tolist()):
        inside = (chances >= low) & ((chances < high) | (high == 1.0))
        if inside.any():
            mean, share, number = chances[inside].mean(), truth[inside].mean(), int(inside.sum())
            ends = _wilson(float(share), number)
            ax.plot([mean, mean], ends, color=PLAIN, linewidth=1)
            ax.plot([mean], [share], "o", color=AGAINST, markersize=4)
            ax.annotate(
                f"{number:,}", (mean, share), xytext=(5, -3), textcoords="offset points",
                fontsize="x-small",
            )  # fmt: skip
    ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="probability given", ylabel="share that is low")
    ax.set_title(f"{len(chances):,} labelled pages, {int(truth.sum()):,} of them low", loc="left")
    dot = {"marker": "o", "linestyle": "", "label": "pages of such a probability, and how many"}
    _key(ax, [_line(color=AGAINST, **dot), _line(color=PLAIN, label="95 % interval")])
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


def _side(step: float) -> str:
    return AGAINST if step > 0 else FOR


def _key(ax: Axes, more: Sequence[Any], **where: Any) -> None:
    """Say what a drawing's labelled parts mean, and some more."""
    handles, _ = ax.get_legend_handles_labels()
    ax.legend(handles=[*handles, *more], frameon=False, fontsize="small", **where)


def _patch(label: str, colour: str) -> Any:
    from matplotlib.patches import Patch  # noqa: PLC0415 - optional

    return Patch(color=colour, label=label)


def _line(**looks: Any) -> Any:
    from matplotlib.lines import Line2D  # noqa: PLC0415 - optional

    return Line2D([], [], **looks)


def _axes(ax: Axes | None) -> Axes:
    return new_axes() if ax is None else ax


def new_axes() -> Axes:
    """Return axes to draw on; `MissingExtraError` where matplotlib is missing."""
    try:
        from matplotlib import pyplot as plt  # noqa: PLC0415 - optional
    except ImportError as error:
        message = "plots need matplotlib: pip install matplotlib (the extra [notebook])"
        raise MissingExtraError(message) from error
    axes: Axes = plt.subplots(figsize=(7, 4), layout="constrained")[1]
    return axes
