"""``pagequality signals``: what is measured."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from pagequality.commands.base import OK, Command, write
from pagequality.signals import SIGNALS
from pagequality.views import signal_rows, signal_text, style_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    families = dict.fromkeys(signal.family for signal in SIGNALS)
    parser.add_argument("--family", choices=tuple(families), help="only the signals of one family")
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="for people (default) or JSON"
    )


def run(options: Namespace) -> int:
    """Write out every signal."""
    wanted = [signal for signal in SIGNALS if options.family in {None, signal.family}]
    if options.format == "json":
        write(json.dumps(signal_rows(wanted), ensure_ascii=False, indent=2))
    else:
        write(signal_text(wanted, style_for(sys.stdout)))
    return OK


COMMAND = Command(
    "signals",
    "list every signal with its range, definition and source",
    ("pagequality signals --family speculation", "pagequality signals --format json"),
    add_options,
    run,
)
