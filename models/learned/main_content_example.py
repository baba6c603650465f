"""A page to learn its main content from, as the network's trainer takes it; no PyTorch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from models.learned.main_content_gold import Gold, label, words
from pagequality.learned.main_content.features import measure
from pagequality.learned.main_content.network import MainContentModel
from pagequality.reading import read

if TYPE_CHECKING:
    from pagequality.learned.main_content.features import PageFeatures
    from pagequality.learned.models import Models
    from pagequality.page.page import Page
    from pagequality.text.arrays import Array, Flags, Floats

TYPES: Final = (
    "article", "service", "product", "collection", "forum", "listing", "documentation",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Example:
    """A page to learn from: its shape, and how much of each block the gold text holds.

    ``labels`` are the class and id words of the holders. ``words``, ``share`` and ``hidden``
    have one entry a block; ``gold_words`` counts the gold text.
    """

    shape: PageFeatures
    labels: tuple[str, ...]
    words: Floats
    share: Floats
    hidden: Flags
    gold_words: int
    page_type: str

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


def blocks_of(row: Gold, models: Models) -> Page:
    """Read a page up to its blocks; none of them is judged."""
    return read(row.html, url=row.url, models=replace(models, main_content=UNDECIDED))


def example(page: Page, stored: Gold) -> Example:
    """Measure and label a page."""
    held, sizes = label(page, stored.text)
    return Example(
        shape=measure(page.table, page.tokens, page.first_word, book=UNDECIDED.book),
        labels=tuple(holder[1] for holder in page.table.containers),
        words=sizes.astype(float),
        share=held / np.maximum(sizes, 1),
        hidden=page.table.hidden,
        gold_words=len(words(stored.text)),
        page_type=stored.page_type,
    )
