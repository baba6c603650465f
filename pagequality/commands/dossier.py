"""``pagequality dossier``: what scores say of one site, as a file for its owner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pagequality.commands.base import OK, Command, log, share
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
    parser.add_argument("--site", required=True, metavar="NAME", help="such as example.com")
    parser.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="the dossier, as HTML"
    )
    parser.add_argument(
        "--threshold", type=share, metavar="P",
        help="probability from which on a page is called low (that which is kept with the scores)",
    )  # fmt: skip
    parser.add_argument("--json", metavar="FILE", help="write the same there, as JSON")


def run(options: Namespace) -> int:
    """Gather, draw and write."""
    from pagequality.reports.dossier import site_dossier  # noqa: PLC0415 - loads scipy
    from pagequality.sites.report import sites  # noqa: PLC0415

    outputs = [Path(name) for name in (options.output, options.json) if name]
    keep_apart(outputs, options.scores)
    for output, form in zip(outputs, ("html", "json"), strict=False):
        named_as_what_it_holds(output, form)
        can_be_written(output)
    found = site_dossier(options.scores, options.site, roll=sites, threshold=options.threshold)
    write_text(outputs[0], f"{found.to_html()}\n")
    if options.json:
        write_text(outputs[1], f"{found.to_json(indent=1)}\n")
    figures = found.figures
    log(f"low from {figures['threshold']:g} on: {figures['threshold_from']}")
    log(f"{figures['pages']} pages of {figures['site']}: {options.output}")
    return OK


COMMAND = Command(
    "dossier",
    "gather what scores say of one site: a file for its owner",
    (
        "pagequality dossier scores.parquet --site example.com -o dossier.html",
        "pagequality dossier scores.parquet --site example.com -o dossier.html --json dossier.json",
    ),
    add_options,
    run,
)
