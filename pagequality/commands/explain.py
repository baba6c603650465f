"""``pagequality explain``: one page's verdict with its reasons and quotes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pagequality.commands.base import (
    MISUSE,
    OK,
    UNREADABLE,
    Command,
    add_scoring_options,
    log,
    number,
    scorer_of,
    write,
)
from pagequality.commands.inputs import NotAPageError, UnreadableError, inputs, judge
from pagequality.commands.routes import EXPLAIN, TEXT, refuse, refuse_parser
from pagequality.commands.thresholds import add_threshold_options, tell_made_with, threshold_of
from pagequality.tabular.outputs import (
    can_be_written,
    keep_apart,
    named_as_what_it_holds,
    write_text,
)
from pagequality.text.files import is_folder
from pagequality.views import Style, explain, style_for
from pagequality.views.parts import called
from pagequality.views.text import TOPICS_SHOWN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from pagequality.judge.verdict import Verdict


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "page",
        metavar="FILE",
        help="an HTML or .txt file (gzip is unpacked), or - for standard input",
    )
    parser.add_argument(
        "--format", choices=("text", "json", "html"), default="text",
        help="for people (default), or a report to send, as JSON or HTML",
    )  # fmt: skip
    parser.add_argument("-o", "--output", metavar="FILE", help="write it there")
    parser.add_argument(
        "--topics",
        type=number,
        metavar="N",
        help=f"how many are written out ({TOPICS_SHOWN})",
    )
    add_scoring_options(parser)
    add_threshold_options(parser)


def run(options: Namespace) -> int:
    """Judge one page and write out what was found."""
    if is_folder(options.page):
        log(f"{options.page} is a folder; explain takes one page")
        return MISUSE
    refuse(options, TEXT if options.format == "text" else options.format, EXPLAIN)
    refuse_parser(options)
    (page,) = inputs([options.page], text=options.text)
    output = Path(options.output) if options.output else None
    if output is not None:
        read = [page.path, options.model]
        keep_apart([output], [path for path in read if path is not None])
        named_as_what_it_holds(output, options.format, chosen=True)
        can_be_written(output)
    scorer = scorer_of(options)
    threshold = threshold_of(options, scorer.model)
    tell_made_with(scorer, threshold)
    try:
        verdict = judge(scorer, page, options)
    except UnreadableError as error:
        log(str(error))
        return MISUSE if isinstance(error, NotAPageError) else UNREADABLE
    if threshold.told:
        log(threshold.told)
    look = _Look(options.format, page.name, options.topics, threshold.value)
    if output is None:
        write(_told(verdict, look, style_for(sys.stdout)))
    else:
        write_text(output, f"{_told(verdict, look, Style())}\n")
        log(f"{called(verdict, threshold.value)}: {output}")
    return OK


class _Look(NamedTuple):
    """How a verdict is written out."""

    format: str
    name: str
    topics: int | None
    threshold: float | None


def _told(verdict: Verdict, look: _Look, style: Style) -> str:
    if look.format == "json":
        return verdict.to_json(indent=2, full=True, threshold=look.threshold)
    if look.format == "html":
        return verdict.to_html(threshold=look.threshold)
    most = TOPICS_SHOWN if look.topics is None else look.topics
    return explain(verdict, style=style, name=look.name, most=most, threshold=look.threshold)


COMMAND = Command(
    "explain",
    "explain one page: probability, families, topics, quotes",
    (
        "pagequality explain page.html",
        "pagequality explain article.txt",
        "pagequality explain page.html --format json",
        "pagequality explain page.html --threshold 0.9",
        "pagequality explain page.html --format html -o report.html",
    ),
    add_options,
    run,
)
