"""Pages laid out in tables: the cell that holds the text, and cells of links around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pagequality.reading.titles import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.page.blocks import Holder
    from pagequality.reading.comments import Spans
    from pagequality.reading.walk import Walk

_MOST: Final = 0.6
"""So much of what looks like content stands in the one cell that holds the text."""
_FEWEST_WORDS: Final = 80
_FEWEST_LINKS, _LONGEST_LINK = 3, 60
_LINKED: Final = 0.8
"""So much of a cell of links is links; it may have a heading."""
_MOST_BLOCKS: Final = 40
_MASTHEAD, _HEAD = 6, 3
"""So many words name a site, and among so many blocks a text repeats the page's title."""
_BETWEEN = re.compile(r"[\s|·•:*/\\\[\]<>«»–—-]+")


def beside(walk: Walk, above: Sequence[int]) -> Spans:
    """Cells beside or above the one that holds the text: those of links, and the site's name.

    The name is what looks like content first. A table of data has no such cell, since its words
    are spread over all of them.
    """
    cells = [holder for holder in walk.containers if holder[0] == "td"]
    own = _own(cells, above)
    if own is None:
        return []
    _, _, depth, start, end = own
    tables = [
        holder[3:] for holder in walk.containers
        if holder[0] == "table" and holder[2] < depth and holder[3] <= start and holder[4] >= end
    ]  # fmt: skip
    if not tables:
        return []
    top, bottom = min(first for first, _ in tables), max(last for _, last in tables)
    others = [
        (first, last) for _, _, _, first, last in cells
        if top <= first and last <= bottom and (last <= start or first >= end)
        and above[last] > above[first] and last - first <= _MOST_BLOCKS
    ]  # fmt: skip
    titled = _repeats_title(walk, start, end)
    return [
        (first, last) for first, last in others
        if _leads(walk, first, last)
        or (titled and last <= start and not above[first] and _is_name(walk, first, last))
    ]  # fmt: skip


def _own(cells: list[Holder], above: Sequence[int]) -> Holder | None:
    """The innermost cell that holds most of what looks like content, if there is one."""
    least = max(_MOST * above[-1], _FEWEST_WORDS)
    large = [cell for cell in cells if above[cell[4]] - above[cell[3]] >= least]
    return max(large, key=lambda cell: cell[2]) if large else None


def _leads(walk: Walk, first: int, last: int) -> bool:
    """Whether a cell holds several short links, and next to nothing between them."""
    links = linked = length = 0
    for text, row in zip(walk.texts[first:last], walk.rows[first:last], strict=True):
        links += row[1]
        linked += row[2]
        length += len(_BETWEEN.sub("", text))
    return links >= _FEWEST_LINKS and linked >= _LINKED * length and length <= links * _LONGEST_LINK


def _repeats_title(walk: Walk, start: int, end: int) -> bool:
    """Whether the text begins with what the page is called."""
    title = f" {key(walk.title)} "
    heads = (key(text) for text in walk.texts[start : min(start + _HEAD, end)])
    return any(head and f" {head} " in title for head in heads)


def _is_name(walk: Walk, first: int, last: int) -> bool:
    """Whether a cell holds a few words and no more; a day is no name."""
    text = walk.texts[first]
    few = last - first == 1 and len(text.split()) <= _MASTHEAD
    return few and not any(map(str.isdigit, text))
