"""The labelled pages, the folds of whole sites, and what the wording models say inside each.

Everything that is compared or reported is judged on these folds. Wording models are fitted on a
fold's training part, invented pages included; its training pages get out-of-fold scores. The pages
of `swaps` whose content and template are both held out are scored beside the test pages.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from joblib import Parallel, delayed

from models.cache import cache_of
from models.judge.measured import measured
from models.judge.seed_pages import with_seeds
from models.judge.settings import FOLDS, SEED
from models.judge.swaps import Swapped, swapped
from pagequality.training.examples import Examples, folds, joined
from pagequality.training.wording import with_wording

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.judge.labelled import Labelled
    from models.judge.settings import Chosen
    from pagequality.text.arrays import Array, Ints

T = TypeVar("T")


class Fold(NamedTuple):
    """A fold's pages, wording scores in their vectors.

    Attributes:
        train: pages that teach.
        test: pages held out, in the order of the fold's rows.
        swapped: contents in templates of other pages, both held out.
    """

    train: Examples
    test: Examples
    swapped: Examples


def on_each_fold(bench: Bench, judge: Callable[[Bench, int], T]) -> list[T]:
    """Return what a function of a bench and the number of a fold gives, all folds at once."""
    found: list[T] = Parallel(-1)(delayed(judge)(bench, i) for i in range(len(bench.parts)))
    return found


class Bench:
    """Labelled pages and their folds."""

    def __init__(self, folder: Path, settings: Chosen) -> None:
        self.folder = folder
        self.settings = settings
        self.cache = cache_of(
            __name__, folder, settings=(settings.ridge, settings.exponent, settings.networks)
        )

    @cached_property
    def labelled(self) -> Labelled:
        """The measured pages."""
        return measured(self.folder)

    @cached_property
    def rows(self) -> Ints:
        """Rows with a binary label."""
        return np.flatnonzero(self.labelled.low >= 0)

    @cached_property
    def examples(self) -> Examples:
        """All of them."""
        return self.of(self.rows)

    @cached_property
    def parts(self) -> list[tuple[Ints, Ints]]:
        """The folds: places in `rows`, the held out ones ascending."""
        parts = folds(self.examples, FOLDS, SEED)
        return [(inside, np.sort(outside)) for inside, outside in parts]

    @cached_property
    def swaps(self) -> list[Swapped]:
        """Contents in other pages' templates, fold by fold."""
        return swapped(self.folder, self.labelled, [self.rows[out] for _, out in self.parts])

    def of(self, rows: Ints) -> Examples:
        """Return some pages as examples with these settings."""
        settings = self.settings
        return self.labelled.examples(rows, exponent=settings.exponent, networks=settings.networks)

    def teaching(self, inside: Ints, away: Ints) -> Examples:
        """Return training rows with these settings; see `Labelled.teaching`."""
        settings = self.settings
        return self.labelled.teaching(
            inside, away, exponent=settings.exponent, networks=settings.networks
        )

    def usual(self, places: Ints) -> Ints:
        """Return those places that are of the usual mix: the pages that teach more than wording."""
        return places[self.labelled.usual[self.rows[places]]]

    def fold(self, number: int) -> Fold:
        """Return a fold with the wording scores of models fitted on its training part."""
        inside, outside = self.parts[number]
        test, moved = self.examples.take(outside), self.swaps[number].examples

        def make() -> dict[str, Array]:
            known = with_seeds(self.teaching(self.rows[inside], self.rows[outside]))
            _, train, others = with_wording(
                known, joined(test, moved), SEED, ridge=self.settings.ridge
            )
            assert others is not None
            arrays = {f"train/{source}": table for source, table in train.vectors.items()}
            return arrays | {f"test/{source}": table for source, table in others.vectors.items()}

        arrays = self.cache.arrays(f"fold-{number}", make)
        train = _with(with_seeds(self.examples.take(self.usual(inside))), arrays, "train")
        both = _with(joined(test, moved), arrays, "test")
        rows = np.arange(len(both))
        return Fold(train, both.take(rows[: len(test)]), both.take(rows[len(test) :]))


def _with(examples: Examples, arrays: dict[str, Array], part: str) -> Examples:
    vectors = {source: arrays[f"{part}/{source}"] for source in examples.vectors}
    return replace(examples, vectors=vectors, words={}, aspects=None)
