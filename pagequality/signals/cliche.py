"""Cliche: phrases and forms that content mills and language models overuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, RATE, UNKNOWN, Signal, per_thousand, percent, share
from pagequality.text.vocabulary import Kind, kinds

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page

_MOST = 200.0


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
    if not len(page.headings):
        return UNKNOWN
    topic = page.matcher.number("stock_heading")
    holding = set(page.match_block[page.matches.topic == topic].tolist())
    return share(sum(map(holding.__contains__, page.headings.tolist())), len(page.headings))


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
    """Quote the sentences with most inflated praise, and mark them."""
    return quotes.of_words(page, kinds(page.tokens.hash) == Kind.PRAISE, "praise")


def superlative_sentences(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences with most superlatives, and mark them."""
    return quotes.of_words(page, kinds(page.tokens.hash) == Kind.SUPERLATIVE, "superlative")


SIGNALS: Final = (
    Signal(
        machine_cliches,
        0,
        _MOST,
        "Kobak et al. 2024",
        "stock phrases of machine-made prose",
        quotes.phrases("machine_cliche"),
        speaks=ACCUSE,
        unit=RATE,
    ),
    Signal(
        sales_talk,
        0,
        _MOST,
        "our lexicon",
        "stock promises of sales pages",
        quotes.phrases("sales_talk"),
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
