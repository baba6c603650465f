"""Calibration by length, page type and source; where score 2 lands; who is declined.

The probabilities are the held-out ones of `cross_validation`.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow.parquet as pq

from models.data import labels as labels_of
from models.data import pages
from models.judge.held_out import held_out
from models.judge.left_out import groups_of_sources
from models.places import write_report
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.learned.odds import sigmoids
from pagequality.reading import read
from pagequality.training import evaluation

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Floats, Ints

FEWEST: Final = 20
LENGTHS: Final = (0, 60, 150, 400, 1000, 3000)


def lengths(words: Ints) -> Array:
    """Name the length class of each page."""
    names = [f"{low} to {high}" for low, high in pairwise(LENGTHS)]
    names.append(f"{LENGTHS[-1]} and more")
    return np.array(names)[np.searchsorted(LENGTHS, words, side="right") - 1]


def row_of(labels: Ints, probabilities: Floats) -> dict[str, Any]:
    """Compare what was said of some pages with what they are."""
    count, number = int(labels.sum()), len(labels)
    row: dict[str, Any] = {
        "pages": number,
        "share_low": round(count / number, 4),
        "interval": evaluation.wilson(count, number),
        "mean_probability": round(float(probabilities.mean()), 4),
        "brier": round(evaluation.brier(labels, probabilities), 4),
    }
    if 0 < count < number:
        row["roc_auc"] = round(evaluation.roc_auc(labels, probabilities), 4)
    if number >= 5 * FEWEST:
        row["calibration_error"] = round(evaluation.calibration_error(labels, probabilities), 4)
    return row


def cut(by: Array, labels: Ints, probabilities: Floats) -> dict[str, Any]:
    """Return a row for every class with pages enough, the most frequent first."""
    return {
        str(name): row_of(labels[by == name], probabilities[by == name])
        for name, count in Counter(by.tolist()).most_common()
        if count >= FEWEST
    }


def declined(folder: Path) -> dict[str, Any]:
    """Count the notices of abstention, by what annotators said of a page, and by language."""
    known = labels_of(folder)
    names = {"": "score 2", "0": "honest", "1": "low"}
    groups: dict[str, Counter[str]] = {}
    for stored in pages(folder):
        row = known[stored["id"]]
        group = "not judgeable" if row["score"] == "x" else names[row["low"]]
        _count(groups.setdefault(group, Counter()), stored)
    path = folder / "unlabelled.parquet"
    for stored in pq.read_table(path).to_pylist() if path.exists() else []:
        _count(groups.setdefault("unlabelled, many languages", Counter()), stored)
    return {name: dict(counts.most_common()) for name, counts in groups.items()}


def _count(counts: Counter[str], stored: dict[str, Any]) -> None:
    notices = reasons_to_abstain(read(stored["html"], url=stored.get("url") or ""))
    counts["pages"] += 1
    counts["declined"] += bool(notices)
    counts.update(notice.code for notice in notices)


def report(folder: Path) -> dict[str, Any]:
    """Return every table."""
    found = held_out(folder)
    labelled, rows, sums = found.labelled, found.rows, found.sums
    probabilities = sigmoids(sums["html"])
    labels = labelled.low[rows].astype(int)
    usual = labelled.usual[rows]
    groups = np.array(groups_of_sources(labelled.source[rows].tolist()))
    kinds = np.array([kind or "unknown" for kind in labelled.page_type[rows]])
    return {
        "length in words, web and wild slice": cut(
            lengths(labelled.words[rows])[usual], labels[usual], probabilities[usual]
        ),
        "page type, web and wild slice": cut(kinds[usual], labels[usual], probabilities[usual]),
        "source, all pages": cut(groups, labels, probabilities),
        "declined": declined(folder),
    }


def run(data: Path) -> None:
    """Measure, print, write."""
    found = report(data)
    for title, table in found.items():
        print(f"\n{title}")
        for name, row in table.items():
            print(f"  {name:24} {json.dumps(row)}")
    write_report("slices", found)
