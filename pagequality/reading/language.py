"""The language of a text, by a vote of its most common words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pagequality.text.tokens import IDEOGRAPH, Tokens, hash_words
from pagequality.text.wordlists import WORDS

if TYPE_CHECKING:
    from pagequality.text.arrays import Flags, Hashes

_BITS = 18
_SHIFT = np.uint32(32 - _BITS)
_ENOUGH_WORDS = 12
_MOST_WORDS = 4000
_LEAST_SHARE = 0.08
_USUAL_SHARE = 0.25
_IDEOGRAPHIC_SHARE = 0.3
_KANA = (0x3040, 0x30FF)


class Language(NamedTuple):
    """A language code (empty when unknown) and how sure that is, in [0, 1]."""

    code: str
    confidence: float


@cache
def _table() -> tuple[tuple[str, ...], Hashes]:
    """The languages, and for each hash bucket one bit a language that has it as stop word."""
    codes = []
    table = np.zeros(1 << _BITS, np.uint32)
    for number, path in enumerate(sorted((WORDS / "stop").glob("*.txt"))):
        codes.append(path.stem)
        words = path.read_text(encoding="utf-8").split()
        table[hash_words(words) >> _SHIFT] |= np.uint32(1 << number)
    return tuple(codes), table


def stop_words(hashes: Hashes, language: str = "en") -> Flags:
    """Which words are stop words of a language.

    >>> from pagequality.text.tokens import tokenise
    >>> stop_words(tokenise("the cat and the hat").hash).tolist()
    [True, False, True, True, False]
    """
    codes, table = _table()
    bit = np.uint32(1 << codes.index(language))
    return (table.take(hashes >> _SHIFT) & bit) > 0


def detect(tokens: Tokens, declared: str = "") -> Language:
    """Name the language whose stop words the text holds most of.

    ``declared`` (the ``lang`` attribute) breaks ties and stands in for too short texts.
    The confidence is the share of the vote that the winner takes.

    >>> from pagequality.text.tokens import tokenise
    >>> detect(tokenise("Das ist nicht der Ort, an dem wir uns mit euch und den Kindern treffen."))
    Language(code='de', confidence=1.0)
    >>> detect(tokenise("ok"), declared="en-GB")
    Language(code='en', confidence=0.3)
    """
    said = declared.strip().lower()[:2]
    count = len(tokens)
    if count < _ENOUGH_WORDS:
        return Language(said, 0.3) if said else Language("", 0.0)
    first = tokens.kinds[tokens.start[:_MOST_WORDS]]
    if np.count_nonzero(first & IDEOGRAPH) > min(count, _MOST_WORDS) * _IDEOGRAPHIC_SHARE:
        return _ideographic(tokens)
    codes, table = _table()
    found = table.take(tokens.hash[:_MOST_WORDS] >> _SHIFT)
    found = found[found > 0]
    votes = np.array([np.count_nonzero(found & np.uint32(1 << i)) for i in range(len(codes))])
    if said in codes:
        votes[codes.index(said)] *= 1.05
    best = int(votes.argmax())
    share = votes[best] / min(count, _MOST_WORDS)
    if share < _LEAST_SHARE:
        return Language(said, 0.3) if said and share > 0 else Language("", 0.0)
    return Language(codes[best], round(min(1.0, float(share) / _USUAL_SHARE), 3))


def _ideographic(tokens: Tokens) -> Language:
    """Tell Japanese, which has kana, from Chinese."""
    codes = tokens.codes
    kana = np.count_nonzero((codes >= _KANA[0]) & (codes <= _KANA[1]))
    return Language("ja" if kana * 20 > len(tokens) else "zh", 0.9)
