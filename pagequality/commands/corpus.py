"""What ``pagequality score`` does with a corpus: its options, and how it is run."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

from pagequality.commands.base import MISUSE, log, scorer_of, share

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from pagequality.judge.scorer import Scorer

_CORPUS: Final = re.compile(
    r"\.(?:(?:jsonl|ndjson|warc|wet)(?:\.gz|\.zst)?|parquet|pq|arrow|arrows|feather|ipc)$",
    re.IGNORECASE,
)
_FORMATS: Final = ("html", "jsonl", "parquet", "arrow", "warc")
_NEEDS_OUTPUT: Final = ("rejects", "resume")
_TIME_LIMIT: Final = 20.0


def add_corpus_options(parser: ArgumentParser) -> None:
    """Add what a corpus takes."""
    group = parser.add_argument_group(
        "corpora", "JSONL, Parquet, Arrow, WARC and folders of them; see also `pagequality sites`"
    )
    add = group.add_argument
    add("-o", "--output", metavar="FILE", help="write .parquet, .jsonl[.gz] or .csv[.gz] there")
    add("-j", "--jobs", type=int, default=-1, metavar="N", help="processes (all processors)")
    add("--resume", action="store_true", help="go on with a run that was broken off")
    add("--threshold", type=share, metavar="P", help="probability from which on a page is low")
    add("--precision", type=share, metavar="P",
        help="choose the threshold so that this share of the pages called low is low")  # fmt: skip
    add("--rejects", metavar="FILE", help="write the low pages there, with their evidence")
    add("--signals", action="store_true", help="add a column for each signal")
    add("--explain", action="store_true", help="add the evidence as JSON")
    add(
        "--time-limit", type=float, default=_TIME_LIMIT, metavar="S", help="seconds a page may take"
    )
    add("--input-format", choices=_FORMATS, help="when names do not tell, as for standard input")
    add("--html-column", default="html", metavar="NAME", help="column or key of the page")
    add("--url-column", default="url", metavar="NAME", help="column or key of its address")
    add("--id-column", default="id", metavar="NAME", help="column or key of its name")
    add("--isolate", action="store_true", help="use a worker process even for one job")
    add("-q", "--quiet", action="store_true", help="no progress bar, no summary")


def is_corpus(options: Namespace) -> bool:
    """Whether the pages are to be scored as a corpus, not one by one for a person."""
    named = any(_CORPUS.search(name) for name in options.pages)
    return (
        bool(options.output or options.input_format or options.rejects or options.resume) or named
    )


def run_corpus(options: Namespace) -> int:
    """Score the corpus; return the exit code."""
    if options.url:
        log("--url is for a single page")
        return MISUSE
    for name in _NEEDS_OUTPUT:
        if getattr(options, name) and not options.output:
            log(f"--{name} needs --output")
            return MISUSE
    from pagequality.corpus import score_corpus  # noqa: PLC0415 - only when it is needed

    scorer = scorer_of(options)
    report = score_corpus(
        options.pages,
        options.output or "-",
        jobs=options.jobs,
        scorer=scorer,
        html="text" if options.text and options.html_column == "html" else options.html_column,
        url=options.url_column,
        id=options.id_column,
        form=options.input_format or "",
        text=options.text,
        signals=options.signals,
        explain=options.explain,
        threshold=_threshold(options, scorer),
        rejects=options.rejects,
        resume=options.resume,
        time_limit=options.time_limit,
        progress=not options.quiet and sys.stderr.isatty(),
        isolate=options.isolate,
    )
    if not options.quiet:
        log(str(report))
    return report.exit_code


def _threshold(options: Namespace, scorer: Scorer) -> float | None:
    if options.precision is not None:
        return scorer.model.threshold_for(precision=options.precision, prior=options.prior)
    threshold: float | None = options.threshold
    return threshold
