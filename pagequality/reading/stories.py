"""Other stories below or inside a page's own: teasers, lines and boxes that lead to them."""

from __future__ import annotations

import re
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.blocks import LOWER_HEADINGS
from pagequality.reading.leads import LONGEST_STORY, leads, small
from pagequality.reading.titles import key, phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.reading.comments import Spans
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags

    _Article = tuple[int, int, int]
    """Depth, first block, and the block behind the end."""

FEWEST_WORDS: Final = 80
"""So much content stands above comments and other stories."""
_STORY_WORDS: Final = 150
"""So much above other stories, where nothing says that the page is an article."""
_FEWEST_ARTICLES: Final = 2
_OWN_SHARE: Final = 0.8
_STORY_SHARES: Final = (0.5, 0.75)
"""So much of what looks like content may be other stories: on any page, and on one that calls
itself an article. Where it is more, the page is a list of stories."""
_TOPS: Final = frozenset(("h1", "h2", "h3"))
_FIRST: Final = frozenset(("h1",))
_LONG_NAME: Final = 3
"""So many words name one thing; fewer may be a site's name."""
_LONGEST_LINE, _BEGIN, _MOST_LINES = 200, 3, 30
_STORY_SHARE: Final = 0.6
"""So much of what looks like content is the page's own article, if others follow it."""
_NOTES = re.compile(r"note|refer|bibl|source|cit(?:e|ation)|glossary|toc|contents")


@cache
def _begins() -> frozenset[str]:
    """How lines begin that lead to other stories, to pass quickly over all others."""
    begins = {phrase[:_BEGIN] for phrase in phrases("stories")}
    return frozenset(form for one in begins for form in (one, one.capitalize(), one.upper()))


def lines(walk: Walk, above: Sequence[int], flags: Flags, *, told: bool) -> Spans:
    """Lines inside a story that lead to others, by their first words, and what a line announces."""
    spans: Spans = []
    for block in _beginning(walk, flags)[:_MOST_LINES]:
        text = walk.texts[block]
        more = text.partition(":")[2]
        if more and walk.rows[block][2] * 2 > len(text):
            spans.append((block, block + 1))
        elif told and not more and (walk.tags[block] in LOWER_HEADINGS or key(text) != "read more"):
            spans += _announced(walk, block)
    return small(spans, above)


def _beginning(walk: Walk, flags: Flags) -> list[int]:
    """Short blocks that begin as lines do that lead to other stories."""
    known, begins, texts = phrases("stories"), _begins(), walk.texts
    return [
        block for block in np.flatnonzero(flags).tolist()
        if len(texts[block]) <= _LONGEST_LINE and texts[block][:_BEGIN] in begins
        and key(texts[block].partition(":")[0]) in known
    ]  # fmt: skip


def _announced(walk: Walk, block: int) -> Spans:
    """From a line to the end of the largest box around it whose rest leads to other pages."""
    ends = [
        last for _, _, _, first, last in walk.containers
        if block <= first <= block + 1 < last and leads(walk, block + 1, last, least=1)
    ]  # fmt: skip
    return [(block, max(ends))] if ends else []


def asides(walk: Walk, above: Sequence[int]) -> Spans:
    """Boxes inside a story that lead to others; its notes and sources are none."""
    boxes = [
        (first, last) for tag, label, _, first, last in walk.containers
        if tag == "aside" and not _NOTES.search(label.lower()) and leads(walk, first, last)
    ]  # fmt: skip
    return small(boxes, above)


def behind(walk: Walk, above: Sequence[int], *, told: bool) -> Spans:
    """Articles behind the page's own one, which has its first heading and most of its words.

    Where nothing says that the page is an article, the title must name the own one, and those
    behind it must have a first heading of their own: then it need not be the longest.
    """
    articles = [holder[2:] for holder in walk.containers if holder[0] == "article"]
    if len(articles) < _FEWEST_ARTICLES:
        return []
    largest = _largest(walk, articles, above) if told else None
    found = _following(walk, articles, largest, tops=_TOPS)
    return found or _following(walk, articles, _named(walk, articles), tops=_FIRST)


def _largest(walk: Walk, articles: list[_Article], above: Sequence[int]) -> _Article | None:
    """The article that has the first heading and most of the words, if one has."""
    own = max(articles, key=lambda one: above[one[2]] - above[one[1]])
    _, start, end = own
    large = above[end] - above[start] >= _STORY_SHARE * above[-1]
    return own if large and "h1" in walk.tags[start:end] else None


def _named(walk: Walk, articles: list[_Article]) -> _Article | None:
    """The first of the articles, if its first heading is what the page is called."""
    own = min(articles, key=itemgetter(1))
    title = f" {key(walk.title)} "
    tops = (block for block in range(own[1], own[2]) if walk.tags[block] == "h1")
    top = key(walk.texts[next(tops, own[1])])
    return own if len(top.split()) >= _LONG_NAME and f" {top} " in title else None


def _following(
    walk: Walk, articles: list[_Article], own: _Article | None, *, tops: frozenset[str]
) -> Spans:
    """The articles behind one, beside it, that begin with such a heading."""
    return [
        (first, last) for level, first, last in articles
        if own and first >= own[2] and level == own[0]
        and not tops.isdisjoint(walk.tags[first : first + 2])
    ]  # fmt: skip


def stream(
    walk: Walk, linked: list[int], above: Sequence[int], *, told: bool, items: bool
) -> Spans:
    """The element that holds a run of teasers, if the story has ended before, and its heading."""
    first, last = linked[0], linked[-1]
    if above[first] < (FEWEST_WORDS if told else _STORY_WORDS):
        return []
    holders = [
        (end - start, start, end)
        for _, _, _, start, end in walk.containers
        if start <= first and end > last and above[start] >= FEWEST_WORDS
    ]
    if not holders:
        return []
    _, start, end = min(holders)
    inside, total = above[end] - above[start], above[-1]
    apart = inside <= LONGEST_STORY * len(linked) and inside <= _STORY_SHARES[told] * total
    apart = apart and total - above[end] <= (1 - _OWN_SHARE) * total
    headed = walk.tags[start - 1] in LOWER_HEADINGS
    named = headed and key(walk.texts[start - 1]) in phrases("widgets")
    over = _is_over(walk, above, start, tag="article" if items and not named else "")
    return [(start - headed, end)] if apart and over else []


def _is_over(walk: Walk, above: Sequence[int], block: int, *, tag: str = "") -> bool:
    """Whether the element that held the story, of a tag if one is given, ends before a block."""
    return any(
        last <= block
        and above[last] - above[first] >= _OWN_SHARE * above[block]
        and (name == tag or not tag)
        for name, _, _, first, last in walk.containers
    )
