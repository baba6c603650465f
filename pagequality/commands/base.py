"""What every command is made of, and the options that several share."""

from __future__ import annotations

import argparse
import sys
from logging import DEBUG, INFO, Handler, LogRecord, getLogger
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.corpus.options import LONGEST_TIME, TIME_LIMIT
from pagequality.judge.scorer import Scorer
from pagequality.reading import PARSERS
from pagequality.text.visible import visible

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

_LONGEST_NUMBER: Final = 9
_COIN: Final = 0.5
OK: Final = 0
UNREADABLE: Final = 1
MISUSE: Final = 2
EXIT_CODES: Final = (
    "exit codes: 0 all went well, 1 some page could not be read or a folder held none, 2 wrong use "
    "or no room to write"
)


class Command(NamedTuple):
    """A command: its name, what it does, examples, its options, and what runs it.

    ``run`` returns the exit code. It writes data to stdout, everything else with `log`.
    """

    name: str
    summary: str
    examples: tuple[str, ...]
    add_options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def log(message: str) -> None:
    """Write a line for the person at the terminal, not into the data; nothing in it steers."""
    if sys.stderr is not None:
        sys.stderr.write(f"pagequality: {visible(message)}\n")


def add_verbosity(parser: ArgumentParser) -> None:
    """Add the option that every command has."""
    parser.add_argument(
        "-v", "--verbose", action="count", default=0, help="say what is done; -vv says more"
    )


class _Listener(Handler):
    """Writes what the library logs as `log` does."""

    def emit(self, record: LogRecord) -> None:
        """Write one record."""
        log(record.getMessage())


def listen(verbose: int) -> None:
    """Show what the library logs: nothing without ``-v``, details with ``-vv``."""
    logger = getLogger("pagequality")
    for handler in [one for one in logger.handlers if isinstance(one, _Listener)]:
        logger.removeHandler(handler)
    if verbose:
        logger.addHandler(_Listener())
        logger.setLevel(INFO if verbose == 1 else DEBUG)


def write(text: str) -> None:
    """Write a line of data."""
    sys.stdout.write(f"{text}\n")


def share(text: str) -> float:
    """Read a number between 0 and 1, both excluded.

    >>> share("0.2")
    0.2
    """
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.0 < value < 1.0:
        message = f"{text!r} is no number between 0 and 1"
        raise argparse.ArgumentTypeError(message)
    return value


def error_share(text: str) -> float:
    """Read a share of errors: less than one half, which a coin would do.

    >>> error_share("0.05")
    0.05
    """
    value = share(text)
    if value >= _COIN:
        message = f"{text!r} is no share of errors: they are below {_COIN}"
        raise argparse.ArgumentTypeError(message)
    return value


def count(text: str) -> int:
    """Read a whole number from 1 on.

    >>> count("20")
    20
    """
    value = number(text)
    if not value:
        message = f"{text!r} is no whole number from 1 on"
        raise argparse.ArgumentTypeError(message)
    return value


def number(text: str) -> int:
    """Read a whole number that is not negative.

    >>> number("20")
    20
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
        message = f"{text!r} is no whole number from 0 on"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def seconds(text: str) -> float:
    """Read a time in seconds, more than none and less than a month.

    >>> seconds("0.5")
    0.5
    """
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.0 < value <= LONGEST_TIME:
        message = f"{text!r} is no number of seconds between 0 and {LONGEST_TIME:.0f}"
        raise argparse.ArgumentTypeError(message)
    return value


def jobs(text: str) -> int:
    """Read a number of processes: 1 or more, or negative to count from the processors.

    >>> jobs("-1")
    -1
    """
    try:
        value = int(text) if len(text) <= _LONGEST_NUMBER else 0
    except ValueError:
        value = 0
    if not value:
        message = f"{text!r} is no number of processes: 1 or more, or -1 for all processors"
        raise argparse.ArgumentTypeError(message)
    return value


def add_scoring_options(parser: ArgumentParser) -> None:
    """Add the options that say how pages are judged."""
    parser.add_argument("--text", action="store_true", help="the input is plain text, not HTML")
    parser.add_argument("--url", help="where the page comes from (for a single page)")
    parser.add_argument(
        "--prior", type=share, metavar="SHARE",
        help="share of low pages where they come from, between 0 and 1",
    )  # fmt: skip
    parser.add_argument("--model", metavar="PATH", help="a model of your own, a .json file")
    parser.add_argument(
        "--time-limit", type=seconds, default=TIME_LIMIT, metavar="S",
        help="seconds after which a page is given up (%(default)g)",
    )  # fmt: skip
    parser.add_argument("--parser", choices=PARSERS, help=f"who parses HTML ({PARSERS[0]})")


def scorer_of(options: Namespace) -> Scorer:
    """Return the scorer that the options ask for."""
    return Scorer(options.model, prior=options.prior, parser=options.parser or PARSERS[0])
