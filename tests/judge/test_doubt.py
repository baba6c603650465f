"""Doubt: which low pages somebody should look at before acting."""

from __future__ import annotations

import math

import pytest

from pagequality.judge.doubt import DIVIDED, FEW, STATISTICAL, doubt
from pagequality.judge.topic import Topic


def said(**added):
    """Topics that add these log-odds."""
    return [Topic(name, number, 0.5, math.nan) for name, number in added.items()]


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        (said(wording=3.0, headline=1.0), ""),
        (said(wording=3.0), FEW),
        (said(wording=3.0, headline=0.24), FEW),
        (said(wording=3.0, other_marks=1.0), FEW),
        (said(wording=0.5, headline=0.5, other_marks=1.5), STATISTICAL),
        (said(wording=1.0, other_marks=5.0), STATISTICAL),
        (said(wording=2.0, headline=1.0, standing=-2.0), DIVIDED),
        (said(wording=2.0, headline=1.0, standing=-1.0), ""),
    ],
)
def test_a_low_page_is_doubted_where_its_marks_are_few_or_disagree(topics, expected):
    """Two topics that people can see must agree, and hold against what speaks for the page."""
    assert doubt(topics, low=True) == expected
    assert doubt(topics, low=False) == ""
