"""How the model was chosen: model classes, families of signals, and how much data it takes.

Every part is held-out scores of all pages, on the site-grouped folds of `cross_validation`, kept
in the cache; a run that was broken off goes on where it stopped. Wording models are
fitted inside the folds. Hyper-parameters of the classes compared are chosen inside each training
part, on three site-grouped folds of its own, by average precision; the shipped recipe has nothing
to choose.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.cache import cache_of
from models.judge.comparison_terms import GRIDS, best_of, on_average
from models.judge.cross_validation import slices
from models.judge.held_out import measured
from models.judge.settings import FOLDS, SEED, Chosen, chosen
from models.places import write_report
from pagequality.signals import SIGNALS
from pagequality.training import evaluation
from pagequality.training.fit import Examples, fit_terms, folds, log_odds, with_wording

if TYPE_CHECKING:
    from pathlib import Path

    from models.judge.labelled import Labelled
    from pagequality.text.arrays import Array, Flags, Floats, Ints

SHARES: Final = (0.1, 0.2, 0.4, 0.7, 1.0)
FAMILIES: Final = tuple(dict.fromkeys(signal.family for signal in SIGNALS))
TITLES: Final = ("Model classes", "Without one family", "Learning curve")
SHIPPED: Final = "shipped recipe"
Judge = Callable[[Examples, Examples], "Floats"]


class Bench:
    """The pages, the folds, and the vectors of each fold with its own wording scores."""

    def __init__(self, folder: Path, settings: Chosen) -> None:
        self.folder = folder
        self.settings = settings
        self.cache = cache_of(__name__, folder, settings=settings)

    @cached_property
    def labelled(self) -> Labelled:
        """The measured pages."""
        return measured(self.folder)

    @cached_property
    def rows(self) -> Ints:
        """Rows with a binary label."""
        return np.flatnonzero(self.labelled.low >= 0)

    @cached_property
    def examples(self) -> Examples:
        """All of them."""
        return self.labelled.examples(self.rows, exponent=self.settings.exponent)

    @cached_property
    def parts(self) -> list[tuple[Ints, Ints]]:
        """The folds."""
        return folds(self.examples, FOLDS, SEED)

    def fold(self, number: int) -> tuple[Examples, Examples]:
        """Return a fold's training and test pages with wording scores fitted on the training."""
        inside, outside = self.parts[number]
        train, test = self.examples.take(inside), self.examples.take(outside)
        taught = self.labelled.to_teach(self.rows[inside], self.rows[outside])

        def make() -> dict[str, Array]:
            known = self.labelled.examples(taught, exponent=self.settings.exponent)
            _, filled, others = with_wording(known, test, SEED, ridge=self.settings.ridge)
            assert others is not None
            return {f"train/{source}": table for source, table in filled.vectors.items()} | {
                f"test/{source}": table for source, table in others.vectors.items()
            }

        arrays = self.cache.arrays(f"fold-{number}", make)
        return _with(train, arrays, "train"), _with(test, arrays, "test")

    def scores(self, judge: Judge) -> Floats:
        """Return held-out scores of all pages by a function of training and test pages."""
        found = np.full(len(self.rows), np.nan)
        for number, (_, outside) in enumerate(self.parts):
            train, test = self.fold(number)
            found[outside] = judge(train, test)
        return found


def _with(examples: Examples, arrays: dict[str, Array], part: str) -> Examples:
    vectors = {source: arrays[f"{part}/{source}"] for source in examples.vectors}
    return Examples(
        vectors, examples.labels, examples.groups, examples.weights, examples.usual, {}
    )  # fmt: skip


def shipped(train: Examples, test: Examples) -> Floats:
    """Fit the shipped recipe's terms."""
    judge = fit_terms(train.vectors["html"], train, SEED, settings=chosen().fit)
    return log_odds(judge, test.vectors["html"])


def masked(train: Examples, test: Examples, *, known: Flags) -> Floats:
    """Fit the shipped recipe on some of the signals; the others are unknown to it."""

    def hide(examples: Examples) -> Examples:
        vectors = {
            source: np.where(known, table, np.nan) for source, table in examples.vectors.items()
        }
        return Examples(
            vectors, examples.labels, examples.groups, examples.weights, examples.usual, {}
        )  # fmt: skip

    return shipped(hide(train), hide(test))


def learnt_on(bench: Bench, share: float) -> Floats:
    """Fit the shipped recipe, wording too, on a share of each training part's sites."""
    found = np.full(len(bench.rows), np.nan)
    for number, (inside, outside) in enumerate(bench.parts):
        taught = bench.labelled.to_teach(bench.rows[inside], bench.rows[outside])
        sites = np.unique(bench.labelled.site[taught])
        chosen = np.random.default_rng(number).permutation(sites)[: int(share * len(sites))]
        few = taught[np.isin(bench.labelled.site[taught], chosen)]
        known = bench.labelled.examples(few, exponent=bench.settings.exponent)
        unknown = bench.examples.take(outside)
        _, train, test = with_wording(known, unknown, SEED, ridge=bench.settings.ridge)
        assert test is not None
        found[outside] = shipped(train, test)
    return found


def parts_of(bench: Bench) -> dict[tuple[str, str], Callable[[], Floats]]:
    """Return what is to be computed: by title and name, a function that does it."""
    families = np.array([signal.family for signal in SIGNALS])
    parts: dict[tuple[str, str], Callable[[], Floats]] = {}
    for name in GRIDS:
        parts["Model classes", name] = partial(bench.scores, partial(best_of, name=name))
    mixes = (("spline logistic regression", "boosted stumps"),
             ("spline logistic regression", "boosted trees"),
             ("wording alone", "boosted trees"))  # fmt: skip
    for mix in mixes:
        parts["Model classes", " + ".join(mix)] = partial(
            bench.scores, partial(on_average, names=mix)
        )
    parts["Model classes", SHIPPED] = partial(bench.scores, shipped)
    for family in FAMILIES:
        own = families == family
        parts["Without one family", family] = partial(bench.scores, partial(masked, known=~own))
    for share in SHARES:
        parts["Learning curve", f"{share:.0%} of the sites"] = partial(learnt_on, bench, share)
    return parts


def name_of(part: tuple[str, str]) -> str:
    """Return the name a part is kept under."""
    return "compared-" + re.sub(r"\W+", "_", "-".join(part))


def row_of(bench: Bench, scores: Floats) -> dict[str, Any]:
    """Return the figures of one part, on the web slice and on all pages."""
    cut = slices(bench.labelled, bench.rows)
    row = {}
    for part in ("web", "all"):
        labels, own = bench.examples.labels[cut[part]], scores[cut[part]]
        figures = {
            "roc_auc": evaluation.roc_auc(labels, own),
            "average_precision": evaluation.average_precision(labels, own),
            "recall_at_95_precision": evaluation.recall_at_precision(labels, own, 0.95),
            "recall_at_1_false_positive": evaluation.recall_at_false_positives(labels, own, 0.01),
        }
        row[part] = {"pages": len(labels), **{key: round(x, 4) for key, x in figures.items()}}
    return row


def run(data: Path) -> None:
    """Compute what is not kept yet, print and write."""
    bench = Bench(data, chosen())
    tables: dict[str, Any] = {title: {} for title in TITLES}
    for part, make in parts_of(bench).items():
        (title, label), begun = part, time.monotonic()
        scores = bench.cache.arrays(name_of(part), partial(_named, make))["scores"]
        row = tables[title][label] = row_of(bench, scores)
        figures = [row[name][key] for name in ("web", "all") for key in list(row[name])[1:]]
        print(f"{title}: {label:52}" + "".join(f"{figure:8.3f}" for figure in figures))
        print(f"({time.monotonic() - begun:.0f} s)", flush=True)
    write_report("comparison", {"signals": len(SIGNALS)} | tables)


def _named(make: Callable[[], Floats]) -> dict[str, Array]:
    return {"scores": make()}
