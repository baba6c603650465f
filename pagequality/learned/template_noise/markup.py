"""What the markup says of each line: its tag, its links, its place, the names around it.

Elements are named by their authors (``class="comment-form"``, ``id="related-posts"``); a
few dozen beginnings of such names tell what the blocks inside are for. An element that
holds most of the page tells nothing of its lines and is left out.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation

if TYPE_CHECKING:
    from pagequality.page.blocks import BlockTable
    from pagequality.text.arrays import Floats32, Ints

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
_HOLDERS = len(NAMES) + len(_PARTS)
WIDTH: Final = _HOLDERS + len(_TAGS) + 1 + 4 + 6 + 4 + 4 + 2
"""Number of columns that `marks` gives."""


@cache
def _automaton() -> tuple[AhoCorasick, Ints]:
    """Every name beginning in one automaton, and what each hints at."""
    words = [(word, i) for i, names in enumerate(NAMES.values()) for word in names.split()]
    automaton = AhoCorasick([word for word, _ in words], implementation=Implementation.DFA)
    return automaton, np.array([i for _, i in words])


@cache
def _numbers(names: tuple[str, ...]) -> dict[str, int]:
    """Return the place of each name."""
    return {name: i for i, name in enumerate(names)}


def marks(table: BlockTable) -> Floats32:
    """Describe the markup of every block; one row a block."""
    count = len(table)
    found = np.zeros((count, WIDTH), np.float32)
    if not count:
        return found
    found[:, :_HOLDERS] = _holders(table)
    row, offset = np.arange(count), _HOLDERS
    tags = _numbers(_TAGS)
    found[row, offset + np.array([tags.get(tag, len(_TAGS)) for tag in table.tag])] = 1
    offset += len(_TAGS) + 1
    share = table.link_characters / np.maximum(table.end - table.start, 1)
    for values, edges in (
        (share, _LINKED),
        ((row + 0.5) / count, _PLACES),
        (table.links, _LINKS),
        (table.depth, _DEPTHS),
    ):
        found[row, offset + np.searchsorted(edges, values, "right")] = 1
        offset += len(edges) + 1
    found[:, offset] = table.controls > 0
    found[:, offset + 1] = table.broken
    return found


def _holders(table: BlockTable) -> Floats32:
    """Which blocks stand in an element of a telling tag or name."""
    count, parts = len(table), _numbers(_PARTS)
    most = max(_MOST * count, 1)
    held = [h for h in table.containers if h[4] - h[3] <= most and (h[1] or h[0] in parts)]
    if not held:
        return np.zeros((count, _HOLDERS), np.float32)
    tags, labels, _, first, last = zip(*held, strict=True)
    part = np.array([parts.get(tag, -1) for tag in tags])
    known = np.flatnonzero(part >= 0)
    small = [label.lower() for label in labels]  # a few letters grow in lower case
    text = "\n".join(small)
    automaton, topic = _automaton()
    hits = np.array(automaton.find_matches_as_indexes(text, overlapping=True), np.intp)
    hits = hits.reshape(-1, 3)
    ends = np.cumsum([len(label) + 1 for label in small])
    named = np.searchsorted(ends, hits[:, 1], "right") * _HOLDERS + topic[hits[:, 0]]
    cells = np.zeros((len(held), _HOLDERS), bool)
    cells.ravel()[named] = True
    cells[known, part[known] + len(NAMES)] = True
    holder, column = np.nonzero(cells)
    size = (count + 1) * _HOLDERS
    opened = np.bincount(np.array(first)[holder] * _HOLDERS + column, minlength=size)
    closed = np.bincount(np.array(last)[holder] * _HOLDERS + column, minlength=size)
    inside = (opened - closed).reshape(count + 1, _HOLDERS)[:-1].cumsum(axis=0)
    return (inside > 0).astype(np.float32)
