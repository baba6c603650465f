"""How many items a page has: the largest set of parallel things in its main content.

Numbers that the page gives its items are the surest. Beside them stand the headings of one level,
lists, rows of tables and quotes, without what only frames a text: an introduction, a conclusion,
questions and answers at the end, pros and cons of a single item.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.page.page import Page

Frames = tuple[str, ...]
"""Phrases that headings begin or end with that frame a text."""
NEARLY: Final = 0.9
"""The share of the promised items from which on all of them count as given."""
_MOST: Final = 1.5
"""A set that is so many times larger than promised is of other things, details of items say."""
_NUMBERED: Final = re.compile(
    r"\W{0,3}(?:(?:no|step|tip|day|week|part|method|option|way|reason|fact|rule|idea|question"
    r"|lesson|sign|mistake|myth|stage|solution|fix)\b\.?)?\s*#?(\d{1,3})(?!\d)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[\w']+")
_QUOTE: Final = re.compile(r"[\"“«]\w")
_BULLET: Final = re.compile(r"[-*•–]\s")
_SECTIONS: Final = frozenset(("h2", "h3", "h4", "h5"))
_HEADINGS: Final = (*sorted(_SECTIONS), "dt", "figcaption", "tr")
_BLOCK: Final = 160
"""Characters of a block that are read for its number."""


def is_frame(heading: str, frames: Frames) -> bool:
    """Whether a heading introduces, closes or details, and names no item.

    ``frames`` are the phrases that such headings begin or end with.

    >>> [is_frame(text, ("wrapping up", "faq")) for text in ("Wrapping Up!", "Bean Names FAQ")]
    [True, True]
    >>> is_frame("3. Featherbean", ("wrapping up", "faq"))
    False
    """
    words = _WORD.findall(heading.lower().replace("’", "'"))
    said = f" {' '.join(words)} "
    known = _whole(frames)
    return said.startswith(known) or said.endswith(known)


@cache
def _whole(frames: Frames) -> Frames:
    return tuple(f" {frame} " for frame in frames)


def items_found(page: Page, number: int, frames: Frames) -> int:
    """Count what could be the items, ``number`` at most.

    A set about as large as promised is taken for the items. Where there is none, the page's own
    numbers say how many there are, and without numbers the largest set does.
    """
    numbers = numbers_told(page)
    listed = len(numbers.intersection(range(1, number + 1)))
    sets = [listed, *_marked(page, frames), *_held(page, frames)]
    enough = [size for size in sets if NEARLY * number <= size <= _MOST * number]
    in_order = run_of(numbers)
    found = max(enough) if enough else in_order if in_order > 1 else max(sets)
    return min(found, number)


def hidden_items(page: Page) -> int:
    """Count the largest set of parallel things among what the page does not show at once.

    >>> beans = "<p>" + "Roast the beans slowly in a hot pan. " * 9
    >>> hidden_items(read(f"{beans}<ul hidden><li>Peas</li><li>Lentils</li></ul>"))
    2
    """
    hidden = np.flatnonzero(page.table.hidden)
    told = Counter(page.table.tag[i] for i in hidden.tolist())
    return max((told[tag] for tag in (*_HEADINGS, "li")), default=0)


def first_item(page: Page) -> int:
    """Return the block that the page's own numbers begin with, or -1."""
    for block in np.flatnonzero(page.is_main).tolist():
        start, end = page.table.start[block], page.table.end[block]
        match = _NUMBERED.match(page.text[start : min(end, start + _BLOCK)])
        if match and int(match[1]) == 1 and page.table.tag[block] != "h1":
            return int(block)
    return -1


def run_of(numbers: set[int]) -> int:
    """Return how far numbers go on from one without a gap.

    >>> run_of({1, 2, 3, 5, 40}), run_of({2, 3})
    (3, 0)
    """
    last = 0
    while last + 1 in numbers:
        last += 1
    return last


@once
def numbers_told(page: Page) -> set[int]:
    """Return the numbers that main blocks begin with; the headline itself counts for nothing."""
    return {
        int(match[1])
        for tag, text in _blocks(page)
        if tag != "h1" and text != page.headline and (match := _NUMBERED.match(text))
    }


@once
def _blocks(page: Page) -> list[tuple[str, str]]:
    """Tag and beginning of each block of the main content."""
    table, text = page.table, page.text
    start, end = table.start.tolist(), table.end.tolist()
    return [
        (table.tag[i], text[start[i] : min(end[i], start[i] + _BLOCK)])
        for i in np.flatnonzero(page.is_main).tolist()
    ]


def _marked(page: Page, frames: Frames) -> list[int]:
    """Sizes of the sets that single blocks make: headings of each level, quotes, bullets."""
    told: Counter[str] = Counter()
    for tag, text in _blocks(page):
        if tag in _HEADINGS and not is_frame(text, frames):
            told[tag] += 1
        told["quote"] += _QUOTE.match(text) is not None
        told["bullet"] += page.source == "text" and _BULLET.match(text) is not None
    return list(told.values())


def _held(page: Page, frames: Frames) -> list[int]:
    """Sizes of the sets that elements hold: lists, rows of tables, quotes.

    Lists at one depth that each stand right below a heading are parts of one: names for girls,
    names for boys. So are lists of one entry, between which pictures or prose stand. A list
    within a list is one of its own. Elements come after those that they hold, so the entries that
    no list has taken yet are those of the list at hand.
    """
    table, sizes = page.table, [0]
    inside = np.concatenate([[0], np.cumsum(page.is_main)]).tolist()
    entries: Counter[int] = Counter()
    together: Counter[str | int] = Counter()
    for tag, _, depth, first, last in table.containers:
        if inside[last] == inside[first]:
            continue
        if tag == "li":
            entries[depth] += 1
        elif tag in ("ul", "ol"):
            size = sum(entries.pop(deep) for deep in list(entries) if deep > depth)
            before = page.text[table.start[first - 1] : table.end[first - 1]] if first else ""
            if not is_frame(before[:_BLOCK], frames):
                sizes.append(size)
                below = first > 0 and table.tag[first - 1] in _SECTIONS
                together[depth] += size * (below or size == 1)
        elif tag == "tr":
            together[tag] += any(one != "th" for one in table.tag[first:last])
        else:
            together[tag] += tag == "blockquote"
    return [*sizes, *together.values()]
