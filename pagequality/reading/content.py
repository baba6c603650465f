"""Which blocks are the main content of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from pagequality.parts import BlockTable, Flags, Floats
    from pagequality.text import Ints, Tokens


class MainContent(NamedTuple):
    """For each block the probability of being main content and the decision; the page's type."""

    probability: Floats
    is_main: Flags
    page_type: str


def find(table: BlockTable, tokens: Tokens, first_word: Ints) -> MainContent:
    """Tell the main content from the rest."""
    words = np.diff(first_word)
    del tokens
    length = np.maximum(table.end - table.start, 1)
    linked = table.link_characters / length
    score = np.log1p(words) - 3.0 * linked - 1.5
    score += 2.0 * np.array([tag in ("h1", "h2") for tag in table.tag])
    outside = np.zeros(len(table) + 1)
    for tag, label, _, first, last in table.containers:
        if tag in ("nav", "footer", "aside") or "footer" in label or "comment" in label:
            outside[first] += 1
            outside[last] -= 1
    score -= 2.0 * (np.cumsum(outside)[:-1] > 0)
    probability = 1.0 / (1.0 + np.exp(-score))
    return MainContent(probability, (probability > 0.5) & ~table.hidden, "")  # noqa: PLR2004
