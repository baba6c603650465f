"""Answers, figures and dates: does a sentence give what was asked, early and near its subject?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

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
)
from pagequality.page.memo import once
from pagequality.text.counts import distinct
from pagequality.text.stems import stems
from pagequality.text.tokens import DIGIT, UPPER, tokenise
from pagequality.text.wordlists import is_in, listed, phrase_starts

if TYPE_CHECKING:
    from pagequality.learned.promises.kinds import HeadlinePromise
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Floats, Hashes

_EARLY: Final = 0.5
"""The share of a body's sentences that are read for an answer."""
_SOME: Final = 0.25
_YEAR: Final = 4
"""Digits of a year; a bare number of more is a sum of money."""
_SIGNS: Final = [*map(ord, "$£€₹")]
_BLANK, _COMMA = ord(" "), ord(",")
_MONEY: Final = frozenset(
    "budget cheapest cost costs deposit fee fees price prices pricing revenue salaries salary wage "
    "wages worth earn earns pay pays spend charge charges".split()
)
_MOMENT: Final = frozenset("date dates deadline due".split())


class Asked(NamedTuple):
    """What is asked for: which words of a body are of that kind, and what it is called.

    Where they are told by lists, which know not all, the kind is strict.
    """

    words: Flags
    called: str
    strict: bool = False


def figure(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for a figure of the kind that is promised."""
    if promise.number is not None:
        return Delivery(promise, UNKNOWN, "")
    return _value(promise, body, _asked_for(promise, body))


def answer(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for an answer: a moment where asked when, a figure where asked how much."""
    if promise.asked == "how to":
        return Delivery(promise, UNKNOWN, "")
    if promise.asked in ("when", "how much", "how many"):
        return figure(promise, body)
    if promise.asked == "who":
        return _value(promise, body, Asked(_somebody(body), "a name", strict=True))
    return _value(promise, body, Asked(np.ones(len(body.words), bool), "an answer"))


def _asked_for(promise: HeadlinePromise, body: Body) -> Asked:
    """Which words of a body are of the kind that is promised, and what it is called."""
    named = set(promise.figure.split())
    if promise.asked == "how much":
        named.update(promise.subject.lower().split())
    tokens, start = body.page.tokens, body.page.tokens.start[body.places]
    digits, size = (tokens.kinds[start] & DIGIT) > 0, tokens.end[body.places] - start
    if promise.asked == "when" or named & _MOMENT:
        years = digits & (size == _YEAR)
        told = is_in(body.words, listed("moment")) | is_in(body.words, listed("month"))
        return Asked(years | told, "a date or a time", strict=True)
    if named & _MONEY:
        before = tokens.codes.take(start - 1, mode="clip")
        before = np.where(before == _BLANK, tokens.codes.take(start - 2, mode="clip"), before)
        grouped = tokens.codes.take(tokens.end[body.places], mode="clip") == _COMMA
        signs = digits & (np.isin(before, _SIGNS) | (size > _YEAR) | grouped)
        return Asked(signs | is_in(body.words, listed("money")), "an amount of money", strict=True)
    return Asked(digits, "a figure")


def _somebody(body: Body) -> Flags:
    """Which words may say who: names that the headline does not say, or what people are called."""
    tokens = body.page.tokens
    large = (tokens.first.take(body.places) & UPPER) > 0
    plain = body.page.kinds.take(body.places) > 0  # a function word, praise and such
    number, _ = body_sentences(body.page)
    opening = np.diff(number, prepend=-1) > 0
    asked = np.isin(body.words, body.page.headline_tokens.hash)
    return large & ~plain & ~opening & ~asked | is_in(body.words, listed("people"))


def _value(promise: HeadlinePromise, body: Body, asked: Asked) -> Delivery:
    """Look for the sentence that says most of the subject, and whether it evades.

    Only a sentence with half of the subject's words says of that subject that it is not known:
    "503 service unavailable" is no answer, but none that is refused either. Where half of them
    stand in a sentence, but nothing of the kind that is asked for, the promise is kept in part.
    """
    what, held = asked.called, _held(body, _sought(promise, promise.figure))
    number, size = body_sentences(body.page)
    marked = np.bincount(number, weights=asked.words, minlength=size)[: len(held)] > 0
    share, word = _best(body, np.where(marked, held, 0.0))
    if share >= HALF and _evading(body, word):
        return Delivery(promise, BROKEN, "says that it is not known, or not yet", body.at(word))
    kept = degree(share, _SOME, HALF)
    if kept == KEPT:
        return Delivery(promise, kept, f"a sentence gives {what}", body.at(word))
    said, place = _best(body, held)
    if said >= HALF and _evading(body, place):
        return Delivery(promise, BROKEN, "says that it is not known, or not yet", body.at(place))
    if word < 0:
        kept = PARTLY if said >= HALF and asked.strict else BROKEN
        return Delivery(promise, kept, f"no early sentence gives {what} for its subject")
    found = f"no early sentence with {what} has more than {share:.0%} of the subject's words"
    return Delivery(promise, kept, found, body.at(word))


def _sought(promise: HeadlinePromise, *more: str) -> Hashes:
    words = tokenise(" ".join([promise.subject, *more]))
    return distinct(stems(words.codes, words.start, words.end))


def _held(body: Body, sought: Hashes) -> Floats:
    """The share of the sought words that each sentence of the body's first half has."""
    number, size = body_sentences(body.page)
    early = max(3, int(size * _EARLY) + 1)
    if not len(sought):
        return np.zeros(min(size, early))
    found = _stems(body.page)
    place = np.searchsorted(sought, found).clip(max=len(sought) - 1)
    here = np.flatnonzero(sought[place] == found)
    pairs = distinct(number[here].astype(np.int64) * len(sought) + place[here])
    held: Floats = np.bincount(pairs // len(sought), minlength=size)[:early] / len(sought)
    return held


@once
def _stems(page: Page) -> Hashes:
    """The stems of the body's words."""
    tokens, places = page.tokens, page.body_places
    return stems(tokens.codes, tokens.start[places], tokens.end[places])


def _best(body: Body, held: Floats) -> tuple[float, int]:
    """The best of these shares, and the first word of its sentence; -1 where none has any."""
    best = int(np.argmax(held))
    number, _ = body_sentences(body.page)
    return float(held[best]), int(np.searchsorted(number, best)) if held[best] else -1


def _evading(body: Body, word: int) -> bool:
    """Whether the sentence of a word says, in words of its own, that an answer is not given.

    What the headline says, such as "under construction", is what the page is about.
    """
    number, _ = body_sentences(body.page)
    inside = body.words[number == number[word]]
    headline = body.page.headline_tokens.hash
    here = set(inside[phrase_starts(inside, "evasion")].tolist())
    said = set(headline[phrase_starts(headline, "evasion")].tolist())
    return bool(here - said)
