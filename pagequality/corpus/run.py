"""Score a corpus: from a source to a sink, resumable, in order, whatever the pages hold."""

from __future__ import annotations

import hashlib
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from logging import getLogger
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pagequality.arguments import need_whole_number
from pagequality.corpus import engine
from pagequality.corpus.interrupt import Stop
from pagequality.corpus.items import opened
from pagequality.corpus.memory import give_back
from pagequality.corpus.options import DEFAULT_OPTIONS, ScoringOptions, checked
from pagequality.corpus.output import Parts
from pagequality.corpus.progress import Progress, speed_told
from pagequality.corpus.sources import STDIN, Source, open_source
from pagequality.corpus.worker import PageWorker
from pagequality.errors import CorpusError
from pagequality.judge.verdict import LOW
from pagequality.page.page import shown
from pagequality.tabular.formats import csv_lines, json_line, rows_in
from pagequality.tabular.schema import all_columns
from pagequality.text.visible import visible, whole
from pagequality.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagequality.corpus.columns import Columns
    from pagequality.corpus.items import Item
    from pagequality.judge.scorer import Scorer
    from pagequality.tabular.schema import Row


PART_ROWS: Final = 5000
PART_SECONDS: Final = 30.0
_STDOUT: Final = "standard output"
_log = getLogger(__name__)


@dataclass(slots=True)
class CorpusRun:
    """What a run did; earlier runs that it resumed are counted in.

    Attributes:
        output: the file of scores.
        pages: rows written.
        judged: pages that got a probability.
        abstained: pages that could be read and not judged.
        low: judged pages at or above the threshold.
        threshold: probability from which on a page is low.
        errors: by code, pages without any verdict.
        example: the first of them.
        passed: by kind, records of an archive that are no pages and have no row (requests,
            revisits, metadata, DNS answers).
        resumed: rows that were there when this run began.
        seconds: what this run took.
        stopped_by: the signal that ended it early, 0 for none.
    """

    output: str
    pages: int = 0
    judged: int = 0
    abstained: int = 0
    low: int = 0
    threshold: float = LOW
    errors: Counter[str] = field(default_factory=Counter)
    example: str = ""
    passed: Counter[str] = field(default_factory=Counter)
    resumed: int = 0
    seconds: float = 0.0
    stopped_by: int = 0

    @property
    def share_low(self) -> float:
        """Share of judged pages that are low; ``nan`` without any."""
        return self.low / self.judged if self.judged else float("nan")

    @property
    def exit_code(self) -> int:
        """0 all fine, also where there was no page; 1 some are error rows; 130 or 143 stopped."""
        return 128 + self.stopped_by if self.stopped_by else int(bool(self.errors))

    def count(self, probability: float | None, error: str | None) -> None:
        """Take one row into account."""
        self.pages += 1
        if error is not None:
            self.errors[error.partition(":")[0]] += 1
            self.example = self.example or error
        elif probability is None:
            self.abstained += 1
        else:
            self.judged += 1
            self.low += probability >= self.threshold

    def __str__(self) -> str:
        speed = speed_told(self.pages - self.resumed, self.seconds)
        pace = f"; {speed} pages a second" if speed else ""
        example = f" (the first: {shown(self.example)})" if self.example else ""
        errors = f"{_listed(self.errors)}{example}" if self.errors else "none"
        others = f"; no pages: {_listed(self.passed)}" if self.passed else ""
        kept = "" if self.output == _STDOUT else ", resumable"
        ended = f"stopped early{kept}: " if self.stopped_by else ""
        low = f" ({self.share_low:.1%} low, from {self.threshold:.3g} on)" if self.judged else ""
        noun = "page" if self.pages == 1 else "pages"
        return (
            f"{ended}{self.pages} {noun} in {self.output}: {self.judged} judged{low}, "
            f"{self.abstained} abstained; errors: {errors}{others}{pace}"
        )


def _listed(counts: Counter[str]) -> str:
    """Write counts, the largest first.

    >>> _listed(Counter({"dns": 2, "request": 12}))
    '12 request, 2 dns'
    """
    return ", ".join(f"{number} {name}" for name, number in counts.most_common())


def score_corpus(  # noqa: PLR0913 - each keyword is one plain choice of the caller's
    source: Any,
    sink: str | Path,
    *,
    options: ScoringOptions = DEFAULT_OPTIONS,
    scorer: Scorer | None = None,
    n_jobs: int = -1,
    input_format: str = "",
    output_format: str = "jsonl",
    rejects: str | Path | None = None,
    resume: bool = False,
    progress: bool = True,
    part_rows: int = PART_ROWS,
    isolate: bool = False,
) -> CorpusRun:
    """Score every page of a corpus into a file.

    Args:
        source: a path, a list of paths (HTML, JSON, JSON lines, CSV, Parquet, Arrow, WARC,
            WACZ, folders of them),
            ``"-"`` for standard input, an Arrow table, or mappings with the columns of the
            options.
        sink: ``.parquet``, ``.jsonl[.gz]`` or ``.csv[.gz]``; ``"-"`` writes to standard
            output, which cannot be resumed.
        options: the columns of the pages, which columns to write, threshold and time limit.
        scorer: a `Scorer` of your own.
        n_jobs: processes, ``-1`` for all processors. With one, this process does the work.
        input_format: ``html``, ``jsonl``, ``json``, ``csv``, ``tsv``, ``parquet``, ``arrow``,
            ``warc`` or ``wacz``, when names do not tell.
        output_format: ``jsonl`` or ``csv``, of standard output; a file's name tells its own.
        rejects: a file for the pages that are low, with their evidence; needs a threshold.
        resume: go on with a run that was broken off; a finished one is left as it is, unless its
            input is standard input or in memory, which nothing tells from another: it is refused.
        progress: show a progress bar on standard error.
        part_rows: rows after which the work so far is safe from a crash.
        isolate: use a worker process even for one job.

    Returns:
        What was done; ``print`` it.

    Raises:
        TypeError: ``options`` are none, or a number is no number.
        CorpusError: the source or the sink cannot be used at all, a column is missing, or a run
            cannot be resumed.
    """
    options = checked(options)
    need_whole_number("part_rows", part_rows)
    engine.number_of_processes(n_jobs)  # refused before anything is made
    corpus = open_source(source, columns=options.columns, form=input_format, text=options.text)
    if not corpus.is_read_once:
        corpus.with_columns()
    worker = PageWorker(scorer, options, rejects=rejects is not None)
    work = _Run(corpus, worker, n_jobs=n_jobs, isolate=isolate, part_rows=part_rows)
    if not isinstance(sink, (str, PathLike)) or not str(sink):
        message = f"the sink is the path of a file, or '-', not {sink!r}"
        raise CorpusError(message)
    if str(sink) == STDIN:
        return work.to_stdout(output_format, progress=progress)
    return work.to(Path(sink), rejects=rejects, resume=resume, progress=progress)


@dataclass(eq=False)
class _Run:
    """One pass over a corpus."""

    corpus: Source
    worker: PageWorker
    n_jobs: int
    isolate: bool
    part_rows: int

    def to(
        self, sink: Path, *, rejects: str | Path | None, resume: bool, progress: bool
    ) -> CorpusRun:
        """Write to a file."""
        layout = self.worker.layout
        if layout.rejects and layout.threshold is None:
            message = "rejects need a threshold: which pages would be dropped?"
            raise CorpusError(message)
        where = None if rejects is None else Path(rejects)
        settings = {
            "input": self.corpus.fingerprint(),
            "columns or options": repr((layout, where is not None)),
            "model": _model_name(self.worker.scorer),
            "release": __version__,
        }
        about = self.worker.about()
        for name, value in about.items():
            _log.debug("made with %s: %s", name, visible(str(value)))
        self.corpus.keep_apart([sink, *filter(None, [where])])
        parts = Parts(sink, all_columns(layout), rejects=where, settings=settings, about=about)
        if resume and parts.output.exists() and not parts.folder.exists():
            parts.check_finished()
            self.refuse_unknown(parts.output)
            return self.finished(parts.output)
        parts.open(resume=resume)
        try:
            return self.to_parts(parts, progress=progress)
        except OSError as error:
            message = (
                f"cannot write {parts.output}: {error.strerror or error}; what was scored is kept "
                f"in {parts.folder}: make room and resume (resume=True, --resume)"
            )
            raise CorpusError(message) from error
        except CorpusError:
            parts.leave_nothing()
            raise
        finally:
            parts.close()

    def refuse_unknown(self, output: Path) -> None:
        """Refuse to take a finished file for that of an input which nothing tells from others."""
        if not self.corpus.is_named:
            message = (
                f"{output} is finished, and nothing tells whether it is of this input, which is no "
                "file: remove it, write to another file, or run without resuming"
            )
            raise CorpusError(message)

    def left(self, report: CorpusRun, before: Iterator[dict[str, Any]]) -> Iterator[Item]:
        """Count the rows that are there, and return the items that are left.

        What tells files from others is in the journal. Of an input that is no file the pages
        themselves are compared.

        Raises:
            CorpusError: the rows are of other pages.
        """
        named = self.corpus.is_named
        items = self.corpus.items(0, passed=report.passed)
        for row in before:
            report.count(row["probability"], row["error"])
            if not named and not _is_of(row, next(items, None), self.corpus.columns):
                message = (
                    f"row {report.pages} that is there is not of the page that is read now: resume "
                    f"with the same input, or remove the parts of {report.output} to begin anew"
                )
                raise CorpusError(message)
        return self.corpus.items(report.pages, passed=report.passed) if named else items

    def begin(self) -> None:
        """Look at the beginning of what can be read only once, now that scores have a place.

        Raises:
            CorpusError: a column is missing.
        """
        if self.corpus.is_read_once:
            self.corpus = self.corpus.with_columns()

    def results(self, items: Iterator[Item], stop: Stop) -> Iterator[list[Row]]:
        """Yield the rows batch by batch; nothing new is read once a signal has come."""
        pages = min(engine.PAGES, self.part_rows)
        work = _until(engine.batches(items, pages=pages), stop)
        return engine.run(self.worker, work, n_jobs=self.n_jobs, isolate=self.isolate)

    def report(self, output: Path | str) -> CorpusRun:
        """Begin to count."""
        return CorpusRun(str(output), threshold=self.worker.options.low_from)

    def to_parts(self, parts: Parts, *, progress: bool) -> CorpusRun:
        """Write part after part, then join them."""
        report = self.report(parts.output)
        self.begin()
        items = self.left(report, parts.rows_so_far())
        report.resumed = report.pages
        start, safe = time.monotonic(), time.monotonic()
        names = [column.name for column in parts.columns]
        low = names.index("low")
        bar = Progress(self.corpus.total() if progress else None, done=report.pages, show=progress)
        held: list[Row] = []
        with Stop() as stop:
            try:
                for rows in self.results(items, stop):
                    self.count(report, rows, names=names, bar=bar)
                    held += rows
                    if len(held) >= self.part_rows or time.monotonic() - safe > PART_SECONDS:
                        parts.add(held, [row for row in held if row[low]])
                        _log.info("%d pages are safe in %s", parts.rows, visible(str(parts.folder)))
                        held, safe = [], time.monotonic()
                        give_back()
            finally:
                bar.close()
            if held:
                parts.add(held, [row for row in held if row[low]])
            report.stopped_by = stop.number
            parts.join(done=not stop.number)
        report.seconds = time.monotonic() - start
        return report

    def to_stdout(self, form: str, *, progress: bool) -> CorpusRun:
        """Write JSON lines or CSV to standard output."""
        report = self.report(_STDOUT)
        self.begin()
        names = [column.name for column in all_columns(self.worker.layout)]
        items = self.corpus.items(passed=report.passed)
        start, bar = time.monotonic(), Progress(None, show=progress)
        if form == "csv":
            sys.stdout.buffer.write(csv_lines([tuple(names)]))
        with Stop() as stop:
            for rows in self.results(items, stop):
                self.count(report, rows, names=names, bar=bar)
                if form == "csv":
                    sys.stdout.buffer.write(csv_lines(rows))
                else:
                    sys.stdout.buffer.writelines(json_line(names, row) for row in rows)
                sys.stdout.flush()
            report.stopped_by = stop.number
        bar.close()
        report.seconds = time.monotonic() - start
        return report

    def count(self, report: CorpusRun, rows: list[Row], *, names: list[str], bar: Progress) -> None:
        """Take rows into the report and show how far it is."""
        probability, error = names.index("probability"), names.index("error")
        for row in rows:
            report.count(row[probability], row[error])
        bar.update(len(rows), errors=report.errors.total(), share_low=report.share_low)

    def finished(self, output: Path) -> CorpusRun:
        """Report on a run that needs no resuming."""
        report = self.report(output)
        for row in rows_in(output):
            report.count(row["probability"], row["error"])
        report.resumed = report.pages
        return report


def _is_of(row: dict[str, Any], item: Item | None, columns: Columns) -> bool:
    """Whether a row can be that of a page: by name and address, which an error may lack."""
    if item is None:
        return False
    page = opened(item, columns) if item.form == "json" else item
    told = (page.id, row["id"]), (page.url, row["url"])
    return bool(row["error"]) or all(_as_kept(one) == _as_kept(other) for one, other in told)


def _as_kept(text: str | None) -> str:
    """Return text as any format keeps it."""
    return visible(whole(text or ""))


def _until(work: Iterator[list[Any]], stop: Stop) -> Iterator[list[Any]]:
    """Hand on batches until a signal has come; one that waits for more input is woken."""
    while not stop.number:
        with stop.waking():
            batch = next(work, None)
        if batch is None:
            return
        yield batch


def _model_name(scorer: Any) -> str:
    model = getattr(scorer, "model", None)
    settings = (getattr(scorer, name, None) for name in ("prior", "parser", "limits"))
    phrases = repr(getattr(getattr(scorer, "matcher", None), "phrases", None))
    digest = hashlib.sha256(phrases.encode()).hexdigest()[:12]
    return f"{getattr(model, 'name', '')} {getattr(model, 'digest', '')} {(*settings, digest)}"
