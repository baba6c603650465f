"""The command line: gathers the commands, and turns errors into one line each."""

from __future__ import annotations

import argparse
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pagequality.commands import COMMANDS, load
from pagequality.commands.base import EXIT_CODES, MISUSE, OK, add_verbosity, listen, log
from pagequality.errors import PageQualityError
from pagequality.text.visible import visible
from pagequality.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERRUPTED = 130
_FILES = (
    "pages", "page", "scores", "labels", "corpus", "output", "rejects", "json", "compare", "model",
    "plot",
)  # fmt: skip
"""Options that name files."""


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Stop with the exit code for wrong use."""
        self.exit(MISUSE, f"{self.prog}: {visible(message)} (see {self.prog} --help)\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    commands = [load(name) for name in COMMANDS]
    parser = _Parser(
        prog="pagequality",
        description="Tell content farms, SEO spam and machine-made filler from honest web pages.",
        epilog=_epilog([command.examples[0] for command in commands]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pagequality {__version__}")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True, dest="command")
    for command in commands:
        subparser = subparsers.add_parser(
            command.name,
            help=command.summary,
            description=f"{command.summary.capitalize()}.",
            epilog=_epilog(command.examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_options(subparser)
        add_verbosity(subparser)
        subparser.set_defaults(run=command.run, refuse=subparser.error)
    return parser


def _epilog(examples: Sequence[str]) -> str:
    return "\n".join(["examples:", *(f"  {example}" for example in examples), "", EXIT_CODES])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    _prepare_output()
    options, left = build_parser().parse_known_args(arguments)
    if left:
        options.refuse(f"unrecognized arguments: {' '.join(left)}")
    listen(options.verbose)
    try:
        _refuse_empty(options)
        code: int = options.run(options)
        sys.stdout.flush()
    except PageQualityError as error:
        log(str(error))
        return MISUSE
    except BrokenPipeError:  # whoever read the output has seen enough
        _write_nowhere()
        return OK
    except OSError as error:
        log(f"cannot write: {error.strerror or error}")
        _write_nowhere()
        return MISUSE
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _refuse_empty(options: argparse.Namespace) -> None:
    """Refuse an empty name, as of a variable that is not set: it would mean the folder one is in.

    Raises:
        PageQualityError: there is one.
    """
    for option in _FILES:
        given = getattr(options, option, None)
        if "" in (given if isinstance(given, list) else [given]):
            message = f"{option}: an empty name is no file (. is the folder one is in)"
            raise PageQualityError(message)


def _write_nowhere() -> None:
    """Send what is left to write where nothing fails, or closing would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _prepare_output() -> None:
    """Write UTF-8 to files and pipes; to a terminal what it can show; to a closed one, nothing."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for good
    if not isinstance(sys.stdout, TextIOWrapper):
        return
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="backslashreplace")
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
