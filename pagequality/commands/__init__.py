"""The commands of the command line, one module each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.commands import compare, evaluate, explain, score, signals, sites, train

if TYPE_CHECKING:
    from pagequality.commands.base import Command

COMMANDS: Final[tuple[Command, ...]] = (
    score.COMMAND,
    explain.COMMAND,
    signals.COMMAND,
    sites.COMMAND,
    evaluate.COMMAND,
    train.COMMAND,
    compare.COMMAND,
)
