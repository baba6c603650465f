"""Which blocks are the main content of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pagequality.additive import sigmoid
from pagequality.classifiers.block_features import measure
from pagequality.classifiers.blocks import default_model

if TYPE_CHECKING:
    from pagequality.parts import BlockTable, Flags, Floats
    from pagequality.text import Ints, Tokens

_EVEN = 0.5


class MainContent(NamedTuple):
    """For each block the probability of being main content and the decision; the page's type."""

    probability: Floats
    is_main: Flags
    page_type: str


def find(table: BlockTable, tokens: Tokens, first_word: Ints) -> MainContent:
    """Tell the main content from the rest, and name the page's type.

    Text that was found outside the tree, in structured data, is main content: nothing
    else is looked for there.
    """
    if not len(table):
        return MainContent(np.zeros(0), np.zeros(0, bool), "")
    model = default_model()
    score, page_type = model.score(measure(table, tokens, first_word, book=model.book))
    probability = sigmoid(score.astype(np.float64))
    outside = max((last for _, _, _, _, last in table.containers), default=0)
    probability[outside:] = 1.0
    return MainContent(probability, probability > _EVEN, page_type)
