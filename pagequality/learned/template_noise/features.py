"""What the lines of a page look like, as arrays: readable features and hashed words.

A line is one block of a page; the page's text is all its blocks joined by line breaks,
tokenised once. Every function here works on all lines at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from pagequality.text.tokens import DIGIT, IDEOGRAPH, LETTER, SPACE, UPPER, ngrams

if TYPE_CHECKING:
    from pagequality.text.arrays import Flags, Floats32, Hashes, Ints
    from pagequality.text.lexicons import Matches
    from pagequality.text.tokens import Tokens


KINDS: Final = (
    "adblock",
    "consent",
    "discussion",
    "newsletter",
    "social",
    "related",
    "promo",
    "disclosure",
    "wall",
    "legal",
    "navigation",
    "metadata",
)
"""What a template line can be for; a line that is none of these is body."""
CLASSES: Final = (*KINDS, "body")
"""The classes of lines, in the order of all tables that have a column for each."""
BODY: Final = len(KINDS)
"""The column of real content."""

BITS: Final = (13, 13, 12)
"""How many bits of a hash choose the row, for the three tables of `buckets`."""
_STEM = 4
_BREAK = np.uint32(0x9E3779B9)
_LENGTHS = np.array([1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 32, 50, 80])
_SHARES = np.array([0.01, 0.25, 0.5, 0.75, 0.99])
_SIZES = np.array([8, 24])
_MARKS = (
    "©®™", "|¦•·", "»›→>⟶▸►", "«‹←<", "@", "#", "/\\", ":：", ";", ",，、", ".。", "!！", "?？",
    "…", '"“”„«»「」', "'’‘", "()[]", "-–—", "$€£¥₺₽", "%", "&+", "*†", "_={}~^`",
)  # fmt: skip
_ENDS = (".。", "!！", "?？", ":：", "…", ")]", "»›→>", ",;", "*")
_MARK_GROUPS = len(_MARKS) + 1
_COMMAS, _STOPS = 9, slice(10, 13)
_LONG, _YEAR = 9, 4
_PLAIN = 14
_SETS = (len(_ENDS) + 1, len(_LENGTHS) + 1, *[len(_SHARES) + 1] * 3)
"""How many columns tell of the end of a line, of its length, and of three shares: one is set."""
_BINS = (_PLAIN + _MARK_GROUPS + np.cumsum(_SETS) - _SETS)[:, None]
"""The first column of each set."""
_WIDTH = _PLAIN + _MARK_GROUPS + sum(_SETS)


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The lines of a text: character offsets, and the words and marks each one holds."""

    tokens: Tokens
    start: Ints
    end: Ints
    first_word: Ints
    words: Ints
    word_line: Ints

    def __len__(self) -> int:
        return len(self.start)


def find_lines(tokens: Tokens, starts: Ints) -> Lines:
    """Cut a tokenised text at the given line starts (ascending, the first one 0)."""
    end = np.concatenate([starts[1:] - 1, [len(tokens.kinds)]]) if len(starts) else starts
    first = tokens.start.searchsorted(starts)
    words = np.concatenate([first[1:], [len(tokens)]])[: len(first)] - first
    return Lines(tokens, starts, end, first, words, np.arange(len(starts)).repeat(words))


@cache
def _mark_table() -> npt.NDArray[np.uint8]:
    """Which group of marks each character belongs to; the last one is any other mark."""
    table = np.full(0x10000, len(_MARKS), np.uint8)
    for group, marks in enumerate(_MARKS):
        table[[ord(mark) for mark in marks]] = group
    return table


@cache
def _end_table() -> npt.NDArray[np.uint8]:
    """Which group of closing marks each character belongs to; 0 is none."""
    table = np.zeros(0x10000, np.uint8)
    for group, marks in enumerate(_ENDS, 1):
        table[[ord(mark) for mark in marks]] = group
    return table


def _per_line(lines: Lines, *flags: Flags) -> Floats32:
    """Count the words of each line that have each of these flags; one row a flag."""
    marked = np.zeros((len(flags), len(lines.tokens) + 1), bool)
    marked[:, 1:] = flags
    upto = marked.cumsum(axis=1, dtype=np.int32)
    last = upto.take(lines.first_word + lines.words, axis=1)
    last -= upto.take(lines.first_word, axis=1)
    return last.astype(np.float32)


def _marks(lines: Lines) -> Ints:
    """How many marks of each group stand in each line; one row a group."""
    kinds, codes, count = lines.tokens.kinds, lines.tokens.codes, len(lines)
    at = ((kinds & (LETTER | SPACE)) == 0).nonzero()[0]
    group = _mark_table().take(codes.take(at), mode="clip")
    cell = np.multiply(group, count, dtype=np.intp)
    cell += lines.start.searchsorted(at, "right")
    cell -= 1
    return np.bincount(cell, minlength=_MARK_GROUPS * count).reshape(_MARK_GROUPS, count)


def readable(lines: Lines) -> Floats32:
    """Length, letter case, digits, marks and ends of each line; one row a line.

    Columns are filled one after the other, so they are what lies together in memory.
    """
    tokens, count = lines.tokens, len(lines)
    first, length = tokens.first, tokens.size
    words = np.maximum(lines.words, 1).astype(np.float32)
    size = (lines.end - lines.start).astype(np.float32)
    digits, upper, alone = (first & DIGIT) > 0, (first & UPPER) > 0, length == 1
    second = (tokens.kinds.take(tokens.start + 1, mode="clip") & UPPER) > 0
    capital, shout, figures, single, long, years, ideographs = _per_line(
        lines,
        upper,
        upper & second & ~alone,
        digits,
        alone,
        length > _LONG,
        digits & (length == _YEAR),
        (first & IDEOGRAPH) > 0,
    )
    head = tokens.kinds.take(lines.start, mode="clip")
    marks = _marks(lines)
    columns = np.zeros((_WIDTH, count), np.float32)
    columns[0] = 1
    columns[1] = marks[_COMMAS] / words
    columns[2] = np.log1p(size)
    columns[3] = np.minimum(size / words, 20) / 10
    columns[4] = single / words
    columns[5] = marks[_STOPS].sum(axis=0)
    columns[6] = lines.words == 0
    columns[7] = (head & (LETTER | UPPER | DIGIT | IDEOGRAPH)) == LETTER
    columns[8] = (head & DIGIT) > 0
    columns[9] = (head & (LETTER | SPACE)) == 0
    columns[10] = long / words
    columns[11] = years > 0
    columns[12] = np.log1p(figures)
    columns[13] = ideographs / words
    np.sqrt(marks, out=columns[_PLAIN : _PLAIN + _MARK_GROUPS])
    last = tokens.codes.take(np.maximum(lines.end - 1, 0), mode="clip")
    shares = _SHARES.searchsorted(np.array([capital, shout, figures]) / words, "right")
    chosen = np.empty((len(_BINS), count), np.intp)
    chosen[0] = _end_table().take(last, mode="clip")
    chosen[1] = _LENGTHS.searchsorted(lines.words, "right")
    chosen[2:] = shares
    columns[chosen + _BINS, np.arange(count)] = 1
    return columns.T


def lexical(lines: Lines, matches: Matches, kinds: Ints) -> Floats32:
    """How often phrases of each kind stand in short, middling and long lines, and their share.

    ``kinds`` gives for each topic number the place in `KINDS`, or -1.
    """
    width, count = len(KINDS), len(lines)
    kind = kinds.take(matches.topic)
    chosen = (kind >= 0).nonzero()[0]
    start = matches.start.take(chosen)
    cell = kind.take(chosen) * count
    cell += lines.start.searchsorted(start, "right")
    cell -= 1
    span = matches.end.take(chosen) - start
    size = np.maximum(lines.end - lines.start, 1).astype(np.float32)
    cover = np.bincount(cell, span, count * width).reshape(width, count)
    length = _SIZES.searchsorted(lines.words)
    columns = np.empty((4, width, count), np.float32)
    np.logical_and(cover > 0, length == np.arange(3)[:, None, None], out=columns[:3])
    np.minimum(cover / size, 1, out=columns[3], casting="unsafe")
    return columns.reshape(4 * width, count).T


def buckets(lines: Lines) -> tuple[tuple[Ints, Ints], ...]:
    """Table rows, line by line, and how many each line has, for every table of `BITS`.

    The tables: words; pairs of words, with the break before and after a line taken in;
    the beginnings of words.
    """
    tokens = lines.tokens
    framed = np.full(len(tokens) + len(lines) + 1, _BREAK)
    framed[np.arange(1, len(tokens) + 1) + lines.word_line] = tokens.hash
    columns = (
        (tokens.hash, lines.words),
        (ngrams(framed, 2), lines.words + 1),
        (_stems(tokens), lines.words),
    )
    return tuple(
        ((hashes >> np.uint32(32 - bits)).astype(np.intp), count)
        for (hashes, count), bits in zip(columns, BITS, strict=True)
    )


def _stems(tokens: Tokens) -> Hashes:
    """Hash the first letters of every word: endings do not matter then."""
    stem = np.zeros(len(tokens), np.uint32)
    for place in range(_STEM if len(tokens) else 0):
        letter = tokens.codes.take(tokens.start + place, mode="clip")
        letter *= tokens.size > place
        stem ^= letter
        stem *= np.uint32(0x01000193)
    stem *= np.uint32(0x9E3779B1)
    return stem
