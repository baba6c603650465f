"""What the markup says of each line: its tag, its links, its place, the names around it.

Elements are named by their authors (``class="comment-form"``, ``id="related-posts"``); a
few dozen beginnings of such names tell what the blocks inside are for. An element that
holds most of the page tells nothing of its lines and is left out.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation

if TYPE_CHECKING:
    from pagequality.page.blocks import BlockTable
    from pagequality.text.arrays import Flags, Floats, Floats32, Ints

NAMES: Final = {
    "consent": "cookie consent gdpr cmp privacy",
    "discussion": "comment respond reply disqus discuss feedback",
    "newsletter": "newsletter subscri signup sign-up mailing optin opt-in mailchimp",
    "social": "social share sharing follow",
    "related": "related recommend popular recent trending also-like next-post read-more teaser",
    "post list": "card grid carousel slider feed entries archive list-item headline",
    "promo": "promo advert sponsor banner cta price cart product deal offer donat shop",
    "wall": "login log-in signin sign-in account register paywall gate modal",
    "legal": "copyright legal colophon footer-bottom credits site-info",
    "navigation": "nav menu breadcrumb pagination tabs filter search toc categor tag-cloud taglist",
    "metadata": "meta byline author date caption posted published timestamp avatar rating",
    "body": "content article entry post-body text prose story",
    "side": "sidebar widget aside",
    "footer": "footer",
    "header": "header masthead topbar",
}
"""Beginnings of class and id words, by what they hint at."""
_PARTS = ("nav", "header", "footer", "aside", "form", "article", "main", "ul", "table", "section")
_TAGS = (
    "p", "li", "a", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "div", "button", "label",
    "span", "figcaption", "dt", "dd", "blockquote", "pre", "input", "time",
)  # fmt: skip
_LINKED = np.array([0.01, 0.5, 0.9])
_PLACES = np.array([0.02, 0.1, 0.5, 0.8, 0.95])
_LINKS = np.array([1, 2, 4])
_DEPTHS = np.array([6, 10, 15])
_MOST = 0.6
_REMEMBERED: Final = 4096
"""So many elements are remembered by tag and names."""
_LEVELS = 6
_HOLDERS = len(NAMES) + len(_PARTS)
_SETS = (len(_TAGS) + 1, *(len(edges) + 1 for edges in (_LINKED, _PLACES, _LINKS, _DEPTHS)))
"""How many columns tell of a block's tag, links, place, number of links, depth: one is set."""
_BINS = (_HOLDERS + np.cumsum(_SETS) - _SETS)[:, None]
"""The first column of each set."""
WIDTH: Final = _HOLDERS + sum(_SETS) + 2
"""Number of columns that `marks` gives."""


@cache
def _automaton() -> tuple[AhoCorasick, list[int]]:
    """Every name beginning in one automaton, and what each hints at."""
    words = [(word, i) for i, names in enumerate(NAMES.values()) for word in names.split()]
    automaton = AhoCorasick([word for word, _ in words], implementation=Implementation.DFA)
    return automaton, [i for _, i in words]


_PART_PLACES = {part: len(NAMES) + i for i, part in enumerate(_PARTS)}


def tag_numbers(table: BlockTable) -> Ints:
    """Return a number for the tag of each block: its place among the known ones, or a later one."""
    numbers = {tag: i for i, tag in enumerate(dict.fromkeys((*_TAGS, *table.tag)))}
    return np.fromiter(map(numbers.__getitem__, table.tag), np.intp, len(table))


def is_heading(tags: Ints) -> Flags:
    """Which of some `tag_numbers` are those of headings."""
    first = _TAGS.index("h1")
    return (tags >= first) & (tags < first + _LEVELS)


def linked(table: BlockTable) -> Floats:
    """The share of each block's characters that are link text."""
    share: Floats = table.link_characters / np.maximum(table.end - table.start, 1)
    return share


def marks(table: BlockTable, tags: Ints) -> Floats32:
    """Describe the markup of every block; one row a block, columns together in memory.

    ``tags`` are the `tag_numbers`.
    """
    count = len(table)
    columns = np.zeros((WIDTH, count), np.float32)
    if not count:
        return columns.T
    _hold(table, columns[:_HOLDERS])
    row = np.arange(count)
    chosen = np.empty((len(_BINS), count), np.intp)
    chosen[0] = np.minimum(tags, len(_TAGS))
    for i, (edges, values) in enumerate(
        (
            (_LINKED, linked(table)),
            (_PLACES, (row + 0.5) / count),
            (_LINKS, table.links),
            (_DEPTHS, table.depth),
        ),
        1,
    ):
        chosen[i] = edges.searchsorted(values, "right")
    columns[chosen + _BINS, row] = 1
    columns[-2] = table.controls > 0
    columns[-1] = table.broken
    return columns.T


def _hold(table: BlockTable, columns: Floats32) -> None:
    """Mark which blocks stand in an element of a telling tag or name; one row a tag or name."""
    size = len(table) + 1
    most = max(_MOST * len(table), 1)
    opened: list[int] = []
    closed: list[int] = []
    for tag, label, _, first, last in table.containers:
        if last - first <= most:
            for row in _hints(tag, label):
                opened.append(row * size + first)
                closed.append(row * size + last)
    if not opened:
        return
    inside = np.bincount(opened, minlength=len(columns) * size)
    inside -= np.bincount(closed, minlength=len(columns) * size)
    inside = inside.reshape(-1, size).cumsum(axis=1, dtype=np.int32)
    np.greater(inside[:, :-1], 0, out=columns)


@lru_cache(maxsize=_REMEMBERED)
def _hints(tag: str, label: str) -> tuple[int, ...]:
    """The places of what an element's tag, class and id words hint at, each once.

    The same elements come again from page to page of a site, so they are remembered.
    """
    automaton, topic = _automaton()
    hits = automaton.find_matches_as_indexes(label.lower(), overlapping=True) if label else []
    hints = {topic[number] for number, _, _ in hits}
    if tag in _PART_PLACES:
        hints.add(_PART_PLACES[tag])
    return tuple(hints)
