"""Training: labelled pages in, a calibrated model out. Needs scikit-learn.

Wording scores that a page's own label helped to fit would flatter the wording signals, so
training replaces them by out-of-fold scores; folds never part pages of one group.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from pagequality.judge.model import SOURCES, Family, Judge, Model
from pagequality.learned.curves import Curves
from pagequality.learned.odds import sigmoids
from pagequality.learned.wording.aspects import VIEWS, columns_of, of_view
from pagequality.learned.wording.features import BITS, bag
from pagequality.learned.wording.model import WordingModel
from pagequality.signals import NAMED_FAMILIES, NAMES, SIGNALS
from pagequality.signals.wording import LEAST, MOST
from pagequality.training.drift import shapes
from pagequality.training.terms import CURVE_STRENGTH, fit_curves, fit_trees

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pagequality.text.arrays import Array, Floats, Hashes, Ints


RIDGE: Final = dict(zip(VIEWS, (0.1, 1.0, 1.0), strict=True))
"""How far the wording model of each view is held back from following its pages."""
_LIGHTEST = 1e-3
_INNER_FOLDS = 5
TREES_SHARE: Final = 0.5
"""The trees' say in the sum; the curves have the rest."""
HALF_WORDS: Final = 25.0
"""Length in words at which a page's own signals count half."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the fit of a judge leaves to choose.

    Attributes:
        ridge: how far the wording model of each view is held back.
        trees_share: the trees' say in the sum, in [0, 1]; the curves have the rest.
        curve_strength: how freely curves follow the labels.
    """

    ridge: Mapping[str, float] = field(default_factory=RIDGE.copy)
    trees_share: float = TREES_SHARE
    curve_strength: float = CURVE_STRENGTH


DEFAULT_SETTINGS: Final = Settings()


@dataclass(frozen=True, eq=False)
class Examples:
    """Labelled pages as arrays.

    Attributes:
        vectors: by source (``"html"``, ``"text"``) one row of signals a page.
        labels: 1 for low, 0 for honest, -1 for pages that teach the wording models alone.
        groups: pages of one group never stand on both sides of a fold.
        weights: how much each page counts in fitting.
        usual: how much each counts in the mix that probabilities are calibrated for.
        words: by view (``"body"``, ``"title"``, ``"headings"``) the word hashes of each page;
            empty when the wording models are to stay as they are.
        aspects: what the wording models learn, one row a page, one column an aspect of
            `aspects.TARGETS`; needed where there are words.
    """

    vectors: dict[str, Floats]
    labels: Ints
    groups: Array
    weights: Floats
    usual: Floats
    words: dict[str, list[Hashes]]
    aspects: Floats | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: Ints) -> Examples:
        """Return some of the examples."""
        return Examples(
            {source: table[rows] for source, table in self.vectors.items()},
            self.labels[rows],
            self.groups[rows],
            self.weights[rows],
            self.usual[rows],
            {view: [texts[i] for i in rows] for view, texts in self.words.items()},
            None if self.aspects is None else self.aspects[rows],
        )


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
        {view: [*texts, *second.words[view]] for view, texts in first.words.items()},
        np.concatenate(both) if both else None,
    )  # fmt: skip


def folds(examples: Examples, count: int, seed: int) -> list[tuple[Ints, Ints]]:
    """Part examples into training and test rows, no group on both sides."""
    fewest = int(np.bincount(examples.labels[examples.labels >= 0], minlength=2).min())
    count = min(count, len(np.unique(examples.groups)), fewest)
    splitter = StratifiedGroupKFold(count, shuffle=True, random_state=seed)
    return list(splitter.split(examples.labels, examples.labels, examples.groups))


def fit_wording(
    bags: Sequence[tuple[Any, Floats]], aspects: Floats, weights: Floats, *, ridge: float
) -> WordingModel:
    """Fit the wording model of one view on bags of words and word pairs, by ridge regression.

    There are fewer pages than buckets, so it is solved in the space of the pages, once for all
    aspects.
    """
    matrix = _matrix(bags)
    seen = np.bincount(matrix.indices, minlength=1 << BITS)
    idf = np.where(seen >= 3, np.log(len(bags) / np.maximum(seen, 1)) + 1.0, 0.0)  # noqa: PLR2004
    matrix = matrix @ sparse.diags(idf)
    norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    matrix = (sparse.diags(1.0 / np.where(norm, norm, 1.0)) @ matrix).tocsr()
    milder = np.sqrt(weights)
    milder = np.maximum(milder / milder.mean(), _LIGHTEST)
    bias = np.average(aspects, axis=0, weights=milder)
    alike = (matrix @ matrix.T).toarray() + np.diag(ridge / milder)
    weight = matrix.T @ np.linalg.solve(alike, aspects - bias)
    return WordingModel(
        idf.astype(np.float32), weight.astype(np.float32), bias.astype(np.float32)
    )  # fmt: skip


def _matrix(bags: Sequence[tuple[Any, Floats]]) -> Any:
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in bags)])
    columns = np.concatenate([buckets for buckets, _ in bags]).astype(np.int64)
    values = np.concatenate([counts for _, counts in bags])
    return sparse.csr_matrix((values, columns, ends), shape=(len(bags), 1 << BITS))


def with_wording(
    train: Examples,
    test: Examples | None,
    seed: int,
    *,
    ridge: Mapping[str, float] = RIDGE,
) -> tuple[dict[str, WordingModel], Examples, Examples | None]:
    """Fit the wording models and write their scores into the vectors of both sets.

    The training pages get out-of-fold scores, the test pages those of the full fit. Training
    pages without a label have done their duty then, and are left out of what is returned.
    """
    models = {}
    scores: dict[str, Floats] = {}
    others: dict[str, Floats] = {}
    for view, texts in train.words.items():
        if train.aspects is None:
            message = "examples with words need aspects for the wording models to learn"
            raise ValueError(message)
        bags = [bag(words) for words in texts]
        learn = partial(fit_wording, ridge=ridge[view])
        aspects = train.aspects[:, columns_of(view)]
        scores[view] = np.full(aspects.shape, np.nan)
        for inside, outside in folds(train, _INNER_FOLDS, seed):
            known = [bags[i] for i in inside]
            part = learn(known, aspects[inside], train.weights[inside])
            scores[view][outside] = [part.scores(texts[i]) for i in outside]
        models[view] = learn(bags, aspects, train.weights)
        if test is not None:
            others[view] = np.array([models[view].scores(words) for words in test.words[view]])
    filled = None if test is None else _filled(test, others)
    return models, _filled(train, scores).take(np.flatnonzero(train.labels >= 0)), filled


def _filled(examples: Examples, scores: dict[str, Floats]) -> Examples:
    """Return the examples with these wording scores in their vectors."""
    vectors = {source: table.copy() for source, table in examples.vectors.items()}
    for table in vectors.values():
        for view, columns in scores.items():
            for aspect, column in zip(of_view(view), columns.T, strict=True):
                table[:, NAMES.index(aspect.signal)] = np.clip(column, LEAST, MOST)
    return replace(examples, vectors=vectors)


def fit_terms(
    vectors: Floats, examples: Examples, seed: int, *, settings: Settings = DEFAULT_SETTINGS
) -> Judge:
    """Fit curves and trees, each with its share of the say; not calibrated yet."""
    curves, start = fit_curves(
        vectors, examples.labels, examples.weights, strength=settings.curve_strength
    )
    trees = fit_trees(vectors, examples.labels, examples.weights, seed=seed)
    trees_share = settings.trees_share
    rest = 1.0 - trees_share
    curves = Curves(curves.knots, curves.values * rest, curves.missing * rest)
    trees = replace(trees, value=trees.value * trees_share)
    return Judge(curves, trees, 1.0, start * rest)


def log_odds(judge: Judge, vectors: Floats) -> Floats:
    """Sum up many pages."""
    sums = []
    for row in vectors:
        added, start = judge.contributions(row)
        sums.append(start + float(added.sum()))
    return np.array(sums)


def calibrate(scores: Floats, labels: Ints, weights: Floats) -> tuple[float, float]:
    """Fit slope and intercept that turn raw scores into log-odds (Platt 1999)."""
    fitted = LogisticRegression(C=1e6, max_iter=1000)
    fitted.fit(scores[:, None], labels, sample_weight=weights)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def fit_judge(
    vectors: Floats, examples: Examples, seed: int, *, settings: Settings = DEFAULT_SETTINGS
) -> tuple[Judge, Floats]:
    """Fit one calibrated judge; return it with its held-out log-odds of every page."""
    held_out = np.zeros(len(examples))
    for inside, outside in folds(examples, _INNER_FOLDS, seed):
        part = fit_terms(vectors[inside], examples.take(inside), seed, settings=settings)
        held_out[outside] = log_odds(part, vectors[outside])
    slope, intercept = calibrate(held_out, examples.labels, examples.usual)
    raw = fit_terms(vectors, examples, seed, settings=settings)
    judge = replace(raw, slope=slope, intercept=slope * raw.intercept + intercept)
    return judge, slope * held_out + intercept


def fit(  # noqa: PLR0913 - all that a model is made of
    examples: Examples,
    *,
    name: str,
    seed: int = 0,
    families: dict[str, Family] | None = None,
    about: dict[str, Any] | None = None,
    settings: Settings = DEFAULT_SETTINGS,
    bundle: str = "",
) -> tuple[Model, dict[str, WordingModel]]:
    """Fit a whole model; also the wording models if the examples hold words."""
    wording, examples, _ = with_wording(examples, None, seed, ridge=settings.ridge)
    fitted = {
        source: fit_judge(vectors, examples, seed, settings=settings)
        for source, vectors in examples.vectors.items()
    }
    first = next(iter(fitted))
    honest = (examples.labels == 0) & (examples.usual > 0)
    model = Model(
        name=name,
        judges={source: fitted.get(source, fitted[first])[0] for source in SOURCES},
        base_rate=float(np.average(examples.labels, weights=examples.usual)),
        half_words=HALF_WORDS,
        typical=_medians(examples.vectors[first][honest]),
        families=families or {},
        held_out=held_out_of(fitted[first][1], examples),
        about={**(about or {}), "quantiles": shapes(examples.vectors[first][examples.usual > 0])},
        bundle=bundle,
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


def held_out_of(sums: Floats, examples: Examples) -> dict[str, list[float]]:
    """Keep the held-out probabilities of the usual mix, for thresholds and drift."""
    chosen = np.flatnonzero(examples.usual > 0)
    chosen = chosen[np.argsort(sums[chosen])]
    probability = sigmoids(sums[chosen])
    return {
        "probability": np.round(probability, 5).tolist(),
        "low": examples.labels[chosen].astype(int).tolist(),
    }


def fit_families(vectors: Floats, flags: dict[str, Ints]) -> dict[str, Family]:
    """Fit the score of each known family to what annotators flagged, on its own signals.

    Flagged and other pages weigh alike: at 0.5 a page is as much like the ones as the others.
    """
    fitted = {}
    homes = np.array([signal.family for signal in SIGNALS])
    for family in NAMED_FAMILIES:
        own, labels = np.flatnonzero(homes == family), flags[family]
        rate = labels.mean()
        weights = np.where(labels == 1, 0.5 / rate, 0.5 / (1.0 - rate))
        fitted[family] = Family(own, *fit_curves(vectors[:, own], labels, weights))
    return fitted
