"""Cross-validation of the whole recipe: whole sites held out, or whole sources.

Everything that learns (wording, curves, trees, calibration) is fitted inside the training
folds; the recipe's settings were chosen on these same folds, so the figures are optimistic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed

from models.judge.seed_pages import with_seeds
from models.judge.settings import FOLDS, SEED, Chosen
from pagequality.judge.model import SOURCES
from pagequality.learned.odds import logit
from pagequality.training.fit import (
    HALF_WORDS,
    fit_judge,
    fit_terms,
    folds,
    log_odds,
    with_wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.judge.labelled import Labelled
    from pagequality.text.arrays import Flags, Floats, Ints


def cross_validate(labelled: Labelled, rows: Ints, settings: Chosen) -> dict[str, Floats]:
    """Return calibrated held-out log-odds of every page, by source; sites held out whole."""
    sums = {source: np.full(len(rows), np.nan) for source in SOURCES}
    parts = folds(labelled.examples(rows, exponent=settings.exponent), FOLDS, SEED)
    work = [(source, *part) for source in SOURCES for part in parts]
    judged = Parallel(-1, return_as="generator")(
        delayed(held_out_fold)(
            labelled, source, inside=rows[inside], outside=rows[outside], settings=settings
        )
        for source, inside, outside in work
    )
    for (source, _, outside), found in zip(work, judged, strict=True):
        sums[source][np.sort(outside)] = found
        print(f"{source}: {len(outside)} pages held out", flush=True)
    return sums


def held_out_fold(
    labelled: Labelled, source: str, *, inside: Ints, outside: Ints, settings: Chosen
) -> Floats:
    """Fit the whole recipe on some rows and return the log-odds of others, ascending."""
    outside, exponent = np.sort(outside), settings.exponent
    taught = labelled.to_teach(inside, outside)
    known = with_seeds(labelled.examples(taught, source, exponent=exponent))
    unknown = labelled.examples(outside, source, exponent=exponent)
    _, train, test = with_wording(known, unknown, SEED, ridge=settings.ridge)
    assert test is not None
    base = logit(float(np.average(train.labels, weights=train.usual)))
    words = labelled.words[outside]
    judge, _ = fit_judge(train.vectors[source], train, SEED, settings=settings.fit)
    judged = log_odds(judge, test.vectors[source]) - base
    calibrated: Floats = base + words / (words + HALF_WORDS) * judged
    return calibrated


def sources_apart(
    labelled: Labelled, rows: Ints, settings: Chosen
) -> Iterator[tuple[str, Ints, Ints, Floats]]:
    """For every source, train on the others; yield its name, pages, rivals and all log-odds.

    Most spam sources have no honest pages: their low pages are ranked against the honest
    pages of a third of the web slice's sites, held out at the same time: the rivals.
    """
    examples = labelled.examples(rows, exponent=settings.exponent)
    sources = labelled.source[rows]
    web = np.flatnonzero(labelled.web[rows])
    rivals = web[folds(examples.take(web), 3, SEED)[0][1]]
    rivals = rivals[examples.labels[rivals] == 0]
    every = sorted(set(sources.tolist()))
    own = [np.flatnonzero(sources == source) for source in every]
    judged = Parallel(-1, return_as="generator")(
        delayed(_unseen)(labelled, rows, own=rows[part], away=away, settings=settings)
        for part in own
        for away in [rows[np.union1d(part, rivals)]]
    )
    for source, part, found in zip(every, own, judged, strict=True):
        yield source, part, np.setdiff1d(rivals, part), found


def _unseen(labelled: Labelled, rows: Ints, *, own: Ints, away: Ints, settings: Chosen) -> Floats:
    """Fit on the pages that are not away, none of the same source as some; judge those away."""
    exponent = settings.exponent
    taught = labelled.to_teach(np.setdiff1d(rows, away), away)
    taught = taught[~np.isin(labelled.source[taught], labelled.source[own])]
    known = labelled.examples(taught, exponent=exponent)
    unknown = labelled.examples(away, exponent=exponent)
    _, train, test = with_wording(known, unknown, SEED, ridge=settings.ridge)
    assert test is not None
    judged = np.full(len(rows), np.nan)
    judge = fit_terms(train.vectors["html"], train, SEED, settings=settings.fit)
    judged[np.isin(rows, away)] = log_odds(judge, test.vectors["html"])
    return judged


def slices(labelled: Labelled, rows: Ints) -> dict[str, Flags]:
    """Return the slices to report, the honest one first."""
    source, web = labelled.source[rows], labelled.web[rows]
    return {
        "web": web,
        "wcxb": source == "wcxb",
        "mixed": web & (source != "wcxb"),
        "all": np.ones(len(rows), bool),
    }
