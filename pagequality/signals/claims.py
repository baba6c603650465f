"""Claims: what a page promises or praises without anything that bears it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, UNKNOWN, Signal, per_thousand
from pagequality.signals.specifics import marked_words, measured_sentences
from pagequality.text.tokens import hash_words
from pagequality.text.vocabulary import among, present

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.arrays import Hashes

_MOST: Final = 100.0
_NAMES_OF_A_PLACE: Final = 10.0
"""So many other names halve what a place that is said over and over weighs."""
_LONG: Final = 4


def untested_claims(page: Page) -> float:
    """Claims to have tested, and talk of method, for each thousand words, if nothing was measured.

    "Our experts tested" costs nothing; each sentence that says what was found, with a figure,
    takes of its weight. At most 100. Source: lexicon `test_claim`; Google's guidance on reviews
    ("evidence of your own experience").

    >>> untested_claims(read_text("Our experts love beans. " + "Beans grow. " * 8))
    50.0
    >>> untested_claims(read_text("Our experts love beans. We weighed 12 beans. " + "Yes " * 12))
    25.0
    >>> untested_claims(read(""))
    nan
    """
    rate = per_thousand(page.topic_count("test_claim"), len(page.main_words), most=_MOST)
    if not rate:
        return rate
    return rate / (1 + int((measured_sentences(page) & page.main_sentences).sum()))


def sure_offers(page: Page) -> float:
    """Offers too good to be true, and the hurry that goes with them, for each thousand words.

    Guaranteed profits, instant payouts, cracked programs; at most 100. Source: lexicon
    `sure_offer`; warnings of financial supervisors on fraud.

    >>> sure_offers(read_text("Guaranteed profits for all: " + "beans " * 36))
    25.0
    >>> sure_offers(read(""))
    nan
    """
    return per_thousand(page.topic_count("sure_offer"), len(page.main_words), most=_MOST)


def general_advice(page: Page) -> float:
    """Words of benefit and advice that fit anything, for each thousand words of the content.

    "Ensures", "essential", "whether you": said of roofs and of vitamins alike. At most 100.
    Source: lexicon `general_advice`; our own observation on labelled pages.

    >>> general_advice(read_text("Water is essential and ensures growth. " + "Beans grow. " * 7))
    100.0
    >>> general_advice(read(""))
    nan
    """
    return per_thousand(page.topic_count("general_advice"), len(page.main_words), most=_MOST)


def swapped_place(page: Page) -> float:
    """How often a place of the title comes for each thousand words, where little else has a name.

    Doorways put a town into a text that holds for any town; who knows a place names its streets,
    people and hills. At most 100. Source: search engines' spam policies on doorways.

    >>> talk = "Our plumbers in Ware are the best in Ware. " + "They come fast. " * 10
    >>> swapped_place(read_text(talk, title="Plumbers in Ware"))
    51.282
    >>> swapped_place(read(""))
    nan
    """
    words = len(page.main_words)
    if not words:
        return UNKNOWN
    names = page.tokens.hash[marked_words(page).name & page.is_main_word]
    places = _places(page)
    often = max((int((names == place).sum()) for place in places), default=0)
    others = len(np.setdiff1d(names, page.title_tokens.hash))
    return round(min(_MOST, 1000 * often / words / (1 + others / _NAMES_OF_A_PLACE)), 3)


def _places(page: Page) -> Hashes:
    """The names that stand behind "in" or "near" in the content, and in the title as well."""
    tokens = page.tokens
    named = marked_words(page).name & page.is_main_word
    named[1:] &= among(tokens.hash[:-1], hash_words(["in", "near"]))
    found = np.unique(tokens.hash[named & (tokens.end - tokens.start >= _LONG)])
    return found[present(found, page.title_tokens.hash)]


SIGNALS: Final = (
    Signal(
        untested_claims,
        0,
        _MOST,
        "Google's guidance on reviews",
        "claims of tests that it does not show",
        quotes.phrases("test_claim"),
        speaks=ACCUSE,
    ),
    Signal(
        sure_offers,
        0,
        _MOST,
        "our lexicon",
        "offers too good to be true",
        quotes.phrases("sure_offer"),
        speaks=ACCUSE,
    ),
    Signal(
        general_advice,
        0,
        _MOST,
        "our lexicon",
        "benefits and advice that fit anything",
        quotes.phrases("general_advice"),
        speaks=ACCUSE,
    ),
    Signal(
        swapped_place,
        0,
        _MOST,
        "doorway policies",
        "a place put into a general text",
        quotes.title,
        speaks=ACCUSE,
    ),
)
