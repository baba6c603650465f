"""Witness: which sentences are the writer's own account, and nobody else's.

Who praises goods for a share of the price says "I" as well, and so do thanks in a box of a firm.
That is measured as it stands, for whoever reads knows no better; but nobody is praised for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.memo import once
from pagequality.signals.adverts import sells

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags

_OTHERS: Final = frozenset(("blockquote", "form", "aside"))
_BOXES: Final = re.compile(r"testimonial|review|feedback|advert|sponsor|promo", re.IGNORECASE)
_PART: Final = 0.5
"""What holds a larger part of the content is no box in it, whatever it is called."""


@once
def by_the_writer(page: Page) -> Flags:
    """Which sentences of the content the writer answers for; none on a page that sells.

    >>> from pagequality.reading import read
    >>> beans = "<p>" + "I water my beans. " * 6
    >>> by_the_writer(read(f"{beans}<blockquote>I love your beans.</blockquote>")).tolist()
    [True, True, True, True, True, True, False]
    """
    if sells(page):
        return np.zeros(len(page.sentence_block), bool)
    own, words = page.is_main.copy(), page.block_words * page.is_main
    for tag, name, _, first, last in page.table.containers:
        boxed = tag in _OTHERS or _BOXES.search(name)
        if boxed and words[first:last].sum() <= _PART * words.sum():
            own[first:last] = False
    writer: Flags = own[page.sentence_block]
    return writer
