"""What the blocks of a page look like, and the elements that hold them, as arrays.

A page is two tables here: its blocks, and its holders (see `block_holders`). Every
function works on a whole table at once; nothing loops over blocks or words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from pagequality.classifiers.block_holders import Array, Floats, Held, buckets, numbers_of
from pagequality.text import DIGIT, LETTER, UPPER, Hashes, Ints, Tokens, hash_words

if TYPE_CHECKING:
    from pagequality.parts import BlockTable

TAGS: Final = (
    "", "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "div", "a", "button", "span",
    "section", "dt", "dd", "blockquote", "pre", "figcaption", "article", "header", "footer", "nav",
    "form", "body", "main", "aside", "summary", "legend", "address",
)  # fmt: skip
"""Tags of blocks that are told apart; the first one is any other."""
ENDS: Final = ("", ".", "!", "?…？！", ",;，、", ":：", ")]", '"”’»', "-–—|/•·", "»›>→+")
"""How a block may end."""
KINDS: Final = 5
"""How a block may start: small letter, capital, digit, other mark, currency."""
CATEGORIES: Final = len(TAGS) + len(ENDS) + KINDS
OPENING: Final = 12
"""How many words of a block are looked at one by one."""

_FOLLOWERS: Final = (" \n", ".!?…。！？", ",;，、", ":：")
_CURRENCIES: Final = (36, 163, 8364)
_LENGTHS = np.array([[1], [2], [4], [8], [15], [40]])
_LONG, _VERY_LONG = 15, 40
_STOP_WORDS = Path(__file__).parent.parent / "reading" / "stopwords"
_SHIFT = np.uint32(14)
_H1, _H6 = TAGS.index("h1"), TAGS.index("h6")


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A page as the block scorer sees it: one column a block, or a holder.

    ``blocks`` and ``holders`` are measures; ``categories`` are numbers below `CATEGORIES`,
    three a block; ``tags`` number `HOLDERS`; ``parents`` and ``chain`` number holders;
    ``first`` and ``last`` are the blocks a holder holds. ``word_block`` and ``word_hash``
    are the opening words of the blocks, ``page`` measures of the whole page.
    """

    blocks: Floats
    categories: Ints
    holders: Floats
    tags: Ints
    labels: tuple[str, ...]
    parents: Ints
    chain: Ints
    first: Ints
    last: Ints
    word_block: Ints
    word_hash: Hashes
    page: Floats


@cache
def _marks(groups: tuple[str, ...], other: int) -> Array:
    """For each character the group it belongs to."""
    table = np.full(0x10000, other, np.intp)
    for group, marks in enumerate(groups):
        table[[ord(mark) for mark in marks]] = group
    return table


@cache
def _kinds() -> Array:
    """For the flags of a character: 0 small letter, 1 capital, 2 digit, 3 other."""
    flags = np.arange(256)
    return np.where(
        flags & DIGIT, 2, np.where(flags & UPPER, 1, np.where(flags & LETTER, 0, 3))
    ).astype(np.intp)


@cache
def _stop_words() -> npt.NDArray[np.bool_]:
    """For each hash bucket whether it holds a stop word of any language."""
    table = np.zeros(1 << 18, bool)
    for path in sorted(_STOP_WORDS.glob("*.txt")):
        table[hash_words(path.read_text(encoding="utf-8").split()) >> _SHIFT] = True
    return table


def measure(table: BlockTable, tokens: Tokens, first_word: Ints) -> Shape:
    """Measure a page of at least one block; ``first_word`` as in `Page.first_word`."""
    number = len(table)
    words = np.diff(first_word)
    block = np.repeat(np.arange(number), words)
    stop = _stop_words().take(tokens.hash >> _SHIFT)
    kind = np.where(stop, 3, _kinds().take(tokens.kinds[tokens.start]))
    after = _marks(_FOLLOWERS, 4).take(tokens.codes.take(tokens.end, mode="clip"), mode="clip")
    counts = np.bincount(block * 20 + kind * 5 + after, minlength=20 * number)
    counts = counts.reshape(number, 4, 5)
    sizes = np.maximum(words, 1)
    rows = _Rows(table, tokens, first_word)
    shares = [counts.sum(2).T / sizes, counts.sum(1).T / sizes]
    opening = np.flatnonzero(np.arange(len(tokens)) - first_word[block] < OPENING)
    held = Held(table.containers, rows.sums)
    groups, largest = rows.groups(held.signature(rows.tag))
    stops = counts.sum(1)[:, 1]
    blocks = [rows.logs(stops), rows.gaps(), *shares, words >= _LENGTHS, rows.plain(),
              held.places(), groups]  # fmt: skip
    total = max(float(rows.sums[0, -1]), 1.0)
    kinds = counts.sum((0, 2))
    page = [
        np.log1p(number), np.log1p(total), rows.sums[1, -1] / rows.sums[2, -1],
        kinds[3] / total, words[words >= _LONG].sum() / total,
        words[words >= _VERY_LONG].sum() / total, np.log(total / number + 1),
        kinds[2] / total, kinds[1] / total, np.log1p(table.images.sum()),
        np.log1p(table.controls.sum()), np.log(largest), table.hidden.mean(),
        np.log1p(words.max()), rows.sums[3, -1] / number, min(rows.sums[4, -1], 4),
        rows.sums[5, -1] / number, rows.sums[6, -1] / total, np.log1p(stops.sum()),
    ]  # fmt: skip
    return Shape(
        blocks=np.concatenate(blocks, dtype=np.float32, casting="unsafe"),
        categories=rows.categories(),
        holders=held.measures(total),
        tags=held.tags,
        labels=held.labels,
        parents=held.parents,
        chain=held.chain,
        first=held.first,
        last=held.last,
        word_block=block[opening],
        word_hash=tokens.hash[opening],
        page=np.array(page, np.float32),
    )


class _Rows:
    """The measures of blocks; ``sums`` are running sums that measure holders too."""

    def __init__(self, table: BlockTable, tokens: Tokens, first_word: Ints) -> None:
        number = len(table)
        words = np.diff(first_word).astype(np.float32)
        self.table, self.tokens, self.words = table, tokens, words
        self.order = np.arange(number)
        numbers = numbers_of(TAGS)
        self.tag = np.fromiter((numbers.get(tag, 0) for tag in table.tag), np.intp, number)
        self.length = np.maximum(table.end - table.start, 1).astype(np.float32)
        self.linked = table.link_characters / self.length
        last = tokens.codes.take(table.end - 1, mode="clip")
        self.end = _marks(ENDS, 0).take(last, mode="clip")
        self.heading, self.h1 = (self.tag >= _H1) & (self.tag <= _H6), self.tag == _H1
        self.copies, self.first_copy = _copies(tokens.hash, first_word)
        self.sums = np.zeros((7, number + 1), np.float32)
        raw = [words, table.link_characters, self.length, self.heading, self.h1, self.end == 1,
               self.first_copy * words]  # fmt: skip
        np.cumsum(np.array(raw, np.float32), axis=1, out=self.sums[:, 1:])
        self.log_words = np.log1p(words)
        self.place = (self.order + 0.5) / number

    def logs(self, stops: Ints) -> Floats:
        """Logarithms of counts."""
        table, order = self.table, self.order
        counts = [self.words, table.links, table.controls, table.images, stops, self.copies - 1,
                  order, order[::-1]]  # fmt: skip
        return np.log1p(np.array(counts, np.float32))

    def gaps(self) -> Floats:
        """Blocks since the last heading, to the next, and since the last ``h1``."""
        order, number = self.order, len(self.order)
        self.above = np.maximum.accumulate(np.where(self.heading, order, -1))
        below = np.minimum.accumulate(np.where(self.heading, order, number)[::-1])[::-1]
        self.top = np.maximum.accumulate(np.where(self.h1, order, -1))
        since = np.where(self.top < 0, 0, order - self.top)
        return np.log1p(np.array([order - self.above, below - order, since], np.float32))

    def plain(self) -> Floats:
        """Everything else that a block and its place in the page tell."""
        table, order, linked, depth = self.table, self.order, self.linked, self.table.depth
        total = max(float(self.sums[0, -1]), 1.0)
        steps = np.clip(np.diff(depth, prepend=depth[0], append=depth[-1]), -5, 5) / 5
        level = np.where(self.above < 0, 0, self.tag[self.above] - 2) / 6
        return np.array([
            np.minimum(self.length / np.maximum(self.words, 1), 20) / 8,
            linked, linked > 0.95, linked == 0, table.hidden, table.broken, depth / 20,  # noqa: PLR2004
            steps[:-1], steps[1:], self.place, self.sums[0, :-1] / total, self.top >= 0,
            np.full(len(order), self.sums[4, -1] == 0), level, self.first_copy,
        ], np.float32)  # fmt: skip

    def groups(self, signature: Array) -> tuple[Floats, int]:
        """What the blocks of the same shape have in common, and the size of the largest group."""
        _, group, size = np.unique(signature, return_inverse=True, return_counts=True)
        logs = self.log_words
        values = [logs, self.linked, self.end == 1, ~self.first_copy, logs**2, self.place]
        means = np.array([np.bincount(group, value) for value in values]) / size
        means[4] = np.sqrt(np.maximum(means[4] - means[0] ** 2, 0))
        held = np.concatenate([means, np.log(size)[None]])[:, group]
        return np.concatenate([held, (self.place - held[5])[None]]), int(size.max())

    def categories(self) -> Ints:
        """Tag, end and start of each block, as numbers below `CATEGORIES`."""
        tokens, start = self.tokens, self.table.start
        code = tokens.codes.take(start, mode="clip")
        kind = _kinds().take(tokens.kinds.take(start, mode="clip"))
        kind = np.where(np.isin(code, _CURRENCIES), KINDS - 1, kind)
        return np.array([self.tag, self.end + len(TAGS), kind + len(TAGS) + len(ENDS)])


def _copies(hashes: Hashes, first_word: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """How often each block's words stand on the page, and whether it is the first time."""
    sums = np.zeros(len(hashes) + 1, np.uint64)
    np.cumsum(hashes, out=sums[1:])
    number = len(first_word) - 1
    bucket, size = buckets(np.diff(sums[first_word]), number)
    order = np.arange(number)
    seen = np.zeros(size, np.intp)
    seen[bucket[::-1]] = order[::-1]
    return np.bincount(bucket, minlength=size)[bucket], seen[bucket] == order
