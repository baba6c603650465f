"""Whether words, and the letters in them, stand in an order that English allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pagequality.learned.word_order.letters import surprise
from pagequality.page.memo import once
from pagequality.text.vocabulary import first_of_each

if TYPE_CHECKING:
    from pagequality.learned.word_order.model import Runs
    from pagequality.page.page import Page
    from pagequality.text.arrays import Floats32

_ENGLISH = frozenset(("", "en"))


@once
def order_of_runs(page: Page) -> Runs | None:
    """What the model says of some runs of the main content; nothing of other languages."""
    if page.language not in _ENGLISH or not len(page.main_words):
        return None
    return page.models.word_order.judge_words(page.tokens, page.is_main_word)


@once
def surprise_of_letters(page: Page) -> Floats32:
    """How surprising the letters of each different word of the main content are."""
    if page.language not in _ENGLISH:
        return np.zeros(0, np.float32)
    _, first = first_of_each(page.main_words)
    chosen = np.zeros(len(page.tokens), bool)
    chosen[page.main_places[first]] = True
    return surprise(page.models.word_order.letters, page.tokens, chosen)
