"""What stands below a story and is none of it: readers' comments, and other stories."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.reading.headline import key, phrases

if TYPE_CHECKING:
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags, Ints

_STORIES: Final = frozenset(("article", "documentation", "product"))
"""Types of pages whose subject is one thing; lists of stories are the content of others."""
_FEWEST_WORDS: Final = 80
"""So much content stands above comments and other stories."""
_FEWEST_STORIES: Final = 3
_LONGEST_STORY: Final = 70
_MOST_SHARE: Final = 0.5
_OWN_SHARE: Final = 0.8
_COMMENT_SHARES: Final = (0.4, 0.8)
"""So much of what looks like content may be comments: on any page, and on one that calls itself
an article. Where it is more, the page is a discussion."""
_ARTICLES: Final = ('Article"', '"BlogPosting"', '"Report"')
_SHORTEST: Final = 8
_MOST_ANNOUNCED: Final = 40
"""So many headings of comments are looked around in."""
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?(?:$|[\s_-](?:list|section|area|thread|block|wrap|container|body|"
    r"content|box|form|feed|tree|inner|main|view|template|holder)s?)|comments?list|commentary-list|"
    r"disqus\S*|respond|comment-\d+|livefyre|commentssection)(?=$|[\s_-])"
)
_NONE = re.compile(
    r"testimonial|review|no-?comments|comments?-(?:open|closed|off|link|count|number|icon|meta)"
)
_COUNTED = re.compile(
    r"(?:\d+|one|two|three|four|five|no) (?:\w+ )?(?:comments?|responses?|thoughts|replies)(?: (?:on|to|so far)\b.*)?"
)


def beside(walk: Walk, is_main: Flags, words: Ints, *, kind: str) -> list[int]:
    """Return blocks that look like content and are comments on it, or other stories.

    ``words`` are those of each block, ``kind`` is the page's type. In a forum, replies are the
    content; on a page that lists stories, the stories are.
    """
    above = np.concatenate([[0], np.cumsum(words * is_main)])
    if kind == "forum" or above[-1] < _FEWEST_WORDS:
        return []
    spans = _commented(walk, above)
    if kind == "article":
        spans += _headed(walk, above)
    spans = _unless_all(walk, spans, is_main * words)
    if kind in _STORIES:
        spans += _streams(walk, is_main, above)
    inside = np.zeros(len(is_main), bool)
    for first, last in spans:
        inside[first:last] = True
    return np.flatnonzero(inside).tolist()


def _unless_all(
    walk: Walk, spans: list[tuple[int, int]], main_words: Ints
) -> list[tuple[int, int]]:
    """Keep comments out, unless they are what the page is for."""
    if not spans:
        return spans
    inside = np.zeros(len(main_words), bool)
    for first, last in spans:
        inside[first:last] = True
    told = any(mark in data for data in walk.json_ld for mark in _ARTICLES) or any(
        meta.get("property") == "og:type" and meta.get("content") == "article"
        for meta in walk.metas
    )
    share = int(main_words @ inside) / max(int(main_words.sum()), 1)
    return spans if share <= _COMMENT_SHARES[told] else []


def _commented(walk: Walk, above: Ints) -> list[tuple[int, int]]:
    """Elements whose class words say that they hold comments."""
    found = []
    marked = [
        holder for holder in walk.containers
        if "omment" in holder[1] or "respon" in holder[1] or "disqus" in holder[1]
    ]  # fmt: skip
    for tag, label, _, first, last in marked:
        if above[first] >= _FEWEST_WORDS:
            small = label.lower()
            if tag not in ("html", "body") and _COMMENTS.search(small) and not _NONE.search(small):
                found.append((first, last))
    return found


def _headed(walk: Walk, above: Ints) -> list[tuple[int, int]]:
    """What follows a heading that announces comments, to the end of the element around it."""
    found: list[tuple[int, int]] = []
    for block in np.flatnonzero(above[:-1] >= _FEWEST_WORDS).tolist():
        if len(found) >= _MOST_ANNOUNCED:
            break
        if walk.tags[block] in _HEADINGS and len(walk.texts[block]) < 60:  # noqa: PLR2004 - a heading
            words = key(walk.texts[block])
            if words in phrases("comments") or _COUNTED.fullmatch(words):
                found.append((block, _end_around(walk, block)))
    return found


def _end_around(walk: Walk, block: int) -> int:
    """Where the innermost element ends that holds a block and what follows it."""
    ends = [
        (last - first, last)
        for _, _, _, first, last in walk.containers
        if first <= block and last > block + 1
    ]
    return min(ends)[1] if ends else block + 1


def _streams(walk: Walk, is_main: Flags, above: Ints) -> list[tuple[int, int]]:
    """Runs of headings that lead to other pages, each with a text, behind the story."""
    linked = [
        block
        for block in np.flatnonzero(is_main & (above[:-1] >= _FEWEST_WORDS)).tolist()
        if walk.tags[block] in _HEADINGS
        and walk.rows[block][2] * 10 >= len(walk.texts[block]) * 9 >= _SHORTEST * 9
    ]
    if len(linked) < _FEWEST_STORIES:
        return []
    away = {block for href, _, block in walk.links if not href.startswith("#")}
    linked = [block for block in linked if block in away]
    if len(linked) < _FEWEST_STORIES:
        return []
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
    apart = inside <= _LONGEST_STORY * len(linked) and inside <= _MOST_SHARE * total
    apart = apart and total - above[end] <= (1 - _OWN_SHARE) * total
    return [(start, end)] if apart and _is_over(walk, above, start) else []


def _is_over(walk: Walk, above: Ints, block: int) -> bool:
    """Whether the element that held the story has ended before a block."""
    return any(
        last <= block and above[last] - above[first] >= _OWN_SHARE * above[block]
        for _, _, _, first, last in walk.containers
    )
