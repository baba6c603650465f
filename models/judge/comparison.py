"""How the model was chosen: model classes, families of signals, and how much data it takes.

Every part is held-out scores of all pages, on the site-grouped folds of `cross_validation`, kept
in the cache; a run that was broken off goes on where it stopped. Wording models are
fitted inside the folds. Hyper-parameters of the classes compared are chosen inside each training
part, on three site-grouped folds of its own, by average precision; the shipped recipe has nothing
to choose. What a family adds is told by boosted trees alone: the shipped recipe takes ten times as
long.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.cache import cache_of
from models.judge.bench import Bench, on_each_fold
from models.judge.columns import PARTS, Columns
from models.judge.comparison_terms import GRIDS, best_of, fit_predict, on_average
from models.judge.seed_pages import with_seeds, without_trades
from models.judge.settings import SEED, chosen
from models.places import write_report
from pagequality.signals import SIGNALS
from pagequality.training.fit import STACKED, fit_judge, log_odds, stacked
from pagequality.training.wording import with_wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.judge.seed_pages import Seed
    from pagequality.text.arrays import Array, Flags, Floats
    from pagequality.training.examples import Examples

SHARES: Final = (0.25, 0.5, 1.0)
TREES: Final = "boosted trees"
FAMILIES: Final = tuple(dict.fromkeys(signal.family for signal in SIGNALS))
INVENTED: Final = "Invented pages, on all sites"
TITLES: Final = ("Model classes", "Without one family", "Learning curve", INVENTED)
SHIPPED: Final = "shipped recipe"
Judge = Callable[["Examples", "Examples"], "Floats"]


def scores(bench: Bench, judge: Judge) -> Floats:
    """Return held-out scores of all pages by a function of training and test pages."""
    return _together(bench, on_each_fold(bench, partial(_scores, judge=judge)))


def _scores(bench: Bench, number: int, *, judge: Judge) -> Floats:
    fold = bench.fold(number)
    return judge(fold.train, fold.test)


def _together(bench: Bench, said: list[Floats]) -> Floats:
    """Put what is said of the test pages of each fold in the order of the pages."""
    found = np.full(len(bench.rows), np.nan)
    for (_, outside), scores in zip(bench.parts, said, strict=True):
        found[outside] = scores
    return found


def shipped(train: Examples, test: Examples) -> Floats:
    """Fit the shipped recipe."""
    every = stacked(train)
    judge = fit_judge(every.vectors[STACKED], every, SEED, settings=chosen().fit).judge
    return log_odds(judge, test.vectors["html"])


def masked(train: Examples, test: Examples, *, known: Flags) -> Floats:
    """Fit boosted trees on some of the signals; the others are unknown to them."""

    def hide(examples: Examples) -> Examples:
        vectors = {
            source: np.where(known, table, np.nan) for source, table in examples.vectors.items()
        }
        return replace(examples, vectors=vectors)

    return fit_predict(TREES, GRIDS[TREES][1], hide(train), vectors=hide(test).vectors["html"])


def learnt_on(bench: Bench, share: float = 1.0, invented: Sequence[Seed] | None = None) -> Floats:
    """Fit the shipped recipe, wording too, on a share of each training part's sites.

    Invented pages teach beside them: all, if it is not said which.
    """
    learn = partial(_learnt_on, share=share, invented=invented)
    return _together(bench, on_each_fold(bench, learn))


def _learnt_on(
    bench: Bench, number: int, *, share: float, invented: Sequence[Seed] | None
) -> Floats:
    inside, outside = bench.parts[number]
    known = bench.teaching(bench.rows[inside], bench.rows[outside])
    sites = np.unique(known.groups)
    chosen = np.random.default_rng(number).permutation(sites)[: int(share * len(sites))]
    few = known.take(np.flatnonzero(np.isin(known.groups, chosen)))
    unknown = bench.examples.take(outside)
    _, train, test = with_wording(
        with_seeds(few, invented), unknown, SEED, ridge=bench.settings.ridge
    )
    assert test is not None
    return shipped(train, test)


def parts_of(bench: Bench) -> dict[tuple[str, str], Callable[[], Floats]]:
    """Return what is to be computed: by title and name, a function that does it."""
    families = np.array([signal.family for signal in SIGNALS])
    parts: dict[tuple[str, str], Callable[[], Floats]] = {}
    for name in GRIDS:
        parts["Model classes", name] = partial(scores, bench, partial(best_of, name=name))
    mixes = (("spline logistic regression", "boosted stumps"),
             ("spline logistic regression", "boosted trees"),
             ("wording alone", "boosted trees"))  # fmt: skip
    for mix in mixes:
        parts["Model classes", " + ".join(mix)] = partial(
            scores, bench, partial(on_average, names=mix)
        )
    parts["Model classes", SHIPPED] = partial(scores, bench, shipped)
    for family in FAMILIES:
        own = families == family
        parts["Without one family", family] = partial(scores, bench, partial(masked, known=~own))
    for share in SHARES:
        parts["Learning curve", f"{share:.0%} of the sites"] = partial(learnt_on, bench, share)
    parts[INVENTED, "without those of trades"] = partial(
        learnt_on, bench, invented=without_trades()
    )
    parts[INVENTED, "without any"] = partial(learnt_on, bench, invented=[])
    return parts


def name_of(part: tuple[str, str]) -> str:
    """Return the name a part is kept under."""
    return "compared-" + re.sub(r"\W+", "_", "-".join(part))


def run(data: Path) -> None:
    """Compute what is not kept yet, print and write."""
    bench, cache = Bench(data, chosen()), cache_of(__name__, data, settings=chosen())
    columns = Columns(bench)
    tables: dict[str, Any] = {title: {} for title in TITLES}
    for part, make in parts_of(bench).items():
        (title, label), begun = part, time.monotonic()
        found = cache.arrays(name_of(part), partial(_named, make))["scores"]
        row = tables[title][label] = columns.of(found)
        figures = [row[name][key] for name in PARTS for key in list(row[name])[1:]]
        figures += [row["within_wild"], row["pairs"]]
        print(f"{title}: {label:52}" + "".join(f"{figure:8.3f}" for figure in figures))
        print(f"({time.monotonic() - begun:.0f} s)", flush=True)
    write_report("comparison", {"signals": len(SIGNALS)} | tables)


def _named(make: Callable[[], Floats]) -> dict[str, Array]:
    return {"scores": make()}
