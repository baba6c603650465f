"""``pagequality explain``: one page's verdict with its reasons and quotes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

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
from pagequality.text.files import is_folder
from pagequality.views import explain, style_for
from pagequality.views.text import TOPICS_SHOWN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "page",
        metavar="FILE",
        help="an HTML or .txt file (gzip is unpacked), or - for standard input",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="for people (default) or JSON"
    )
    parser.add_argument(
        "--topics",
        type=number,
        default=TOPICS_SHOWN,
        metavar="N",
        help="how many are written out (%(default)s)",
    )
    add_scoring_options(parser)


def run(options: Namespace) -> int:
    """Judge one page and write out what was found."""
    if is_folder(options.page):
        log(f"{options.page} is a folder; explain takes one page")
        return MISUSE
    (page,) = inputs([options.page], text=options.text)
    try:
        verdict = judge(scorer_of(options), page, options)
    except UnreadableError as error:
        log(str(error))
        return MISUSE if isinstance(error, NotAPageError) else UNREADABLE
    if options.format == "json":
        write(verdict.to_json(indent=2))
    else:
        style = style_for(sys.stdout)
        write(explain(verdict, style=style, name=page.name, most=options.topics))
    return OK


COMMAND = Command(
    "explain",
    "explain one page: probability, families, topics, quotes",
    (
        "pagequality explain page.html",
        "pagequality explain article.txt",
        "pagequality explain page.html --format json",
    ),
    add_options,
    run,
)
