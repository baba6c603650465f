"""Speculation signals on sentences whose chances are set by hand, and on clear cases."""

from __future__ import annotations

import math

import pytest
from planted import with_main, with_noise, with_sentences

from pagequality.learned.hedging import sentence_scores
from pagequality.reading import read, read_text
from pagequality.signals import speculation
from pagequality.signals.speculation import (
    closing_question,
    closing_sentences,
    hedged_sentences,
    open_endings,
    speculation_against_fact,
    speculative_lead,
    speculative_sentences,
    strongest_speculation,
    vague_attributions,
)
from pagequality.text.lexicons import Matcher

FACT = "The bridge over the river opened in May."
HEDGED = "The bridge might possibly open later, it seems."
GUESS = "Only time will tell whether this will reshape the whole industry."
VAGUE = "Many experts believe that this bridge is the future."
ASK = "Will the beans grow well here?"
TELL = "The beans grow well here."


def judged(*rows, text="Beans"):
    """Make a page whose sentences have these chances: hedge, speculation, vague attribution."""
    return with_sentences(read_text(text), *rows)


def guessing(*chances):
    """Make a page whose sentences have these chances of speculation and no others."""
    return judged(*((0.0, chance, 0.0) for chance in chances))


def test_the_three_shares_are_means_of_their_own_chance():
    """Hedging, speculation and vague attribution are each averaged over the sentences."""
    page = judged((0.9, 0.2, 0.1), (0.5, 0.4, 0.0), (0.1, 0.0, 0.8))
    assert hedged_sentences(page) == pytest.approx(0.5)
    assert speculative_sentences(page) == pytest.approx(0.2)
    assert vague_attributions(page) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        (hedged_sentences, HEDGED),
        (speculative_sentences, GUESS),
        (vague_attributions, VAGUE),
        (speculative_lead, GUESS),
        (strongest_speculation, GUESS),
        (speculation_against_fact, GUESS),
    ],
)
def test_a_clear_case_scores_well_above_a_plain_fact(signal, text):
    """Sentences that hedge, guess or lean on the nameless are told from one that asserts."""
    assert signal(read_text(text)) > signal(read_text(FACT)) + 0.2


def test_only_whole_sentences_of_the_content_are_judged():
    """Neither what stands outside the content nor a sentence of three words counts."""
    html = f"<p>{GUESS}</p><p>{FACT} Might it rain?</p>"
    inside, alone = with_main(html, [False, True]), with_main(f"<p>{FACT}</p>", [True])
    assert sentence_scores(inside) == pytest.approx(sentence_scores(alone))
    assert len(sentence_scores(with_main(html, [True, True]))) == 2
    assert len(sentence_scores(read_text("Might it really rain?"))) == 1


def test_speculative_lead_is_the_worst_of_the_first_four():
    """The fifth sentence is no lead, the fourth is."""
    assert speculative_lead(guessing(0.1, 0.3, 0.2, 0.15, 0.9)) == 0.3
    assert speculative_lead(guessing(0.1, 0.3, 0.2, 0.6, 0.9)) == 0.6
    assert speculative_lead(judged((0.9, 0.2, 0.8))) == 0.2


def test_strongest_speculation_is_the_mean_of_the_three_worst():
    """Wherever they stand; fewer sentences are all there are."""
    assert strongest_speculation(guessing(0.7, 0.1, 0.9, 0.2, 0.5)) == pytest.approx(0.7)
    assert strongest_speculation(guessing(0.7, 0.1, 0.9, 0.2, 0.8)) == pytest.approx(0.8)
    assert strongest_speculation(guessing(0.4, 0.2)) == pytest.approx(0.3)
    assert strongest_speculation(judged((0.9, 0.2, 0.8))) == 0.2


def test_speculation_against_fact_weighs_guesses_against_sources():
    """Hedges weigh 0.3; a reporting verb 1, a quotation mark 0.5, a digit 0.125; one for free."""
    rows = (0.6, 0.4, 0.3), (0.4, 0.2, 0.1)
    guesses = 0.4 + 0.2 + 0.3 + 0.1 + 0.3 * (0.6 + 0.4)

    def against(text):
        return speculation_against_fact(judged(*rows, text=text))

    assert against("Beans grow") == pytest.approx(guesses / (guesses + 1))
    assert against("She said beans grow") == pytest.approx(guesses / (guesses + 2))
    assert against('She said "beans" grow') == pytest.approx(guesses / (guesses + 3))
    assert against('She said "beans" in 1987') == pytest.approx(guesses / (guesses + 3.5))


def test_speculation_against_fact_takes_no_sources_from_furniture():
    """Numbers, quotes and reporting verbs outside the content prove nothing."""
    html = '<p>Beans grow</p><p>She said "1987"</p>'
    aside, inside = (
        with_sentences(with_main(html, [True, more]), (0.0, 1.0, 0.0)) for more in (False, True)
    )
    assert speculation_against_fact(aside) == pytest.approx(1 / 2)
    assert speculation_against_fact(inside) == pytest.approx(1 / 4.5)


def test_closing_question_stands_among_the_last_three_sentences():
    """The third sentence from the end still closes the text, the fourth does not."""
    bodies = ["body"]
    for told, value in ((0, 1.0), (2, 1.0), (3, 0.0)):
        text = " ".join([TELL, ASK, *[TELL] * told])
        assert closing_question(with_noise(read_text(text), bodies)) == value
    assert closing_question(with_noise(read_text(f"{TELL} {TELL}"), bodies)) == 0.0


def test_closing_sentences_pass_over_template_noise():
    """Noise behind the text does not close it, unless it asks."""
    page = read_text(f"{TELL}\n{ASK}\n{TELL}\n{TELL}\n{TELL}")
    noisy = ["body", "body", "newsletter", "legal", "related"]
    assert closing_sentences(with_noise(page, ["body"] * 5)).tolist() == [2, 3, 4]
    assert closing_question(page) == 0.0
    assert closing_sentences(with_noise(page, noisy)).tolist() == [0, 1]
    assert closing_question(page) == 1.0
    prompt = read_text(f"{TELL}\n{TELL}\n{ASK}")
    assert closing_question(with_noise(prompt, ["body", "body", "discussion"])) == 1.0


def test_closing_sentences_stand_in_the_content():
    """A question outside the content closes nothing."""
    html, kinds = f"<p>{TELL}</p><p>{ASK}</p>", ["body", "body"]
    assert closing_question(with_noise(with_main(html, [True, False]), kinds)) == 0.0
    assert closing_question(with_noise(with_main(html, [True, True]), kinds)) == 1.0


def test_open_endings_count_two_kinds_of_phrases_of_the_content():
    """What leaves open and what inflates, for each thousand words; other phrases do not count."""
    phrases = {"open_future": ["who knows"], "significance": ["milestone"], "hedge": ["perhaps"]}
    matcher = Matcher(phrases)

    def endings(text):
        return open_endings(read_text(text, matcher=matcher))

    assert endings("perhaps beans grow tall") == 0.0
    assert endings("who knows beans " + "grow " * 7) == 100.0
    assert endings("who knows a milestone " + "grow " * 6) == 200.0
    assert endings("milestone") == 500.0


def test_open_endings_outside_the_content_do_not_count():
    """A teaser in a sidebar is not how the page ends."""
    html = "<p>The future will tell what beans do.</p><p>Beans grow well here.</p>"
    assert open_endings(with_main(html, [False, True])) == 0.0
    assert open_endings(with_main(html, [True, True])) == pytest.approx(1000 / 11)


@pytest.mark.parametrize("signal", [row.function for row in speculation.SIGNALS])
def test_speculation_is_unknown_without_content(signal):
    """Where there is no sentence of content nothing is known."""
    for page in (read(""), read_text(""), with_main(f"<p>{GUESS}</p>", [False])):
        assert math.isnan(signal(page))
