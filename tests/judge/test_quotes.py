"""Quotes of speculation and noise: which words of a page are shown, in which order, from where.

What the small learned models say of a page is planted here, so that the expectations follow
from the promise alone.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from planted import SIGNAL, lines_of, told, with_main, with_noise, with_sentences

from pagequality.judge.evidence import Quotes
from pagequality.reading import read
from pagequality.signals.speculation import sentences_that_speculate
from pagequality.signals.template_noise import QUOTED, noise_of

NOTHING = (0.0, 0.0, 0.0)


def spoken(*rows):
    """A page with a sentence a row: its text and the chances that it hedges, guesses, is vague."""
    return with_sentences(lines_of(*(text for text, *_ in rows)), *(row[1:] for row in rows))


def test_speculation_is_quoted_before_hedges():
    """A certain hedge comes after a likely guess and a likely vague claim; each has its kind."""
    page = spoken(
        ("One sober line about beans.", 0.1, 0.1, 0.1),
        ("A hedge that is certain.", 0.99, 0.0, 0.0),
        ("A vague claim stands here.", 0.0, 0.0, 0.7),
        ("A guess that is likely.", 0.0, 0.8, 0.0),
        ("Both a hedge and a guess.", 0.9, 0.9, 0.0),
    )
    assert told(sentences_that_speculate(page)) == [
        ("Both a hedge and a guess.", "speculation"),
        ("A guess that is likely.", "speculation"),
        ("A vague claim stands here.", "vague attribution"),
        ("A hedge that is certain.", "hedge"),
    ]


def test_doubtful_sentences_are_not_quoted():
    """A guess or a vague claim counts above a chance of 0.25, a hedge above 0.6."""
    page = spoken(
        ("A guess not quite enough.", 0.0, 0.25, 0.0),
        ("A claim not quite enough.", 0.0, 0.0, 0.25),
        ("A hedge not quite enough.", 0.59, 0.0, 0.0),
        ("A hedge just about enough.", 0.61, 0.0, 0.0),
        ("A claim just about enough.", 0.0, 0.0, 0.29),
        ("A guess just about enough.", 0.0, 0.27, 0.0),
    )
    assert [text[2:7] for text, _ in told(sentences_that_speculate(page))] == [
        "claim",
        "guess",
        "hedge",
    ]
    assert sentences_that_speculate(spoken(("Nothing to be seen here.", *NOTHING))) == ()
    assert sentences_that_speculate(read("")) == ()


def test_at_most_four_sentences_and_the_closing_question_last():
    """Four are quoted, then the question at the end, which is told once and under that name."""
    lines = [(f"Guess number {n} on the list.", 0.0, 0.9 - n / 100, 0.0) for n in range(6)]
    asked = ("What will the beans do next?", 0.0, 0.99, 0.0)
    early = ("Who would ask this so early?", 0.0, 0.0, 0.0)
    page = spoken(early, *lines, asked)
    assert told(sentences_that_speculate(page)) == [
        *((text, "speculation") for text, *_ in lines[:3]),
        (asked[0], "closing question"),
    ]
    quiet = spoken(*lines, (asked[0], *NOTHING))
    assert [quote.kind for quote in sentences_that_speculate(quiet)] == [
        *["speculation"] * 4,
        "closing question",
    ]
    assert [kind for _, kind in told(sentences_that_speculate(spoken(early, *lines)))] == [
        "speculation"
    ] * 4


def test_a_quoted_sentence_is_the_one_that_was_judged():
    """Short sentences and furniture are not judged; the sentences after them keep their places."""
    page = lines_of(
        "Oh dear. Here is the guess itself.", "Open the menu of beans.", "Rain, perhaps."
    )
    page = replace(page, is_main=np.array([True, False, True]))
    page = with_sentences(with_noise(page, ["body"] * 3), (0.0, 0.9, 0.0))
    (found,) = sentences_that_speculate(page)
    assert (found.quote, found.block) == ("Here is the guess itself.", 0)


def test_a_quote_names_its_block_and_the_path_there():
    """Blocks are counted from the page's first; the path leads from the outermost element in."""
    html = (
        "<body><nav>Menu of beans</nav><main class='text wide'><p>Ann Lee has beans here.</p>"
        "<div><p>Beans could be the future.</p></div></main>"
    )
    page = with_noise(with_main(html, [False, True, True]), ["body"] * 3)
    page = with_sentences(page, NOTHING, (0.0, 0.9, 0.0))
    (found,) = sentences_that_speculate(page)
    assert found.quote == "Beans could be the future."
    assert found.block == 2
    assert found.path == "html>body>main.text>div>p"


def test_cues_are_offsets_in_the_quote():
    """Each cue starts and ends where its words stand in the quote, not on the page."""
    page = spoken(
        ("Ann may, perhaps, be right here.", *NOTHING),
        ("It may rain on Monday, perhaps.", 0.9, 0.0, 0.0),
    )
    (found,) = sentences_that_speculate(page)
    assert found.cues == ((3, 6), (23, 30))
    assert [found.quote[start:end] for start, end in found.cues] == ["may", "perhaps"]


@pytest.mark.parametrize(
    ("sentence", "cues"),
    [
        ("It may well rain on Monday.", ["may well"]),
        ("The water is cold on Monday.", []),
        ("Only time will tell, and maybe Ann.", ["Only time will tell", "maybe"]),
        ("It would seem to rain, possibly.", ["would seem", "possibly"]),
    ],
)
def test_cues_lie_apart_and_the_longest_is_marked(sentence, cues):
    """Where one cue stands in another, the longer one is marked alone."""
    (found,) = sentences_that_speculate(spoken((sentence, 0.9, 0.0, 0.0)))
    assert [found.quote[start:end] for start, end in found.cues] == cues


def test_long_quotes_are_cut_and_their_cues_with_them():
    """A quote has 240 characters at most, ends behind a word, and marks what is left of it."""
    long = "Perhaps " + "beans and " * 30 + "perhaps peas grow."
    (found,) = sentences_that_speculate(spoken((long, 0.9, 0.0, 0.0)))
    assert found.quote == ("Perhaps " + "beans and " * 23).strip() + "…"
    assert len(found.quote) <= 240
    assert found.cues == ((0, 7),)
    fits = "Beans and " * 23 + "peas grew."
    assert len(fits) == 240
    (found,) = sentences_that_speculate(spoken((fits, 0.9, 0.0, 0.0)))
    assert found.quote == fits


def noisy(*rows):
    """A page with a line a row: its kind of noise, how sure that is, and its text."""
    page = lines_of(*(text for *_, text in rows))
    return with_noise(page, [kind for kind, *_ in rows], [chance for _, chance, _ in rows])


def test_the_surest_and_fullest_lines_of_noise_come_first():
    """A line counts its chance times its words, six at most; three lines of a kind, no scraps."""
    page = noisy(
        ("consent", 1.0, "Accept"),
        ("consent", 0.6, "We use cookies on this whole site of ours today"),
        ("social", 1.0, "Share this page with all of your friends"),
        ("consent", 0.9, "We use cookies here for you"),
        ("consent", 0.9, "Read more here"),
        ("consent", 1.0, "Accept all"),
    )
    assert [quote[:3] for quote in noise_of("consent")(page)] == [
        ("We use cookies here for you", "consent", 3),
        ("We use cookies on this whole site of ours today", "consent", 1),
        ("Read more here", "consent", 4),
    ]
    assert noise_of("promo")(page) == ()


KINDS = ("adblock", "discussion", "newsletter", "consent", "related", "social", "promo")


def test_kinds_of_noise_are_quoted_in_the_published_order():
    """The most telling kind first; four quotes for a signal, all seven for the family."""
    assert QUOTED == KINDS
    odd = ("legal", "navigation", "metadata", "wall", "disclosure")
    page = noisy(*((kind, 0.9, f"A line of {kind} noise") for kind in (*odd, *reversed(KINDS))))
    quotes = Quotes(page)
    family = quotes.by_family()["template_noise"]
    assert [quote.kind for quote in family] == list(KINDS)
    assert quotes.of(SIGNAL["intrusion"]) == family[:4]


@pytest.mark.parametrize(
    ("signal", "kind"),
    [
        ("adblock_wall", "adblock"), ("comment_prompt", "discussion"), ("consent_text", "consent"),
        ("newsletter_nags", "newsletter"), ("related_lists", "related"),
        ("leftover_lines", "related"), ("social_clutter", "social"), ("promotion", "promo"),
    ],
)  # fmt: skip
def test_a_signal_of_one_kind_of_noise_quotes_that_kind(signal, kind):
    """Every kind is on the page; the signal quotes its own alone."""
    page = noisy(*((each, 0.9, f"A line of {each} noise") for each in KINDS))
    assert told(Quotes(page).of(SIGNAL[signal])) == [(f"A line of {kind} noise", kind)]
