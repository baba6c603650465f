"""Keywords: the words of title, headings and address, said too often or too neatly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.signals import quotes
from pagequality.signals.base import (
    ACCUSE,
    RATE,
    UNKNOWN,
    Signal,
    count,
    per_thousand,
    percent,
    share,
)
from pagequality.signals.stuffed import headline_said_again
from pagequality.text.counts import distinct, most_frequent
from pagequality.text.tokens import DIGIT, UPPER, ngrams
from pagequality.text.vocabulary import Kind, among, kinds, no_places, words_before_places

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Hashes, Ints

_FEWEST = 40
_EDGES: Final = " |\u2013\u2014»\u00b7:-"
_PARTED = re.compile(r"[|»\u00b7]|\s[\u2013\u2014:-]\s")
"""What parts a title from the site's name, and one part of it from another."""
_PHRASE_KINDS: Final = (Kind.OTHER, Kind.BARE_NOUN)
_PIPES = re.compile(r"[|,/\u2013\u2014:»-]")


def title_word_density(page: Page) -> float:
    """How often the title's most repeated content word comes, for each thousand main words.

    Source: keyword stuffing in search spam (Ntoulas et al. 2006); capped at 100.

    >>> title_word_density(read("<title>Beans</title><p>" + "Grow beans at home. " * 12))
    100.0
    >>> title_word_density(read(""))
    nan
    """
    words = page.main_words
    promised = page.title_content_words
    if len(words) < _FEWEST or not len(promised):
        return UNKNOWN
    hits = words[among(words, promised)]
    if not len(hits):
        return 0.0
    return per_thousand(most_frequent(hits)[1], len(words), most=100.0)


def title_pair_density(page: Page) -> float:
    """How often word pairs of the headline come again, for each thousand main words.

    The headline itself does not count, nor do pairs with a common word. Writers use pronouns;
    search-made pages repeat the query whole. Source: our observation.

    >>> beans = "Grow beans at home. " + "Water them well. " * 12
    >>> title_pair_density(read(f"<title>Grow beans</title><p>{beans}"))
    25.0
    >>> title_pair_density(read(""))
    nan
    """
    words = page.tokens.hash.take(page.body_places)
    promised = page.headline_tokens.hash
    telling = among(promised, _phrase_words(page))
    pairs = ngrams(promised, 2)[telling[:-1] & telling[1:]]
    if len(words) < _FEWEST or not len(pairs):
        return UNKNOWN
    hits = int(np.count_nonzero(among(ngrams(words, 2), pairs)))
    return per_thousand(hits, len(words), most=100.0)


def _phrase_words(page: Page) -> Hashes:
    """The headline's words that a query is made of: "services" is one, as in "roof services"."""
    words = page.headline_tokens.hash
    return distinct(words[np.isin(kinds(words), _PHRASE_KINDS)])


def headings_with_keyword(page: Page) -> float:
    """Share of the headings below the first that repeat a content word of the title.

    Source: heading-keyword rules of search optimisers, turned round.

    >>> headings_with_keyword(read("<title>Beans</title><h2>Why beans</h2><h2>Soil</h2>"))
    0.5
    >>> headings_with_keyword(read(""))
    nan
    """
    promised = page.title_content_words
    if not len(page.headings) or not len(promised):
        return UNKNOWN
    hits = page.tokens.start[among(page.tokens.hash, promised)]
    blocks = set(page.block_at(hits).tolist())
    return share(sum(map(blocks.__contains__, page.headings.tolist())), len(page.headings))


def title_parts(page: Page) -> float:
    """Number of parts that bars, commas, colons and dashes cut the title into, 8 at most.

    Titles stuffed for search list their keywords. Source: our own observation.

    >>> title_parts(read("<title>Beans | Cheap beans | Buy beans</title>"))
    3.0
    >>> title_parts(read(""))
    nan
    """
    if not page.title:
        return UNKNOWN
    return float(min(8, sum(bool(part.strip()) for part in _PIPES.split(page.title))))


def title_length(page: Page) -> float:
    """Number of words of the title, less the site's name before or behind it; 40 at most.

    The headline tells where the site's name begins: one part of the title that is parted from it.
    Source: Ntoulas et al. 2006, words in the title.

    >>> title_length(read("<title>How to grow beans</title>"))
    4.0
    >>> title_length(read("<title>Growing beans - The Bean Farm</title><h1>Growing beans</h1>"))
    2.0
    >>> title_length(read(""))
    nan
    """
    title, headline = page.title, page.headline
    for rest in (title.removeprefix(headline).strip(), title.removesuffix(headline).strip()):
        name = rest.strip(_EDGES)
        if headline and rest != title and "" != name != rest and not _PARTED.search(name):
            title = headline
    return float(min(40, len(title.split()))) if title else UNKNOWN


def place_mentions(page: Page) -> float:
    """Phrases such as "in Springfield" for each thousand words of the main content.

    Doorway pages swap the name of a town into the same text. One such phrase is none, and a room,
    a month or a direction is no place. Source: search engines' spam policies on doorways; capped
    at 100.

    >>> place_mentions(read_text("Plumber in Springfield, also near Shelbyville"))
    100.0
    >>> place_mentions(read(""))
    nan
    """
    tokens = page.tokens
    before = page.main_places[among(page.main_words, words_before_places())]
    following = before[before + 1 < len(tokens)] + 1
    following = following[(tokens.first[following] & UPPER) > 0]
    sentence, other = (_sentence(page, words) for words in (following, following - 1))
    named = (sentence == other) & ~among(tokens.hash[following], no_places())
    named &= ~_numbered(page, following)
    count = int(np.count_nonzero(named))
    return per_thousand(count if count > 1 else 0, len(page.main_words), most=100.0)


def _sentence(page: Page, words: Ints) -> Ints:
    """The numbers of the sentences of some words, counted from one."""
    numbers: Ints = page.sentences[0].searchsorted(page.tokens.start[words], side="right")
    return numbers


def _numbered(page: Page, words: Ints) -> Flags:
    """Which words hold a digit or stand before a number: "D12", "Year 9"."""
    tokens = page.tokens
    digits = ((tokens.kinds & DIGIT) > 0).nonzero()[0]
    inside = digits.searchsorted(tokens.end[words]) > digits.searchsorted(tokens.start[words])
    after = np.minimum(words + 1, len(tokens) - 1)
    numbered: Flags = inside | ((tokens.first[after] & DIGIT) > 0)
    return numbered


def meta_keywords(page: Page) -> float:
    """Number of entries in the ``keywords`` meta element, 30 at most.

    Source: search optimisers' habits; browsers and search engines ignore it today.

    >>> meta_keywords(read("<meta name=keywords content='beans, peas'><p>Beans"))
    2.0
    >>> meta_keywords(read_text("Beans"))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    return float(min(30, sum(bool(word.strip()) for word in page.head.keywords.split(","))))


def described_length(page: Page) -> float:
    """Number of words in the page's description, 60 at most; unknown without one.

    Source: search snippets; our own observation.

    >>> described_length(read("<meta name=description content='All about beans'>"))
    3.0
    >>> described_length(read(""))
    nan
    """
    words = len(page.head.description.split())
    return float(min(60, words)) if words else UNKNOWN


def keyword_sentences(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences that say the title's most repeated word, and mark it."""
    hits = page.main_words[among(page.main_words, page.title_content_words)]
    if not len(hits):
        return ()
    said = (page.tokens.hash == most_frequent(hits)[0]) & ~quotes.capitals(page)
    return quotes.again(quotes.of_words(page, said, "keyword"))


def phrase_again(page: Page) -> tuple[Evidence, ...]:
    """Say how often the text says a phrase of the headline, and quote sentences full of such."""
    return headline_said_again(page, _phrase_words(page))


def keyword_headings(page: Page) -> tuple[Evidence, ...]:
    """Quote the headings that repeat a word of the title."""
    hits = np.flatnonzero(among(page.tokens.hash, page.title_content_words))
    blocks = page.block_at(page.tokens.start[hits])
    found = page.headings[np.isin(page.headings, blocks)][: quotes.MOST]
    return tuple(quotes.of_block(page, block, "heading") for block in found.tolist())


SIGNALS: Final = (
    Signal(
        title_word_density,
        0,
        100,
        "Ntoulas et al. 2006",
        "a word of the title said again and again",
        keyword_sentences,
        speaks=ACCUSE,
        unit=RATE,
    ),
    Signal(
        title_pair_density,
        0,
        100,
        "our observation",
        "pairs of the headline's words said again and again",
        phrase_again,
        speaks=ACCUSE,
        unit=RATE,
    ),
    Signal(
        headings_with_keyword,
        0,
        1,
        "our observation",
        "headings that repeat the title",
        keyword_headings,
        speaks=ACCUSE,
        unit=percent("headings"),
    ),
    Signal(
        title_parts,
        0,
        8,
        "our observation",
        "a title of many parts",
        quotes.title,
        speaks=ACCUSE,
        unit=count("parts", "part"),
    ),
    Signal(
        title_length,
        0,
        40,
        "Ntoulas et al. 2006",
        "a long title",
        quotes.title,
        unit=count("words", "word"),
    ),
    Signal(
        place_mentions,
        0,
        100,
        "doorway policies",
        "one place after another named",
        speaks=ACCUSE,
        unit=RATE,
    ),
    Signal(
        meta_keywords,
        0,
        30,
        "search optimisers' habits",
        "a list of meta keywords",
        speaks=ACCUSE,
        unit=count("entries", "entry"),
    ),
    Signal(
        described_length,
        0,
        60,
        "our observation",
        "a long description",
        unit=count("words", "word"),
    ),
)
