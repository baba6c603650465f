"""What a template puts amid a story: boxes that ask for an address, share bars, cards, ads.

What asks something of the reader is left out of the content only where the story begins before it
and goes on behind it. The signals of template noise count what stands there whether it is content
or not, so nothing is hidden from them; below the story's end they see content alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.reading.titles import key, phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.page.blocks import Holder
    from pagequality.reading.comments import Spans
    from pagequality.reading.names import Names
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags, Ints

_ASKS = re.compile(
    r"(?:^|[\s_-])(?:newsletters?|sign-?up|subscribe|subscription|mailing-?list)(?=$|[\s_-])"
)
_ASK_HINTS: Final = ("ewsletter", "ign-up", "ignup", "ubscri", "ailing")
_SHARES = re.compile(
    r"(?:^|\s)(?:(?:social|post|article|entry|story)[_-]{0,2})?(?:share|sharing|social)[_-]{0,2}"
    r"(?:bar|buttons?|links?|icons?|tools?|list|box|block|wrapper|container|widget)?(?=$|\s)|"
    r"sharedaddy"
)
_SHARE_HINTS: Final = ("har", "ocial")
_TICKERS = re.compile(r"(?:^|\s)(?:news[_-]?)?(?:ticker|breaking(?:[_-]news)?)(?=$|\s)")
_TICKER_HINTS: Final = ("icker", "reaking")
"""Parts of all those words, to pass quickly over most pages."""
_CONTENTS = re.compile(
    r"(?:^|[\s_-])(?:toc|table[_-]?of[_-]?contents|(?:ez|lw|rank-math|page|wiki|article)-?toc)"
    r"(?:[_-]?(?:container|wrapper|box|list|block|nav|inner))?(?=$|[\s_-])"
)
_CONTENT_HINTS: Final = ("toc", "TOC", "Toc", "ontents")
HINTS: Final = _ASK_HINTS + _SHARE_HINTS + _TICKER_HINTS + _CONTENT_HINTS
_FEWEST_PLACES, _MOST_CONTENTS = 2, 0.4
"""So many places of the page are in its table of contents, and so much of what looks like content
that may be."""
_WIDEST: Final = frozenset(("html", "body", "main", "article"))
_LARGEST, _BAR, _SHARED = 80, 200, 2
"""So many words has a box at most, and so many characters a bar of links or buttons; what stands
outside of these is a part of so many."""
_PROSE: Final = 12
_LABELLED: Final = frozenset(("div", "p", "aside", "section", "center", "figure"))
_LABEL: Final = 60
_MOST_CARDS, _MOST_BLOCKS, _BEGIN = 4, 30, 3
_SINCE: Final = r"(?: since [\w ]{1,30})?"
_NUMBER: Final = r"\d+(?: \d+)*"
_VISITS = re.compile(
    r"(?:you are )?(?:our |the )?(?:visitors?|hits?|visits|page views|besucher|visiteurs?|visitas?|"
    rf"bezoekers?)(?: (?:no|number|counter))?(?: since \d{{4}})? {_NUMBER}{_SINCE}|"
    rf"you are (?:the |our )?{_NUMBER}(?:st|nd|rd|th)? visitor{_SINCE}|"
    rf"this page has been (?:visited|viewed|accessed) {_NUMBER} times{_SINCE}"
)
_VISITORS: Final = ("you", "our", "thi", "vis", "hit", "pag", "bes", "bez")
"""How such lines begin."""


def amid(walk: Walk, names: Names, flags: Flags, *, words: Ints, headings: Sequence[int]) -> Spans:
    """What stands amid the content, which ``flags`` tell, and belongs to the template.

    ``words`` are those of each block; ``headings`` are those that cards may be found by.
    """
    found = _tickers(walk, names, flags) + _labels(walk, flags)
    found += _contents(walk, names, words * flags)
    boxes = [
        (first, last) for first, last in _boxes(walk, names) + _cards(walk, flags, headings)
        if words[first:last].sum() <= _LARGEST
    ]  # fmt: skip
    if not boxes:
        return found
    left = flags & (words >= _PROSE)
    for first, last in boxes:
        left[first:last] = False
    prose = np.flatnonzero(left).tolist()
    start = int(np.argmax(flags))
    return found + [one for one in boxes if prose and start < one[0] < prose[-1]]


def _boxes(walk: Walk, names: Names) -> Spans:
    """Small elements that ask for an address, with a form in them, and bars to share a page."""
    asking = [
        (first, last) for _, _, _, first, last in _small(names.called(_ASKS, _ASK_HINTS))
        if _has_form(walk, first, last)
    ]  # fmt: skip
    return asking + [
        (first, last) for _, _, _, first, last in _small(names.called(_SHARES, _SHARE_HINTS))
        if _is_bar(walk, first, last)
    ]  # fmt: skip


def _small(holders: list[Holder]) -> list[Holder]:
    """Those of some elements that are boxes, and no frame of the whole page."""
    return [
        holder for holder in holders
        if holder[0] not in _WIDEST and holder[4] - holder[3] <= _MOST_BLOCKS
    ]  # fmt: skip


def _has_form(walk: Walk, first: int, last: int) -> bool:
    """Whether blocks hold a field to fill in, or a button.

    A field below the last text of an element counts for the block behind it.
    """
    return any(row[3] for row in walk.rows[first : last + 1]) or "button" in walk.tags[first:last]


def _is_bar(walk: Walk, first: int, last: int) -> bool:
    """Whether blocks are short links and buttons, and next to nothing else."""
    plain = linked = 0
    for block in range(first, last):
        length = len(walk.texts[block])
        own = length if walk.tags[block] == "button" else walk.rows[block][2]
        linked, plain = linked + own, plain + length - own
    return plain * _SHARED <= linked <= _BAR


def _tickers(walk: Walk, names: Names, flags: Flags) -> Spans:
    """Lists of the latest news above the heading of what looks like content."""
    boxes = _small(names.called(_TICKERS, _TICKER_HINTS))
    if not boxes:
        return []
    tops = (block for block, tag in enumerate(walk.tags) if tag == "h1" and flags[block])
    top = next(tops, 0)
    return [(first, last) for _, _, _, first, last in boxes if last <= top]


def _contents(walk: Walk, names: Names, words: Ints) -> Spans:
    """Tables of contents, by name and by their links, which lead to places of the page."""
    boxes = [
        (first, last) for tag, _, _, first, last in names.called(_CONTENTS, _CONTENT_HINTS)
        if tag not in _WIDEST and 0 < words[first:last].sum() <= _MOST_CONTENTS * words.sum()
    ]  # fmt: skip
    if not boxes:
        return []
    inside = {block for href, _, block in walk.links if href.startswith("#")}
    away = {block for href, _, block in walk.links if not href.startswith("#")}
    return [
        (first, last) for first, last in boxes
        if len(inside.intersection(range(first, last))) >= _FEWEST_PLACES
        and away.isdisjoint(range(first, last)) and _are_links(walk, first, last)
    ]  # fmt: skip


def _are_links(walk: Walk, first: int, last: int) -> bool:
    """Whether most of what blocks say is links."""
    length = sum(map(len, walk.texts[first:last]))
    return sum(row[2] for row in walk.rows[first:last]) * 2 > length


def _labels(walk: Walk, flags: Flags) -> Spans:
    """Lines that only say that an ad stands here, or how many people have been here."""
    texts, begins = walk.texts, _begins()
    return [
        (block, block + 1) for block in np.flatnonzero(flags).tolist()
        if len(texts[block]) <= _LABEL and texts[block][:_BEGIN] in begins
        and (
            (walk.tags[block] in _LABELLED and key(texts[block]) in phrases("adverts"))
            or _VISITS.fullmatch(key(texts[block]))
        )
    ]  # fmt: skip


@cache
def _begins() -> frozenset[str]:
    """How such lines begin, to pass quickly over all others."""
    begins = {phrase[:_BEGIN] for phrase in phrases("adverts")} | set(_VISITORS)
    return frozenset(form for one in begins for form in (one, one.capitalize(), one.upper()))


def _cards(walk: Walk, flags: Flags, headings: Sequence[int]) -> Spans:
    """Single links around a heading and more, between two paragraphs: these lead away."""
    linked = [block for block in headings if _is_linked(walk, block)]
    cards = dict.fromkeys(_link_around(walk, block) for block in linked)
    found = [
        (first, last) for first, last in cards
        if last - first > 1 and flags[first:last].any()
        and _is_text(walk, flags, first - 1) and _is_text(walk, flags, last)
    ]  # fmt: skip
    if not 0 < len(found) <= _MOST_CARDS:
        return []
    away = {block for href, _, block in walk.links if not href.startswith("#")}
    return [(first, last) for first, last in found if first in away]


def _is_text(walk: Walk, flags: Flags, block: int) -> bool:
    """Whether there is such a block, and it is content and no link."""
    return 0 <= block < len(flags) and bool(flags[block]) and not _is_linked(walk, block)


def _link_around(walk: Walk, block: int) -> tuple[int, int]:
    """The first and last of the blocks that the link around a block holds."""
    rows, nearest, farthest = walk.rows, block - _MOST_BLOCKS, block + _MOST_BLOCKS
    first, last = block, block + 1
    while first > max(nearest, 0) and not rows[first][1] and _is_linked(walk, first - 1):
        first -= 1
    while last < min(farthest, len(rows)) and not rows[last][1] and _is_linked(walk, last):
        last += 1
    return first, last


def _is_linked(walk: Walk, block: int) -> bool:
    """Whether a block is a link from end to end."""
    return walk.rows[block][2] * 10 >= len(walk.texts[block]) * 9
