"""Which blocks are the main content of a page, and how much of what it shows that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.learned.main_content.containers import first_alike
from pagequality.learned.main_content.features import measure
from pagequality.learned.odds import sigmoids

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.learned.main_content.features import PageFeatures
    from pagequality.learned.main_content.network import MainContentModel
    from pagequality.page.blocks import BlockTable
    from pagequality.text.arrays import Flags, Floats, Ints
    from pagequality.text.tokens import Tokens

_EVEN = 0.5
_LONG: Final = 12
"""A block of so many words that the content already holds is a copy of it."""
BESIDE: Final = 0.1
"""How likely content is at most that a rule takes for a comment or another story."""
_NEXT_TO_NOTHING: Final = 40
_FAR_MORE: Final = 3
"""Content is taken for shown where so few words of it are, and so many times more are hidden."""


class MainContent(NamedTuple):
    """What is main content, for each block, and the page's type.

    ``share`` estimates how much of the visible words is main content, unknown without any.
    """

    probability: Floats
    is_main: Flags
    share: float
    page_type: str


def find(
    model: MainContentModel,
    table: BlockTable,
    tokens: Tokens,
    *,
    first_word: Ints,
    beside: Callable[[Flags, str], list[int]] | None = None,
) -> MainContent:
    """Tell the main content from the rest, and name the page's type.

    Text that was found outside the tree, in structured data, is main content: nothing
    else is looked for there. What stands on the page twice, say for small screens, or
    quoted in an answer, is main content once. ``beside`` is told what looks like content and
    the page's type, and names the blocks that are not: comments, and other stories.
    """
    if not len(table):
        return MainContent(np.zeros(0), np.zeros(0, bool), np.nan, "")
    shape = measure(table, tokens, first_word, book=model.book)
    score, page_type = model.score(shape)
    probability = sigmoids(score.astype(np.float64))
    outside = max((last for _, _, _, _, last in table.containers), default=0)
    probability[outside:] = 1.0
    if beside is not None and (others := beside(probability > _EVEN, page_type)):
        probability[others] = np.minimum(probability[others], BESIDE)
    is_main, traits = decide(probability, shape, table.hidden)
    base, held, expected, doubt = model.weights["share"].tolist()
    share = base + held * traits[0] + expected * traits[1] + doubt * traits[2]
    return MainContent(probability, is_main, min(max(share, 0.0), 1.0), page_type)


def decide(
    probability: Floats, shape: PageFeatures, hidden: Flags
) -> tuple[Flags, tuple[float, float, float]]:
    """Decide on each block; return that and what the share is estimated from.

    That is the content's words, the words that are expected to be content, and how much is
    in doubt: the first two against the visible words, content that is folded away included,
    since a reader unfolds it; the third against all words.
    """
    words = shape.first_word[1:] - shape.first_word[:-1]
    is_main = probability > _EVEN
    if hidden.any():
        is_main = _seen(is_main, hidden, words)
        hidden = hidden & ~is_main
    expected = words * np.where(hidden, 0.0, probability)
    doubt = float(expected.sum() - expected @ probability) / max(int(words.sum()), 1)
    copies = _copies(shape.alike, np.flatnonzero(is_main & (words >= _LONG)))
    is_main[copies] = False
    expected[copies] = 0
    visible = int(words @ ~hidden)
    if not visible:
        return is_main, (np.nan, np.nan, np.nan)
    held, hoped = float(words @ is_main), float(expected.sum())
    return is_main, (min(held / visible, 1.0), min(hoped / visible, 1.0), doubt)


def _seen(is_main: Flags, hidden: Flags, words: Ints) -> Flags:
    """Leave out hidden content, unless it is nearly all there is: then a script shows it."""
    shown = is_main & ~hidden
    seen, unseen = int(words @ shown), int(words @ (is_main & hidden))
    return is_main if seen < _NEXT_TO_NOTHING and seen * _FAR_MORE < unseen else shown


def _copies(alike: Ints, blocks: Ints) -> Ints:
    """Return those of some blocks that hold the same words as an earlier one of them."""
    first = alike.take(blocks)
    if (first == blocks).all():
        return blocks[:0]
    repeated: Ints = blocks[first_alike(first) != np.arange(len(blocks))]
    return repeated
