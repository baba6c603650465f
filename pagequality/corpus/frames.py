"""Pages in memory: frames with columns added, iterables of verdicts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from pagequality.corpus import engine
from pagequality.corpus.items import Columns, Failure, Item, from_record
from pagequality.corpus.worker import Judge
from pagequality.errors import CorpusError, MissingExtraError
from pagequality.judge.scorer import shipped_scorer
from pagequality.judge.verdict import Verdict
from pagequality.page.notice import Notice
from pagequality.signals import NAMED_FAMILIES
from pagequality.tabular.formats import table
from pagequality.tabular.schema import Column, Row, Shape, all_columns, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TIME_LIMIT = 20.0
_WHO = 2


def score_frame(  # noqa: PLR0913 - each keyword is one plain choice of the caller's
    frame: Any,
    *,
    html: str = "html",
    url: str = "url",
    jobs: int = 1,
    scorer: Any = None,
    text: bool = False,
    signals: bool = False,
    explain: bool = False,
    threshold: float | None = None,
    prefix: str = "pq_",
    time_limit: float | None = TIME_LIMIT,
) -> Any:
    """Judge every page of a frame.

    Args:
        frame: pandas, polars or pyarrow, or whatever else narwhals knows.
        html: the column of the pages, text or bytes.
        url: the column of the addresses; need not be there.
        jobs: processes, ``-1`` for all processors.
        scorer: a `Scorer` of your own.
        text: the pages are extracted text, not HTML.
        signals: add a column for each signal.
        explain: add the evidence as JSON.
        threshold: probability from which on a page is called low.
        prefix: of the added columns.
        time_limit: seconds a page may take.

    Returns:
        The caller's type of frame, rows and index as they were, columns added.

    Raises:
        CorpusError: the frame has no such column.
    """
    nw = _narwhals()
    native = nw.from_native(frame, eager_only=True)
    shape = Shape(signals, explain, threshold)
    names = Columns(html, url, id="")
    if html not in native.columns:
        message = f"there is no column {html!r}; there are: {', '.join(native.columns)}"
        raise CorpusError(message)
    judge = Judge(scorer or shipped_scorer(), names, shape, text, time_limit)
    rows = _rows(native, judge, jobs)
    added = columns(shape)
    cells = list(zip(*rows, strict=True)) or [()] * len(added)
    series = [
        _series(native, prefix + column.name, values, kind=column.type)
        for column, values in zip(added, cells, strict=True)
    ]
    return native.with_columns(*series).to_native()


def _series(native: Any, name: str, values: Sequence[Any], *, kind: str) -> Any:
    """Make a column for a frame; pandas needs its nullable flags, or unknown would be false."""
    nw = _narwhals()
    if kind == "flag" and native.implementation.is_pandas_like():
        library = native.implementation.to_native_namespace()
        made = library.Series(list(values), name=name, dtype="boolean")
        return nw.from_native(made, series_only=True)
    kinds = {"text": nw.String(), "number": nw.Float64(), "flag": nw.Boolean()}
    return nw.new_series(name, list(values), kinds[kind], backend=native.implementation)


def _rows(native: Any, judge: Judge, jobs: int) -> list[Row]:
    """Judge the rows of a frame; a row for each."""
    names = judge.columns
    wanted = [name for name in (names.html, names.url) if name in native.columns]
    records = (
        dict(zip(wanted, record, strict=True))
        for record in native.select(wanted).iter_rows(named=False)
    )
    work = engine.batches(_item(record, names) for record in records)
    return [row[_WHO:] for batch in engine.run(judge, work, jobs=jobs) for row in batch]


def _item(record: dict[str, Any], names: Columns) -> Item:
    return from_record({name: _known(value) for name, value in record.items()}, names, "")


def _known(value: Any) -> Any:
    """Turn the ``nan`` that pandas puts for a missing page into nothing."""
    return None if isinstance(value, float) and math.isnan(value) else value


def score_many(
    pages: Iterable[Any],
    *,
    jobs: int = 1,
    scorer: Any = None,
    time_limit: float | None = TIME_LIMIT,
) -> Iterator[Verdict]:
    """Yield a verdict for each page, in order, reading no further ahead than needed.

    Args:
        pages: text, bytes, pairs of page and URL, or mappings with ``html`` and ``url``.
        jobs: processes, ``-1`` for all processors.
        scorer: a `Scorer` of your own.
        time_limit: seconds a page may take.

    Yields:
        A verdict a page. A page that took too long, crashed its worker or is no HTML has an
        abstained verdict whose notice says so.

    >>> [verdict.abstained for verdict in score_many(["<p>Too short."])]
    [True]
    """
    judge = Judge(scorer or shipped_scorer(), limit=time_limit, verdicts=True)
    first, second = itertools.tee(map(_page, pages))
    for batch in engine.run(judge, engine.batches(first), jobs=jobs):
        for found, item in zip(batch, second, strict=False):
            yield found if isinstance(found, Verdict) else failed(found, item.url)


def _page(page: Any) -> Item:
    if isinstance(page, Mapping):
        return from_record(page, Columns(), "")
    html, url = page if isinstance(page, tuple) else (page, "")
    return from_record({"html": html, "url": url}, Columns(), "")


def failed(failure: Failure, url: str = "") -> Verdict:
    """Return the verdict of a page that could not be judged at all.

    >>> failed(Failure("time limit", "the page took more than 20 s")).notices
    (('time limit', 'the page took more than 20 s'),)
    """
    return Verdict(
        probability=math.nan,
        abstained=True,
        notices=(Notice(failure.code, failure.message),),
        families=dict.fromkeys(NAMED_FAMILIES, math.nan),
        signals={},
        reasons=(),
        log_odds=math.nan,
        baseline=math.nan,
        remainder=math.nan,
        evidence={},
        url=url,
    )


def score_batch(batch: Any, judge: Judge, prefix: str = "pq_") -> Any:
    """Return an Arrow batch or table with the columns of its verdicts added.

    This is what the cluster engines run: in one process, no state but the judge's.
    """
    names = [name for name in (judge.columns.html, judge.columns.url) if name in batch.schema.names]
    records = batch.select(names).to_pylist()
    rows = [judge(_item(record, judge.columns))[_WHO:] for record in records]
    found = table(columns(judge.shape), rows)
    for name, cells in zip(found.column_names, found.columns, strict=True):
        whole = cells.combine_chunks() if hasattr(cells, "combine_chunks") else cells
        batch = batch.append_column(prefix + name, whole)
    return batch


def added_columns(shape: Shape, prefix: str = "pq_") -> list[tuple[str, str]]:
    """Return name and type (``text``, ``number``, ``flag``) of the columns of `score_batch`."""
    return [(prefix + column.name, column.type) for column in columns(shape)]


def rows_of(frame: Any, needed: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield a frame's rows that matter for a site report; a prefix of ``pq_`` is taken off."""
    native = _narwhals().from_native(frame, eager_only=True)
    plain = {name: name.removeprefix("pq_") for name in native.columns}
    missing = [name for name in needed if name not in plain.values()]
    if missing:
        message = f"these are no scores: there is no column {', '.join(missing)}"
        raise CorpusError(message)
    known = {column.name for column in all_columns(Shape())}
    chosen = [name for name in native.columns if plain[name] in known]
    for row in native.select(chosen).iter_rows(named=True):
        yield {plain[name]: _known(value) for name, value in row.items()}


def make(layout: Sequence[Column], rows: Sequence[Row], *, like: Any = None) -> Any:
    """Make a frame of the same type as ``like``, a pyarrow table without it."""
    if like is None:
        return table(layout, rows)
    nw = _narwhals()
    cells = list(zip(*rows, strict=True)) or [()] * len(layout)
    data = {column.name: list(values) for column, values in zip(layout, cells, strict=True)}
    backend = nw.from_native(like, eager_only=True).implementation
    return nw.from_dict(data, backend=backend).to_native()


@cache
def _narwhals() -> Any:
    try:
        import narwhals.stable.v2 as narwhals  # noqa: PLC0415 - optional
    except ImportError as error:
        message = "frames need narwhals: pip install 'pagequality[frames]'"
        raise MissingExtraError(message) from error
    return narwhals
