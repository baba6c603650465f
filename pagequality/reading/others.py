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
_SHORTEST: Final = 8
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?(?:$|[\s_-](?:list|section|area|thread|block|wrap|container|body|"
    r"content|box|form|feed|tree|inner|main|view|template|holder)s?)|comments?list|commentary-list|"
    r"disqus\S*|respond|comment-\d+|livefyre|commentssection)(?=$|[\s_-])"
)
_NONE = re.compile(r"no-?comments|comments?-(?:open|closed|off|link|count|number|icon|meta)")
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
    spans = _commented(walk, is_main, above)
    if kind == "article":
        spans += _headed(walk, is_main, above)
    if kind in _STORIES:
        spans += _streams(walk, is_main, above)
    return sorted({block for first, last in spans for block in range(first, last)})


def _commented(walk: Walk, is_main: Flags, above: Ints) -> list[tuple[int, int]]:
    """Elements whose class words say that they hold comments."""
    found = []
    for tag, label, _, first, last in walk.containers:
        if ("omment" in label or "respon" in label or "disqus" in label) and above[first] >= (
            _FEWEST_WORDS
        ):
            small = label.lower()
            if tag not in ("html", "body") and _COMMENTS.search(small) and not _NONE.search(small):
                found.append((first, last))
    return found


def _headed(walk: Walk, is_main: Flags, above: Ints) -> list[tuple[int, int]]:
    """What follows a heading that announces comments, to the end of the element around it."""
    found = []
    for block in np.flatnonzero(above[:-1] >= _FEWEST_WORDS).tolist():
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
    return [min(holders)[1:]] if holders else []
