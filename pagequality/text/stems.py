"""Light stems of words as stable hashes, so that "denies" meets "denied" and "denying".

Possessive and plural endings, ``-ed``, ``-ing`` and up to two final vowels fall off, and
what is left is cut after seven letters. Small on purpose: a stem is a bucket, not a word.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from pagequality.text.arrays import Codes, Hashes, Ints

LONGEST: Final = 7
"""Letters of a stem that count."""
_SHORT: Final = 3
_APOSTROPHE, _S, _I = (np.uint32(ord(char)) for char in "'si")
_ED, _NG = (np.uint32(ord(last) * 128 + ord(before)) for before, last in ("ed", "ng"))
_VOWELS: Final = np.zeros(128, bool)
_VOWELS[[ord(char) for char in "eiy"]] = True
_PLACE: Final = np.arange(LONGEST)
_WEIGHTS: Final = np.array([
    0x0F4E5E79, 0xC932DC1B, 0xA27C736B, 0x8D199AF5, 0xCBA0E8F3, 0x3E6F74F5, 0xDD730DDF,
], np.uint32)  # fmt: skip
"""Odd numbers drawn at random, one a letter."""


def stem_lengths(codes: Codes, start: Ints, end: Ints) -> Ints:
    """How many characters of each word are its stem (before the cut at `LONGEST`)."""
    last, before = codes.take(end - 1), codes.take(end - 2, mode="clip")
    length = end - start
    plural = (last == _S) & (before != _S) & (length > _SHORT)
    length = length - plural - (plural & (before == _APOSTROPHE))
    stop = start + length
    last, before = codes.take(stop - 1), codes.take(stop - 2, mode="clip")
    tail = last * np.uint32(128) + before
    length -= 2 * ((tail == _ED) & (length > _SHORT + 1))
    length -= 3 * (
        (tail == _NG) & (length > _SHORT + 2) & (codes.take(stop - 3, mode="clip") == _I)
    )
    for _ in range(2):
        vowel = _VOWELS.take(codes.take(start + length - 1), mode="clip")
        length -= vowel & (length > _SHORT)
    lengths: Ints = length
    return lengths


def stems(codes: Codes, start: Ints, end: Ints) -> Hashes:
    """Hash the stem of every word, given as spans of `Tokens.codes`.

    >>> tokens = tokenise("He denies, she denied; they are denying it: Obama's cat and cats")
    >>> found = stems(tokens.codes, tokens.start, tokens.end)
    >>> bool(found[1] == found[3] == found[6]), bool(found[9] == found[11])
    (True, True)
    """
    if not len(start):
        return np.zeros(0, np.uint32)
    length = np.minimum(stem_lengths(codes, start, end), LONGEST)
    letters = codes.take(start[:, None] + _PLACE, mode="clip")
    letters *= length[:, None] > _PLACE
    sums = letters @ _WEIGHTS
    sums ^= sums >> 15
    sums *= 0x2C1B3C6D
    sums ^= sums >> 12
    sums *= 0x297A2D39
    sums ^= sums >> 15
    return sums


@lru_cache(maxsize=4)
def stems_of(tokens: Tokens) -> Hashes:
    """The stem of every word of a short text; of a headline several models ask for them."""
    return stems(tokens.codes, tokens.start, tokens.end)


def stem_words(words: list[str]) -> Hashes:
    """Stems of single words.

    >>> bool(stem_words(["killing"])[0] == stem_words(["killed"])[0])
    True
    """
    tokens = tokenise("\n".join(words))
    return stems(tokens.codes, tokens.start, tokens.end)


def beginning(tokens: Tokens, start: Ints) -> Ints:
    """A small number for the first two characters of each word."""
    codes = tokens.codes
    following = codes.take(start + 1, mode="clip")
    number: Ints = ((codes.take(start) * np.uint32(67) + following) & np.uint32(4095)).astype(
        np.intp
    )
    return number
