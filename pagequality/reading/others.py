"""What stands below a story and is none of it: readers' comments, and other stories."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.reading.comments import announced as announcing
from pagequality.reading.comments import answered, commented, end_around
from pagequality.reading.headline import key, phrases

if TYPE_CHECKING:
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
_SHORTEST, _BRIEF = 8, 60
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
_TOPS: Final = frozenset(("h1", "h2", "h3"))
_ROWS: Final = frozenset(("dt", "li", "td"))
_LONGEST_LINE, _LARGEST_BOX, _BOX_SHARE = 200, 30, 0.4
_STORY_SHARE: Final = 0.6
"""So much of what looks like content is the page's own article, if others follow it."""
_NOTES = re.compile(r"note|refer|bibl|source|cit(?:e|ation)|glossary|toc|contents")
_WORD_END = re.compile(r"\W")


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
    spans, announced = commented(walk, above, _FEWEST_WORDS), announcing(walk, headings)
    answers, linked = answered(walk, start), _linked(walk, headings, flags, start)
    boxes = _boxes(walk, above, flags) + _next(walk, above)
    if not (spans or announced or answers or linked or boxes) or _says_forum(walk):
        return []
    told = _says_article(walk)
    if told or kind == "article":
        spans += [(block, end_around(walk, block)) for block in announced] + answers
    if not _are_little(spans, above, _COMMENT_SHARES[told]):
        spans = []
    if (told or kind == "article") and kind not in _LISTS:
        spans += boxes
    least = _FEWEST_WORDS if told else _STORY_WORDS
    if linked and above[linked[0]] >= least and (told or kind in _STORIES) and kind not in _LISTS:
        spans += _stream(walk, linked, above, most=_STORY_SHARES[told])
    return sorted({block for first, last in spans for block in range(first, last)})


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


def _are_little(spans: list[tuple[int, int]], above: list[int], most: float) -> bool:
    """Whether comments are no more than a share of what looks like content."""
    inside, end = 0, 0
    for first, last in sorted(spans):
        inside += above[max(last, end)] - above[max(first, end)]
        end = max(last, end)
    return inside <= most * above[-1]


def _linked(walk: Walk, headings: list[int], flags: Flags, start: int) -> list[int]:
    """The headings in the content that lead to other pages, if there are several.

    Where there are none, terms, items and cells will do that have a text or a date behind them.
    """
    if len(headings) >= _FEWEST_STORIES and (found := _leading(walk, headings, flags)):
        return found
    tags, rows, texts = walk.tags, walk.rows, walk.texts
    return _leading(walk, [
        block for block in range(start, len(tags) - 1)
        if tags[block] in _ROWS and rows[block][2] and not rows[block + 1][2] * 2 > len(texts[block + 1])
    ], flags)  # fmt: skip


def _leading(walk: Walk, blocks: list[int], flags: Flags) -> list[int]:
    """Those of some blocks that are links to other pages from end to end, if there are several."""
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


def _boxes(walk: Walk, above: list[int], flags: Flags) -> list[tuple[int, int]]:
    """Lines and boxes inside a story that lead to others: asides, and what a phrase announces."""
    known, texts, rows = phrases("stories"), walk.texts, walk.rows
    firsts = {phrase.partition(" ")[0] for phrase in known}
    found = [
        holder[3:] for holder in walk.containers
        if holder[0] == "aside" and not _NOTES.search(holder[1].lower())
        and _leads(walk, holder[3], holder[4])
    ]  # fmt: skip
    for block in np.flatnonzero(flags).tolist():
        text = texts[block]
        if len(text) > _LONGEST_LINE or _WORD_END.split(text[:12], 1)[0].lower() not in firsts:
            continue
        if key(text.partition(":")[0]) not in known:
            continue
        if rows[block][2] * 2 > len(text):
            found.append((block, block + 1))
            continue
        held = [one[3:] for one in walk.containers if block <= one[3] <= block + 1 < one[4]]
        held = [(first, last) for first, last in held if _leads(walk, block + 1, last)]
        if held and len(text) < _BRIEF:
            found.append((block, max(last for _, last in held)))
    most = _BOX_SHARE * above[-1]
    return [(first, last) for first, last in found if above[last] - above[first] <= most]


def _leads(walk: Walk, first: int, last: int) -> bool:
    """Whether every second block of a box, at least, leads to another page."""
    blocks = [block for block in range(first, last) if walk.tags[block] not in _HEADINGS]
    linked = sum(walk.rows[block][1] > 0 for block in range(first, last))
    return 0 < last - first <= _LARGEST_BOX and linked * 2 >= max(len(blocks), 2)


def _next(walk: Walk, above: list[int]) -> list[tuple[int, int]]:
    """Articles behind the page's own one, which has its first heading and most of its words."""
    articles = [
        one for one in walk.containers if one[0] == "article" and above[one[4]] > above[one[3]]
    ]
    if len(articles) < 2:
        return []
    _, _, depth, start, end = max(articles, key=lambda one: above[one[4]] - above[one[3]])
    if "h1" not in walk.tags[start:end] or above[end] - above[start] < _STORY_SHARE * above[-1]:
        return []
    return [
        (first, last) for _, _, level, first, last in articles
        if first >= end and level == depth and not _TOPS.isdisjoint(walk.tags[first : first + 2])
    ]  # fmt: skip


def _stream(
    walk: Walk, linked: list[int], above: list[int], *, most: float
) -> list[tuple[int, int]]:
    """A run of headings that lead to other pages, each with a text, behind the story."""
    first, last = linked[0], linked[-1]
    holders = [
        (end - start, start, end)
        for _, _, _, start, end in walk.containers
        if start <= first and end > last and above[start] >= _FEWEST_WORDS
    ]
    if not holders:
        return []
    _, start, end = min(holders)
    inside, total = above[end] - above[start], above[-1]
    apart = inside <= _LONGEST_STORY * len(linked) and inside <= most * total
    apart = apart and total - above[end] <= (1 - _OWN_SHARE) * total
    if not (apart and _is_over(walk, above, start)):
        return []
    return [(start - (walk.tags[start - 1] in _HEADINGS), end)]


def _is_over(walk: Walk, above: list[int], block: int) -> bool:
    """Whether the element that held the story has ended before a block."""
    return any(
        last <= block and above[last] - above[first] >= _OWN_SHARE * above[block]
        for _, _, _, first, last in walk.containers
    )
