"""A second look, by letters, at lines that might be an adblock notice.

Such notices come in more wordings than labelled ones show. Runs of a few letters know "blocker" in
compounds and with any ending, and with the space before it the beginning of a word. They have half
the say over such a line; at all others they do not look, so that a page costs no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.learned.template_noise.features import KINDS
from pagequality.text.tokens import ngrams_to

if TYPE_CHECKING:
    from pagequality.learned.template_noise.features import Lines
    from pagequality.text.arrays import Array, Floats32, Ints

NOTICE: Final = KINDS.index("adblock")
"""The kind whose lines are looked at twice; few labelled lines of it have markup."""
BITS: Final = 13
"""How many bits of the hash of a run choose its weight."""
READ: Final = 400
"""Letters behind so many of a line are not looked at."""
_SHORTEST, _LONGEST = 2, 5
_ASKED = -3.0
_SHARE = 0.5
_TOGETHER = 256
_SPACE = np.uint32(ord(" "))


class Runs(NamedTuple):
    """The different runs of letters of some lines, line by line.

    Attributes:
        bucket: which weight each run has.
        number: how many each line has: at least one, for a space stands before and behind it.
    """

    bucket: Ints
    number: Ints


def runs(lines: Lines, chosen: Ints) -> Runs:
    """Find the runs of two to five characters in some lines, each once a line.

    >>> from pagequality.learned.template_noise.features import find_lines
    >>> from pagequality.text.tokens import tokenise
    >>> runs(find_lines(tokenise("ad ad"), np.array([0])), np.array([0])).number.tolist()
    [12]
    """
    start = lines.start.take(chosen)
    size = np.minimum(lines.end.take(chosen) - start, READ)
    line = np.arange(len(chosen)).repeat(size + 2)
    inner = np.arange(size.sum())
    framed = np.full(len(line), _SPACE)
    before = (size.cumsum() - size).repeat(size)
    own = np.arange(len(chosen)).repeat(size)
    framed[inner + 2 * own + 1] = lines.tokens.codes.take(inner - before + start.take(own))
    found = []
    for hashes in ngrams_to(framed, _LONGEST)[_SHORTEST - 2 :]:
        first = line[: len(hashes)]
        inside = first == line[len(line) - len(hashes) :]
        key = first[inside] << BITS
        key |= (hashes[inside] >> np.uint32(32 - BITS)).astype(np.intp)
        found.append(key)
    keys = np.unique(np.concatenate(found))
    return Runs(keys & ((1 << BITS) - 1), np.bincount(keys >> BITS, minlength=len(chosen)))


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """What runs of letters say of a line: log-odds that it is an adblock notice.

    Attributes:
        weight: one a bucket.
        start: what is said before anything is read.
    """

    weight: Floats32
    start: float

    @classmethod
    def of(cls, array: Array) -> Letters:
        """Read what `to_array` wrote; `ValueError` if it is of another form.

        >>> Letters.of(np.zeros(3))
        Traceback (most recent call last):
            ...
        ValueError: the weights of letters have the shape (3,)
        """
        if array.shape != ((1 << BITS) + 1,) or array.dtype.kind != "f":
            message = f"the weights of letters have the shape {array.shape}"
            raise ValueError(message)
        weight = array.astype(np.float32)
        return cls(weight[:-1], float(weight[-1]))

    def to_array(self) -> Array:
        """Return weights and start as one array at half precision."""
        return np.append(self.weight, np.float32(self.start)).astype(np.float16)

    def say(self, lines: Lines, chosen: Ints) -> Floats32:
        """Log-odds of each of some lines, some hundred at a time, however many there are.

        The sum of the weights of its runs is divided by the root of how many there are.
        """
        said = np.empty(len(chosen), np.float32)
        for first in range(0, len(chosen), _TOGETHER):
            bucket, number = runs(lines, chosen[first : first + _TOGETHER])
            ends = number.cumsum()
            sums = np.add.reduceat(self.weight.take(bucket), ends - number)
            said[first : first + _TOGETHER] = sums / np.sqrt(number) + self.start
        return said


def standing(log_odds: Array) -> Array:
    """Log-odds of an adblock notice against all other classes together, a row a line.

    >>> float(standing(np.zeros((1, 3))).round(4)[0]) == float(-np.log(2).round(4))
    True
    """
    rest = np.delete(log_odds, NOTICE, axis=1)
    most = rest.max(axis=1)
    rest -= most[:, None]
    found: Array = log_odds[:, NOTICE] - most - np.log(np.exp(rest).sum(axis=1))
    return found


def asked(log_odds: Array) -> Ints:
    """Which lines might be an adblock notice by their words alone: these are looked at twice."""
    near: Ints = (log_odds[:, NOTICE] > log_odds.max(axis=1) + _ASKED).nonzero()[0]
    if near.size:
        near = near[standing(log_odds[near]) > _ASKED]
    return near


def settled(log_odds: Array, chosen: Ints, said: Array) -> Array:
    """Give letters half the say over whether some lines are an adblock notice.

    The other classes stay as they were to each other.

    >>> settled(np.array([[2.0, 0.0], [2.0, 0.0]]), np.array([1]), np.array([4.0]))[:, 0].tolist()
    [2.0, 3.0]
    """
    if not chosen.size:
        return log_odds
    found = log_odds.copy()
    found[chosen, NOTICE] += _SHARE * (said - standing(log_odds[chosen]))
    return found


def by_words(alone: Array, both: Array) -> Array:
    """Take what words alone say where that is an adblock notice, else what surroundings add to it.

    Few labelled notices have any: what stands around them has not been learned.
    """
    return np.where((alone.argmax(axis=1) == NOTICE)[:, None], alone, both)
