"""Frames of any library that narwhals knows: rows of a frame, and frames of rows."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from pagequality.errors import CorpusError, MissingExtraError
from pagequality.page.page import shown
from pagequality.tabular.formats import table
from pagequality.tabular.record import REASON
from pagequality.tabular.schema import Layout, all_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typing_extensions import TypeVar

    from pagequality.tabular.schema import Column, Row

    Frame = TypeVar("Frame", default=Any)
else:
    from typing import TypeVar

    Frame = TypeVar("Frame")

_PLAIN = Layout()


class Table(Protocol):
    """A pyarrow table as type checkers see it, for pyarrow has no types of its own."""

    @property
    def num_rows(self) -> int:
        """The number of rows."""

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""

    @property
    def schema(self) -> Any:
        """The names and types of the columns."""

    def __getitem__(self, key: str, /) -> Any:
        """Return a column."""

    def to_pylist(self) -> list[dict[str, Any]]:
        """Return the rows."""

    def to_pydict(self) -> dict[str, list[Any]]:
        """Return the columns."""

    def to_pandas(self) -> Any:
        """Return a frame of pandas."""


_MISSING: Final = frozenset(("NAType", "NaTType"))
"""Types of pandas that stand for nothing; it need not be installed."""
_PANDAS: Final = {"flag": "boolean", "reasons": "object"}
"""Types of pandas for kinds of columns that it would not choose by itself."""


def series(native: Any, name: str, values: Sequence[Any], *, kind: str) -> Any:
    """Make a column for a frame.

    pandas needs its nullable flags, or unknown would be false; its lists of records are objects.
    """
    nw = narwhals()
    if kind in _PANDAS and native.implementation.is_pandas_like():
        library = native.implementation.to_native_namespace()
        made = library.Series(list(values), name=name, dtype=_PANDAS[kind])
        return nw.from_native(made, series_only=True)
    kinds = {"text": nw.String(), "number": nw.Float64(), "flag": nw.Boolean()}
    kinds["reasons"] = nw.List(nw.Struct({part: kinds[type_] for part, type_ in REASON.items()}))
    return nw.new_series(name, list(values), kinds[kind], backend=native.implementation)


def known(value: Any) -> Any:
    """Return a cell as a plain value; what libraries put where one is missing is nothing.

    >>> known(float("nan")), known(np.True_), known(np.int64(404)), known("Tea")
    (None, True, 404, 'Tea')
    """
    if isinstance(value, np.generic):
        value = value.item()
    missing = type(value).__name__ in _MISSING or (isinstance(value, float) and math.isnan(value))
    return None if missing else value


def native_of(frame: Any, refusal: str) -> Any:
    """Return a frame as narwhals has it.

    Raises:
        CorpusError: it is none, which ``refusal`` says of the name of its type; it is one that has
            not been collected yet, or has two columns of one name.
    """
    kind = type(frame).__name__
    try:
        return narwhals().from_native(frame, eager_only=True)
    except TypeError as error:
        message = refusal.format(kind)
        if kind == "LazyFrame":
            message = "a LazyFrame holds no rows yet: give frame.collect()"
        raise CorpusError(message) from error
    except ValueError as error:
        twice = _twice(frame)
        message = (
            f"several columns of the frame are called {shown(twice)}: give each a name of its own"
            if twice
            else f"the {kind} cannot be read: {error}"
        )
        raise CorpusError(message) from error


def _twice(frame: Any) -> str:
    """Return the first name that a frame has for several columns; nothing where there is none."""
    names = Counter(map(str, getattr(frame, "column_names", None) or frame.columns))
    return next((name for name, number in names.items() if number > 1), "")


def rows_of(
    frame: Any, needed: Sequence[str], *, layout: Layout = _PLAIN
) -> Iterator[dict[str, Any]]:
    """Yield a frame's rows with the columns of a layout; a prefix of ``pq_`` is taken off."""
    native = native_of(frame, "scores are a file, several files, or a frame, not {}")
    plain = {name: name.removeprefix("pq_") for name in native.columns}
    missing = [name for name in needed if name not in plain.values()]
    if missing:
        message = f"these are no scores: there is no column {', '.join(missing)}"
        raise CorpusError(message)
    ours = {column.name for column in all_columns(layout)} | {"site"}
    chosen = [name for name in native.columns if plain[name] in ours]
    for row in native.select(chosen).iter_rows(named=True):
        yield {plain[name]: known(value) for name, value in row.items()}


def make(layout: Sequence[Column], rows: Sequence[Row], *, like: Any = None) -> Any:
    """Make a frame of the same type as ``like``, a pyarrow table without it."""
    if like is None:
        return table(layout, rows)
    nw = narwhals()
    cells = list(zip(*rows, strict=True)) or [()] * len(layout)
    data = {column.name: list(values) for column, values in zip(layout, cells, strict=True)}
    backend = nw.from_native(like, eager_only=True).implementation
    return nw.from_dict(data, backend=backend).to_native()


@cache
def narwhals() -> Any:
    """Import narwhals; `MissingExtraError` names the extra that brings it."""
    try:
        import narwhals.stable.v2 as nw  # noqa: PLC0415 - optional
    except ImportError as error:
        message = "frames need narwhals: pip install narwhals (the extra [frames])"
        raise MissingExtraError(message) from error
    return nw
