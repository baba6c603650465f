"""Boxes that lead to other stories amid a page's own one, and rows of teasers above it.

A list that a story makes itself, with links and words of its own, is part of it. What only leads
away is told by the name of its element, or by links from end to end: those of a row of slides, or
those that hold whole sentences, as nobody links them but to tempt to read on.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.blocks import LOWER_HEADINGS
from pagequality.reading.leads import LONGEST_STORY, items, leads, linked, near, small
from pagequality.reading.titles import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.page.blocks import Holder
    from pagequality.reading.comments import Spans
    from pagequality.reading.names import Names
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags

_STORIES: Final = r"(?:posts?|stor(?:y|ies)|articles?|news|content|reads?)"
_NAMED = re.compile(
    rf"(?:^|[\s_-])(?:trending|most[_-]?(?:read|popular|viewed)|popular[_-]?{_STORIES}|"
    rf"more[_-]?(?:posts|stories|articles|news)|related(?:[_-]?{_STORIES})?|"
    rf"recommended[_-]?{_STORIES}|top[_-]?stories|latest[_-]?{_STORIES}|"
    r"read[_-]?(?:next|also)|also[_-]?read)(?=$|[\s_-])"
)
HINTS: Final = (
    "rending", "ost-", "ost_", "ostread", "ostRead", "opular", "tories", "news", "News", "elated",
    "ecommended", "rticles", "osts", "atest", "next", "Next", "also", "Also",
)  # fmt: skip
"""What every one of those names holds, to pass quickly over most pages."""
_SLIDES = re.compile(r"swiper|carousel|slick|splide|glide|flickity|(?:^|[\s_-])slider(?=$|[\s_-])")
_WIDEST: Final = frozenset(("html", "body", "main", "article"))
_MOST_BLOCKS, _FEWEST, _LABEL = 30, 3, 60
_SENTENCE: Final = 12
"""A block of so many words is no name of something."""
_END = re.compile(r"[.!?…][\"'”’]?(?:\s|\Z)")
_SHORTEST: Final = 8
_LONG_NAME: Final = 3
_MOST_ABOVE: Final = 0.5
"""So much of what looks like content may be teasers above a story."""


def amid(walk: Walk, names: Names, above: Sequence[int], *, flags: Flags) -> Spans:
    """Boxes of links to other stories, by their names and by what they hold."""
    found = [
        (first, last) for tag, _, _, first, last in names.called(_NAMED, HINTS)
        if tag not in _WIDEST and above[last] > above[first] and leads(walk, first, last)
        and not _has_text(walk, first, last)
    ]  # fmt: skip
    return small(found + _linked(walk, flags), above)


def _has_text(walk: Walk, first: int, last: int) -> bool:
    """Whether two paragraphs follow each other: teasers have one below each link."""
    told = [not walk.rows[block][2] and _is_long(walk, block) for block in range(first, last)]
    return any(one and two for one, two in pairwise(told))


def _linked(walk: Walk, flags: Flags) -> Spans:
    """Elements between two paragraphs whose blocks are links, but for a label above them."""
    blocks = np.flatnonzero(flags).tolist()
    if not any(_is_linked(walk, block) for block in blocks):
        return []
    prose = [block for block in blocks if _is_long(walk, block) and not _is_linked(walk, block)]
    whole = [_is_linked(walk, block) for block in range(len(walk.texts))]
    sums = [0, *np.cumsum(whole).tolist()]
    boxes = [
        holder for holder in walk.containers
        if sums[holder[4]] - sums[holder[3]] >= _FEWEST and holder[0] not in _WIDEST
        and holder[4] - holder[3] <= _MOST_BLOCKS and prose
        and prose[0] < holder[3] and holder[4] <= prose[-1] and _is_row(walk, holder, whole)
    ]  # fmt: skip
    if not boxes:
        return []
    home = _at_home(walk)
    return [
        (first, last) for _, _, _, first, last in boxes
        if len({home[block] for block in range(first, last) if block in home}) >= _FEWEST
    ]  # fmt: skip


def _is_linked(walk: Walk, block: int) -> bool:
    """Whether a block is a link from end to end."""
    length = len(walk.texts[block])
    return length >= _SHORTEST and walk.rows[block][2] * 10 >= length * 9


def _is_row(walk: Walk, holder: Holder, whole: Sequence[bool]) -> bool:
    """Whether an element holds slides, or sentences, that are links, and hardly anything else."""
    _, label, _, first, last = holder
    if not whole[first]:
        if len(walk.texts[first]) > _LABEL:
            return False
        first += 1
    if not all(whole[first:last]):
        return False
    sentences = all(
        _is_long(walk, block) and _END.search(walk.texts[block]) for block in range(first, last)
    )
    return sentences or bool(_SLIDES.search(label.lower()))


def _is_long(walk: Walk, block: int) -> bool:
    """Whether a block has as many words as a sentence."""
    return walk.texts[block].count(" ") >= _SENTENCE - 1


def _at_home(walk: Walk) -> dict[int, str]:
    """The blocks with a link to another page of the same site, and where it leads."""
    host = walk.canonical.split("/")[2] if "//" in walk.canonical else ""
    return {
        block: href for href, _, block in walk.links
        if not href.startswith("#") and ("//" not in href or (host and host in href))
    }  # fmt: skip


def ahead(walk: Walk, above: Sequence[int], flags: Flags) -> Spans:
    """The element above the story's heading that holds a row of teasers, linked headings or lines.

    The heading is the one that the title names.
    """
    title = f" {key(walk.title)} "
    tops = (
        block for block in np.flatnonzero(flags).tolist()
        if walk.tags[block] == "h1" and _names(walk.texts[block], title)
    )  # fmt: skip
    top = next(tops, 0)
    if not above[top]:
        return []
    headings = [block for block in range(top) if walk.tags[block] in LOWER_HEADINGS]
    looking = near(flags)
    away = linked(walk, headings, looking) or linked(walk, items(walk, 0, top), looking)
    holders = [
        (end - start, start, end) for _, _, _, start, end in walk.containers
        if away and start <= away[0] and away[-1] < end <= top
    ]  # fmt: skip
    if not holders:
        return []
    _, start, end = min(holders)
    inside = above[end] - above[start]
    few = inside <= LONGEST_STORY * len(away) and inside <= _MOST_ABOVE * above[-1]
    return [(start, end)] if few else []


def _names(text: str, title: str) -> bool:
    """Whether a heading is what the page is called, and no site's name."""
    words = key(text)
    return words.count(" ") >= _LONG_NAME - 1 and f" {words} " in title
