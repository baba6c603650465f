"""Layout: headings, lists, tables, images and paragraphs of the main content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
    spread,
)

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page

_LIST: Final = frozenset(("li", "dt", "dd"))
_TABLE: Final = frozenset(("td", "th"))
_LONG = 80


def heading_rate(page: Page) -> float:
    """Headings in the main content for each thousand of its words, 100 at most.

    Pages written for search cut thin text up with headings. Source: our own observation.

    >>> heading_rate(read("<article><h2>Bean soil</h2><p>" + "Beans grow. " * 24 + "</article>"))
    20.0
    >>> heading_rate(read_text("Beans"))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    count = len(page.main_headings)
    return per_thousand(count, len(page.main_words), most=100.0)


def question_headings(page: Page) -> float:
    """Share of the content's headings that are questions.

    Search-made pages answer the queries that people type. Source: Marginalia's
    question-heading rule.

    >>> question_headings(read("<h2>What is soil?</h2><h2>Water</h2>"))
    0.5
    >>> question_headings(read("<p>Beans</p>"))
    nan
    """
    return share(len(_questions(page)), len(page.main_headings))


def _questions(page: Page) -> list[int]:
    """The headings that are questions."""
    ends = page.table.end[page.main_headings] - 1
    blocks = page.main_headings.tolist()
    return [block for block, end in zip(blocks, ends, strict=True) if page.text[end] == "?"]


def numbered_headings(page: Page) -> float:
    """Share of the content's headings that begin with a number.

    The mark of the listicle. Source: our own observation.

    >>> numbered_headings(read("<h2>1. Soil</h2><h2>Water</h2>"))
    0.5
    >>> numbered_headings(read("<p>Beans</p>"))
    nan
    """
    return share(len(_numbered(page)), len(page.main_headings))


def _numbered(page: Page) -> list[int]:
    """The headings that begin with a number."""
    starts = page.table.start[page.main_headings]
    blocks = page.main_headings.tolist()
    return [block for block, at in zip(blocks, starts, strict=True) if page.text[at].isdigit()]


def list_share(page: Page) -> float:
    """Share of the main words that stand in list items.

    >>> list_share(read("<ul><li>" + "Water the beans in the morning. " * 9 + "</li></ul>"))
    1.0

    Source: Gopher's bullet rule.

    >>> list_share(read_text("Beans"))
    nan
    """
    return _tag_share(page, _LIST)


def table_share(page: Page) -> float:
    """Share of the main words that stand in table cells.

    Data come in tables; so do old layouts. Source: our own observation.

    >>> table_share(read("<table><tr><td>" + "Water the beans in the morning. " * 9 + "</table>"))
    1.0
    >>> table_share(read_text("Beans"))
    nan
    """
    return _tag_share(page, _TABLE)


def _tag_share(page: Page, tags: AbstractSet[str]) -> float:
    if page.source == "text":
        return UNKNOWN
    blocks = page.blocks_of(tags)
    words = int(page.block_words[blocks] @ page.is_main[blocks])
    return share(words, len(page.main_words))


def paragraph_length(page: Page) -> float:
    """Mean words of a main block of at least ten words, 300 at most.

    Source: our own observation: machine prose keeps its paragraphs even.

    >>> paragraph_length(read_text("Water the beans every day. " * 4))
    20.0
    >>> paragraph_length(read(""))
    nan
    """
    words = page.block_words[page.is_main & (page.block_words >= 10)]  # noqa: PLR2004
    return min(300.0, float(words.mean())) if len(words) else UNKNOWN


def paragraph_variety(page: Page) -> float:
    r"""Spread of paragraph lengths over their mean, 3 at most.

    Source: as `paragraph_length`.

    >>> beans = ["Water the beans every day. " * times for times in (2, 4, 6)]
    >>> round(paragraph_variety(read_text("\n".join(beans))), 2)
    0.41
    >>> paragraph_variety(read(""))
    nan
    """
    words = page.block_words[page.is_main & (page.block_words >= 10)]  # noqa: PLR2004
    if len(words) < 3:  # noqa: PLR2004 - two lengths are no spread
        return UNKNOWN
    return min(3.0, spread(words))


def long_paragraphs(page: Page) -> float:
    """Share of the main words in blocks of more than eighty words.

    Source: our own observation: essays run on, search-made pages do not.

    >>> long_paragraphs(read_text("Water the beans every day. " * 20))
    1.0
    >>> long_paragraphs(read(""))
    nan
    """
    long = page.words_of(page.is_main & (page.block_words > _LONG))
    return share(long, len(page.main_words))


def images(page: Page) -> float:
    """Images in or beside the main content for each thousand of its words, 100 at most.

    Source: our own observation.

    >>> images(read("<p><img src=a.png alt=''>" + "Water the beans every day. " * 10))
    20.0
    >>> images(read_text("Beans"))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    count = int(page.table.images @ page.is_main)
    return per_thousand(count, len(page.main_words), most=100.0)


def question_quotes(page: Page) -> tuple[Evidence, ...]:
    """Quote the headings that are questions."""
    found = _questions(page)[: quotes.MOST]
    return tuple(quotes.of_block(page, block, "heading") for block in found)


def numbered_quotes(page: Page) -> tuple[Evidence, ...]:
    """Quote the headings that begin with a number."""
    found = _numbered(page)[: quotes.MOST]
    return tuple(quotes.of_block(page, block, "heading") for block in found)


SIGNALS: Final = (
    Signal(heading_rate, 0, 100, "our observation", "headings", unit=RATE),
    Signal(
        question_headings,
        0,
        1,
        "Marginalia",
        "headings that are questions",
        question_quotes,
        speaks=ACCUSE,
        unit=percent("headings"),
    ),
    Signal(
        numbered_headings,
        0,
        1,
        "our observation",
        "numbered headings",
        numbered_quotes,
        speaks=ACCUSE,
        unit=percent("headings"),
    ),
    Signal(list_share, 0, 1, "Gopher rules", "text in lists", unit=percent("words")),
    Signal(table_share, 0, 1, "our observation", "text in tables", unit=percent("words")),
    Signal(
        paragraph_length, 0, 300, "our observation", "long paragraphs", unit=count("words", "word")
    ),
    Signal(paragraph_variety, 0, 3, "our observation", "paragraphs of many lengths"),
    Signal(
        long_paragraphs, 0, 1, "our observation", "text in long paragraphs", unit=percent("words")
    ),
    Signal(images, 0, 100, "our observation", "images", unit=RATE),
)
