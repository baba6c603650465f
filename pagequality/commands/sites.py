"""``pagequality sites``: what a file of scores says of each site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pagequality.commands.base import OK, Command, log, number, share, write
from pagequality.tabular.outputs import keep_apart, write_whole
from pagequality.views import style_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from pagequality.views.style import Style

_WIDEST: Final = 40
_HEAD: Final = f"{'site':{_WIDEST}}   pages  mean  95 % interval   low  verdict"


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("scores", nargs="+", metavar="SCORES", help="files that `score -o` wrote")
    parser.add_argument("-o", "--output", metavar="FILE", help="write .parquet, .jsonl or .csv")
    parser.add_argument(
        "--threshold", type=share, default=0.5, metavar="P",
        help="probability from which on a page counts as low (%(default)s)",
    )  # fmt: skip
    parser.add_argument("--most", type=number, default=50, metavar="N", help="sites shown")
    parser.add_argument("--why", action="store_true", help="show reasons and repeated lines, too")


def run(options: Namespace) -> int:
    """Roll the scores up and show the sites that are surest to be low first."""
    from pagequality.sites.report import COLUMNS, sites_of  # noqa: PLC0415
    from pagequality.tabular.formats import format_of  # noqa: PLC0415 - only when it is needed

    path = Path(options.output) if options.output else None
    keep_apart([path], options.scores)
    found = sites_of([Path(path) for path in options.scores], threshold=options.threshold)
    if path:
        write_whole(path, format_of(path), COLUMNS, rows=found)
        log(f"{len(found)} sites in {path}")
        return OK
    style = style_for(sys.stdout)
    write(_HEAD)
    for site in found[: options.most]:
        write(_line(site, style))
        if options.why:
            for text in filter(None, (site.reasons, *site.template_lines.split("\n"))):
                write(f"    {style.clean(text)}")
    if len(found) > options.most:
        log(f"{len(found) - options.most} more sites; --most shows more, -o writes all")
    return OK


def _line(site: Any, style: Style) -> str:
    name = style.cut(style.clean(site.site) or "(no address)", _WIDEST)
    mean = "-" if site.mean_probability is None else f"{site.mean_probability:.2f}"
    low = "-" if site.share_low is None else f"{site.share_low:.0%}"
    ends = f"{site.lower:.2f} to {site.upper:.2f}"
    return f"{name:{_WIDEST}} {site.pages:>7} {mean:>5} {ends:>14} {low:>5}  {site.verdict}"


COMMAND = Command(
    "sites",
    "say of each site how sure it is that it is low",
    (
        "pagequality sites scores.parquet",
        "pagequality sites scores.parquet --why --most 10",
        "pagequality sites part-*.parquet -o sites.csv",
    ),
    add_options,
    run,
)
