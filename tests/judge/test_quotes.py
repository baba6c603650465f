"""Quotes of speculation and noise: which words of a page are shown, in which order, from where.

What the small learned models say of a page is planted here, so that the expectations follow
from the promise alone.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from planted import SIGNAL, lines_of, told

from pagequality.judge import evidence
from pagequality.judge.evidence import Quotes
from pagequality.learned.template_noise.model import BODY, CLASSES
from pagequality.reading import read

NOTHING = (0.0, 0.0, 0.0)


def spoken(*rows):
    """A page with a sentence a row: its text and the chances that it hedges, guesses, is vague."""
    page = lines_of(*(text for text, *_ in rows))
    vars(page)["speculation"] = np.array([chances for _, *chances in rows], float)
    return page


def test_speculation_is_quoted_before_hedges():
    """A certain hedge comes after a likely guess and a likely vague claim; each has its kind."""
    page = spoken(
        ("One sober line about beans.", 0.1, 0.1, 0.1),
        ("A hedge that is certain.", 0.99, 0.0, 0.0),
        ("A vague claim stands here.", 0.0, 0.0, 0.7),
        ("A guess that is likely.", 0.0, 0.8, 0.0),
        ("Both a hedge and a guess.", 0.9, 0.9, 0.0),
    )
    assert told(evidence.speculation(page)) == [
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
    assert [text[2:7] for text, _ in told(evidence.speculation(page))] == [
        "claim",
        "guess",
        "hedge",
    ]
    assert evidence.speculation(spoken(("Nothing to be seen here.", *NOTHING))) == ()
    assert evidence.speculation(read("")) == ()


def test_at_most_four_sentences_and_the_closing_question_last():
    """Four are quoted, then the question at the end, which is told once and under that name."""
    lines = [(f"Guess number {n} on the list.", 0.0, 0.9 - n / 100, 0.0) for n in range(6)]
    asked = ("What will the beans do next?", 0.0, 0.99, 0.0)
    early = ("Who would ask this so early?", 0.0, 0.0, 0.0)
    page = spoken(early, *lines, asked)
    assert told(evidence.speculation(page)) == [
        *((text, "speculation") for text, *_ in lines[:3]),
        (asked[0], "closing question"),
    ]
    quiet = spoken(*lines, (asked[0], *NOTHING))
    assert [quote.kind for quote in evidence.speculation(quiet)] == [
        *["speculation"] * 4,
        "closing question",
    ]
    assert [kind for _, kind in told(evidence.speculation(spoken(early, *lines)))] == [
        "speculation"
    ] * 4


def test_a_quoted_sentence_is_the_one_that_was_judged():
    """Short sentences and furniture are not judged; the sentences after them keep their places."""
    page = lines_of(
        "Oh dear. Here is the guess itself.", "Open the menu of beans.", "Rain, perhaps."
    )
    page = replace(page, is_main=np.array([True, False, True]))
    vars(page).update(noise_kind=np.full(3, BODY), speculation=np.array([[0.0, 0.9, 0.0]]))
    (found,) = evidence.speculation(page)
    assert (found.quote, found.block) == ("Here is the guess itself.", 0)


def test_a_quote_names_its_block_and_the_path_there():
    """Blocks are counted from the page's first; the path leads from the outermost element in."""
    html = (
        "<body><nav>Menu of beans</nav><main class='text wide'><p>Ann Lee has beans here.</p>"
        "<div><p>Beans could be the future.</p></div></main>"
    )
    page = replace(read(html), is_main=np.array([False, True, True]))
    vars(page).update(noise_kind=np.full(3, BODY), speculation=np.array([NOTHING, (0.0, 0.9, 0.0)]))
    (found,) = evidence.speculation(page)
    assert found.quote == "Beans could be the future."
    assert found.block == 2
    assert found.path == "html>body>main.text>div>p"


def test_cues_are_offsets_in_the_quote():
    """Each cue starts and ends where its words stand in the quote, not on the page."""
    page = spoken(
        ("Ann may, perhaps, be right here.", *NOTHING),
        ("It may rain on Monday, perhaps.", 0.9, 0.0, 0.0),
    )
    (found,) = evidence.speculation(page)
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
    (found,) = evidence.speculation(spoken((sentence, 0.9, 0.0, 0.0)))
    assert [found.quote[start:end] for start, end in found.cues] == cues


def test_long_quotes_are_cut_and_their_cues_with_them():
    """A quote has 240 characters at most, ends with an ellipsis, and marks what is left of it."""
    long = "Perhaps " + "beans and " * 30 + "perhaps peas grow."
    (found,) = evidence.speculation(spoken((long, 0.9, 0.0, 0.0)))
    assert len(found.quote) == 240
    assert found.quote == long[:239] + "…"
    assert found.cues == ((0, 7),)
    fits = "Beans and " * 23 + "peas grew."
    assert len(fits) == 240
    (found,) = evidence.speculation(spoken((fits, 0.9, 0.0, 0.0)))
    assert found.quote == fits


def noisy(*rows):
    """A page with a line a row: its kind of noise, how sure that is, and its text."""
    page = lines_of(*(text for *_, text in rows))
    kinds = np.array([CLASSES.index(kind) for kind, *_ in rows])
    chances = np.zeros((len(rows), len(CLASSES)))
    chances[np.arange(len(rows)), kinds] = [chance for _, chance, _ in rows]
    vars(page).update(noise_kind=kinds, line_scores=SimpleNamespace(probability=chances))
    return page


def test_the_surest_and_fullest_lines_of_noise_come_first():
    """A line counts its chance times its words, six at most; three lines of a kind are quoted."""
    page = noisy(
        ("consent", 1.0, "Accept"),
        ("consent", 0.6, "We use cookies on this whole site of ours today"),
        ("social", 1.0, "Share this page with all of your friends"),
        ("consent", 0.9, "We use cookies here for you"),
        ("consent", 0.9, "Read more"),
    )
    assert evidence.noise(page, "consent") == (
        ("We use cookies here for you", "consent", 3, "", ()),
        ("We use cookies on this whole site of ours today", "consent", 1, "", ()),
        ("Read more", "consent", 4, "", ()),
    )
    assert evidence.noise(page, "wall") == ()


KINDS = (
    "adblock", "discussion", "newsletter", "consent", "related", "social", "promo", "disclosure",
    "wall",
)  # fmt: skip


def test_kinds_of_noise_are_quoted_in_the_published_order():
    """The most telling kind first; four quotes for a signal, eight for the family."""
    odd = ("legal", "navigation", "metadata")
    page = noisy(*((kind, 0.9, f"A line of {kind} noise") for kind in (*odd, *reversed(KINDS))))
    quotes = Quotes(page)
    family = quotes.by_family()["template_noise"]
    assert [quote.kind for quote in family] == list(KINDS[:8])
    assert quotes.of(SIGNAL["noise_share"]) == family[:4]


@pytest.mark.parametrize(
    ("signal", "kind"),
    [
        ("adblock_wall", "adblock"), ("comment_prompt", "discussion"), ("consent_text", "consent"),
        ("newsletter_nags", "newsletter"), ("related_lists", "related"),
        ("leftover_lines", "related"), ("social_clutter", "social"), ("promotion", "promo"),
        ("disclosures", "disclosure"),
    ],
)  # fmt: skip
def test_a_signal_of_one_kind_of_noise_quotes_that_kind(signal, kind):
    """Every kind is on the page; the signal quotes its own alone."""
    page = noisy(*((each, 0.9, f"A line of {each} noise") for each in KINDS))
    assert told(Quotes(page).of(SIGNAL[signal])) == [(f"A line of {kind} noise", kind)]
