"""Trust: marks that somebody answers for the page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.adverts import sells
from pagequality.signals.base import (
    EXCUSE,
    RATE,
    UNKNOWN,
    Signal,
    count,
    per_thousand,
    percent,
    share,
)
from pagequality.signals.topics import OTHER
from pagequality.text.quotations import quotations
from pagequality.text.tokens import DIGIT, UPPER, hash_words
from pagequality.text.vocabulary import Kind, among
from pagequality.text.wordlists import WORDS, is_in, read_phrases

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Hashes, Ints

_CENTURIES: Final = np.array([ord("1") * 256 + ord("9"), ord("2") * 256 + ord("0")], np.uint32)
_SOURCES: Final = (
    ".gov", ".edu", ".ac.", "doi.org", "wikipedia.org", "nih.gov", "arxiv.org", ".int/",
    "archive.org", "nature.com", "github.com",
)  # fmt: skip
_CURRENCIES: Final = np.array(sorted(map(ord, "$£€")), np.uint32)
_PROSE: Final = 15
_REACH: Final = 2
"""A speaker stands so close to the verb: "Ann Lee, 45, said"."""
_SHORTEST_NAME: Final = 2
_PASSIVE: Final = "is are was were be been being am get gets got"
"""Behind these a verb of saying tells what is done, not who speaks: "prices are added"."""
_VERBS: Final = (
    "said says told asked replied explained wrote added noted reported announced confirmed "
    "testified argued recalled"
)
_LOOSE: Final = "added noted reported announced confirmed wrote explained"
"""Verbs that do more than say; they want words in quotation marks, or a "that" behind them."""
_BREAKS: Final = frozenset(map(ord, ",?!\u2019'\"\u201d\u00bb"))
"""A mark right before the verb, or before the pronoun in front of it, closes what was said."""

_QUESTION: Final = ord("?")


def references(page: Page) -> float:
    """Outgoing links of the main content to places of record, for each thousand words.

    Places of record: universities, governments, journals, encyclopaedias, code; at most 20.
    Source: Quality Rater Guidelines; Wikipedia's reliable-sources habit.

    >>> references(read("<p>" + "Water the beans. " * 40 + "<a href='https://doi.org/1'>1</a>")) > 8
    True
    >>> references(read_text("Beans"))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    count = sum(map(_of_record, page.main_links))
    return per_thousand(count, len(page.main_words), most=20.0)


def _of_record(link: str) -> bool:
    return any(mark in link for mark in _SOURCES)


def years(page: Page) -> float:
    """Years ("1987") for each thousand words of the main content, 50 at most.

    Specific text says when. Source: our own observation.

    >>> years(read_text("Sown in 1987"))
    50.0
    >>> years(read(""))
    nan
    """
    tokens = page.tokens
    first = tokens.start[page.is_main_word & (tokens.size == 4)]  # noqa: PLR2004 - as years are
    century = tokens.codes[first] * 256 + tokens.codes[first + 1]
    count = int(np.count_nonzero(among(century, _CENTURIES)))
    return per_thousand(count, len(page.main_words), most=50.0)


def different_sites(page: Page) -> float:
    """Number of different other sites that the main content links, 30 at most.

    Source: our own observation: who has read around links around.

    >>> different_sites(read("<p>" + "Water the beans. " * 20))
    0.0
    >>> different_sites(read_text("Beans"))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    return float(
        min(30, len({link.partition("//")[2].partition("/")[0] for link in page.main_links}))
    )


def prices(page: Page) -> float:
    """Amounts of money ("$40") for each thousand words of the page, 50 at most.

    Source: our own observation: who sells or reports names a price.

    >>> prices(read_text("Beans cost $3 a pound and peas £2."))
    50.0
    >>> prices(read(""))
    nan
    """
    codes, kinds = page.tokens.codes, page.tokens.kinds
    found = among(codes[:-1], _CURRENCIES) & ((kinds[1:] & DIGIT) != 0)
    return per_thousand(int(np.count_nonzero(found)), len(page.tokens), most=50.0)


def dead_links(page: Page) -> float:
    """Share of the links in its prose that lead nowhere: to ``#`` or to a script.

    Who copies a text takes out where it links. Prose: main blocks of 15 words or more. Source: our
    own observation on scraped pages.

    >>> beans = "Water the beans every morning before the sun is high and the day is hot, "
    >>> dead_links(read(f"<p>{beans} <a href='#'>they say</a>, or <a href='/peas'>see peas</a>."))
    0.5
    >>> dead_links(read("<p>Beans</p>"))
    nan
    """
    links = prose_links(page)
    return share(sum(leads_nowhere(href) for href, _ in links), len(links))


def prose_links(page: Page) -> list[tuple[str, int]]:
    """Return where each link of the prose leads, and its block."""
    prose = page.is_main & (page.block_words >= _PROSE)
    links = ((href, block) for href, _, block in page.markup.links)
    return [(href, block) for href, block in links if block < len(prose) and prose[block]]


def leads_nowhere(href: str) -> bool:
    """Whether a link opens no page: ``#`` alone, or a script."""
    return href.strip() in {"", "#"} or href.lstrip()[:11].lower() == "javascript:"


def described_images(page: Page) -> float:
    """Share of the images that carry a description.

    Source: Web Content Accessibility Guidelines.

    >>> described_images(read("<img src=a.png alt='Beans'><img src=b.png>"))
    0.5
    >>> described_images(read("<p>Beans</p>"))
    nan
    """
    return share(page.markup.described_images, page.markup.images)


def reported_speech(page: Page) -> float:
    """Verbs of saying that have a speaker, for each thousand words of the main content.

    A speaker: somebody with a name ("said Ann Lee"), or a single person described ("my uncle told
    us"); "users have reported" and "you will be asked" quote nobody. Source: Horne and Adali 2017.

    >>> reported_speech(read_text("Beans, said Ann, want rain. It is said that peas do not."))
    83.33333333333333
    >>> reported_speech(read(""))
    nan
    """
    return per_thousand(len(spoken(page)), len(page.main_words))


@cache
def _speakers() -> Hashes:
    """Words for single persons, sorted."""
    return np.sort(hash_words(read_phrases(WORDS / "speakers" / "en.txt")))


@cache
def _few(words: str) -> Hashes:
    return hash_words(words.split())


@cache
def _breaks() -> Flags:
    table = np.zeros(max(_BREAKS) + 2, bool)
    table[list(_BREAKS)] = True
    return table


@once
def spoken(page: Page) -> Ints:
    """Return the numbers of the words of saying that somebody speaks, in the main content.

    A speaker is a name or a single person described beside the verb, or "he" or "she" on a page
    that has such a speaker. Nobody is quoted by "you will be asked" or "this notice says".
    """
    verbs = _active(page)
    if not len(verbs):
        return verbs
    told = _held(page, verbs)
    loose = among(page.tokens.hash[verbs], _few(_LOOSE))
    verbs, told = verbs[told | ~loose], told[told | ~loose]
    persons = _persons(page)
    known = _beside(page, verbs, persons) | _closed(page, verbs, persons)
    if not known.any():
        return verbs[:0]
    pronouns = among(page.tokens.hash, _few("he she"))
    return verbs[known | _beside(page, verbs, pronouns, reach=1)]


def _active(page: Page) -> Ints:
    """The verbs of saying of the main content, less passives and those of questions."""
    may = ((page.kinds == Kind.REPORTING) & page.is_main_word).nonzero()[0]
    verbs: Ints = may[among(page.tokens.hash[may], _few(_VERBS))]  # a kind is told by few bits
    if not len(verbs):
        return verbs
    before = page.tokens.hash.take(np.maximum(verbs - 1, 0))
    ends = page.sentences[1][_sentence(page, verbs) - 1]
    asked = page.tokens.codes.take(ends - 1) == _QUESTION
    active: Ints = verbs[~among(before, _few(_PASSIVE)) & ~asked]
    return active


def _held(page: Page, verbs: Ints) -> Flags:
    """Behind or around which verbs stand the words said: a quotation in the sentence, or "that"."""
    places = np.array([start for start, _ in quotations(page.tokens.codes)], np.intp)
    starts, ends = page.sentences
    sentence = _sentence(page, verbs) - 1
    quoted = places.searchsorted(ends[sentence]) > places.searchsorted(starts[sentence])
    following = page.tokens.hash.take(np.minimum(verbs + 1, len(page.tokens) - 1))
    held: Flags = quoted | among(following, _few("that"))
    return held


def _persons(page: Page) -> Flags:
    """Which words name or describe a single person."""
    tokens = page.tokens
    capital = ((tokens.first & UPPER) > 0) & (tokens.size >= _SHORTEST_NAME)
    capital &= page.kinds == Kind.OTHER
    inside = np.ones(len(tokens), bool)
    inside[tokens.start.searchsorted(page.sentences[0])] = False
    places = capital.nonzero()[0]
    names, inner = tokens.hash[places], inside[places]
    small = np.sort(tokens.hash[(tokens.first & UPPER) == 0])
    named = ~is_in(names, small) & (inner | is_in(names, np.sort(names[inner])))
    persons = is_in(tokens.hash, _speakers())
    persons[places[named]] = True
    return persons


def _sentence(page: Page, words: Ints) -> Ints:
    """The numbers of the sentences of some words, counted from one."""
    numbers: Ints = page.sentences[0].searchsorted(page.tokens.start[words], "right")
    return numbers


def _beside(page: Page, verbs: Ints, persons: Flags, *, reach: int = _REACH) -> Flags:
    """Before which verbs a person stands, close by in the same sentence."""
    beside = np.zeros(len(verbs), bool)
    for step in range(1, reach + 1):
        before = np.maximum(verbs - step, 0)
        beside |= persons[before] & (_sentence(page, before) == _sentence(page, verbs))
    return beside & (verbs > 0)


def _closed(page: Page, verbs: Ints, persons: Flags) -> Flags:
    """Which verbs stand behind a comma or what was said, with a person before or behind it.

    "Beans", said Ann; Ann Doe, who sows them every year, said.
    """
    tokens, opening = page.tokens, page.tokens.start.searchsorted(page.sentences[0])
    closed = _breaks().take(tokens.codes.take(np.maximum(tokens.start[verbs] - 2, 0)), mode="clip")
    running = np.concatenate([[0], persons.cumsum()])
    near = running[verbs] > running[opening[_sentence(page, verbs) - 1]]
    for step in range(1, _REACH + 1):
        after = np.minimum(verbs + step, len(tokens) - 1)
        near |= persons[after] & (_sentence(page, after) == _sentence(page, verbs))
    return near & closed


def dead_link_blocks(page: Page) -> tuple[Evidence, ...]:
    """Quote the paragraphs whose links lead nowhere."""
    blocks = dict.fromkeys(block for href, block in prose_links(page) if leads_nowhere(href))
    return tuple(quotes.of_block(page, block, "dead link") for block in list(blocks)[: quotes.MOST])


def reference_blocks(page: Page) -> tuple[Evidence, ...]:
    """Quote the paragraphs that link places of record; on a page that sells they are decoration."""
    if sells(page):
        return ()
    blocks = dict.fromkeys(block for href, _, block in page.outgoing if _of_record(href))
    main = [block for block in blocks if block < len(page.is_main) and page.is_main[block]]
    return tuple(quotes.of_block(page, block, "reference") for block in main[: quotes.MOST])


SIGNALS: Final = (
    Signal(
        references,
        0,
        20,
        "Quality Rater Guidelines",
        "links to places of record",
        reference_blocks,
        speaks=EXCUSE,
        unit=RATE,
        topic="speculation",
    ),
    Signal(
        years,
        0,
        50,
        "our observation",
        "years and dates",
        speaks=EXCUSE,
        unit=RATE,
        topic="speculation",
    ),
    Signal(
        different_sites,
        0,
        30,
        "our observation",
        "links to other sites",
        speaks=EXCUSE,
        unit=count("sites", "site"),
        topic=OTHER,
    ),
    Signal(
        prices, 0, 50, "our observation", "sums of money", speaks=EXCUSE, unit=RATE, topic=OTHER
    ),
    Signal(
        dead_links,
        0,
        1,
        "our observation",
        "links in its prose that lead nowhere",
        dead_link_blocks,
        unit=percent("them"),
    ),
    Signal(
        described_images,
        0,
        1,
        "WCAG",
        "images with descriptions",
        speaks=EXCUSE,
        unit=percent("images"),
        topic=OTHER,
    ),
    Signal(
        reported_speech,
        0,
        1000,
        "Horne and Adali 2017",
        "people who are quoted",
        speaks=EXCUSE,
        unit=RATE,
        topic="speculation",
    ),
)
