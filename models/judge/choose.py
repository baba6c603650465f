"""Choose the judge's settings inside nested site-grouped folds, and report what that gives.

Settings: the trees' share of the say beside the curves, and how far what stands around the content
may move the log-odds. In each outer fold they are chosen on three folds of the training part alone,
by the mean of four figures: average precision on the wild slice and on the web slice, the share of
pairs of one topic in the right order, and ROC AUC on contents swapped into other templates. What
each fold chose is reported; the choice with the most points over all of them is shipped: it is
written to `settings.json`, which `build` reads. Wording scores are those of the outer fold.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.judge.bench import Bench
from models.judge.pairs import pairs_of
from models.judge.settings import SEED, chosen, keep
from models.places import write_report
from pagequality.signals import SIGNALS
from pagequality.training import evaluation
from pagequality.training.examples import Examples, folds
from pagequality.training.fit import STACKED, Settings, fit_judge, log_odds, stacked

if TYPE_CHECKING:
    from pathlib import Path

    from models.judge.pairs import Pairs
    from pagequality.judge.model import Judge
    from pagequality.text.arrays import Flags, Floats, Ints

INNER: Final = 3
SHARES: Final = (0.0, 0.5, 1.0)
BOUNDS: Final = (0.5, 1.0, 2.0)
Choice = tuple[float, float]
CHOICES: Final[tuple[Choice, ...]] = tuple(product(SHARES, BOUNDS))
_WORDING: Final = np.array([signal.family == "wording" for signal in SIGNALS])


class Inside:
    """The training part of an outer fold, with what its choices are judged on."""

    def __init__(self, bench: Bench, number: int) -> None:
        self.train = bench.fold(number).train
        known = bench.usual(bench.parts[number][0])
        self.rows, labelled = bench.rows[known], bench.labelled
        self.wild, self.web = labelled.wild[self.rows], labelled.web[self.rows]
        place = {int(row): at for at, row in enumerate(self.rows)}
        others = [swaps for at, swaps in enumerate(bench.swaps) if at != number]
        self.moved = np.concatenate([swaps.examples.vectors["html"] for swaps in others])
        self.content = np.array([place[int(row)] for swaps in others for row in swaps.content])
        self.moved[:, _WORDING] = self.train.vectors["html"][self.content][:, _WORDING]
        self.pairs: Pairs = pairs_of(labelled, self.rows)

    def points(self, choice: Choice) -> float:
        """Return the mean of the four figures, on folds inside."""
        sums = np.full(len(self.rows), np.nan)
        moved = np.full(len(self.content), np.nan)
        for inside, outside in folds(self.train, INNER, SEED):
            judged = outside[outside < len(self.rows)]
            judge = _fit(self.train.take(inside), choice)
            sums[judged] = log_odds(judge, self.train.vectors["html"][judged])
            own = np.isin(self.content, judged)
            moved[own] = log_odds(judge, self.moved[own])
        return self._mean(sums, moved)

    def _mean(self, sums: Floats, moved: Floats) -> float:
        labels = self.train.labels[: len(self.rows)]
        figures = [_precision(labels, sums, part) for part in (self.wild, self.web)]
        figures.append(self.pairs.figures(sums)["right"])
        figures.append(evaluation.roc_auc(labels[self.content], moved))
        return float(np.mean(figures))


def _precision(labels: Ints, sums: Floats, part: Flags) -> float:
    return evaluation.average_precision(labels[part], sums[part])


def _fit(train: Examples, choice: Choice) -> Judge:
    """Fit a judge with a choice of settings."""
    every, (share, bound) = stacked(train), choice
    settings = Settings(trees_share=share, page_bound=bound)
    return fit_judge(every.vectors[STACKED], every, SEED, settings=settings)[0]


def run(data: Path) -> None:
    """Choose, write the choice and the report."""
    settings = chosen()
    bench = Bench(data, settings)
    table: list[list[float]] = []
    for number in range(len(bench.parts)):
        inside = Inside(bench, number)
        table.append([inside.points(choice) for choice in CHOICES])
        best = CHOICES[int(np.argmax(table[-1]))]
        print(f"fold {number + 1}: {best[0]:.0%} trees, bound {best[1]:g}", flush=True)
    mean = np.mean(table, axis=0)
    share, bound = CHOICES[int(mean.argmax())]
    report: dict[str, Any] = {
        "chosen_in_folds": [CHOICES[int(np.argmax(points))] for points in table],
        "shipped": [share, bound],
        "points": [
            [*choice, round(float(point), 4)] for choice, point in zip(CHOICES, mean, strict=True)
        ],
    }
    keep(replace(settings, trees_share=share, page_bound=bound))
    write_report("choice", report)
