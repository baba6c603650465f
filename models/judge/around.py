"""What stands around the content: what each mark of it adds to the exam, and how the content fares.

Furniture ranks unseen sites a little better and makes a judge follow the template, so each mark
that the judge hears has to show what it is worth. The content's terms are fitted once a fold, and
the curves of what stands around it anew without each mark in turn. Beside it stands whether the
content is heard alike in a page and in its own text.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from models.cache import cache_of
from models.judge.bench import Bench, on_each_fold
from models.judge.columns import Columns
from models.judge.settings import SEED, chosen
from models.places import write_report
from pagequality.signals import APART, AROUND, NAMES, SIGNALS
from pagequality.training import evaluation
from pagequality.training.fit import (
    STACKED,
    around_of,
    fit_judge,
    fit_page,
    log_odds,
    scaled,
    stacked,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Floats

MARKS: Final = tuple(
    signal.name for signal in SIGNALS if signal.family in AROUND and signal.name not in APART
)
"""The signals of what stands around the content that the judge hears."""
ALL: Final = "every mark"
NONE: Final = "no mark"
MOVED: Final = "swapped"
TEXT: Final = "text"
ALIKE: Final = 0.5
"""Log-odds that the content of a page and of its text may differ by and still be called alike."""


def _said(bench: Bench, number: int) -> dict[str, Floats]:
    """Return what judges of a fold say of its pages held out: every mark, none, all but one."""
    fold, settings = bench.fold(number), bench.settings.fit
    every = stacked(fold.train)
    table = every.vectors[STACKED]
    fitted = fit_judge(table, every, SEED, settings=settings)
    judge = fitted.judge
    known = fitted.sums - fitted.added[:, around_of(table)].sum(axis=1)
    judges = {ALL: judge, NONE: replace(judge, page=scaled(judge.page, 0.0))}
    for mark in MARKS:
        less = table.copy()
        less[:, NAMES.index(mark)] = np.nan
        page = fit_page(less, every, known / judge.slope, settings=settings)
        judges[mark] = replace(judge, page=page)
    found = {name: log_odds(one, fold.test.vectors["html"]) for name, one in judges.items()}
    found |= {f"{MOVED} {name}": log_odds(one, fold.swapped.vectors["html"])
              for name, one in judges.items()}  # fmt: skip
    found[TEXT] = log_odds(judges[NONE], fold.test.vectors["text"])
    print(f"fold {number + 1}", flush=True)
    return found


def together(bench: Bench) -> dict[str, Floats]:
    """Return what is said of all pages, in the order of the bench's rows; swapped ones by fold."""
    parts = on_each_fold(bench, _said)
    order = np.argsort(np.concatenate([outside for _, outside in bench.parts]))
    return {
        name: joined if name.startswith(MOVED) else joined[order]
        for name in parts[0] for joined in [np.concatenate([part[name] for part in parts])]
    }  # fmt: skip


def alike(page: Floats, text: Floats) -> dict[str, float]:
    """Compare what the content of pages and of their own texts says, in log-odds.

    >>> alike(np.array([1.0, 2.0, 3.0]), np.array([1.2, 2.1, 2.0]))
    {'pages': 3, 'correlation': 0.8109, 'median_difference': 0.2, 'alike': 0.6667}
    """
    apart = np.abs(page - text)
    return {
        "pages": len(page),
        "correlation": round(float(np.corrcoef(page, text)[0, 1]), 4),
        "median_difference": round(float(np.median(apart)), 4),
        "alike": round(float((apart <= ALIKE).mean()), 4),
    }


def run(data: Path) -> None:
    """Leave out, print and write."""
    settings = chosen()
    bench = Bench(data, settings)
    said = cache_of(__name__, data, settings=settings).arrays("around", lambda: together(bench))
    columns = Columns(bench)
    place = {int(row): at for at, row in enumerate(bench.rows)}
    content = [place[int(row)] for swaps in bench.swaps for row in swaps.content]
    labels = columns.labels[content]
    marks = {}
    for name in (ALL, NONE, *MARKS):
        crossed = evaluation.roc_auc(labels, said[f"{MOVED} {name}"])
        marks[name] = columns.of(said[name]) | {"crossed": round(crossed, 4)}
        print(f"{name:24}", json.dumps(marks[name]))
    usual = bench.labelled.usual[bench.rows]
    report = {"marks": marks, "content": alike(said[NONE][usual], said[TEXT][usual])}
    print(report["content"])
    write_report("around", report)
