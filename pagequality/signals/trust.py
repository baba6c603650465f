"""Trust: marks that somebody answers for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.signals import quotes
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
from pagequality.text.tokens import DIGIT
from pagequality.text.vocabulary import Kind, among

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page

_CENTURIES: Final = np.array([ord("1") * 256 + ord("9"), ord("2") * 256 + ord("0")], np.uint32)
_SOURCES: Final = (
    ".gov", ".edu", ".ac.", "doi.org", "wikipedia.org", "nih.gov", "arxiv.org", ".int/",
    "archive.org", "nature.com", "github.com",
)  # fmt: skip
_CURRENCIES: Final = np.array(sorted(map(ord, "$£€")), np.uint32)
_PROSE: Final = 15


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
    count = sum(any(mark in link for mark in _SOURCES) for link in page.main_links)
    return per_thousand(count, len(page.main_words), most=20.0)


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
    """Verbs of reporting ("said", "told") for each thousand words of the main content.

    Source: Horne and Adali 2017.

    >>> reported_speech(read_text("He said beans"))
    333.3333333333333
    >>> reported_speech(read(""))
    nan
    """
    return per_thousand(int(page.word_kinds[Kind.REPORTING]), len(page.main_words))


def dead_link_blocks(page: Page) -> tuple[Evidence, ...]:
    """Quote the paragraphs whose links lead nowhere."""
    blocks = dict.fromkeys(block for href, block in prose_links(page) if leads_nowhere(href))
    return tuple(quotes.of_block(page, block, "dead link") for block in list(blocks)[: quotes.MOST])


SIGNALS: Final = (
    Signal(
        references,
        0,
        20,
        "Quality Rater Guidelines",
        "links to places of record",
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
