"""What a headline promises, and whether the page keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.learned.promises.body import body_measures
from pagequality.learned.promises.checks import Body, Delivery, check
from pagequality.learned.promises.kinds import KINDS
from pagequality.learned.promises.lexicon import split
from pagequality.learned.promises.model import row_of
from pagequality.page.memo import once
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from pagequality.learned.promises.kinds import HeadlinePromise
    from pagequality.learned.promises.lexicon import Words
    from pagequality.page.page import Page
    from pagequality.text.arrays import Floats
    from pagequality.text.tokens import Tokens

JUDGED: Final = frozenset(("ok", "thin", "listing"))
"""States of a page of which something is said: of the others the body is not to be had."""


class Promised(NamedTuple):
    """What a page's headline promises, what became of it, and what the forest reads of it.

    ``row`` is None where nothing is promised, or the body is not to be had.
    """

    promises: tuple[HeadlinePromise, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    row: Floats | None = None


@once
def page_words(page: Page) -> Words:
    """The page's headline, or its title where it has none, as words with what they promise."""
    return split(page.headline or page.title)


def compared(page: Page, headline: str) -> Promised:
    """Compare a page with any headline."""
    return _compared(page, split(headline), tokenise(headline))


@once
def promised(page: Page) -> Promised:
    """Compare a page with its own headline, or its title where it has none.

    >>> page = read("<h1>5 ways to roast beans</h1><p>" + "Roast them slowly in a hot pan. " * 9)
    >>> [one.found for one in promised(page).deliveries if one.promise.kind == "items"]
    ['promises 5 items, 0 found']
    """
    return _compared(page, page_words(page), page.headline_tokens)


def _compared(page: Page, words: Words, tokens: Tokens) -> Promised:
    if not words.lower or not len(tokens):
        return Promised()
    kinds = page.models.promises.kinds
    chances = kinds.of(words)
    promises = kinds.promises(words, chances)
    if not promises or page.state.name not in JUDGED:
        return Promised(promises)
    measured = body_measures(page, tokens)
    if measured is None:
        return Promised(promises)
    body = Body.of(page, measured)
    deliveries = tuple(check(promise, body) for promise in promises)
    said = {one.promise.kind: one.kept for one in deliveries}
    kept = np.array([said.get(kind, np.nan) for kind in KINDS if kind != "label"])
    return Promised(promises, deliveries, row_of(chances, measured, kept))
