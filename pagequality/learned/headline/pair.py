"""A headline and a body made ready for each other: stems, rarity and runs of letters.

The words of the headline are weighed by their rarity in a background of web text and
news; the body is any choice of the words of a page that has been tokenised once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.rarity import RUN
from pagequality.text.counts import distinct, first_of_each
from pagequality.text.stems import beginning, stem_words, stems_of
from pagequality.text.tokens import DIGIT, Tokens, character_ngrams, tokenise

if TYPE_CHECKING:
    from pagequality.learned.rarity import Weigher
    from pagequality.text.arrays import Flags, Floats32, Hashes, Ints


MOST_PROMISED: Final = 200
"""Words of a headline that are read: pairs of them take room with the square of it."""
MOST_WORDS: Final = 1500
"""Words of a body that are read."""
MOST_LETTERS: Final = 8000
"""Characters of a body whose runs of letters are read."""
COMMON: Final = 0.7
"""Words of less rarity promise nothing (every second text has them) and are left out."""
_TINY: Final = np.float32(0.02)
_NUMBERS: Final = "zero one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True, slots=True, eq=False)
class Promise:
    """A headline made ready to be looked up.

    For each different stem that is not too common: where it first stands in the headline,
    its rarity, and whether it is a number; ``order`` lists them as the headline does.
    ``sought`` are the stems to look for, sorted, and ``owner`` whose they are (a number is
    also sought by its name).
    """

    tokens: Tokens
    first: Ints
    weight: Floats32
    number: Flags
    order: Ints
    sought: Hashes
    owner: Ints
    beginnings: Flags
    letters: Hashes
    letter_weight: Floats32


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """The words of a page that stand under the headline: offsets into the page's characters."""

    tokens: Tokens
    start: Ints
    end: Ints
    hash: Hashes

    @staticmethod
    def of(tokens: Tokens, words: Ints | None = None, *, most: int = MOST_WORDS) -> Body:
        """Take the first words of a text, or of those with these numbers."""
        if words is None:
            return Body(tokens, tokens.start[:most], tokens.end[:most], tokens.hash[:most])
        words = words[:most]
        return Body(tokens, tokens.start[words], tokens.end[words], tokens.hash[words])

    def characters(self) -> Hashes:
        """The characters of the body; between words far apart only the words themselves."""
        if not len(self.start):
            return self.tokens.codes[:0]
        cut = (self.start[1:] - self.end[:-1] > RUN).nonzero()[0]
        if not len(cut):
            return self.tokens.codes[self.start[0] : self.end[-1]][:MOST_LETTERS]
        opens = self.start[np.concatenate([[0], cut + 1])]
        closes = self.end[np.concatenate([cut, [len(self.end) - 1]])]
        parts = [self.tokens.codes[a : b + 1] for a, b in zip(opens, closes, strict=True)]
        return np.concatenate(parts)[:MOST_LETTERS]


@cache
def _aliases() -> tuple[Hashes, Hashes, Ints]:
    """Stems of numbers as digits and as words, their other form, and how that begins."""
    digits = [str(number) for number in range(len(_NUMBERS))]
    written = tokenise(" ".join([*_NUMBERS, *digits]))
    known, other = stem_words([*digits, *_NUMBERS]), stem_words([*_NUMBERS, *digits])
    order = np.argsort(known)
    return known[order], other[order], beginning(written, written.start)[order]


def promise(headline: Tokens, rarity: Weigher) -> Promise:
    """Make a headline with at least one word ready; of a longer one only the beginning."""
    unique, first = first_of_each(stems_of(headline)[:MOST_PROMISED])
    number = (headline.first.take(first) & DIGIT) > 0
    weight = np.maximum(rarity.of_stems(unique), _TINY)
    telling = (weight >= COMMON) | number
    if telling.any():
        unique, first, number = unique[telling], first[telling], number[telling]
        weight = weight[telling]
    known, other, begins = _aliases()
    place = known.searchsorted(unique)
    named = (known.take(place, mode="clip") == unique).nonzero()[0]
    place = place.take(named)
    sought = np.concatenate([unique, other.take(place)])
    owner = np.concatenate([np.arange(len(unique)), named])
    by_hash = sought.argsort(kind="stable")
    beginnings = np.zeros(4096, bool)
    beginnings[beginning(headline, headline.start[first])] = True
    beginnings[begins.take(place)] = True
    letters = distinct(character_ngrams(headline.codes, RUN))
    return Promise(
        tokens=headline,
        first=first,
        weight=weight,
        number=number,
        order=first.argsort(kind="stable"),
        sought=sought[by_hash],
        owner=owner[by_hash],
        beginnings=beginnings,
        letters=letters,
        letter_weight=np.maximum(rarity.of_letters(letters), _TINY),
    )
