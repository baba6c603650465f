"""``pagequality sites``: what files of scores say of each site."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pagequality.commands.base import (
    OK,
    Command,
    count,
    error_share,
    log,
    number,
    write,
)
from pagequality.commands.routes import FILE, LIST, SITES, TABLE, refuse
from pagequality.tabular.outputs import keep_apart, write_whole
from pagequality.views import style_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from pagequality.sites.tracker import SiteTracker
    from pagequality.sites.verdict import SiteVerdict
    from pagequality.views.style import Style

_WIDEST: Final = 40
_MOST: Final = 50
_HEAD: Final = f"{'site':{_WIDEST}}   pages   low  95 % interval  label      more pages"
_LISTS: Final = ("ublacklist", "goggle", "hosts")


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("scores", nargs="+", metavar="SCORES", help="files that `score -o` wrote")
    parser.add_argument("-o", "--output", metavar="FILE", help="write .parquet, .jsonl or .csv")
    parser.add_argument(
        "--format", choices=("table", *_LISTS, "cc"), default="table",
        help="table of sites, list of low sites, or annotations for Common Crawl (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--false-alarms", type=error_share, default=0.01, metavar="P",
        help="share of honest sites that may be called low (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--misses", type=error_share, default=0.05, metavar="P",
        help="share of low sites that may be called honest (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--budget", type=count, metavar="N",
        help="decide after N judged pages of a site in any case",
    )  # fmt: skip
    parser.add_argument("--evidence", metavar="URL", help="where lists say that the evidence lies")
    parser.add_argument("--most", type=number, metavar="N", help=f"sites shown ({_MOST})")
    parser.add_argument("--why", action="store_true", help="show what speaks against them, too")


def run(options: Namespace) -> int:
    """Roll the scores up: write a file or a list, or show the surest to be low first."""
    from pagequality.sites.report import track  # noqa: PLC0415 - only when it is needed

    refuse(options, _route_of(options), SITES)
    path = Path(options.output) if options.output else None
    keep_apart([path], options.scores)
    tracker = track(
        [Path(given) for given in options.scores],
        false_alarms=options.false_alarms, misses=options.misses, budget=options.budget,
    )  # fmt: skip
    none = not tracker.sites
    if none:
        log(f"no pages in {', '.join(options.scores)}")
    if options.format in _LISTS:
        _list(tracker, path, options)
    elif path or options.format == "cc":
        _file(tracker, path, options)
    elif not none:
        _table(tracker.verdicts(), options)
    return OK


def _route_of(options: Namespace) -> str:
    """Tell where sites go."""
    if options.format in {*_LISTS, "cc"}:
        return LIST
    return FILE if options.output else TABLE


def _list(tracker: SiteTracker, path: Path | None, options: Namespace) -> None:
    """Write a list of low sites, to a file or to stdout."""
    from pagequality.sites.lists import LISTS  # noqa: PLC0415 - as above
    from pagequality.tabular.outputs import write_text  # noqa: PLC0415

    lines = LISTS[options.format](tracker.verdicts(), options.evidence or "")
    if path is None:
        for line in lines:
            write(line)
    else:
        write_text(path, "".join(f"{line}\n" for line in lines))
        log(f"{options.format} list in {path}")


def _file(tracker: SiteTracker, path: Path | None, options: Namespace) -> None:
    """Write sites or annotations as rows; annotations without a file as JSON lines."""
    from pagequality.sites.report import rows  # noqa: PLC0415 - as above
    from pagequality.sites.rows import ANNOTATIONS, COLUMNS, annotation_rows  # noqa: PLC0415
    from pagequality.tabular.formats import format_of, json_line  # noqa: PLC0415 - as above

    annotated, evidence = options.format == "cc", options.evidence or ""
    columns = ANNOTATIONS if annotated else COLUMNS
    found = annotation_rows(tracker.verdicts(), evidence) if annotated else rows(tracker)
    if path is None:
        for row in found:
            write(json_line([column.name for column in columns], row).decode().rstrip("\n"))
        return
    write_whole(path, format_of(path), columns, rows=found)
    log(f"{len(found)} sites in {path}")


def _table(found: list[SiteVerdict], options: Namespace) -> None:
    style = style_for(sys.stdout)
    most = _MOST if options.most is None else options.most
    write(_HEAD)
    for verdict in found[:most]:
        write(_line(verdict, style))
        if options.why:
            for text in _reasons(verdict):
                write(f"    {style.clean(text)}")
    if len(found) > most:
        log(f"{len(found) - most} more sites; --most shows more, -o writes all")


def _line(verdict: SiteVerdict, style: Style) -> str:
    name = style.cut(style.clean(verdict.site) or "(no address)", _WIDEST)
    low = "-" if math.isnan(verdict.probability) else f"{verdict.probability:.2f}"
    ends = f"{verdict.interval[0]:.2f} to {verdict.interval[1]:.2f}"
    needed = "-" if verdict.pages_needed is None else str(verdict.pages_needed)
    return (
        f"{name:{_WIDEST}} {verdict.pages:>7} {low:>5} {ends:>14}  {verdict.label:9} {needed:>11}"
    )


def _reasons(verdict: SiteVerdict) -> Iterator[str]:
    """Yield what speaks against a site, and the pages that show it."""
    for topic in verdict.topics:
        of = f"{topic.pages} of {verdict.compared} pages"
        yield f"{topic.name}: {of}, such as {topic.examples[0].url}"
    for finding in verdict.findings:
        yield finding.sentence
    for section in verdict.sections:
        yield f"{section.name}: {section.label} ({section.pages} pages)"


COMMAND = Command(
    "sites",
    "say of each site how sure it is that it is low",
    (
        "pagequality sites scores.parquet",
        "pagequality sites scores.parquet --why --most 10",
        "pagequality sites part-*.parquet -o sites.csv",
        "pagequality sites scores.parquet --format ublacklist -o low.txt",
    ),
    add_options,
    run,
)
