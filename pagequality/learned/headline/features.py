"""What a body holds of its headline, as readable numbers; `FEATURES` says what each means.

Only body words that begin like a word of the headline are looked at closely, so the cost
hardly grows with the body.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.rarity import RUN
from pagequality.text.stems import beginning, stems
from pagequality.text.tokens import UPPER, character_ngrams, hash_words
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from pagequality.learned.headline.pair import Body, Promise
    from pagequality.text.arrays import Flags, Floats, Hashes, Ints

_CUES: Final = WORDS / "headline" / "refutation" / "en.txt"
FEATURES: Final = {
    "cover": "share of the headline's rarity that the body holds",
    "cover_rare": "the same with rarity squared, so that rare words count more",
    "cover_rarest": "the same with the fourth power of rarity",
    "rarest_found": "rarity of the rarest word found",
    "rarest_missing": "rarity of the rarest word missing",
    "found": "sum of the rarity of words found",
    "missing": "sum of the rarity of words missing",
    "found_rare": "sum of squared rarity of words found",
    "missing_rare": "sum of squared rarity of words missing",
    "top2": "share of the two rarest words found",
    "top4": "share of the four rarest words found",
    "passage24": "best share of squared rarity within 24 words of the body",
    "passage48": "best share of squared rarity within 48 words of the body",
    "passage24_sum": "best sum of squared rarity within 24 words",
    "passage48_sum": "best sum of squared rarity within 48 words",
    "lead36": "share of squared rarity found in the first 36 words",
    "lead36_sum": "sum of rarity found in the first 36 words",
    "lead96": "share of squared rarity found in the first 96 words",
    "lead96_sum": "sum of rarity found in the first 96 words",
    "first": "logarithm of the position where one of the four rarest words first stands",
    "density": "squared rarity of all matches over the root of the body's length",
    "top_often": "how often the four rarest words stand in the body, weighted",
    "pairs": "share of neighbouring telling words of the headline that follow so in the body",
    "letters": "share of the headline's runs of four letters that the body holds, by rarity",
    "letters_rare": "the same with rarity squared",
    "letters_missing": "sum of the rarity of runs of four letters missing",
    "numbers_found": "numbers of the headline that the body has",
    "numbers_missing": "numbers of the headline that the body lacks",
    "names_found": "squared rarity of words found that the body writes as names",
    "names_share": "its share of all squared rarity",
    "name_rarest": "rarity of the rarest name found",
    "words": "different words of the headline, common ones aside",
    "body_words": "logarithm of the body's length",
    "rarity": "sum of the rarity of the headline's words",
    "refuting": "refuting and doubting words in the headline",
    "body_refuting": "logarithm of their number in the body",
}
"""The features by name, in the order of the model."""

_CHUNK: Final = 12
_LEADS: Final = (3, 8)
_NAME_SHARE: Final = 0.8
_NEAR: Final = 3
_FAR: Final = 8.0
_OFTEN: Final = 8


@cache
def _refuting() -> Flags:
    """Which hash buckets hold a refuting or doubting word."""
    table = np.zeros(1 << 18, bool)
    words = [phrase for phrase in read_phrases(_CUES) if " " not in phrase]
    table[hash_words(words) >> np.uint32(14)] = True
    return table


def refutations(hashes: Hashes) -> int:
    """Count refuting and doubting words."""
    return int(np.count_nonzero(_refuting().take(hashes >> np.uint32(14))))


def matches(promised: Promise, body: Body) -> tuple[Ints, Ints]:
    """Find the headline's stems in the body: positions of words, and the number of the stem."""
    likely = np.flatnonzero(promised.beginnings.take(beginning(body.tokens, body.start)))
    found = stems(body.tokens.codes, body.start[likely], body.end[likely])
    place = np.searchsorted(promised.sought, found)
    same = promised.sought.take(place, mode="clip") == found
    return likely[same], promised.owner[place[same]]


def features(promised: Promise, body: Body) -> Floats:
    """Measure what the body holds of the headline; the values of `FEATURES` in order."""
    position, owner = matches(promised, body)
    size = len(promised.weight)
    times = np.bincount(owner, minlength=size)
    found = times > 0
    weight = promised.weight.astype(np.float64)
    square = weight * weight
    rarest = np.argsort(-weight, kind="stable")[:4]
    dense = np.minimum(times, _OFTEN) @ square / np.sqrt(len(body.start) + 20)
    row = [
        *_cover(weight, found),
        float(found[rarest[:2]].mean()),
        float(found[rarest].mean()),
        *_passages(weight, square, _places(position, owner, (size, len(body.start)))),
        _first(position, owner, rarest),
        float(dense),
        float(np.log1p(times[rarest]) @ square[rarest]),
        _pairs(promised, position, owner),
        *_letters(promised, body),
        float(np.count_nonzero(promised.number & found)),
        float(np.count_nonzero(promised.number & ~found)),
        *_names(body, position, (owner, times, weight)),
        float(size),
        float(np.log(len(body.start) + 1)),
        float(weight.sum()),
        float(refutations(promised.tokens.hash)),
        float(np.log1p(refutations(body.hash))),
    ]
    return np.array(row)


def _cover(weight: Floats, found: Flags) -> list[float]:
    """How much of the headline's rarity is found, in shares, extremes and sums."""
    square = weight * weight
    fourth = square * square
    held, lost = weight[found], weight[~found]
    held2, lost2 = square[found].sum(), square[~found].sum()
    return [
        held.sum() / weight.sum(),
        held2 / (held2 + lost2),
        fourth[found].sum() / fourth.sum(),
        held.max(initial=0.0),
        lost.max(initial=0.0),
        held.sum(),
        lost.sum(),
        held2,
        lost2,
    ]


def _places(position: Ints, owner: Ints, shape: tuple[int, int]) -> Floats:
    """Which stems stand in which stretch of twelve words: a row a stem, a column a stretch."""
    stems_here, words = shape
    present = np.zeros((stems_here, max(words // _CHUNK + 3, _LEADS[-1])))
    present[owner, position // _CHUNK] = 1
    return present


def _passages(weight: Floats, square: Floats, present: Floats) -> list[float]:
    """Best passages of two and of four stretches, and the first stretches of the body."""
    two = np.maximum(present[:, :-1], present[:, 1:])
    four = np.maximum(two[:, :-2], two[:, 2:])
    best2, best4 = (square @ two).max(), (square @ four).max()
    total = square.sum()
    row = [best2 / total, best4 / total, best2, best4]
    for stretches in _LEADS:
        lead = present[:, :stretches].max(axis=1)
        row += [square @ lead / total, weight @ lead]
    return row


def _first(position: Ints, owner: Ints, rarest: Ints) -> float:
    """Logarithm of the first position of one of the rarest stems."""
    is_rare = np.zeros(int(owner.max(initial=-1)) + 1, bool)
    is_rare[rarest[rarest < len(is_rare)]] = True
    rare = position[is_rare[owner]]
    return float(np.log1p(rare[0])) if len(rare) else _FAR


def _pairs(promised: Promise, position: Ints, owner: Ints) -> float:
    """Share of the headline's neighbouring words that follow each other in the body."""
    left, right = promised.order[:-1], promised.order[1:]
    if not len(left):
        return 0.0
    size = len(promised.weight)
    beside = position[1:] - position[:-1] <= _NEAR
    seen = np.zeros(size * size, bool)
    seen[owner[:-1][beside] * size + owner[1:][beside]] = True
    weight = promised.weight[left] + promised.weight[right]
    return float(weight[seen[left * size + right]].sum() / weight.sum())


def _letters(promised: Promise, body: Body) -> list[float]:
    """How many of the headline's runs of four letters the body holds."""
    if not len(promised.letters):
        return [0.0, 0.0, 0.0]
    table = np.zeros(0x10000, bool)
    table[character_ngrams(body.characters(), RUN) & 0xFFFF] = True
    held = table[promised.letters & 0xFFFF]
    weight = promised.letter_weight.astype(np.float64)
    square = weight * weight
    total, some = weight.sum(), weight[held].sum()
    return [some / total, square[held].sum() / square.sum(), total - some]


def _names(body: Body, position: Ints, found: tuple[Ints, Ints, Floats]) -> list[float]:
    """Stems that the body nearly always writes with a capital."""
    owner, times, weight = found
    tokens = body.tokens
    capital = (tokens.kinds[body.start[position]] & UPPER) > 0
    upper = np.bincount(owner, weights=capital, minlength=len(weight))
    name = (times > 0) & (upper >= _NAME_SHARE * times)
    square = weight * weight
    held = square[name].sum()
    return [held, held / square.sum(), weight[name].max(initial=0.0)]
