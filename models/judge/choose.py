"""Choose the judge's settings inside nested site-grouped folds, and report what that gives.

Settings: the trees' share of the say beside the curves, and how far what stands around the content
may move the log-odds. In each outer fold they are chosen on three folds of the training part alone,
by the mean of four figures: average precision on the wild slice and on the web slice, the share of
pairs of one topic in the right order, and ROC AUC on contents swapped into other templates. What
each fold would choose is reported. Of the choices that are within noise of the best over all folds
the one that leaves least to trees, then least to the template, is shipped: it is written to
`settings.json`, which `build` reads. Wording scores are those of the outer fold.

How much pages of networks count, which teach wording alone, is tried on the same folds with what
was chosen; another weight is taken only where it is better beyond the noise.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from models.judge.bench import Bench, on_each_fold
from models.judge.pairs import pairs_of
from models.judge.settings import SEED, chosen, keep
from models.places import write_report
from pagequality.judge.model import bounded
from pagequality.signals import SIGNALS
from pagequality.training import evaluation
from pagequality.training.examples import folds
from pagequality.training.fit import (
    STACKED,
    TREES_SHARE,
    Settings,
    calibrate,
    fit_page,
    fit_terms,
    log_odds,
    scaled,
    stacked,
)

if TYPE_CHECKING:
    from pathlib import Path

    from models.judge.pairs import Pairs
    from models.judge.settings import Chosen
    from pagequality.judge.model import Judge
    from pagequality.text.arrays import Flags, Floats, Ints

INNER: Final = 3
SHARES: Final = (0.0, 0.5, 1.0)
NOISE: Final = 0.003
"""Points that choices may differ by without one being better: two makes of the small models move
one choice by up to 0.0024."""
BOUNDS: Final = (0.5, 1.0, 2.0)
NETWORKS: Final = (0.0, 0.25, 1.0)
"""Weights of a page of neither the web slice nor the wild one."""
Choice = tuple[float, float]
CHOICES: Final[tuple[Choice, ...]] = tuple(product(SHARES, BOUNDS))
_WORDING: Final = np.array([signal.family == "wording" for signal in SIGNALS])


class Said(NamedTuple):
    """Held-out log-odds of curves and of trees, of pages and of swapped pages."""

    curves: Floats
    trees: Floats
    moved_curves: Floats
    moved_trees: Floats


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
        self.parts = folds(self.train, INNER, SEED)

    @property
    def table(self) -> Floats:
        """The pages' signals, those of invented pages last."""
        return self.train.vectors["html"]

    @cached_property
    def content_said(self) -> Said:
        """What the content's terms say of pages, and of swapped pages, that taught them nothing."""
        pages, moved = (np.zeros((2, len(table))) for table in (self.table, self.moved))
        for inside, outside in self.parts:
            every = stacked(self.train.take(inside))
            judge = fit_terms(every.vectors[STACKED], every, SEED, settings=Settings())
            parts = _curves_of(judge), _trees_of(judge)
            own = np.isin(self.content, outside)
            for row, part in enumerate(parts):
                pages[row, outside] = log_odds(part, self.table[outside])
                moved[row, own] = log_odds(part, self.moved[own])
        return Said(*pages, *moved)

    def point(self, share: float, bound: float) -> float:
        """Return the mean of the four figures for one choice, on folds inside."""
        return self._of_share(share)[BOUNDS.index(bound)]

    def points(self) -> list[float]:
        """Return the mean of the four figures for every choice, on folds inside."""
        return [point for share in SHARES for point in self._of_share(share)]

    def _of_share(self, share: float) -> list[float]:
        """Return the points of a share of the trees, for every bound."""
        said, labels = self.content_said, self.train.labels
        sums, moved = (
            (1.0 - share) * curves + share * trees
            for curves, trees in ((said.curves, said.trees), (said.moved_curves, said.moved_trees))
        )
        slope, start = calibrate(sums, labels, self.train.usual)
        sums, moved = slope * sums + start, slope * moved + start
        added, also = np.zeros(self.table.shape), np.zeros(self.moved.shape)
        for inside, outside in self.parts:
            part = self.train.take(inside)
            page = fit_page(self.table[inside], part, sums[inside], settings=Settings())
            own = np.isin(self.content, outside)
            added[outside] = page.contributions(self.table[outside])
            also[own] = page.contributions(self.moved[own])
        return [self._mean(_within(sums, added, bound), _within(moved, also, bound))
                for bound in BOUNDS]  # fmt: skip

    def _mean(self, sums: Floats, moved: Floats) -> float:
        labels, pages = self.train.labels[: len(self.rows)], sums[: len(self.rows)]
        figures = [_precision(labels, pages, part) for part in (self.wild, self.web)]
        figures.append(self.pairs.figures(pages)["right"])
        figures.append(evaluation.roc_auc(labels[self.content], moved))
        return float(np.mean(figures))


def _precision(labels: Ints, sums: Floats, part: Flags) -> float:
    return evaluation.average_precision(labels[part], sums[part])


def _within(sums: Floats, added: Floats, bound: float) -> Floats:
    """Add contributions of what stands around, within a bound."""
    more = np.array([bounded(row, bound).sum() for row in added])
    moved: Floats = sums + more
    return moved


def _curves_of(judge: Judge) -> Judge:
    """Return the curves alone, with all the say."""
    trees = replace(judge.trees, value=judge.trees.value * 0.0)
    curves, rest = judge.curves, 1.0 - TREES_SHARE
    return replace(
        judge, curves=scaled(curves, 1.0 / rest), trees=trees, intercept=judge.intercept / rest
    )


def _trees_of(judge: Judge) -> Judge:
    """Return the trees alone, with all the say."""
    trees = replace(judge.trees, value=judge.trees.value / TREES_SHARE)
    return replace(judge, curves=scaled(judge.curves, 0.0), trees=trees, intercept=0.0)


def plainest(points: dict[Choice, float]) -> Choice:
    """Return the choice of fewest trees, then lowest bound, among those within noise of the best.

    >>> plainest({(0.0, 1.0): 0.90, (0.5, 1.0): 0.919, (0.5, 2.0): 0.92, (1.0, 0.5): 0.92})
    (0.5, 1.0)
    """
    best = max(points.values())
    return min(choice for choice, point in points.items() if point >= best - NOISE)


def better(points: dict[float, float], present: float) -> float:
    """Return the best weight, if it is better than the present one beyond the noise.

    >>> better({0.0: 0.901, 0.25: 0.900}, 0.25), better({0.0: 0.910, 0.25: 0.900}, 0.25)
    (0.25, 0.0)
    """
    best = max(points, key=points.__getitem__)
    return best if points[best] > points[present] + NOISE else present


def _points(bench: Bench, number: int) -> list[float]:
    return Inside(bench, number).points()


def _point(bench: Bench, number: int, *, choice: Choice) -> float:
    return Inside(bench, number).point(*choice)


def of_networks(data: Path, settings: Chosen) -> dict[float, float]:
    """Return the mean of the four figures for every weight of the networks' pages."""
    points = {}
    for weight in NETWORKS:
        bench = Bench(data, replace(settings, networks=weight))
        choice = settings.trees_share, settings.page_bound
        points[weight] = float(np.mean(on_each_fold(bench, partial(_point, choice=choice))))
        print(f"networks at {weight:g}: {points[weight]:.4f}", flush=True)
    return points


def run(data: Path) -> None:
    """Choose, write the choice and the report."""
    settings = chosen()
    bench = Bench(data, settings)
    table = on_each_fold(bench, _points)
    for number, points in enumerate(table, 1):
        share, bound = CHOICES[int(np.argmax(points))]
        print(f"fold {number}: {share:.0%} trees, bound {bound:g}", flush=True)
    mean = np.mean(table, axis=0)
    share, bound = plainest(dict(zip(CHOICES, mean.tolist(), strict=True)))
    settings = replace(settings, trees_share=share, page_bound=bound)
    networks = of_networks(data, settings)
    settings = replace(settings, networks=better(networks, settings.networks))
    report: dict[str, Any] = {
        "chosen_in_folds": [CHOICES[int(np.argmax(points))] for points in table],
        "shipped": [share, bound],
        "points": [
            [*choice, round(float(point), 4)] for choice, point in zip(CHOICES, mean, strict=True)
        ],
        "networks": [[weight, round(point, 4)] for weight, point in networks.items()],
        "networks_shipped": settings.networks,
    }
    keep(settings)
    write_report("choice", report)
