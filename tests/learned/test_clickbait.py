"""Laws of the clickbait score."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagequality import clickbait
from pagequality.learned.bundle import open_bundle
from pagequality.learned.clickbait.features import FEATURES, RUNS, clean, read
from pagequality.learned.models import default_models
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from pathlib import Path

BAIT = (
    "You Won't Believe What This Grandmother Keeps In Her Fridge",
    "19 Things Only Left-Handed People Will Understand",
    "Here's Why Everyone Is Talking About This Tiny Village",
    "Which Kitchen Tool Are You Based On Your Birthday?",
    "She opened the letter and what happened next will make you cry",
)
PLAIN = (
    "Parliament approves budget for regional rail network",
    "Two injured as lorry overturns near Kelmouth",
    "Central bank of Tarravia leaves interest rate unchanged",
    "Former mayor sentenced to three years for fraud",
    "Storm cuts power to 30,000 homes in northern province",
)


def test_bait_scores_above_plain_news() -> None:
    """Every plainly baiting headline scores above every plain one."""
    model = default_models().clickbait
    assert model.scores(BAIT).min() > model.scores(PLAIN).max() + 0.1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_scores_in_range_or_is_unknown(headline: str) -> None:
    """Any string gives a number from 0 to 1, or nan exactly where it has no word."""
    score = clickbait(headline)
    assert 0 <= score <= 1 if len(tokenise(clean(headline))) else math.isnan(score)
    assert np.array_equal(score, clickbait(headline), equal_nan=True)


def test_batch_equals_one_by_one() -> None:
    """Many headlines at once score as each alone, unknown ones included."""
    headlines = [*BAIT, "", *PLAIN]
    alone = [clickbait(headline) for headline in headlines]
    together = default_models().clickbait.scores(headlines)
    np.testing.assert_allclose(together, alone, rtol=1e-12)
    assert len(default_models().clickbait.scores([])) == 0


@pytest.mark.parametrize("headline", [*BAIT, *PLAIN])
def test_letter_case_and_outer_space_change_nothing(headline: str) -> None:
    """A headline in small letters, title case or all capitals scores alike."""
    expected = pytest.approx(clickbait(headline))
    for other in (headline.lower(), headline.upper(), f"  {headline}\n"):
        assert clickbait(other) == expected


def test_marks_of_posts_change_nothing() -> None:
    """Links, leading RT, @, # and trailing dots do not move the score."""
    for headline in PLAIN:
        post = f"RT #{headline}… https://example.org/x"
        assert clickbait(post) == pytest.approx(clickbait(headline))


def test_contributions_sum_to_the_log_odds() -> None:
    """The shares of the features, the runs and the constant add up to the log-odds."""
    model = default_models().clickbait
    row, of_runs = model.parts(read(BAIT[0]))
    (of_features,) = model.additive.contributions(row[None])
    assert (len(of_features), len(of_runs)) == (len(FEATURES), len(RUNS))
    logit = float(of_features.sum()) + sum(of_runs) + model.additive.constant
    assert 1 / (1 + math.exp(-logit)) == pytest.approx(clickbait(BAIT[0]))


def test_tables_load_without_pickle() -> None:
    """The tables are plain arrays of the announced sizes."""
    arrays = open_bundle().arrays("clickbait.npz")
    assert {kind: len(arrays[kind]) for kind in RUNS} == {
        kind: 1 << bits for kind, bits in RUNS.items()
    }


def test_judges_agree_with_the_score(data: Path) -> None:
    """On rated posts the score ranks bait far above plain news."""
    posts = pd.read_parquet(data / "benchmarks" / "clickbait17_train.parquet").head(500)
    rating = posts["truth_mean"].to_numpy()
    score = default_models().clickbait.scores(posts["post_text"])
    assert score[rating > 0.7].mean() - score[rating < 0.3].mean() > 0.3
