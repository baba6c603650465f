"""Filler text and templates that nobody filled in: words that stand in for content to come."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.text.counts import distinct
from pagequality.text.tokens import hash_words
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.arrays import Hashes

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
"""Of these one is in whatever text is filler."""
_THEMED: Final = re.compile(
    r"^\W*(?:(?!(?:[\w-]+ )?lorem\b)[\w-]+(?: [\w-]+)? ipsum(?:,? \w+)? dolor\b|"
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
WORD: Final = re.compile(r"\w+(?:['\u2019]\w+)*")
_ORDERS: Final = (
    "text here", "copy here", "content here", "title here", "description here", "goes here",
    "edit me", "to edit", "[your ", "your own text", "your own content", "use this text to",
    "use this area to", "use this space to", "use this section to", "write something",
    "write a few sentences", "placeholder", "your product's",
)  # fmt: skip
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
    places = [place for mark in _MARKS if (place := page.text.find(mark)) >= 0]
    if not places:
        return -1
    words = page.main_words if len(page.main_words) else page.tokens.hash
    latin = int(np.isin(words, _latin()).sum())
    found = max(latin, _words_of(page, _THEMED)) + _words_of(page, _ENGLISH)
    return min(places) if found >= max(_SURELY, _SHARE * len(words)) else -1


def _words_of(page: Page, blocks: re.Pattern[str]) -> int:
    """Count the words of the different blocks of a kind."""
    return sum(len(WORD.findall(text)) for text in {m[0] for m in blocks.finditer(page.text)})


def asks_to_be_filled(text: str) -> bool:
    """Whether a text may be a template that tells, over and over, what to write in it.

    >>> asks_to_be_filled("Title here. Use this area to tell more. Click to edit.")
    True
    """
    lower = text.lower()
    return sum(map(lower.count, _ORDERS)) >= _FEWEST_ORDERS
