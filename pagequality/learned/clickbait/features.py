"""How a headline is made, as readable numbers and as hashed runs of words and letters.

`FEATURES` says what each number means. The runs are of three kinds: words; words whose rare
ones are replaced by their shape (ending, number), which carry the turn of phrase without
the topic; and letters.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from pagequality.text.stems import stems_of
from pagequality.text.tokens import (
    APOSTROPHE,
    DIGIT,
    LETTER,
    SPACE,
    Tokens,
    hash_words,
    ngrams_to,
    tokenise,
)
from pagequality.text.wordlists import WORDS, read_folder

if TYPE_CHECKING:
    from pagequality.learned.rarity import Rarity
    from pagequality.text.arrays import Flags, Floats, Hashes


CUES: Final = (
    "conjunction",
    "first_person",
    "forward_reference",
    "hard_news",
    "hype",
    "imperative",
    "list_noun",
    "negation",
    "question_word",
    "second_person",
    "superlative",
    "third_person",
    "withheld",
)
"""Lists of words, a folder each under ``cues/``; a feature counts the words of each list."""
OPENERS: Final = (
    "first_person",
    "forward_reference",
    "imperative",
    "negation",
    "question_word",
    "second_person",
    "third_person",
)
"""Lists that also count as the first word of a headline."""
MARKS: Final = {
    "question": "?",
    "exclamation": "!",
    "quotation": '"“',
    "colon": ":",
    "comma": ",",
    "dots": "…",
    "money": "$£€%",
    "dash": "-–—",
    "bracket": "(",
    "apostrophe": "'’",
}
"""Marks that are counted."""
ENDINGS: Final = {"ly": 4, "ing": 4, "est": 4, "s": 3, "ed": 4}
"""Endings that are counted, on words longer than this."""

FEATURES: Final = {
    "words": "words of the headline",
    "characters": "characters of the headline",
    "word_length": "mean length of its words",
    "longest_word": "length of its longest word",
    "common_share": "share of common words",
    "common": "common words",
    "rarity": "mean rarity of its words",
    "rarest": "rarity of its rarest word",
    "rarest3": "mean rarity of its three rarest words",
    "rare_share": "share of rare words",
    "numbers": "numbers",
    "number_first": "begins with a number",
    "list": "a number with a noun of lists after it, or one word between",
    "shouting": "words in capitals, unless most are",
    **{f"mark_{name}": f"number of {name} marks" for name in MARKS},
    **{f"ending_{ending}": f"words that end in -{ending}" for ending in ENDINGS},
    **{f"cue_{cue}": f"words of the list {cue}" for cue in CUES},
    **{f"opens_{cue}": f"begins with a word of the list {cue}" for cue in OPENERS},
    "reference_later": "points forward after its first word",
    "question_later": "a question word after its first word",
    "tease": "points forward and withholds something",
    "opens_common": "begins with a common word",
    "ends_common": "ends with a common word",
    "opens_rarity": "rarity of its first word",
    "ends_rarity": "rarity of its last word",
}
"""The features by name, in the order of the model."""

RUNS: Final = {"words": 16, "shapes": 16, "letters": 16}
"""The kinds of hashed runs, and the bits of their tables."""

_ARTEFACTS: Final = re.compile(
    r"https?://\S+|\bpic\.twitter\S+|(?<!\w)[@#](?=\w)|^RT\s+|[\s:…]+$|\.{2,}\s*$"
)
_FOLDER: Final = WORDS / "headline"
_BITS: Final = {cue: 1 << number for number, cue in enumerate(CUES)}
_SHIFT: Final = np.uint32(14)
_RARE: Final = 6.0
LONGEST: Final = 1000
"""Characters of a headline that are read: cleaning takes time with the square of them."""
_MOSTLY: Final = 0.7
_EDGE: Final = np.array([7], np.uint32), np.array([9], np.uint32)
_SPACE: Final = np.array([32], np.uint32)


def clean(headline: str) -> str:
    """Drop what only posts have: links, leading RT, @ and # before words, trailing dots.

    >>> clean("RT @nasa: What #Mars looks like… http://t.co/x")
    'nasa: What Mars looks like'
    """
    before = None
    while before != headline:
        before, headline = headline, _ARTEFACTS.sub("", headline).strip()
    return headline


@cache
def _cues() -> npt.NDArray[np.uint16]:
    """For each hash bucket the lists that its word is on, a bit each."""
    table = np.zeros(1 << 18, np.uint16)
    lists = read_folder(_FOLDER)
    for cue, bit in _BITS.items():
        table[hash_words(lists[cue]) >> _SHIFT] |= np.uint16(bit)
    return table


def _endings(tokens: Tokens) -> list[tuple[int, ...]]:
    """For each word the numbers of `ENDINGS` that it has."""
    text = tokens.lower
    spans = zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)
    return [_endings_of(text[start:end]) for start, end in spans]


@lru_cache(maxsize=1 << 12)
def _endings_of(word: str) -> tuple[int, ...]:
    """The numbers of `ENDINGS` that a word in lower case has."""
    return tuple(
        number
        for number, (ending, longer) in enumerate(ENDINGS.items())
        if word.endswith(ending) and len(word) > longer
    )


def _common(hashes: Hashes, common: Hashes) -> Flags:
    """Which words are on the sorted list of common ones."""
    known: Flags = common.take(common.searchsorted(hashes), mode="clip") == hashes
    return known


def _shouting(words: list[str]) -> int:
    """Words of several letters that are all capitals; none where most words are."""
    loud = sum(len(word) > 1 and all(map(str.isupper, word)) for word in words)
    return 0 if loud > _MOSTLY * len(words) else loud


def features(tokens: Tokens, *, common: Hashes, rarity: Rarity) -> Floats:
    """Measure a cleaned headline of at least one word; the values of `FEATURES` in order.

    Headlines are short: plain numbers are faster here than arrays.
    """
    text, size = tokens.text, len(tokens)
    words = [text[a:b] for a, b in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)]
    length = [len(word) for word in words]
    rare = rarity.of_stems(stems_of(tokens)).tolist()
    plain = _common(tokens.hash, common).tolist()
    digit = ((tokens.kinds.take(tokens.start) & DIGIT) > 0).tolist()
    lists = _cues().take(tokens.hash >> _SHIFT).tolist()
    ending = [number for found in _endings(tokens) for number in found]
    rarest = sorted(rare)[-3:]
    later = lists[1:]
    row = [
        size,
        len(text),
        sum(length) / size,
        max(length),
        sum(plain) / size,
        sum(plain),
        sum(rare) / size,
        rarest[-1],
        sum(rarest) / len(rarest),
        sum(value > _RARE for value in rare) / size,
        sum(digit),
        digit[0],
        _lists(digit, lists),
        _shouting(words),
        *(sum(map(text.count, marks)) for marks in MARKS.values()),
        *map(ending.count, range(len(ENDINGS))),
        *(sum(found & bit > 0 for found in lists) for bit in _BITS.values()),
        *(lists[0] & _BITS[name] > 0 for name in OPENERS),
        _any(later, "forward_reference"),
        _any(later, "question_word"),
        _any(lists, "forward_reference") and _any(lists, "withheld"),
        plain[0],
        plain[-1],
        rare[0],
        rare[-1],
    ]
    return np.array(row, np.float64)


def _any(lists: list[int], cue: str) -> bool:
    """Whether a word is on a list."""
    return any(found & _BITS[cue] for found in lists)


def _lists(digit: list[bool], lists: list[int]) -> bool:
    """Whether a number has a noun of lists behind it, or one word between."""
    return any(
        is_number and _any(lists[place + 1 : place + 3], "list_noun")
        for place, is_number in enumerate(digit)
    )


def _shapes(tokens: Tokens, common: Hashes) -> Hashes:
    """The words, with a number for its shape in place of every word that is not common."""
    shape = np.array([11 + found[-1] if found else 10 for found in _endings(tokens)], np.uint32)
    shape[(tokens.kinds.take(tokens.start) & DIGIT) > 0] = 20
    return np.where(_common(tokens.hash, common), tokens.hash, shape)


def runs(tokens: Tokens, *, common: Hashes) -> dict[str, Hashes]:
    """Buckets of the different runs of words, shapes and letters of a cleaned headline.

    All three stand in one array, so that each length of run is hashed once; runs across two
    kinds are left out.
    """
    letters = tokens.codes[(tokens.kinds & (LETTER | SPACE | APOSTROPHE)) > 0]
    everything = np.concatenate([
        _EDGE[0], tokens.hash, _EDGE[1],
        _EDGE[0], _shapes(tokens, common), _EDGE[1],
        _SPACE, letters, _SPACE,
    ])  # fmt: skip
    size = len(tokens) + 2
    of = dict(enumerate(ngrams_to(everything, 5), start=2))
    words = [of[length][: size + 1 - length] for length in (2, 3)]
    shapes = [of[length][size : 2 * size + 1 - length] for length in (2, 3, 4)]
    letters_of = [of[length][2 * size :] for length in (3, 4, 5)]
    found = {"words": [tokens.hash, *words], "shapes": shapes, "letters": letters_of}
    return {
        kind: _different(np.concatenate(parts) >> np.uint32(32 - RUNS[kind]))
        for kind, parts in found.items()
    }


def _different(numbers: Hashes) -> Hashes:
    """The different numbers, sorted."""
    numbers.sort()
    kept = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=kept[1:])
    return numbers[kept]


def read(headline: str) -> Tokens:
    """Tokenise a headline as the model wants it; of a longer one only the beginning."""
    return tokenise(clean(headline[:LONGEST]))
