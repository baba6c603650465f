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
    degree,
    sentences_of,
)
from pagequality.text.counts import distinct
from pagequality.text.stems import stems
from pagequality.text.tokens import DIGIT, UPPER, tokenise
from pagequality.text.wordlists import is_in, listed, phrase_starts

if TYPE_CHECKING:
    from pagequality.learned.promises.kinds import HeadlinePromise
    from pagequality.text.arrays import Flags, Hashes

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
    number, _ = sentences_of(body)
    opening = np.diff(number, prepend=-1) > 0
    asked = np.isin(body.words, body.page.headline_tokens.hash)
    return large & ~plain & ~opening & ~asked | is_in(body.words, listed("people"))


def _value(promise: HeadlinePromise, body: Body, asked: Asked) -> Delivery:
    """Look for the sentence that says most of the subject, and whether it evades.

    Only a sentence with half of the subject's words says of that subject that it is not known:
    "503 service unavailable" is no answer, but none that is refused either. Where half of them
    stand in a sentence, but nothing of the kind that is asked for, the promise is kept in part.
    """
    sought, what = _sought(promise, promise.figure), asked.called
    share, word = _best_sentence(body, sought, asked.words)
    if share >= HALF and _evading(body, word):
        return Delivery(promise, BROKEN, "says that it is not known, or not yet", body.at(word))
    kept = degree(share, _SOME, HALF)
    if kept == KEPT:
        return Delivery(promise, kept, f"a sentence gives {what}", body.at(word))
    said, place = _best_sentence(body, sought, np.ones(len(body.words), bool))
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


def _best_sentence(body: Body, sought: Hashes, more: Flags) -> tuple[float, int]:
    """Best share of the sought words in a sentence with one of the words marked, and a word of it.

    Sentences of the first half of the body are read.
    """
    if not len(sought):
        return 0.0, -1
    tokens = body.page.tokens
    number, size = sentences_of(body)
    found = stems(tokens.codes, tokens.start[body.places], tokens.end[body.places])
    place = np.searchsorted(sought, found).clip(max=len(sought) - 1)
    here = np.flatnonzero(sought[place] == found)
    pairs = distinct(number[here].astype(np.int64) * len(sought) + place[here])
    held = np.bincount(pairs // len(sought), minlength=size) / len(sought)
    marked = np.bincount(number, weights=more, minlength=size) > 0
    held = np.where(marked, held, 0.0)[: max(3, int(size * _EARLY) + 1)]
    best = int(np.argmax(held))
    return float(held[best]), int(np.searchsorted(number, best)) if held[best] else -1


def _evading(body: Body, word: int) -> bool:
    """Whether the sentence of a word says, in words of its own, that an answer is not given.

    What the headline says, such as "under construction", is what the page is about.
    """
    number, _ = sentences_of(body)
    inside = body.words[number == number[word]]
    headline = body.page.headline_tokens.hash
    here = set(inside[phrase_starts(inside, "evasion")].tolist())
    said = set(headline[phrase_starts(headline, "evasion")].tolist())
    return bool(here - said)
