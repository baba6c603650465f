"""Is a promise kept? One check for each kind, each a few lines of what a reader would look for.

Every check answers with a degree, 1 kept, 0.5 in part, 0 not, ``nan`` where it cannot be said,
and with words: what is promised and what was found.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.promises.delivery import (
    BROKEN,
    HALF,
    KEPT,
    PARTLY,
    UNKNOWN,
    Body,
    Delivery,
    body_sentences,
    degree,
    missing,
    said,
)
from pagequality.learned.promises.items import (
    NEARLY,
    first_item,
    hidden_items,
    items_found,
    numbers_told,
    run_of,
)
from pagequality.text.tokens import hash_words
from pagequality.text.wordlists import WORDS, is_in, listed, read_phrases

if TYPE_CHECKING:
    from pagequality.learned.promises.kinds import HeadlinePromise
    from pagequality.text.arrays import Hashes

SURE: Final = 0.65
"""Items are counted from this chance on: "12 Angry Men" is the name of a film."""
_SOME: Final = 0.25


@cache
def _frames() -> tuple[str, ...]:
    """Return what headings begin or end with that introduce, close or detail."""
    return tuple(sorted(read_phrases(WORDS / "delivery" / "frame" / "en.txt")))


def items(promise: HeadlinePromise, body: Body) -> Delivery:
    """Compare the numbers; where no item is marked, every block may be one."""
    if promise.number is None or promise.chance < SURE:
        return Delivery(promise, UNKNOWN, "")
    found = items_found(body.page, promise.number, _frames())
    if not found and np.count_nonzero(body.page.is_main) >= promise.number:
        return Delivery(promise, UNKNOWN, "")
    share = found / promise.number
    if share < NEARLY <= (found + hidden_items(body.page)) / promise.number:
        return Delivery(promise, UNKNOWN, "")
    kept = KEPT if share >= NEARLY else PARTLY if share >= HALF else BROKEN
    told = f"promises {promise.number} items, {found} found"
    return Delivery(promise, kept, told, first_item(body.page), counted=found)


def steps(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for instructions, and for a list in order: by its tag or by its numbers."""
    page = body.page
    told = _instructions(body)
    listed = sum(
        page.table.tag[i] == "li"
        for tag, _, _, first, last in page.table.containers
        if tag == "ol"
        for i in range(first, last)
        if page.is_main[i]
    )
    listed = max(listed, run_of(numbers_told(page)))
    kept = degree(max(told / 2, listed), 1, 3)
    found = f"{_number(told, 'instruction')} and {_number(listed, 'step')} found"
    return Delivery(promise, kept, f"promises steps or a guide, {found}")


def _instructions(body: Body) -> int:
    """Count what the reader is told to do: "Press it, then wait" are two instructions.

    A sentence begins with the first, or with a condition such as "If it rings"; more stand behind
    a comma, "and" or "then".
    """
    tokens, words = body.page.tokens, body.words
    number, _ = body_sentences(body.page)
    opening = np.diff(number, prepend=-1) > 0
    tells, joins = is_in(words, listed("imperative")), is_in(words, _joins())
    leads = (tells | joins | is_in(words, _conditions()))[opening][number]
    mark = tokens.codes.take(tokens.start[body.places] - 2, mode="clip")
    behind = np.append(False, joins[:-1]) | (mark == ord(","))
    return int(np.count_nonzero(tells & (opening | leads & behind)))


@cache
def _joins() -> Hashes:
    """Words between instructions, or before the first."""
    return np.sort(hash_words("and then or so please always never simply first next now".split()))


@cache
def _conditions() -> Hashes:
    """Words that open a condition of an instruction."""
    return np.sort(hash_words("if when once before after until to while".split()))


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def event(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for four signs of a report; a headline that speaks to the reader reports nothing."""
    measured = body.measured
    if promise.to_reader:
        return Delivery(promise, UNKNOWN, "")
    shares = {
        "date": (body.count("month") + body.count("digit_words")) / 2,
        "source": float(measured["reporting"] > 0 or measured["quotes"] > 0),
        "names": body.count("different_names") / 5,
        "word of it": float(np.nan_to_num(measured["cover"])) / HALF,
    }
    kept = degree(sum(share >= 1 for share in shares.values()), 2, 4)
    lacking = missing(shares)
    return Delivery(promise, kept, f"reports an event, {lacking}" if lacking else "an event")


def claim(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for figures, quotes, measures and names: what would bear a claim."""
    measured = body.measured
    proof = (
        (measured["digits"] >= 0.01)  # noqa: PLR2004
        + (measured["quotes"] > 0)
        + (body.count("measure") >= 2)  # noqa: PLR2004
        + (measured["name_rate"] >= 0.05)  # noqa: PLR2004
    )
    kept = degree(proof, 1, 2)
    found = "figures, names or quotes" if kept == KEPT else "little that bears it"
    return Delivery(promise, kept, f"claims {said(promise, 'much')}, {found} found")


def topic(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for the subject's words, nearly all of them where few paragraphs have one."""
    cover, sections = body.measured["cover"], body.measured["sections_on_it"]
    if np.isnan(cover):
        return Delivery(promise, UNKNOWN, "")
    kept = degree(cover, HALF, NEARLY if sections < _SOME else 0.7)
    return Delivery(promise, kept, f"{cover:.0%} of the subject's words found in the body")
