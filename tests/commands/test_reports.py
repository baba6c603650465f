"""What the commands tell a reader: tables of figures, readings, sites; by hand."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest

import pagequality as pq
from pagequality.commands import compare, evaluate, sites
from pagequality.commands.inputs import inputs
from pagequality.judge.model import Model
from pagequality.sites.verdict import SiteVerdict
from pagequality.training.drift import Shift
from pagequality.training.evaluation import wilson
from pagequality.views.style import Style

LABELS, CHANCES = np.array([1, 0, 1, 0]), np.array([0.9, 0.6, 0.4, 0.1])
HELD_OUT = {"probability": [0.9, 0.5, 0.3, 0.1], "low": [1, 1, 0, 0]}
SCORER = SimpleNamespace(
    model=Model("made", {}, 0.5, 25.0, np.zeros(0), held_out=HELD_OUT), prior=None
)


def test_thresholds_on_these_labels_and_the_models_own():
    """For each wish, what its threshold does here; nothing where it is out of reach."""
    rows = evaluate.thresholds(LABELS, CHANCES, SCORER)
    assert [(row["wanted"], row["value"]) for row in rows] == [
        ("precision", 0.8), ("precision", 0.9), ("precision", 0.95),
        ("false_positive_rate", 0.05), ("false_positive_rate", 0.01), ("percentile", 90.0),
    ]  # fmt: skip
    assert rows[0]["on these labels"] == {
        "threshold": 0.9, "precision": 1.0, "recall": 0.5, "false_positive_rate": 0.0,
        "called": 0.25,
    }  # fmt: skip
    assert rows[0]["the model's own"] == {
        "threshold": 0.5, "precision": 0.5, "recall": 0.5, "false_positive_rate": 0.5,
        "called": 0.5,
    }  # fmt: skip
    assert rows[5]["on these labels"] is rows[5]["the model's own"] is None


def test_a_page_at_the_models_threshold_is_called():
    """At or above is low; a threshold that calls no page has no precision."""
    at = evaluate.thresholds(LABELS, np.array([0.9, 0.5, 0.5, 0.1]), SCORER)[0]["the model's own"]
    assert (at["called"], at["recall"], at["false_positive_rate"]) == (0.75, 1.0, 0.5)
    none = evaluate.thresholds(LABELS, CHANCES / 10, SCORER)[0]["the model's own"]
    assert (none["precision"], none["recall"], none["called"]) == (None, 0.0, 0.0)


EVALUATED = """\
5 labelled pages, 4 judged by made 1; not judged: 1 too little text
2 of the judged are low (50.0%); mean probability 0.500

ROC AUC                        0.750  95 % interval 0.500 to 1.000
average precision              0.833
recall at 95 % precision       0.500
recall at 1 % false positives  0.500
calibration error              0.350
Brier score                    0.185

thresholds, on these labels    threshold precision  recall  false+  called
precision 0.8                      0.900     1.000   0.500   0.000   0.250
percentile 90                    out of reach

thresholds, the model's own    threshold precision  recall  false+  called
precision 0.8                      0.950         –   0.000   0.000   0.000
percentile 90                    out of reach

probability                        pages     given     low  95 % interval
0.4 to 0.5                             4     0.500   0.500  0.150 to 0.850"""


def test_an_evaluation_laid_out():
    """Every figure under its name and every column under its head."""
    found = {
        "model": "made 1", "labelled": 5, "judged": 4, "not_judged": {"too little text": 1},
        "share_low": 0.5, "mean_probability": 0.5,
        "figures": {
            "low": 2, "roc_auc": 0.75, "average_precision": 0.8333, "recall_at_95_precision": 0.5,
            "recall_at_1_false_positive": 0.5, "calibration_error": 0.35, "brier": 0.185,
            "roc_auc_interval": [0.5, 1.0],
        },
        "thresholds": [
            {"wanted": "precision", "value": 0.8,
             "on these labels": {"threshold": 0.9, "precision": 1.0, "recall": 0.5,
                                 "false_positive_rate": 0.0, "called": 0.25},
             "the model's own": {"threshold": 0.95, "precision": None, "recall": 0.0,
                                 "false_positive_rate": 0.0, "called": 0.0}},
            {"wanted": "percentile", "value": 90.0, "on these labels": None,
             "the model's own": None},
        ],
        "reliability": [
            {"from": 0.4, "pages": 4, "probability": 0.5, "low": 0.5, "interval": wilson(2, 4)},
        ],
    }  # fmt: skip
    assert "\n".join(evaluate.lines(found)) == EVALUATED


SCORE = Shift("score", 0.3, 0.25, 0.05, 0.2, 0.6, 0.0, 0.0)
STILL = Shift("years", 0.01, 0.02, 0.05, 1.0, 1.0, 0.0, 0.5)
MOVED = Shift("prices", 1.5, 0.5, 0.05, 0.0, math.nan, 0.0, 1.0)


@pytest.mark.parametrize(
    ("score", "signals", "said"),
    [
        (SCORE._replace(stability=0.01), [STILL] * 10, "looks like the training pages"),
        (SCORE._replace(stability=0.01), [STILL] * 9 + [MOVED],
         "Scores are distributed as in training, but 1 of 10 signals are not"),
        (SCORE._replace(stability=0.01), [STILL] * 19 + [MOVED], "looks like the training pages"),
        (SCORE, [STILL, MOVED], "Scores are different (higher than in training) and 1 of 2"),
        (SCORE._replace(median_now=0.1, stability=0.2), [MOVED],
         "Scores are shifted (lower than in training) and 1 of 1 signals differ"),
        (SCORE._replace(chance=0.26), [MOVED], "too few pages"),
    ],
)  # fmt: skip
def test_how_a_comparison_is_read(score, signals, said):
    """What scores and signals together mean for the thresholds, and which way scores moved."""
    assert said in compare.reading(score, signals)


COMPARED = """\
40 pages judged by made 1, 2 declined, 1 unreadable
mean probability 0.600, in training 0.200

                                 PSI  chance     KS      then       now       unknown
score                          0.300   0.050  0.250       0.2       0.6      0% to 0%  different
prices                         1.500   0.050  0.500         0         –    0% to 100%  different

So it is."""


def test_a_comparison_laid_out():
    """The score first, then the signals that moved; all of them where that is wanted."""
    plain = [compare._plain(one) for one in (SCORE, MOVED, STILL)]
    found = {
        "model": "made 1", "judged": 40, "declined": 2, "unreadable": 1,
        "mean_probability": 0.6, "mean_probability_in_training": 0.2,
        "score": plain[0], "signals": plain[1:], "reading": "So it is.",
    }  # fmt: skip
    assert "\n".join(compare.lines(found, everything=False)) == COMPARED
    assert [line.split()[0] for line in compare.lines(found, everything=True)[4:7]] == [
        "score", "prices", "years",
    ]  # fmt: skip


def test_a_sample_gives_every_item_the_same_chance():
    """So many, without repeats, from first to last alike; the seed fixes which."""
    counts = np.zeros(20)
    for seed in range(2000):
        taken = compare.sample(range(20), 5, seed)
        assert len(set(taken)) == 5
        counts[taken] += 1
    assert counts.sum() == 10000
    assert (np.abs(counts - 500) < 70).all()
    assert compare.sample(range(20), 5, 1) == compare.sample(range(20), 5, 1)
    assert compare.sample(range(3), 5, 1) == [0, 1, 2]


def test_a_comparison_measures_what_can_be_judged():
    """Pages are counted as judged, declined or unreadable; thirty are the fewest to compare."""
    scorer = pq.Scorer()
    rows = "".join(
        f"<p>Row {row} of the beans was watered by Ann Lee on Monday.</p>" for row in "123"
    )
    page = scorer.read(f"<h1>Beans</h1>{rows}")
    few = compare.report(scorer, [page] * 29 + [None] * 2 + [scorer.read("<p>Hello")] * 3)
    assert (few["judged"], few["declined"], few["unreadable"]) == (29, 3, 2)
    assert "score" not in few
    found = compare.report(scorer, [page] * 30)
    chance = scorer.judge(page).probability
    assert found["mean_probability"] == pytest.approx(chance, abs=1e-4)
    assert found["score"]["median_now"] == pytest.approx(chance)
    assert found["score"]["reading"] == "different"


@pytest.mark.parametrize(
    ("site", "line"),
    [
        (SiteVerdict("beans.example", 0.873, (0.61, 0.954), "low", "low", 12, 10, 10, 0),
         f"{'beans.example':40}      12  0.87   0.61 to 0.95  low                 0"),
        (SiteVerdict("", math.nan, (0.0, 1.0), "undecided", "go on", 1, 0, 0, None),
         f"{'(no address)':40}       1     -   0.00 to 1.00  undecided           -"),
        (SiteVerdict("b" * 50, 0.0, (0.0, 0.5), "honest", "go on", 1, 1, 1, 7),
         f"{'b' * 39}…       1  0.00   0.00 to 0.50  honest              7"),
    ],
)  # fmt: skip
def test_a_site_in_a_line(site, line):
    """Pages, probability, interval, label and further pages, under their heads."""
    assert sites._line(site, Style()) == line


def test_what_is_named_is_what_is_judged(tmp_path):
    """Folders give their pages in order; .txt files and what is said to be text are text."""
    for name in ("b.html", "a.HTM", "c.txt", "d.md", "deep/e.xhtml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("beans", "utf-8")
    found = inputs([str(tmp_path)])
    assert [page.path.name for page in found] == ["a.HTM", "b.html", "e.xhtml"]
    assert not any(page.text for page in found)
    assert [page.path.name for page in inputs([str(tmp_path)], text=True)] == ["c.txt"]
    alone = inputs(["-", "notes.txt", "notes.md"])
    assert [(page.name, page.text) for page in alone] == [
        ("standard input", False), ("notes.txt", True), ("notes.md", False),
    ]  # fmt: skip
    assert alone[0].path is None
