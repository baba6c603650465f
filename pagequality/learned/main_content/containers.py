"""The elements that hold a page's blocks, as arrays: which stand in which, and their measures.

Holders come as the walk closes them: inner ones before outer ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from pagequality.learned.main_content.labels import LabelBook
    from pagequality.text.arrays import Array, Floats32, Ints


HOLDERS: Final = (
    "", "html", "body", "div", "section", "article", "main", "nav", "header", "footer", "aside",
    "form", "ul", "ol", "li", "table", "tbody", "tr", "td", "th", "dl", "dt", "dd", "p", "h1",
    "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figure", "figcaption", "details",
    "summary", "button", "fieldset", "noscript", "template", "dialog", "address", "hgroup",
    "center", "menu", "thead",
)  # fmt: skip
"""Tags of holders that are told apart; the first one is any other."""
CHAIN: Final = 5
"""How many holders of a block are looked at, from the innermost outwards."""
DEEPEST: Final = 40
"""Depths beyond it count as this: no page learned from had many, and they tell nothing."""
_LONGEST: Final = 60
"""Blocks of more scores of words on average count as this: a transcript may be one block, and no
page learned from was."""
MEASURES: Final = 15
"""How many measures a holder has."""
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


class Numbers(dict[str, int]):
    """The place of each name in a list; 0 for any other.

    >>> Numbers(("", "p", "li"))["li"], Numbers(("", "p"))["blink"]
    (2, 0)
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__({name: place for place, name in enumerate(names)})

    def __missing__(self, _: str) -> int:
        return 0

    def of(self, names: tuple[str, ...]) -> Ints:
        """Return the place of each of many names."""
        return np.fromiter(map(self.__getitem__, names), np.intp, len(names))


_HOLDER_NUMBERS = Numbers(HOLDERS)


def first_alike(hashes: Array) -> Ints:
    """For each hash the place where it first stands, found through a table of buckets.

    Where two hashes share a bucket, the later one counts as standing alone.

    >>> first_alike(np.array([7, 9, 7, 9, 9])).tolist()
    [0, 1, 0, 1, 1]
    """
    bits = max(12, len(hashes).bit_length() + 4)
    bucket = ((hashes.view(np.uint64) * _SPREAD) >> np.uint64(64 - bits)).view(np.intp)
    order = np.arange(len(hashes))
    seen = np.empty(1 << bits, np.intp)
    seen[bucket[::-1]] = order[::-1]
    first = seen.take(bucket)
    return np.where(hashes.take(first) == hashes, first, order)


class Held:
    """The holders of a page; ``sums`` are the running sums of its blocks' counts."""

    def __init__(
        self, containers: tuple[Any, ...], depths: Ints, *, sums: Floats32, book: LabelBook
    ) -> None:
        self.sums, self.number = sums, sums.shape[1] - 1
        if not containers or containers[-1][3:] != (0, self.number):
            lowest = min((holder[2] for holder in containers), default=1)
            containers = (*containers, ("html", "", lowest - 1, 0, self.number))
        tags, labels, depth, first, last = zip(*containers, strict=True)
        self.depth, self.first, self.last = np.array((depth, first, last), np.intp)
        self.tags = _HOLDER_NUMBERS.of(tags)
        self.labels, self.vectors = book.look_up(labels)
        self.parents, inner = self._climb(depths)
        self.chain = np.empty((CHAIN, self.number), np.intp)
        self.chain[0] = inner
        for level in range(1, CHAIN):
            np.take(self.parents, self.chain[level - 1], out=self.chain[level])
        self.shape = self.labels + self.tags * 8191 + self.depth * 127

    def _climb(self, depths: Ints) -> tuple[Ints, Ints]:
        """The next outer holder of each holder, and the innermost one of each block.

        Holders of one depth do not overlap, so they are ordered by where they end.
        """
        depth, wide = self.depth, self.number + 1
        order = np.argsort(depth.astype(np.int16), kind="stable")
        ends = (depth * wide + self.last)[order]
        outer = np.searchsorted(ends, (depth - 1) * wide + self.first, "right")
        inner = np.searchsorted(ends, depths * wide + np.arange(self.number), "right")
        parents, innermost = order.take(outer, mode="clip"), order.take(inner, mode="clip")
        parents[-1] = len(depth) - 1
        return parents, innermost

    def signature(self, tag: Ints) -> Array:
        """One number for blocks of the same tag in holders of the same shape."""
        inner, outer, beyond = self.shape[self.chain[:3]]
        mixed: Array = inner * 3 + outer * 5 + beyond * 7 + tag
        return mixed

    def places(self, out: Floats32) -> None:
        """How far down each of its holders a block stands."""
        middle = np.arange(0.5, self.number, dtype=np.float32)
        held = (self.last - self.first).astype(np.float32)
        np.subtract(middle, self.first[self.chain], out=out, casting="unsafe")
        np.divide(out, held[self.chain], out=out)

    def measures(self, total: float) -> Floats32:
        """Measure every holder."""
        first, last, rows = self.first, self.last, np.empty((MEASURES, len(self.first)), np.float32)
        sums = self.sums.take(last, axis=1)
        sums -= self.sums.take(first, axis=1)
        held = (last - first).astype(np.float32)
        alike = first_alike(self.shape)
        words, number = sums[0], np.float32(self.number)
        rows[0], rows[1], rows[2] = words, sums[3], held - 1
        rows[3] = np.bincount(alike).take(alike)
        np.log1p(rows[:4], out=rows[:4])
        np.divide(sums[1], sums[2], out=rows[4])
        np.greater(sums[4], 0, out=rows[5])
        np.divide(sums[5], held, out=rows[6])
        np.divide(sums[6], np.maximum(words, 1), out=rows[7])
        np.multiply(words, np.float32(1 / total), out=rows[8])
        np.divide(held, number, out=rows[9])
        np.divide(first, number, out=rows[10], casting="unsafe")
        np.divide(last, number, out=rows[11], casting="unsafe")
        np.divide(words, held * 20, out=rows[12])
        np.minimum(rows[12], _LONGEST, out=rows[12])
        np.minimum(self.depth, DEEPEST, out=rows[13], casting="unsafe")
        rows[13] *= np.float32(1 / DEEPEST)
        np.equal(self.labels, self.labels[self.parents], out=rows[14], casting="unsafe")
        return rows
