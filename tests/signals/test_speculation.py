"""Speculation signals on sentences whose chances are set by hand, and on clear cases."""

from __future__ import annotations

import math

import numpy as np
import pytest
from planted import SIGNAL, lines_of, told, with_main, with_noise, with_sentences

from pagequality.judge.evidence import Quotes
from pagequality.learned.hedging import KINDS, kind_chances, sentence_scores
from pagequality.learned.hedging.context import excused
from pagequality.reading import read, read_text
from pagequality.signals import speculation
from pagequality.signals.speculation import (
    closing_question,
    closing_sentences,
    hedged_speculation,
    open_endings,
    open_phrases,
    rumours,
    sentences_that_speculate,
    speculative_sentences,
    strongest_speculation,
    vague_attributions,
)

FACT = "The bridge over the river opened in May."
HEDGED = "The bridge might possibly open later, it seems."
GUESS = "Only time will tell whether this will reshape the whole industry."
VAGUE = "Many experts believe that this bridge is the future."
HEARSAY = "Rumour has it that the whole thing was planned, insiders claim."
ASK = "Will the beans grow well here?"
TELL = "The beans grow well here."


def judged(*rows, line=TELL):
    """Make a page whose sentences have these chances: hedge, speculation, vague attribution."""
    return with_sentences(lines_of(*[line] * len(rows)), *rows)


def guessing(*chances):
    """Make a page whose sentences have these chances of speculation and no others."""
    return judged(*((0.0, chance, 0.0) for chance in chances))


def test_shares_are_means_of_their_own_chance():
    """Speculation and vague attribution are averaged over the sentences, a sober hedge is not."""
    page = judged((0.9, 0.2, 0.1), (0.5, 0.4, 0.0), (0.1, 0.0, 0.8))
    assert speculative_sentences(page) == pytest.approx(0.2)
    assert vague_attributions(page) == pytest.approx(0.3)
    assert rumours(page) == 0.0


def test_hearsay_is_told_apart():
    """What guesses or leans on nobody in words of hearsay is a rumour, and nothing else."""
    page = judged((0.9, 0.2, 0.5), line="The beans are rumoured to grow well.")
    assert rumours(page) == pytest.approx(1 - 0.8 * 0.5)
    assert speculative_sentences(page) == vague_attributions(page) == 0.0


def test_hedged_speculation_needs_both():
    """A sentence that hedges soberly counts nothing, nor one that guesses without a hedge."""
    assert hedged_speculation(judged((1.0, 0.0, 0.0), (0.0, 1.0, 1.0))) == 0.0
    assert hedged_speculation(judged((0.8, 0.5, 0.0), (0.8, 0.5, 0.5))) == pytest.approx(
        0.8 * (0.5 + 0.75) / 2
    )


@pytest.mark.parametrize("row", speculation.SIGNALS, ids=lambda row: row.name)
def test_sober_hedging_never_accuses(row):
    """However surely a page hedges, no signal rises."""
    sober, plain = judged(*[(1.0, 0.0, 0.0)] * 4), judged(*[(0.0, 0.0, 0.0)] * 4)
    assert row.function(sober) == row.function(plain)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        (speculative_sentences, GUESS),
        (vague_attributions, VAGUE),
        (rumours, HEARSAY),
        (hedged_speculation, "Experts say it could possibly reshape the whole industry."),
        (strongest_speculation, GUESS),
        (open_endings, GUESS),
    ],
)
def test_a_clear_case_scores_well_above_a_plain_fact(signal, text):
    """Sentences that guess or lean on the nameless are told from those that assert or hedge."""
    assert signal(read_text(text)) > signal(read_text(FACT)) + 0.2
    assert signal(read_text(text)) > signal(read_text(HEDGED)) + 0.2


def test_only_whole_sentences_of_the_content_are_judged():
    """Neither what stands outside the content nor a sentence of three words counts."""
    html = f"<p>{GUESS}</p><p>{FACT} Might it rain?</p>"
    inside, alone = with_main(html, [False, True]), with_main(f"<p>{FACT}</p>", [True])
    assert sentence_scores(inside) == pytest.approx(sentence_scores(alone))
    assert kind_chances(inside) == pytest.approx(kind_chances(alone))
    assert len(sentence_scores(with_main(html, [True, True]))) == 2
    assert len(sentence_scores(read_text("Might it really rain?"))) == 1


def test_strongest_speculation_is_the_mean_of_the_three_worst():
    """Wherever they stand, and of whatever kind; fewer sentences are all there are."""
    assert strongest_speculation(guessing(0.7, 0.1, 0.9, 0.2, 0.5)) == pytest.approx(0.7)
    assert strongest_speculation(guessing(0.7, 0.1, 0.9, 0.2, 0.8)) == pytest.approx(0.8)
    assert strongest_speculation(guessing(0.4, 0.2)) == pytest.approx(0.3)
    assert strongest_speculation(judged((0.9, 0.2, 0.5))) == pytest.approx(1 - 0.8 * 0.5)


STUDY = "Studies show that beans sleep at night."


@pytest.mark.parametrize(
    "beside",
    [
        "They were published in the Journal of Beans.",
        "The trial ran for a year (Okafor et al., 2019).",
        "Nobody had known it, said Ann Lee.",
        "The botanist Ann Lee told reporters so.",
    ],
)
def test_a_source_in_the_next_sentence_excuses(beside):
    """A study that can be looked up, or a speaker with a name, in this sentence or beside it."""
    for text in (f"{STUDY} {beside}", f"{beside} {STUDY}"):
        page = with_sentences(read_text(text), (0.0, 0.4, 0.8), (0.0, 0.4, 0.8))
        assert excused(page).all()
        assert vague_attributions(page) == pytest.approx(0.2)
        assert speculative_sentences(page) == pytest.approx(0.1)
    apart = read_text(f"{beside}\n\n{STUDY}")
    assert excused(apart)[-1].tolist() == [False, False]


@pytest.mark.parametrize(
    "beside",
    [
        "Experts said so.",
        "The Garden grows well here.",
        "It happened in 2019 and later.",
        "I said.",
    ],
)
def test_neither_a_crowd_nor_a_year_excuses(beside):
    """Unnamed speakers, a capital that is nobody's, and a year are no source."""
    assert not excused(read_text(f"{STUDY} {beside}"))[0].any()


def test_a_figure_excuses_a_guess_alone():
    """A forecast in figures is no guess; figures of unnamed studies still name no study."""
    assert excused(read_text("Studies show that 40 beans sleep.")).tolist() == [[True, False]]
    for text in ("It could rain in 2030.", "It could rain on day 3."):
        assert excused(read_text(text)).tolist() == [[False, False]]
    assert excused(read_text("It could grow by 3% soon.")).tolist() == [[True, False]]


def test_a_link_to_another_site_excuses():
    """The study may be linked; a link within the site is none."""
    url = "https://garden.example/"
    for href, expected in (("https://journal.example.org/1", True), ("/more", False)):
        page = read(
            f"<main><p>{STUDY} <a href='{href}'>Beans</a></p>{'<p>' + TELL}</main>", url=url
        )
        assert excused(page)[0].tolist() == [expected, expected]


def test_closing_question_stands_among_the_last_three_sentences():
    """The third sentence from the end still closes the text, the fourth does not."""
    bodies = ["body"]
    for told_, value in ((0, 1.0), (2, 1.0), (3, 0.0)):
        text = " ".join([*[TELL] * 9, ASK, *[TELL] * told_])
        assert closing_question(with_noise(read_text(text), bodies)) == value
    assert closing_question(with_noise(read_text(f"{TELL} {TELL}"), bodies)) == 0.0


def test_a_wide_question_mark_asks():
    """As in Chinese and Japanese text, whatever the language around it."""
    page = lines_of(TELL, TELL, "What comes next for all of us？")
    assert closing_question(page) == 1.0
    assert told(sentences_that_speculate(page))[-1][1] == "closing question"


def test_where_questions_are_usual_the_last_one_says_nothing():
    """Answers to frequent questions, an interview: more than one sentence in eight asks."""
    assert closing_question(lines_of(*[TELL, ASK] * 4)) == 0.0
    assert closing_question(lines_of(ASK, *[TELL] * 8, ASK)) == 1.0
    assert closing_question(lines_of(ASK, *[TELL] * 5, ASK)) == 0.0


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


def test_open_endings_count_what_overlaps_once():
    """A phrase inside another, and two that share a word, are one ending."""
    assert open_endings(read_text("perhaps beans grow tall")) == 0.0
    assert open_endings(read_text("Only time will tell. " + "Beans grow. " * 3)) == 100.0
    twice = "Only time will tell. Only time will tell. Beans grow."
    assert open_endings(read_text(twice)) == 200.0


@pytest.mark.parametrize(
    "text",
    [
        "“We'll see how the beans are, it's a new era”, said the gardener.",
        "Come to our plot: nobody will lecture you about beans.",
    ],
)
def test_what_a_speaker_leaves_open_is_hers(text):
    """Neither what stands in quotation marks nor a plain promise leaves anything open."""
    assert open_endings(read_text(text)) == 0.0
    assert open_phrases(read_text(text)) == ()


def test_phrases_that_leave_open_are_quoted():
    """Both kinds that are counted are shown, each once."""
    page = read_text("Only time will tell. Beans grow. It is a new era for beans.")
    quoted = [(quote.quote, len(quote.cues)) for quote in open_phrases(page)]
    assert quoted == [("Only time will tell.", 1), ("It is a new era for beans.", 1)]


def test_open_endings_outside_the_content_do_not_count():
    """A teaser in a sidebar is not how the page ends."""
    html = "<p>The future will tell what beans do.</p><p>Beans grow well here.</p>"
    assert open_endings(with_main(html, [False, True])) == 0.0
    assert open_endings(with_main(html, [True, True])) == pytest.approx(1000 / 11)


def test_struck_out_cues_are_not_marked():
    """Permission and the month are no cues, in a quote neither."""
    page = lines_of("You may borrow tea in May, perhaps.")
    (found,) = sentences_that_speculate(with_sentences(page, (0.0, 0.9, 0.0)))
    assert [found.quote[start:end] for start, end in found.cues] == ["perhaps"]


def test_every_kind_is_quoted_by_its_name():
    """A rumour, a guess, a vague claim and a hedge are told apart in quotes."""
    page = lines_of("The beans are rumoured to sleep.", *[TELL] * 3)
    rows = (0.0, 0.9, 0.0), (0.0, 0.8, 0.0), (0.0, 0.0, 0.7), (0.99, 0.0, 0.0)
    found = [kind for _, kind in told(sentences_that_speculate(with_sentences(page, *rows)))]
    assert found == [KINDS[3], KINDS[1], KINDS[2], "hedge"]


RUMOUR = (0.0, 0.9, 0.0)
"""What the model says of a sentence that is hearsay for its words."""


@pytest.mark.parametrize(
    ("signal", "kinds"),
    [
        ("speculative_sentences", ["speculation"]),
        ("vague_attributions", ["vague attribution"]),
        ("rumours", ["rumour", "rumour"]),
        ("hedged_speculation", ["rumour"]),
        ("strongest_speculation", ["rumour", "rumour", "speculation", "vague attribution"]),
        ("closing_question", ["closing question"]),
    ],
)
def test_a_signal_quotes_its_own_kind_and_no_sober_hedge(signal, kinds):
    """Hearsay is shown by hearsay, guesses by guesses; what hedges soberly by nothing."""
    page = lines_of(
        "The beans are rumoured to sleep.", "The peas are rumoured to wake.", TELL, TELL, TELL,
        *[TELL] * 9, ASK,
    )  # fmt: skip
    rows = (0.5, 0.9, 0.0), (0.0, 0.8, 0.0), (0.0, 0.7, 0.0), (0.0, 0.0, 0.6), (0.99, 0.0, 0.0)
    page = with_sentences(page, *rows, *[(0.0, 0.0, 0.0)] * 10)
    assert [kind for _, kind in told(Quotes(page).of(SIGNAL[signal]))] == kinds


def test_a_label_and_one_rumour_are_no_hearsay():
    """What is told as news is told in whole sentences, and more than once."""
    lines = ["Make and model unverified, as rumour has it", "It is rumoured to be an old bean."]
    page = with_sentences(lines_of(*lines, TELL), RUMOUR, RUMOUR, (0.0, 0.0, 0.0))
    assert Quotes(page).of(SIGNAL["rumours"]) == ()
    page = with_sentences(lines_of(*[f"{line}." for line in lines], TELL), RUMOUR, RUMOUR, RUMOUR)
    assert len(Quotes(page).of(SIGNAL["rumours"])) == 2


@pytest.mark.parametrize("signal", [row.function for row in speculation.SIGNALS])
def test_speculation_is_unknown_without_content(signal):
    """Where there is no sentence of content nothing is known."""
    for page in (read(""), read_text(""), with_main(f"<p>{GUESS}</p>", [False])):
        assert math.isnan(signal(page))
        assert np.shape(kind_chances(page)) == (0, len(KINDS))
