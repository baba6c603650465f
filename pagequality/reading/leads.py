"""What leads to other pages: blocks that are links, texts below them, and boxes of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.blocks import LOWER_HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pagequality.reading.comments import Spans
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags

LONGEST_STORY: Final = 70
"""So many words has a teaser at most."""
_FEWEST_STORIES: Final = 3
_SHORTEST: Final = 8
_ITEMS: Final = frozenset(("dt", "li", "td", "p", "div"))
_BLURB: Final = 10
_LARGEST_BOX, _LINK_SHARE = 30, 8
_BOX_SHARE: Final = 0.4
"""So much of what looks like content a box may hold."""


def linked(walk: Walk, blocks: Iterable[int], flags: Flags) -> list[int]:
    """Those of some blocks that lead to other pages from end to end, if there are several."""
    rows, texts = walk.rows, walk.texts
    linked = [
        block for block in blocks
        if rows[block][2] * 10 >= len(texts[block]) * 9 >= _SHORTEST * 9 and flags[block]
    ]  # fmt: skip
    if len(linked) < _FEWEST_STORIES:
        return []
    away = {block for href, _, block in walk.links if not href.startswith("#")}
    linked = [block for block in linked if block in away]
    return linked if len(linked) >= _FEWEST_STORIES else []


def near(flags: Flags) -> Flags:
    """What looks like content, or stands right above it as a heading does."""
    return flags | np.append(flags[1:], np.False_)


def items(walk: Walk, start: int, end: int | None = None) -> list[int]:
    """Terms, items, cells and lines that begin with a link and have a text behind it."""
    tags, rows, texts = walk.tags, walk.rows, walk.texts
    return [
        block for block in range(start, len(tags) - 1 if end is None else end)
        if tags[block] in _ITEMS and rows[block][2]
        and len(texts[block + 1]) >= _BLURB and rows[block + 1][2] * 2 < len(texts[block + 1])
    ]  # fmt: skip


def small(spans: Spans, above: Sequence[int]) -> Spans:
    """Those that hold little of what looks like content."""
    most = _BOX_SHARE * above[-1]
    return [(first, last) for first, last in spans if 0 < above[last] - above[first] <= most]


def leads(walk: Walk, first: int, last: int, *, least: int = 2) -> bool:
    """Whether so many blocks of a box, and every second one, lead to another page."""
    if last - first > _LARGEST_BOX:
        return False
    rows, texts = walk.rows, walk.texts
    linked = sum(rows[block][2] * _LINK_SHARE >= len(texts[block]) for block in range(first, last))
    told = sum(walk.tags[block] not in LOWER_HEADINGS for block in range(first, last))
    return linked >= least and linked * 2 >= told
