"""Fitting the model of sites: logistic regression on measures that shrink with few pages.

A measure can only accuse where it is high, and adds nothing where it is 0 or unknown. Low and
honest sites count alike, and so do all draws of a site together. Every second draw stands
there without what needs sketches, too, so that scores alone are judged well. How strongly weights
are held back, and how many pages count half, are chosen by log loss on sites held out inside.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from models.judge.settings import SEED
from pagequality.sites.measures import QUANTILES
from pagequality.sites.model import SiteModel
from pagequality.sites.sequential import FEWEST, Promise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.sites.draws import Draws
    from pagequality.text.arrays import Array, Flags, Floats, Ints

FOLDS: Final = 10
_INNER: Final = 4
OF_SCORES: Final = len(QUANTILES)
"""The first measures need scores alone."""
_DIGITS: Final = 5
_LEAST: Final = 1e-6
_CAUTION: Final = tuple(round(1.5 - 0.05 * step, 2) for step in range(27))
"""From strict to mild."""
_ROOM: Final = 0.75
"""The share of the promised errors that may be used up on the sites it was chosen on."""


class Chosen(NamedTuple):
    """What is chosen inside: how freely weights follow the draws, and pages that count half."""

    freedom: float
    half: float


CHOICES: Final = tuple(Chosen(freedom, half) for freedom in (0.03, 0.3) for half in (0.5, 1.0, 2.0))


class Table(NamedTuple):
    """Draws of low and honest sites.

    Attributes:
        site: which site.
        order: which of its site's orders each is of.
        low: whether it is low.
        pages: how many the draw has.
        values: measures, a row a draw; ``nan`` is unknown.
    """

    site: Array
    order: Ints
    low: Ints
    pages: Ints
    values: Floats

    def take(self, rows: Flags) -> Table:
        """Return some draws."""
        return Table(
            self.site[rows], self.order[rows], self.low[rows], self.pages[rows], self.values[rows]
        )


def table_of(drawn: Draws, label: Mapping[str, int]) -> tuple[Table, Flags]:
    """Return the draws of low and honest sites, and which of all they are."""
    low = np.array([label[site] for site in drawn.site.tolist()])
    table = Table(drawn.site, drawn.order, low, drawn.pages, drawn.values)
    return table.take(low >= 0), low >= 0


def parts(table: Table, count: int) -> Iterator[tuple[Flags, Flags]]:
    """Deal whole sites to parts; yield which draws are inside and which are held out."""
    names, first = np.unique(table.site, return_index=True)
    splitter = StratifiedKFold(count, shuffle=True, random_state=SEED)
    for _, outside in splitter.split(names, table.low[first]):
        held_out = np.isin(table.site, names[outside])
        yield ~held_out, held_out


def fit(table: Table, chosen: Chosen) -> SiteModel:
    """Fit the model with these settings; ``scatter`` is measured apart."""
    scores = table.values.copy()
    scores[:, OF_SCORES:] = np.nan
    values = np.concatenate([table.values, scores[::2]])
    low, count, weights = (
        np.concatenate([column, column[::2]])
        for column in (table.low, table.pages, _weights(table))
    )
    sides = [values[low == side, :OF_SCORES].mean(axis=0) for side in (0, 1)]
    typical = np.zeros(values.shape[1])
    typical[:OF_SCORES] = np.mean(sides, axis=0)
    spread = np.nan_to_num(np.nanstd(values, axis=0)) + _LEAST
    known = np.nan_to_num((values - typical) / spread)
    share = (count / (count + chosen.half))[:, None]
    design = np.hstack([known, np.ones((len(known), 1))]) * share
    steps, start = _steps(design, low, weights, freedom=chosen.freedom)
    return SiteModel(_rounded(typical), _rounded(steps / spread), start, chosen.half, 0.0)


def _steps(design: Floats, low: Ints, weights: Floats, *, freedom: float) -> tuple[Floats, float]:
    """Fit; what would excuse where it may only accuse is left out, and all is fitted again."""
    kept = np.ones(design.shape[1], bool)
    while True:
        fitted = LogisticRegression(C=freedom, fit_intercept=False, max_iter=500)
        fitted.fit(design[:, kept], low, sample_weight=weights)
        steps = np.zeros(design.shape[1])
        steps[kept] = fitted.coef_[0]
        wrong = steps[:-1] < 0
        if not wrong.any():
            return steps[:-1], round(float(steps[-1]), _DIGITS)
        kept[:-1] &= ~wrong


def _rounded(numbers: Array) -> tuple[float, ...]:
    return tuple(round(float(number), _DIGITS) for number in numbers)


def _weights(table: Table) -> Floats:
    """Weigh each site alike, and low sites together as much as honest ones; 1 a site on average."""
    sites, place, draws = np.unique(table.site, return_inverse=True, return_counts=True)
    weights: Floats = 1.0 / draws[place]
    for side in (0, 1):
        own = table.low == side
        weights[own] *= len(sites) / 2 / weights[own].sum()
    return weights


def predict(model: SiteModel, table: Table) -> Floats:
    """Return the log-odds of every draw."""
    found = [
        model.log_odds(values, count)
        for values, count in zip(table.values.tolist(), table.pages.tolist(), strict=True)
    ]
    return np.array(found)


def choose(table: Table) -> Chosen:
    """Return the settings with the least log loss on sites held out."""
    losses = dict.fromkeys(CHOICES, 0.0)
    for inside, outside in parts(table, _INNER):
        held_out = table.take(outside)
        signs = 2 * held_out.low - 1
        for chosen in CHOICES:
            said = predict(fit(table.take(inside), chosen), held_out)
            losses[chosen] += float(_weights(held_out) @ np.logaddexp(0.0, -signs * said))
    return min(losses, key=losses.__getitem__)


def fitted(table: Table) -> SiteModel:
    """Choose settings and fit; measure scatter and caution on sites held out inside."""
    chosen = choose(table)
    said = np.zeros(len(table.site))
    for inside, outside in parts(table, _INNER):
        said[outside] = predict(fit(table.take(inside), chosen), table.take(outside))
    return replace(
        fit(table, chosen), scatter=scatter(table, said), caution=caution(table, said, Promise())
    )


def paths(table: Table) -> list[list[int]]:
    """Return the draws of each order of each site, fewest pages first."""
    found: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for i, key in enumerate(zip(table.site.tolist(), table.order.tolist(), strict=True)):
        found[key].append(i)
    return list(found.values())


def scatter(table: Table, log_odds: Floats) -> float:
    """Return how far log-odds lie from those of the same order's most pages, as for one page."""
    steps = [
        (log_odds[i] - log_odds[rows[-1]]) * np.sqrt(table.pages[i])
        for rows in paths(table) if table.pages[rows[-1]] == table.pages.max()
        for i in rows[:-1]
    ]  # fmt: skip
    return round(float(np.sqrt(np.mean(np.square(steps)))), _DIGITS)


def caution(table: Table, log_odds: Floats, promise: Promise) -> tuple[float, float]:
    """Return what the bounds of a test must be multiplied with, so that its errors are as promised.

    A path ends where it first passes a bound; so with a milder bound on one side more paths end
    there. One side after the other is made milder, step by step, as long as both promises hold
    with some room: what was chosen on these sites does a little worse on others.
    """
    ends = [log_odds[[i for i in rows if table.pages[i] >= FEWEST]] for rows in paths(table)]
    low = np.array([table.low[rows[0]] for rows in paths(table)])
    kept = (_CAUTION[0], _CAUTION[0])
    for side in (0, 1):
        for level in _CAUTION:
            tried = (level, kept[1]) if side == 0 else (kept[0], level)
            if not _holds(ends, low, promise, tried=tried):
                break
            kept = tried
    return kept


def _holds(ends: list[Floats], low: Ints, promise: Promise, *, tried: tuple[float, float]) -> bool:
    """Whether a test with these bounds keeps its promise."""
    steps = np.array([_first(path, promise.low * tried[0], promise.honest * tried[1])
                      for path in ends])  # fmt: skip
    alarms, misses = (steps[low == 0] > 0).mean(), (steps[low == 1] < 0).mean()
    return bool(alarms <= _ROOM * promise.false_alarms and misses <= _ROOM * promise.misses)


def _first(path: Floats, above: float, below: float) -> int:
    """Return which bound is passed first: 1, -1, or 0 for none."""
    passed = np.flatnonzero((path >= above) | (path <= below))
    return 0 if not passed.size else 1 if path[passed[0]] >= above else -1
