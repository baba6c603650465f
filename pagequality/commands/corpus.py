"""The options of ``pagequality score`` for a corpus, and what they say of scoring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.commands.base import jobs, share
from pagequality.commands.inputs import holds_many
from pagequality.corpus.options import ScoringOptions
from pagequality.errors import CorpusError
from pagequality.tabular.suffixes import CORPORA

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from pagequality.judge.scorer import Scorer

FORMATS: Final = ("html", *CORPORA)


def add_corpus_options(parser: ArgumentParser) -> None:
    """Add what a corpus takes."""
    group = parser.add_argument_group(
        "corpora",
        "JSON, JSON lines, CSV, Parquet, Arrow, WARC, WACZ and folders of them; see also "
        "`pagequality sites`",
    )
    add = group.add_argument
    add("-o", "--output", metavar="FILE", help="write .parquet, .jsonl[.gz] or .csv[.gz] there")
    add("-j", "--jobs", type=jobs, default=-1, metavar="N", help="processes (all processors)")
    add("--resume", action="store_true", help="go on with a run that was broken off")
    add("--threshold", type=share, metavar="P", help="probability from which on a page is low")
    add("--precision", type=share, metavar="P",
        help="choose the threshold so that this share of the pages called low is low")  # fmt: skip
    add("--rejects", metavar="FILE", help="write the low pages there, with their evidence")
    add("--signals", action="store_true", help="add a column for each signal")
    add("--explain", action="store_true", help="add the evidence as JSON")
    add("--input-format", choices=FORMATS, help="when names do not tell, as for standard input")
    add("--html-column", default="html", metavar="NAME", help="column or key of the page")
    add("--url-column", default="url", metavar="NAME", help="column or key of its address")
    add("--id-column", default="id", metavar="NAME", help="column or key of its name")
    add("--isolate", action="store_true", help="use a worker process even for one job")
    add("-q", "--quiet", action="store_true", help="no progress bar, no summary")


def is_corpus(options: Namespace) -> bool:
    """Whether the pages are to be scored as a corpus, not one by one for a person."""
    asked = options.output or options.input_format or options.rejects or options.resume
    return bool(asked) or any(holds_many(name) for name in options.pages)


def scoring_options(options: Namespace, scorer: Scorer) -> ScoringOptions:
    """Return how the pages are to be scored."""
    html = "text" if options.text and options.html_column == "html" else options.html_column
    return ScoringOptions(
        html=html,
        url=options.url_column,
        id=options.id_column,
        text=options.text,
        signals=options.signals,
        explain=options.explain,
        threshold=_threshold(options, scorer),
        time_limit=options.time_limit,
    )


def _threshold(options: Namespace, scorer: Scorer) -> float | None:
    if options.precision is not None:
        try:
            return scorer.model.threshold_for(precision=options.precision, prior=options.prior)
        except ValueError as error:
            message = f"--precision: {error}"
            raise CorpusError(message) from error
    threshold: float | None = options.threshold
    return threshold
