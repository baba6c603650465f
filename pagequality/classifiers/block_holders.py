"""The elements that hold a page's blocks, as arrays: which stand in which, and their measures.

Holders come as the walk closes them: inner ones before outer ones.
"""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pagequality.text import Ints

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float32]

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
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@cache
def numbers_of(names: tuple[str, ...]) -> dict[str, int]:
    """The place of each name."""
    return {name: place for place, name in enumerate(names)}


def buckets(hashes: Array, number: int) -> tuple[Ints, int]:
    """Spread hashes over enough buckets to tell so many things apart."""
    bits = max(12, number.bit_length() + 4)
    spread = (hashes.astype(np.uint64) * _SPREAD) >> np.uint64(64 - bits)
    return spread.astype(np.intp), 1 << bits


class Held:
    """The measures of holders, and which holders each block stands in."""

    def __init__(self, containers: tuple[Any, ...], sums: Floats) -> None:
        number = sums.shape[1] - 1
        if not containers or containers[-1][3:] != (0, number):
            lowest = min((holder[2] for holder in containers), default=1)
            containers = (*containers, ("html", "", lowest - 1, 0, number))
        tags, self.labels, depth, first, last = zip(*containers, strict=True)
        size = len(containers)
        self.depth, self.first, self.last = (np.array(x, np.intp) for x in (depth, first, last))
        numbers = numbers_of(HOLDERS)
        self.tags = np.fromiter((numbers.get(tag, 0) for tag in tags), np.intp, size)
        distinct = dict(zip(self.labels, count()))
        self.keys = np.fromiter(map(distinct.__getitem__, self.labels), np.intp, size)
        self.parents = self._parents()
        self.chain = self._chain(number)
        self.shape = self.keys * 131071 + self.tags * 8191 + self.depth * 127
        self.sums, self.number = sums, number

    def _parents(self) -> Ints:
        """The next outer holder of each; the outermost is its own."""
        size, depth = len(self.depth), self.depth
        order = np.argsort(depth, kind="stable")
        place = depth * (size + 1) + np.arange(size)
        found = np.searchsorted(place[order], place - (size + 1))
        parents = order.take(found, mode="clip")
        outer: Ints = np.where(depth[parents] == depth - 1, parents, size - 1)
        return outer

    def _chain(self, number: int) -> Ints:
        """The innermost holder of each block, and those around it."""
        order = np.arange(number)
        inner = np.minimum(np.searchsorted(self.last, order, "right"), len(self.last) - 1)
        while (outside := self.first[inner] > order).any():
            inner = np.where(outside, self.parents[inner], inner)
        chain = [inner]
        for _ in range(CHAIN - 1):
            chain.append(self.parents[chain[-1]])
        return np.array(chain)

    def signature(self, tag: Ints) -> Array:
        """One number for blocks of the same tag in holders of the same shape."""
        inner, outer, beyond = self.shape[self.chain[:3]]
        mixed: Array = (inner * 3 + outer * 5 + beyond * 7).astype(np.uint64) * _SPREAD
        mixed += tag.astype(np.uint64)
        return mixed

    def places(self) -> Floats:
        """How far down each of its holders a block stands."""
        within = np.arange(self.number) - self.first[self.chain] + np.float32(0.5)
        places: Floats = within / (self.last - self.first)[self.chain]
        return places

    def measures(self, total: float) -> Floats:
        """Measure every holder."""
        sums = self.sums[:, self.last] - self.sums[:, self.first]
        held = (self.last - self.first).astype(np.float32)
        bucket, size = buckets(self.shape, len(self.shape))
        alike = np.bincount(bucket, minlength=size)[bucket]
        words = sums[0]
        return np.array([
            np.log1p(words), np.log(held), sums[1] / sums[2], np.log1p(sums[3]), sums[4] > 0,
            sums[5] / held, sums[6] / np.maximum(words, 1), np.log(alike), words / total,
            held / self.number, self.first / self.number, self.last / self.number,
            words / held / 20, self.depth / 20, self.keys == self.keys[self.parents],
        ], np.float32)  # fmt: skip
