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
    from pagequality.text.arrays import Array, Floats32, Hashes, Ints
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
_WIDTH = _PLAIN + _MARK_GROUPS + len(_ENDS) + 1 + len(_LENGTHS) + 1 + 3 * (len(_SHARES) + 1)


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
    end = np.append(starts[1:] - 1, len(tokens.kinds)) if len(starts) else starts
    first = np.searchsorted(tokens.start, starts)
    words = np.diff(first, append=len(tokens))
    return Lines(tokens, starts, end, first, words, np.repeat(np.arange(len(starts)), words))


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


def _per_line(lines: Lines, flags: Array) -> Floats32:
    """Sum a value of every word over the words of each line."""
    return np.bincount(lines.word_line, flags, len(lines)).astype(np.float32)


def _marks(lines: Lines) -> Ints:
    """How many marks of each group stand in each line."""
    kinds, codes = lines.tokens.kinds, lines.tokens.codes
    at = np.flatnonzero((kinds & (LETTER | SPACE)) == 0)
    cell = np.searchsorted(lines.start, at, "right") - 1
    cell *= _MARK_GROUPS
    cell += _mark_table().take(codes.take(at), mode="clip")
    counts = np.bincount(cell, minlength=_MARK_GROUPS * len(lines))
    return counts.reshape(len(lines), _MARK_GROUPS)


def readable(lines: Lines) -> Floats32:
    """Length, letter case, digits, marks and ends of each line; one row a line."""
    tokens, count = lines.tokens, len(lines)
    first = tokens.kinds.take(tokens.start)
    length = tokens.end - tokens.start
    words = np.maximum(lines.words, 1).astype(np.float32)
    size = (lines.end - lines.start).astype(np.float32)
    digits = (first & DIGIT) > 0
    second = tokens.kinds.take(tokens.start + 1, mode="clip")
    capital = _per_line(lines, (first & UPPER) > 0)
    shout = _per_line(lines, ((first & second & UPPER) > 0) & (length > 1))
    figures = _per_line(lines, digits)
    head = tokens.kinds.take(lines.start, mode="clip")
    marks = _marks(lines)
    table = np.zeros((count, _WIDTH), np.float32)
    table[:, 0] = 1
    table[:, 1] = marks[:, _COMMAS] / words
    table[:, 2] = np.log1p(size)
    table[:, 3] = np.minimum(size / words, 20) / 10
    table[:, 4] = _per_line(lines, length == 1) / words
    table[:, 5] = marks[:, _STOPS].sum(axis=1)
    table[:, 6] = lines.words == 0
    table[:, 7] = (head & (LETTER | UPPER | DIGIT | IDEOGRAPH)) == LETTER
    table[:, 8] = (head & DIGIT) > 0
    table[:, 9] = (head & (LETTER | SPACE)) == 0
    table[:, 10] = _per_line(lines, length > _LONG) / words
    table[:, 11] = _per_line(lines, digits & (length == _YEAR)) > 0
    table[:, 12] = np.log1p(figures)
    table[:, 13] = _per_line(lines, (first & IDEOGRAPH) > 0) / words
    np.sqrt(marks, out=table[:, _PLAIN : _PLAIN + _MARK_GROUPS])
    last = tokens.codes.take(np.maximum(lines.end - 1, 0), mode="clip")
    shares = np.searchsorted(_SHARES, np.stack([capital, shout, figures]) / words, "right")
    row = np.arange(count)
    offset = _PLAIN + _MARK_GROUPS
    table[row, offset + _end_table().take(last, mode="clip")] = 1
    offset += len(_ENDS) + 1
    table[row, offset + np.searchsorted(_LENGTHS, lines.words, "right")] = 1
    offset += len(_LENGTHS) + 1
    for i, share in enumerate(shares):
        table[row, offset + i * (len(_SHARES) + 1) + share] = 1
    return table


def lexical(lines: Lines, matches: Matches, kinds: Ints) -> Floats32:
    """How often phrases of each kind stand in short, middling and long lines, and their share.

    ``kinds`` gives for each topic number the place in `KINDS`, or -1.
    """
    width, count = len(KINDS), len(lines)
    kind = kinds[matches.topic]
    chosen = kind >= 0
    kind, start = kind[chosen], matches.start[chosen]
    line = np.searchsorted(lines.start, start, "right") - 1
    cell = line * width + kind
    span = (matches.end[chosen] - start).astype(np.float32)
    size = np.maximum(lines.end - lines.start, 1).astype(np.float32)[:, None]
    cover = np.bincount(cell, span, count * width).reshape(count, width)
    found = cover > 0
    length = np.searchsorted(_SIZES, lines.words)[:, None]
    table = np.empty((count, 4 * width), np.float32)
    for i in range(3):
        table[:, i * width : (i + 1) * width] = found & (length == i)
    np.minimum(cover / size, 1, out=table[:, 3 * width :], casting="unsafe")
    return table


def buckets(lines: Lines) -> tuple[tuple[Ints, Ints], ...]:
    """Table rows, line by line, and how many each line has, for every table of `BITS`.

    The tables: words; pairs of words, with the break before and after a line taken in;
    the beginnings of words.
    """
    tokens = lines.tokens
    framed = np.insert(tokens.hash, np.append(lines.first_word, len(tokens)), _BREAK)
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
        at = tokens.start + place
        letter = tokens.codes.take(at, mode="clip") * (at < tokens.end)
        stem = (stem ^ letter.astype(np.uint32)) * np.uint32(0x01000193)
    return stem * np.uint32(0x9E3779B1)
