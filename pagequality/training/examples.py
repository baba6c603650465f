"""Labelled pages as arrays, and folds of them that never part a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

if TYPE_CHECKING:
    from pagequality.text.arrays import Array, Floats, Hashes, Ints


@dataclass(frozen=True, eq=False)
class Examples:
    """Labelled pages as arrays.

    Attributes:
        vectors: by source (``"html"``, ``"text"``) one row of signals a page.
        labels: 1 for low, 0 for honest, -1 for pages that teach the wording models alone.
        groups: pages of one group never stand on both sides of a fold.
        weights: how much each page counts in fitting.
        usual: how much each counts in the mix that probabilities are calibrated for.
        words: by source and view (``"body"``, ``"title"``, ``"headings"``) the word hashes of each
            page; empty when the wording models are to stay as they are.
        aspects: what the wording models learn, one row a page, one column an aspect of
            `aspects.TARGETS`; needed where there are words.
        page_types: the type of each page, as `Page.page_type` has it, if that is known.
    """

    vectors: dict[str, Floats]
    labels: Ints
    groups: Array
    weights: Floats
    usual: Floats
    words: dict[str, dict[str, list[Hashes]]]
    aspects: Floats | None = None
    page_types: Array | None = None

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def types(self) -> Array:
        """The type of each page, empty where it is unknown."""
        return np.full(len(self), "") if self.page_types is None else self.page_types

    def take(self, rows: Ints) -> Examples:
        """Return some of the examples."""
        return Examples(
            {source: table[rows] for source, table in self.vectors.items()},
            self.labels[rows],
            self.groups[rows],
            self.weights[rows],
            self.usual[rows],
            {source: {view: [texts[i] for i in rows] for view, texts in views.items()}
             for source, views in self.words.items()},
            None if self.aspects is None else self.aspects[rows],
            self.types[rows],
        )  # fmt: skip


def joined(first: Examples, second: Examples) -> Examples:
    """Return the examples of both, those of the first first; both need aspects or neither."""
    both = [part.aspects for part in (first, second) if part.aspects is not None]
    return Examples(
        {source: np.concatenate([table, second.vectors[source]])
         for source, table in first.vectors.items()},
        np.concatenate([first.labels, second.labels]),
        np.concatenate([first.groups, second.groups]),
        np.concatenate([first.weights, second.weights]),
        np.concatenate([first.usual, second.usual]),
        {source: {view: [*texts, *second.words[source][view]] for view, texts in views.items()}
         for source, views in first.words.items()},
        np.concatenate(both) if both else None,
        np.concatenate([first.types, second.types]),
    )  # fmt: skip


def folds(examples: Examples, count: int, seed: int) -> list[tuple[Ints, Ints]]:
    """Part examples into training and test rows, no group on both sides."""
    fewest = int(np.bincount(examples.labels[examples.labels >= 0], minlength=2).min())
    count = min(count, len(np.unique(examples.groups)), fewest)
    splitter = StratifiedGroupKFold(count, shuffle=True, random_state=seed)
    return list(splitter.split(examples.labels, examples.labels, examples.groups))
