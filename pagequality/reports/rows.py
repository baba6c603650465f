"""Rows of scores as reports read them: from files or a frame, checked, one after the other."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.errors import CorpusError
from pagequality.page.page import shown
from pagequality.tabular.formats import rows_in
from pagequality.tabular.frames import rows_of
from pagequality.tabular.schema import Layout, all_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pagequality.reports.cells import Row

_NEEDED: Final = ("url", "probability", "abstained", "error")
_ALL: Final = Layout(signals=True, explain=True)
_NAMES: Final = frozenset(("site", *(column.name for column in all_columns(_ALL))))


class Scores(NamedTuple):
    """Scores that can be read again and again.

    Attributes:
        names: of the files; empty for a frame.
        rows: begins to read, without the columns that are named.
    """

    names: tuple[str, ...]
    rows: Callable[[frozenset[str]], Iterator[Row]]


def scores_of(given: Any) -> Scores:
    """Return the scores in a file, several files, or a frame (pandas, polars or pyarrow)."""
    if isinstance(given, (str, Path)):
        given = [given]
    if isinstance(given, (list, tuple)):
        paths = [Path(path) for path in given]
        return Scores(tuple(map(str, paths)), lambda without: _in_files(paths, without))
    if given is None:
        message = "scores are a file, several files, or a frame, not None"
        raise TypeError(message)
    return Scores((), lambda _: map(_checked, rows_of(given, _NEEDED, layout=_ALL)))


def _in_files(paths: Sequence[Path], without: frozenset[str]) -> Iterator[Row]:
    for path in paths:
        for row in rows_in(path, wanted=_NAMES - without):
            yield _checked(row)


def _checked(row: Row) -> Row:
    """Refuse what is no row of scores; an unknown probability becomes ``None``."""
    missing = [name for name in _NEEDED if name not in row]
    if missing:
        message = f"these are no scores: there is no {', '.join(missing)}"
        raise CorpusError(message)
    url, chance = row["url"], row["probability"]
    if url is not None and not isinstance(url, str):
        message = f"these are no scores: url is {shown(str(url))}"
        raise CorpusError(message)
    if chance is None or (isinstance(chance, float) and math.isnan(chance)):
        return {**row, "probability": None}
    if not isinstance(chance, (int, float)) or not 0.0 <= chance <= 1.0:
        message = f"these are no scores: probability is {shown(str(chance))}"
        raise CorpusError(message)
    return row
