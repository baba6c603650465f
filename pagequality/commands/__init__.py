"""The commands of the command line, one module each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pagequality.commands.base import Command

COMMANDS: Final = (
    "score", "explain", "signals", "columns", "sites", "report", "dossier", "evaluate", "train",
    "compare", "serve", "completion",
)  # fmt: skip
"""The modules, in the order in which help lists them."""


def load(name: str) -> Command:
    """Return a command by its name.

    >>> load("score").summary
    'score pages: one line each'
    """
    command: Command = import_module(f"pagequality.commands.{name}").COMMAND
    return command
