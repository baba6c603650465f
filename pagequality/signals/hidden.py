"""Hidden text: words and links that stand on a page and that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, UNKNOWN, Signal, count, percent, share

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page

_MOST_LINKS: Final = 50


def hidden_words(page: Page) -> float:
    """Share of the page's words that no reader sees.

    Words are hidden to be found by search engines alone; menus and notices that a script
    brings up are hidden as well, so that a little says nothing. What unfolds is not hidden.
    Source: Google's spam policies, "hidden text"; Wu and Davison 2005 on cloaking.

    >>> beans = "<p>" + "Water the beans every morning. " * 12
    >>> hidden_words(read(f"{beans}<div style='display: none'>{'cheap pills ' * 20}</div>"))
    0.4
    >>> hidden_words(read(""))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    return share(page.words_of(page.table.hidden), len(page.tokens))


def hidden_links(page: Page) -> float:
    """Number of links to other sites that stand in hidden text, 50 at most.

    Broken-in sites carry links that their owners never see; honest pages hide few that lead
    away. Source: Google's spam policies, "hidden links"; our own observation.

    >>> beans = "<p>" + "Water the beans every morning. " * 12
    >>> away = "<a href='https://pills.example/'>pills</a> <a href='https://slots.example/'>slots</a>"
    >>> hidden_links(read(f"{beans}<p style='position:absolute; left:-5000px'>{away}</p>"))
    2.0
    >>> hidden_links(read_text("Beans"))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    hidden, last = page.table.hidden, len(page.table) - 1
    if last < 0 or not hidden.any():
        return 0.0
    blocks = np.array([min(block, last) for _, _, block in page.outgoing], np.intp)
    return float(min(_MOST_LINKS, int(hidden[blocks].sum())))


def hidden_blocks(page: Page) -> tuple[Evidence, ...]:
    """Quote the longest blocks that nobody sees."""
    unseen = np.flatnonzero(page.table.hidden)
    longest = unseen[np.argsort(-page.block_words[unseen], kind="stable")][: quotes.MOST]
    return tuple([quotes.of_block(page, block, "hidden") for block in longest.tolist()])


SIGNALS: Final = (
    Signal(
        hidden_words,
        0,
        1,
        "Google spam policies",
        "words that nobody sees",
        hidden_blocks,
        speaks=ACCUSE,
        unit=percent("words"),
    ),
    Signal(
        hidden_links,
        0,
        50,
        "Google spam policies",
        "links that nobody sees",
        hidden_blocks,
        speaks=ACCUSE,
        unit=count("links", "link"),
    ),
)
