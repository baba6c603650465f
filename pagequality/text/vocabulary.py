"""Classes of single words, found by table: one look-up a word, all classes at once."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from pagequality.text.counts import distinct
from pagequality.text.tokens import hash_words
from pagequality.text.wordlists import WORDS, read_folder, read_phrases

if TYPE_CHECKING:
    from pagequality.text.arrays import Flags, Hashes

_BITS: Final = 18
_SHIFT: Final = np.uint32(32 - _BITS)
_FEW = 64
_NO_PLACES: Final = (
    "north south east west northern southern eastern western central "
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter "
    "christmas easter english french german spanish italian latin chinese japanese arabic welsh "
    "irish gaelic dutch russian polish portuguese hebrew greek"
)
"""Names that stand behind "in" and are no places: directions, times, languages."""


class Kind(IntEnum):
    """What a word is; a word has one kind."""

    OTHER = 0
    FUNCTION = 1
    FIRST = 2
    SECOND = 3
    CONNECTIVE = 4
    SUPERLATIVE = 5
    PRAISE = 6
    BARE_NOUN = 7
    REPORTING = 8
    PAST = 9


@cache
def _table() -> npt.NDArray[np.uint8]:
    """For each hash bucket the kind of the word that falls there."""
    table = np.zeros(1 << _BITS, np.uint8)
    listed = read_folder(WORDS / "kinds") | {"function": read_phrases(WORDS / "stop" / "en.txt")}
    for kind in list(Kind)[1:]:  # a word on two lists is of the later kind
        table[hash_words(listed[kind.name.lower()]) >> _SHIFT] = kind
    return table


def kinds(hashes: Hashes) -> npt.NDArray[np.uint8]:
    """Return the `Kind` of every word.

    >>> from pagequality.text.tokens import tokenise
    >>> [Kind(k).name for k in kinds(tokenise("You said the best").hash)]
    ['SECOND', 'REPORTING', 'FUNCTION', 'SUPERLATIVE']
    """
    return _table().take(hashes >> _SHIFT)


def content_words(hashes: Hashes) -> Hashes:
    """Return the distinct words that are of no special kind: those that carry a topic.

    >>> from pagequality.text.tokens import tokenise
    >>> len(content_words(tokenise("the best beans and more beans").hash))
    1
    """
    return distinct(hashes[kinds(hashes) == Kind.OTHER])


@cache
def words_before_places() -> Hashes:
    """Return the words behind which the name of a place often stands."""
    return hash_words(["in", "near"])


@cache
def no_places() -> Hashes:
    """Return names behind these words that are no places: directions, times, languages."""
    return hash_words(_NO_PLACES.split())


def among(words: Hashes, few: Hashes) -> Flags:
    """Which words are among a few; faster than sorting while they are few.

    >>> among(hash_words(["to", "be"]), hash_words(["be"])).tolist()
    [False, True]
    """
    if len(few) > _FEW:
        return np.isin(words, few)
    found: Flags = (few[:, None] == words).any(axis=0)
    return found


def present(few: Hashes, words: Hashes) -> Flags:
    """Which of a few words are among many.

    >>> present(hash_words(["be"]), hash_words(["to", "be"])).tolist()
    [True]
    """
    if len(few) > _FEW:
        return np.isin(few, words)
    found: Flags = (few[:, None] == words).any(axis=1)
    return found


def count_present(few: Hashes, words: Hashes) -> int:
    """Return how many of a few words are among many.

    >>> count_present(hash_words(["be", "see"]), hash_words(["to", "be"]))
    1
    """
    return int(np.count_nonzero(present(few, words)))
