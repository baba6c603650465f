"""Cross-validation of the whole recipe: whole sites held out, or whole sources.

Everything that learns (wording, curves, trees, the page's part, calibration) is fitted inside the
training folds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from models.judge.bench import on_each_fold
from models.judge.proving import proofs_of
from models.judge.settings import SEED
from pagequality.judge.model import SOURCES
from pagequality.learned.odds import logit
from pagequality.signals import SIGNALS
from pagequality.training.fit import HALF_WORDS, STACKED, fit_judge, log_odds, stacked

if TYPE_CHECKING:
    from models.judge.bench import Bench
    from models.judge.labelled import Labelled
    from pagequality.judge.model import Judge
    from pagequality.text.arrays import Flags, Floats, Ints
    from pagequality.training.examples import Examples


FAMILIES: Final = tuple(dict.fromkeys(signal.family for signal in SIGNALS))
_HOMES: Final = np.array([FAMILIES.index(signal.family) for signal in SIGNALS])


def cross_validate(bench: Bench) -> dict[str, Floats]:
    """Return calibrated held-out log-odds of every page by source, and of swapped pages.

    Swapped pages (``"swapped"``) come fold by fold, as `Bench.swaps` has them. ``"families"`` has
    what each of `FAMILIES` adds to the log-odds of a page's HTML.
    """
    parts = bench.parts
    found = on_each_fold(bench, _held_out)
    order = np.argsort(np.concatenate([outside for _, outside in parts]))
    names = (*SOURCES, "families")
    together = {name: np.concatenate([part[name] for part in found])[order] for name in names}
    return {**together, "swapped": np.concatenate([part["swapped"] for part in found])}


def _held_out(bench: Bench, number: int) -> dict[str, Floats]:
    """Return what the judge of a fold's training part says of its pages held out, in order."""
    outside, part = bench.parts[number][1], bench.fold(number)
    judge, base = judge_of(part.train, bench)
    words = bench.labelled.words[bench.rows[outside]]
    certainty = words / (words + HALF_WORDS)
    vectors = part.test.vectors
    print(f"fold {number + 1}: {len(outside)} pages held out", flush=True)
    return {
        **{name: base + certainty * (log_odds(judge, vectors[name]) - base) for name in SOURCES},
        "families": np.array([_of_families(judge, row) for row in vectors["html"]]),
        "swapped": log_odds(judge, part.swapped.vectors["html"]),
    }


def _of_families(judge: Judge, vector: Floats) -> Floats:
    """Return what each family adds to the log-odds of a page."""
    added = judge.contributions(vector)[0]
    return np.bincount(_HOMES, added).astype(float)


def judge_of(train: Examples, bench: Bench) -> tuple[Judge, float]:
    """Fit the recipe's judge on examples with wording scores; also where short pages start."""
    every = stacked(train)
    judge = fit_judge(every.vectors[STACKED], every, SEED, settings=bench.settings.fit).judge
    judge = replace(judge, proofs=proofs_of(train))
    return judge, logit(float(np.average(every.labels, weights=every.usual)))


def slices(labelled: Labelled, rows: Ints) -> dict[str, Flags]:
    """Return the slices to report, the ones that count first."""
    source, web = labelled.source[rows], labelled.web[rows]
    return {
        "wild": labelled.wild[rows],
        "web": web,
        "wcxb": source == "wcxb",
        "mixed": web & (source != "wcxb"),
        "all": np.ones(len(rows), bool),
    }
