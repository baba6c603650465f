"""Choose the judge's settings inside nested site-grouped folds, and report what that gives.

Settings: how far the wording models are held back, how much large sites are weighed
down, and the trees' share of the say beside the curves. In each outer fold they are chosen on three
folds of the training part alone, by the mean of average precision on its web slice and on all its
pages, for pages of ordinary sites and of unseen networks both count; the held-out figures of those
choices are honest about choosing. The same choice on all pages is what is shipped: it is written to
`settings.json`, which `build` reads.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.cache import Cache, cache_of
from models.judge.comparison import Bench, row_of
from models.judge.settings import SEED, Chosen, keep
from models.places import write_report
from pagequality.training import evaluation
from pagequality.training.fit import folds, with_wording
from pagequality.training.terms import fit_curves, fit_trees

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Floats, Ints

INNER: Final = 3
RIDGES: Final = {
    "strong": {"body": 0.1, "title": 1.0, "headings": 1.0},
    "mild": {"body": 0.3, "title": 1.0, "headings": 1.0},
}
EXPONENTS: Final = (0.75, 1.0)
SHARES: Final = (0.0, 0.5, 0.75, 1.0)
USUAL: Final = ("strong", EXPONENTS[0], 0.5)
"""What the folds are made with; they are the same with any choice."""
Choice = tuple[str, float, float]


@dataclass(frozen=True)
class Said:
    """The log-odds that curves and trees give pages they have not seen."""

    curves: Floats
    trees: Floats

    def mixed(self, share: float) -> Floats:
        """Return the sum where the trees have this share of the say."""
        return (1.0 - share) * self.curves + share * self.trees


def fit(
    bench: Bench, inside: Ints, outside: Ints, *, away: Ints, setting: tuple[str, float]
) -> Said:
    """Fit everything on some pages and judge others; no site of ``away`` teaches anything."""
    wording, exponent = setting
    taught = bench.labelled.to_teach(bench.rows[inside], bench.rows[away])
    train = bench.labelled.examples(taught, exponent=exponent)
    test = bench.examples.take(outside)
    _, filled, others = with_wording(train, test, SEED, ridge=RIDGES[wording])
    assert others is not None
    vectors, rows = filled.vectors["html"], others.vectors["html"]
    curves, start = fit_curves(vectors, filled.labels, filled.weights)
    trees = fit_trees(vectors, filled.labels, filled.weights, seed=SEED)
    return Said(
        np.array([start + curves.contributions(row).sum() for row in rows]),
        np.array([base + added.sum() for added, base in map(trees.contributions, rows)]),
    )


def points(bench: Bench, known: Ints, away: Ints) -> dict[Choice, float]:
    """Return the mean average precision, web slice and all pages, of every choice."""
    found: dict[Choice, list[float]] = {}
    for inside, outside in folds(bench.examples.take(known), INNER, SEED):
        inner, judged = known[inside], known[outside]
        labels, web = bench.examples.labels[judged], bench.examples.usual[judged] > 0
        out = np.concatenate([judged, away])
        for setting in product(RIDGES, EXPONENTS):
            said = fit(bench, inner, judged, away=out, setting=setting)
            for share in SHARES:
                mixed = said.mixed(share)
                point = [
                    evaluation.average_precision(labels[part], mixed[part])
                    for part in (web, slice(None))
                ]
                found.setdefault((*setting, share), []).append(float(np.mean(point)))
    return {choice: float(np.mean(values)) for choice, values in found.items()}


def best(found: dict[Choice, float]) -> Choice:
    """Return the choice with the most points."""
    return max(found, key=lambda choice: found[choice])


def fold_points(bench: Bench, cache: Cache, number: int | None) -> dict[Choice, float]:
    """Return the points of an outer fold's training part, or of all pages; kept."""
    every = np.arange(len(bench.rows))
    inside, outside = (every, every[:0]) if number is None else bench.parts[number]

    def make() -> dict[str, Array]:
        made = points(bench, inside, outside)
        names = np.array([json.dumps(key) for key in made])
        return {"names": names, "points": np.array([*made.values()])}

    arrays = cache.arrays(f"chosen-{'all' if number is None else number}", make)
    names = [json.loads(name) for name in arrays["names"].tolist()]
    return {
        (wording, exponent, share): point
        for (wording, exponent, share), point in zip(names, arrays["points"].tolist(), strict=True)
    }


def nested(bench: Bench, cache: Cache) -> tuple[list[Choice], Floats]:
    """Return what each outer fold chose, and the held-out scores of those choices."""
    chosen: list[Choice] = []
    scores = np.full(len(bench.rows), np.nan)
    for number, (inside, outside) in enumerate(bench.parts):
        wording, exponent, share = best(fold_points(bench, cache, number))
        said = fit(bench, inside, outside, away=outside, setting=(wording, exponent))
        scores[outside] = said.mixed(share)
        chosen.append((wording, exponent, share))
        print(f"fold {number + 1}: wording {wording}, exponent {exponent}, {share}", flush=True)
    return chosen, scores


def settings_of(choice: Choice) -> Chosen:
    """Spell a choice out."""
    wording, exponent, share = choice
    return Chosen(ridge=RIDGES[wording], exponent=exponent, trees_share=share)


def run(data: Path) -> None:
    """Choose, judge the choosing, write the choice and the report."""
    bench, cache = Bench(data, settings_of(USUAL)), cache_of(__name__, data)
    chosen, scores = nested(bench, cache)
    on_all = fold_points(bench, cache, None)
    order = sorted(on_all, key=lambda choice: -on_all[choice])
    report: dict[str, Any] = {
        "chosen_in_folds": chosen,
        "held_out": row_of(bench, scores),
        "shipped": order[0],
        "on_all_pages": [[*choice, round(on_all[choice], 4)] for choice in order],
    }
    print(json.dumps(report["held_out"], indent=1))
    for row in report["on_all_pages"]:
        print(row)
    keep(settings_of(order[0]))
    write_report("choice", report)
