"""Quotes: what of a page shows a signal. Finders take a page and return some evidence."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.page.page import Page

    Finder = Callable[[Page], tuple[Evidence, ...]]

MOST: Final = 4
"""So many quotes show a signal."""
LONGEST: Final = 240
"""Characters of a quote; a longer one is cut, with an ellipsis."""


def short(text: str) -> str:
    """Fold white space and cut what is too long for a quote.

    >>> short("Fresh  beans"), len(short("beans " * 99))
    ('Fresh beans', 240)
    """
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "\u2026"


def of_block(page: Page, block: int, kind: str) -> Evidence:
    """Quote a block."""
    text = page.text[page.table.start[block] : page.table.end[block]]
    return Evidence(short(text), kind, int(block), page.path(int(block)))


def of_span(page: Page, span: tuple[int, int], kind: str) -> Evidence:
    """Quote a span of characters."""
    start, end = span
    block = int(page.block_at(np.array([start]))[0])
    return Evidence(short(page.text[start:end]), kind, block, page.path(block))


@cache
def phrases(topic: str) -> Finder:
    """Return what quotes the sentences that hold phrases of a lexicon topic."""

    def find(page: Page) -> tuple[Evidence, ...]:
        matches = page.matches.of(page.matcher.number(topic))
        if not len(matches.start):
            return ()
        starts, ends = page.sentences
        holding = np.unique(np.searchsorted(starts, matches.start, side="right") - 1)
        holding = holding[holding >= 0][:MOST]
        return tuple(of_span(page, (int(starts[i]), int(ends[i])), topic) for i in holding)

    return find


def title(page: Page) -> tuple[Evidence, ...]:
    """Quote the title."""
    return (Evidence(short(page.title), "title", -1, ""),) if page.title else ()


def headings(page: Page) -> tuple[Evidence, ...]:
    """Quote the headings."""
    return tuple(of_block(page, int(block), "heading") for block in page.headings[:MOST])
