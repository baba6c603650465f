"""Plots draw what they are given, on the caller's axes if there are any."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from sample_pages import read_samples

import pagequality as pq

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
