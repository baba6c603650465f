"""From which probability on a report counts a page as low, and whence that is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.arguments import need_number
from pagequality.errors import CorpusError
from pagequality.judge.verdict import LOW
from pagequality.tabular.outputs import made_with

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKED, KEPT, USUAL = "as asked for", "kept with the scores", "the usual one: none is kept"
_SHOWN: Final = 5


class Threshold(NamedTuple):
    """A probability from which on a page is low, and whence it is."""

    value: float
    whence: str


def threshold_of(given: float | None, names: Sequence[str]) -> Threshold:
    """Return the threshold that was asked for, else that which is kept with the files of scores.

    Files that keep none go with the others; if none keeps one, or scores are a frame, it is that of
    `Verdict.is_low`.

    Args:
        given: what was asked for, if anything was.
        names: of the files; empty for a frame.

    Raises:
        TypeError: what was asked for is no number.
        ValueError: what was asked for is out of range.
        CorpusError: the files keep different ones, or one of them cannot be read.

    >>> threshold_of(0.9, ["scores.parquet"])
    Threshold(value=0.9, whence='as asked for')
    >>> threshold_of(None, [])
    Threshold(value=0.7, whence='the usual one: none is kept')
    """
    if given is not None:
        need_number("threshold", given)
        if not 0.0 < given <= 1.0:
            message = f"threshold must lie above 0 and be 1 at most, not {given:g}"
            raise ValueError(message)
        return Threshold(given, ASKED)
    found = sorted({kept for name in names if (kept := _kept(name)) is not None})
    if len(found) > 1:
        told = ", ".join(f"{kept:g}" for kept in found[:_SHOWN])
        message = (
            f"the scores were made with several thresholds ({told}): say which (threshold=, "
            "--threshold)"
        )
        raise CorpusError(message)
    return Threshold(found[0], KEPT) if found else Threshold(LOW, USUAL)


def _kept(name: str) -> float | None:
    """Return the threshold that is kept with a file; nothing where it is none."""
    kept = made_with(Path(name)).get("threshold")
    if isinstance(kept, bool) or not isinstance(kept, (int, float)):
        return None
    return float(kept) if 0.0 < kept <= 1.0 else None
