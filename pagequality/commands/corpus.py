"""The options of ``pagequality score`` for a corpus, and what they say of scoring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.commands.base import jobs
from pagequality.corpus.columns import Columns
from pagequality.corpus.options import ScoringOptions
from pagequality.tabular.suffixes import CORPORA

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

FORMATS: Final = ("html", *CORPORA)
_USUAL: Final = Columns()


def add_corpus_options(parser: ArgumentParser) -> None:
    """Add what a corpus takes."""
    group = parser.add_argument_group(
        "corpora",
        "JSON, JSON lines, CSV, Parquet, Arrow, WARC, WACZ and folders of them; see also "
        "`pagequality sites`",
    )
    add = group.add_argument
    add("-o", "--output", metavar="FILE", help="write .parquet, .jsonl[.gz] or .csv[.gz] there")
    add("-j", "--jobs", type=jobs, metavar="N", help="processes (all processors)")
    add(
        "--resume",
        action="store_true",
        help="go on with a run that was broken off, of the same input",
    )
    add("--rejects", metavar="FILE", help="write the low pages there, with their evidence")
    add("--signals", action="store_true", help="add a column for each signal")
    add("--explain", action="store_true", help="add every reason, and the evidence as JSON")
    add("--input-format", choices=FORMATS, help="when names do not tell, as for standard input")
    add("--html-column", metavar="NAME", help="column or key of the page (html; text with --text)")
    add("--url-column", metavar="NAME", help="column or key of its address (url)")
    add("--id-column", metavar="NAME", help="column or key of its name (id)")
    add("--isolate", action="store_true", help="use a worker process even for one job")


def columns_of(options: Namespace) -> Columns:
    """Return where the pages stand: texts under another name than HTML."""
    return Columns(
        options.html_column or ("text" if options.text else _USUAL.html),
        options.url_column or _USUAL.url,
        getattr(options, "id_column", None) or _USUAL.id,
    )


def scoring_options(options: Namespace, threshold: float | None) -> ScoringOptions:
    """Return how the pages are to be scored."""
    return ScoringOptions(
        **columns_of(options)._asdict(),
        text=options.text,
        signals=options.signals,
        explain=options.explain,
        threshold=threshold,
        time_limit=options.time_limit,
    )
