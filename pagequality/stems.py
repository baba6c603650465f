"""Light stems of words as stable hashes, so that "denies" meets "denied" and "denying".

Possessive and plural endings, ``-ed``, ``-ing`` and up to two final vowels fall off, and
what is left is cut after seven letters. Small on purpose: a stem is a bucket, not a word.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from pagequality.text import Hashes, Ints, character_ngrams, tokenise

LONGEST: Final = 7
"""Letters of a stem that count."""
_SHORT: Final = 3
_APOSTROPHE, _S, _D, _G, _N, _I, _E = (np.uint32(ord(char)) for char in "'sdgnie")
_VOWELS: Final = np.zeros(128, bool)
_VOWELS[[ord(char) for char in "eiy"]] = True


def stem_lengths(codes: npt.NDArray[np.uint32], start: Ints, end: Ints) -> Ints:
    """How many characters of each word are its stem (before the cut at `LONGEST`)."""
    last, before = codes.take(end - 1), codes.take(end - 2, mode="clip")
    plural = (last == _S) & (before != _S)
    length = end - start
    length = length - (plural & (length > _SHORT)) - (plural & (before == _APOSTROPHE))
    stop = start + length
    last, before = codes.take(stop - 1), codes.take(stop - 2, mode="clip")
    past = (last == _D) & (before == _E) & (length > _SHORT + 1)
    going = (last == _G) & (before == _N) & (length > _SHORT + 2)
    going &= codes.take(stop - 3, mode="clip") == _I
    length = length - 2 * past - 3 * going
    for _ in range(2):
        vowel = _VOWELS.take(codes.take(start + length - 1), mode="clip")
        length = length - (vowel & (length > _SHORT))
    lengths: Ints = length
    return lengths


def stems(codes: npt.NDArray[np.uint32], start: Ints, end: Ints) -> Hashes:
    """Hash the stem of every word, given as spans of `Tokens.codes`.

    >>> tokens = tokenise("He denies, she denied; they are denying it: Obama's cat and cats")
    >>> found = stems(tokens.codes, tokens.start, tokens.end)
    >>> bool(found[1] == found[3] == found[6]), bool(found[9] == found[11])
    (True, True)
    """
    if not len(start):
        return np.zeros(0, np.uint32)
    length = np.minimum(stem_lengths(codes, start, end), LONGEST)
    place = np.arange(LONGEST)
    letters = codes.take(start[:, None] + place, mode="clip") * (place < length[:, None])
    # One run of LONGEST characters a word, so every word has exactly one gram at its start.
    grams = character_ngrams(letters.astype(np.uint32).ravel(), LONGEST)
    return grams[::LONGEST]


def stem_words(words: list[str]) -> Hashes:
    """Stems of single words.

    >>> bool(stem_words(["killing"])[0] == stem_words(["killed"])[0])
    True
    """
    tokens = tokenise("\n".join(words))
    return stems(tokens.codes, tokens.start, tokens.end)
