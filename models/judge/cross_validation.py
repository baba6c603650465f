"""Cross-validation of the whole recipe: whole sites held out, or whole sources.

Everything that learns (wording, curves, trees, the page's part, calibration) is fitted inside the
training folds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

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
    sums = {source: np.full(len(bench.rows), np.nan) for source in SOURCES}
    families = np.full((len(bench.rows), len(FAMILIES)), np.nan)
    moved = []
    for number, (_, outside) in enumerate(bench.parts):
        part = bench.fold(number)
        judge, base = judge_of(part.train, bench)
        words = bench.labelled.words[bench.rows[outside]]
        for source in SOURCES:
            judged = log_odds(judge, part.test.vectors[source]) - base
            sums[source][outside] = base + words / (words + HALF_WORDS) * judged
        moved.append(log_odds(judge, part.swapped.vectors["html"]))
        families[outside] = [_of_families(judge, row) for row in part.test.vectors["html"]]
        print(f"fold {number + 1}: {len(outside)} pages held out", flush=True)
    return {**sums, "swapped": np.concatenate(moved), "families": families}


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
