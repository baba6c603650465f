"""A model of one's own on top of another: its log-odds, corrected by what new labels teach.

The new log-odds are ``(1 + d) * old + b + one small curve a signal``. The labels move ``d`` away
from zero, and the curves away from level, only as far as they outweigh a ridge; how strong the
ridge on the curves is, and whether there are curves at all, is chosen by held-out log loss on
folds that never part pages of one group. A sum of curves is a curve, and trees can be scaled, so
the result is a model like any other: its reasons stay exact.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from pagequality.judge.model import Judge, Model
from pagequality.judge.proofs import NO_PROOFS
from pagequality.learned.curves import Curves
from pagequality.learned.odds import logit
from pagequality.training.drift import shapes
from pagequality.training.examples import folds
from pagequality.training.fit import held_out_of, log_odds, scaled
from pagequality.training.proofs import proved
from pagequality.training.terms import hats, knots_of

if TYPE_CHECKING:
    from pagequality.text.arrays import Floats, Ints
    from pagequality.training.examples import Examples

RIDGES: Final = (None, 100.0, 30.0, 10.0)
"""Strengths tried; without one there are no curves, only a new slope and base rate."""
_SLOPE_RIDGE: Final = 10.0
_STEPS: Final = 25
_FOLDS: Final = 5


class Correction(NamedTuple):
    """What new labels teach: slope, intercept and one curve a signal, centred."""

    slope: float
    intercept: float
    knots: Floats
    values: Floats
    missing: Floats

    def of(self, vectors: Floats, old: Floats) -> Floats:
        """Return the corrected log-odds of pages."""
        curves = Curves(self.knots, self.values, self.missing)
        added = np.array([curves.contributions(row).sum() for row in vectors])
        new: Floats = self.slope * old + self.intercept + added
        return new


def correct(vectors: Floats, examples: Examples, old: Floats, *, ridge: float | None) -> Correction:
    """Fit a correction of old log-odds to labels; Newton's method, numpy alone."""
    knots = np.array([knots_of(column) for column in vectors.T])
    shape = (len(knots), knots.shape[1] + 1)
    design = np.stack([np.ones(len(old)), old], axis=1)
    penalty = [1e-3, _SLOPE_RIDGE]
    if ridge is not None:
        table = [hats(*pair) for pair in zip(vectors.T, knots, strict=True)]
        curves = np.concatenate(table, axis=1)
        centre = np.average(curves, axis=0, weights=examples.weights)
        design = np.concatenate([design, curves - centre], axis=1)
        penalty += [ridge] * curves.shape[1]
    found = _newton(design, examples, old, penalty=np.array(penalty))
    values = np.zeros(shape)
    if ridge is not None:
        values = found[2:].reshape(shape)
        values = values - (centre.reshape(shape) * values).sum(1, keepdims=True)
        for row, own in zip(values, knots, strict=True):
            distinct = len(np.unique(own))
            row[distinct:-1] = row[distinct - 1]
    return Correction(
        1.0 + float(found[1]), float(found[0]), knots, values[:, :-1], values[:, -1]
    )  # fmt: skip


def _newton(design: Floats, examples: Examples, old: Floats, *, penalty: Floats) -> Floats:
    """Minimise the ridge-penalised log loss around the old log-odds; steps are halved if needed."""
    found = np.zeros(design.shape[1])

    def loss(at: Floats) -> float:
        sums = old + design @ at
        signed = np.where(examples.labels == 1, -sums, sums)
        return float(examples.weights @ np.logaddexp(0.0, signed) + 0.5 * penalty @ at**2)

    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(old + design @ found, -35.0, 35.0)))
        pull = design.T @ (examples.weights * (chance - examples.labels)) + penalty * found
        bend = examples.weights * chance * (1.0 - chance)
        step = _solved(design * np.sqrt(bend)[:, None], penalty, pull)
        size, now = 1.0, loss(found)
        while size > 1e-4 and loss(found - size * step) > now:  # noqa: PLR2004
            size /= 2.0
        found -= size * step
        if np.abs(size * step).max() < 1e-5:  # noqa: PLR2004 - nothing moves any more
            break
    return found


def _solved(rows: Floats, penalty: Floats, pull: Floats) -> Floats:
    """Solve ``(rows' rows + diag(penalty)) x = pull`` the cheaper way round (Woodbury)."""
    if len(rows) >= rows.shape[1]:
        found = np.linalg.solve(rows.T @ rows + np.diag(penalty), pull)
    else:
        scaled = rows / penalty
        inner = np.linalg.solve(np.eye(len(rows)) + scaled @ rows.T, scaled @ pull)
        found = pull / penalty - scaled.T @ inner
    solved: Floats = found.astype(np.float64)
    return solved


def log_loss(labels: Ints, sums: Floats) -> float:
    """Mean log loss of log-odds.

    >>> round(log_loss(np.array([0, 1]), np.array([0.0, 0.0])), 4)
    0.6931
    """
    return float(np.logaddexp(0.0, np.where(labels == 1, -sums, sums)).mean())


def adapt(base: Model, examples: Examples, *, name: str, seed: int = 0) -> tuple[Model, Floats]:
    """Put labels on top of a model.

    Args:
        base: the model to start from.
        examples: labelled pages, measured as HTML, as text, or both; the first decides.
        name: of the new model.
        seed: of the folds.

    Returns:
        The new model, and the held-out log-odds of every example, as chosen.
    """
    first = next(iter(examples.vectors))
    vectors, proofs = examples.vectors[first], base.judges[first].proofs
    old = log_odds(_unproved(base.judges[first]), vectors)
    tried = {ridge: np.zeros(len(examples)) for ridge in RIDGES}
    for inside, outside in folds(examples, _FOLDS, seed):
        part = examples.take(inside)
        for ridge, sums in tried.items():
            fitted = correct(vectors[inside], part, old[inside], ridge=ridge)
            sums[outside] = fitted.of(vectors[outside], old[outside])
    losses = {ridge: log_loss(examples.labels, sums) for ridge, sums in tried.items()}
    chosen = min(losses, key=lambda ridge: losses[ridge])
    rate = float(np.average(examples.labels, weights=examples.usual))
    judges = {}
    for source, judge in base.judges.items():
        if source in examples.vectors:
            table = examples.vectors[source]
            fitted = correct(table, examples, log_odds(_unproved(judge), table), ridge=chosen)
            judges[source] = corrected(judge, fitted)
        else:
            moved = logit(rate) - logit(base.base_rate)
            judges[source] = replace(judge, intercept=judge.intercept + moved)
    about: dict[str, Any] = {
        "pages": len(examples),
        "low": int(examples.labels.sum()),
        "on_top_of": f"{base.name} {base.digest}",
        "ridge": chosen,
        "log_loss_before": round(log_loss(examples.labels, old), 5),
        "log_loss_held_out": round(losses[chosen], 5),
        "quantiles": shapes(vectors[examples.usual > 0]),
    }
    sums = proved(tried[chosen], vectors, proofs)
    new = replace(
        base, name=name, judges=judges, base_rate=rate, about=about, digest="",
        held_out=held_out_of(sums, examples),
    )  # fmt: skip
    return new, sums


def _unproved(judge: Judge) -> Judge:
    """Return a judge without its proofs: what labels correct is the rest."""
    return replace(judge, proofs=NO_PROOFS)


def corrected(judge: Judge, correction: Correction) -> Judge:
    """Write a correction into a judge's own terms; contributions stay exact."""
    scale = correction.slope * judge.slope
    own = Curves(correction.knots, correction.values, correction.missing)
    return Judge(
        curves=add_curves(scaled(judge.curves, scale), own),
        trees=replace(judge.trees, value=judge.trees.value * scale),
        page=scaled(judge.page, scale),
        bound=judge.bound * abs(scale),
        slope=1.0,
        intercept=correction.slope * judge.intercept + correction.intercept,
        proofs=judge.proofs,
    )


def add_curves(one: Curves, other: Curves) -> Curves:
    """Return the sum of two sets of curves: knots of both, values added.

    >>> flat = Curves(np.array([[0.0, 4.0]]), np.array([[1.0, 1.0]]), np.array([0.0]))
    >>> tent = Curves(np.array([[1.0, 2.0]]), np.array([[0.0, 3.0]]), np.array([5.0]))
    >>> both = add_curves(flat, tent)
    >>> [both.contributions(np.array([x])).item() for x in (0.0, 1.5, 9.0, np.nan)]
    [1.0, 2.5, 4.0, 5.0]
    """
    rows = [np.union1d(a, b) for a, b in zip(one.knots, other.knots, strict=True)]
    width = max(len(row) for row in rows)
    knots = np.array([np.pad(row, (0, width - len(row)), mode="edge") for row in rows])
    values = sum(
        np.array([np.interp(*args) for args in zip(knots, *_lines(part), strict=True)])
        for part in (one, other)
    )
    return Curves(knots, np.asarray(values), one.missing + other.missing)


def _lines(curves: Curves) -> tuple[list[Floats], list[Floats]]:
    """Return each curve's distinct knots and the values there."""
    places = [np.unique(row, return_index=True)[1] for row in curves.knots]
    return (
        [row[place] for row, place in zip(curves.knots, places, strict=True)],
        [row[place] for row, place in zip(curves.values, places, strict=True)],
    )
