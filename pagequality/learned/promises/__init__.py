"""What a headline promises, and whether the page keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.learned.promises.lexicon import Words
    from pagequality.learned.promises.model import Promised
    from pagequality.page.page import Page


@once
def page_words(page: Page) -> Words:
    """The page's headline, or its title where it has none, as words with what they promise."""
    return page.models.promises.words(page.headline or page.title)


@once
def promised(page: Page) -> Promised:
    """Compare a page with its own headline, or its title where it has none.

    >>> page = read("<h1>5 ways to roast beans</h1><p>" + "Roast them slowly in a hot pan. " * 9)
    >>> [one.found for one in promised(page).deliveries if one.promise.kind == "items"]
    ['promises 5 items, 0 found']
    """
    words = page_words(page)
    return page.models.promises.compared_words(page, words, page.headline_tokens)
