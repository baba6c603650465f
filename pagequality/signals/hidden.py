"""Hidden text: words and links that stand on a page and that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, UNKNOWN, Signal, count, percent, share

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags

_MOST_LINKS: Final = 50


def hidden_words(page: Page) -> float:
    """Share of the page's words that no reader sees.

    Words are hidden to be found by search engines alone; menus and notices that a script
    brings up are hidden as well, so that a little says nothing. What unfolds is not hidden, nor
    is what stands in a closed box below a label that is seen.
    Source: Google's spam policies, "hidden text"; Wu and Davison 2005 on cloaking.

    >>> beans = "<p>" + "Water the beans every morning. " * 12
    >>> hidden_words(read(f"{beans}<div style='display: none'>{'cheap pills ' * 20}</div>"))
    0.4
    >>> hidden_words(read(""))
    nan
    """
    if page.source == "text":
        return UNKNOWN
    return share(page.words_of(_unseen(page)), len(page.tokens))


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
    hidden, last = _unseen(page), len(page.table) - 1
    if last < 0 or not hidden.any():
        return 0.0
    blocks = np.array([min(block, last) for _, _, block in page.outgoing], np.intp)
    return float(min(_MOST_LINKS, int(hidden[blocks].sum())))


@once
def _unseen(page: Page) -> Flags:
    """Which blocks no reader can see: of the hidden ones those that no box lets them unfold."""
    table = page.table
    if not table.hidden.any():
        return table.hidden
    unseen = table.hidden.copy()
    labels = {first: last for tag, _, _, first, last in table.containers if tag == "summary"}
    for tag, _, _, first, last in table.containers:
        if tag == "details" and first in labels and not table.hidden[first]:
            inside = slice(labels[first], last)
            unseen[inside] &= not table.hidden[inside].all()
    return unseen


def hidden_blocks(page: Page) -> tuple[Evidence, ...]:
    """Quote the longest blocks that nobody sees."""
    unseen = np.flatnonzero(_unseen(page))
    longest = unseen[np.argsort(-page.block_words[unseen], kind="stable")][: quotes.MOST]
    return tuple([quotes.of_block(page, block, "hidden") for block in longest.tolist()])


def blocks_of_hidden_links(page: Page) -> tuple[Evidence, ...]:
    """Quote the blocks that nobody sees and that lead to other sites."""
    last = len(page.table) - 1
    blocks = dict.fromkeys(min(block, last) for _, _, block in page.outgoing)
    unseen = [block for block in blocks if _unseen(page)[block]]
    return tuple(quotes.of_block(page, block, "hidden link") for block in unseen[: quotes.MOST])


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
        blocks_of_hidden_links,
        speaks=ACCUSE,
        unit=count("links", "link"),
    ),
)
