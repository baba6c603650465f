"""``pagequality score``: a line for each of many pages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

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
from pagequality.commands.corpus import (
    add_corpus_options,
    is_corpus,
    scoring_options,
)
from pagequality.commands.inputs import NotAPageError, UnreadableError, inputs, judge
from pagequality.corpus.items import BAD_FILE
from pagequality.tabular.failure import Failure
from pagequality.tabular.formats import csv_lines, json_line
from pagequality.tabular.schema import all_columns, row
from pagequality.views import Table, style_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from pagequality.commands.inputs import Input
    from pagequality.judge.scorer import Scorer
    from pagequality.judge.verdict import Verdict

_NEEDS_OUTPUT: Final = ("rejects", "resume")


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "pages", nargs="+", metavar="FILE",
        help="an HTML or .txt file, a folder of .html files, a corpus, or - for standard input",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=("table", "jsonl", "csv"), default="table",
        help="a table for people (default), or the columns of a scores file as JSON lines or CSV",
    )  # fmt: skip
    add_scoring_options(parser)
    add_corpus_options(parser)


def run(options: Namespace) -> int:
    """Judge the pages one by one, each line as it comes; or a corpus, in parallel."""
    if is_corpus(options):
        return _run_corpus(options)
    pages = inputs(options.pages, text=options.text)
    if options.url and len(pages) != 1:
        log("--url is for a single page")
        return MISUSE
    if not pages:
        log(f"no pages in {', '.join(options.pages)}")
        return UNREADABLE
    scorer = scorer_of(options)
    if options.format == "table":
        return _print_table(scorer, pages, options)
    return _print_rows(scorer, pages, options)


def _print_table(scorer: Scorer, pages: list[Input], options: Namespace) -> int:
    """Write a table for people; a page that cannot be read is a message."""
    table = Table([page.name for page in pages], style_for(sys.stdout))
    write(table.header())
    code = OK
    for page in pages:
        try:
            write(table.line(page.name, judge(scorer, page, options)))
        except UnreadableError as error:
            log(str(error))
            code = _code(error, pages)
    log(table.summary())
    return code


def _print_rows(scorer: Scorer, pages: list[Input], options: Namespace) -> int:
    """Write the columns of a scores file; a page that cannot be read is a row with an error."""
    layout = scoring_options(options, scorer).layout()
    names = [column.name for column in all_columns(layout)]
    as_csv = options.format == "csv"
    if as_csv:
        write(_csv(names))
    code = OK
    for page in pages:
        found: Verdict | Failure
        try:
            found = judge(scorer, page, options)
        except UnreadableError as error:
            log(str(error))
            code, found = _code(error, pages), Failure(BAD_FILE, str(error))
        cells = (page.name, options.url or "", *row(found, layout))
        write(_csv(cells) if as_csv else json_line(names, cells).decode().rstrip())
    return code


def _code(error: UnreadableError, pages: list[Input]) -> int:
    """Return the exit code: a corpus given as the one page is wrong use."""
    return MISUSE if isinstance(error, NotAPageError) and len(pages) == 1 else UNREADABLE


def _csv(cells: Sequence[Any]) -> str:
    return csv_lines([tuple(cells)]).decode().rstrip("\r\n")


def _run_corpus(options: Namespace) -> int:
    """Score the corpus; return the exit code."""
    if options.url:
        log("--url is for a single page")
        return MISUSE
    for name in _NEEDS_OUTPUT:
        if getattr(options, name) and not options.output:
            log(f"--{name} needs --output")
            return MISUSE
    from pagequality.corpus.run import score_corpus  # noqa: PLC0415 - only when it is needed

    scorer = scorer_of(options)
    report = score_corpus(
        options.pages,
        options.output or "-",
        options=scoring_options(options, scorer),
        scorer=scorer,
        n_jobs=options.jobs,
        input_format=options.input_format or "",
        rejects=options.rejects,
        resume=options.resume,
        progress=not options.quiet and sys.stderr.isatty(),
        isolate=options.isolate,
    )
    if not options.quiet:
        log(str(report))
    return report.exit_code


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
