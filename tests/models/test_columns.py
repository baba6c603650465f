"""The exam in one row, by hand; and the pairs that are published."""

from __future__ import annotations

import csv
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from models.judge import columns, pairs
from models.judge.around import ALL, MARKS
from models.judge.pairs import Pairs
from models.places import LABELS
from models.report.card_choice import around, comparison
from pagequality.signals import AROUND, SIGNALS

if TYPE_CHECKING:
    import pytest


def labelled(**changes: object) -> Any:
    """Four wild pages of two sources, two pages of the web slice."""
    table: dict[str, object] = {
        "low": np.array([1, 0, 1, 0, 1, 0]),
        "source": np.array(["wild:a", "wild:a", "wild:b", "wild:b", "wcxb", "wcxb"]),
        "wild": np.array([True, True, True, True, False, False]),
        "web": np.array([False, False, False, False, True, True]),
    }
    return SimpleNamespace(**table | changes)


def test_a_source_counts_in_the_mean_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Right within one source and wrong within the other is 0.5, however they stand together."""
    monkeypatch.setattr(columns, "FEWEST", 1)
    scores = np.array([0.9, 0.8, 0.1, 0.2, 0.0, 0.0])
    assert columns.within_wild(labelled(), np.arange(6), scores) == 0.5
    assert columns.within_wild(labelled(), np.arange(2), scores[:2]) == 1.0


def test_a_source_with_few_pages_of_a_side_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """With one low page the second source says nothing, though it is in the wrong order."""
    monkeypatch.setattr(columns, "FEWEST", 2)
    sources = np.array(["wild:a"] * 4 + ["wild:b"] * 3)
    low = np.array([1, 1, 0, 0, 1, 0, 0])
    known = labelled(low=low, source=sources, wild=np.ones(7, bool))
    scores = np.array([0.9, 0.8, 0.1, 0.2, 0.0, 0.5, 0.6])
    assert columns.within_wild(known, np.arange(7), scores) == 1.0


def test_a_row_has_every_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slices are judged apart: the wild one in order, the web one not, half of the pairs."""
    monkeypatch.setattr(columns, "FEWEST", 1)
    couples = Pairs(np.array([0, 4]), np.array([1, 5]), np.array(["a", "b"]))
    monkeypatch.setattr(columns, "pairs_of", lambda *_: couples)
    bench = cast("Any", SimpleNamespace(labelled=labelled(), rows=np.arange(6)))
    row = columns.Columns(bench).of(np.array([0.9, 0.1, 0.8, 0.2, 0.3, 0.4]))
    assert (row["wild"]["roc_auc"], row["web"]["roc_auc"]) == (1.0, 0.0)
    assert (row["wild"]["pages"], row["web"]["pages"]) == (4, 2)
    assert (row["within_wild"], row["pairs"]) == (1.0, 0.5)


def test_marks_are_those_that_the_judge_hears_around_the_content() -> None:
    """None of the content's signals is among them, nor one that the judge is not told."""
    assert {signal.family for signal in SIGNALS if signal.name in MARKS} <= set(AROUND)
    assert "body_wording" not in MARKS
    assert "boilerplate_ratio" not in MARKS
    assert len(MARKS) == len(set(MARKS)) > 10


def test_published_pairs_are_of_a_low_and_an_honest_page_of_two_sites() -> None:
    """By the published labels; each low page has as many honest ones, no pair stands twice."""
    with (LABELS / "pages.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"]: row for row in csv.DictReader(file)}
    with pairs.PUBLISHED.open(encoding="utf-8", newline="") as file:
        found = [(known[row["low"]], known[row["honest"]]) for row in csv.DictReader(file)]
    names = [(low["id"], honest["id"]) for low, honest in found]
    assert len(set(names)) == len(names) == pairs.NEAREST * len({low for low, _ in names})
    for low, honest in found:
        assert low["score"] in {"3", "4"}
        assert honest["score"] in {"0", "1"}
        assert low["site"] != honest["site"]


def row_of(figure: float) -> dict[str, Any]:
    """One figure in every column."""
    names = (
        "roc_auc", "average_precision", "recall_at_95_precision", "recall_at_1_false_positive"
    )  # fmt: skip
    part = dict.fromkeys(names, figure)
    return {"wild": part, "web": part, "within_wild": figure, "pairs": figure}


def test_the_card_shows_each_mark_and_how_alike_content_is() -> None:
    """A line a mark, a column a part of the exam; without a report there is nothing."""
    marks = {
        ALL: row_of(0.5) | {"crossed": 0.25},
        "years": row_of(0.5) | {"crossed": 0.2504},
        "prices": row_of(0.5) | {"crossed": 0.249},
    }
    content = {"pages": 1200, "correlation": 0.98, "median_difference": 0.1, "alike": 0.9}
    lines = around({"around": {"marks": marks, "content": content}})
    assert f"| {ALL} | {' | '.join(['0.500'] * 10)} | 0.250 |" in lines
    assert f"| years | {' | '.join(['+0.0'] * 10)} | +0.4 |" in lines
    assert f"| prices | {' | '.join(['+0.0'] * 10)} | -1.0 |" in lines
    assert "falls by half a thousandth: years." in " ".join(lines)
    assert "Of 1,200 pages, each" in " ".join(lines)
    assert "on 90% of them" in " ".join(lines)
    assert around({}) == []


def test_the_card_says_what_networks_count() -> None:
    """Each weight with its mean, and the one that is shipped."""
    choice = {
        "chosen_in_folds": [[0.5, 1.0]], "shipped": [0.5, 1.0], "points": [[0.5, 1.0, 0.9]],
        "networks": [[0.0, 0.9012], [0.25, 0.902]], "networks_shipped": 0.25,
    }  # fmt: skip
    text = " ".join(comparison({"choice": choice}))
    assert "at 0 0.9012; at 0.25 0.9020. Shipped is 0.25;" in text
    del choice["networks"]
    assert "networks" not in " ".join(comparison({"choice": choice}))
