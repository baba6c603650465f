"""How many pages are scored: what may be asked for, and that it is then the same everywhere."""

from __future__ import annotations

import dataclasses

import pytest

import pagequality as pq
from pagequality.corpus.columns import Columns
from pagequality.tabular.schema import Layout


def test_options_are_frozen():
    """Nothing that was given to a run changes under it; equal options are one key."""
    options = pq.ScoringOptions(threshold=0.5)
    with pytest.raises(dataclasses.FrozenInstanceError):
        options.threshold = 0.9
    assert options == pq.ScoringOptions(threshold=0.5)
    assert len({options, pq.ScoringOptions(threshold=0.5), pq.ScoringOptions()}) == 2


@pytest.mark.parametrize("threshold", [90, 1.0001, 0, 0.0, -0.5, float("nan")])
def test_a_threshold_is_a_probability(threshold):
    """Percent and nonsense are refused before a page is read; nought would call all pages low."""
    with pytest.raises(ValueError, match="threshold must lie between 0 and 1"):
        pq.ScoringOptions(threshold=threshold)


@pytest.mark.parametrize("seconds", [0, 0.0, -1, float("nan")])
def test_a_time_limit_leaves_time(seconds):
    """No page can be judged in no time; nothing is for no limit."""
    with pytest.raises(ValueError, match="time_limit must be a positive number"):
        pq.ScoringOptions(time_limit=seconds)


def test_what_can_be_asked_for_is_kept():
    """One is a threshold, no limit is a limit, and columns and layout are those asked for."""
    options = pq.ScoringOptions(
        html="body", url="where", id="name", signals=True, explain=True, threshold=1.0,
        time_limit=None,
    )  # fmt: skip
    assert options.columns == Columns("body", "where", "name")
    assert options.layout() == Layout(signals=True, explain=True, threshold=1.0, rejects=False)
    assert options.layout(rejects=True).rejects
    usual = pq.ScoringOptions()
    assert usual.columns == Columns("html", "url", "id")
    assert usual.layout() == Layout()
    assert (usual.threshold, usual.time_limit, usual.text) == (None, 20.0, False)
