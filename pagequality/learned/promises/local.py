"""A service or product for a place or a need: what only a firm on the spot would tell.

The facts that can be missing are counted as words and signs. A way to reach the firm can only
help: a small trade or a club without an address is not accused of that. When it is open and what
happens to who calls is told beside what is missing and weighs nothing: pages made for a hundred
towns tell it as well.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.promises.delivery import (
    BROKEN,
    KEPT,
    Body,
    Delivery,
    body_sentences,
    degree,
    missing,
    said,
)
from pagequality.learned.promises.items import numbers_told, run_of
from pagequality.text.tokens import tokenise
from pagequality.text.wordlists import is_in

if TYPE_CHECKING:
    from pagequality.learned.promises.kinds import HeadlinePromise

_STREET: Final = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Square|Sq|Highway"
    "|Hwy|Parkway|Pkwy|Terrace|Close|Crescent|Row|Quay|Hill|Suite"
)
_ADDRESS: Final = (
    rf"\b\d{{1,5}}[A-Za-z]?,? (?:[NSEW]\.? )?(?:[A-Z][\w'.-]* ){{1,3}}(?:{_STREET})\b"
    r"|\b[A-Z]{2},? \d{5}(?:-\d{4})?\b"  # a state and its postcode
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"  # a British one
    r"|\b[A-Z][a-z]+(?:str\.|stra(?:ss|ß)e|straat|gasse|weg) \d{1,3}\b"
)
_TELEPHONE: Final = (
    r"(?<!\d)(?:\+\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b"
    r"|(?<!\d)0\d{2,4} \d{3} ?\d{3,4}\b|(?<!\d)\+\d{1,3} \(?\d"
)
_HOURS: Final = (
    r"(?i)\b\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)? ?(?:-|–|—|to|until|till) ?"
    r"\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b"
    r"|\b\d\d?[:.]\d\d ?(?:-|–|—|to) ?\d\d?[:.]\d\d\b|\b24/7\b|\bopening (?:hours|times)\b"
)
_PROMISED: Final = (
    r"(?i)\b(?:we(?:'ll| will| come| then| start by| begin (?:by|with)| (?:will )?send)"
    r"|our \w+ (?:will|comes?|arrives?)|(?:once|when|after) you (?:call|book|ring|order))\b"
)
REACHED: Final = "an address or a telephone number"
_BESIDE: Final = 3000
"""Characters of a page's end, where firms say where they are."""
_READ: Final = 20_000
_STEPS: Final = 3
_ENOUGH: Final = 2
"""So many kinds of facts keep the promise; then no more of them are looked for."""


def service(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for the place, for four kinds of facts of it, and for a way to reach the firm."""
    named = is_in(body.words, np.sort(tokenise(promise.place).hash))
    if promise.place and not named.any():
        return Delivery(promise, BROKEN, f"promises {promise.place!r}, which the body never names")
    shares = {
        "prices": float(body.count("money")),
        "numbers": body.count("digit_words") / 5,
        "names": body.measured["name_rate"] / 0.06,
        "days or months": float(body.count("month")),
    }
    points = sum(share >= 1 for share in shares.values())
    helping = facts(body) if points < _ENOUGH else []
    kept = degree(points + (REACHED in helping), 1, _ENOUGH)
    told = f"promises {said(promise, 'a service')}"
    if kept == KEPT:
        return Delivery(promise, kept, f"{told}, {' and '.join(helping) or 'facts'} found")
    lacking = missing(shares) or "facts"
    seen = f", but {' and '.join(helping)}" if helping else ""
    return Delivery(promise, kept, f"{told}, {lacking}{seen}")


def facts(body: Body) -> list[str]:
    """Name what the page tells of who calls there: where, when, and what happens then.

    An address and a telephone number may stand beside the content, at the end of the page.
    """
    page = body.page
    text, end = page.main_text[:_READ], page.text[-_BESIDE:]
    places = [(what, part) for what in (_ADDRESS, _TELEPHONE) for part in (text, end)]
    there = {
        REACHED: any(_found(*place) for place in places),
        "opening hours": _found(_HOURS, text) or _found(_HOURS, end),
        "what happens to who calls": _happens(body, text),
    }
    return [name for name, is_there in there.items() if is_there]


def _happens(body: Body, text: str) -> bool:
    """Whether steps are told: by their numbers, as instructions, or as what "we will" do."""
    will = len(_pattern(_PROMISED).findall(text.replace("\u2019", "'")))
    told = round(body.measured["imperatives"] * body_sentences(body.page)[1])
    steps = max(run_of(numbers_told(body.page)), told // 2, will)
    return steps >= _STEPS


def _found(pattern: str, text: str) -> bool:
    return _pattern(pattern).search(text) is not None


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
