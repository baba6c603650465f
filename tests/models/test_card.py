"""The card and the README's figures: drawn from reports, with arithmetic that holds."""

from __future__ import annotations

import importlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

MODELS = Path(__file__).parents[2] / "models"
RUN = {"pages": 6000, "pages_per_second": 100.0, "peak_mib": 300.0}
MEMORY = {"first_tenth_mib": 500.0, "last_tenth_mib": 505.0, "peak_mib": 512.0}
FORM = {
    "jobs": {"1": RUN, "2": {"pages": 50_000, "pages_per_second": 180.0, **MEMORY}},
    "speed_up": 1.8,
    "reading_overhead": 0.05,
}
FIGURES = {
    "pages": 50,
    "roc_auc": 0.9,
    "average_precision": 0.8,
    "recall_at_95_precision": 0.5,
    "recall_at_1_false_positive": 0.4,
}
CHOICE = {
    "chosen_in_folds": [["mild", 1.0, 0.5], ["strong", 0.75, 1.0]],
    "held_out": {"web": FIGURES, "all": FIGURES},
    "shipped": ["strong", 0.75, 0.5],
    "on_all_pages": [["strong", 0.75, 0.5, 0.81], ["mild", 0.5, 0.0, 0.7]],
}


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Import a recipe by its name."""
    monkeypatch.syspath_prepend(str(MODELS))

    def imported(name: str) -> Any:
        sys.modules.pop(name, None)
        return importlib.import_module(name)

    return imported


def test_the_cluster_arithmetic_follows_the_measured_speed(recipe: Any, tmp_path: Path) -> None:
    """Half of the two-process speed is a core's; pages by it are the hours stated."""
    report = {"processors": 2, "parquet": FORM, "warc.gz": FORM}
    (tmp_path / "corpus.json").write_text(json.dumps(report), encoding="utf-8")
    text = " ".join(recipe("figures").cluster(tmp_path).split())
    assert "2,500,000,000 / 90 / 3,600 = 7,716 core-hours: 7.7 hours on 1,000 cores" in text
    assert "| parquet | 50,000 | 100 | 180 | 1.80 | 5% | 500 | 505 | 512 |" in text


def test_without_a_report_nothing_is_claimed(recipe: Any, tmp_path: Path) -> None:
    """No report, no figures."""
    figures = recipe("figures")
    assert (figures.cluster(tmp_path), figures.figures(tmp_path)) == ("", "")


def test_only_what_stands_between_the_marks_is_replaced(recipe: Any) -> None:
    """Filling twice gives the same, and text around the marks stays."""
    figures = recipe("figures")
    text = "before\n<!-- cluster:begin -->\nold\n<!-- cluster:end -->\nafter\n"
    once = figures.filled(text, "new", "cluster")
    assert once == text.replace("old", "new")
    assert figures.filled(once, "new", "cluster") == once
    assert figures.filled(text, "new") == text


def test_the_card_says_what_was_chosen_and_what_is_shipped(recipe: Any) -> None:
    """Choices, their held-out figures and the shipped setting stand in the card."""
    lines = "\n".join(recipe("card_choice").comparison({"choice": CHOICE}))
    assert "mild wording, exponent 1.0, 50% trees; strong wording, exponent 0.75, 100%" in lines
    assert "shipped: strong wording, exponent 0.75, 50% trees" in lines
    assert re.search(r"\| web \| 50 \| 0\.900 \| 0\.800 \| 0\.500 \| 0\.400 \|", lines)


def test_the_card_is_what_the_reports_give(recipe: Any) -> None:
    """Card and README are drawn, not typed: drawing them again changes nothing."""
    card, figures = recipe("card"), recipe("figures")
    drawn = card.card(MODELS / "default", MODELS / "labels.csv")
    assert drawn == (MODELS / "default" / "card.md").read_text(encoding="utf-8")
    readme = (MODELS.parent / "README.md").read_text(encoding="utf-8")
    assert figures.filled(readme, figures.figures(MODELS / "default")) == readme
    assert figures.filled(readme, figures.cluster(MODELS / "default"), "cluster") == readme
