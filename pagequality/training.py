"""Training: labelled pages in, a calibrated model out. The only room that needs scikit-learn.

Wording scores that a page's own label helped to fit would flatter the wording signals, so
training replaces them by out-of-fold scores; folds never part pages of one group.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from pagequality.classifiers.wording import BITS, WordingModel, bag
from pagequality.fitting import fit_curves, fit_trees
from pagequality.model import FAMILIES, Model
from pagequality.signals import SIGNALS
from pagequality.terms import Curves, Trees
from pagequality.vector import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pagequality.text import Hashes

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

WORDINGS: Final = {"body": "body_wording", "title": "title_wording"}
_PLACES: Final = {view: NAMES.index(name) for view, name in WORDINGS.items()}
_STRENGTH: Final = {"body": 20.0, "title": 5.0}
_INNER_FOLDS = 5
HALF_WORDS: Final = 25.0
"""Length in words at which a page's own signals count half."""
_BLEND: Final = 0.5
"""Share of the sum that the curves have; the trees have the rest."""


@dataclass(frozen=True, eq=False)
class Examples:
    """Labelled pages as arrays: signals, labels in {0, 1}, groups and weights.

    ``usual`` weighs the pages that make up the mix to calibrate for.

    ``body`` and ``title`` hold the word hashes; empty when wording is not to be learned.
    """

    vectors: Floats
    labels: Ints
    groups: npt.NDArray[Any]
    weights: Floats
    usual: Floats
    body: Sequence[Hashes] = ()
    title: Sequence[Hashes] = ()

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: Ints) -> Examples:
        """Return some of the examples."""
        return Examples(
            self.vectors[rows],
            self.labels[rows],
            self.groups[rows],
            self.weights[rows],
            self.usual[rows],
            [self.body[i] for i in rows] if len(self.body) else (),
            [self.title[i] for i in rows] if len(self.title) else (),
        )


def folds(examples: Examples, count: int, seed: int) -> Iterator[tuple[Ints, Ints]]:
    """Part examples into training and test rows, no group on both sides."""
    groups = len(np.unique(examples.groups))
    count = min(count, groups)
    splitter = StratifiedGroupKFold(count, shuffle=True, random_state=seed)
    return splitter.split(examples.vectors, examples.labels, examples.groups)  # type: ignore[no-any-return]


def fit_wording(bags: Sequence[tuple[Any, Floats]], examples: Examples, view: str) -> WordingModel:
    """Fit the wording model of one view on bags of words and word pairs."""
    matrix = _matrix(bags)
    seen = np.bincount(matrix.indices, minlength=1 << BITS)
    idf = np.where(seen >= 3, np.log(len(bags) / np.maximum(seen, 1)) + 1.0, 0.0)  # noqa: PLR2004
    matrix = matrix @ sparse.diags(idf)
    norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    matrix = sparse.diags(1.0 / np.where(norm, norm, 1.0)) @ matrix
    fitted = LogisticRegression(C=_STRENGTH[view], max_iter=300)
    fitted.fit(matrix, examples.labels, sample_weight=examples.weights)
    weight = fitted.coef_[0].astype(np.float32)
    return WordingModel(idf.astype(np.float32), weight, float(fitted.intercept_[0]))


def _matrix(bags: Sequence[tuple[Any, Floats]]) -> Any:
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in bags)])
    columns = np.concatenate([buckets for buckets, _ in bags]).astype(np.int64)
    values = np.concatenate([counts for _, counts in bags])
    return sparse.csr_matrix((values, columns, ends), shape=(len(bags), 1 << BITS))


def with_wording(
    train: Examples, seed: int, test: Examples | None = None
) -> tuple[dict[str, WordingModel], Floats, Floats]:
    """Fit the wording models; return them with the vectors of both sets.

    The training vectors get out-of-fold scores, the test vectors those of the full fit.
    """
    vectors = train.vectors.copy()
    others = np.zeros((0, len(NAMES))) if test is None else test.vectors.copy()
    models = {}
    for view, place in _PLACES.items():
        bags = [bag(words) for words in getattr(train, view)]
        for inside, outside in folds(train, _INNER_FOLDS, seed):
            part = fit_wording([bags[i] for i in inside], train.take(inside), view)
            vectors[outside, place] = [part.score(getattr(train, view)[i]) for i in outside]
        models[view] = fit_wording(bags, train, view)
        if test is not None:
            others[:, place] = [models[view].score(words) for words in getattr(test, view)]
    return models, np.clip(vectors, *_bounds()), np.clip(others, *_bounds())


def _bounds() -> tuple[Floats, Floats]:
    return (
        np.array([signal.low for signal in SIGNALS], float),
        np.array([signal.high for signal in SIGNALS], float),
    )


def fit_terms(vectors: Floats, examples: Examples, seed: int) -> tuple[Curves, Trees, float]:
    """Fit curves and trees, each scaled by its share of the sum; return the start too."""
    curves, start = fit_curves(vectors, examples.labels, examples.weights)
    trees = fit_trees(vectors, examples.labels, examples.weights, seed=seed)
    curves = Curves(curves.knots, curves.values * _BLEND, curves.missing * _BLEND)
    trees = replace(trees, value=trees.value * (1.0 - _BLEND))
    return curves, trees, start * _BLEND


def raw_scores(terms: tuple[Curves, Trees, float], vectors: Floats) -> Floats:
    """Sum up the terms for many pages, before calibration."""
    curves, trees, start = terms
    scores = []
    for row in vectors:
        added, base = trees.contributions(row)
        scores.append(start + base + float((curves.contributions(row) + added).sum()))
    return np.array(scores)


def calibrate(scores: Floats, labels: Ints, weights: Floats) -> tuple[float, float]:
    """Fit slope and intercept that turn raw scores into log-odds (Platt 1999)."""
    fitted = LogisticRegression(C=1e6, max_iter=1000)
    fitted.fit(scores[:, None], labels, sample_weight=weights)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def fit(
    examples: Examples,
    *,
    name: str,
    seed: int = 0,
    families: dict[str, tuple[Curves, float]] | None = None,
    about: dict[str, Any] | None = None,
) -> tuple[Model, dict[str, WordingModel]]:
    """Fit a whole model; `Examples.usual` says for which mix of pages it is calibrated."""
    learn = len(examples.body) > 0
    wording: dict[str, WordingModel] = {}
    vectors = examples.vectors
    if learn:
        wording, vectors, _ = with_wording(examples, seed)
    held_out = np.zeros(len(examples))
    for inside, outside in folds(examples, _INNER_FOLDS, seed):
        terms = fit_terms(vectors[inside], examples.take(inside), seed)
        held_out[outside] = raw_scores(terms, vectors[outside])
    usual = examples.usual
    slope, intercept = calibrate(held_out, examples.labels, usual)
    curves, trees, start = fit_terms(vectors, examples, seed)
    honest = (examples.labels == 0) & (usual > 0)
    model = Model(
        name=name,
        curves=curves,
        trees=trees,
        slope=slope,
        intercept=slope * start + intercept,
        base_rate=float(np.average(examples.labels, weights=usual)),
        half_words=HALF_WORDS,
        typical=_medians(vectors[honest]),
        families=families or {},
        held_out=_held_out(slope * held_out + intercept, examples),
        about=about or {},
    )
    return model, wording


def _medians(vectors: Floats) -> Floats:
    known = np.isfinite(vectors)
    return np.array(
        [
            np.median(column[ok]) if ok.any() else np.nan
            for column, ok in zip(vectors.T, known.T, strict=True)
        ]
    )


def _held_out(log_odds: Floats, examples: Examples) -> dict[str, list[float]]:
    """Keep the held-out probabilities of the usual mix, for thresholds and drift."""
    chosen = np.flatnonzero(examples.usual > 0)
    chosen = chosen[np.argsort(log_odds[chosen])]
    probability = 1.0 / (1.0 + np.exp(-log_odds[chosen]))
    return {
        "probability": np.round(probability, 5).tolist(),
        "low": examples.labels[chosen].astype(int).tolist(),
    }


def fit_families(vectors: Floats, flags: dict[str, Ints]) -> dict[str, tuple[Curves, float]]:
    """Fit the score of each known family to what annotators flagged, on its own signals."""
    fitted = {}
    homes = np.array([_HOME.get(signal.family, signal.family) for signal in SIGNALS])
    for family in FAMILIES:
        own = np.where(homes == family, vectors, np.nan)
        labels = flags[family]
        curves, start = fit_curves(own, labels, np.ones(len(labels)))
        fitted[family] = (curves, start)
    return fitted


_HOME: Final = {"headline": "headline_mismatch"}
