"""``pagequality score``: a line for each of many pages."""

from __future__ import annotations

import math
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
from pagequality.commands.corpus import add_corpus_options, scoring_options
from pagequality.commands.inputs import (
    NotAPageError,
    UnreadableError,
    empty_folders,
    inputs,
    judge,
    left_out,
)
from pagequality.commands.routes import FILE, LINES, TABLE, refuse_idle, route_of
from pagequality.commands.thresholds import add_threshold_options, tell_made_with, threshold_of
from pagequality.corpus.items import BAD_FILE
from pagequality.corpus.progress import Progress
from pagequality.tabular.failure import Failure
from pagequality.tabular.formats import csv_lines, json_line
from pagequality.tabular.schema import all_columns, row
from pagequality.views import Table, style_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from pagequality.commands.inputs import Input
    from pagequality.commands.thresholds import Threshold
    from pagequality.judge.scorer import Scorer
    from pagequality.judge.verdict import Verdict

_ALL_PROCESSORS: Final = -1


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "pages", nargs="+", metavar="FILE",
        help="an HTML or .txt file, a folder of .html files, a corpus, or - for standard input",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=("table", "jsonl", "csv"),
        help="a table for people (default of pages), or the columns of a scores file as JSON lines "
        "(default of corpora) or CSV",
    )  # fmt: skip
    parser.add_argument(
        "--sort",
        choices=("probability", "name"),
        help="order the table of pages; else as they come",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress, no summary")
    add_scoring_options(parser)
    add_threshold_options(parser)
    add_corpus_options(parser)


def run(options: Namespace) -> int:
    """Judge the pages one by one, each line as it comes; or a corpus, in parallel."""
    route = route_of(options)
    refuse_idle(options, route)
    scorer = scorer_of(options)
    threshold = threshold_of(options, scorer.model)
    corpora = route in {LINES, FILE}
    pages = [] if corpora else inputs(options.pages, text=options.text)
    if options.url and len(pages) != 1:
        log("--url is for a single page")
        return MISUSE
    passed_over = left_out(options.pages, text=options.text, corpora=corpora)
    empty = empty_folders(options.pages, text=options.text)
    if empty:
        log("; ".join(filter(None, [f"no pages in {', '.join(empty)}", passed_over])))
        passed_over = ""
    if len(empty) == len(options.pages):
        return UNREADABLE
    _say(passed_over, threshold, quiet=options.quiet)
    if corpora:
        code = _run_corpus(scorer, options, threshold)
    else:
        tell_made_with(scorer, threshold)
        show = _print_table if route == TABLE else _print_rows
        code = show(scorer, pages, options=options, threshold=threshold.value)
    return max(code, UNREADABLE) if empty else code


def _say(passed_over: str, threshold: Threshold, *, quiet: bool) -> None:
    """Say what is left out of folders, and where the threshold lies."""
    for told in filter(None, [passed_over, threshold.told]):
        if not quiet:
            log(told)


def _print_table(
    scorer: Scorer, pages: list[Input], *, options: Namespace, threshold: float | None
) -> int:
    """Write a table for people; a page that cannot be read is a message."""
    table = Table([page.name for page in pages], style_for(sys.stdout), threshold=threshold)
    codes: list[int] = []
    judged = _judged(scorer, pages, options=options, codes=codes)
    if options.sort:
        shown = not options.quiet and sys.stderr.isatty()
        bar = Progress(len(pages), show=shown)
        judged = iter(sorted(_told(judged, bar, codes), key=_ORDERS[options.sort]))
    for name, verdict in judged:
        if not table.counts:
            write(table.header())
        write(table.line(name, verdict))
    if table.counts and not options.quiet:
        log(table.summary())
    return max(codes, default=OK)


def _judged(
    scorer: Scorer, pages: list[Input], *, options: Namespace, codes: list[int]
) -> Iterator[tuple[str, Verdict]]:
    """Yield the pages that can be read with their verdicts; keep exit codes of the others."""
    for page in pages:
        try:
            yield page.name, judge(scorer, page, options)
        except UnreadableError as error:
            log(str(error))
            codes.append(_code(error, pages))


def _told(
    judged: Iterator[tuple[str, Verdict]], bar: Progress, codes: list[int]
) -> Iterator[tuple[str, Verdict]]:
    """Hand pages on and show how many there were."""
    for one in judged:
        bar.update(1, errors=len(codes), share_low=math.nan)
        yield one
    bar.close()


def _likeliest_first(page: tuple[str, Verdict]) -> tuple[float, str]:
    name, verdict = page
    return (1.0 if math.isnan(verdict.probability) else -verdict.probability, name)


def _by_name(page: tuple[str, Verdict]) -> tuple[float, str]:
    return (0.0, page[0])


_ORDERS: Final = {"probability": _likeliest_first, "name": _by_name}


def _print_rows(
    scorer: Scorer, pages: list[Input], *, options: Namespace, threshold: float | None
) -> int:
    """Write the columns of a scores file; a page that cannot be read is a row with an error."""
    layout = scoring_options(options, threshold).layout()
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
        cells = (page.name, options.url or "", None, *row(found, layout))
        write(_csv(cells) if as_csv else json_line(names, cells).decode().rstrip())
    return code


def _code(error: UnreadableError, pages: list[Input]) -> int:
    """Return the exit code: a corpus given as the one page is wrong use."""
    return MISUSE if isinstance(error, NotAPageError) and len(pages) == 1 else UNREADABLE


def _csv(cells: Sequence[Any]) -> str:
    return csv_lines([tuple(cells)]).decode().rstrip("\r\n")


def _run_corpus(scorer: Scorer, options: Namespace, threshold: Threshold) -> int:
    """Score the corpus; return the exit code."""
    from pagequality.corpus.run import score_corpus  # noqa: PLC0415 - only when it is needed

    report = score_corpus(
        options.pages,
        options.output or "-",
        options=scoring_options(options, threshold.value),
        scorer=scorer,
        n_jobs=options.jobs or _ALL_PROCESSORS,
        input_format=options.input_format or "",
        output_format=options.format or "jsonl",
        rejects=options.rejects,
        resume=options.resume,
        progress=not options.quiet and (bool(options.verbose) or sys.stderr.isatty()),
        isolate=options.isolate,
    )
    if not report.pages and not report.stopped_by:
        log(f"no pages in {', '.join(options.pages)}")
    elif not options.quiet:
        log(str(report))
    return report.exit_code


COMMAND = Command(
    "score",
    "score pages: one line each",
    (
        "pagequality score page.html",
        "pagequality score crawl/ --sort probability --threshold 0.9",
        "pagequality score crawl/ --format csv > scores.csv",
        "curl -s https://example.com | pagequality score - --url https://example.com",
        "pagequality score crawl/*.warc.gz -o scores.parquet --threshold 0.9 --rejects low.jsonl",
        "pagequality score crawl/*.warc.gz -o scores.parquet --resume",
        "pagequality score crawl/ --prior 0.05 --format jsonl",
    ),
    add_options,
    run,
)
