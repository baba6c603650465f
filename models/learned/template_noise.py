"""Fit the model of template noise: what each line of a page is for.

Every step is deterministic.

The kinds are learned from labelled lines (those of ``models/labels/lines.csv`` weigh less, one
annotator labelled them), invented lines (``models/seeds/lines.txt``) and the phrases of the
lexicons. Whether a line is kept is learned from readable features alone, then
from its neighbours. A last model weighs the markup around a line against its text, on
held-out judgements of the text.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from models.artefacts import write_small_model
from models.learned.template_noise_data import (
    FOLDS,
    Features,
    cut,
    features,
    joined,
    labelled,
    line_marks,
    phrase_lines,
    seed_lines,
    turku,
)
from pagequality.learned.template_noise.context import context
from pagequality.learned.template_noise.features import BITS, CLASSES
from pagequality.learned.template_noise.model import (
    FLOOR,
    PROTOCOL,
    TemplateNoiseModel,
    log_probability,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from pagequality.text.arrays import Array, Floats, Floats32, Ints

PLAIN_SCALE: Final = 0.3
TABLE_SCALE: Final = 2.0
SEED_WEIGHT: Final = 0.3
PHRASE_WEIGHT: Final = 0.05


class Scaler:
    """Brings readable features and hashed words to comparable sizes."""

    def __init__(self, plain: Floats32) -> None:
        self.mean, self.spread = plain.mean(axis=0), np.maximum(plain.std(axis=0), 0.2)
        self.mean[0], self.spread[0] = 0, 1

    def design(self, lines: Features) -> sp.csr_matrix:
        """Put both side by side for a linear model."""
        scaled = self.scaled(lines)
        return sp.hstack([sp.csr_matrix(scaled), lines.hashed * TABLE_SCALE]).tocsr()

    def scaled(self, lines: Features) -> Floats32:
        """Return the readable features alone."""
        scaled = (lines.plain - self.mean) / self.spread * PLAIN_SCALE
        narrow: Floats32 = scaled.astype(np.float32)
        return narrow

    def plain_weights(self, coefficients: Floats, intercept: Floats) -> Floats:
        """Turn coefficients over scaled features into weights over features as they stand."""
        weights: Floats = (coefficients[:, : len(self.mean)] / self.spread * PLAIN_SCALE).T
        weights[0] += intercept - self.mean @ weights
        return weights


@dataclass(frozen=True)
class Teaching:
    """Lines with labels and weights, to learn the kinds from."""

    lines: Features
    label: Ints
    weight: Floats


def invented() -> Teaching:
    """Seeds and phrases."""
    seeds, seed_label, seed_weight = seed_lines()
    phrases, phrase_label = phrase_lines()
    weight = [seed_weight * SEED_WEIGHT, np.full(len(phrases), PHRASE_WEIGHT)]
    label = np.concatenate([seed_label, phrase_label])
    return Teaching(features([*seeds, *phrases]), label, np.concatenate(weight))


def with_invented(lines: Features, known: pd.DataFrame, more: Teaching) -> Teaching:
    """Put labelled lines before the invented ones."""
    label, weight = known.label.to_numpy(), known.weight.to_numpy()
    return Teaching(
        joined(lines, more.lines), np.append(label, more.label), np.append(weight, more.weight)
    )


def fit_kinds(teaching: Teaching) -> Floats:
    """Weights of all features for every class of CLASSES."""
    scaler = Scaler(teaching.lines.plain)
    model = LogisticRegression(C=2, max_iter=200, tol=1e-3)
    model.fit(scaler.design(teaching.lines), teaching.label, teaching.weight)
    plain = scaler.plain_weights(model.coef_, model.intercept_)
    return np.concatenate([plain, model.coef_[:, len(plain) :].T * TABLE_SCALE])


def model_of(kinds: Floats, *rest: Floats) -> TemplateNoiseModel:
    """Cut the weights into the parts the library keeps apart, at the precision it keeps."""
    keep, around, markup = rest
    width = len(keep)
    cuts = width + np.cumsum([0, *(1 << bits for bits in BITS)])
    tables = tuple(
        kinds[a:b].astype(np.float16).astype(np.float32) for a, b in itertools.pairwise(cuts)
    )
    plain = np.column_stack([kinds[:width], keep]).astype(np.float32)
    return TemplateNoiseModel(plain, tables, around.astype(np.float32), markup.astype(np.float32))


def class_odds(kinds: Floats, lines: Features) -> Floats:
    """Log-odds of every class."""
    width = lines.plain.shape[1]
    odds: Floats = lines.plain @ kinds[:width] + lines.hashed @ kinds[width:]
    return odds


def contexts(judged: pd.DataFrame, odds: Floats) -> Floats:
    """What stands around every line, document by document."""
    parts = np.zeros((len(judged), 0))
    for rows in judged.groupby("page", sort=False).indices.values():
        part = context(cut(judged.text.iloc[rows].tolist()), odds[rows])
        if not parts.shape[1]:
            parts = np.zeros((len(judged), part.shape[1]))
        parts[rows] = part
    return parts


def fit_keep(judged: pd.DataFrame, lines: Features, odds: Floats) -> tuple[Floats, Floats]:
    """Weights for keeping a line: of its readable features, and of what stands around it.

    The second is fitted on log-odds of documents the first has not seen.
    """
    scaler, keep = Scaler(lines.plain), judged.keep.to_numpy()
    scaled, group = scaler.scaled(lines), judged.page.to_numpy()
    model = LogisticRegression(C=0.1, max_iter=300, tol=1e-3)
    own = np.zeros(len(keep))
    for train, test in GroupKFold(5).split(scaled, groups=group):
        own[test] = model.fit(scaled[train], keep[train]).decision_function(scaled[test])
    model.fit(scaled, keep)
    plain = scaler.plain_weights(model.coef_, model.intercept_)[:, 0]
    around = contexts(judged, np.column_stack([odds, own]))
    mean, spread = around.mean(axis=0), np.maximum(around.std(axis=0), 1e-3)
    outer = LogisticRegression(C=0.001, max_iter=300).fit((around - mean) / spread, keep)
    weights = outer.coef_[0] / spread
    return plain, np.append(weights, outer.intercept_[0] - weights @ mean)


def beside_markup(odds: Floats, found: Floats32) -> Floats:
    """What the markup model looks at: log-probabilities by the text, and the markup."""
    by_text = np.maximum(log_probability(odds), FLOOR)  # type: ignore[arg-type] # as exact as it gets
    return np.column_stack([by_text, found.astype(float)])


def fit_markup(seen: Floats, known: pd.DataFrame) -> Floats:
    """Weights of `beside_markup` for every class, the intercept last."""
    model = LogisticRegression(C=0.2, max_iter=1500)
    model.fit(seen, known.label, known.weight / known.weight.mean())
    weights = np.zeros((seen.shape[1] + 1, len(CLASSES)))
    weights[-1] = -30
    weights[:-1, model.classes_] = model.coef_.T
    weights[-1, model.classes_] = model.intercept_
    return weights


def held_out_odds(encoded: Features, lines: pd.DataFrame, more: Teaching) -> Floats:
    """Log-odds of every line by a model that has not seen its page."""
    odds = np.zeros((len(lines), len(CLASSES)))
    for train, test in GroupKFold(FOLDS).split(lines, groups=lines.page_id):
        kinds = fit_kinds(with_invented(encoded.at(train), lines.iloc[train], more))
        odds[test] = class_odds(kinds, encoded.at(test))
    return odds


def run(data: Path) -> None:
    """Fit on all labelled lines and write the artefacts."""
    lines, more, judged = labelled(data), invented(), turku(data)
    judged = judged[judged.part == "train"].reset_index(drop=True)
    encoded = features(lines.text.tolist())
    kinds = fit_kinds(with_invented(encoded, lines, more))
    found, known = line_marks(data, lines)
    seen = beside_markup(held_out_odds(encoded, lines, more), found)
    markup = fit_markup(seen[known], lines.iloc[known])
    judged_lines = features(judged.text.tolist())
    keep = fit_keep(judged, judged_lines, class_odds(kinds, judged_lines))
    counts = {"labelled": len(lines), "invented": len(more.label), "judged": len(judged)}
    write(model_of(kinds, *keep, markup), counts)


def write(model: TemplateNoiseModel, counts: dict[str, int]) -> None:
    """Write the artefacts."""
    tables = {f"table{i}": table.astype(np.float16) for i, table in enumerate(model.tables)}
    arrays: dict[str, Array] = {
        "plain": model.plain,
        "around": model.around,
        "markup": model.markup,
        **tables,
    }
    about = {"protocol": PROTOCOL, "classes": CLASSES, "lines": counts}
    write_small_model("template_noise", about, arrays)
