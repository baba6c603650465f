"""What a body holds of its headline, as readable numbers; `FEATURES` says what each means.

Only body words that begin like a word of the headline are looked at closely, so the cost
hardly grows with the body.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.learned.rarity import RUN
from pagequality.text.stems import beginning, stems
from pagequality.text.tokens import UPPER, character_ngrams, hash_words
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    likely = promised.beginnings.take(beginning(body.tokens, body.start)).nonzero()[0]
    found = stems(body.tokens.codes, body.start.take(likely), body.end.take(likely))
    place = promised.sought.searchsorted(found)
    same = promised.sought.take(place, mode="clip") == found
    return likely[same], promised.owner[place[same]]


class Found(NamedTuple):
    """The matches of a headline in a body: position and stem of each, and how often each stem.

    Headlines are short: of their stems plain numbers are faster than arrays.
    """

    position: list[int]
    owner: list[int]
    times: list[int]
    weight: list[float]
    rarest: list[int]

    @staticmethod
    def of(promised: Promise, position: Ints, owner: Ints) -> Found:
        """Put the matches beside the rarity of the stems, the four rarest of which are named."""
        weight = promised.weight.tolist()
        times = np.bincount(owner, minlength=len(weight)).tolist()
        rarest = sorted(range(len(weight)), key=weight.__getitem__, reverse=True)[:4]
        return Found(position.tolist(), owner.tolist(), times, weight, rarest)


def features(promised: Promise, body: Body) -> Floats:
    """Measure what the body holds of the headline; the values of `FEATURES` in order."""
    position, owner = matches(promised, body)
    found = Found.of(promised, position, owner)
    weight, times, rarest = found.weight, found.times, found.rarest
    size, words = len(weight), len(body.start)
    dense = sum(min(n, _OFTEN) * one * one for n, one in zip(times, weight, strict=True))
    held = [n > 0 for n in times]
    numbers = [is_held for is_held, is_number in zip(held, promised.number, strict=True)
               if is_number]  # fmt: skip
    row = [
        *_cover(weight, held),
        sum(held[i] for i in rarest[:2]) / len(rarest[:2]),
        sum(held[i] for i in rarest) / len(rarest),
        *_passages(found, (position, owner), words),
        next((math.log1p(at) for at, i in zip(found.position, found.owner, strict=True)
              if i in rarest), _FAR),
        dense / math.sqrt(words + 20),
        sum(math.log1p(times[i]) * weight[i] * weight[i] for i in rarest),
        _pairs(promised, found),
        *_letters(promised, body),
        sum(numbers),
        len(numbers) - sum(numbers),
        *_names(body, position, found),
        size,
        math.log(words + 1),
        sum(weight),
        refutations(promised.tokens.hash),
        math.log1p(refutations(body.hash)),
    ]  # fmt: skip
    return np.array(row, np.float64)


def _cover(weight: list[float], held: list[bool]) -> list[float]:
    """How much of the headline's rarity is found, in shares, extremes and sums."""
    found = [one for one, is_held in zip(weight, held, strict=True) if is_held]
    lost = [one for one, is_held in zip(weight, held, strict=True) if not is_held]
    held1, lost1 = sum(found), sum(lost)
    held2, lost2 = _power(found, 2), _power(lost, 2)
    held4, lost4 = _power(found, 4), _power(lost, 4)
    return [
        held1 / (held1 + lost1),
        held2 / (held2 + lost2),
        held4 / (held4 + lost4),
        max(found, default=0.0),
        max(lost, default=0.0),
        held1,
        lost1,
        held2,
        lost2,
    ]


def _power(numbers: Iterable[float], power: int) -> float:
    """The sum of a power of numbers."""
    return float(sum(one**power for one in numbers))


def _passages(found: Found, matched: tuple[Ints, Ints], words: int) -> list[float]:
    """Best passages of two and of four stretches of twelve words, and the first stretches."""
    square = np.array(found.weight) ** 2
    position, owner = matched
    present = np.zeros((len(square), words // _CHUNK + 5))
    present[owner, position // _CHUNK] = 1
    two = np.maximum(present[:, :-1], present[:, 1:])
    four = np.maximum(two[:, :-2], two[:, 2:])
    best2, best4 = float((square @ two).max()), float((square @ four).max())
    total = _power(found.weight, 2)
    row = [best2 / total, best4 / total, best2, best4]
    for stretches in _LEADS:
        lead = set(found.owner[: bisect_left(found.position, stretches * _CHUNK)])
        held = [found.weight[i] for i in sorted(lead)]
        row += [_power(held, 2) / total, sum(held)]
    return row


def _pairs(promised: Promise, found: Found) -> float:
    """Share of the headline's neighbouring words that follow each other in the body."""
    places = pairwise(zip(found.position, found.owner, strict=True))
    near = {(i, j) for (at, i), (then, j) in places if then - at <= _NEAR}
    seen = [pair in near for pair in pairwise(promised.order.tolist())]
    if not any(seen):
        return 0.0
    weight = promised.weight[promised.order]
    weight = weight[:-1] + weight[1:]
    return float(weight[seen].sum() / weight.sum())


def _letters(promised: Promise, body: Body) -> list[float]:
    """How many of the headline's runs of four letters the body holds."""
    if not len(promised.letters):
        return [0.0, 0.0, 0.0]
    table = np.zeros(0x10000, bool)
    table[character_ngrams(body.characters(), RUN) & 0xFFFF] = True
    held = table.take(promised.letters & 0xFFFF)
    weight = promised.letter_weight.astype(np.float64)
    some = weight[held]
    total, part = float(weight.sum()), float(some.sum())
    return [part / total, float(some @ some) / float(weight @ weight), total - part]


def _names(body: Body, position: Ints, found: Found) -> list[float]:
    """Stems that the body nearly always writes with a capital."""
    capital = (body.tokens.kinds.take(body.start.take(position)) & UPPER).tolist()
    upper = [0] * len(found.weight)
    for owner, large in zip(found.owner, capital, strict=True):
        upper[owner] += large > 0
    told = zip(found.weight, found.times, upper, strict=True)
    names = [one for one, times, large in told if times and large >= _NAME_SHARE * times]
    held = _power(names, 2)
    return [held, held / _power(found.weight, 2), max(names, default=0.0)]
