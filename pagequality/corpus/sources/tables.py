"""Parquet and Arrow files, a few rows at a time; whole row groups are skipped on resume."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Final

from pagequality.corpus.items import BAD_RECORD, NO_COLUMN, Item, from_record
from pagequality.errors import CorpusError, MissingExtraError
from pagequality.tabular.failure import Failure
from pagequality.tabular.moments import FETCHED, moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pagequality.corpus.columns import Columns
    from pagequality.corpus.sources.base import Settings, Skip

ROWS: Final = 64
_BUFFER: Final = 1 << 20


def _arrow() -> Any:
    try:
        import pyarrow as pa  # noqa: PLC0415 - optional
        import pyarrow.ipc  # noqa: PLC0415
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as error:
        message = "Parquet and Arrow need pyarrow: pip install pyarrow (the extra [arrow])"
        raise MissingExtraError(message) from error
    return pa


def read_parquet(
    path: str, settings: Settings, skip: Skip, *, stream: IO[bytes] | None = None
) -> Iterator[Item]:
    """Yield the rows of a Parquet file; only the columns that are needed are decoded."""
    if stream is not None:
        message = "Parquet cannot be read from standard input; give a file"
        raise CorpusError(message)
    with _arrow().parquet.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as file:
        wanted, missing = _wanted(file.schema_arrow.names, settings)
        if missing:
            yield from _refuse(path, missing, skip)
            return
        number = 0
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            if skip.many(rows):
                number += rows
                continue
            end = number + rows
            try:
                for batch in file.iter_batches(ROWS, row_groups=[group], columns=wanted):
                    yield from _rows(batch, settings.columns, skip, path=path, first=number)
                    number += batch.num_rows
            except (OSError, ValueError) as error:
                yield from _lost(path, range(number, end), error, skip=skip)
            number = end


def read_arrow(
    path: str, settings: Settings, skip: Skip, *, stream: IO[bytes] | None = None
) -> Iterator[Item]:
    """Yield the rows of an Arrow file (IPC or Feather) or of an Arrow stream."""
    arrow = _arrow()
    source = arrow.memory_map(path) if stream is None else arrow.PythonFile(stream)
    with source:
        if stream is None and source.read(6) == b"ARROW1":
            reader = arrow.ipc.open_file(source)
            parts = _batches(reader)
        else:
            if stream is None:
                source.seek(0)
            reader = arrow.ipc.open_stream(source)
            parts = iter(reader)
        wanted, missing = _wanted(reader.schema.names, settings)
        if missing:
            yield from _refuse(path, missing, skip)
            return
        number = 0
        for part in parts:
            if isinstance(part, Exception):
                yield from _lost(path, range(number, number + 1), part, skip=skip)
                continue
            chosen = part.select(wanted)
            for start in range(0, chosen.num_rows, ROWS):
                rows, first = chosen.slice(start, ROWS), number + start
                yield from _rows(rows, settings.columns, skip, path=path, first=first)
            number += part.num_rows


def records(table: Any, columns: Columns) -> Iterator[Mapping[str, Any]]:
    """Return the rows of anything that streams Arrow batches, a few at a time.

    Raises:
        CorpusError: it lacks a column that was asked for.
    """
    reader = _arrow().RecordBatchReader.from_stream(table)
    if missing := columns.missing(reader.schema.names):
        raise CorpusError(missing)
    return _streamed(reader)


def _streamed(reader: Any) -> Iterator[Mapping[str, Any]]:
    for part in reader:
        for start in range(0, part.num_rows, ROWS):
            yield from _records(part.slice(start, ROWS))


def count(path: str, form: str) -> int | None:
    """Return the number of rows of a Parquet file, nothing for other formats."""
    if form != "parquet":
        return None
    try:
        return int(_arrow().parquet.read_metadata(path).num_rows)
    except (OSError, ValueError):
        return 1


def _wanted(names: list[str], settings: Settings) -> tuple[list[str], str]:
    """Return the columns to decode, and a complaint if the page's own is not there."""
    columns = settings.columns
    if missing := columns.missing(names):
        return [], missing
    dates = [name for name in FETCHED if name in names]
    return list(dict.fromkeys((*columns.present(names), *dates))), ""


def _refuse(path: str, why: str, skip: Skip) -> Iterator[Item]:
    if not skip.one():
        yield Item(path, failure=Failure(NO_COLUMN, why))


def _batches(reader: Any) -> Iterator[Any]:
    """Yield the batches of an Arrow file; for a damaged one, what is wrong with it."""
    for number in range(reader.num_record_batches):
        try:
            yield reader.get_batch(number)
        except (OSError, ValueError) as error:
            yield error


def _lost(path: str, rows: range, error: Exception, *, skip: Skip) -> Iterator[Item]:
    """Yield an item for each row that damage has taken."""
    for number in rows:
        if not skip.one():
            why = f"the row cannot be read, for the file is damaged: {error}"
            yield Item(f"{path}:{number}", failure=Failure(BAD_RECORD, why))


def _records(batch: Any) -> list[dict[str, Any]]:
    """Return rows; text that is no UTF-8 costs its bad bytes alone, not the rows beside it."""
    names = batch.schema.names
    columns = [
        _moments(column) if name in FETCHED else _cells(column)
        for name, column in zip(names, batch.columns, strict=True)
    ]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _moments(column: Any) -> list[Any]:
    """Return what a column says of when pages were fetched, whatever its type and its cells."""
    arrow = _arrow()
    if arrow.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if any(is_such(kind) for is_such in _plain_kinds(arrow)):
        return _cells(column)
    is_day = arrow.types.is_date(kind)
    if not is_day and not arrow.types.is_timestamp(kind):
        return [None] * len(column)
    zone = None if is_day else kind.tz
    seconds = column.cast(arrow.timestamp("s", zone), safe=False).cast(arrow.int64()).to_pylist()
    told = map(moment, seconds)
    return [text[:10] if is_day else text if zone else text.removesuffix("Z") for text in told]


def _plain_kinds(arrow: Any) -> tuple[Any, ...]:
    """Return what tells types whose cells are text or numbers."""
    types = arrow.types
    return types.is_string, types.is_large_string, types.is_integer, types.is_floating


def _cells(column: Any) -> list[Any]:
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        arrow = _arrow()
        wide = arrow.types.is_large_string(column.type)
        found = column.view(arrow.large_binary() if wide else arrow.binary()).to_pylist()
        return [None if cell is None else cell.decode("utf-8", "replace") for cell in found]


def _rows(batch: Any, columns: Columns, skip: Skip, *, path: str, first: int) -> Iterator[Item]:
    for i, record in enumerate(_records(batch), first):
        if not skip.one():
            yield from_record(record, columns, f"{path}:{i}")
