"""Fit the clickbait model: readable features as broken lines, and hashed runs, together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from models.artefacts import write_small_model
from models.fitting import Ramps
from models.learned.headline_data import Challenge, background, clickbait_rarity, packed
from pagequality.learned.clickbait.features import FEATURES, RUNS, features, read, runs
from pagequality.learned.clickbait.model import ClickbaitModel
from pagequality.learned.curves import Additive
from pagequality.learned.odds import sigmoids
from pagequality.learned.rarity import Rarity
from pagequality.text.stems import stems

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Floats, Hashes
    from pagequality.text.tokens import Tokens

COMMON_WORDS: Final = 400
COMMON_RARITY: Final = 3.0


@dataclass(frozen=True)
class Settings:
    """Knots of a line, size of a ramp beside the runs, fewest posts of a run, and ridge."""

    knots: int = 7
    ramp: float = 0.06
    fewest: int = 3
    ridge: float = 1.5


def posts(data: Path) -> tuple[list[Tokens], Floats]:
    """Posts that have a word, and the mean of their five judges."""
    table = pd.read_parquet(data / "benchmarks" / "clickbait17_train.parquet")
    tokens = [read(text) for text in table["post_text"]]
    known = np.array([len(found) > 0 for found in tokens])
    return [found for found in tokens if len(found)], table["truth_mean"].to_numpy()[known]


def common_words(tokens: list[Tokens], rarity: Rarity) -> Hashes:
    """The most frequent words of headlines that are frequent on the web, too; sorted."""
    seen: dict[int, int] = {}
    rare: dict[int, float] = {}
    for found in tokens:
        level = rarity.of_stems(stems(found.codes, found.start, found.end))
        for word, value in set(zip(found.hash.tolist(), level.tolist(), strict=True)):
            seen[word] = seen.get(word, 0) + 1
            rare[word] = value
    usual = [word for word in seen if rare[word] < COMMON_RARITY]
    usual.sort(key=lambda word: (-seen[word], word))
    return np.sort(np.array(usual[:COMMON_WORDS], np.uint32))


def run_matrix(tokens: list[Tokens], kind: str, common: Hashes) -> sp.csr_matrix:
    """One row a headline over the buckets of one kind of runs, scaled by their number."""
    found = [runs(each, common=common)[kind] for each in tokens]
    counts = np.array([len(each) for each in found])
    places = np.concatenate(found).astype(np.int64)
    values = np.repeat(1 / np.sqrt(np.maximum(counts, 1)), counts)
    ends = np.concatenate([[0], np.cumsum(counts)])
    return sp.csr_matrix((values, places, ends), shape=(len(tokens), 1 << RUNS[kind]))


def _inverse_frequency(matrix: sp.csr_matrix, fewest: int) -> Floats:
    """How much a bucket's rarity speaks for it; nothing for buckets seen too seldom."""
    seen = np.bincount(matrix.indices, minlength=matrix.shape[1])
    frequency = np.log((matrix.shape[0] + 1) / (seen + 1)) + 1
    weight: Floats = frequency * (seen >= fewest) / 6
    return weight


@dataclass
class Prepared:
    """A set of headlines, measured with one list of common words."""

    rows: Floats
    matrices: dict[str, sp.csr_matrix]
    common: Hashes
    rarity: Rarity

    @staticmethod
    def of(tokens: list[Tokens], common: Hashes, rarity: Rarity) -> Prepared:
        """Measure headlines."""
        rows = np.stack([features(each, common=common, rarity=rarity) for each in tokens])
        matrices = {kind: run_matrix(tokens, kind, common) for kind in RUNS}
        return Prepared(rows, matrices, common, rarity)


def fit_clickbait(
    prepared: Prepared, target: Floats, settings: Settings | None = None
) -> tuple[dict[str, Any], dict[str, Array]]:
    """Fit to mean ratings; returns the lines for JSON and the tables for npz.

    A rating between 0 and 1 enters twice, as bait and as plain, with weights that add to 1.
    """
    settings = settings or Settings()
    ramps = Ramps(prepared.rows, settings.knots)
    scale = {
        kind: _inverse_frequency(matrix, settings.fewest)
        for kind, matrix in prepared.matrices.items()
    }
    parts = [prepared.matrices[kind] @ sp.diags(scale[kind]) for kind in RUNS]
    plain = sp.csr_matrix(ramps.design(prepared.rows) * settings.ramp)
    design = sp.hstack([plain, *parts]).tocsr()
    label = np.repeat([1, 0], len(target))
    weight = np.concatenate([target, 1 - target])
    fitted = LogisticRegression(
        C=1 / settings.ridge, solver="liblinear", intercept_scaling=10, max_iter=200, tol=1e-3
    ).fit(sp.vstack([design, design]).tocsr(), label, weight)
    slopes = fitted.coef_[0]
    cuts = np.cumsum([plain.shape[1], *(1 << bits for bits in RUNS.values())])
    tables = {
        kind: (slopes[low : low + (1 << RUNS[kind])] * scale[kind]).astype(np.float16)
        for kind, low in zip(RUNS, cuts[:-1], strict=True)
    }
    lines = ramps.lines(
        slopes[: cuts[0]] * settings.ramp, float(fitted.intercept_[0]), list(FEATURES)
    )
    return lines, {**tables, "common": prepared.common, **packed(prepared.rarity)}


def as_model(lines: dict[str, Any], tables: dict[str, Array]) -> ClickbaitModel:
    """Build the model that the library would load."""
    weights = {kind: tables[kind].astype(np.float32) for kind in RUNS}
    additive = Additive.of(lines, list(FEATURES))
    return ClickbaitModel(additive, weights, tables["common"], Rarity.of(tables))


def predict(model: ClickbaitModel, prepared: Prepared) -> Floats:
    """Scores of a prepared set of headlines."""
    logit = model.additive.logit(prepared.rows)
    for kind, matrix in prepared.matrices.items():
        logit = logit + matrix @ model.tables[kind].astype(float)
    return sigmoids(logit)


def run(data: Path) -> None:
    """Fit on all posts and write the model and its tables."""
    tokens, rating = posts(data)
    rarity = clickbait_rarity(Challenge(data), background(data))
    prepared = Prepared.of(tokens, common_words(tokens, rarity), rarity)
    write_small_model("clickbait", *fit_clickbait(prepared, rating))
