"""``pagequality serve``: verdicts for programs in other languages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from pagequality.commands.base import (
    MISUSE,
    OK,
    Command,
    count,
    jobs,
    log,
    number,
    seconds,
    share,
)
from pagequality.corpus.options import TIME_LIMIT, ScoringOptions
from pagequality.judge.scorer import Scorer
from pagequality.judge.verdict import LOW
from pagequality.serve.requests import LARGEST

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from pagequality.serve.desk import Desk

_LOOPBACK: Final = "127.0.0.1"
_HIGHEST_PORT: Final = 65_535


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    add = parser.add_argument
    add("--http", type=number, metavar="PORT",
        help="serve POST /page and GET /health there, 0 for any free port; "
             "else lines on standard input and output")  # fmt: skip
    add("--host", default=_LOOPBACK, help="address to listen on (%(default)s)")
    add("-j", "--jobs", type=jobs, default=-1, metavar="N", help="processes (all processors)")
    add("--threshold", type=share, default=LOW, metavar="P",
        help="probability from which on a page is low (%(default)g)")  # fmt: skip
    add("--prior", type=share, metavar="SHARE",
        help="share of low pages where they come from, between 0 and 1")  # fmt: skip
    add("--model", metavar="PATH", help="a model of your own, a .json file")
    add("--time-limit", type=seconds, default=TIME_LIMIT, metavar="S",
        help="seconds after which a page is given up (%(default)g)")  # fmt: skip
    add("--signals", action="store_true", help="add each signal to the answers")
    add("--explain", action="store_true", help="add the evidence as JSON")
    add("--max-bytes", type=count, default=LARGEST, metavar="N",
        help="bytes of a request (%(default)d)")  # fmt: skip


def run(options: Namespace) -> int:
    """Serve until there is nothing more to answer, or a signal comes."""
    if options.http is None and options.host != _LOOPBACK:
        log("--host needs --http")
        return MISUSE
    if options.http is None and sys.stdin is None:
        log("there is no standard input to read requests from; see --http")
        return MISUSE
    if (options.http or 0) > _HIGHEST_PORT:
        log(f"--http: there is no port {options.http}")
        return MISUSE
    # the pool brings joblib along, which no other command's help should wait for
    from pagequality.serve.desk import Desk  # noqa: PLC0415 - only when it is needed
    from pagequality.serve.lines import serve_lines  # noqa: PLC0415 - as above
    from pagequality.serve.worker import RequestWorker  # noqa: PLC0415 - as above

    scoring = ScoringOptions(
        threshold=options.threshold, signals=options.signals, explain=options.explain,
        time_limit=options.time_limit,
    )  # fmt: skip
    worker = RequestWorker(Scorer(options.model, prior=options.prior), scoring)
    desk = Desk(worker, n_jobs=options.jobs, largest=options.max_bytes)
    try:
        desk.pool.warm_up()
        if options.http is None:
            number_of_lines = serve_lines(desk, sys.stdin.buffer, sys.stdout.buffer)
            log(f"{number_of_lines} requests answered")
            return OK
        return _serve_http(desk, options)
    finally:
        desk.pool.close()


def _serve_http(desk: Desk, options: Namespace) -> int:
    from pagequality.serve.http import serve_http  # noqa: PLC0415 - asyncio is slow to import

    try:
        serve_http(desk, options.host, options.http, ready=lambda where: log(f"serving {where}"))
    except OSError as error:
        log(f"cannot listen on {options.host}:{options.http}: {error.strerror or error}")
        return MISUSE
    return OK


COMMAND = Command(
    "serve",
    "answer requests of other programs, as lines or over HTTP",
    (
        "pagequality serve --http 8765",
        "pagequality serve --http 8765 -j 4 --threshold 0.9",
        "cat requests.jsonl | pagequality serve > answers.jsonl",
    ),
    add_options,
    run,
)
