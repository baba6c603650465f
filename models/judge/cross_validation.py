"""Cross-validation of the whole recipe: whole sites held out, or whole sources.

Everything that learns (wording, curves, trees, the page's part, calibration) is fitted inside the
training folds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.judge.seed_pages import with_seeds
from models.judge.settings import SEED
from pagequality.judge.model import SOURCES
from pagequality.learned.odds import logit
from pagequality.training.examples import folds
from pagequality.training.fit import HALF_WORDS, STACKED, fit_judge, log_odds, stacked
from pagequality.training.wording import with_wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.judge.bench import Bench
    from models.judge.labelled import Labelled
    from pagequality.judge.model import Judge
    from pagequality.text.arrays import Flags, Floats, Ints
    from pagequality.training.examples import Examples


def cross_validate(bench: Bench) -> dict[str, Floats]:
    """Return calibrated held-out log-odds of every page by source, and of swapped pages.

    Swapped pages (``"swapped"``) come fold by fold, as `Bench.swaps` has them.
    """
    sums = {source: np.full(len(bench.rows), np.nan) for source in SOURCES}
    moved = []
    for number, (_, outside) in enumerate(bench.parts):
        part = bench.fold(number)
        judge, base = judge_of(part.train, bench)
        words = bench.labelled.words[bench.rows[outside]]
        for source in SOURCES:
            judged = log_odds(judge, part.test.vectors[source]) - base
            sums[source][outside] = base + words / (words + HALF_WORDS) * judged
        moved.append(log_odds(judge, part.swapped.vectors["html"]))
        print(f"fold {number + 1}: {len(outside)} pages held out", flush=True)
    return {**sums, "swapped": np.concatenate(moved)}


def judge_of(train: Examples, bench: Bench) -> tuple[Judge, float]:
    """Fit the recipe's judge on examples with wording scores; also where short pages start."""
    every = stacked(train)
    judge, _ = fit_judge(every.vectors[STACKED], every, SEED, settings=bench.settings.fit)
    return judge, logit(float(np.average(every.labels, weights=every.usual)))


def groups_of_sources(sources: list[str]) -> list[str]:
    """Return what is left out together: kinds of spam networks, and every source of the others.

    >>> groups_of_sources(["agc:a", "agc:b", "wild:farm", "wcxb"])
    ['agc', 'agc', 'wild:farm', 'wcxb']
    """
    return [
        source if source.startswith("wild:") else source.partition(":")[0] for source in sources
    ]


def sources_apart(bench: Bench) -> Iterator[tuple[str, Ints, Ints, Floats]]:
    """For every group of sources, train on the others; yield name, pages, rivals and log-odds.

    Most spam sources have no honest pages: their low pages are ranked against the honest
    pages of a third of the web slice's sites, held out at the same time: the rivals.
    """
    labelled, rows, examples = bench.labelled, bench.rows, bench.examples
    sources = np.array(groups_of_sources(labelled.source[rows].tolist()))
    web = np.flatnonzero(labelled.web[rows])
    rivals = web[folds(examples.take(web), 3, SEED)[0][1]]
    rivals = rivals[examples.labels[rivals] == 0]
    for source in sorted(set(sources.tolist())):
        own = np.flatnonzero(sources == source)
        away = np.union1d(own, rivals)
        yield source, own, np.setdiff1d(rivals, own), _unseen(bench, own=own, away=away)


def _unseen(bench: Bench, *, own: Ints, away: Ints) -> Floats:
    """Fit on the pages that are not away, none of the same source as some; judge those away."""
    labelled, rows = bench.labelled, bench.rows
    same = np.isin(labelled.source, labelled.source[rows[own]])
    inside = np.setdiff1d(rows[~same[rows]], rows[away])
    test = bench.examples.take(away)
    known = with_seeds(bench.teaching(inside, np.union1d(np.flatnonzero(same), rows[away])))
    _, train, others = with_wording(known, test, SEED, ridge=bench.settings.ridge)
    assert others is not None
    judged = np.full(len(rows), np.nan)
    judge, _ = judge_of(train, bench)
    judged[away] = log_odds(judge, others.vectors["html"])
    return judged


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
