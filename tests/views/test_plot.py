"""Plots draw what they are given, on the caller's axes if there are any."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from made import VERDICT
from sample_pages import read_samples

import pagequality as pq
from pagequality.training.evaluation import wilson
from pagequality.views.plot import AGAINST, FOR

mpl.use("agg")
plt = pytest.importorskip("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def told(ax):
    """What the key of a drawing says."""
    return [text.get_text() for text in ax.get_legend().get_texts()]


@pytest.mark.parametrize("most", [0, 3, 100])
def test_the_bars_of_the_waterfall_end_at_the_verdict(most):
    """However many topics are drawn, the rest is in the last bar."""
    verdict = pq.analyze(read_samples()[0].html)
    ax = pq.plot.waterfall(verdict, most=most)
    bars = [bar for bar in ax.patches if isinstance(bar, mpl.patches.Rectangle)]
    assert bars[0].get_x() == pytest.approx(verdict.baseline)
    assert bars[-1].get_x() + bars[-1].get_width() == pytest.approx(verdict.log_odds)


def test_the_histogram_counts_judged_pages():
    """Those that were not judged are left out and counted; kept and dropped have their shares."""
    own = plt.subplots()[1]
    ax = pq.plot.histogram([0.1, 0.2, 0.9, None, float("nan")], threshold=0.5, ax=own)
    assert ax is own
    assert sum(bar.get_height() for bar in ax.patches) == 3
    assert ax.get_title(loc="left") == "3 pages judged, 2 not"
    assert told(ax) == ["kept: 2 (66.7%)", "dropped: 1 (33.3%)", "threshold 0.5"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("probability of low quality", "pages")
    assert pq.plot.histogram([0.1, None]).get_title(loc="left") == "1 pages judged, 1 not"
    assert told(pq.plot.histogram([], threshold=0.5))[0] == "kept: 0 (0.0%)"


def test_the_reliability_curve_has_a_point_a_bin():
    """Each bin with pages shows the share that is low among them."""
    chances, labels = np.array([0.05, 0.06, 0.95, 1.0, np.nan]), np.array([0, 1, 1, 1, 1])
    points = [
        line for line in pq.plot.reliability(chances, labels).lines if line.get_marker() == "o"
    ]
    assert [float(point.get_ydata()[0]) for point in points] == [0.5, 1.0]
    assert [float(point.get_xdata()[0]) for point in points] == pytest.approx([0.055, 0.975])


def test_a_bar_leads_from_where_the_last_one_ended():
    """The strongest on top; red to the right, green to the left; what is left over is last."""
    ax = pq.plot.waterfall(VERDICT, most=3)
    bars = [
        (bar.get_x(), bar.get_width(), mpl.colors.to_hex(bar.get_facecolor())) for bar in ax.patches
    ]
    assert bars == [
        (-1.5, 3.0, AGAINST), (1.5, 1.5, AGAINST), (3.0, -1.0, FOR), (2.0, pytest.approx(0), FOR),
    ]  # fmt: skip
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["Its wording", "Speculation, sources and detail", "Layout", "2 other topics"]
    assert ax.yaxis_inverted()
    assert [line.get_xdata()[0] for line in ax.lines] == [-1.5, 2.0]
    assert ax.get_title(loc="left") == "Beans in May\n88% likely low quality"
    assert told(ax) == [
        "before anything speaks for or against it: 18%", "this page: 88%",
        "speaks for low quality", "speaks against it",
    ]  # fmt: skip
    assert [text.get_text() for text in ax.texts] == ["+3.00", "+1.50", "-1.00", "+0.00"]


def test_the_threshold_counts_what_reaches_it():
    """A page at the threshold is dropped; the line stands there; bars have one width."""
    ax = pq.plot.histogram([0.1, 0.5, 0.9, 0.95], threshold=0.5, bins=10)
    assert told(ax)[1] == "dropped: 3 (75.0%)"
    assert [line.get_xdata()[0] for line in ax.lines] == [0.5]
    heights = [bar.get_height() for bar in ax.patches]
    assert heights == [0, 1, *[0] * 8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2]


def test_the_reliability_plot_says_of_how_many_pages():
    """In its title, and beside each point; its key names what is drawn."""
    ax = pq.plot.reliability([0.15, 0.15, 0.55, None], [0, 1, 1, 1])
    assert ax.get_title(loc="left") == "3 labelled pages, 2 of them low"
    assert [text.get_text() for text in ax.texts] == ["2", "1"]
    assert told(ax) == [
        "calibrated", "pages of such a probability, and how many", "95 % interval",
    ]  # fmt: skip


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
