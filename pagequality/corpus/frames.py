"""Pages in memory: frames with columns added, iterables of verdicts, batches of an engine."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from pagequality.corpus import engine
from pagequality.corpus.columns import Columns
from pagequality.corpus.items import Item, from_record
from pagequality.corpus.options import DEFAULT_OPTIONS, TIME_LIMIT, ScoringOptions, checked
from pagequality.corpus.worker import PageWorker
from pagequality.errors import CorpusError
from pagequality.judge.unjudged import unjudged
from pagequality.judge.verdict import Verdict
from pagequality.page.notice import Notice
from pagequality.tabular.formats import table
from pagequality.tabular.frames import Frame, known, native_of, series
from pagequality.tabular.schema import Layout, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pagequality.judge.scorer import Scorer
    from pagequality.tabular.failure import Failure
    from pagequality.tabular.schema import Row

_WHO = 3
"""Cells that say who a page is, before those that come of judging it."""
_PAIR: Final = 2


def score_frame(
    frame: Frame,
    *,
    options: ScoringOptions = DEFAULT_OPTIONS,
    scorer: Scorer | None = None,
    n_jobs: int = 1,
    prefix: str = "pq_",
) -> Frame:
    """Judge every page of a frame.

    Args:
        frame: pandas, polars or pyarrow, or whatever else narwhals knows. Columns ``status`` and
            ``headers`` count where they are there.
        options: the columns of the pages, and which columns to add.
        scorer: a `Scorer` of your own.
        n_jobs: processes, ``-1`` for all processors.
        prefix: of the added columns; a column of the frame with the name of one is replaced.

    Returns:
        The caller's type of frame, rows and index as they were, columns added.

    Raises:
        CorpusError: it is no frame, has no such column, or two of one name.
    """
    options = checked(options)
    native = native_of(
        frame, "a frame is expected, not {}; for pages by themselves there is score_many"
    )
    check_columns(options.columns, native.columns)
    rows = _rows(native, PageWorker(scorer, options), n_jobs)
    added = columns(options.layout())
    cells = list(zip(*rows, strict=True)) or [()] * len(added)
    new = [
        series(native, prefix + column.name, values, kind=column.type)
        for column, values in zip(added, cells, strict=True)
    ]
    scored: Frame = native.with_columns(*new).to_native()
    return scored


def check_columns(columns: Columns, names: Iterable[str]) -> None:
    """Refuse a frame without the column of the pages, or another that was asked for.

    >>> check_columns(Columns(), ["url", "body"])
    Traceback (most recent call last):
        ...
    pagequality.errors.CorpusError: there is no column 'html'; there are: url, body
    """
    names = list(names)
    if missing := columns.missing(names):
        number = next((name for name in names if not isinstance(name, str)), None)
        if number is not None:
            missing += (
                f". Columns need names: frame.rename(columns={{{number!r}: {columns.html!r}}})"
            )
        raise CorpusError(missing)


def _rows(native: Any, worker: PageWorker, n_jobs: int) -> list[Row]:
    """Judge the rows of a frame; a row for each."""
    columns_ = worker.options.columns
    wanted = columns_.present(native.columns)
    records = (
        dict(zip(wanted, record, strict=True))
        for record in native.select(wanted).iter_rows(named=False)
    )
    work = engine.batches(_item(record, columns_) for record in records)
    return [row[_WHO:] for batch in engine.run(worker, work, n_jobs=n_jobs) for row in batch]


def _item(record: dict[str, Any], names: Columns) -> Item:
    return from_record({name: known(value) for name, value in record.items()}, names, "")


def score_many(
    pages: Iterable[Any],
    *,
    n_jobs: int = 1,
    scorer: Scorer | None = None,
    time_limit: float | None = TIME_LIMIT,
) -> Iterator[Verdict]:
    """Yield a verdict for each page, in order, reading no further ahead than needed.

    Args:
        pages: text, bytes, pairs of page and URL, or mappings with ``html`` and ``url``.
        n_jobs: processes, ``-1`` for all processors.
        scorer: a `Scorer` of your own.
        time_limit: seconds a page may take.

    Returns:
        A verdict a page. A page that took too long, crashed its worker or is no HTML has an
        abstained verdict whose notice says so.

    Raises:
        TypeError: it is one page, not many.

    >>> [verdict.label for verdict in score_many(["<p>Too short."])]
    ['not judged']
    """
    if isinstance(pages, (str, bytes, Mapping)):
        message = f"many pages are expected, such as a list; this is one {type(pages).__name__}"
        raise TypeError(message)
    return _verdicts(pages, n_jobs=n_jobs, scorer=scorer, time_limit=time_limit)


def _verdicts(
    pages: Iterable[Any], *, n_jobs: int, scorer: Scorer | None, time_limit: float | None
) -> Iterator[Verdict]:
    worker = PageWorker(scorer, ScoringOptions(time_limit=time_limit), verdicts=True)
    first, second = itertools.tee(map(_page, pages))
    for batch in engine.run(worker, engine.batches(first), n_jobs=n_jobs):
        for found, item in zip(batch, second, strict=False):
            yield found if isinstance(found, Verdict) else failed(found, item.url)


def _page(page: Any) -> Item:
    if isinstance(page, Mapping):
        return from_record(page, Columns(), "")
    html, url = page if isinstance(page, tuple) and len(page) == _PAIR else (page, "")
    return from_record({"html": html, "url": url}, Columns(), "")


def failed(failure: Failure, url: str = "") -> Verdict:
    """Return the verdict of a page that could not be judged at all.

    >>> from pagequality.tabular.failure import Failure
    >>> failed(Failure("time limit", "the page took more than 20 s")).notices
    (Notice(code='time limit', message='the page took more than 20 s'),)
    """
    return unjudged(Notice(failure.code, failure.message), url)


def score_batch(batch: Any, worker: PageWorker, *, prefix: str, keep_html: bool) -> Any:
    """Return an Arrow batch or table with the columns of its verdicts added.

    This is what the cluster engines run: in one process, no state but the worker's.

    Raises:
        CorpusError: the batch has no column of pages.
    """
    places = worker.options.columns
    check_columns(places, batch.schema.names)
    records = batch.select(places.present(batch.schema.names)).to_pylist()
    rows = [worker(_item(record, places))[_WHO:] for record in records]
    found = table(columns(worker.layout), rows)
    for name, cells in zip(found.column_names, found.columns, strict=True):
        whole = cells.combine_chunks() if hasattr(cells, "combine_chunks") else cells
        batch = batch.append_column(prefix + name, whole)
    return batch if keep_html else batch.drop_columns([places.html])


def added_columns(layout: Layout, prefix: str) -> list[tuple[str, str]]:
    """Return name and type (``text``, ``number``, ``flag``) of the columns of `score_batch`."""
    return [(prefix + column.name, column.type) for column in columns(layout)]
