"""A page to learn its main content from, as the network's trainer takes it; no PyTorch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.learned.main_content_gold import block_words, label, words
from models.learned.main_content_marked import Marked, marks_of
from pagequality.learned.main_content.features import measure
from pagequality.learned.main_content.network import MainContentModel
from pagequality.reading import read

if TYPE_CHECKING:
    from models.learned.main_content_gold import Gold
    from pagequality.learned.main_content.features import PageFeatures
    from pagequality.learned.models import Models
    from pagequality.page.page import Page
    from pagequality.text.arrays import Array, Flags, Floats

TYPES: Final = (
    "article", "service", "product", "collection", "forum", "listing", "documentation",
)  # fmt: skip
TURNS: Final = 3
"""How often an epoch shows a page whose blocks are marked: they are few, and of other kinds."""


@dataclass(frozen=True, eq=False)
class Example:
    """A page to learn from: its shape, and how much of each block the gold text holds.

    ``labels`` are the class and id words of the holders. ``words``, ``share`` and ``hidden``
    have one entry a block; a block of which nothing is known has no words. ``gold_words``
    counts the gold text. ``page_type`` may be empty, if it is not known; ``turns`` tells how
    often an epoch shows the page.
    """

    shape: PageFeatures
    labels: tuple[str, ...]
    words: Floats
    share: Floats
    hidden: Flags
    gold_words: int
    page_type: str
    turns: int = 1

    @property
    def usable(self) -> bool:
        """Whether the page's blocks hold enough of the gold text to learn from.

        Pages without gold text are left out: few and short, they would teach that a short
        page has no content.
        """
        return bool(self.words @ self.share > 0.3 * self.gold_words)

    @property
    def shown(self) -> float:
        """How much of the visible words the gold text is, 1 at most; unknown without any."""
        visible = self.words[~self.hidden].sum()
        return min(self.gold_words / visible, 1.0) if visible else np.nan


class Undecided(MainContentModel):
    """Judges no block: a page is read with it up to its blocks."""

    def score(self, shape: PageFeatures) -> tuple[Array, str]:
        """Call no block main content, and the page of no type."""
        return np.full(shape.blocks.shape[1], -np.inf), ""


UNDECIDED: Final = Undecided(
    {"stem": np.zeros((0, 0), np.float32), "share": np.zeros(4, np.float32)}, (), ()
)


def blocks_of(row: Gold | Marked, models: Models) -> Page:
    """Read a page up to its blocks; none of them is judged."""
    return read(row.html, url=row.url, models=replace(models, main_content=UNDECIDED))


def example(page: Page, stored: Gold | Marked) -> Example:
    """Measure and label a page."""
    known = marked(page, stored) if isinstance(stored, Marked) else aligned(page, stored)
    return Example(
        shape=measure(page.table, page.tokens, page.first_word, book=UNDECIDED.book),
        labels=tuple(holder[1] for holder in page.table.containers),
        hidden=page.table.hidden,
        **known,
    )


def aligned(page: Page, stored: Gold) -> dict[str, Any]:
    """Return what the gold text tells of the blocks of a page."""
    held, sizes = label(page, stored.text)
    return {
        "words": sizes.astype(float),
        "share": held / np.maximum(sizes, 1),
        "gold_words": len(words(stored.text)),
        "page_type": stored.page_type,
    }


def marked(page: Page, stored: Marked) -> dict[str, Any]:
    """Return what the marks tell of the blocks of a page."""
    marks = marks_of(page, stored)
    sizes = np.array([len(block) for block in block_words(page)], float)
    sizes[np.isnan(marks)] = 0
    share = np.nan_to_num(marks)
    return {
        "words": sizes,
        "share": share,
        "gold_words": int(sizes @ share),
        "page_type": "",
        "turns": TURNS,
    }
