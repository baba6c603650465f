"""Classes of single words, found by table: one look-up a word, all classes at once."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from pagequality.text import Hashes, Ints, hash_words

_STOP_WORDS = Path(__file__).parent / "reading" / "stopwords" / "en.txt"
_BITS: Final = 18
_SHIFT: Final = np.uint32(32 - _BITS)
_FEW = 24


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


_WORDS: Final = {
    Kind.FIRST: "i i'm i've i'd i'll me my mine myself we we're we've our ours us ourselves",
    Kind.SECOND: "you you're you've you'll you'd your yours yourself yourselves",
    Kind.CONNECTIVE: "however moreover furthermore additionally therefore thus consequently "
    "nevertheless nonetheless meanwhile overall ultimately lastly firstly secondly finally "
    "hence similarly likewise whether ensuring allowing making including",
    Kind.SUPERLATIVE: "best top greatest biggest worst most ultimate perfect amazing incredible "
    "shocking stunning unbelievable insane epic definitive complete "
    "essential guaranteed exclusive secret proven surprising everything "
    "never always absolutely totally finest fastest cheapest easiest largest richest",
    Kind.PRAISE: "seamless seamlessly robust comprehensive crucial vital pivotal vibrant "
    "intricate tapestry testament unlock unleash elevate empower empowering leverage leveraging "
    "harness harnessing streamline foster fostering delve navigate navigating landscape realm "
    "journey transform transformative revolutionize revolutionary innovative innovation "
    "unparalleled unmatched exceptional remarkable "
    "invaluable meticulous meticulously tailored reliable affordable trusted premium stunning "
    "effortless effortlessly boost enhance enhancing optimal optimize holistic "
    "dynamic engaging captivating immersive bespoke renowned esteemed "
    "plethora myriad essential essentials beloved iconic nestled boasts showcase showcasing "
    "underscore underscores underscoring highlights embark",
    Kind.BARE_NOUN: "things ways tips guide benefits factors aspects solutions options process "
    "experience quality services industry individuals people various several numerous many "
    "different important importance role world today modern",
    Kind.REPORTING: "said says told asked replied explained wrote added noted reported announced "
    "confirmed testified argued recalled",
    Kind.PAST: "was were had did went came saw made took got gave found thought knew felt left "
    "kept began brought bought stood heard ran sat spoke wrote",
}


@cache
def _table() -> npt.NDArray[np.uint8]:
    """For each hash bucket the kind of the word that falls there."""
    table = np.zeros(1 << _BITS, np.uint8)
    words = {Kind.FUNCTION: _STOP_WORDS.read_text(encoding="utf-8")} | _WORDS
    for kind, listed in words.items():
        table[hash_words(listed.split()) >> _SHIFT] = kind
    return table


def kinds(hashes: Hashes) -> npt.NDArray[np.uint8]:
    """Return the `Kind` of every word.

    >>> from pagequality.text import tokenise
    >>> [Kind(k).name for k in kinds(tokenise("You said the best").hash)]
    ['SECOND', 'REPORTING', 'FUNCTION', 'SUPERLATIVE']
    """
    return _table().take(hashes >> _SHIFT)


def count_kinds(hashes: Hashes) -> Ints:
    """Return how many words of each `Kind` there are."""
    return np.bincount(kinds(hashes), minlength=len(Kind))


def content_words(hashes: Hashes) -> Hashes:
    """Return the distinct words that are of no special kind: those that carry a topic.

    >>> from pagequality.text import tokenise
    >>> len(content_words(tokenise("the best beans and more beans").hash))
    1
    """
    return np.unique(hashes[kinds(hashes) == Kind.OTHER])


def among(words: Hashes, few: Hashes) -> npt.NDArray[np.bool_]:
    """Which words are among a few; faster than sorting while they are few.

    >>> among(hash_words(["to", "be"]), hash_words(["be"])).tolist()
    [False, True]
    """
    if len(few) > _FEW:
        return np.isin(words, few)
    found = np.zeros(len(words), bool)
    for one in few:
        found |= words == one
    return found


def present(few: Hashes, words: Hashes) -> npt.NDArray[np.bool_]:
    """Which of a few words are among many.

    >>> present(hash_words(["be"]), hash_words(["to", "be"])).tolist()
    [True]
    """
    if len(few) > _FEW:
        return np.isin(few, words)
    return np.array([(words == one).any() for one in few], bool)
