"""Rows -> Parquet, JSONL or CSV: write a part, join parts, read rows back."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Final, Protocol

from pagequality.errors import CorpusError, MissingExtraError
from pagequality.tabular.record import FLAGS, NUMBERS, REASON, SIGNAL
from pagequality.tabular.suffixes import SINKS, form_of
from pagequality.text.files import refuse_pipes
from pagequality.text.visible import cell, cell_text, json_text, whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pagequality.tabular.schema import Column, Row

ABOUT: Final = "pagequality"
"""The key of a Parquet schema under which a file says what it was made with."""
LONGEST_CELL: Final = 64_000_000
"""Characters of a cell of CSV; a longer one is none (a quote was never closed)."""


class Format(Protocol):
    """A way to keep rows in files that can be joined."""

    def write(self, path: Path, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Write one part."""

    def join(
        self,
        path: Path,
        columns: Sequence[Column],
        parts: Iterable[Path],
        *,
        about: Mapping[str, Any] | None = None,
    ) -> None:
        """Write one file of all parts, in order, holding one part in memory at most.

        ``about`` says what the file was made with; Parquet keeps it, in its schema.
        """

    def read(
        self, path: Path, *, wanted: Collection[str] | None = None
    ) -> Iterator[dict[str, Any]]:
        """Yield the rows of a part or of a joined file, unknown cells as ``None``.

        Columns that are not wanted are left out where that saves time.
        """


def format_of(path: Path) -> Format:
    """Choose by the file's name.

    >>> from pathlib import Path
    >>> type(format_of(Path("scores.csv.gz"))).__name__
    'Csv'
    """
    form = form_of(path.name)
    if form not in _FORMATS or path.name.lower().endswith(".zst"):
        message = f"cannot tell the format of {path}: name it {', '.join(SINKS)}"
        raise CorpusError(message)
    return _FORMATS[form]()


def rows_in(path: Path, *, wanted: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of scores, in whatever format it is.

    Args:
        path: the file.
        wanted: columns that matter, all if nothing is said: of Parquet no others are read.

    Raises:
        CorpusError: the file is missing, broken, or holds no rows.
    """
    form = format_of(path)
    try:
        refuse_pipes(path)
        for row in form.read(path, wanted=wanted):
            yield dict(row)
    except MissingExtraError:
        raise
    except Exception as error:  # each format's library raises what it likes
        reason = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
        message = f"cannot read {path}: {reason}"
        raise CorpusError(message) from error


class Parquet:
    """Parquet by pyarrow; each part becomes a row group."""

    def write(self, path: Path, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Write one part."""
        arrow = _arrow()
        arrow.parquet.write_table(table(columns, rows), path, compression="zstd")

    def join(
        self,
        path: Path,
        columns: Sequence[Column],
        parts: Iterable[Path],
        *,
        about: Mapping[str, Any] | None = None,
    ) -> None:
        """Copy part after part."""
        arrow = _arrow()
        kept = None if about is None else {ABOUT: json_text(dict(about))}
        whole = schema(columns).with_metadata(kept)
        with arrow.parquet.ParquetWriter(path, whole, compression="zstd") as writer:
            for part in parts:
                writer.write_table(arrow.parquet.read_table(part, schema=schema(columns)))

    def about(self, path: Path) -> dict[str, Any]:
        """Return what `join` was told of a file; nothing where it was told nothing."""
        kept = _arrow().parquet.read_schema(path).metadata or {}
        try:
            found = json.loads(kept.get(ABOUT.encode(), b"{}"))
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def read(
        self, path: Path, *, wanted: Collection[str] | None = None
    ) -> Iterator[dict[str, Any]]:
        """Yield the rows, with none but the wanted columns."""
        with _arrow().parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            chosen = [name for name in names if wanted is None or name in wanted]
            for batch in file.iter_batches(1024, columns=chosen):
                yield from batch.to_pylist()


class Jsonl:
    """One JSON object a line; gzip when the name says so."""

    def write(self, path: Path, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Write one part."""
        names = [column.name for column in columns]
        with _open(path, "wb") as file:
            for row in rows:
                file.write(json_line(names, row))

    def join(
        self,
        path: Path,
        columns: Sequence[Column],  # noqa: ARG002 - as in `Format`
        parts: Iterable[Path],
        *,
        about: Mapping[str, Any] | None = None,  # noqa: ARG002 - as in `Format`
    ) -> None:
        """Copy part after part; gzip files may be strung together as they are."""
        _concatenate(path, b"", parts)

    def read(
        self,
        path: Path,
        *,
        wanted: Collection[str] | None = None,  # noqa: ARG002 - as in `Format`
    ) -> Iterator[dict[str, Any]]:
        """Yield the rows."""
        with _open(path, "rb") as file:
            for line in file:
                yield json.loads(line)


class Csv:
    """Comma-separated values with one line of names; gzip when the name says so."""

    def write(self, path: Path, columns: Sequence[Column], rows: Sequence[Row]) -> None:  # noqa: ARG002 - as in `Format`
        """Write one part, without the names."""
        with _open(path, "wb") as file:
            file.write(csv_lines(rows))

    def join(
        self,
        path: Path,
        columns: Sequence[Column],
        parts: Iterable[Path],
        *,
        about: Mapping[str, Any] | None = None,  # noqa: ARG002 - as in `Format`
    ) -> None:
        """Write the names and copy part after part."""
        _concatenate(path, csv_lines([tuple(column.name for column in columns)]), parts)

    def read(
        self,
        path: Path,
        *,
        wanted: Collection[str] | None = None,  # noqa: ARG002 - as in `Format`
    ) -> Iterator[dict[str, Any]]:
        """Yield the rows of a joined file; flags and numbers become such again."""
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
        with _open(path, "rb") as file, io.TextIOWrapper(file, "utf-8", newline="") as text:
            for record in csv.DictReader(text, restkey="", strict=True):
                record.pop("", None)
                yield {name: _cell(name, value) for name, value in record.items()}


_FORMATS: Final[Mapping[str, type[Format]]] = {"parquet": Parquet, "jsonl": Jsonl, "csv": Csv}


def json_line(names: Sequence[str], row: Row) -> bytes:
    """Write a row as one line of JSON."""
    return json_text(dict(zip(names, row, strict=True))).encode() + b"\n"


def schema(columns: Sequence[Column]) -> Any:
    """Return the Arrow schema of some columns."""
    arrow = _arrow()
    types = {"text": arrow.string(), "number": arrow.float64(), "flag": arrow.bool_()}
    types["reasons"] = arrow.list_(
        arrow.struct([(name, types[kind]) for name, kind in REASON.items()])
    )
    return arrow.schema([(column.name, types[column.type]) for column in columns])


def table(columns: Sequence[Column], rows: Sequence[Row]) -> Any:
    """Return rows as an Arrow table."""
    arrow, kinds = _arrow(), schema(columns)
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [
        arrow.array([_clean(value) for value in values], field.type)
        for values, field in zip(cells, kinds, strict=True)
    ]
    return arrow.Table.from_arrays(arrays, schema=kinds)


def _clean(value: Any) -> Any:
    """Escape half surrogates, which UTF-8 cannot hold."""
    if isinstance(value, list):
        return [{name: _clean(cell) for name, cell in record.items()} for record in value]
    return whole(value) if isinstance(value, str) else value


def _cell(name: str, value: str | None) -> Any:
    """Return what a cell holds; a row that is too short has none."""
    if not value:
        return None
    if name in FLAGS:
        return value == "True"
    if name in NUMBERS or name.startswith(SIGNAL):
        with suppress(ValueError):
            return float(value)
    return cell_text(value)


def csv_lines(rows: Iterable[Row]) -> bytes:
    """Write rows as lines of comma-separated values."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_cells(row) for row in rows])
    return text.getvalue().encode()


def _cells(row: Row) -> list[Any]:
    texts = (json_text(value) if isinstance(value, list) else value for value in row)
    return [cell(value) if isinstance(value, str) else value for value in texts]


def _open(path: Path, mode: str) -> IO[bytes]:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, mode)  # type: ignore[return-value]
    return path.open(mode)


def _concatenate(path: Path, head: bytes, parts: Iterable[Path]) -> None:
    with path.open("wb") as out:
        out.write(gzip.compress(head) if head and path.name.lower().endswith(".gz") else head)
        for part in parts:
            with part.open("rb") as file:
                shutil.copyfileobj(file, out, 1 << 20)


def _arrow() -> Any:
    try:
        import pyarrow as pa  # noqa: PLC0415 - optional
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as error:
        message = "Parquet needs pyarrow: pip install pyarrow (or write .jsonl or .csv)"
        raise MissingExtraError(message) from error
    return pa
