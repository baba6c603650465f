"""Fit the model of template noise: what each line of a page is for.

The kinds are learned from labelled lines of many sites, from blocks of which is known only
that they are content or a template's, from invented lines (``models/seeds/lines.txt``) and the
phrases of the lexicons. Words and surroundings are fitted together by one logistic regression,
in small steps (Adam) of a falling rate; half of the time a line is shown without what stands
around it, so that the same weights serve lines alone. Every step is deterministic. The settings
were not searched for: they are the first that were tried, but for the weight of invented lines,
which is chosen inside the lines that teach, and for the table of letters.

Lines that might be an adblock notice get a second look by runs of letters, a logistic regression of
its own: such a notice or anything else. Its half say, the length of runs, how they count and the
size of the table were compared on three deals of the sites, where a whole family of wordings is one
site; tables of 4,096 to 32,768 weights differed by a line or two. Of the last hundred invented
lines, which are about ad blockers and words that sound like them, most were written after misses on
lines held out had been looked at: what they add to the figures is not wholly unseen; what letters
add is, but for these few settings.
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
    PARTS,
    WEIGHTS,
    Features,
    Labelled,
    features,
    labelled,
    phrase_lines,
    seed_lines,
)
from pagequality.learned.template_noise.features import BITS, CLASSES
from pagequality.learned.template_noise.letters import NOTICE, Letters
from pagequality.learned.template_noise.model import PROTOCOL, TemplateNoiseModel

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Floats, Floats32, Ints

PLAIN_SCALE: Final = 0.3
TABLE_SCALE: Final = 2.0
SEED_WEIGHTS: Final = (0.3, 0.6, 1.2)
"""What an invented line may count beside a labelled one; the lines that teach choose."""
INNER: Final = 3
"""How many parts of whole sites these lines are dealt to for that, each held out once."""
PHRASE_WEIGHT: Final = 0.05
EPOCHS: Final = 6
RATE: Final = 0.02
RIDGE: Final = 1e-4
BATCH: Final = 256
ALONE: Final = 0.5
"""How often a line is shown without what stands around it."""
STEP: Final = 1 / 128
"""Hashed weights are kept in such steps: rounded ones pack into half the room."""
FINE: Final = 1 / 1024
"""All other weights are kept in such steps: a line has many of them at once."""
FREEDOM: Final = 10.0
"""How little weights of letters are held back; smaller holds them closer to zero."""
_FIRST, _SECOND, _SMALL = 0.9, 0.999, 1e-8


@dataclass(frozen=True)
class Examples:
    """Lines to learn from: features, surroundings, the classes each may be of, and weights."""

    lines: Features
    around: Floats32
    allowed: Floats32
    weight: Floats

    def at(self, rows: Ints) -> Examples:
        """Return some of the examples."""
        return Examples(
            self.lines.at(rows), self.around[rows], self.allowed[rows], self.weight[rows]
        )


@dataclass(frozen=True)
class Weights:
    """What is fitted: a row a readable feature, a hash or a column of surroundings."""

    plain: Floats32
    hashed: Floats32
    around: Floats32

    def log_odds(self, lines: Features, around: Floats32 | None = None) -> Floats:
        """Log-odds of every class, with or without what stands around the lines."""
        odds: Floats = lines.plain @ self.plain + lines.hashed @ self.hashed
        return odds if around is None else odds + around @ self.around


def examples(known: Labelled) -> Examples:
    """Make examples of labelled lines, as they stand."""
    weight = known.lines.part.map(WEIGHTS).to_numpy(float)
    return Examples(features(known.lines.text.tolist()), known.around, known.allowed, weight)


def invented(width: int, seed: float) -> Examples:
    """Seeds, each of which counts ``seed`` at most, and phrases; nothing stands around them."""
    seeds, seed_label, seed_weight = seed_lines()
    phrases, phrase_label = phrase_lines()
    weight = np.append(seed_weight * seed, np.full(len(phrases), PHRASE_WEIGHT))
    label = np.append(seed_label, phrase_label)
    allowed = np.eye(len(CLASSES), dtype=np.float32)[label]
    nothing = np.zeros((len(label), width), np.float32)
    return Examples(features([*seeds, *phrases]), nothing, allowed, weight)


def joined(*parts: Examples) -> Examples:
    """Put several sets of examples one after the other."""
    lines = Features(
        np.concatenate([part.lines.plain for part in parts]),
        sp.vstack([part.lines.hashed for part in parts]).tocsr(),
        sp.vstack([part.lines.letters for part in parts]).tocsr(),
    )
    around, allowed, weight = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("around", "allowed", "weight")
    )
    return Examples(lines, around, allowed, weight)


def choose(known: Labelled, every: Examples, rows: Ints) -> float:
    """Choose what invented lines count, from some rows of the labelled lines alone.

    By the log-likelihood of lines that two annotators agree on, judged by their words alone and
    with what stands around them by models that saw no line of their sites.
    """
    asked = known.part(*PARTS.values())[rows]
    sites = known.lines.site.to_numpy(str)[rows]
    folds = GroupKFold(INNER, shuffle=True, random_state=1)
    more = {weight: invented(known.around.shape[1], weight) for weight in SEED_WEIGHTS}
    loss = dict.fromkeys(SEED_WEIGHTS, 0.0)
    for inside, outside in folds.split(rows, groups=sites):
        teach, judged = every.at(rows[inside]), every.at(rows[outside[asked[outside]]])
        for weight in SEED_WEIGHTS:
            found = fit(joined(teach, more[weight]))
            for around in (None, judged.around):
                loss[weight] += surprise(found.log_odds(judged.lines, around), judged.allowed)
    return min(loss, key=loss.__getitem__)


def surprise(odds: Floats, allowed: Floats32) -> float:
    """Sum up how little log-odds expect what lines are.

    >>> round(surprise(np.zeros((2, 4)), np.eye(4, dtype=np.float32)[:2]), 3)
    2.773
    """
    return -float(np.log((softmax(odds) * allowed).sum(axis=1) + _SMALL).sum())


def fit(known: Examples) -> Weights:
    """Fit the weights of all features for every class."""
    mean, spread = known.lines.plain.mean(axis=0), known.lines.plain.std(axis=0)
    spread = np.maximum(spread, 0.2) / PLAIN_SCALE
    mean[0], spread[0] = 0, 1
    plain = ((known.lines.plain - mean) / spread).astype(np.float32)
    dense = np.concatenate([plain, known.around], axis=1)
    sparse = (known.lines.hashed * TABLE_SCALE).astype(np.float32).tocsr()
    of_hashes, of_dense = descend(sparse, dense, known, alone=plain.shape[1])
    of_plain = of_dense[: plain.shape[1]] / spread[:, None]
    of_plain[0] -= mean @ of_plain
    return Weights(of_plain.astype(np.float32), of_hashes * TABLE_SCALE, of_dense[plain.shape[1] :])


def descend(
    sparse: sp.csr_matrix, dense: Floats32, known: Examples, *, alone: int
) -> tuple[Floats32, Floats32]:
    """Fit the weights of sparse and dense columns by Adam.

    The loss is the logarithm of the chance of the classes that a line may be of. Half of the
    time the dense columns from ``alone`` on are taken for zero.
    """
    generator = np.random.default_rng(0)
    weight = (known.weight / known.weight.mean()).astype(np.float32)
    found = [np.zeros((x.shape[1], len(CLASSES)), np.float32) for x in (sparse, dense)]
    mean, square = ([np.zeros_like(part) for part in found] for _ in range(2))
    starts = range(0, len(weight), BATCH)
    steps, step = EPOCHS * len(starts), 0
    for _ in range(EPOCHS):
        order = generator.permutation(len(weight))
        for start in starts:
            rows = order[start : start + BATCH]
            some, beside = sparse[rows], dense[rows]
            beside[generator.random(len(rows)) < ALONE, alone:] = 0
            chance = softmax(some @ found[0] + beside @ found[1])
            right = chance * known.allowed[rows] + _SMALL * known.allowed[rows]
            error = chance - right / right.sum(axis=1, keepdims=True)
            error *= weight[rows, None] / len(rows)
            step += 1
            rate = RATE * (1 - (step - 1) / steps) / (1 - _FIRST**step)
            damping = 1 / np.sqrt(1 - _SECOND**step)
            for i, columns in enumerate((some, beside)):
                slope = columns.T @ error + RIDGE * found[i]
                mean[i] += (1 - _FIRST) * (slope - mean[i])
                square[i] += (1 - _SECOND) * (slope * slope - square[i])
                found[i] -= rate * mean[i] / (np.sqrt(square[i]) * damping + _SMALL)
    return found[0], found[1]


def spell(known: Examples) -> Letters:
    """Fit what letters say, on lines that are of one class, at the precision the library keeps."""
    sure = np.flatnonzero(known.allowed.sum(axis=1) == 1)
    weight = known.weight[sure]
    model = LogisticRegression(C=FREEDOM, solver="liblinear", tol=1e-2)
    notice = known.allowed[sure, NOTICE] > 0
    model.fit(known.lines.letters[sure], notice, sample_weight=weight / weight.mean())
    kept = np.round(np.append(model.coef_[0], model.intercept_) / STEP) * STEP
    return Letters.of(kept.astype(np.float16))


def spelt(letters: Letters, lines: Features) -> Floats:
    """Log-odds by letters that lines are an adblock notice."""
    said: Floats = lines.letters @ letters.weight + letters.start
    return said


def softmax(odds: Array) -> Array:
    """Chances of the classes."""
    chance = np.exp(odds - odds.max(axis=1, keepdims=True))
    shares: Array = chance / chance.sum(axis=1, keepdims=True)
    return shares


def model_of(weights: Weights, letters: Letters) -> TemplateNoiseModel:
    """Cut the weights into the parts the library keeps apart, at the precision it keeps."""
    cuts = np.cumsum([0, *(1 << bits for bits in BITS)])
    tables = tuple(
        (np.round(weights.hashed[a:b] / STEP) * STEP).astype(np.float16).astype(np.float32)
        for a, b in itertools.pairwise(cuts)
    )
    plain, around = (
        (np.round(part / FINE) * FINE).astype(np.float32)
        for part in (weights.plain, weights.around)
    )
    return TemplateNoiseModel(plain, tables, around, letters)


def run(data: Path) -> None:
    """Fit on all labelled lines and write the artefacts."""
    known = labelled(data)
    every = examples(known)
    weight = choose(known, every, np.arange(len(known.lines)))
    print(f"an invented line counts {weight:g}", flush=True)
    more = invented(known.around.shape[1], weight)
    parts = known.lines.part.value_counts().to_dict() | {"invented": len(more.weight)}
    teach = joined(every, more)
    write(model_of(fit(teach), spell(teach)), parts)


def write(model: TemplateNoiseModel, counts: dict[str, int]) -> None:
    """Write the artefacts."""
    tables = {f"table{i}": table.astype(np.float16) for i, table in enumerate(model.tables)}
    arrays: dict[str, Array] = {"plain": model.plain, "around": model.around, **tables}
    arrays["letters"] = model.letters.to_array()
    about = {"protocol": PROTOCOL, "classes": CLASSES, "lines": counts}
    write_small_model("template_noise", about, arrays)
