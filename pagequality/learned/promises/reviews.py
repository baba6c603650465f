"""A test or a review: does the page show that something was tried?

Five signs can be missing. Photographs of the thing can only help: they may come later by a script.
Pros and cons are told beside what is missing and weigh nothing: on the compared pages reviews
without a test list them more often than others.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.promises.delivery import KEPT, Body, Delivery, degree, missing, said
from pagequality.text.counts import distinct
from pagequality.text.tokens import UPPER, tokenise
from pagequality.text.wordlists import WORDS, is_in, listed, read_phrases

if TYPE_CHECKING:
    from pagequality.learned.promises.kinds import HeadlinePromise
    from pagequality.page.page import Page
    from pagequality.text.arrays import Hashes

_FEWEST_NAMES: Final = 3
"""Words that can only be names from which on a test names things."""
_FEWEST_PICTURES: Final = 2
"""A single picture is the one that stands above every article."""
_MOST_PICTURES: Final = 60
_LABEL: Final = 60
"""Characters of a block that is a heading or a label; more are a sentence."""


def test(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for five signs of a test that may be missing, and for what else shows the thing."""
    measured, names = body.measured, named(body)
    shares = {
        "measured values": body.count("measure") / 3,
        "own use": min(measured["first"] / 0.01, measured["past"] / 0.004),
        "named things": max(body.count("different_names") / 25, len(names) / _FEWEST_NAMES),
        "weighing": measured["judgement"] / 0.008,
        "prices or dates": (body.count("money") + body.count("month")) / 4,
    }
    shown = pictures(promise, body, names) >= _FEWEST_PICTURES
    kept = degree(sum(share >= 1 for share in shares.values()) + shown, 2, 4)
    also = {"photographs": shown, "pros and cons": len(names) > 0 and weighed(body.page)}
    seen = " and ".join(name for name, there in also.items() if there)
    lacking = missing(shares)
    if kept == KEPT or not lacking:
        return Delivery(promise, kept, f"a test, {seen} found" if seen else "a test")
    told = f"says {said(promise, 'a test')}, {lacking}"
    return Delivery(promise, kept, f"{told}, but {seen}" if seen else told)


def named(body: Body) -> Hashes:
    """Return the words that can only be names: always written large, said twice, in no list."""
    large = (body.page.tokens.first.take(body.places) & UPPER) > 0
    plain = body.page.kinds.take(body.places) > 0  # a function word, praise and such
    words, count = np.unique(body.words[large & ~plain], return_counts=True)
    words = words[count > 1]
    common = np.isin(words, body.words[~large])
    for name in ("judgement", "month", "imperative"):
        common |= is_in(words, listed(name))
    return words[~common]


def pictures(promise: HeadlinePromise, body: Body, names: Hashes) -> int:
    """Count the pictures of the content whose caption or description names the tested thing."""
    page = body.page
    beside = np.convolve(page.is_main, (1, 1, 1), "same") > 0  # captions are apart from the text
    last = len(beside) - 1
    described = {text for text, block in page.markup.pictures if beside[min(block, last)]} | {
        page.text[page.table.start[i] : page.table.end[i]]
        for i, tag in enumerate(page.table.tag)
        if tag == "figcaption" and beside[i]
    }
    if len(described) < _FEWEST_PICTURES:
        return 0
    thing = distinct(np.concatenate([tokenise(promise.subject).hash, names]))
    some = sorted(described)[:_MOST_PICTURES]
    return sum(bool(is_in(tokenise(text).hash, thing).any()) for text in some)


def weighed(page: Page) -> bool:
    """Whether the content lists what speaks for a thing, and what against it.

    >>> page = read("<p>Pros</p><ul><li>Light</ul><p>Cons</p><ul><li>Loud</ul><p>Beans.</p>" * 9)
    >>> weighed(page)
    True
    >>> weighed(read("<h2>Pros and cons of beans</h2><p>Roast them slowly in a hot pan.</p>" * 9))
    False
    """
    blocks = page.is_main.nonzero()[0].tolist()
    sides = {_side(page, block) for block in blocks if _announces(page, block)}
    return {"pros", "cons"} <= sides


def _side(page: Page, block: int) -> str:
    """Which side a label announces: ``pros``, ``cons``, or none."""
    found = _labels().match(_text(page, block))
    return (found.lastgroup or "") if found else ""


def _announces(page: Page, block: int) -> bool:
    """Whether a block is a label with an item behind it: in the next block, or behind a colon."""
    size = page.table.end[block] - page.table.start[block]
    found = _labels().match(_text(page, block))
    if found is None:
        return False
    if size > found.end():  # "Pros: light and quiet"
        return page.text[page.table.start[block] + found.end() - 1] == ":"
    behind = block + 1
    return behind < len(page.table) and bool(page.is_main[behind]) and not _side(page, behind)


def _text(page: Page, block: int) -> str:
    start, end = int(page.table.start[block]), int(page.table.end[block])
    return page.text[start : min(end, start + _LABEL)].replace("\u2019", "'")


@cache
def _labels() -> re.Pattern[str]:
    """A label of either side, alone in its block or with a colon behind it."""
    sides = []
    for name in ("pros", "cons"):
        told = sorted(read_phrases(WORDS / "delivery" / name / "en.txt"), key=len, reverse=True)
        sides.append(f"(?P<{name}>{'|'.join(map(re.escape, told))})")
    return re.compile(rf"\W{{0,4}}(?:the )?(?:{'|'.join(sides)})\W{{0,4}}?(?:$|:)", re.IGNORECASE)
