"""What stands below a story and is none of it: readers' comments, and other stories."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.reading import stories
from pagequality.reading.comments import announced, answered, commented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.reading.comments import Spans
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags, Ints

_STORIES: Final = frozenset(("article", "documentation", "product"))
"""Types of pages whose subject is one thing; lists of stories are the content of others."""
_LISTS: Final = frozenset(("listing", "collection"))
_COMMENT_SHARES: Final = (0.4, 0.8)
"""So much of what looks like content may be comments: on any page, and on one that calls itself
an article. Where it is more, the page is a discussion."""
_FORUM = re.compile(r"forum|discussion|topic|thread|bbpress|phpbb|vanilla")
_FORUMS: Final = ('"DiscussionForumPosting"', '"QAPage"')
_ARTICLES: Final = ('Article"', '"BlogPosting"', '"Report"')


def beside(walk: Walk, flags: Flags, words: Ints, *, kind: str) -> list[int]:
    """Return blocks that look like content and are comments on it, or other stories.

    ``words`` are those of each block, ``kind`` is the page's type. In a forum, replies are the
    content; on a page that lists stories, the stories are.
    """
    if kind == "forum":
        return []
    sums = np.cumsum(words * flags)
    if not len(sums) or sums[-1] < stories.FEWEST_WORDS:
        return []
    above: list[int] = [0, *sums.tolist()]
    start = bisect_left(above, stories.FEWEST_WORDS)
    headings = [block for block in range(start, len(flags)) if walk.tags[block] in stories.HEADINGS]
    told = _says_article(walk)
    is_story = told or kind == "article"
    spans = commented(walk, above, stories.FEWEST_WORDS)
    if is_story:
        spans += announced(walk, headings)
        spans += answered(walk, start)
    if not _are_little(spans, above, _COMMENT_SHARES[told]):
        spans = []
    if kind not in _LISTS and (told or kind in _STORIES):
        linked, items = stories.linked(walk, headings, flags), False
        if is_story and not linked:
            linked, items = stories.linked(walk, stories.items(walk, start), flags), True
        spans += stories.stream(walk, linked, above, told=told, items=items) if linked else []
    if is_story and kind not in (*_LISTS, "documentation"):
        spans += stories.lines(walk, above, flags, told=told)
        spans += stories.asides(walk, above) + stories.behind(walk, above) if told else []
    return _blocks_of(spans) if spans and not _says_forum(walk) else []


def _blocks_of(spans: Spans) -> list[int]:
    """Return the blocks of spans, each once, in order."""
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
