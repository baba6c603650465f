"""Filler text and templates that nobody filled in: words that stand in for content to come."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.reading.first_blocks import WORD
from pagequality.text.counts import distinct
from pagequality.text.needles import Needles
from pagequality.text.tokens import hash_words
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Hashes

_MARKS: Final = (
    "orem ipsum",
    "olor sit amet",
    "OREM IPSUM",
    "psum dolor",
    "I'm baby",
    "s es bonus",
    "ut perspiciatis unde",
    "vero eos et accusa",
    "behind the word mountains",
    "this mistaken idea of denouncing",
    "dummy copy",
)
_ANY_MARK: Final = Needles(_MARKS)
"""Of these one is in whatever text is filler."""
_THEMED: Final = re.compile(
    r"^[^\w\n]*+(?:(?!(?:[\w-]+ )?lorem\b)[\w-]+(?: [\w-]+)? ipsum(?:,? \w+)? dolor\b|"
    r"I'm baby \w|veggies es bonus)[^\n]{20,5000}",
    re.IGNORECASE | re.MULTILINE,
)
"""A block of filler text about bacon, cats or another theme; it begins like the Latin one."""
_ENGLISH: Final = re.compile(
    r"^[^\n]{0,200}(?:far away, behind the word mountains|dummy copy\b|the blind texts?\b|"
    r"this mistaken idea of denouncing|european languages are members of the same family|"
    r"wonderful serenity has taken possession of my entire|jumps over a lazy dog\. DJs|"
    r"when gregor samsa woke from troubled)[^\n]{0,5000}",
    re.IGNORECASE | re.MULTILINE,
)
"""A block of the English texts that themes are shown with."""
_SHARE: Final = 0.3
_SURELY: Final = 8
_ORDERS: Final = (
    "text here", "copy here", "content here", "title here", "description here", "goes here",
    "edit me", "to edit", "[your ", "your own text", "your own content", "use this text to",
    "use this area to", "use this space to", "use this section to", "write something",
    "write a few sentences", "placeholder", "your product's",
)  # fmt: skip
_ANY_ORDER: Final = Needles(_ORDERS)
_FEWEST_ORDERS: Final = 3


@cache
def _latin() -> Hashes:
    return distinct(hash_words(read_phrases(WORDS / "filler" / "la.txt")))


def filler(page: Page) -> int:
    """Return where filler text begins that makes a good part of the content; else -1.

    >>> filler(read("<h1>Tea</h1><p>Lorem ipsum dolor sit amet, consectetur adipiscing elit"))
    5
    >>> filler(read("<h1>Tea</h1><p>Boil the water."))
    -1
    """
    if not _ANY_MARK.are_in(page.text):
        return -1
    once = page.is_main if len(page.main_words) else np.ones(len(page.table), bool)
    if _is_filler(page, once, set) or _is_filler(page, content(page), list):
        return min(place for mark in _MARKS if (place := page.text.find(mark)) >= 0)
    return -1


def content(page: Page) -> Flags:
    """Which blocks are the content, with all its copies: a page may be made of what it repeats.

    Where nothing is told to be content, all that is seen may be.
    """
    seen = ~page.table.hidden
    if not page.is_main.any():
        return seen
    main = distinct(page.block_hashes[page.is_main & (page.block_words > 0)])
    return page.is_main | (seen & np.isin(page.block_hashes, main) & (page.block_words > 0))


def _is_filler(
    page: Page, blocks: Flags, count: Callable[[Iterator[str]], Collection[str]]
) -> bool:
    """Whether filler makes a good part of some blocks, where it counts once or as it stands."""
    words = page.tokens.hash[blocks.repeat(page.block_words)]
    latin = int(np.isin(words, _latin()).sum())
    found = max(latin, _words_of(page, _THEMED, count)) + _words_of(page, _ENGLISH, count)
    return found >= max(_SURELY, _SHARE * len(words))


def _words_of(
    page: Page, blocks: re.Pattern[str], count: Callable[[Iterator[str]], Collection[str]]
) -> int:
    """Count the words of the blocks of a kind, each once or as often as it stands there."""
    texts = count(match[0] for match in blocks.finditer(page.text))
    return sum(len(WORD.findall(text)) for text in texts)


def asks_to_be_filled(text: str) -> bool:
    """Whether a text may be a template that tells, over and over, what to write in it.

    >>> asks_to_be_filled("Title here. Use this area to tell more. Click to edit.")
    True
    """
    lower = text.lower()
    if len(_ANY_ORDER.places(lower)) < _FEWEST_ORDERS:
        return False
    return sum(map(lower.count, _ORDERS)) >= _FEWEST_ORDERS
