"""Judge the judge: site-grouped and source-held-out cross-validation of the whole recipe.

The web slice comes first: there good and bad pages stand side by side.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.data import labels as labels_of
from models.data import pages
from models.judge.cross_validation import slices, sources_apart
from models.judge.held_out import held_out
from models.judge.settings import FOLDS, SEED, Chosen, chosen
from models.places import write_report
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.learned.odds import sigmoid, sigmoids
from pagequality.reading import read
from pagequality.signals import NAMED_FAMILIES
from pagequality.training import evaluation
from pagequality.training.fit import fit_families, folds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.judge.labelled import Labelled
    from pagequality.text.arrays import Floats, Ints

WORST: Final = 6


def leave_one_source_out(
    labelled: Labelled, rows: Ints, settings: Chosen
) -> Iterator[dict[str, Any]]:
    """For every source, train on the others and report how its pages rank."""
    labels = labelled.low[rows]
    for source, own, rivals, found in sources_apart(labelled, rows, settings):
        row = _source_row(labels, found, own=own, rivals=rivals)
        print(json.dumps({"source": source, **row}), flush=True)
        yield {"source": source, **row}


def _source_row(labels: Ints, judged: Floats, *, own: Ints, rivals: Ints) -> dict[str, Any]:
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


def family_figures(labelled: Labelled, exponent: float) -> dict[str, Any]:
    """How well each family's score finds what annotators flagged, by site-grouped folds.

    A page whose score is unknown is not flagged: it counts as one with score 0.
    """
    rows = np.flatnonzero(np.isfinite(labelled.score))
    examples = labelled.examples(rows, exponent=exponent)
    examples = replace(examples, labels=np.maximum(examples.labels, 0))
    figures: dict[str, Any] = {}
    scores = {family: np.full(len(rows), np.nan) for family in NAMED_FAMILIES}
    for inside, outside in folds(examples, FOLDS, SEED):
        flags = {family: flag[rows][inside] for family, flag in labelled.flags.items()}
        fitted = fit_families(labelled.vectors[rows][inside], flags)
        for name, family in fitted.items():
            scores[name][outside] = [family.score(v) for v in labelled.vectors[rows][outside]]
    for name, given in scores.items():
        flag = labelled.flags[name][rows]
        figures[name] = {
            "flagged": int(flag.sum()),
            "roc_auc": round(evaluation.roc_auc(flag, np.nan_to_num(given)), 4),
        }
    return figures


def worst(labelled: Labelled, rows: Ints, sums: Floats) -> dict[str, Any]:
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
                "probability": round(sigmoid(float(sums[i])), 3),
            }
            for i in places
        ]
        for name, places in (("false alarms", honest[-WORST:][::-1]), ("misses", low[:WORST]))
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
    labelled: Labelled, rows: Ints, sums: dict[str, Floats], *, settings: Chosen
) -> dict[str, Any]:
    """Return every figure of the report from the held-out log-odds of the rows."""
    labels = labelled.low[rows].astype(int)
    report: dict[str, Any] = {"site_grouped": {}, "plain_text": {}}
    for name, part_of in slices(labelled, rows).items():
        for part, source in (("site_grouped", "html"), ("plain_text", "text")):
            probabilities = sigmoids(sums[source][part_of])
            report[part][name] = evaluation.summary(labels[part_of], probabilities)
    web = slices(labelled, rows)["web"]
    probabilities = sigmoids(sums["html"])
    report["reliability"] = evaluation.reliability(labels[web], probabilities[web])
    report["worst"] = worst(labelled, rows, sums["html"])
    report["families"] = family_figures(labelled, settings.exponent)
    report["leave_one_source_out"] = list(leave_one_source_out(labelled, rows, settings))
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


def run(data: Path) -> None:
    """Cross-validate, print and write."""
    report = evaluate(*held_out(data), settings=chosen())
    report["abstentions"] = abstentions(data)
    show(report)
    write_report("judge", report)
