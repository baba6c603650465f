"""The signals as a list for people or programs, out of the code itself."""

from __future__ import annotations

import math
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.signals.base import Signal
    from pagequality.views.style import Style


def signal_rows(signals: Iterable[Signal]) -> list[dict[str, Any]]:
    """Return what is known of each signal as plain values; no bound is ``None``."""
    return [
        {
            "name": signal.name,
            "family": signal.family,
            "low": _bound(signal.low),
            "high": _bound(signal.high),
            "definition": signal.definition,
            "meaning": f"This page has {signal.phrase}.",
            "source": signal.source,
        }
        for signal in signals
    ]


def signal_text(signals: Iterable[Signal], style: Style) -> str:
    """Return the signals by family, each with its range, definition and source."""
    lines = []
    for family, members in groupby(signals, key=lambda signal: signal.family):
        lines += ["", style.paint(family.replace("_", " "), "bold")]
        for signal in members:
            name = style.paint(signal.name, "yellow")
            lines.append(f"  {name}  {signal.low:g} to {signal.high:g}")
            for text in (signal.definition, f"Source: {signal.source}"):
                lines += wrap(
                    style.clean(text), style.width, initial_indent="      ",
                    subsequent_indent="      ",
                )  # fmt: skip
    return "\n".join(lines[1:])


def _bound(value: float) -> float | None:
    return value if math.isfinite(value) else None
