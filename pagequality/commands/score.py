"""``pagequality score``: a line for each of many pages."""

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
    scorer_of,
    write,
)
from pagequality.commands.corpus import add_corpus_options, is_corpus, run_corpus
from pagequality.commands.inputs import UnreadableError, inputs, judge
from pagequality.views import CSV_COLUMNS, Table, csv_row, json_line, style_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from pagequality.commands.inputs import Input
    from pagequality.judge.verdict import Verdict


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "pages", nargs="+", metavar="FILE",
        help="an HTML or .txt file, a folder of .html files, or - for standard input",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=("table", "jsonl", "csv"), default="table",
        help="a table for people (default), JSON lines with everything, or CSV with the gist",
    )  # fmt: skip
    add_scoring_options(parser)
    add_corpus_options(parser)


def run(options: Namespace) -> int:
    """Judge the pages one by one, each line as it comes; or a corpus, in parallel."""
    if is_corpus(options):
        return run_corpus(options)
    pages = inputs(options.pages, text=options.text)
    if options.url and len(pages) != 1:
        log("--url is for a single page")
        return MISUSE
    if not pages:
        log(f"no pages in {', '.join(options.pages)}")
        return UNREADABLE
    scorer = scorer_of(options)
    line, end = _writer(options.format, pages)
    code = OK
    for page in pages:
        try:
            write(line(page.name, judge(scorer, page, options)))
        except UnreadableError as error:
            log(str(error))
            code = UNREADABLE
    end()
    return code


def _writer(
    form: str, pages: list[Input]
) -> tuple[Callable[[str, Verdict], str], Callable[[], None]]:
    """Write what goes before the first line; return what makes a line, and what ends them."""
    if form == "jsonl":
        return json_line, _nothing
    if form == "csv":
        write(",".join(CSV_COLUMNS))
        return csv_row, _nothing
    table = Table([page.name for page in pages], style_for(sys.stdout))
    write(table.header())
    return table.line, lambda: log(table.summary())


def _nothing() -> None:
    """End without a word."""


COMMAND = Command(
    "score",
    "score pages: one line each",
    (
        "pagequality score page.html",
        "pagequality score crawl/ --format csv > scores.csv",
        "curl -s https://example.com | pagequality score - --url https://example.com",
        "pagequality score crawl/*.warc.gz -o scores.parquet --threshold 0.9 --rejects low.jsonl",
        "pagequality score crawl/*.warc.gz -o scores.parquet --resume",
        "pagequality score crawl/ --prior 0.05 --format jsonl",
    ),
    add_options,
    run,
)
