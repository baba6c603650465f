"""Signals and columns as lists for people or programs, out of the code itself."""

from __future__ import annotations

import math
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.signals import NAMES
from pagequality.signals.base import ACCUSE, EITHER, EXCUSE
from pagequality.signals.both_ways import BOTH_WAYS
from pagequality.signals.misfires import MISFIRES
from pagequality.tabular.record import SIGNAL
from pagequality.tabular.schema import Layout, all_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.judge.model import Model
    from pagequality.signals.base import Signal
    from pagequality.views.style import Style

DIRECTIONS: Final = {
    ACCUSE: "a high value can only accuse",
    EITHER: "a high value can accuse or excuse, as other signals have it",
    EXCUSE: "a high value can only excuse",
}
_SPREADS: Final = {"half of all pages": (0.25, 0.75), "nine in ten": (0.05, 0.95)}
_INDENT: Final = " " * 15


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
            "direction": direction(signal),
            "misfires": MISFIRES[signal.family],
            "source": signal.source,
        }
        for signal in signals
    ]


def direction(signal: Signal) -> str:
    """Say what a high value can do, and why it can do both."""
    why = BOTH_WAYS.get(signal.name)
    return f"{DIRECTIONS[signal.speaks]}: {why}" if why else DIRECTIONS[signal.speaks]


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


def signal_page(signal: Signal, model: Model, style: Style) -> str:
    """Return all that is known of one signal: what it is, which way it speaks, what is usual."""
    rows = {
        "family": signal.family.replace("_", " "),
        "range": f"{signal.low:g} to {signal.high:g}",
        "definition": signal.definition,
        "a high value": f"This page has {signal.phrase}.",
        "direction": direction(signal),
        "verdict": say_in_verdict(signal, model),
        "usual": usual(signal, model),
        "misfires": MISFIRES[signal.family],
        "source": signal.source,
    }
    lines = [style.paint(signal.name, "yellow")]
    for name, text in rows.items():
        lines += wrap(
            f"{name:<13}{style.clean(text)}", style.width, initial_indent="  ",
            subsequent_indent=_INDENT,
        )  # fmt: skip
    return "\n".join(lines)


def say_in_verdict(signal: Signal, model: Model) -> str:
    """Tell whether a signal can move the verdict of a model."""
    place = NAMES.index(signal.name)
    if any(heard[place] for heard in model.heard.values()):
        return "can move it"
    return "never moves it: the model is not told"


def usual(signal: Signal, model: Model) -> str:
    """Say which values of a signal the model's training pages mostly have."""
    known = model.about.get("quantiles", {}).get("signals", {}).get(signal.name)
    if not known:
        return "the model keeps no quantiles of its training pages"
    typical = model.typical[NAMES.index(signal.name)]
    told = [f"median of honest pages {typical:.3g}"]
    for name, ends in _SPREADS.items():
        low, high = np.interp(ends, known["shares"], known["edges"])
        told.append(f"{name} {low:.3g} to {high:.3g}")
    if known["unknown"]:
        told.append(f"unknown on {known['unknown']:.1%}")
    return "; ".join(told)


def column_rows() -> list[dict[str, str]]:
    """Return name, type and meaning of every column of a scores file.

    >>> column_rows()[0]
    {'name': 'id', 'type': 'text', 'about': 'page id'}
    """
    plain = all_columns(Layout(explain=True))
    signals = f"each of the {len(NAMES)} signals by name; `pagequality signals` lists them"
    rows = [{"name": one.name, "type": one.type, "about": one.about} for one in plain]
    return [*rows, {"name": f"{SIGNAL}...", "type": "number", "about": signals}]


def column_text(style: Style) -> str:
    """Return the columns for people."""
    rows = column_rows()
    wide = max(len(row["name"]) for row in rows)
    lines = []
    for row in rows:
        start = f"{row['name']:<{wide}}  {row['type']:<7}  "
        lines += wrap(start + row["about"], style.width, subsequent_indent=" " * len(start))
    note = "reasons and evidence come with --explain, signal_... with --signals"
    return "\n".join([*lines, "", note])


def _bound(value: float) -> float | None:
    return value if math.isfinite(value) else None
