"""``pagequality report``: what a file of scores says of a corpus, as a file to send."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pagequality.commands.base import OK, Command, log, share
from pagequality.judge.scorer import Scorer
from pagequality.tabular.outputs import (
    can_be_written,
    keep_apart,
    named_as_what_it_holds,
    write_text,
)

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("scores", nargs="+", metavar="SCORES", help="files that `score -o` wrote")
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the report, as HTML")
    parser.add_argument("--json", metavar="FILE", help="write the same figures there, as JSON")
    parser.add_argument(
        "--threshold", type=share, metavar="P",
        help="probability from which on a page is dropped (that which is kept with the scores)",
    )  # fmt: skip
    parser.add_argument("--compare", metavar="SCORES", help="scores of before to compare with")
    parser.add_argument(
        "--model", metavar="PATH", help="the model of your own that gave the scores"
    )


def run(options: Namespace) -> int:
    """Count, draw and write."""
    from pagequality.reports.corpus import corpus_report  # noqa: PLC0415 - loads scipy
    from pagequality.sites.report import sites  # noqa: PLC0415

    outputs = [Path(name) for name in (options.output, options.json) if name]
    read = [*options.scores, options.compare, options.model]
    keep_apart(outputs, [name for name in read if name])
    for output, form in zip(outputs, ("html", "json"), strict=False):
        named_as_what_it_holds(output, form)
        can_be_written(output)
    report = corpus_report(
        options.scores,
        roll=sites,
        threshold=options.threshold,
        model=Scorer(options.model).model,
        before=options.compare,
    )
    write_text(outputs[0], f"{report.to_html()}\n")
    if options.json:
        write_text(outputs[1], f"{report.to_json(indent=1)}\n")
    for alert in report.figures["alerts"]:
        log(f"{alert['name']}: {alert['told']}")
    found = report.figures
    log(f"low from {found['threshold']:g} on: {found['threshold_from']}")
    log(f"{found['pages']} pages: {options.output}")
    return OK


COMMAND = Command(
    "report",
    "report on a corpus: one file to send, from a file of scores",
    (
        "pagequality report scores.parquet -o report.html",
        "pagequality report scores.parquet -o report.html --json report.json",
        "pagequality report now.parquet -o report.html --compare before.parquet",
    ),
    add_options,
    run,
)
