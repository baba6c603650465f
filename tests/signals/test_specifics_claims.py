"""What the signals of claims promise, on phrases and places counted by hand."""

from __future__ import annotations

from math import isnan

import pytest
from planted import SIGNAL, chosen, lines_of, told, words

from pagequality.judge.evidence import Quotes
from pagequality.reading import read, read_text
from pagequality.signals.specifics import (
    SIGNALS,
    general_advice,
    sure_offers,
    swapped_place,
    untested_claims,
)

SAID = {
    untested_claims: "our experts",
    sure_offers: "guaranteed profits",
    general_advice: "peace of mind",
}
each_said = pytest.mark.parametrize("signal", SAID, ids=[signal.__name__ for signal in SAID])


def _of(total: int, *said: str) -> str:
    """Return so many words in all, phrases among them."""
    held = " loam ".join(said)
    return f"{held} {words(total - len(held.split()))}"


@each_said
def test_what_is_said_counts_for_each_thousand_words(signal) -> None:
    """One phrase in 50 words is twenty in a thousand, two are forty, a page of them a hundred."""
    said = SAID[signal]
    assert signal(read_text(_of(50, said))) == 20.0
    assert signal(read_text(_of(50, said.upper(), said))) == 40.0
    assert signal(read_text(said)) == 100.0
    assert signal(read_text(words(50))) == 0.0


@each_said
def test_what_is_said_around_the_content_does_not_count(signal) -> None:
    """A menu full of promises leaves the content as it is."""
    said = SAID[signal]
    page = chosen(f"<nav>{said}</nav><main>{_of(50, said)}</main><footer>{said}</footer>")
    assert signal(page) == 20.0


def test_a_claim_is_quoted_as_a_whole_sentence() -> None:
    """A heading such as "How we evaluate" claims nothing yet."""
    page = lines_of("How we evaluate", "Our experts tried the beans.")
    found = Quotes(page).of(SIGNAL["untested_claims"])
    assert told(found) == [("Our experts tried the beans.", "test claim")]


@pytest.mark.parametrize("before", ["They haven't met ", "It was tried without ", "Wait until "])
def test_a_claim_that_is_denied_is_not_quoted(before: str) -> None:
    """Who says that a test is still to come, or was not made, claims none."""
    page = lines_of(f"{before}our experts for a taste.", "Our experts tried the beans.")
    found = Quotes(page).of(SIGNAL["untested_claims"])
    assert told(found) == [("Our experts tried the beans.", "test claim")]


def test_figures_of_ones_own_bear_claims_out() -> None:
    """Each sentence that tells with a figure what was found takes of a claim's weight."""
    claim = f"Our experts {words(48)}."
    found = "We weighed 12 beans and found 3 of them light."
    bare = "We weighed the beans and found some of them light."
    others = "They weighed 12 beans and found 3 of them light."
    assert untested_claims(read_text(f"{claim} {bare}")) == pytest.approx(1000 / 60)
    assert untested_claims(read_text(f"{claim} {others}")) == pytest.approx(1000 / 60)
    assert untested_claims(read_text(f"{claim} {found}")) == pytest.approx(1000 / 60 / 2)
    assert untested_claims(read_text(f"{claim} {found} {found}")) == pytest.approx(1000 / 70 / 3)


TALK = "Our plumbers in Ware are quick. " + "They come to all of Ware at any hour. " * 2


def test_a_place_put_in_is_counted() -> None:
    """Three of twenty-four words are the place of the title; ten other names halve that."""
    assert swapped_place(read_text(TALK, title="Plumbers in Ware")) == 100.0
    text = f"{TALK} {words(276, 'Loam').lower()}"
    assert swapped_place(read_text(text, title="Plumbers in Ware")) == 10.0
    streets = " ".join(f"the {name}road" for name in "ABCDEFGHIJ")
    text = f"{TALK} Loam {words(255)} {streets}"
    assert swapped_place(read_text(text, title="Plumbers in Ware")) == 5.0


@pytest.mark.parametrize(
    "text",
    [
        "We mend pipes in Ware. Ring us before noon.",
        "We have shops in Ware and Ely. The one in Ware opens at 8. In Ware we park behind it.",
        "I am a plumber in Ware. I was born in Ware. My van stands in Ware.",
        "In Ware we mend pipes for Ada Doe. In Ware we know Bell Lane. In Ware we drink at Moy's.",
    ],
)
def test_who_tells_of_a_place_does_not_put_it_in(text: str) -> None:
    """One or two mentions are none, nor are those beside other names or of somebody's own."""
    assert swapped_place(read_text(text, title="Plumbers in Ware")) == 0.0


def test_places_of_other_pages_do_not_count() -> None:
    """A place that the title does not name, and a name that is no place, are nothing."""
    assert swapped_place(read_text(TALK, title="Plumbers near you")) == 0.0
    assert swapped_place(read_text(TALK.replace("in Ware", "of Ware"), title="Ware")) == 0.0


def test_a_word_that_is_written_small_or_a_direction_is_no_place() -> None:
    """Headings in capitals and parts of a county are not swapped towns."""
    wares = f"{TALK} They sell kitchen ware."
    assert swapped_place(read_text(wares, title="Plumbers in Ware")) == 0.0
    north = TALK.replace("Ware", "North Devon")
    assert swapped_place(read_text(north, title="Plumbers in North Devon")) == 0.0


@pytest.mark.parametrize("signal", SIGNALS, ids=[signal.name for signal in SIGNALS])
def test_a_page_without_words_is_unknown(signal) -> None:
    """Nothing said, nothing claimed."""
    assert isnan(signal.function(read("")))
    assert isnan(signal.function(read_text("")))
