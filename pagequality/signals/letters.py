"""Letters: words written so that machines read something else than people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, Signal, percent, share
from pagequality.text import lookalikes

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags


@once
def _disguised(page: Page) -> Flags:
    return lookalikes.disguised(page.tokens)


def lookalike_letters(page: Page) -> float:
    """Share of the main words in which letters of another script stand for Latin ones.

    A "bеst" with a Cyrillic "е" slips past filters of words, and past everybody who searches.
    Words of the other script do not count. Source: Gabrilovich and Gontmakher 2002, "The
    homograph attack".

    >>> lookalike_letters(read_text("The bеst beans grow in May"))
    0.167
    >>> lookalike_letters(read(""))
    nan
    """
    found = np.count_nonzero(_disguised(page) & page.is_main_word)
    return round(share(int(found), len(page.main_words)), 3)


def disguised_words(page: Page) -> tuple[Evidence, ...]:
    """Quote sentences with disguised words."""
    starts, ends = page.sentences
    places = page.tokens.start[_disguised(page) & page.is_main_word]
    holding = np.unique(np.searchsorted(starts, places, side="right") - 1)[: quotes.MOST]
    return tuple(
        quotes.of_span(page, (int(starts[i]), int(ends[i])), "look-alike letters") for i in holding
    )


SIGNALS: Final = (
    Signal(
        lookalike_letters,
        0,
        1,
        "Gabrilovich and Gontmakher 2002",
        "letters that only look like those of its words",
        disguised_words,
        speaks=ACCUSE,
        unit=percent("words"),
    ),
)
