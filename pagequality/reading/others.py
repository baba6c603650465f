"""What stands below a story and is none of it: readers' comments, and other stories."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.reading.comments import announced, answered, commented, end_around
from pagequality.reading.headline import key, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pagequality.page.blocks import Holder
    from pagequality.reading.comments import Spans
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags, Ints

_STORIES: Final = frozenset(("article", "documentation", "product"))
"""Types of pages whose subject is one thing; lists of stories are the content of others."""
_LISTS: Final = frozenset(("listing", "collection"))
_FEWEST_WORDS: Final = 80
"""So much content stands above comments and other stories."""
_STORY_WORDS: Final = 150
"""So much above other stories, where nothing says that the page is an article."""
_FEWEST_STORIES: Final = 3
_LONGEST_STORY: Final = 70
_OWN_SHARE: Final = 0.8
_COMMENT_SHARES: Final = (0.4, 0.8)
_STORY_SHARES: Final = (0.5, 0.75)
"""So much of what looks like content may be comments, or other stories: on any page, and on one
that calls itself an article. Where it is more, the page is a discussion, or a list of stories."""
_FORUM = re.compile(r"forum|discussion|topic|thread|bbpress|phpbb|vanilla")
_FORUMS: Final = ('"DiscussionForumPosting"', '"QAPage"')
_ARTICLES: Final = ('Article"', '"BlogPosting"', '"Report"')
_SHORTEST: Final = 8
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
_TOPS: Final = frozenset(("h1", "h2", "h3"))
_APART: Final = frozenset(("aside", "article"))
_ITEMS: Final = frozenset(("dt", "li", "td", "p", "div"))
_BLURB: Final = 10
_LONGEST_LINE, _BEGIN, _MOST_LINES = 200, 3, 30
_LARGEST_BOX, _LINK_SHARE = 30, 8
_BOX_SHARE: Final = 0.4
_STORY_SHARE: Final = 0.6
"""So much of what looks like content is the page's own article, if others follow it."""
_NOTES = re.compile(r"note|refer|bibl|source|cit(?:e|ation)|glossary|toc|contents")


def beside(walk: Walk, flags: Flags, words: Ints, *, kind: str) -> list[int]:
    """Return blocks that look like content and are comments on it, or other stories.

    ``words`` are those of each block, ``kind`` is the page's type. In a forum, replies are the
    content; on a page that lists stories, the stories are.
    """
    if kind == "forum":
        return []
    sums = np.cumsum(words * flags)
    if not len(sums) or sums[-1] < _FEWEST_WORDS:
        return []
    above: list[int] = [0, *sums.tolist()]
    start = bisect_left(above, _FEWEST_WORDS)
    headings = [block for block in range(start, len(flags)) if walk.tags[block] in _HEADINGS]
    told = _says_article(walk)
    is_story = told or kind == "article"
    spans = commented(walk, above, _FEWEST_WORDS)
    if is_story:
        spans += [(block, end_around(walk, block)) for block in announced(walk, headings)]
        spans += answered(walk, start)
    if not _are_little(spans, above, _COMMENT_SHARES[told]):
        spans = []
    if kind not in _LISTS and (told or kind in _STORIES):
        linked, items = _linked(walk, headings, flags), False
        if is_story and not linked:
            linked, items = _linked(walk, _items(walk, start), flags), True
        spans += _stream(walk, linked, above, told=told, items=items) if linked else []
    if is_story and kind not in (*_LISTS, "documentation"):
        spans += _lines(walk, above, flags, told=told)
        spans += _asides_and_next(walk, above) if told else []
    if not spans or _says_forum(walk):
        return []
    blocks: list[int] = []
    end = 0
    for first, last in sorted(spans):
        blocks += range(max(first, end), last)
        end = max(end, last)
    return blocks


def _says_forum(walk: Walk) -> bool:
    """Whether the page calls itself a discussion."""
    whole = [label for tag, label, *_ in walk.containers[-2:] if tag in ("body", "html")]
    return any(_FORUM.search(label.lower()) for label in whole) or any(
        mark in data for data in walk.json_ld for mark in _FORUMS
    )


def _says_article(walk: Walk) -> bool:
    """Whether the page calls itself an article."""
    return any(mark in data for data in walk.json_ld for mark in _ARTICLES) or any(
        meta.get("property") == "og:type" and meta.get("content") == "article"
        for meta in walk.metas
    )


def _are_little(spans: Spans, above: Sequence[int], most: float) -> bool:
    """Whether comments are no more than a share of what looks like content."""
    inside, end = 0, 0
    for first, last in sorted(spans):
        inside += above[max(last, end)] - above[max(first, end)]
        end = max(last, end)
    return inside <= most * above[-1]


def _linked(walk: Walk, blocks: Iterable[int], flags: Flags) -> list[int]:
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


def _items(walk: Walk, start: int) -> list[int]:
    """Terms, items, cells and lines that begin with a link and have a text behind it."""
    tags, rows, texts = walk.tags, walk.rows, walk.texts
    return [
        block for block in range(start, len(tags) - 1)
        if tags[block] in _ITEMS and rows[block][2]
        and len(texts[block + 1]) >= _BLURB and rows[block + 1][2] * 2 < len(texts[block + 1])
    ]  # fmt: skip


@cache
def _begins() -> frozenset[str]:
    """How lines begin that lead to other stories, to pass quickly over all others."""
    begins = {phrase[:_BEGIN] for phrase in phrases("stories")}
    return frozenset(form for one in begins for form in (one, one.capitalize(), one.upper()))


def _lines(walk: Walk, above: Sequence[int], flags: Flags, *, told: bool) -> Spans:
    """Lines inside a story that lead to others, by their first words, and what a line announces."""
    known, begins, texts, rows = phrases("stories"), _begins(), walk.texts, walk.rows
    begun = [
        block for block in np.flatnonzero(flags).tolist()
        if texts[block][:_BEGIN] in begins and len(texts[block]) <= _LONGEST_LINE
        and key(texts[block].partition(":")[0]) in known
    ]  # fmt: skip
    found: Spans = []
    for block in begun[:_MOST_LINES]:
        text = texts[block]
        more = text.partition(":")[2]
        if more and rows[block][2] * 2 > len(text):
            found.append((block, block + 1))
        elif told and not more and (walk.tags[block] in _HEADINGS or key(text) != "read more"):
            held = [one[4] for one in walk.containers if block <= one[3] <= block + 1 < one[4]]
            held = [last for last in held if _leads(walk, block + 1, last, least=1)]
            found += [(block, max(held))] if held else []
    return _small(found, above)


def _asides_and_next(walk: Walk, above: Sequence[int]) -> Spans:
    """Boxes inside a story that lead to others, but its notes and sources; articles behind it."""
    held = [one for one in walk.containers if one[0] in _APART]
    asides = [
        (first, last) for tag, label, _, first, last in held
        if tag == "aside" and not _NOTES.search(label.lower()) and _leads(walk, first, last)
    ]  # fmt: skip
    articles = [one for one in held if one[0] == "article"]
    return _small(asides, above) + (_next(walk, articles, above) if len(articles) > 1 else [])


def _small(spans: Spans, above: Sequence[int]) -> Spans:
    """Those that hold little of what looks like content."""
    most = _BOX_SHARE * above[-1]
    return [(first, last) for first, last in spans if 0 < above[last] - above[first] <= most]


def _leads(walk: Walk, first: int, last: int, *, least: int = 2) -> bool:
    """Whether so many blocks of a box, and every second one, lead to another page."""
    if last - first > _LARGEST_BOX:
        return False
    rows, texts = walk.rows, walk.texts
    linked = sum(rows[block][2] * _LINK_SHARE >= len(texts[block]) for block in range(first, last))
    told = sum(walk.tags[block] not in _HEADINGS for block in range(first, last))
    return linked >= least and linked * 2 >= told


def _next(walk: Walk, articles: list[Holder], above: Sequence[int]) -> Spans:
    """Articles behind the page's own one, which has its first heading and most of its words."""
    _, _, depth, start, end = max(articles, key=lambda one: above[one[4]] - above[one[3]])
    if "h1" not in walk.tags[start:end] or above[end] - above[start] < _STORY_SHARE * above[-1]:
        return []
    return [
        (first, last) for _, _, level, first, last in articles
        if first >= end and level == depth and not _TOPS.isdisjoint(walk.tags[first : first + 2])
    ]  # fmt: skip


def _stream(
    walk: Walk, linked: list[int], above: Sequence[int], *, told: bool, items: bool
) -> Spans:
    """The element that holds a run of teasers, if the story has ended before, and its heading."""
    first, last = linked[0], linked[-1]
    if above[first] < (_FEWEST_WORDS if told else _STORY_WORDS):
        return []
    holders = [
        (end - start, start, end)
        for _, _, _, start, end in walk.containers
        if start <= first and end > last and above[start] >= _FEWEST_WORDS
    ]
    if not holders:
        return []
    _, start, end = min(holders)
    inside, total = above[end] - above[start], above[-1]
    apart = inside <= _LONGEST_STORY * len(linked) and inside <= _STORY_SHARES[told] * total
    apart = apart and total - above[end] <= (1 - _OWN_SHARE) * total
    headed = walk.tags[start - 1] in _HEADINGS
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
