"""Laws of the headline-body mismatch."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagequality import headline_mismatch
from pagequality.errors import ModelError
from pagequality.learned.bundle import open_bundle
from pagequality.learned.curves import Additive
from pagequality.learned.headline.features import FEATURES, refutations
from pagequality.learned.headline.model import LEAST_WORDS
from pagequality.learned.models import default_models
from pagequality.text.tokens import tokenise

MODEL = default_models().headline

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
            assert headline_mismatch(headline, body) < 0.4
        else:
            assert headline_mismatch(headline, body) > 0.7


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=400))
def test_any_text_scores_in_range_or_is_unknown(headline: str, body: str) -> None:
    """Any two strings give a number from 0 to 1, or nan exactly where words are too few."""
    score = headline_mismatch(headline, body)
    few = not len(tokenise(headline)) or len(tokenise(body)) < LEAST_WORDS
    assert math.isnan(score) if few else 0 <= score <= 1
    assert np.array_equal(score, headline_mismatch(headline, body), equal_nan=True)


def test_case_and_space_of_the_headline_change_nothing() -> None:
    """Capitals and white space in the headline do not move the score."""
    for headline, body in STORIES.items():
        shaken = f"  {headline.upper()}\n"
        found = MODEL.measure(tokenise(shaken.strip()), tokenise(body))
        np.testing.assert_allclose(found, MODEL.measure(tokenise(headline), tokenise(body)))


def test_chosen_words_count_as_the_body() -> None:
    """The chosen words of a longer text score as those words alone."""
    (headline, body), (_, other) = list(STORIES.items())[:2]
    page = tokenise(other + "\n\n\n\n\n" + body)
    before = len(tokenise(other))
    chosen = np.arange(before, len(page))
    alone = headline_mismatch(headline, body)
    assert MODEL.mismatch_tokens(tokenise(headline), page, words=chosen) == pytest.approx(alone)
    first = np.arange(before)
    assert MODEL.mismatch_tokens(tokenise(headline), page, words=first) > 0.7


def test_contributions_sum_to_the_log_odds() -> None:
    """The shares of the features and the constant add up to the log-odds of the score."""
    headline, body = next(iter(STORIES.items()))
    row = MODEL.measure(tokenise(headline), tokenise(body))
    (shares,) = MODEL.additive.contributions(row[None])
    assert len(shares) == len(FEATURES)
    logit = float(shares.sum()) + MODEL.additive.constant
    assert 1 / (1 + math.exp(-logit)) == pytest.approx(headline_mismatch(headline, body))
    assert MODEL.measure(tokenise(""), tokenise(body)) is None


def test_undelivered_words_are_named_as_written() -> None:
    """Evidence names the missing names and numbers, not what the body says in other forms."""
    headline = "Kelmouth ferries rescued 5000 in Zanzibar"
    body = tokenise(next(iter(STORIES.values())) + " All were rescued.")
    assert MODEL.undelivered(tokenise(headline), body) == ["5000", "Zanzibar"]
    assert MODEL.undelivered(tokenise(""), body) == []


def test_delivery_late_in_a_long_body_counts() -> None:
    """What stands beyond the words that the score reads is not called missing."""
    body = tokenise("The river rose again. " * 2000 + "It fell in Zanzibar.")
    assert MODEL.undelivered(tokenise("Zanzibar and Harrogate"), body) == ["Harrogate"]


def test_number_names_count_as_numbers() -> None:
    """A number in digits is found where the body spells it."""
    body = tokenise("There were seven swans swimming on the long lake in the park today.")
    assert MODEL.undelivered(tokenise("7 swans"), body) == []


def test_refuting_and_doubting_words_are_counted() -> None:
    """Those of the headline as they are, those of the body as a logarithm."""
    places = {name: place for place, name in enumerate(FEATURES)}
    body = "The mayor denied it. A hoax, he said, and he DENIED it again on Monday morning."
    assert refutations(tokenise(body).hash) == 3
    row = MODEL.measure(tokenise("Mayor denies bridge hoax"), tokenise(body))
    assert row[places["refuting"]] == 2.0
    assert row[places["body_refuting"]] == pytest.approx(math.log(4))
    plain = MODEL.measure(tokenise("Mayor opens bridge"), tokenise("The mayor opens it. " * 3))
    assert plain[[places["refuting"], places["body_refuting"]]].tolist() == [0.0, 0.0]


def test_artefacts_load_without_pickle_and_name_every_feature() -> None:
    """The rarity tables are plain arrays, and a model of other features is refused."""
    arrays = open_bundle().arrays("headline.npz")
    assert arrays
    assert all(array.dtype != object for array in arrays.values())
    assert MODEL.additive.names == tuple(FEATURES)
    assert MODEL.rarity.of_stems(np.array([1, 2], np.uint32)).min() >= 0
    with pytest.raises(ModelError, match="size"):
        Additive.of({"constant": 0, "features": []}, ["size"])
