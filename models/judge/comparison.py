"""How the model was chosen: model classes, families of signals, and how much data it takes.

    python models/comparison.py                # everything that is not kept yet; takes long
    python models/comparison.py --minutes 6    # stops beginning new parts after so many minutes
    python models/comparison.py --list         # the parts, and which are kept

Every part is held-out scores of all pages, on the site-grouped folds of models/evaluate.py, kept
outside the repository; a run that was broken off goes on where it stopped. Wording models are
fitted inside the folds. Hyper-parameters of the classes compared are chosen inside each training
part, on three site-grouped folds of its own, by average precision; the shipped recipe has nothing
to choose. Writes models/default/comparison.json from the parts that are there.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import hashlib
import json
import time
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from models.judge.comparison_terms import GRIDS, best_of, on_average
from models.data import DEFAULT, HERE, Labelled, data_folder
from models.judge.evaluate import FOLDS, SEED, slices
from models.judge.held_out import cache_folder, kept, measured, state

from pagequality.training import evaluation
from pagequality.signals import SIGNALS
from pagequality.training.fit import Examples, fit_terms, folds, log_odds, with_wording

SHARES: Final = (0.1, 0.2, 0.4, 0.7, 1.0)
FAMILIES: Final = tuple(dict.fromkeys(signal.family for signal in SIGNALS))
TITLES: Final = ("Model classes", "Without one family", "Learning curve")
SHIPPED: Final = "shipped recipe"
Scores = np.ndarray
Judge = Callable[[Examples, np.ndarray, Examples, np.ndarray], Scores]


class Bench:
    """The pages, the folds, and the vectors of each fold with its own wording scores."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = f"{state(folder)}-{_hash('evaluate.py', 'comparison_terms.py')}"

    @cached_property
    def labelled(self) -> Labelled:
        """The measured pages."""
        return measured(self.folder)

    @cached_property
    def rows(self) -> np.ndarray:
        """Rows with a binary label."""
        return np.flatnonzero(self.labelled.low >= 0)

    @cached_property
    def examples(self) -> Examples:
        """All of them."""
        return self.labelled.examples(self.rows)

    @cached_property
    def parts(self) -> list[Any]:
        """The folds."""
        return folds(self.examples, FOLDS, SEED)

    def fold(self, number: int) -> tuple[Examples, Examples]:
        """Return a fold's training and test pages with wording scores fitted on the training."""
        inside, outside = self.parts[number]
        train, test = self.examples.take(inside), self.examples.take(outside)
        taught = self.labelled.to_teach(self.rows[inside], self.rows[outside])

        def make() -> dict[str, np.ndarray]:
            _, filled, others = with_wording(self.labelled.examples(taught), test, SEED)
            assert others is not None
            return {f"train/{source}": table for source, table in filled.vectors.items()} | {
                f"test/{source}": table for source, table in others.vectors.items()
            }

        arrays = kept(f"fold-{number}-{self.state}", make)
        return _with(train, arrays, "train"), _with(test, arrays, "test")

    def scores(self, judge: Callable[[Examples, Examples], Scores]) -> Scores:
        """Return held-out scores of all pages by a function of training and test pages."""
        found = np.full(len(self.rows), np.nan)
        for number, (_, outside) in enumerate(self.parts):
            train, test = self.fold(number)
            found[outside] = judge(train, test)
        return found


def _with(examples: Examples, arrays: dict[str, np.ndarray], part: str) -> Examples:
    vectors = {source: arrays[f"{part}/{source}"] for source in examples.vectors}
    return Examples(
        vectors, examples.labels, examples.groups, examples.weights, examples.usual, {}
    )  # fmt: skip


def _hash(*names: str) -> str:
    total = hashlib.sha256()
    for name in names:
        total.update((HERE / name).read_bytes())
    package = Path(evaluation.__file__).parent
    for name in ("fitting", "terms", "training"):
        total.update((package / f"{name}.py").read_bytes())
    return total.hexdigest()[:8]


def shipped(train: Examples, test: Examples) -> Scores:
    """Fit the shipped recipe's terms."""
    return log_odds(fit_terms(train.vectors["html"], train, SEED), test.vectors["html"])


def masked(train: Examples, test: Examples, *, known: np.ndarray) -> Scores:
    """Fit the shipped recipe on some of the signals; the others are unknown to it."""

    def hide(examples: Examples) -> Examples:
        vectors = {
            source: np.where(known, table, np.nan) for source, table in examples.vectors.items()
        }
        return Examples(
            vectors, examples.labels, examples.groups, examples.weights, examples.usual, {}
        )  # fmt: skip

    return shipped(hide(train), hide(test))


def learnt_on(bench: Bench, share: float) -> Scores:
    """Fit the shipped recipe, wording too, on a share of each training part's sites."""
    found = np.full(len(bench.rows), np.nan)
    for number, (inside, outside) in enumerate(bench.parts):
        taught = bench.labelled.to_teach(bench.rows[inside], bench.rows[outside])
        sites = np.unique(bench.labelled.site[taught])
        chosen = np.random.default_rng(number).permutation(sites)[: int(share * len(sites))]
        few = taught[np.isin(bench.labelled.site[taught], chosen)]
        _, train, test = with_wording(
            bench.labelled.examples(few), bench.examples.take(outside), SEED
        )  # fmt: skip
        assert test is not None
        found[outside] = shipped(train, test)
    return found


def parts_of(bench: Bench) -> dict[tuple[str, str], Callable[[], Scores]]:
    """Return what is to be computed: by title and name, a function that does it."""
    families = np.array([signal.family for signal in SIGNALS])
    parts: dict[tuple[str, str], Callable[[], Scores]] = {}
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


def name_of(bench: Bench, part: tuple[str, str]) -> str:
    """Return the name a part is kept under."""
    digest = hashlib.sha256("/".join(part).encode()).hexdigest()[:10]
    return f"compared-{digest}-{bench.state}"


def row_of(bench: Bench, scores: Scores) -> dict[str, Any]:
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


def report(bench: Bench) -> dict[str, Any]:
    """Return the tables of all parts that are kept."""
    found: dict[str, Any] = {title: {} for title in TITLES}
    for part in parts_of(bench):
        name = name_of(bench, part)
        if (cache_folder() / f"{name}.npz").exists():
            title, label = part
            found[title][label] = row_of(bench, kept(name, dict)["scores"])
    return {"signals": len(SIGNALS)} | {title: rows for title, rows in found.items() if rows}


def main() -> None:
    """Compute what is missing, then write what is there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--only", default="", metavar="TITLE", help="parts of one table")
    parser.add_argument("--list", action="store_true", help="compute nothing")
    options = parser.parse_args()
    bench = Bench(options.data)
    started = time.monotonic()
    for part, make in parts_of(bench).items():
        name = name_of(bench, part)
        there = (cache_folder() / f"{name}.npz").exists()
        if options.list:
            print(f"{'kept   ' if there else 'missing'} {part[0]}: {part[1]}")
        elif not there and options.only in part[0]:
            if time.monotonic() - started > 60.0 * options.minutes:
                print("time is up; run again to go on")
                break
            begun = time.monotonic()
            kept(name, lambda make=make: {"scores": make()})  # type: ignore[misc]
            print(f"{part[0]}: {part[1]} ({time.monotonic() - begun:.0f} s)", flush=True)
    if options.list:
        return
    tables = report(bench)
    for title in TITLES:
        print(f"\n{title}")
        for label, row in tables.get(title, {}).items():
            figures = [row[part][key] for part in ("web", "all") for key in list(row[part])[1:]]
            print(f"  {label:52}" + "".join(f"{figure:8.3f}" for figure in figures))
    path = DEFAULT / "comparison.json"
    path.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
