"""The words for a verdict: from which probability on, and in which colour."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from pagequality.views.words import colour_of, verdict_word

from pagequality.judge.verdict import Verdict

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
    assert (verdict_word(verdict), colour_of(verdict)) == (word, colour)


def test_what_is_not_judged_is_called_so():
    """Abstention is no word of quality, and dim."""
    for probability in (math.nan, 0.9):
        verdict = replace(VERDICT, probability=probability, abstained=True)
        assert (verdict_word(verdict), colour_of(verdict)) == ("not judged", "dim")
