"""What the blocks of a page look like, and the elements that hold them, as arrays.

A page is two tables here: its blocks, and its holders (see `containers`). Every
function works on a whole table at once; nothing loops over blocks or words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.main_content.containers import CHAIN, DEEPEST, Held, Numbers, first_alike
from pagequality.text.tokens import DIGIT, LETTER, UPPER, Tokens, hash_words
from pagequality.text.wordlists import WORDS

if TYPE_CHECKING:
    from pagequality.learned.main_content.labels import LabelBook
    from pagequality.page.blocks import BlockTable
    from pagequality.text.arrays import Array, Floats32, Hashes, Ints

TAGS: Final = (
    "", "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "div", "a", "button", "span",
    "section", "dt", "dd", "blockquote", "pre", "figcaption", "article", "header", "footer", "nav",
    "form", "body", "main", "aside", "summary", "legend", "address",
)  # fmt: skip
"""Tags of blocks that are told apart; the first one is any other."""
ENDS: Final = ("", ".", "!", "?…？！", ",;，、", ":：", ")]", '"”’»', "-–—|/•·", "»›>→+")
"""How a block may end."""
STARTS: Final = 5
"""How a block may start: small letter, capital, digit, other mark, currency."""
CATEGORIES: Final = len(TAGS) * len(ENDS) * STARTS
"""In how many ways a block can be of a tag, end and start."""

_FIELD = 16
_MASK = (1 << _FIELD) - 1
_FIELDS = np.arange(0, 4 * _FIELD, _FIELD)[:, None]
_FOLLOWERS: Final = (".!?…。！？", ",;，、", ":：")
_CURRENCIES: Final = "$£€¥"
_LENGTHS = np.array([[1], [2], [4], [8], [15], [40]])
_LONG, _VERY_LONG = 15, 40
_STOP_WORDS = WORDS / "stop"
_SHIFT = np.uint32(14)
_SIX = np.arange(6)[:, None]
_H1, _H6 = TAGS.index("h1"), TAGS.index("h6")
_TAG_NUMBERS = Numbers(TAGS)


@dataclass(frozen=True, slots=True, eq=False)
class PageFeatures:
    """A page as the block scorer sees it: one column a block, or a holder.

    ``blocks`` and ``holders`` are measures; ``categories`` are numbers below `CATEGORIES`;
    ``tags`` number `containers.HOLDERS`; ``vectors`` are those of the holders' labels;
    ``parents`` and ``chain`` number holders; ``first`` and ``last`` are the blocks a holder
    holds. ``page`` measures the whole page. ``first_word`` tells where each block's words
    begin, ``alike`` is the first block that holds the same words.
    """

    blocks: Floats32
    categories: Ints
    holders: Floats32
    tags: Ints
    vectors: Floats32
    parents: Ints
    chain: Ints
    first: Ints
    last: Ints
    page: Floats32
    first_word: Ints
    alike: Ints


@cache
def _tables() -> tuple[Array, Array, Array, Array]:
    """What a first letter and a mark behind a word add to the packed counts of a block.

    A count takes 16 bits: digits, capitals, stop words, and stops, commas, colons, other
    marks. Between the two the stop words, last the groups of marks that may end a block.
    """
    flags = np.arange(256)
    first = np.where(flags & DIGIT, 1, np.where(flags & UPPER, 1 << _FIELD, 0))
    word = np.zeros(1 << 18, np.uint8)
    for path in sorted(_STOP_WORDS.glob("*.txt")):
        stop = hash_words(path.read_text(encoding="utf-8").split())
        word[stop >> _SHIFT] = 1
    behind = np.full(0x10000, 1 << 3 * _FIELD, np.int64)
    behind[[ord(" "), ord("\n")]] = 0
    for field, marks in enumerate(_FOLLOWERS):
        behind[[ord(mark) for mark in marks]] = 1 << field * _FIELD
    end = np.zeros(0x10000, np.intp)
    for group, marks in enumerate(ENDS):
        end[[ord(mark) for mark in marks]] = group
    return first, word, behind, end


@cache
def _starts() -> tuple[Array, Array]:
    """How a block starts, by the flags of its first character and by the character itself."""
    flags = np.arange(256)
    kinds = np.where(flags & DIGIT, 2, np.where(flags & UPPER, 1, np.where(flags & LETTER, 0, 3)))
    coins = np.zeros(0x10000, bool)
    coins[[ord(mark) for mark in _CURRENCIES]] = True
    return kinds, coins


def _counts(tokens: Tokens, first_word: Ints) -> Ints:
    """Count in every block digits, capitals, stop words; stops, commas, colons, other marks."""
    first, word, behind, _ = _tables()
    sums = np.zeros((2, len(tokens) + 1), np.int64)
    packed = word.take(tokens.hash >> _SHIFT).astype(np.int64)
    packed <<= 2 * _FIELD
    packed += first.take(tokens.first)
    packed.cumsum(out=sums[0, 1:])
    marks = behind.take(tokens.codes.take(tokens.end, mode="clip"), mode="clip")
    marks.cumsum(out=sums[1, 1:])
    before = sums.take(first_word, axis=1)
    packed = before[:, None, 1:] - before[:, None, :-1]
    fields = packed >> _FIELDS & _MASK
    return np.concatenate((fields[0, :3], fields[1]))


def measure(
    table: BlockTable, tokens: Tokens, first_word: Ints, *, book: LabelBook
) -> PageFeatures:
    """Measure a page of at least one block; ``first_word`` as in `Page.first_word`."""
    rows = _Rows(table, tokens, first_word)
    held = Held(table.containers, table.depth, sums=rows.sums, book=book)
    total = max(float(rows.sums[0, -1]), 1.0)
    blocks = np.empty((ROWS, len(table)), np.float32)
    rows.logs(blocks[:12])
    rows.plain(blocks[12:40], total)
    held.places(blocks[40 : 40 + CHAIN])
    largest = rows.groups(held.signature(rows.tag), blocks[45:53])
    return PageFeatures(
        blocks=blocks,
        categories=rows.categories(),
        holders=held.measures(total),
        tags=held.tags,
        vectors=held.vectors,
        parents=held.parents,
        chain=held.chain,
        first=held.first,
        last=held.last,
        page=rows.page(total, largest),
        first_word=first_word,
        alike=rows.alike,
    )


ROWS: Final = 53
"""How many measures a block has."""


class _Rows:
    """The measures of blocks; ``sums`` are running sums that measure holders too."""

    def __init__(self, table: BlockTable, tokens: Tokens, first_word: Ints) -> None:
        number = len(table)
        self.table, self.tokens, self.order = table, tokens, np.arange(number)
        self.words = (first_word[1:] - first_word[:-1]).astype(np.float32)
        self.counts = _counts(tokens, first_word)
        self.tag = _TAG_NUMBERS.of(table.tag)
        self.length = np.maximum(table.end - table.start, 1).astype(np.float32)
        self.linked = table.link_characters / self.length
        last = tokens.codes.take(table.end - 1, mode="clip")
        self.end = _tables()[3].take(last, mode="clip")
        self.stopped = self.end == 1
        self.heading, self.h1 = (self.tag >= _H1) & (self.tag <= _H6), self.tag == _H1
        self.alike = _alike(tokens.hash, first_word)
        self.copies = np.bincount(self.alike).take(self.alike)
        self.first_copy = self.alike == self.order
        raw = np.empty((7, number), np.float32)
        raw[0], raw[1], raw[2] = self.words, table.link_characters, self.length
        raw[3], raw[4], raw[5] = self.heading, self.h1, self.stopped
        np.multiply(self.words, self.first_copy, out=raw[6])
        self.sums = np.zeros((7, number + 1), np.float32)
        np.cumsum(raw, axis=1, out=self.sums[:, 1:])

    def logs(self, rows: Floats32) -> None:
        """Logarithms of counts and of distances, in blocks, to headings."""
        table, order, number = self.table, self.order, len(self.order)
        self.above = np.maximum.accumulate(np.where(self.heading, order, -1))
        below = np.minimum.accumulate(np.where(self.heading, order, number)[::-1])[::-1]
        self.top = np.maximum.accumulate(np.where(self.h1, order, -1))
        rows[0], rows[1], rows[2], rows[3] = self.words, table.links, table.controls, table.images
        rows[4], rows[5], rows[6], rows[7] = self.counts[3], self.copies - 1, order, order[::-1]
        rows[8], rows[9], rows[10] = order - self.above, below - order, order - self.top
        rows[10] *= self.top >= 0
        rows[11] = self.counts[2]
        np.log1p(rows, out=rows)
        self.log_words = rows[0]

    def plain(self, rows: Floats32, total: float) -> None:
        """Shares of words and marks, lengths, links, and the place in the page."""
        table, number, depth = self.table, len(self.order), self.table.depth
        sizes = np.maximum(self.words, 1)
        np.divide(self.counts, sizes, out=rows[:7], casting="unsafe")
        np.greater_equal(self.words, _LENGTHS, out=rows[7:13], casting="unsafe")
        np.divide(self.length, sizes * 8, out=rows[13])
        np.minimum(rows[13], 2.5, out=rows[13])
        rows[14], rows[15], rows[16] = self.linked, self.linked > 0.95, self.linked == 0  # noqa: PLR2004
        rows[17], rows[18] = table.hidden, table.broken
        np.minimum(depth, DEEPEST, out=rows[19], casting="unsafe")
        rows[20, 0] = rows[21, -1] = 0
        np.subtract(rows[19, 1:], rows[19, :-1], out=rows[20, 1:])
        rows[21, :-1] = rows[20, 1:]
        np.clip(rows[20:22], -5, 5, out=rows[20:22])
        rows[19:22] *= np.float32(0.2)
        np.multiply(self.order, 1 / number, out=rows[22], casting="unsafe")
        np.multiply(self.sums[0, :-1], 1 / total, out=rows[23])
        rows[24], rows[25] = self.top >= 0, self.sums[4, -1] == 0
        rows[26] = self.tag.take(self.above)
        rows[26] *= self.above >= 0
        rows[27] = self.first_copy
        self.place = rows[22]

    def groups(self, signature: Array, rows: Floats32) -> int:
        """What the blocks of the same shape have in common; return the size of the largest."""
        group, number = first_alike(signature), len(self.order)
        size = np.maximum(np.bincount(group, minlength=number), 1)
        logs = self.log_words
        values = np.empty((6, number))
        values[0], values[1], values[2] = logs, self.linked, self.stopped
        values[3], values[4], values[5] = self.first_copy, logs * logs, self.place
        places = (group + number * _SIX).ravel()
        means = np.empty((7, number), np.float32)
        means[:6] = np.bincount(places, values.ravel(), 6 * number).reshape(6, number)
        means[:6] /= size
        means[4] = np.sqrt(np.maximum(means[4] - means[0] ** 2, 0))
        means[6] = np.log(size)
        np.take(means, group, axis=1, out=rows[:7])
        np.subtract(self.place, rows[5], out=rows[7])
        return int(size.max())

    def categories(self) -> Ints:
        """Tag, end and start of each block, as one number below `CATEGORIES`."""
        tokens, start = self.tokens, self.table.start
        kinds, coins = _starts()
        kind = kinds.take(tokens.kinds.take(start, mode="clip"))
        coin = coins.take(tokens.codes.take(start, mode="clip"), mode="clip")
        kind[coin] = STARTS - 1
        return (self.tag * len(ENDS) + self.end) * STARTS + kind

    def page(self, total: float, largest: int) -> Floats32:
        """Measure the whole page."""
        table, words, sums = self.table, self.words, self.sums[:, -1]
        number = len(words)
        digits, capitals, stops = self.counts[:3].sum(1).tolist()
        long, very_long = words @ (words >= _LONG), words @ (words >= _VERY_LONG)
        return np.array([
            np.log1p(number), np.log1p(total), sums[1] / sums[2], stops / total, long / total,
            very_long / total, np.log(total / number + 1), digits / total, capitals / total,
            np.log1p(table.images.sum()), np.log1p(table.controls.sum()), np.log(largest),
            np.count_nonzero(table.hidden) / number, np.log1p(words.max()), sums[3] / number,
            min(sums[4], 4), sums[5] / number, sums[6] / total,
            np.log1p(self.counts[3].sum()),
        ], np.float32)  # fmt: skip


def _alike(hashes: Hashes, first_word: Ints) -> Ints:
    """For each block the first block of the page that holds the same words."""
    sums = np.zeros(len(hashes) + 1, np.int64)
    hashes.cumsum(out=sums[1:])
    before = sums.take(first_word)
    return first_alike(before[1:] - before[:-1])
