"""Cliche: phrases and forms that content mills and language models overuse."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.hedging import padding_chances, particular_chances
from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise.features import BODY
from pagequality.page.blocks import HEADINGS
from pagequality.page.memo import once
from pagequality.signals import adverts, quotes
from pagequality.signals.base import ACCUSE, RATE, UNKNOWN, Signal, per_thousand, percent, share
from pagequality.text.tokens import DIGIT, hash_words
from pagequality.text.vocabulary import Kind, among
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Hashes

_MOST = 200.0
_TELLING: Final = 0.5
"""How surely a sentence must pad to be quoted: of those on low pages annotators then find nothing
wrong with one in nine (from 0.25 on with one in three), and the surest come first."""
_STOCK: Final = 0.1
"""What a stock phrase of machine-made prose adds: with such they find as little wrong from 0.4."""
_PARTICULAR: Final = 0.4
"""As surely it must not tell anything particular: a plain fact is no padding."""
_SHORT, _LONG = 8, 40
"""Words of a sentence that is worth quoting."""
_DETAILS: Final = np.array(sorted(map(ord, "(:;")), np.uint32)
"""Behind these, sentences give details more often than they pad."""
_PLAIN: Final = "most never always everything complete essential"


def machine_cliches(page: Page) -> float:
    """Stock phrases of machine-made prose for each thousand words of the main content.

    One of them proves nothing; a page full of them was not written by somebody with
    something to say. Source: lexicon `machine_cliche`; Kobak et al. 2024; slop-guard.

    >>> machine_cliches(read_text("Let's dive in, and remember: " + "beans grow. " * 10))
    40.0
    >>> machine_cliches(read(""))
    nan
    """
    return _rate(page, "machine_cliche")


def sales_talk(page: Page) -> float:
    """Stock promises of sales and service pages for each thousand words.

    Shops sell too, but doorways and link posts do nothing else. Source: lexicon `sales_talk`.

    >>> sales_talk(read_text("Call us today for a free quote on " + "beans " * 32))
    50.0
    >>> sales_talk(read(""))
    nan
    """
    return _rate(page, "sales_talk")


def calls_to_action(page: Page) -> float:
    """Calls to click, buy or call inside the main content, for each thousand words.

    Source: lexicon `call_to_action`; our own observation.

    >>> calls_to_action(read_text("Beans grow. Click here"))
    200.0
    >>> calls_to_action(read(""))
    nan
    """
    return _rate(page, "call_to_action")


def padded_sentences(page: Page) -> float:
    """Expected share of the sentences that say nothing of their own.

    Empty introductions, truisms, announcements, praise without a particular: what could stand on
    any page of its kind. Source: our own labels of sentences; padding in the page rubric.

    >>> empty = read_text("In today's fast-paced world, it is more important than ever to choose.")
    >>> padded_sentences(empty) > 0.5 > padded_sentences(read_text("The beans came up in May."))
    True
    >>> padded_sentences(read(""))
    nan
    """
    chances = padding_chances(page)
    return float(chances.mean()) if len(chances) else UNKNOWN


@once
def sentences_that_pad(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences of running text that most surely say nothing of their own.

    Those that tell something particular, give figures or details, or ask, are left out, and so are
    courtesies and advice to ask who knows: anybody may say that.
    """
    chances = np.zeros(len(page.sentence_words))
    empty = particular_chances(page) < _PARTICULAR
    chances[page.main_sentences] = np.where(empty, padding_chances(page), 0.0)
    phrases = page.matches.of(page.matcher.number("machine_cliche")).start
    chances[np.unique(page.sentences[0].searchsorted(phrases, side="right") - 1)] += _STOCK
    chances[~_quotable(page)] = 0.0
    surest = np.argsort(-chances, kind="stable")[: np.count_nonzero(chances >= _TELLING)]
    starts, ends = page.sentences
    spans = ((int(starts[i]), int(ends[i])) for i in surest.tolist())
    plain = _courtesies()
    pads = (span for span in spans if not plain.search(page.text, *span))
    return tuple(quotes.of_span(page, span, "padding") for span in islice(pads, quotes.MOST))


@cache
def _courtesies() -> re.Pattern[str]:
    """What finds the phrases of courtesy, with apostrophes of either form."""
    phrases = read_phrases(WORDS / "courtesy" / "en.txt")
    forms = (re.escape(phrase).replace("'", "['\u2019]") for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


def _quotable(page: Page) -> Flags:
    """Which sentences are running text of some length, without figures and details."""
    (starts, ends), words, codes = page.sentences, page.sentence_words, page.tokens.codes
    figures = page.tokens.start[(page.tokens.first & DIGIT) > 0]
    details = among(codes, _DETAILS).nonzero()[0]
    fit = (words >= _SHORT) & (words <= _LONG) & quotes.are_whole(page)
    fit &= details.searchsorted(starts) == details.searchsorted(ends)
    fit &= figures.searchsorted(starts) == figures.searchsorted(ends)
    running = line_scores(page).kind == BODY
    running[page.blocks_of(HEADINGS)] = False
    quotable: Flags = fit & running[page.sentence_block]
    return quotable


def _rate(page: Page, topic: str) -> float:
    return per_thousand(page.topic_count(topic), len(page.main_words), most=_MOST)


def praise(page: Page) -> float:
    """Words of inflated praise ("seamless", "vibrant") for each thousand main words.

    Source: word lists of Kobak et al. 2024 and our own observation.

    >>> praise(read_text("A vibrant, seamless bean"))
    500.0
    >>> praise(read(""))
    nan
    """
    return per_thousand(int(page.word_kinds[Kind.PRAISE]), len(page.main_words))


def superlatives(page: Page) -> float:
    """Superlatives and absolutes ("best", "always") for each thousand main words.

    Source: Castillo et al. 2011; clickbait research.

    >>> superlatives(read_text("The best bean"))
    333.3333333333333
    >>> superlatives(read(""))
    nan
    """
    return per_thousand(int(page.word_kinds[Kind.SUPERLATIVE]), len(page.main_words))


def stock_headings(page: Page) -> float:
    """Share of the headings that hold a stock phrase ("Key benefits", "What is").

    Marginalia's author finds "benefits of" and "key takeaways" in most machine-made spam.
    Source: lexicon `stock_heading`; Marginalia search.

    >>> stock_headings(read("<h2>Benefits of beans</h2><p>They grow.</p>"))
    1.0
    >>> stock_headings(read("<p>No headings</p>"))
    nan
    """
    if not len(page.main_headings):
        return UNKNOWN
    topic = page.matcher.number("stock_heading")
    holding = set(page.match_block[page.matches.topic == topic].tolist())
    return share(
        sum(map(holding.__contains__, page.main_headings.tolist())), len(page.main_headings)
    )


def dashes(page: Page) -> float:
    """Long dashes for each thousand words of the main content.

    Source: stylometry of language models; weak alone, hence capped.

    >>> dashes(read_text("Beans \u2014 they grow"))
    333.3333333333333
    >>> dashes(read(""))
    nan
    """
    count = page.main_text.count("\u2014") + page.main_text.count(" \u2013 ")
    return per_thousand(count, len(page.main_words))


def praise_sentences(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences with most inflated praise, two words at least, and mark it."""
    return quotes.again(quotes.of_words(page, page.kinds == Kind.PRAISE, "praise"))


def superlative_sentences(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences with most superlatives, two at least, and mark them.

    "Most of them", "never" and "always" are said of plain things, too.
    """
    loud = (page.kinds == Kind.SUPERLATIVE) & ~among(page.tokens.hash, _plain_absolutes())
    return quotes.again(quotes.of_words(page, loud, "superlative"))


@cache
def _plain_absolutes() -> Hashes:
    return hash_words(_PLAIN.split())


SIGNALS: Final = (
    Signal(
        machine_cliches,
        0,
        _MOST,
        "Kobak et al. 2024",
        "stock phrases of machine-made prose",
        quotes.phrases("machine_cliche", total=2),
        speaks=ACCUSE,
        unit=RATE,
    ),
    Signal(
        padded_sentences,
        0,
        1,
        "labelled sentences",
        "sentences that say nothing of their own",
        sentences_that_pad,
        speaks=ACCUSE,
        unit=percent("sentences"),
    ),
    Signal(
        sales_talk,
        0,
        _MOST,
        "our lexicon",
        "stock promises of sales pages",
        adverts.sales_promises,
        speaks=ACCUSE,
        unit=RATE,
        topic="advertising",
    ),
    Signal(
        calls_to_action,
        0,
        _MOST,
        "our lexicon",
        "calls to click, buy or call",
        quotes.phrases("call_to_action"),
        speaks=ACCUSE,
        unit=RATE,
        topic="advertising",
    ),
    Signal(
        praise,
        0,
        1000,
        "Kobak et al. 2024",
        "inflated praise",
        praise_sentences,
        speaks=ACCUSE,
        unit=RATE,
    ),
    Signal(
        superlatives,
        0,
        1000,
        "Castillo et al. 2011",
        "superlatives",
        superlative_sentences,
        speaks=ACCUSE,
        unit=RATE,
    ),
    Signal(
        stock_headings,
        0,
        1,
        "Marginalia",
        "headings from the stock of search-made pages",
        quotes.phrases("stock_heading"),
        speaks=ACCUSE,
        unit=percent("headings"),
    ),
    Signal(dashes, 0, 1000, "stylometry", "long dashes", unit=RATE),
)
