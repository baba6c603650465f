"""CSV and tab-separated files with a line of names: one page a row."""

from __future__ import annotations

import csv
import io
import re
from functools import partial
from itertools import chain
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from pagequality.corpus.items import BAD_RECORD, NO_COLUMN, TRUNCATED, Item, from_record
from pagequality.corpus.sources.base import Settings, Skip, as_utf8, open_stream
from pagequality.corpus.sources.headers import declared, separator
from pagequality.tabular.failure import Failure
from pagequality.tabular.formats import LONGEST_CELL

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = LONGEST_CELL
_END: Final = "\0"
"""A row of this alone stands behind the last one; it is inside of a cell that has no end."""


class Row(NamedTuple):
    """The cells of a row, and why they cannot be those of one row, if so."""

    cells: list[str]
    why: str


def read(
    path: str, settings: Settings, skip: Skip, *, stream: IO[bytes] | None = None
) -> Iterator[Item]:
    """Yield one item a row; a file without a column of pages is one item that says so.

    A row with a quote that is not closed, and has others in it, is one item that says so.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    number = 0
    with open_stream(path, stream) as file:
        lines = io.TextIOWrapper(as_utf8(file), "utf-8", "replace", newline="")
        try:
            first = lines.readline(LONGEST)
            told = declared(first)
            if told:
                first = lines.readline(LONGEST)
            parted_by = told or separator(first)
            names = next(csv.reader([first], delimiter=parted_by), [])
            if missing := settings.columns.missing(names):
                yield from _failed(path, NO_COLUMN, missing, skip=skip)
                return
            rest = iter(partial(lines.readline, LONGEST), "")
            for row in _rows(rest, parted_by):
                number += 1
                if not row.cells or skip.one():
                    continue
                name = f"{path}:{number}"
                if row.why:
                    yield Item(name, failure=Failure(BAD_RECORD, f"row {number} {row.why}"))
                else:
                    yield _item(names, row.cells, settings, name=name)
        except csv.Error as error:
            why = f"row {number + 1} cannot be read, nor what follows it: {error}"
            yield from _failed(path, BAD_RECORD, why, skip=skip)
        except EOFError as error:
            why = f"the compressed file breaks off after row {number}: {error}"
            yield from _failed(path, TRUNCATED, why, skip=skip)
        finally:
            lines.detach()


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    """Yield the rows; quotes within a line are taken as they come, as many files have them."""
    taken: list[str] = []

    def noted() -> Iterator[str]:
        """Hand lines on and note those of the row at hand."""
        for line in chain(lines, [_END]):
            taken.append(line)
            yield line

    for cells in csv.reader(noted(), delimiter=delimiter):
        if cells != [_END]:
            yield Row(cells, _not_one_row(taken, delimiter))
        taken.clear()


def _not_one_row(lines: list[str], delimiter: str) -> str:
    r"""Say why the lines of a row are not one; nothing when they are.

    A quote that ends a cell in the midst of its words may be a slip, but not where it stands as one
    that begins a cell: then the cell before it has no end.

    >>> _not_one_row(['1,"<p>Tea\n', '2,"<p>Milk"\n'], ",")
    'has a quote that is never closed, and the next row in it'
    >>> _not_one_row(['1,"<p>\n', '<a href="b">"\n'], ","), _not_one_row(['1,"a"b\n'], ",")
    ('', '')
    """
    if lines[-1] == _END:
        return "cannot be read, nor what follows it: it has a quote that is never closed"
    begins = re.compile(f'{re.escape(delimiter)}"[^"{re.escape(delimiter)}\r\n]')
    if len(lines) == 1 or _is_sound(lines, delimiter) or not begins.search("".join(lines[1:])):
        return ""
    return "has a quote that is never closed, and the next row in it"


def _is_sound(lines: list[str], delimiter: str) -> bool:
    """Whether every quote of a row begins a cell, ends one or is doubled."""
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def _item(names: list[str], row: list[str], settings: Settings, *, name: str) -> Item:
    record = dict(zip(names, row, strict=False))
    if not record.get(settings.columns.html):
        record[settings.columns.html] = None  # type: ignore[assignment]
    return from_record(record, settings.columns, name)


def _failed(path: str, code: str, why: str, *, skip: Skip) -> Iterator[Item]:
    if not skip.one():
        yield Item(path, failure=Failure(code, why))
