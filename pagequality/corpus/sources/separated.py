"""CSV and tab-separated files with a line of names: one page a row."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import IO, TYPE_CHECKING, Final

from pagequality.corpus.items import BAD_RECORD, NO_COLUMN, TRUNCATED, Item, from_record
from pagequality.corpus.sources.base import Settings, Skip, as_utf8, open_stream
from pagequality.tabular.failure import Failure
from pagequality.tabular.formats import LONGEST_CELL

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = LONGEST_CELL
_SEPARATORS: Final = ",;\t|"


def read(
    path: str, settings: Settings, skip: Skip, *, stream: IO[bytes] | None = None
) -> Iterator[Item]:
    """Yield one item a row; a file without a column of pages is one item that says so."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    number = 0
    with open_stream(path, stream) as file:
        lines = io.TextIOWrapper(as_utf8(file), "utf-8", "replace", newline="")
        try:
            first = lines.readline(LONGEST)
            names = next(csv.reader([first], delimiter=_separator(first)), [])
            if missing := settings.columns.missing(names):
                yield from _failed(path, NO_COLUMN, missing, skip=skip)
                return
            rest = iter(partial(lines.readline, LONGEST), "")
            for row in csv.reader(rest, delimiter=_separator(first)):
                number += 1
                if row and not skip.one():
                    yield _item(names, row, settings, name=f"{path}:{number}")
        except csv.Error as error:
            why = f"row {number + 1} cannot be read, nor what follows it: {error}"
            yield from _failed(path, BAD_RECORD, why, skip=skip)
        except EOFError as error:
            why = f"the compressed file breaks off after row {number}: {error}"
            yield from _failed(path, TRUNCATED, why, skip=skip)
        finally:
            lines.detach()


def _separator(line: str) -> str:
    r"""Tell what parts the names of a first line.

    >>> _separator("id;url;html"), _separator("id\thtml"), _separator("html")
    (';', '\t', ',')
    """
    return max(_SEPARATORS, key=line.count)


def _item(names: list[str], row: list[str], settings: Settings, *, name: str) -> Item:
    record = dict(zip(names, row, strict=False))
    if not record.get(settings.columns.html):
        record[settings.columns.html] = None  # type: ignore[assignment]
    return from_record(record, settings.columns, name)


def _failed(path: str, code: str, why: str, *, skip: Skip) -> Iterator[Item]:
    if not skip.one():
        yield Item(path, failure=Failure(code, why))
