"""Training: labelled pages in, a calibrated model out. Needs scikit-learn.

The wording comes first (`training.wording`), then the content's terms, then what stands around it,
then calibration; every step sees held-out scores of the one before. Folds never part a group.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from pagequality.judge.model import SOURCES, Family, Judge, Model, bounded
from pagequality.judge.proofs import NO_PROOFS, Proofs
from pagequality.learned.curves import Curves
from pagequality.learned.odds import sigmoids
from pagequality.signals import APART, AROUND, NAMED_FAMILIES, NAMES, SIGNALS
from pagequality.training.drift import shapes
from pagequality.training.examples import Examples, folds
from pagequality.training.proofs import proved
from pagequality.training.terms import CURVE_STRENGTH, fit_curves, fit_trees
from pagequality.training.usual import usual_of
from pagequality.training.wording import RIDGE, with_wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.learned.wording.model import WordingModel
    from pagequality.text.arrays import Flags, Floats, Ints


_INNER_FOLDS = 5
TREES_SHARE: Final = 0.5
"""The trees' say in the sum; the curves have the rest."""
PAGE_BOUND: Final = 1.0
"""How far what stands around the content may move the log-odds, either way."""
HALF_WORDS: Final = 25.0
"""Length in words at which a page's own signals count half."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the fit of a judge leaves to choose.

    Attributes:
        ridge: how far the wording model of each view is held back.
        trees_share: the trees' say in the sum, in [0, 1]; the curves have the rest.
        curve_strength: how freely curves follow the labels.
        page_bound: how far what stands around the content may move the log-odds.
    """

    ridge: Mapping[str, float] = field(default_factory=RIDGE.copy)
    trees_share: float = TREES_SHARE
    curve_strength: float = CURVE_STRENGTH
    page_bound: float = PAGE_BOUND


DEFAULT_SETTINGS: Final = Settings()
STACKED: Final = "all"
"""What the sources of stacked examples are called together."""


def fit_terms(
    vectors: Floats, examples: Examples, seed: int, *, settings: Settings = DEFAULT_SETTINGS
) -> Judge:
    """Fit the content's curves and trees, each with its share of the say; not calibrated yet."""
    directions, content = directions_of(vectors), np.where(content_of(vectors), vectors, np.nan)
    curves, start = fit_curves(
        content, examples.labels, examples.weights,
        strength=settings.curve_strength, directions=directions,
    )  # fmt: skip
    trees = fit_trees(
        content, examples.labels, examples.weights, seed=seed, directions=directions
    )  # fmt: skip
    rest = 1.0 - settings.trees_share
    trees = replace(trees, value=trees.value * settings.trees_share)
    return Judge(scaled(curves, rest), trees, scaled(curves, 0.0), 0.0, 1.0, start * rest)


def fit_page(
    vectors: Floats, examples: Examples, known: Floats, *, settings: Settings = DEFAULT_SETTINGS
) -> Curves:
    """Fit curves of what stands around the content to what the content's log-odds leave.

    What is unknown adds nothing.
    """
    around = np.where(around_of(vectors), vectors, np.nan)
    curves, _ = fit_curves(
        around, examples.labels, examples.weights, strength=settings.curve_strength,
        directions=directions_of(vectors), offset=known,
    )  # fmt: skip
    return replace(curves, missing=np.zeros(len(curves.missing)))


def directions_of(vectors: Floats) -> Ints:
    """Return for each signal 1 where a high value can only accuse, -1 only excuse, 0 either."""
    if vectors.shape[1] != len(NAMES):
        return np.zeros(vectors.shape[1], np.intp)
    return np.array([signal.speaks for signal in SIGNALS], np.intp)


def content_of(vectors: Floats) -> Flags:
    """Return which signals tell the judge what a page says; of other tables all."""
    if vectors.shape[1] != len(NAMES):
        return np.ones(vectors.shape[1], bool)
    return np.array([
        signal.family not in AROUND and signal.name not in APART for signal in SIGNALS
    ])  # fmt: skip


def around_of(vectors: Floats) -> Flags:
    """Return which signals tell the judge what stands around the content; of other tables none."""
    if vectors.shape[1] != len(NAMES):
        return np.zeros(vectors.shape[1], bool)
    return np.array([signal.family in AROUND and signal.name not in APART for signal in SIGNALS])


def scaled(curves: Curves, by: float) -> Curves:
    """Return curves of which each says so much more."""
    return Curves(curves.knots, curves.values * by, curves.missing * by)


def log_odds(judge: Judge, vectors: Floats) -> Floats:
    """Sum up many pages."""
    sums = []
    for row in vectors:
        added, start = judge.contributions(row)
        sums.append(start + float(added.sum()))
    return np.array(sums)


def calibrate(scores: Floats, labels: Ints, weights: Floats) -> tuple[float, float]:
    """Fit slope and intercept that turn raw scores into log-odds (Platt 1999).

    Few pages never make sure: each side's pages are taken for what they are as often as one more
    page on either side would leave it, as Platt has it. Without that, scores that part the sides
    cleanly would have no bound.
    """
    side = labels == 1
    counted = np.bincount(labels[weights > 0], minlength=2)
    sure = np.where(side, 1.0 + counted[1], 1.0) / (2.0 + counted[side.astype(int)])
    fitted = LogisticRegression(C=1e6, max_iter=1000)
    fitted.fit(
        np.concatenate([scores, scores])[:, None],
        np.repeat([1, 0], len(scores)),
        sample_weight=np.concatenate([weights * sure, weights * (1.0 - sure)]),
    )
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


class Fitted(NamedTuple):
    """A judge, and what it says of every page when it is fitted without that page's group.

    Attributes:
        judge: fitted on all pages, calibrated.
        sums: held-out log-odds, one a page.
        added: what each signal adds to them, one row a page.
    """

    judge: Judge
    sums: Floats
    added: Floats


def fit_judge(
    vectors: Floats, examples: Examples, seed: int, *, settings: Settings = DEFAULT_SETTINGS
) -> Fitted:
    """Fit one calibrated judge.

    The content comes first. What stands around it explains what held-out log-odds of the content
    leave, and both are calibrated together.
    """
    parts = folds(examples, _INNER_FOLDS, seed)
    held_out, added = np.zeros(len(examples)), np.zeros(vectors.shape)
    for inside, outside in parts:
        part = fit_terms(vectors[inside], examples.take(inside), seed, settings=settings)
        for row in outside.tolist():
            added[row], start = part.contributions(vectors[row])
            held_out[row] = start + float(added[row].sum())
    slope, intercept = calibrate(held_out, examples.labels, examples.usual)
    known, added = slope * held_out + intercept, slope * added
    sums = known.copy()
    for inside, outside in parts:
        own = fit_page(vectors[inside], examples.take(inside), known[inside], settings=settings)
        for row in outside.tolist():
            around = bounded(own.contributions(vectors[row]), settings.page_bound)
            sums[row] += around.sum()
            added[row] += around
    raw = fit_terms(vectors, examples, seed, settings=settings)
    judge = Judge(
        curves=scaled(raw.curves, slope),
        trees=replace(raw.trees, value=raw.trees.value * slope),
        page=fit_page(vectors, examples, known, settings=settings),
        bound=settings.page_bound,
        slope=1.0,
        intercept=slope * raw.intercept + intercept,
    )
    again, start = calibrate(sums, examples.labels, examples.usual)
    judge = replace(judge, slope=again, intercept=again * judge.intercept + start)
    return Fitted(judge, again * sums + start, again * added)


def fit(  # noqa: PLR0913 - all that a model is made of
    examples: Examples,
    *,
    name: str,
    seed: int = 0,
    families: dict[str, Family] | None = None,
    about: dict[str, Any] | None = None,
    settings: Settings = DEFAULT_SETTINGS,
    proofs: Proofs = NO_PROOFS,
    bundle: str = "",
) -> tuple[Model, dict[str, WordingModel]]:
    """Fit a whole model; also the wording models if the examples hold words.

    ``proofs`` are taken as they are: labelled pages hold too few of what proves.
    """
    wording, examples, _ = with_wording(examples, None, seed, ridge=settings.ridge)
    every = stacked(examples)
    vectors = every.vectors[STACKED]
    fitted = fit_judge(vectors, every, seed, settings=settings)
    calibrated_for = every.usual > 0
    honest = np.flatnonzero(calibrated_for & (every.labels == 0))
    model = Model(
        name=name,
        judges=dict.fromkeys(SOURCES, replace(fitted.judge, proofs=proofs)),
        base_rate=float(np.average(every.labels, weights=every.usual)),
        half_words=HALF_WORDS,
        typical=_medians(vectors[honest]),
        usual=usual_of(vectors[honest], fitted.added[honest], every.types[honest]),
        families=families or {},
        held_out=held_out_of(proved(fitted.sums, vectors, proofs), every),
        about={**(about or {}), "quantiles": shapes(vectors[calibrated_for])},
        bundle=bundle,
    )
    return model, wording


def stacked(examples: Examples) -> Examples:
    """Put the sources of examples below each other: one judge learns from all of them.

    Each source has its share of a page's weight; the first is what probabilities are calibrated
    for.
    """
    sources, rest = len(examples.vectors), np.zeros(len(examples) * (len(examples.vectors) - 1))
    return Examples(
        {STACKED: np.concatenate(list(examples.vectors.values()))},
        np.tile(examples.labels, sources),
        np.tile(examples.groups, sources),
        np.tile(examples.weights, sources) / sources,
        np.concatenate([examples.usual, rest]),
        {},
        page_types=np.tile(examples.types, sources),
    )


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
    fitted, directions = {}, directions_of(vectors)
    homes = np.array([signal.family for signal in SIGNALS])
    for family in NAMED_FAMILIES:
        own, labels = np.flatnonzero(homes == family), flags[family]
        rate = labels.mean()
        weights = np.where(labels == 1, 0.5 / rate, 0.5 / (1.0 - rate))
        curves, start = fit_curves(vectors[:, own], labels, weights, directions=directions[own])
        fitted[family] = Family(own, curves, start)
    return fitted
