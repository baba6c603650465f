"""The histogram of a corpus as SVG within the file: numbers on its axes, no script."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from pagequality.text.html import Html, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Bars = Sequence[Mapping[str, Any]]

_WIDTH: Final = 620
_HEIGHT: Final = 260
_LEFT: Final = 58
_RIGHT: Final = 10
_TOP: Final = 34
_BOTTOM: Final = 46
_GAP: Final = 1.5
_NEAR_END: Final = 0.85
"""Threshold beyond which its name would reach over the edge."""


def histogram(bars: Bars, *, threshold: float, before: Bars = ()) -> Html:
    """Draw how many pages have which probability: kept, dropped, and as they were before.

    Args:
        bars: of equal width from 0 to 1, each with ``kept`` and ``dropped``.
        threshold: marked by a line.
        before: the same of other scores, drawn as an outline, scaled to as many pages.
    """
    tops = [bar["kept"] + bar["dropped"] for bar in bars]
    outline = [bar["kept"] + bar["dropped"] for bar in before]
    factor = sum(tops) / sum(outline) if sum(outline) else 0.0
    outline = [top * factor for top in outline]
    highest = nice(max([*tops, *outline, 1]))
    return tag(
        "svg",
        *_axes(highest),
        *(part for bar in bars for part in _bar(bar, highest)),
        *_outline(outline, highest),
        *_line(threshold),
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=f"Histogram of {sum(tops):,} probabilities, threshold {threshold:g}",
    )


def nice(most: float) -> int:
    """Return a round number that is no smaller and can be halved.

    >>> nice(1), nice(3), nice(116), nice(41)
    (2, 4, 120, 60)
    """
    size = int(10 ** max(math.floor(math.log10(most)), 1))
    tops = (step * size // 10 for step in (2, 4, 6, 8, 10, 12, 16, 20, 40, 60, 80, 100))
    return next(top for top in tops if top >= most)


def _x(probability: float) -> float:
    return _LEFT + probability * (_WIDTH - _LEFT - _RIGHT)


def _y(pages: float, highest: float) -> float:
    return _HEIGHT - _BOTTOM - pages / highest * (_HEIGHT - _TOP - _BOTTOM)


def _text(told: str, x: float, y: float, *, anchor: str = "middle") -> Html:
    return tag("text", told, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)


def _axes(highest: int) -> Iterator[Html]:
    for pages in (0, highest / 2, highest):
        y = _y(pages, highest)
        place, told = f"{y:.1f}", f"{pages:,.{int(pages % 1 > 0)}f}"
        yield tag("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=place, y2=place, class_="grid")
        yield _text(told, _LEFT - 8, y + 4, anchor="end")
    for fifth in range(6):
        yield _text(f"{fifth / 5:g}", _x(fifth / 5), _HEIGHT - _BOTTOM + 18)
    yield _text("probability of low quality", _x(0.5), _HEIGHT - 8)
    yield _text("pages", 2, _TOP - 20, anchor="start")


def _bar(bar: Mapping[str, Any], highest: int) -> Iterator[Html]:
    """Draw the kept pages of a bar, and the dropped ones on top of them."""
    left, width = _x(bar["from"]) + _GAP / 2, _x(bar["to"]) - _x(bar["from"]) - _GAP
    base = 0
    for kind in ("kept", "dropped"):
        if bar[kind]:
            top = _y(base + bar[kind], highest)
            yield tag(
                "rect", x=f"{left:.1f}", y=f"{top:.1f}", width=f"{width:.1f}",
                height=f"{_y(base, highest) - top:.1f}", class_=kind,
            )  # fmt: skip
        base += bar[kind]


def _outline(tops: Sequence[float], highest: int) -> Iterator[Html]:
    """Draw the shape of other bars as one line."""
    if not any(tops):
        return
    points = [(_x(0), _y(0, highest))]
    for place, top in enumerate(tops):
        ends = (_x(edge / len(tops)) for edge in (place, place + 1))
        points += [(end, _y(top, highest)) for end in ends]
    points.append((_x(1), _y(0, highest)))
    yield tag("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), class_="before")


def _line(threshold: float) -> Iterator[Html]:
    x = _x(threshold)
    place = f"{x:.1f}"
    yield tag("line", x1=place, x2=place, y1=_TOP, y2=_HEIGHT - _BOTTOM, class_="threshold")
    anchor = "end" if threshold > _NEAR_END else "middle"
    yield _text(f"threshold {threshold:g}", x, _TOP - 14, anchor=anchor)
