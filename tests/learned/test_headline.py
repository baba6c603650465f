"""Laws of the headline-body mismatch."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagequality.errors import ModelError
from pagequality.learned.bundle import folder
from pagequality.learned.curves import Additive
from pagequality.learned.headline.features import FEATURES
from pagequality.learned.headline.model import (
    LEAST_WORDS,
    contributions,
    measure,
    mismatch,
    mismatch_tokens,
    mismatches,
    model,
    rarity,
    undelivered,
)
from pagequality.text.tokens import tokenise

STORIES = {
    "Ferry runs aground off Kelmouth, 40 passengers rescued": (
        "Forty passengers were taken off a ferry that ran aground near the harbour of Kelmouth "
        "early on Tuesday. The coast guard said nobody was hurt and that the vessel would be "
        "towed back at high tide. The ferry company blamed thick fog."
    ),
    "Chess prodigy, 11, becomes youngest champion of Tarravia": (
        "An eleven-year-old has won the national chess championship of Tarravia, the youngest "
        "player ever to do so. She beat last year's champion in a rook ending after six hours. "
        "Her coach called it the calmest game of the tournament."
    ),
    "Scientists find giant salt lake beneath Mount Orrin glacier": (
        "A lake of salt water twice the size of the city lies under the glacier of Mount Orrin, "
        "scientists report. Radar flights over the ice showed it. The team wants to drill into "
        "the lake next summer to look for microbes."
    ),
    "Bakery chain Crumbwell to close ninety shops": (
        "Crumbwell will shut ninety of its bakery shops by the end of the year, the chain said. "
        "Rising flour prices and rents are to blame. About 700 jobs are at risk; the union has "
        "asked for talks."
    ),
}


@pytest.mark.parametrize("headline", STORIES)
def test_own_body_fits_better_than_any_other(headline: str) -> None:
    """A headline scores low with its own story and high with every other one."""
    for other, body in STORIES.items():
        if other == headline:
            assert mismatch(headline, body) < 0.4
        else:
            assert mismatch(headline, body) > 0.7


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=400))
def test_any_text_scores_in_range_or_is_unknown(headline: str, body: str) -> None:
    """Any two strings give a number from 0 to 1, or nan exactly where words are too few."""
    score = mismatch(headline, body)
    few = not len(tokenise(headline)) or len(tokenise(body)) < LEAST_WORDS
    assert math.isnan(score) if few else 0 <= score <= 1
    assert np.array_equal(score, mismatch(headline, body), equal_nan=True)


def test_batch_equals_one_by_one() -> None:
    """Many pairs at once score as each alone, unknown ones included."""
    headlines = [*STORIES, "", "Alone"]
    bodies = [*STORIES.values(), "some body of eight words or a few more", "short"]
    alone = [mismatch(*pair) for pair in zip(headlines, bodies, strict=True)]
    np.testing.assert_allclose(mismatches(headlines, bodies), alone, rtol=1e-12)
    assert len(mismatches([], [])) == 0


def test_case_and_space_of_the_headline_change_nothing() -> None:
    """Capitals and white space in the headline do not move the score."""
    for headline, body in STORIES.items():
        shaken = f"  {headline.upper()}\n"
        found = measure(tokenise(shaken.strip()), tokenise(body))
        np.testing.assert_allclose(found, measure(tokenise(headline), tokenise(body)))


def test_chosen_words_count_as_the_body() -> None:
    """The chosen words of a longer text score as those words alone."""
    (headline, body), (_, other) = list(STORIES.items())[:2]
    page = tokenise(other + "\n\n\n\n\n" + body)
    before = len(tokenise(other))
    chosen = np.arange(before, len(page))
    alone = mismatch(headline, body)
    assert mismatch_tokens(tokenise(headline), page, words=chosen) == pytest.approx(alone)
    first = np.arange(before)
    assert mismatch_tokens(tokenise(headline), page, words=first) > 0.7


def test_contributions_sum_to_the_log_odds() -> None:
    """The shares of the features and the constant add up to the log-odds of the score."""
    headline, body = next(iter(STORIES.items()))
    shares = contributions(tokenise(headline), tokenise(body))
    logit = sum(shares.values()) + model().constant
    assert 1 / (1 + math.exp(-logit)) == pytest.approx(mismatch(headline, body))
    assert contributions(tokenise(""), tokenise(body)) == {}


def test_undelivered_words_are_named_as_written() -> None:
    """Evidence names the missing names and numbers, not what the body says in other forms."""
    headline = "Kelmouth ferries rescued 5000 in Zanzibar"
    body = tokenise(next(iter(STORIES.values())) + " All were rescued.")
    assert undelivered(tokenise(headline), body) == ["5000", "Zanzibar"]
    assert undelivered(tokenise(""), body) == []


def test_delivery_late_in_a_long_body_counts() -> None:
    """What stands beyond the words that the score reads is not called missing."""
    body = tokenise("The river rose again. " * 2000 + "It fell in Zanzibar.")
    assert undelivered(tokenise("Zanzibar and Harrogate"), body) == ["Harrogate"]


def test_number_names_count_as_numbers() -> None:
    """A number in digits is found where the body spells it."""
    body = tokenise("There were seven swans swimming on the long lake in the park today.")
    assert undelivered(tokenise("7 swans"), body) == []


def test_artefacts_load_without_pickle_and_name_every_feature() -> None:
    """The rarity tables are plain arrays, and a model of other features is refused."""
    with np.load(folder() / "headline.npz", allow_pickle=False) as archive:
        assert all(archive[name].dtype != object for name in archive.files)
    assert model().names == tuple(FEATURES)
    assert rarity().of_stems(np.array([1, 2], np.uint32)).min() >= 0
    with pytest.raises(ModelError, match="size"):
        Additive.of({"constant": 0, "features": []}, ["size"])
