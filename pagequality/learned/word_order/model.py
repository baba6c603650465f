"""Tell words in order from shuffled ones, chains of Markov and other text that is no text.

A small network looks at each word with six neighbours on either side: three layers of sums over
neighbours, and a last one that judges. What it says is averaged over runs of eighty words. Letters
are judged by a table: how likely each is behind the two before it. Learned on pages against what
is made of them by recipe; ``models/learned/word_order.py`` is the recipe.

Words are read as they are if they are common, and by their shape if they are not: last letters, a
capital, digits. So what is read is how sentences are built, and hardly what they are about.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pagequality.errors import ModelError
from pagequality.learned.products import product
from pagequality.text.tokens import DIGIT, LETTER, UPPER, Tokens
from pagequality.text.vocabulary import Kind, kinds

if TYPE_CHECKING:
    from pagequality.learned.bundle import Bundle
    from pagequality.text.arrays import Array, Flags, Floats32, Hashes, Ints

LETTERS: Final = 27
"""The letters of English, and whatever else ends a word."""
NUMBER: Final = LETTERS * (LETTERS + 1)
SHAPES: Final = NUMBER + 1
"""Words by their last two letters, names by the last, and numbers."""
GAPS: Final = 6
"""What may stand behind a word: a space, a pause, a joint, a bracket or such, a stop, an end."""
MARKS: Final = 2 * GAPS
"""A gap, and whether the word has a capital where none is due."""
SHORTEST: Final = 8
"""Words of a line that is read as prose."""
WIDEST: Final = 20
"""Words of a line that a typewriter, or who writes as one did, breaks off."""
FUNCTION_SHARE: Final = 0.2
"""Function words of such a line: lists of names, parts and keywords have fewer."""
CAPITAL_SHARE, FIGURE_SHARE, SIGN_SHARE = 0.3, 0.15, 0.15
"""Odd capitals, figures and signs of such a line: catalogues, family trees and code have more."""
PROSE_SHARE: Final = 2 / 3
"""Words that must stand in such lines: the few of a list are captions, titles and leftovers."""
_SPACE, _PAUSE, _JOINT, _OTHER, _STOP, _END = range(GAPS)
_MARKS: Final = {_SPACE: " ", _PAUSE: ",;:)", _JOINT: "-–—/&", _STOP: ".!?…"}
_FUNCTION: Final = [Kind.FUNCTION, Kind.FIRST, Kind.SECOND]
_LAST_MARK: Final = 0x2030
_HALF: Final = np.uint32(16)
_NEWLINE: Final = ord("\n")


@dataclass(frozen=True, slots=True, eq=False)
class CommonWords:
    """The common words, which are seen as they are: their sorted hashes.

    ``first`` has for each upper half of a hash the place of the first word that may have it.
    """

    hashes: Hashes
    first: npt.NDArray[np.int32]

    @staticmethod
    def of(hashes: Hashes) -> CommonWords:
        """Make from sorted hashes."""
        halves = np.arange(1 << 16, dtype=np.uint32) << _HALF
        return CommonWords(hashes, hashes.searchsorted(halves).astype(np.int32))

    def find(self, found: Hashes) -> tuple[Ints, Flags]:
        """Return the place of each word, and whether it is a common one.

        >>> from pagequality.text.tokens import hash_words
        >>> common = CommonWords.of(np.sort(hash_words(["the", "of"])))
        >>> common.find(hash_words(["of", "peas"]))[1].tolist()
        [True, False]
        """
        place = self.first.take(found >> _HALF).astype(np.intp)
        place += self.hashes.take(place, mode="clip") != found  # two may share the half
        return place, self.hashes.take(place, mode="clip") == found


class Sequence(NamedTuple):
    """The words of the lines of prose, in order.

    Attributes:
        word: number of each word: its place among the common ones, or its shape behind them.
        mark: what is behind it, and whether its capital is odd.
        line: number of the line that it stands in.
        place: number of the word in the text.
    """

    word: Ints
    mark: Ints
    line: Ints
    place: Ints


def sequence(tokens: Tokens, common: CommonWords, inside: Flags | None = None) -> Sequence:
    """Return what is read of a text: its lines of prose, of the words ``inside`` only.

    >>> from pagequality.text.tokens import hash_words, tokenise
    >>> common = CommonWords.of(np.sort(hash_words(["the", "of", "and"])))
    >>> first, again, list_ = (
    ...     sequence(tokenise(text), common)
    ...     for text in (
    ...         "The end of the ponds, and the end of the lands.",
    ...         "The bond of the winds, and the bond of the fields.",
    ...         "Barns, meadows, marshes, ponds, hedges, ditches, lanes, gates, stiles.",
    ...     )
    ... )
    >>> first.word.tolist() == again.word.tolist(), len(list_.word)
    (True, 0)
    """
    size = len(tokens)
    if not size:
        nothing = np.zeros(0, np.intp)
        return Sequence(nothing, nothing, nothing, nothing)
    line, wrapped = _lines(tokens)
    gap = _gaps(tokens, line)
    gap[wrapped] = np.where(gap[wrapped] == _OTHER, _SPACE, gap[wrapped])
    word, mark = _words(tokens, common, gap)
    words = np.bincount(line)
    prose = words >= SHORTEST
    prose &= np.bincount(line, _functions().take(kinds(tokens.hash))) >= FUNCTION_SHARE * words
    prose &= np.bincount(line, mark >= GAPS) <= CAPITAL_SHARE * words
    prose &= np.bincount(line, (tokens.first & DIGIT) > 0) <= FIGURE_SHARE * words
    prose &= np.bincount(line, gap == _OTHER) <= SIGN_SHARE * words
    chosen = prose.take(line)
    if inside is not None:
        chosen &= inside
    place = chosen.nonzero()[0]
    return Sequence(word.take(place), mark.take(place), line.take(place), place)


def _lines(tokens: Tokens) -> tuple[Ints, Ints]:
    """For each word the number of its line; also the words behind which a line is only wrapped.

    A line of prose no wider than a page that ends without a stop goes on in the next, if that
    begins with a small letter: old pages and letters break lines as typewriters did.
    """
    breaks: Ints = (tokens.codes == _NEWLINE).nonzero()[0]
    line = breaks.searchsorted(tokens.start)
    last = (line[1:] != line[:-1]).nonzero()[0]
    ends = _marks().take(tokens.codes.take(tokens.end.take(last), mode="clip"), mode="clip")
    small = (tokens.first.take(last + 1) & (LETTER | DIGIT | UPPER)) == LETTER
    words = np.bincount(line)[line[last]]
    wrapped = last[(words >= SHORTEST) & (words <= WIDEST) & (ends != _STOP) & small]
    joined = np.zeros(len(line), np.intp)
    joined[wrapped + 1] = 1
    return line - joined.cumsum(), wrapped


@cache
def _functions() -> Flags:
    table = np.zeros(len(Kind), bool)
    table[_FUNCTION] = True
    return table


@cache
def _marks() -> Ints:
    """What each character is behind a word."""
    table = np.full(_LAST_MARK, _OTHER)
    for gap, marks in _MARKS.items():
        table[[ord(mark) for mark in marks]] = gap
    return table


def _gaps(tokens: Tokens, line: Ints) -> Ints:
    """What stands behind each word."""
    gap = _marks().take(tokens.codes.take(tokens.end, mode="clip"), mode="clip")
    inner = gap[:-1]
    inner[(tokens.start[1:] - tokens.end[:-1] > 1) & (inner == _SPACE)] = _OTHER
    inner[(line[1:] != line[:-1]) & (inner != _STOP)] = _END
    gap[-1] = _END
    return gap


def _words(tokens: Tokens, common: CommonWords, gap: Ints) -> tuple[Ints, Ints]:
    """Number words and marks; what is written in capitals throughout has none that is odd."""
    first = tokens.first
    second = tokens.kinds.take(tokens.start + 1, mode="clip")
    capital = ((first & UPPER) > 0) & (((second & UPPER) == 0) | (tokens.size == 1))
    odd = np.zeros(len(tokens), bool)
    np.less(gap[:-1], _STOP, out=odd[1:])
    odd &= capital
    last, before = (_letters(tokens, back) for back in (1, 2))
    shape = np.where(odd, LETTERS * LETTERS + last, last * LETTERS + before)
    shape[(first & DIGIT) > 0] = NUMBER
    place, known = common.find(tokens.hash)
    return np.where(known, place, len(common.hashes) + shape), gap + GAPS * odd


def _letters(tokens: Tokens, back: int) -> Ints:
    """Return for each word its letter so far from its end; the last number is any other."""
    code = tokens.codes.take(tokens.end - back, mode="clip").astype(np.intp) - ord("a")
    return np.where((code >= 0) & (code < LETTERS - 1), code, LETTERS - 1)


PROTOCOL: Final = 2
WEIGHTS: Final = (
    "word", "mark", "near", "near_bias", "middle", "middle_bias", "far", "far_bias",
    "out", "out_bias",
)  # fmt: skip
"""The arrays that make up the network."""
AROUND: Final = 5
"""Words, or sums of the layer before, that each of the three layers looks at."""
RUN: Final = 80
"""Words of a run."""
MOST_RUNS: Final = 4
"""So many runs of a text are judged, evenly spread over it."""
APART: Final = AROUND // 2
"""Empty places between lines and between runs, so that neither sees the other."""
_OFFSETS: Final = np.arange(-APART, APART + 1)


class Runs(NamedTuple):
    """Runs of words of a text, and what the model says of each.

    Attributes:
        log_odds: that it is disorder.
        first: number of its first word in the text.
        last: number of its last word.
    """

    log_odds: Floats32
    first: Ints
    last: Ints

    @property
    def disorder(self) -> float:
        """Log-odds of all runs together: few runs say less, and each can speak for order.

        >>> nothing = np.zeros(3, np.intp)
        >>> Runs(np.array([8.0, 8.0, -4.0], np.float32), nothing, nothing).disorder
        12.0
        """
        return float(self.log_odds.sum())


@dataclass(frozen=True, slots=True, eq=False)
class WordOrderModel:
    """The common words and the weights of the network."""

    common: CommonWords
    weights: dict[str, Floats32]
    letters: Floats32

    @classmethod
    def of(cls, bundle: Bundle) -> WordOrderModel:
        """Build from a bundle; `ModelError` if its files do not fit this code."""
        about, arrays = bundle.json("word_order.json"), bundle.arrays("word_order.npz")
        try:
            fits = about["protocol"] == PROTOCOL and len(arrays["mark"]) == MARKS + 1
            fits = fits and len(arrays["word"]) == len(arrays["common"]) + SHAPES + 1
            model = cls.from_arrays(arrays)
        except (KeyError, TypeError, ValueError) as error:
            message = f"word_order.json or word_order.npz is broken: {error!r}"
            raise ModelError(message) from error
        if not fits:
            message = "word_order.json was made for other features"
            raise ModelError(message)
        return model

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array]) -> WordOrderModel:
        """Build from the arrays of an artefact, which has a byte for each number of a word."""
        weights = {name: arrays[name].astype(np.float32) for name in WEIGHTS}
        near = _side_by_side(weights["near"])
        weights["word"] = product(weights["word"] * arrays["word_step"], near)
        weights["mark"] = product(weights["mark"], near)
        letters = arrays["letters"] * np.float32(arrays["letters_step"])
        return cls(CommonWords.of(arrays["common"]), weights, letters)

    def judge_words(self, tokens: Tokens, chosen: Flags) -> Runs | None:
        """Judge some runs of the chosen words of a text, if most of them stand in prose."""
        words = sequence(tokens, self.common, chosen)
        return self.judge(words) if len(words.word) >= PROSE_SHARE * chosen.sum() else None

    def judge(self, words: Sequence) -> Runs | None:
        """Judge some runs of a text; nothing where there are fewer words than a run."""
        size = len(words.word)
        if size < RUN:
            return None
        number = min(MOST_RUNS, size // RUN)
        begins = np.linspace(0, size - RUN, number).astype(np.intp)
        chosen = (begins[:, None] + np.arange(RUN)).ravel()
        run = np.arange(number).repeat(RUN)
        picked = Sequence(*(column[chosen] for column in words))
        said = self._words(picked, run)
        ends = begins + RUN - 1
        return Runs(said.reshape(number, RUN).mean(axis=1), words.place[begins], words.place[ends])

    def _words(self, words: Sequence, run: Ints) -> Floats32:
        """Judge each word of several runs; ``run`` is the number of each word's."""
        breaks = np.zeros(len(run), bool)
        breaks[1:] = (words.line[1:] != words.line[:-1]) | (run[1:] != run[:-1])
        place = np.arange(len(breaks)) + APART * (1 + breaks.cumsum())
        w, around = self.weights, place[:, None] + _OFFSETS
        size = place[-1] + APART + 1
        near = _spread(self._near(words, place, size), place, size)
        middle = product(near.take(around, axis=0).reshape(len(place), -1), w["middle"])
        middle = _spread(_positive(middle, w["middle_bias"]), place, size)
        far = product(middle.take(around, axis=0).reshape(len(place), -1), w["far"])
        said: Floats32 = _positive(far, w["far_bias"]) @ w["out"] + w["out_bias"]
        return said

    def _near(self, words: Sequence, place: Ints, size: int) -> Floats32:
        """The sums of the first layer: what each word says to its neighbours, put together."""
        w = self.weights
        of_words = w["word"].take(words.word, axis=0)
        of_words += w["mark"].take(words.mark, axis=0)
        says = _spread(of_words, place, size)
        inner, width = size - 2 * APART, len(w["near_bias"])
        near = says[:inner, :width].copy()
        for i in range(1, AROUND):
            near += says[i : i + inner, i * width : (i + 1) * width]
        return _positive(near, w["near_bias"]).take(place - APART, axis=0)


def _spread(rows: Floats32, place: Ints, size: int) -> Floats32:
    """Put each row in its place, and nothing in the empty places."""
    spread = np.zeros((size, rows.shape[1]), np.float32)
    spread[place] = rows
    return spread


def _positive(sums: Floats32, bias: Floats32) -> Floats32:
    """Add the bias, and let nothing be below zero."""
    sums += bias
    return np.maximum(sums, 0, out=sums)


def _side_by_side(near: Floats32) -> Floats32:
    """Turn the matrix of the first layer so that it says of one word what each neighbour hears."""
    rows, width = near.shape
    return (
        near.reshape(AROUND, rows // AROUND, width).transpose(1, 0, 2).reshape(-1, AROUND * width)
    )
