"""Boilerplate: how much of what a reader sees is not the page's own content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.signals import quotes
from pagequality.signals.base import UNKNOWN, Signal, Unit, percent, share

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page

_FRAME: Final = frozenset(("nav", "header", "footer", "aside", "form", "noscript"))
_SHORT = 5


def boilerplate_ratio(page: Page) -> float:
    """Share of the visible words that are not main content, as a median over what is in doubt.

    A page made for ads and links wraps little content in much template. Content that is folded
    away counts as content: a reader unfolds it. Unknown for plain text, whose template somebody
    has already taken away. Source: Kohlschuetter et al. 2010,
    "Boilerplate detection using shallow text features".

    >>> beans = "<p>" + "Water the beans every morning before the sun is high. " * 9
    >>> menu = "<nav><ul>" + "<li><a href='/tools'>Garden tools</a>" * 60 + "</ul></nav>"
    >>> boilerplate_ratio(read(beans)) < 0.2 < 0.4 < boilerplate_ratio(read(menu + beans))
    True
    >>> boilerplate_ratio(read(""))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    return round(1.0 - page.main_share, 3)


def link_density(page: Page) -> float:
    """Share of the visible characters that are link text.

    Link farms and thin pages offer more places to click than words to read. Source:
    Ntoulas et al. 2006, "Detecting spam web pages through content analysis".

    >>> link_density(read("<p>Beans <a href='/b'>peas</a></p>"))
    0.4
    >>> link_density(read_text("Beans"))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    shown = ~page.table.hidden
    total = (page.table.end - page.table.start) @ shown
    return share(int(page.table.link_characters @ shown), int(total))


def main_link_density(page: Page) -> float:
    """Share of the characters of the main content that are link text.

    Internal links stuffed into prose serve search engines. Source: as `link_density`.

    >>> beans = "Water the beans in the morning. " * 6
    >>> main_link_density(read(f"<p>{beans}<a href='/soil'>Soil tip</a></p>"))
    0.04
    >>> main_link_density(read(""))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    total = (page.table.end - page.table.start) @ page.is_main
    return share(int(page.table.link_characters @ page.is_main), int(total))


def text_to_markup(page: Page) -> float:
    """Visible characters for each element, as a share: t / (t + 20).

    Heavy templates hold little text. Elements are counted, not bytes, since scripts and
    styles are often stripped before a page is stored. Source: Ntoulas et al. 2006 (visible
    content fraction); Marginalia's text over raw length.

    >>> round(text_to_markup(read("<p>" + "Water the beans. " * 20)), 2)
    0.81
    >>> text_to_markup(read(""))
    nan
    """
    if page.source == "text" or not len(page.table):
        return UNKNOWN
    characters = len(page.text) / max(page.markup.elements, 1)
    return characters / (characters + 20.0)


def template_share(page: Page) -> float:
    """Share of the visible words inside navigation, header, footer, aside or form.

    What stands there is the same on every page of a site. Source: HTML standard, sectioning
    elements; our own observation.

    >>> template_share(read("<p>Beans grow</p><footer>All rights reserved</footer>"))
    0.6
    >>> template_share(read(""))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    edge = np.zeros(len(page.table) + 1, np.intp)
    for tag, _, _, first, last in page.table.containers:
        if tag in _FRAME:
            edge[first] += 1
            edge[last] -= 1
    framed = (np.cumsum(edge[:-1]) > 0) & ~page.table.hidden
    return share(page.words_of(framed), page.visible_words)


def scrap_share(page: Page) -> float:
    """Share of the visible words in blocks of five words or fewer.

    Menus, tags and teasers come in scraps; prose does not. Source: FineWeb's short-line
    rule; our own observation.

    >>> scrap_share(read("<p>Home</p><p>The beans want water every single morning.</p>"))
    0.125
    >>> scrap_share(read(""))
    nan
    """
    short = (page.block_words <= _SHORT) & ~page.table.hidden
    return share(page.words_of(short), page.visible_words)


def content_breaks(page: Page) -> float:
    """How often main content gives way to something else, for each hundred main words.

    Ads, prompts and teasers between paragraphs cut a text to pieces. Source: our own
    observation on labelled pages.

    >>> water, boil = "Water the beans every morning. " * 10, "Boil them for an hour. " * 10
    >>> advert = "<aside class='advert'><a href='/x'>Advert</a></aside>"
    >>> content_breaks(read(f"<article><p>{water}{advert}<p>{boil}</article>"))
    1.0
    >>> content_breaks(read(""))
    nan
    """
    if page.source == "text" or not page.is_main.any():
        return UNKNOWN
    inside = page.is_main[np.argmax(page.is_main) :]
    breaks = int(np.count_nonzero(inside[:-1] & ~inside[1:])) - (not inside[-1])
    return min(20.0, 100.0 * breaks / max(len(page.main_words), 1))


def blocks_outside(page: Page) -> tuple[Evidence, ...]:
    """Quote the longest blocks that are not main content, a headline apart from it aside."""
    outside = np.flatnonzero(~page.is_main & ~page.table.hidden)
    longest = outside[np.argsort(-page.block_words[outside], kind="stable")][: quotes.MOST]
    found = [quotes.of_block(page, block, "boilerplate") for block in longest.tolist()]
    headline = quotes.short(page.headline)
    return tuple([quote for quote in found if quote.quote != headline][: quotes.MOST - 1])


SIGNALS: Final = (
    Signal(
        boilerplate_ratio,
        0,
        1,
        "Kohlschuetter et al. 2010",
        "text around the content",
        blocks_outside,
        unit=percent("words"),
    ),
    Signal(
        link_density,
        0,
        1,
        "Ntoulas et al. 2006",
        "text in links",
        blocks_outside,
        unit=percent("characters"),
    ),
    Signal(
        main_link_density,
        0,
        1,
        "Ntoulas et al. 2006",
        "links inside its content",
        blocks_outside,
        unit=percent("characters"),
    ),
    Signal(text_to_markup, 0, 1, "Ntoulas et al. 2006", "text for its markup", blocks_outside),
    Signal(
        template_share,
        0,
        1,
        "HTML standard",
        "text in menus, asides and footers",
        blocks_outside,
        unit=percent("words"),
    ),
    Signal(
        scrap_share,
        0,
        1,
        "FineWeb",
        "text in scraps of a few words",
        blocks_outside,
        unit=percent("words"),
    ),
    Signal(
        content_breaks,
        0,
        20,
        "our observation",
        "interruptions of its content",
        blocks_outside,
        unit=Unit(1.0, " in 100 words"),
    ),
)
