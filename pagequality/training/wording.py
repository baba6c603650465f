"""Fitting the wording models: ridge regression on words and word pairs of labelled pages.

Wording scores that a page's own label helped to fit would flatter the wording signals, so training
pages get out-of-fold scores. How rare words are is counted once over all training pages, labels
apart: so the pages are compared with each other once, and every fold solves a part of that table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import linalg, sparse

from pagequality.learned.wording.aspects import LONGEST, VIEWS, columns_of, of_view
from pagequality.learned.wording.features import BITS, bag
from pagequality.learned.wording.model import WordingModel
from pagequality.signals import NAMES
from pagequality.signals.wording import LEAST, MOST
from pagequality.training.examples import folds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pagequality.text.arrays import Floats, Floats32, Hashes, Ints
    from pagequality.training.examples import Examples

RIDGE: Final = dict(zip(VIEWS, (0.1, 1.0, 1.0, 0.1), strict=True))
"""How far the wording model of each view is held back from following its pages."""
_LIGHTEST: Final = 1e-3
_FEWEST: Final = 3
"""A word of fewer training pages teaches nothing."""
_OFTEN: Final = 0.02
_FOLDS: Final = 5


@dataclass(frozen=True, eq=False)
class Compared:
    """Training pages as unit vectors of their words, and how alike each is to each.

    Attributes:
        idf: rarity of each bucket.
        matrix: one row a page, sparse.
        alike: the cosine of every two pages.
        longest: words of the longest runs that are read.
    """

    idf: Floats32
    matrix: Any
    alike: Floats32
    longest: int

    def learn(self, rows: Ints, aspects: Floats, weights: Floats, *, ridge: float) -> WordingModel:
        """Fit the wording model of one view on some of the pages, by ridge regression.

        There are fewer pages than buckets, so it is solved in the space of the pages, once for all
        aspects.
        """
        milder = np.sqrt(weights)
        milder = np.maximum(milder / milder.mean(), _LIGHTEST)
        bias = np.average(aspects, axis=0, weights=milder)
        system = self.alike[np.ix_(rows, rows)]
        system[np.diag_indices_from(system)] += ridge / milder
        solved = linalg.solve(system, aspects - bias, assume_a="pos", overwrite_a=True)
        weight = self.matrix[rows].T @ solved
        return WordingModel(
            self.idf, weight.astype(np.float32), bias.astype(np.float32), self.longest
        )


def compared(texts: Sequence[Hashes], longest: int) -> Compared:
    """Compare pages by their bags of words and runs of words."""
    bags = [bag(words, longest) for words in texts]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in bags)])
    columns = np.concatenate([buckets for buckets, _ in bags]).astype(np.int64)
    values = np.concatenate([counts for _, counts in bags])
    seen = np.bincount(columns, minlength=1 << BITS)
    idf = np.where(seen >= _FEWEST, np.log(len(bags) / np.maximum(seen, 1)) + 1.0, 0.0)
    matrix = sparse.csr_matrix((values * idf[columns], columns, ends), (len(bags), 1 << BITS))
    norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    matrix = (sparse.diags(1.0 / np.where(norm, norm, 1.0)) @ matrix).tocsr()
    return Compared(idf.astype(np.float32), matrix, _cosines(matrix, seen), longest)


def _cosines(matrix: Any, seen: Ints) -> Floats32:
    """Return the products of every two rows; columns that many rows have are multiplied dense."""
    often = seen > _OFTEN * matrix.shape[0]
    dense = matrix[:, np.flatnonzero(often)].toarray().astype(np.float32)
    rest = matrix[:, np.flatnonzero(~often)].astype(np.float32)
    alike: Floats32 = dense @ dense.T + (rest @ rest.T).toarray()
    return alike


def with_wording(
    train: Examples,
    test: Examples | None,
    seed: int,
    *,
    ridge: Mapping[str, float] = RIDGE,
) -> tuple[dict[str, WordingModel], Examples, Examples | None]:
    """Fit the wording models and write their scores into the vectors of both sets.

    They learn from the first source, and read the words of all. The training pages get
    out-of-fold scores, the test pages those of the full fit. Training pages without a label have
    done their duty then, and are left out of what is returned.
    """
    if not train.words:
        return {}, _labelled(train), test
    if train.aspects is None:
        message = "examples with words need aspects for the wording models to learn"
        raise ValueError(message)
    models, said = {}, train.aspects
    everyone = np.arange(len(train))
    parts = folds(train, _FOLDS, seed)
    for view, texts in next(iter(train.words.values())).items():
        pages = compared(texts, LONGEST[view])
        aspects = said[:, columns_of(view)]
        for inside, outside in parts:
            part = pages.learn(inside, aspects[inside], train.weights[inside], ridge=ridge[view])
            train = _scored(train, outside, view=view, model=part)
        models[view] = pages.learn(everyone, aspects, train.weights, ridge=ridge[view])
        if test is not None:
            test = _scored(test, np.arange(len(test)), view=view, model=models[view])
    return models, _labelled(train), test


def _labelled(examples: Examples) -> Examples:
    return examples.take(np.flatnonzero(examples.labels >= 0))


def _scored(examples: Examples, rows: Ints, *, view: str, model: WordingModel) -> Examples:
    """Return the examples with a view's scores of some pages in their vectors."""
    columns = np.array([NAMES.index(aspect.signal) for aspect in of_view(view)])
    vectors = dict(examples.vectors)
    for source, views in examples.words.items():
        if view in views:
            scores = np.array([model.scores(views[view][i]) for i in rows])
            vectors[source] = vectors[source].copy()
            vectors[source][np.ix_(rows, columns)] = np.clip(scores, LEAST, MOST)
    return replace(examples, vectors=vectors)
