"""What stands around a story and is none of it: comments, other stories, and the template's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.page.blocks import LOWER_HEADINGS
from pagequality.reading import boxes, cells, comments, furniture, leads, scraps, stories
from pagequality.reading.comments import announced, answered, commented, plain
from pagequality.reading.names import Hints, Names

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
_WHOLE: Final = 0.9
"""So much of what looks like content is all of it."""
_FORUM = re.compile(r"forum|discussion|topic|thread|bbpress|phpbb|vanilla")
_FORUMS: Final = ('"DiscussionForumPosting"', '"QAPage"')
_ARTICLES: Final = ('Article"', '"BlogPosting"', '"Report"')
_ARTICLE_ITEMS: Final = ("Article", "BlogPosting", "Report")
_POSTS = re.compile(r"(?:^|\s)(?:hentry|h-entry)(?=$|\s)")
_POST_HINTS: Final = ("hentry", "h-entry")
_HINTS: Final = Hints(comments.HINTS, scraps.HINTS, boxes.HINTS, furniture.HINTS, _POST_HINTS)
_THREADS: Final = frozenset(("DiscussionForumPosting", "QAPage", "Question"))
_ADDRESS = re.compile(
    r"/(?:forums?|threads?|topics?|discussions?|questions?|[rt])/|viewtopic|showthread|(?://|\.)forum"
)


class _Seen(NamedTuple):
    """What is known of a page before its content is settled.

    ``flags`` tell what looks like content, ``above`` how many words of that stand before each
    block, and ``told`` whether the page calls itself an article.
    """

    walk: Walk
    names: Names
    flags: Flags
    above: list[int]
    kind: str
    told: bool

    @property
    def is_story(self) -> bool:
        """Whether the page is one article, by its own word or by its looks."""
        return self.told or self.kind == "article"


def beside(walk: Walk, flags: Flags, words: Ints, *, kind: str) -> list[int]:
    """Return blocks that look like content and are comments, other stories, or of the template.

    ``words`` are those of each block, ``kind`` is the page's type. In a forum, replies are the
    content, but for those to an entry of a journal; on a page that lists stories, the stories are.
    """
    sums = np.cumsum(words * flags)
    if not len(sums) or sums[-1] < stories.FEWEST_WORDS:
        return []
    above = [0, *sums.tolist()]
    seen = _Seen(walk, Names(walk, _HINTS), flags, above, kind, _says_article(walk))
    if kind == "forum":
        spans = scraps.anywhere(walk, seen.names, flags, above=above)
        spans += scraps.of_members(walk, flags)
        return _blocks_of(spans + (plain(seen.names, above) if _is_post(seen) else []))
    start = bisect_left(above, stories.FEWEST_WORDS)
    headings = [block for block in range(start, len(flags)) if walk.tags[block] in LOWER_HEADINGS]
    spans = _remarks(seen, headings, start) + _stories(seen, headings, start)
    blocks = _blocks_of(spans) if spans and not _says_forum(walk) else []
    left = flags.copy()
    left[blocks] = False
    spans = _template(seen, left, words=words, headings=headings)
    return blocks + _blocks_of(spans + _scraps(seen, start))


def _remarks(seen: _Seen, headings: list[int], start: int) -> Spans:
    """What readers say: all that is little beside the story, and what is plainly marked."""
    walk, above = seen.walk, seen.above
    spans = commented(walk, seen.names, above, least=stories.FEWEST_WORDS)
    if seen.is_story:
        spans += announced(walk, headings)
        spans += answered(walk, start)
    if not _are_little(spans, above, _COMMENT_SHARES[seen.told]):
        spans = []
    marked = plain(seen.names, above)
    return spans if marked and _is_thread(walk, above) else spans + marked


def _stories(seen: _Seen, headings: list[int], start: int) -> Spans:
    """Teasers, lines, boxes and whole articles that are or lead to other stories."""
    walk, flags, above, told = seen.walk, seen.flags, seen.above, seen.told
    spans: Spans = []
    if seen.kind not in _LISTS and (told or seen.kind in _STORIES):
        near = leads.near(flags)
        linked = leads.linked(walk, headings, flags) or leads.linked(walk, headings, near)
        items = False
        if seen.is_story and not linked:
            linked, items = leads.linked(walk, leads.items(walk, start), flags), True
        spans += stories.stream(walk, linked, above, told=told, items=items) if linked else []
    if seen.is_story and seen.kind not in (*_LISTS, "documentation"):
        spans += stories.lines(walk, above, flags, told=told)
        spans += stories.asides(walk, above) if told else []
        spans += boxes.amid(walk, seen.names, above, flags=flags)
        spans += boxes.ahead(walk, above, flags)
        spans += stories.behind(walk, above, told=told)
    return spans


def _template(seen: _Seen, left: Flags, *, words: Ints, headings: list[int]) -> Spans:
    """What the template puts amid the content that is left, and around it in old tables."""
    single = seen.is_story and seen.kind not in (*_LISTS, "documentation")
    links = headings if single else []
    spans = furniture.amid(seen.walk, seen.names, left, words=words, headings=links)
    return spans if seen.kind in _LISTS else spans + cells.beside(seen.walk, seen.above)


def _scraps(seen: _Seen, start: int) -> Spans:
    """What programs write above and below the page's own text."""
    walk, flags, above = seen.walk, seen.flags, seen.above
    spans = scraps.anywhere(walk, seen.names, flags, above=above)
    if seen.is_story and seen.kind not in (*_LISTS, "documentation"):
        spans += scraps.of_story(walk, flags, above, start=start)
    return spans


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


def _is_thread(walk: Walk, above: Sequence[int]) -> bool:
    """Whether marks, an address or what holds all of the content say that people talk here."""
    if not _THREADS.isdisjoint(walk.items):
        return True
    if any(_ADDRESS.search(address.lower()) for address in _addresses(walk)):
        return True
    return any(
        above[last] - above[first] >= _WHOLE * above[-1] and _FORUM.search(label.lower())
        for _, label, _, first, last in walk.containers
    )


def _is_post(seen: _Seen) -> bool:
    """Whether a page that looks like a discussion is marked as one entry of a journal."""
    posts = seen.names.called(_POSTS, _POST_HINTS)
    return len(posts) == 1 and not (_says_forum(seen.walk) or _is_thread(seen.walk, seen.above))


def _addresses(walk: Walk) -> list[str]:
    """What the page calls its own address."""
    said = [meta.get("content") or "" for meta in walk.metas if meta.get("property") == "og:url"]
    return [walk.canonical, *said]


def _says_article(walk: Walk) -> bool:
    """Whether the page calls itself an article."""
    if any(mark in data for data in walk.json_ld for mark in _ARTICLES) or any(
        meta.get("property") == "og:type" and meta.get("content") == "article"
        for meta in walk.metas
    ):
        return True
    return sum(item.endswith(_ARTICLE_ITEMS) for item in walk.items) == 1


def _are_little(spans: Spans, above: Sequence[int], most: float) -> bool:
    """Whether comments are no more than a share of what looks like content."""
    inside, end = 0, 0
    for first, last in sorted(spans):
        inside += above[max(last, end)] - above[max(first, end)]
        end = max(last, end)
    return inside <= most * above[-1]
