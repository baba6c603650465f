"""Judge the judge: site-grouped and source-held-out cross-validation of the whole recipe.

    python models/evaluate.py            # prints the report, writes models/default/metrics.json
    python models/evaluate.py --quick    # without the source-held-out part

Everything that learns (wording, curves, trees, calibration) is fitted inside the training
folds; the recipe's settings were chosen on these same folds, so the figures are optimistic.
The web slice comes first: there good and bad pages stand side by side.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # sums in one order: the same figures every time

import argparse
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from models.data import DEFAULT, Labelled, data_folder, pages
from models.data import labels as labels_of
from joblib import Parallel, delayed
from models.judge.seed_pages import with_seeds

from pagequality.training import evaluation
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.signals import NAMED_FAMILIES
from pagequality.judge.model import SOURCES
from pagequality.learned.odds import logit
from pagequality.reading import read
from pagequality.training.fit import HALF_WORDS, fit_families, fit_judge, fit_terms, folds, log_odds, with_wording

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 2026
FOLDS = 5
WORST = 6


def cross_validate(labelled: Labelled, rows: np.ndarray) -> dict[str, np.ndarray]:
    """Return calibrated held-out log-odds of every page, by source; sites held out whole."""
    sums = {source: np.full(len(rows), np.nan) for source in SOURCES}
    parts = folds(labelled.examples(rows), FOLDS, SEED)
    work = [(source, *part) for source in SOURCES for part in parts]
    judged = Parallel(-1, return_as="generator")(
        delayed(held_out_fold)(labelled, source, inside=rows[inside], outside=rows[outside])
        for source, inside, outside in work
    )
    for (source, _, outside), found in zip(work, judged, strict=True):
        sums[source][np.sort(outside)] = found
        print(f"{source}: {len(outside)} pages held out", flush=True)
    return sums


def held_out_fold(
    labelled: Labelled, source: str, *, inside: np.ndarray, outside: np.ndarray
) -> np.ndarray:
    """Fit the whole recipe on some rows and return the log-odds of others, ascending."""
    outside = np.sort(outside)
    known = with_seeds(labelled.examples(labelled.to_teach(inside, outside), source))
    _, train, test = with_wording(known, labelled.examples(outside, source), SEED)
    assert test is not None
    base = logit(float(np.average(train.labels, weights=train.usual)))
    words = labelled.words[outside]
    judge, _ = fit_judge(train.vectors[source], train, SEED)
    judged = log_odds(judge, test.vectors[source]) - base
    return base + words / (words + HALF_WORDS) * judged


def leave_one_source_out(labelled: Labelled, rows: np.ndarray) -> Iterator[dict[str, Any]]:
    """For every source, train on the others and report how its pages rank.

    Most spam sources have no honest pages: their low pages are ranked against the honest
    pages of a third of the web slice's sites, held out at the same time.
    """
    examples = labelled.examples(rows)
    sources = labelled.source[rows]
    web = np.flatnonzero(labelled.web[rows])
    rivals = web[folds(examples.take(web), 3, SEED)[0][1]]
    rivals = rivals[examples.labels[rivals] == 0]
    every = sorted(set(sources))
    own = [np.flatnonzero(sources == source) for source in every]
    judged = Parallel(-1, return_as="generator")(
        delayed(unseen)(labelled, rows, own=rows[part], away=rows[np.union1d(part, rivals)])
        for part in own
    )
    for source, part, found in zip(every, own, judged, strict=True):
        row = _source_row(examples.labels, found, own=part, rivals=np.setdiff1d(rivals, part))
        print(json.dumps({"source": source, **row}), flush=True)
        yield {"source": source, **row}


def unseen(
    labelled: Labelled, rows: np.ndarray, *, own: np.ndarray, away: np.ndarray
) -> np.ndarray:
    """Fit on the pages that are not away, none of the same source as some; judge those away."""
    taught = labelled.to_teach(np.setdiff1d(rows, away), away)
    taught = taught[~np.isin(labelled.source[taught], labelled.source[own])]
    _, train, test = with_wording(labelled.examples(taught), labelled.examples(away), SEED)
    assert test is not None
    judged = np.full(len(rows), np.nan)
    judge = fit_terms(train.vectors["html"], train, SEED)
    judged[np.isin(rows, away)] = log_odds(judge, test.vectors["html"])
    return judged


def _source_row(
    labels: np.ndarray, judged: np.ndarray, *, own: np.ndarray, rivals: np.ndarray
) -> dict[str, Any]:
    """Report one held-out source: AUC inside it, recall of its low pages against rivals."""
    low = own[labels[own] == 1]
    row: dict[str, Any] = {"pages": len(own), "low": len(low)}
    if 0 < len(low) < len(own):
        row["roc_auc"] = round(evaluation.roc_auc(labels[own], judged[own]), 4)
    if len(low):
        both = np.concatenate([low, rivals, own[labels[own] == 0]])
        recall = evaluation.recall_at_false_positives(labels[both], judged[both], 0.01)
        row["recall_at_1_false_positive"] = round(recall, 4)
    return row


def slices(labelled: Labelled, rows: np.ndarray) -> dict[str, np.ndarray]:
    """Return the slices to report, the honest one first."""
    source, web = labelled.source[rows], labelled.web[rows]
    return {
        "web": web,
        "wcxb": source == "wcxb",
        "mixed": web & (source != "wcxb"),
        "all": np.ones(len(rows), bool),
    }


def family_figures(labelled: Labelled) -> dict[str, Any]:
    """How well each family's score finds what annotators flagged, by site-grouped folds."""
    rows = np.flatnonzero(np.isfinite(labelled.score))
    examples = labelled.examples(rows)
    examples = replace(examples, labels=np.maximum(examples.labels, 0))
    figures: dict[str, Any] = {}
    scores = {family: np.full(len(rows), np.nan) for family in NAMED_FAMILIES}
    for inside, outside in folds(examples, FOLDS, SEED):
        flags = {family: flag[rows][inside] for family, flag in labelled.flags.items()}
        fitted = fit_families(labelled.vectors[rows][inside], flags)
        for name, family in fitted.items():
            scores[name][outside] = [family.score(v) for v in labelled.vectors[rows][outside]]
    for family in NAMED_FAMILIES:
        flag = labelled.flags[family][rows]
        figures[family] = {
            "flagged": int(flag.sum()),
            "roc_auc": round(evaluation.roc_auc(flag, scores[family]), 4),
        }
    return figures


def worst(labelled: Labelled, rows: np.ndarray, sums: np.ndarray) -> dict[str, Any]:
    """Name the pages of the web slice that the held-out judge got most wrong."""
    labels, web = labelled.low[rows], np.flatnonzero(labelled.web[rows])
    order = web[np.argsort(sums[web])]
    honest, low = order[labels[order] == 0], order[labels[order] == 1]
    return {
        name: [
            {
                "id": labelled.ids[rows[i]],
                "score": int(labelled.score[rows[i]]),
                "page_type": str(labelled.page_type[rows[i]]),
                "words": int(labelled.words[rows[i]]),
                "probability": round(float(1.0 / (1.0 + np.exp(-sums[i]))), 3),
            }
            for i in chosen
        ]
        for name, chosen in (("false alarms", honest[-WORST:][::-1]), ("misses", low[:WORST]))
    }


def abstentions(folder: Path) -> dict[str, Any]:
    """How often each reason to abstain is given, on judgeable pages and on the others."""
    known = labels_of(folder)
    counts: dict[str, Counter[str]] = {"judgeable": Counter(), "not judgeable": Counter()}
    for stored in pages(folder):
        part = "not judgeable" if known[stored["id"]]["score"] == "x" else "judgeable"
        found = reasons_to_abstain(read(stored["html"], url=stored["url"]))
        counts[part][found[0].code if found else "judged"] += 1
    return {part: dict(sorted(counter.items())) for part, counter in counts.items()}


def evaluate(
    labelled: Labelled, rows: np.ndarray, sums: dict[str, np.ndarray], *, quick: bool
) -> dict[str, Any]:
    """Return every figure of the report from the held-out log-odds of the rows."""
    labels = labelled.low[rows].astype(int)
    report: dict[str, Any] = {"site_grouped": {}, "plain_text": {}}
    for name, chosen in slices(labelled, rows).items():
        for part, source in (("site_grouped", "html"), ("plain_text", "text")):
            probabilities = 1.0 / (1.0 + np.exp(-sums[source][chosen]))
            report[part][name] = evaluation.summary(labels[chosen], probabilities)
    web = slices(labelled, rows)["web"]
    probabilities = 1.0 / (1.0 + np.exp(-sums["html"]))
    report["reliability"] = evaluation.reliability(labels[web], probabilities[web])
    report["worst"] = worst(labelled, rows, sums["html"])
    report["families"] = family_figures(labelled)
    if not quick:
        report["leave_one_source_out"] = list(leave_one_source_out(labelled, rows))
    return report


def show(report: dict[str, Any]) -> None:
    """Print the report as tables."""
    columns = (
        "pages", "low", "roc_auc", "average_precision", "recall_at_95_precision",
        "recall_at_1_false_positive", "calibration_error",
    )  # fmt: skip
    for part in ("site_grouped", "plain_text"):
        print(f"\n{part:14}" + "".join(f"{name[:18]:>20}" for name in columns))
        for name, row in report[part].items():
            print(f"{name:14}" + "".join(f"{row[column]:>20}" for column in columns))
    print("\nfamilies:", json.dumps(report["families"]))


def main() -> None:
    """Measure, cross-validate, print and write."""
    from models.judge.held_out import held_out  # noqa: PLC0415 - it keeps what this module computes

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--quick", action="store_true", help="leave out the held-out sources")
    options = parser.parse_args()
    report = evaluate(*held_out(options.data), quick=options.quick)
    report["abstentions"] = abstentions(options.data)
    show(report)
    path = DEFAULT / "metrics.json"
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
