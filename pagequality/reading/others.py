"""What stands below a story and is none of it: readers' comments, and other stories."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.reading.headline import key, phrases

if TYPE_CHECKING:
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags, Ints

_MOST_ANNOUNCED: Final = 40
"""So many headings of comments are looked around in."""
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
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?(?:$|[\s_-](?:list|section|area|thread|block|wrap|container|body|"
    r"content|box|form|feed|tree|inner|main|view|template|holder)s?)|comments?list|commentary-list|"
    r"disqus\S*|respond|comment-\d+|livefyre|commentssection)(?=$|[\s_-])"
)
_MARKS: Final = ("omment", "respond", "isqus")
_NONE = re.compile(
    r"testimonial|review|no-?comments|comments?-(?:open|closed|off|link|count|number|icon|meta)"
)
_ANNOUNCING = re.compile(r"comment|repl|respon|thought|say|discuss|back", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:\d+|one|two|three|four|five|no) (?:\w+ )?(?:comments?|responses?|thoughts|replies)"
    r"(?: (?:on|to|so far)\b.*)?"
)


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
    spans, announced = _commented(walk, above), _announced(walk, headings)
    linked = _linked(walk, headings, flags) if len(headings) >= _FEWEST_STORIES else []
    if not (spans or announced or linked) or _says_forum(walk):
        return []
    told = _says_article(walk)
    if told or kind == "article":
        spans += [(block, _end_around(walk, block)) for block in announced]
    if not _are_little(spans, above, _COMMENT_SHARES[told]):
        spans = []
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


def _commented(walk: Walk, above: list[int]) -> list[tuple[int, int]]:
    """Elements whose class words say that they hold comments."""
    found: list[tuple[int, int]] = []
    labels = " ".join([holder[1] for holder in walk.containers])
    if not any(mark in labels for mark in _MARKS):
        return found
    one, two, three = _MARKS
    marked = [
        holder for holder in walk.containers
        if one in holder[1] or two in holder[1] or three in holder[1]
    ]  # fmt: skip
    for tag, label, _, first, last in marked:
        if above[first] >= _FEWEST_WORDS:
            small = label.lower()
            if tag not in ("html", "body") and _COMMENTS.search(small) and not _NONE.search(small):
                found.append((first, last))
    return found


def _announced(walk: Walk, headings: list[int]) -> list[int]:
    """The headings that announce comments."""
    found = []
    for block in headings:
        text = walk.texts[block]
        if len(text) < _BRIEF and _ANNOUNCING.search(text):
            words = key(text)
            if words in phrases("comments") or _COUNTED.fullmatch(words):
                found.append(block)
        if len(found) >= _MOST_ANNOUNCED:
            break
    return found


def _end_around(walk: Walk, block: int) -> int:
    """Where the innermost element ends that holds a block and what follows it."""
    ends = [
        (last - first, last)
        for _, _, _, first, last in walk.containers
        if first <= block and last > block + 1
    ]
    return min(ends)[1] if ends else block + 1


def _linked(walk: Walk, headings: list[int], flags: Flags) -> list[int]:
    """The headings in the content that lead to other pages, if there are several."""
    rows, texts = walk.rows, walk.texts
    linked = [
        block for block in headings
        if rows[block][2] * 10 >= len(texts[block]) * 9 >= _SHORTEST * 9 and flags[block]
    ]  # fmt: skip
    if len(linked) < _FEWEST_STORIES:
        return []
    away = {block for href, _, block in walk.links if not href.startswith("#")}
    linked = [block for block in linked if block in away]
    return linked if len(linked) >= _FEWEST_STORIES else []


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
    return [(start, end)] if apart and _is_over(walk, above, start) else []


def _is_over(walk: Walk, above: list[int], block: int) -> bool:
    """Whether the element that held the story has ended before a block."""
    return any(
        last <= block and above[last] - above[first] >= _OWN_SHARE * above[block]
        for _, _, _, first, last in walk.containers
    )
