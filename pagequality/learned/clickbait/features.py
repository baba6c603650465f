"""How a headline is made, as readable numbers and as hashed runs of words and letters.

`FEATURES` says what each number means. The runs are of three kinds: words; words whose rare
ones are replaced by their shape (ending, number), which carry the turn of phrase without
the topic; and letters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from pagequality.text.stems import stems
from pagequality.text.tokens import (
    APOSTROPHE,
    DIGIT,
    LETTER,
    SPACE,
    UPPER,
    Tokens,
    character_ngrams,
    hash_words,
    ngrams,
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
_BACK: Final = np.array([[1], [2], [3]])
_BITS: Final = np.arange(len(CUES), dtype=np.uint16)[:, None]
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
    for bit, cue in enumerate(CUES):
        table[hash_words(lists[cue]) >> _SHIFT] |= np.uint16(1 << bit)
    return table


def _endings(tokens: Tokens) -> Flags:
    """Which words have which of `ENDINGS`; a row an ending."""
    length = tokens.end - tokens.start
    found = length > np.array([[shortest] for shortest in ENDINGS.values()])
    back = tokens.codes.take(tokens.end - _BACK, mode="clip")
    for here, ending in zip(found, ENDINGS, strict=True):
        for letters, char in zip(back, reversed(ending), strict=False):
            np.logical_and(here, letters == ord(char), out=here)
    return found


def _common(hashes: Hashes, common: Hashes) -> Flags:
    """Which words are on the sorted list of common ones."""
    known: Flags = common.take(np.searchsorted(common, hashes), mode="clip") == hashes
    return known


def _shouting(tokens: Tokens) -> int:
    """Words of several letters that are all capitals; none where most words are."""
    upper = np.concatenate([[0], np.cumsum((tokens.kinds & UPPER) > 0)])
    length = tokens.end - tokens.start
    loud = np.count_nonzero((upper[tokens.end] - upper[tokens.start] == length) & (length > 1))
    return 0 if loud > _MOSTLY * len(length) else int(loud)


def features(tokens: Tokens, *, common: Hashes, rarity: Rarity) -> Floats:
    """Measure a cleaned headline of at least one word; the values of `FEATURES` in order."""
    size = len(tokens)
    length = tokens.end - tokens.start
    rare = rarity.of_stems(stems(tokens.codes, tokens.start, tokens.end)).astype(np.float64)
    plain = _common(tokens.hash, common)
    digit = (tokens.kinds[tokens.start] & DIGIT) > 0
    flags = _cues().take(tokens.hash >> _SHIFT)
    table = (flags >> _BITS & np.uint16(1)) > 0
    cue = dict(zip(CUES, table, strict=True))
    after = cue["list_noun"]
    listed = (digit[:-1] & after[1:]).any() or (digit[:-2] & after[2:]).any()
    point, ask = cue["forward_reference"], cue["question_word"]
    text = tokens.text
    row = [
        size,
        len(text),
        length.mean(),
        length.max(),
        plain.mean(),
        plain.sum(),
        rare.mean(),
        rare.max(),
        np.sort(rare)[-3:].mean(),
        (rare > _RARE).mean(),
        digit.sum(),
        digit[0],
        listed,
        _shouting(tokens),
        *(sum(map(text.count, marks)) for marks in MARKS.values()),
        *_endings(tokens).sum(axis=1),
        *table.sum(axis=1),
        *(cue[name][0] for name in OPENERS),
        point[1:].any(),
        ask[1:].any(),
        point.any() and cue["withheld"].any(),
        plain[0],
        plain[-1],
        rare[0],
        rare[-1],
    ]
    return np.array(row, np.float64)


def _shapes(tokens: Tokens, common: Hashes) -> Hashes:
    """The words, with a number for its shape in place of every word that is not common."""
    shape = np.full(len(tokens), 10, np.uint32)
    for number, here in enumerate(_endings(tokens), start=11):
        shape[here] = number
    shape[(tokens.kinds[tokens.start] & DIGIT) > 0] = 20
    return np.where(_common(tokens.hash, common), tokens.hash, shape)


def runs(tokens: Tokens, *, common: Hashes) -> dict[str, Hashes]:
    """Buckets of the different runs of words, shapes and letters of a cleaned headline."""
    words = np.concatenate([_EDGE[0], tokens.hash, _EDGE[1]])
    shapes = np.concatenate([_EDGE[0], _shapes(tokens, common), _EDGE[1]])
    letters = tokens.codes[(tokens.kinds & (LETTER | SPACE | APOSTROPHE)) > 0]
    letters = np.concatenate([_SPACE, letters, _SPACE])
    found = {
        "words": [tokens.hash, ngrams(words, 2), ngrams(words, 3)],
        "shapes": [ngrams(shapes, size) for size in (2, 3, 4)],
        "letters": [character_ngrams(letters, size) for size in (3, 4, 5)],
    }
    return {
        kind: np.unique(np.concatenate(parts) >> np.uint32(32 - RUNS[kind]))
        for kind, parts in found.items()
    }


def read(headline: str) -> Tokens:
    """Tokenise a headline as the model wants it; of a longer one only the beginning."""
    return tokenise(clean(headline[:LONGEST]))
