"""Train the model of hedging: claims, and what sentences give the reader.

Every step is deterministic. Each head is a logistic model of readable features and hashed word
groups together, with a ridge penalty, shifted so that one half is its threshold of best F1 on
sites held out. `models.benchmarks.hedging` tells what else was tried, and what it costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from models.artefacts import write_small_model
from models.learned.hedging_data import SUBSTANCE, Rows, labelled, of_substance, teaching
from pagequality.learned.hedging import features as sentence_features
from pagequality.learned.hedging import model as sentences
from pagequality.learned.odds import logit, sigmoids
from pagequality.learned.packed import known_rows
from pagequality.learned.word_groups import BUCKETS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pagequality.learned.bundle import Bundle
    from pagequality.text.arrays import Array, Flags, Floats, Ints

FOLDS: Final = 5
INNER: Final = 3
RAREST: Final = 8
"""A hashed word group must stand in this many training sentences."""
SMALLEST: Final = 0.03
"""A weight below this is left out of the artefact."""


class Setting(NamedTuple):
    """Inverse strength of the ridge, and what a word group counts beside a readable feature.

    ``features`` is 0 where word groups are read alone.
    """

    strength: float
    groups: float
    features: float = 1.0


SETTINGS: Final = (Setting(0.3, 0.6), Setting(0.3, 1.0))
"""The training folds choose."""


@dataclass(frozen=True)
class Head:
    """One fitted head."""

    bias: float
    dense: Floats
    groups: Floats

    def chances(self, rows: Rows) -> Floats:
        """Return the probability of each row."""
        return sigmoids(self.bias + rows.dense @ self.dense + rows.groups @ self.groups)


def fit(rows: Rows, head: int, setting: Setting) -> Head:
    """Fit one head; labels between 0 and 1 count for both sides.

    A word group counts the more, the rarer it is in these rows.
    """
    standing = np.bincount(rows.groups.indices, minlength=BUCKETS)
    common = np.flatnonzero(standing >= RAREST)
    rarity = setting.groups * np.log(len(rows.dense) / standing[common])
    groups = rows.groups[:, common] @ diags(rarity)
    design = hstack([csr_matrix(setting.features * rows.dense), groups]).tocsr()
    target, weight = rows.labels[:, head], rows.weight[:, head]
    sides = np.flatnonzero(np.concatenate([weight * target, weight * (1 - target)]))
    fitted = LogisticRegression(C=setting.strength, solver="liblinear", tol=1e-3).fit(
        design[sides % len(target)],
        sides < len(target),
        np.concatenate([weight * target, weight * (1 - target)])[sides],
    )
    size = rows.dense.shape[1]
    found = fitted.coef_[0]
    weights = np.zeros(BUCKETS)
    weights[common] = found[size:] * rarity
    return Head(float(fitted.intercept_[0]), setting.features * found[:size], weights)


def splits(rows: Rows, *, seed: int, folds: int = FOLDS) -> list[tuple[Ints, Ints]]:
    """Split the rows by site."""
    parts = GroupKFold(folds, shuffle=True, random_state=seed)
    return list(parts.split(rows.dense, groups=rows.site))


def out_of_fold(rows: Rows, extra: Rows, *, head: int, setting: Setting) -> Floats:
    """Return each row's probability from a model that saw no row of its site."""
    chances = np.zeros(len(rows.dense))
    for train, test in splits(rows, seed=1, folds=INNER):
        known = rows.at(train).with_rows(extra.apart(set(rows.site[test])))
        chances[test] = fit(known, head, setting).chances(rows.at(test))
    return chances


def best_threshold(chances: Floats, truth: Flags) -> float:
    """Return the threshold of the best F1, the middle one where several do."""
    order = np.argsort(-chances, kind="stable")
    hits = np.cumsum(truth[order])
    scores = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    near = np.flatnonzero(scores >= scores.max() - 0.005)
    return float(np.median(chances[order][near]))


def choose(
    rows: Rows, extra: Rows, *, head: int, settings: tuple[Setting, ...] = SETTINGS
) -> tuple[Setting, float]:
    """Choose a setting by log-likelihood and a threshold by F1, from these rows alone."""
    agreed = rows.agreed[:, head]
    truth = rows.truth[agreed, head]
    best = (np.inf, settings[0], 0.5)
    for setting in settings:
        chances = out_of_fold(rows, extra, head=head, setting=setting)[agreed]
        clear = np.clip(chances, 1e-9, 1 - 1e-9)
        loss = -np.where(truth, np.log(clear), np.log(1 - clear)).mean()
        if loss < best[0]:
            best = loss, setting, best_threshold(chances, truth)
    return best[1], best[2]


def shifted(head: Head, threshold: float) -> Head:
    """Return a head whose best threshold is one half."""
    return Head(head.bias - logit(threshold), head.dense, head.groups)


def held_out_heads(rows: Rows, head: int) -> tuple[dict[str, int], list[Head]]:
    """Fit a head on all parts of the sites but one, for each; also the part of each site."""
    nothing, heads = rows.at(np.zeros(0, np.intp)), []
    part: dict[str, int] = {}
    for number, (train, test) in enumerate(splits(rows, seed=0)):
        known = rows.at(train)
        setting, threshold = choose(known, nothing, head=head)
        heads.append(shifted(fit(known, head, setting), threshold))
        part |= dict.fromkeys(rows.site[test].tolist(), number)
    return part, heads


def with_heads(bundle: Bundle, heads: Mapping[int, Head]) -> sentences.HedgingModel:
    """Return a bundle's model with some heads, by number, in the place of its own."""
    arrays = bundle.arrays("hedging.npz")
    bias = np.array(bundle.json("hedging.json")["bias"], float)
    dense = arrays["dense"].astype(float)
    groups = np.zeros((BUCKETS + 1, len(bias)), np.float32)
    groups[known_rows(arrays["known"], BUCKETS)] = arrays["groups"]
    for number, head in heads.items():
        bias[number], dense[:, number] = head.bias, head.dense
        groups[:-1, number] = head.groups
    return sentences.HedgingModel.with_weights(bias, dense, groups)


def write(heads: list[Head], rows: int) -> None:
    """Write the artefacts."""
    groups = np.column_stack([head.groups for head in heads])
    known = np.abs(groups).max(1) >= SMALLEST
    arrays: dict[str, Array] = {
        "dense": np.column_stack([head.dense for head in heads]).astype(np.float16),
        "known": np.packbits(known),
        "groups": groups[known].astype(np.float16),
    }
    about = {
        "protocol": sentences.PROTOCOL,
        "heads": sentences.HEADS,
        "bias": [round(head.bias, 4) for head in heads],
        "threshold": 0.5,
        "training_rows": rows,
        "features": sentence_features.NAMES,
    }
    write_small_model("hedging", about, arrays)


def run(data: Path) -> None:
    """Train on all rows and write the artefacts."""
    rows, extra, own = labelled(data), teaching(data), of_substance(data)
    nothing = own.at(np.zeros(0, np.intp))
    heads = []
    for number, name in enumerate(sentences.HEADS):
        judged, others = (own, nothing) if number in SUBSTANCE else (rows, extra)
        setting, threshold = choose(judged, others, head=number)
        head = fit(judged.with_rows(others), number, setting)
        heads.append(shifted(head, threshold))
        print(f"{name}: {setting}, best threshold {threshold:.3f}, shifted to 0.5", flush=True)
    write(heads, sum(len(part.dense) for part in (rows, extra, own)))
