"""Held-out scores of the shipped recipe, kept so that reports share them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.cache import cache_of
from models.judge.bench import Bench
from models.judge.cross_validation import cross_validate
from models.judge.settings import chosen

if TYPE_CHECKING:
    from pathlib import Path

    from models.judge.labelled import Labelled
    from pagequality.text.arrays import Floats, Ints


class HeldOut(NamedTuple):
    """Pages with a binary label, and what a judge that never saw their sites says of them.

    Attributes:
        bench: the folds behind it.
        sums: log-odds by source (``"html"``, ``"text"``), of ``"swapped"`` pages, and what each of
            the ``"families"`` adds to those of a page's HTML.
    """

    bench: Bench
    sums: dict[str, Floats]

    @property
    def labelled(self) -> Labelled:
        """All measured pages."""
        return self.bench.labelled

    @property
    def rows(self) -> Ints:
        """The rows of those with a label."""
        return self.bench.rows

    @property
    def labels(self) -> Ints:
        """1 for low, 0 for honest."""
        return self.labelled.low[self.rows].astype(int)


def held_out(data: Path) -> HeldOut:
    """Return the held-out log-odds of the folds of `bench`."""
    settings = chosen()
    bench = Bench(data, settings)
    cache = cache_of("models.judge.cross_validation", data, settings=settings)
    return HeldOut(bench, cache.arrays("held-out", lambda: cross_validate(bench)))
