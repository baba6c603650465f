"""Which options act where: those that would do nothing are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.commands.inputs import has_columns, holds_corpora, holds_many
from pagequality.errors import PageQualityError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

TABLE: Final = "a table for people"
ROWS: Final = "rows of a few pages"
LINES: Final = "a corpus on standard output"
FILE: Final = "a corpus in a file"
LIST: Final = "a list of sites, or annotations of hosts"
TEXT: Final = "a text for people"


class Rule(NamedTuple):
    """Options, where they act, and what to say of them elsewhere."""

    options: tuple[str, ...]
    acts: tuple[str, ...]
    advice: str


RULES: Final = (
    Rule(("rejects", "resume"), (FILE,), "needs --output"),
    Rule(("jobs", "isolate"), (LINES, FILE), "is for corpora: add -o FILE"),
    Rule(
        ("signals", "explain"),
        (ROWS, LINES, FILE),
        "adds columns to rows: take --format jsonl or csv, or -o FILE",
    ),
    Rule(("sort",), (TABLE,), "orders the table for people; rows keep the order of the pages"),
    Rule(("format",), (TABLE, ROWS, LINES), "is told by the name of the output"),
    Rule(("url",), (TABLE, ROWS), "is for a single page"),
)
SITES: Final = (
    Rule(("why", "most"), (TABLE,), "is for the table; files and lists hold all"),
    Rule(("evidence",), (LIST,), "is for lists and annotations: add --format"),
)
EXPLAIN: Final = (Rule(("topics",), (TEXT,), "is for the text; JSON and reports hold all"),)
_COLUMNS: Final = ("html_column", "url_column", "id_column")


def route_of(options: Namespace) -> str:
    """Tell what the pages are and where their scores go.

    Rows are of all that a folder holds, wherever they go; the table for people is of its pages.
    """
    if options.output:
        return FILE
    as_rows = options.format in {"jsonl", "csv"}
    of_many = holds_corpora if as_rows else holds_many
    many = any(of_many(name, text=options.text) for name in options.pages)
    if many or options.input_format or options.rejects or options.resume:
        return LINES
    return ROWS if as_rows else TABLE


def refuse(options: Namespace, route: str, rules: tuple[Rule, ...]) -> None:
    """Refuse options that do nothing on a route.

    Raises:
        PageQualityError: one of them was given.
    """
    for rule in rules:
        for name in rule.options:
            given = getattr(options, name)
            if route not in rule.acts and given is not None and given is not False:
                message = f"--{name.replace('_', '-')} {rule.advice}"
                raise PageQualityError(message)


def refuse_columns(options: Namespace, corpus: Iterable[str]) -> None:
    """Refuse names of columns for what has none.

    Raises:
        PageQualityError: one of them was given.
    """
    given = [name for name in _COLUMNS if getattr(options, name, None) is not None]
    form, text = options.input_format or "", options.text
    if given and not any(has_columns(name, form, text=text) for name in corpus):
        message = (
            f"--{given[0].replace('_', '-')} names a column of a table or a key of JSON, and these "
            "are pages"
        )
        raise PageQualityError(message)


def refuse_parser(options: Namespace) -> None:
    """Refuse a parser of HTML for plain text.

    Raises:
        PageQualityError: one was given.
    """
    if options.text and options.parser is not None:
        message = "--parser parses HTML, and --text says that this is none"
        raise PageQualityError(message)


def refuse_idle(options: Namespace, route: str) -> None:
    """Refuse options of ``pagequality score`` that would do nothing.

    Raises:
        PageQualityError: one of them was given.
    """
    refuse(options, route, RULES)
    refuse_columns(options, options.pages if route in {LINES, FILE} else ())
    refuse_parser(options)
    if route == LINES and options.format == "table":
        message = "a corpus makes no table for people: take --format jsonl or csv, or -o FILE"
        raise PageQualityError(message)
