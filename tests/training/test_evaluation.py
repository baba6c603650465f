"""Figures of how good scores are: by hand, and as scikit-learn has them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

from pagequality.training import evaluation
from pagequality.training.evaluation import interval, reliability, summary, wilson

LABELS = np.array([1, 0, 1, 0, 0])
SCORES = np.array([0.9, 0.7, 0.7, 0.2, 0.1])
PAGES = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 20)), min_size=2, max_size=60
).filter(lambda rows: len({low for low, _ in rows}) == 2)  # fmt: skip


@given(PAGES)
def test_ranking_and_distance_are_scikit_learns(rows):
    """Area under the curve, average precision and Brier score, with and without ties."""
    labels = np.array([low for low, _ in rows])
    scores = np.array([score / 20 for _, score in rows])
    assert evaluation.roc_auc(labels, scores) == pytest.approx(roc_auc_score(labels, scores))
    assert evaluation.average_precision(labels, scores) == pytest.approx(
        average_precision_score(labels, scores)
    )
    assert evaluation.brier(labels, scores) == pytest.approx(brier_score_loss(labels, scores))


def test_one_kind_of_page_has_no_ranking():
    """Without low or without honest pages the area is unknown."""
    for labels in (np.ones(5, int), np.zeros(5, int)):
        assert np.isnan(evaluation.roc_auc(labels, SCORES))


def test_precision_and_recall_at_every_score():
    """At each score, the highest first, what calling low from there on would do."""
    precision, recall, threshold = evaluation.precision_recall(LABELS, SCORES)
    assert threshold.tolist() == [0.9, 0.7, 0.2, 0.1]
    assert precision == pytest.approx([1.0, 2 / 3, 2 / 4, 2 / 5])
    assert recall.tolist() == [0.5, 1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("least", "recall"), [(0.95, 0.5), (2 / 3, 1.0), (0.67, 0.5), (0.4, 1.0), (1.01, 0.0)]
)
def test_recall_while_precision_holds(least, recall):
    """The most that can be caught while so many of those caught are low; none if none can."""
    assert evaluation.recall_at_precision(LABELS, SCORES, least) == recall


@pytest.mark.parametrize(
    ("most", "threshold", "recall"),
    [(0.01, 0.7, 0.5), (0.33, 0.7, 0.5), (0.34, 0.2, 1.0), (0.67, 0.1, 1.0), (1.0, 0.1, 1.0)],
)
def test_recall_while_false_positives_are_few(most, threshold, recall):
    """Of three honest pages at most such a share lies above; low pages must lie above, too."""
    found = evaluation.threshold_at_false_positives(LABELS, SCORES, most)
    assert found == threshold
    assert evaluation.recall_at_false_positives(LABELS, SCORES, most) == recall


def test_reliability_has_a_row_a_filled_tenth():
    """Bins from low to high: how many pages, their mean probability, their share of low ones."""
    labels = np.array([0, 0, 1, 1, 0, 1])
    chances = np.array([0.0, 0.04, 0.1, 0.19999, 0.93, 1.0])
    assert reliability(labels, chances) == [
        {"from": 0.0, "pages": 2, "probability": 0.02, "low": 0.0},
        {"from": 0.1, "pages": 2, "probability": 0.15, "low": 1.0},
        {"from": 0.9, "pages": 2, "probability": 0.965, "low": 0.5},
    ]
    # Gaps weighed by pages: (2 * 0.02 + 2 * 0.85 + 2 * 0.465) / 6.
    assert evaluation.calibration_error(labels, chances) == pytest.approx(0.445)


def test_the_interval_of_a_measure_holds_it():
    """The 95 % interval of a mean is that of its standard error; the seed fixes it."""
    random = np.random.default_rng(2)
    labels = (random.random(400) < 0.5).astype(int)
    scores = random.random(400)

    def mean(_, scores):
        return float(scores.mean())

    low, high = interval(mean, labels, scores)
    spread = 1.96 * scores.std() / 20
    assert low == pytest.approx(scores.mean() - spread, abs=0.01)
    assert high == pytest.approx(scores.mean() + spread, abs=0.01)
    assert interval(mean, labels, scores) == [low, high]
    assert interval(mean, labels, scores, seed=1) != [low, high]
    steps = iter(range(200))
    ends = interval(lambda *_: float(next(steps)), labels, scores)
    assert ends == pytest.approx([0.025 * 199, 0.975 * 199])


def test_samples_of_one_kind_are_no_samples():
    """A bootstrap sample without low or honest pages is passed over."""
    low, high = interval(evaluation.roc_auc, np.array([0, 1]), np.array([0.2, 0.7]))
    assert (low, high) == (1.0, 1.0)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share(pair):
    """The interval lies in [0, 1], holds the share it is about, and mirrors with it."""
    count, number = pair
    low, high = wilson(count, number)
    assert 0.0 <= low <= count / number + 1e-4
    assert count / number - 1e-4 <= high <= 1.0
    assert wilson(number - count, number) == pytest.approx([1 - high, 1 - low], abs=1.1e-4)


def test_wilson_by_hand():
    """Published values; of no page nothing is known; more pages say more."""
    assert wilson(50, 100) == [0.4038, 0.5962]
    assert wilson(1, 1) == [0.2065, 1.0]
    assert wilson(0, 0) == [0.0, 1.0]


def test_the_summary_holds_each_figure_under_its_name():
    """What every report shows: counts, figures to four places, intervals that hold them."""
    labels, chances = np.array([1, 0, 1, 0, 0]), np.array([0.9, 0.72, 0.6, 0.2, 0.1])
    found = summary(labels, chances)
    assert {name: value for name, value in found.items() if "interval" not in name} == {
        "pages": 5,
        "low": 2,
        "roc_auc": 0.8333,  # 5 of 6 pairs
        "average_precision": 0.8333,  # (1 + 2/3) / 2
        "recall_at_95_precision": 0.5,
        "recall_at_1_false_positive": 0.5,
        "calibration_error": 0.304,  # (0.1 + 0.72 + 0.4 + 0.2 + 0.1) / 5
        "brier": 0.1477,  # (0.01 + 0.5184 + 0.16 + 0.04 + 0.01) / 5
    }
    for name in ("roc_auc", "calibration_error", "brier"):
        low, high = found[f"{name}_interval"]
        assert low < found[name] < high or found[name] == high
