"""Which options of ``pagequality score`` act where: those that would do nothing are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.commands.inputs import holds_many
from pagequality.errors import PageQualityError

if TYPE_CHECKING:
    from argparse import Namespace

TABLE: Final = "a table for people"
ROWS: Final = "rows of a few pages"
LINES: Final = "a corpus on standard output"
FILE: Final = "a corpus in a file"


class Rule(NamedTuple):
    """Options, where they act, and what to say of them elsewhere."""

    options: tuple[str, ...]
    acts: tuple[str, ...]
    advice: str


RULES: Final = (
    Rule(("rejects", "resume"), (FILE,), "needs --output"),
    Rule(("jobs", "isolate"), (LINES, FILE), "is for corpora: add -o FILE"),
    Rule(
        ("html_column", "url_column", "id_column"),
        (LINES, FILE),
        "names a column of a table or a key of JSON, and these are pages",
    ),
    Rule(
        ("signals", "explain"),
        (ROWS, LINES, FILE),
        "adds columns to rows: take --format jsonl or csv, or -o FILE",
    ),
    Rule(("sort",), (TABLE,), "orders the table for people; rows keep the order of the pages"),
    Rule(("format",), (TABLE, ROWS, LINES), "is told by the name of the output"),
    Rule(("url",), (TABLE, ROWS), "is for a single page"),
)


def route_of(options: Namespace) -> str:
    """Tell what the pages are and where their scores go."""
    many = any(holds_many(name) for name in options.pages)
    if options.output:
        return FILE
    if many or options.input_format or options.rejects or options.resume:
        return LINES
    return ROWS if options.format in {"jsonl", "csv"} else TABLE


def refuse_idle(options: Namespace, route: str) -> None:
    """Refuse options that would do nothing.

    Raises:
        PageQualityError: one of them was given.
    """
    for rule in RULES:
        for name in rule.options:
            if route not in rule.acts and getattr(options, name) not in {None, False}:
                message = f"--{name.replace('_', '-')} {rule.advice}"
                raise PageQualityError(message)
    if options.text and options.parser is not None:
        message = "--parser parses HTML, and --text says that this is none"
        raise PageQualityError(message)
    if route == LINES and options.format == "table":
        message = "a corpus makes no table for people: take --format jsonl or csv, or -o FILE"
        raise PageQualityError(message)
