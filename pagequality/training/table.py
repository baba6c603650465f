"""Many pages as a table: what holds pages, and one row of signals for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from pagequality.judge.vector import vector
from pagequality.page.page import Page
from pagequality.reading import read
from pagequality.signals import NAMES, SIGNALS

if TYPE_CHECKING:
    from pagequality.reading.limits import Limits
    from pagequality.text.arrays import Floats


def measure(pages: list[Any], *, parser: str, limits: Limits) -> Floats:
    """Return one row of signals a page; what is no `Page` yet is read.

    >>> from pagequality.reading.limits import Limits
    >>> table = measure([b"<p>Tea", read_text("Beans")], parser="lexbor", limits=Limits())
    >>> rows = [vector(read("<p>Tea")), vector(read_text("Beans"))]
    >>> np.array_equal(table, rows, equal_nan=True), np.array_equal(rows[0], rows[1])
    (True, False)
    """
    table = np.empty((len(pages), len(NAMES)))
    for row, page in zip(table, pages, strict=True):
        _refuse_parts(page)
        ready = page if isinstance(page, Page) else read(page, parser=parser, limits=limits)
        row[:] = vector(ready)
    return table


def _refuse_parts(page: Any) -> None:
    """Refuse a page with its address beside it: many of them look like a table of columns."""
    if isinstance(page, (tuple, Mapping)):
        message = (
            f"a page is HTML or a Page, not {type(page).__name__}: what is known of it beside its "
            "HTML goes into pagequality.read(html, url=..., headers=..., status=...)"
        )
        raise TypeError(message)


def holds_pages(pages: Any) -> bool:
    """Whether the first element is a page; of a table, that of its only column.

    >>> holds_pages(["<p>Tea"]), holds_pages(np.zeros((2, 3))), holds_pages([])
    (True, False, False)
    """
    if not _is_table(pages):
        return np.iterable(pages) and _is_page(next(iter(pages), None))
    if 0 in pages.shape or pages.shape[1] > 1 or hasattr(pages, "toarray"):
        return False
    return _is_page(np.asarray(pages[:1])[0][0])


def listed(pages: Any) -> list[Any]:
    """Return pages as a list.

    Raises:
        ValueError: it is one page, or a table of more than pages.

    >>> listed(page for page in ("<p>Tea", "<p>Beans"))
    ['<p>Tea', '<p>Beans']
    """
    if _is_page(pages) or isinstance(pages, Mapping):
        message = f"many pages are expected, such as a list; this is one {type(pages).__name__}"
        raise ValueError(message)
    if not _is_table(pages):
        return list(pages)
    if pages.shape[1] != 1:
        raise ValueError(_several(pages))
    return list(np.asarray(pages)[:, 0])


def refuse_mixed(table: Any) -> None:
    """Refuse a table that holds pages beside other columns: which of them is meant?

    >>> refuse_mixed(np.array([["<p>Tea", "https://a.example/"]]))
    Traceback (most recent call last):
        ...
    ValueError: one column of pages is expected, not a table of 2
    """
    if isinstance(table, (list, tuple)) and table and _holds_parts(table[0]):
        _refuse_parts(table[0])
    if not _is_table(table) or 0 in table.shape or hasattr(table, "toarray"):
        return
    if any(_is_page(value) for value in np.asarray(table[:1])[0]):
        raise ValueError(_several(table))


def _holds_parts(row: Any) -> bool:
    """Whether a row is a page with what is known of it, not numbers."""
    if isinstance(row, Mapping):
        return True
    return isinstance(row, tuple) and any(_is_page(value) for value in row)


def _several(table: Any) -> str:
    names = ", ".join(map(str, getattr(table, "columns", ())))
    told = f": choose one of {names}" if names else ""
    return f"one column of pages is expected, not a table of {table.shape[1]}{told}"


def holds_signals(table: Floats) -> bool:
    """Whether a table can be the extractor's: its width, and each value in its signal's range.

    >>> row = vector(read("<p>Tea"))[None]
    >>> holds_signals(row), holds_signals(row[:, 1:]), holds_signals(row - 1000.0)
    (True, False, False)
    """
    if table.shape[1] != len(NAMES):
        return False
    low = np.array([signal.low for signal in SIGNALS], float)
    high = np.array([signal.high for signal in SIGNALS], float)
    return not ((table < low) | (table > high)).any()


def _is_page(value: Any) -> bool:
    kinds = (str, bytes, bytearray, memoryview, Page)
    return isinstance(value, kinds) or hasattr(value, "find_all")


def _is_table(value: Any) -> bool:
    return len(getattr(value, "shape", ())) == 2  # noqa: PLR2004 - rows and columns
