"""Choose the judge's settings inside nested site-grouped folds, and report what that gives.

    python models/choose.py            # half an hour; writes models/default/choice.json

Settings: how far the wording models are held back, how much large sites are weighed
down, and the trees' share of the say beside the curves. In each outer fold they are chosen on three
folds of the training part alone, by the mean of average precision on its web slice and on all its
pages, for pages of ordinary sites and of unseen networks both count; the held-out figures of those
choices are honest about choosing. The same choice on all pages says what to ship.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import json
import zlib
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
from models.judge.comparison import Bench, row_of
from models.data import DEFAULT, EXPONENT, data_folder, site_weights
from models.judge.evaluate import SEED
from models.judge.held_out import kept

from pagequality.training import evaluation
from pagequality.training.terms import fit_curves, fit_trees
from pagequality.training.fit import RIDGE, TREES_SHARE, folds, with_wording

INNER: Final = 3
RIDGES: Final = {"strong": RIDGE, "mild": RIDGE | {"body": 0.3}}
EXPONENTS: Final = (0.75, 1.0)
SHARES: Final = (0.0, 0.5, 0.75, 1.0)
GRID: Final = f"{zlib.crc32(repr((RIDGES, EXPONENTS, SHARES)).encode()):08x}"
"""Names what is chosen from, so that points of another grid are not taken for these."""
SHIPPED: Final = ("strong", EXPONENT, TREES_SHARE)
Rows = np.ndarray
Scores = np.ndarray
Choice = tuple[str, float, float]


@dataclass(frozen=True)
class Said:
    """The log-odds that curves and trees give pages they have not seen."""

    curves: Scores
    trees: Scores

    def mixed(self, share: float) -> Scores:
        """Return the sum where the trees have this share of the say."""
        return (1.0 - share) * self.curves + share * self.trees


def fit(
    bench: Bench, inside: Rows, outside: Rows, *, away: Rows, setting: tuple[str, float]
) -> Said:
    """Fit everything on some pages and judge others; no site of ``away`` teaches anything."""
    wording, exponent = setting
    train = bench.labelled.examples(bench.labelled.to_teach(bench.rows[inside], bench.rows[away]))
    train = replace(train, weights=site_weights(train.groups, exponent))
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


def points(bench: Bench, known: Rows, away: Rows) -> dict[Choice, float]:
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


def fold_points(bench: Bench, number: int | None) -> dict[Choice, float]:
    """Return the points of an outer fold's training part, or of all pages; kept."""
    every = np.arange(len(bench.rows))
    inside, outside = (every, every[:0]) if number is None else bench.parts[number]

    def make() -> dict[str, np.ndarray]:
        made = points(bench, inside, outside)
        return {"names": np.array([json.dumps(key) for key in made]), "points": [*made.values()]}

    arrays = kept(f"chosen-{number}-{GRID}-{bench.state}", make)
    names = [json.loads(name) for name in arrays["names"].tolist()]
    return {
        (wording, exponent, share): point
        for (wording, exponent, share), point in zip(names, arrays["points"].tolist(), strict=True)
    }


def nested(bench: Bench) -> tuple[list[Choice], Scores]:
    """Return what each outer fold chose, and the held-out scores of those choices."""
    chosen: list[Choice] = []
    scores = np.full(len(bench.rows), np.nan)
    for number, (inside, outside) in enumerate(bench.parts):
        wording, exponent, share = best(fold_points(bench, number))
        said = fit(bench, inside, outside, away=outside, setting=(wording, exponent))
        scores[outside] = said.mixed(share)
        chosen.append((wording, exponent, share))
        print(f"fold {number + 1}: wording {wording}, exponent {exponent}, {share}", flush=True)
    return chosen, scores


def main() -> None:
    """Choose, judge the choosing, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=data_folder())
    bench = Bench(parser.parse_args().data)
    chosen, scores = nested(bench)
    on_all = fold_points(bench, None)
    order = sorted(on_all, key=lambda choice: -on_all[choice])
    report: dict[str, Any] = {
        "chosen_in_folds": chosen,
        "held_out": row_of(bench, scores),
        "shipped": SHIPPED,
        "on_all_pages": [[*choice, round(on_all[choice], 4)] for choice in order],
    }
    print(json.dumps(report["held_out"], indent=1))
    for row in report["on_all_pages"]:
        print(row)
    (DEFAULT / "choice.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
