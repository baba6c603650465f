"""Figures with intervals over sites, and what the README says of them, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from models.judge import bootstrap
from models.judge.bootstrap import figures, over_sites
from models.report.figures import exam
from pagequality.judge.verdict import LOW
from pagequality.training.evaluation import roc_auc


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch):
    """A tenth of the resamples that a report draws: enough to tell a wide interval."""
    monkeypatch.setattr(bootstrap, "_RESAMPLES", 100)


def test_declined_pages_are_counted_and_left_out():
    """Two honest pages judged, one of them called low; a low page that is declined."""
    chances = np.array([0.1, LOW, 0.9, np.nan])
    row = figures(np.array([0, 0, 1, 1]), chances, ["a", "a", "b", "c"])
    counted = [row[key] for key in ("sites", "pages", "low", "declined", "declined_low")]
    assert counted == [3, 4, 2, 1, 1]
    assert row["called_low"] == row["honest_above_half"] == 0.5
    assert row["roc_auc"] == row["average_precision"] == 1.0


def test_an_area_needs_both_kinds():
    """Where all pages that are judged are honest, there is none."""
    row = figures(np.array([0, 0, 1]), np.array([0.1, 0.6, np.nan]), ["a", "b", "c"])
    assert "roc_auc" not in row
    assert row["called_low"] == 0.0


def test_an_interval_is_as_wide_as_its_sites_are_few():
    """Hundred pages of two sites of each kind tell no more than their sites do."""
    generator = np.random.default_rng(1)
    labels = np.repeat([0, 1], 100)
    chances = np.clip(0.5 * labels + generator.normal(0.2, 0.3, 200), 0, 1)
    chances[:50] += 0.3
    few = over_sites(roc_auc, labels, chances, sites=[str(number // 50) for number in range(200)])
    many = over_sites(roc_auc, labels, chances, sites=[str(number) for number in range(200)])
    assert few[1] - few[0] > 1.5 * (many[1] - many[0])


def test_the_readme_says_what_a_stranger_may_expect():
    """Of two sources' honest pages the share called low; nothing where there is no report."""
    row = {"pages": 12, "low": 4, "roc_auc": 0.75, "roc_auc_interval": [0.5, 0.9],
           "average_precision": 0.6, "recall_at_1_false_positive": 0.25}  # fmt: skip
    sources = {
        "a": {"pages": 8, "low": 2, "called_low": 0.0},
        "b": {"pages": 4, "low": 2, "called_low": 0.5},
    }
    report = {
        "site_grouped": {"wild": row}, "wild": {"sources": sources, "mean_roc_auc": 0.7},
        "same_topic": {"right": 0.875}, "swapped": {"crossed_roc_auc": 0.65},
    }  # fmt: skip
    text = " ".join(exam({"judge": report}))
    assert "**ROC AUC is 0.750** (0.500–0.900)" in text
    assert "12.5% of the honest" in text
    assert exam({}) == []


@pytest.mark.parametrize("seed", [0, 1])
def test_an_interval_holds_the_area(seed):
    """Pairs: 0.75 of them stand in the right order."""
    labels, chances = np.array([0, 1, 0, 1]), np.array([0.1, 0.9, 0.8, 0.7])
    low, high = over_sites(roc_auc, labels, chances, sites=[*"abcd"], seed=seed)
    assert low <= 0.75 <= high
