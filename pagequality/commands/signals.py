"""``pagequality signals``: what is measured."""

from __future__ import annotations

import json
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pagequality.commands.base import OK, Command, write
from pagequality.errors import PageQualityError
from pagequality.judge.model import default_model
from pagequality.signals import SIGNALS
from pagequality.views import signal_page, signal_rows, signal_text, style_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from pagequality.signals.base import Signal


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="signals to tell all about; all of them in short"
    )
    families = dict.fromkeys(signal.family for signal in SIGNALS)
    parser.add_argument("--family", choices=tuple(families), help="only the signals of one family")
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="for people (default) or JSON"
    )


def run(options: Namespace) -> int:
    """Write out every signal in short, or all that is known of some."""
    wanted = _wanted(options)
    style = style_for(sys.stdout)
    if options.format == "json":
        write(json.dumps(signal_rows(wanted), ensure_ascii=False, indent=2))
    elif options.names:
        model = default_model()
        write("\n\n".join(signal_page(signal, model, style) for signal in wanted))
    else:
        write(signal_text(wanted, style))
    return OK


def _wanted(options: Namespace) -> list[Signal]:
    if options.names and options.family:
        message = "--family is for the list of all signals: name a family or signals"
        raise PageQualityError(message)
    known = {signal.name: signal for signal in SIGNALS}
    for name in options.names:
        if name not in known:
            near = ", ".join(get_close_matches(name, known))
            advice = f"near it: {near}" if near else "`pagequality signals` lists all"
            message = f"there is no signal {name!r}; {advice}"
            raise PageQualityError(message)
    if options.names:
        return [known[name] for name in options.names]
    return [signal for signal in SIGNALS if options.family in {None, signal.family}]


COMMAND = Command(
    "signals",
    "list every signal with its range, definition and source, or tell all about one",
    (
        "pagequality signals link_density",
        "pagequality signals --family speculation",
        "pagequality signals --format json",
    ),
    add_options,
    run,
)
