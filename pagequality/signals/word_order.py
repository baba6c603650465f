"""Word order: text that only looks like text, such as lists of keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.base import Signal, share

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Ints

_LONG: Final = 40
_FEW, _HEAPS = 0.65, 0.8
"""Prose has about 1.5 times its length to this power of different words."""
_CODE: Final = frozenset(("pre", "code", "textarea", "samp", "kbd"))


def keyword_lists(page: Page) -> float:
    """Share of the main words in long lines that say few words in ever new combinations.

    Long: forty words and no code. Doorways list what may be searched for ("cheap plumber Leeds,
    cheap plumber York"). A text of so many words has more different ones; how many grows with a
    power of its length (Heaps 1978). Source: our own observation; Ntoulas et al. 2006.

    >>> trades, towns = ("plumber", "boiler repair", "roofer"), ("Ware", "Ely", "Kew", "Hull")
    >>> listed = ", ".join(f"{how} {who} {town}" for how in ("cheap", "best", "local")
    ...                    for who in trades for town in towns)
    >>> keyword_lists(read_text(listed))
    1.0
    >>> keyword_lists(read_text("Water the beans in May."))
    0.0
    >>> keyword_lists(read(""))
    nan
    """
    words = len(page.main_words)
    return round(share(int(page.block_words[_combined(page)].sum()), words), 3)


@once
def _combined(page: Page) -> Ints:
    """The blocks of few words in many combinations."""
    sizes, main = page.block_words, page.is_main
    long = np.flatnonzero(main & (sizes >= _LONG))
    first = page.first_word
    found = [
        block
        for block in long.tolist()
        if page.table.tag[block] not in _CODE
        and len(np.unique(page.tokens.hash[first[block] : first[block + 1]]))
        < _FEW * sizes[block] ** _HEAPS
    ]
    return np.array(found, np.intp)


def combined_blocks(page: Page) -> tuple[Evidence, ...]:
    """Quote lines of few words in many combinations."""
    return tuple(
        quotes.of_block(page, block, "keyword list")
        for block in _combined(page)[: quotes.MOST].tolist()
    )


SIGNALS: Final = (
    Signal(
        keyword_lists, 0, 1, "Ntoulas et al. 2006", "lists of combined keywords", combined_blocks
    ),
)
