"""The commands of the command line, one module each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.commands import explain, score, signals, sites

if TYPE_CHECKING:
    from pagequality.commands.base import Command

COMMANDS: Final[tuple[Command, ...]] = (
    score.COMMAND,
    explain.COMMAND,
    signals.COMMAND,
    sites.COMMAND,
)
