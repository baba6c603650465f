"""What a headline promises, and whether the page keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagequality.learned.promises.cues import cues
from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.learned.promises.lexicon import Words
    from pagequality.learned.promises.model import Promised
    from pagequality.page.page import Page
    from pagequality.text.arrays import Floats


@once
def page_words(page: Page) -> Words:
    """The page's headline, or its title where it has none, as words with what they promise."""
    return page.models.promises.words(page.headline or page.title)


@once
def page_cues(page: Page) -> Floats | None:
    """The cues of `page_words`, in the order of `CUES`; None without a word."""
    words = page_words(page)
    return cues(words) if words.lower else None


@once
def promised(page: Page) -> Promised:
    """Compare a page with its own headline, or its title where it has none.

    The title is compared as well: its promises stand beside the headline's, and in the place of a
    headline that promises nothing.

    >>> page = read("<h1>5 ways to roast beans</h1><p>" + "Roast them slowly in a hot pan. " * 9)
    >>> [one.found for one in promised(page).deliveries if one.promise.kind == "items"]
    ['promises 5 items, 0 found']
    """
    headline = page_words(page), page.headline_tokens
    return page.models.promises.promised(page, headline, page_cues(page))
