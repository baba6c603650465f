"""Calibration by length, page type and source; where score 2 lands; who is declined.

    python models/benchmarks/slices.py

Held-out probabilities of models/evaluate.py. Writes models/default/slices.json.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import importlib
import json
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow.parquet as pq

from pagequality.training import evaluation
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.reading import read

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
data: Any = importlib.import_module("data")
held_out: Any = importlib.import_module("held_out")

FEWEST: Final = 20
LENGTHS: Final = (0, 60, 150, 400, 1000, 3000)


def lengths(words: np.ndarray) -> np.ndarray:
    """Name the length class of each page."""
    names = [f"{low} to {high}" for low, high in pairwise(LENGTHS)]
    names.append(f"{LENGTHS[-1]} and more")
    return np.array(names)[np.searchsorted(LENGTHS, words, side="right") - 1]


def row_of(labels: np.ndarray, probabilities: np.ndarray) -> dict[str, Any]:
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


def cut(by: np.ndarray, labels: np.ndarray, probabilities: np.ndarray) -> dict[str, Any]:
    """Return a row for every class with pages enough, the most frequent first."""
    return {
        str(name): row_of(labels[by == name], probabilities[by == name])
        for name, count in Counter(by.tolist()).most_common()
        if count >= FEWEST
    }


def declined(folder: Path) -> dict[str, Any]:
    """Count the notices of abstention, by what annotators said of a page, and by language."""
    known = data.labels(folder)
    names = {"": "score 2", "0": "honest", "1": "low"}
    groups: dict[str, Counter[str]] = {}
    for stored in data.pages(folder):
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
    labelled, rows, sums = held_out.held_out(folder)
    probabilities = 1.0 / (1.0 + np.exp(-sums["html"]))
    labels = labelled.low[rows].astype(int)
    web = labelled.web[rows]
    groups = np.array([source.partition(":")[0] for source in labelled.source[rows]])
    kinds = np.array([kind or "unknown" for kind in labelled.page_type[rows]])
    return {
        "length in words, web slice": cut(
            lengths(labelled.words[rows])[web], labels[web], probabilities[web]
        ),
        "page type, web slice": cut(kinds[web], labels[web], probabilities[web]),
        "source, all pages": cut(groups, labels, probabilities),
        "declined": declined(folder),
    }


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=data.data_folder())
    found = report(parser.parse_args().data)
    for title, table in found.items():
        print(f"\n{title}")
        for name, row in table.items():
            print(f"  {name:24} {json.dumps(row)}")
    path = data.DEFAULT / "slices.json"
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
