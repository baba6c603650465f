"""Judge the model of hedging on held-out pages, and its speed.

Folds are grouped by page, and each fold's
penalties and thresholds are chosen from its training pages alone; sentences that one annotator
labelled only teach, and not where their page is in the fold. Intervals are 95 %
bootstrap intervals over pages. The phrase files were revised after reading errors on some
pages, never on those whose page number hashes to `UNREAD`: their F1 stands apart.
"""

from __future__ import annotations

import itertools
import timeit
import zlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.learned import hedging as recipe
from models.places import write_report
from pagequality.learned.models import default_models
from pagequality.text.lexicons import default_matcher
from pagequality.text.tokens import sentence_spans, tokenise

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Flags

ANY: Final = 3
"""The label column that is speculation or vague attribution."""
RESAMPLES: Final = 2000
UNREAD: Final = (3, 4)
"""Remainders by five of a page id's CRC-32: errors on these pages were never looked at."""


def f1(truth: Flags, said: Flags) -> float:
    """Return the F1 of what was said."""
    total = int(truth.sum() + said.sum())
    return 2 * int((truth & said).sum()) / total if total else 0.0


def interval(truth: Flags, said: Flags, page: Array) -> list[float]:
    """Return the 95 % bootstrap interval of F1 over pages."""
    _, place = np.unique(page.astype(str), return_inverse=True)
    counts = [np.bincount(place, weights) for weights in (truth & said, truth, said)]
    generator = np.random.default_rng(0)
    drawn = generator.multinomial(
        len(counts[0]), np.full(len(counts[0]), 1 / len(counts[0])), RESAMPLES
    )
    hits, true, claimed = (drawn @ count for count in counts)
    low, high = np.quantile(2 * hits / (true + claimed), [0.025, 0.975])
    return [round(float(low), 3), round(float(high), 3)]


def held_out(rows: recipe.Rows, extra: recipe.Rows, *, heads: tuple[int, ...]) -> Flags:
    """Return what each row is called by models of other pages."""
    said = np.zeros(len(rows.dense), bool)
    for train, test in recipe.splits(rows, seed=0):
        known, unknown = rows.at(train), rows.at(test)
        others = extra.apart(set(unknown.page))
        for head in heads:
            penalty, threshold = recipe.choose(known, others, head)
            model = recipe.fit(known.with_rows(others), head, penalty)
            said[test] |= model.chances(unknown) >= threshold
    return said


def judge(
    rows: recipe.Rows, extra: recipe.Rows, *, heads: tuple[int, ...], target: int
) -> dict[str, Any]:
    """Return the figures of one question."""
    agreed = rows.agreed[:, target]
    truth = rows.labels[agreed, target] > 0.5
    said = held_out(rows, extra, heads=heads)[agreed]
    page = rows.page[agreed]
    unread = np.array([zlib.crc32(name.encode()) % 5 in UNREAD for name in page])
    hits = int((truth & said).sum())
    return {
        "rows": int(agreed.sum()),
        "positives": int(truth.sum()),
        "f1": round(f1(truth, said), 3),
        "interval": interval(truth, said, page),
        "precision": round(hits / max(int(said.sum()), 1), 3),
        "recall": round(hits / int(truth.sum()), 3),
        "f1_on_unread_pages": round(f1(truth[unread], said[unread]), 3),
        "interval_on_unread_pages": interval(truth[unread], said[unread], page[unread]),
    }


def speed() -> dict[str, float]:
    """Return milliseconds for a page of a thousand words, words and phrases found."""
    lines = recipe.INVENTED.read_text(encoding="utf-8").splitlines()
    parts = [line.rpartition("\t")[2] for line in lines if line[:1] != "#"]
    joined = (f"{a[:-1]}, and {b[0].lower()}{b[1:]}" for a, b in itertools.pairwise(parts[::2]))
    tokens = tokenise(" ".join(" ".join(joined).split(" ")[:1000]))
    spans, matches = sentence_spans(tokens), default_matcher().match(tokens)
    model = default_models().hedging
    runs = timeit.repeat(lambda: model.probabilities(tokens, spans, matches), number=50, repeat=20)
    return {
        "words": len(tokens),
        "sentences": len(spans[0]),
        "milliseconds": round(min(runs) / 50 * 1000, 3),
    }


def run(data: Path) -> None:
    """Print the figures and write them."""
    rows, extra = recipe.labelled(data), recipe.teaching(data)
    figures: dict[str, Any] = {
        "hedge": judge(rows, extra, heads=(0,), target=0),
        "speculation_or_vague": judge(rows, extra, heads=(1, 2), target=ANY),
        "speed": speed(),
    }
    for name, values in figures.items():
        print(name, values)
    write_report("hedging", figures)
