"""Plots draw what they are given, on the caller's axes if there are any."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from sample_pages import read_samples

import pagequality as pq
from pagequality.judge.topic import Reason, Topic
from pagequality.judge.verdict import Verdict
from pagequality.training.evaluation import wilson

mpl.use("agg")
plt = pytest.importorskip("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


@pytest.mark.parametrize("most", [0, 3, 100])
def test_the_bars_of_the_waterfall_end_at_the_verdict(most):
    """However many reasons are drawn, the rest is in the last bar."""
    verdict = pq.analyze(read_samples()[0].html)
    bars = pq.plot.reasons(verdict, most=most).patches
    assert bars[0].get_x() == pytest.approx(verdict.baseline)
    assert bars[-1].get_x() + bars[-1].get_width() == pytest.approx(verdict.log_odds)


def test_the_histogram_counts_judged_pages():
    """Abstained pages are left out; the threshold says what share lies above it."""
    own = plt.subplots()[1]
    ax = pq.plot.histogram([0.1, 0.2, 0.9, None, float("nan")], threshold=0.5, ax=own)
    assert ax is own
    assert sum(bar.get_height() for bar in ax.patches) == 3
    assert ax.get_title(loc="left").startswith("33.3% of 3 pages")


def test_the_reliability_curve_has_a_point_a_bin():
    """Each bin with pages shows the share that is low among them."""
    chances, labels = np.array([0.05, 0.06, 0.95, 1.0, np.nan]), np.array([0, 1, 1, 1, 1])
    points = [
        line for line in pq.plot.reliability(chances, labels).lines if line.get_marker() == "o"
    ]
    assert [float(point.get_ydata()[0]) for point in points] == [0.5, 1.0]
    assert [float(point.get_xdata()[0]) for point in points] == pytest.approx([0.055, 0.975])


VERDICT = Verdict(
    probability=0.9,
    abstained=False,
    notices=(),
    families={},
    signals={},
    topics=(
        Topic("furniture", 2.0, 0.5, 0.1, (Reason("repeated_links", 1.0, 1.0, 2.0, "…"),)),
        Topic("speculation", -1.0, 0.5, 0.1, (Reason("years", 1.0, 1.0, -1.0, "…"),)),
        Topic("standing", 0.5, 0.5, 0.1, (Reason("prices", 1.0, 1.0, 0.25, "…"),)),
    ),
    log_odds=2.0,
    baseline=0.5,
    evidence={},
    headline="Rain",
)


def test_a_bar_leads_from_where_the_last_one_ended():
    """The strongest on top; red to the right, green to the left; what is left over is last."""
    ax = pq.plot.reasons(VERDICT, most=2)
    bars = [
        (bar.get_x(), bar.get_width(), mpl.colors.to_hex(bar.get_facecolor())) for bar in ax.patches
    ]
    assert bars == [(0.5, 2.0, "#b5482f"), (2.5, -1.0, "#3c7a5e"), (1.5, 0.5, "#b5482f")]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["repeated links", "years", "all others"]
    assert ax.yaxis_inverted()
    assert [line.get_xdata()[0] for line in ax.lines] == [0.5, 2.0]
    assert ax.get_title(loc="left") == "Rain: probability 0.90"


def test_the_threshold_counts_what_reaches_it():
    """A page at the threshold is called low; the line stands there; bars have one width."""
    ax = pq.plot.histogram([0.1, 0.5, 0.9, 0.95], threshold=0.5, bins=10)
    assert ax.get_title(loc="left") == "75.0% of 4 pages at or above 0.5"
    assert [line.get_xdata()[0] for line in ax.lines] == [0.5]
    assert [bar.get_height() for bar in ax.patches] == [0, 1, 0, 0, 0, 1, 0, 0, 0, 2]


def test_the_reliability_bars_are_wilsons():
    """Around the share that is low, as wide as so few pages make it; the diagonal beside."""
    chances, labels = np.repeat([0.15, 0.55], 10), np.array([1] + [0] * 9 + [1] * 5 + [0] * 5)
    ax = pq.plot.reliability(chances, labels)
    bars = [line.get_ydata() for line in ax.lines[1:] if line.get_marker() != "o"]
    assert [list(bar) for bar in bars] == [
        pytest.approx(wilson(1, 10), abs=1e-4),
        pytest.approx(wilson(5, 10), abs=1e-4),
    ]
    assert ax.lines[0].get_xydata().tolist() == [[0, 0], [1, 1]]
