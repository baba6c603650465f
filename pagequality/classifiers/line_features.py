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

from pagequality.text import DIGIT, IDEOGRAPH, LETTER, SPACE, UPPER, Hashes, Ints, ngrams

if TYPE_CHECKING:
    from pagequality.lexicons import Matches
    from pagequality.text import Tokens

Floats = npt.NDArray[np.float32]

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

BITS: Final = (13, 13, 12)
"""How many bits of a hash choose the row, for the three tables of `buckets`."""
_STEM = 4
_BREAK = np.uint32(0x9E3779B9)
_LENGTHS = np.array([1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 32, 50, 80])
_SHARES = np.array([0.01, 0.25, 0.5, 0.75, 0.99])
_SHORT, _MIDDLE = 8, 24
_MARKS = (
    "©®™", "|¦•·", "»›→>⟶▸►", "«‹←<", "@", "#", "/\\", ":：", ";", ",，、", ".。", "!！", "?？",
    "…", '"“”„«»「」', "'’‘", "()[]", "-–—", "$€£¥₺₽", "%", "&+", "*†", "_={}~^`",
)  # fmt: skip
_ENDS = (".。", "!！", "?？", ":：", "…", ")]", "»›→>", ",;", "*")


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


def _one_hot(values: npt.NDArray[np.generic], edges: npt.NDArray[np.generic]) -> Floats:
    """One column a bin: which bin each value falls into."""
    place = np.searchsorted(edges, values, "right")
    table = np.zeros((len(values), len(edges) + 1), np.float32)
    table[np.arange(len(values)), place] = 1
    return table


def _per_line(lines: Lines, flags: npt.NDArray[np.generic]) -> Floats:
    """Sum a value of every word over the words of each line."""
    return np.bincount(lines.word_line, flags, len(lines)).astype(np.float32)


def _marks(lines: Lines) -> tuple[Floats, Floats]:
    """How many marks of each group stand in each line, and what each line ends with."""
    kinds, codes = lines.tokens.kinds, lines.tokens.codes
    at = np.flatnonzero((kinds & (LETTER | SPACE)) == 0)
    line = np.searchsorted(lines.start, at, "right") - 1
    width = len(_MARKS) + 1
    group = _mark_table().take(codes[at], mode="clip")
    counts = np.bincount(line * width + group, minlength=width * len(lines))
    table = np.sqrt(counts.reshape(len(lines), width).astype(np.float32))
    last = codes.take(np.maximum(lines.end - 1, 0), mode="clip")
    ends = np.zeros((len(lines), len(_ENDS) + 1), np.float32)
    ends[np.arange(len(lines)), _end_table().take(last, mode="clip")] = 1
    return table, ends


def readable(lines: Lines) -> Floats:
    """Length, letter case, digits, marks and ends of each line; one row a line."""
    tokens, count = lines.tokens, len(lines)
    first = tokens.kinds[tokens.start]
    length = tokens.end - tokens.start
    words = np.maximum(lines.words, 1).astype(np.float32)
    size = np.maximum(lines.end - lines.start, 0).astype(np.float32)
    digits = (first & DIGIT) > 0
    upper = _per_line(lines, (first & UPPER) > 0) / words
    second = tokens.kinds[np.minimum(tokens.start + 1, len(tokens.kinds) - 1)]
    shout = _per_line(lines, ((first & second & UPPER) > 0) & (length > 1)) / words
    figures = _per_line(lines, digits)
    marks, ends = _marks(lines)
    head = tokens.kinds.take(lines.start, mode="clip")
    plain = np.stack(
        [
            np.ones(count, np.float32),
            marks[:, 9] ** 2 / words,
            np.log1p(size),
            np.minimum(size / words, 20) / 10,
            _per_line(lines, length == 1) / words,
            marks[:, 10] + marks[:, 11] + marks[:, 12],
            lines.words == 0,
            ((head & LETTER) > 0) & ((head & (UPPER | DIGIT | IDEOGRAPH)) == 0),
            (head & DIGIT) > 0,
            (head & (LETTER | SPACE)) == 0,
            _per_line(lines, length > 9) / words,  # noqa: PLR2004 - a long word
            _per_line(lines, digits & (length == 4)) > 0,  # noqa: PLR2004 - a year
            np.log1p(figures),
            _per_line(lines, (first & IDEOGRAPH) > 0) / words,
        ],
        axis=1,
    ).astype(np.float32)
    return np.concatenate(
        [
            plain,
            marks,
            ends,
            _one_hot(lines.words, _LENGTHS),
            _one_hot(upper, _SHARES),
            _one_hot(shout, _SHARES),
            _one_hot(figures / words, _SHARES),
        ],
        axis=1,
    )


def lexical(lines: Lines, matches: Matches, kinds: Ints) -> Floats:
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
    found = np.bincount(cell, minlength=count * width).reshape(count, width) > 0
    cover = np.bincount(cell, span, count * width).reshape(count, width) / size
    words = lines.words[:, None]
    return np.concatenate(
        [
            found & (words <= _SHORT),
            found & (words > _SHORT) & (words <= _MIDDLE),
            found & (words > _MIDDLE),
            np.minimum(cover, 1),
        ],
        axis=1,
    ).astype(np.float32)


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
