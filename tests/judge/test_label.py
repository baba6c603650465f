"""The words for a verdict: from which probability on, and in which colour."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from pagequality.judge.verdict import Verdict
from pagequality.views.style import colour_of

VERDICT = Verdict(0.5, False, (), {}, {}, (), 0.0, 0.0, 0.0, {})  # noqa: FBT003 - not abstained


@pytest.mark.parametrize(
    ("probability", "word", "colour"),
    [
        (1.0, "low quality", "red"), (0.7, "low quality", "red"), (0.6999, "unclear", "yellow"),
        (0.3001, "unclear", "yellow"), (0.3, "honest", "green"), (0.0, "honest", "green"),
    ],
)  # fmt: skip
def test_each_probability_has_its_word_and_colour(probability, word, colour):
    """Low from 0.7 on, honest up to 0.3, unclear between; red, green, yellow."""
    verdict = replace(VERDICT, probability=probability)
    assert (verdict.label, colour_of(verdict.label)) == (word, colour)


def test_what_is_not_judged_is_called_so():
    """Abstention is no word of quality, and dim."""
    for probability in (math.nan, 0.9):
        verdict = replace(VERDICT, probability=probability, abstained=True)
        assert (verdict.label, colour_of(verdict.label)) == ("not judged", "dim")


@pytest.mark.parametrize(
    ("probability", "threshold", "low"),
    [
        (0.7, None, True), (0.6999, None, False), (0.5, 0.5, True), (0.4999, 0.5, False),
        (0.9, 0.95, False), (1.0, 1.0, True), (0.0, 0.01, False),
    ],
)  # fmt: skip
def test_a_page_is_low_from_the_threshold_on(probability, threshold, low):
    """From 0.7 on where none is given."""
    assert replace(VERDICT, probability=probability).is_low(threshold) is low


def test_what_is_not_judged_is_never_called_low():
    """Whatever the threshold and the sum."""
    for probability in (math.nan, 0.9):
        verdict = replace(VERDICT, probability=probability, abstained=True)
        assert not verdict.is_low()
        assert not verdict.is_low(0.01)


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.5, 90.0, math.nan])
def test_a_threshold_is_a_probability(threshold):
    """Percent and the like are refused, not taken for a threshold that no page reaches."""
    with pytest.raises(ValueError, match="threshold must lie between 0 and 1"):
        VERDICT.is_low(threshold)
