"""``pagequality columns``: what the columns of a scores file hold, and what made one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pagequality.commands.base import OK, Command, write
from pagequality.views import column_rows, column_text, style_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "scores", nargs="?", metavar="SCORES", help="a file that `score -o` wrote: what made it"
    )
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="for people (default) or JSON"
    )


def run(options: Namespace) -> int:
    """Write out every column, or what a file was made with."""
    if options.scores:
        from pagequality.tabular.outputs import made_with  # noqa: PLC0415 - only when it is needed

        found: Any = made_with(Path(options.scores))
        text = "\n".join(f"{name:10} {_told(value)}" for name, value in found.items())
        text = text or "nothing tells what this file was made with"
    else:
        found, text = column_rows(), column_text(style_for(sys.stdout))
    write(json.dumps(found, ensure_ascii=False, indent=2) if options.format == "json" else text)
    return OK


def _told(value: Any) -> str:
    return "the model's own" if value is None else str(value)


COMMAND = Command(
    "columns",
    "say what the columns of a scores file hold, or what made one",
    ("pagequality columns", "pagequality columns scores.parquet"),
    add_options,
    run,
)
