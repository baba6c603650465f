"""Which blocks of a page are its main content: a small network over the page's table.

A holder's class words, tag and measures make a short vector; vectors add up along the
holders of a block. A block's own measures, its first words and the vectors of its holders
give a hidden row; rows are averaged over neighbours, over holders and over the page, and
a second layer judges each block in that light. The page's averages also name its type.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from pagequality import resources
from pagequality.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pagequality.classifiers.block_features import Shape
    from pagequality.classifiers.block_holders import Array, Floats
    from pagequality.text import Hashes, Ints

NEAR: Final = 6
"""Blocks before and behind that make a block's neighbourhood."""
ROUNDS: Final = 5
"""Vectors of holders add up over 2 ** ROUNDS levels."""
_SHIFT = np.uint32(14)
_MOST_LABELS = 20_000


class Stems:
    """Finds the known stems in class and id words.

    >>> stems = Stems(("nav", "navigation", "foot"))
    >>> stems.find("SiteFooter navigation")
    [2, 1]
    """

    def __init__(self, stems: Iterable[str]) -> None:
        self._finder = AhoCorasick(list(stems), matchkind=MatchKind.LeftmostLongest)

    def find(self, label: str) -> list[int]:
        """Return the stems in a label, each once."""
        found = self._finder.find_matches_as_indexes(label.lower())
        return list(dict.fromkeys(stem for stem, _, _ in found))


class Vocabulary:
    """Numbers the known words, by hash; 0 is any other word."""

    def __init__(self, hashes: Hashes) -> None:
        self._table = np.zeros(1 << 18, np.intp)
        self._table[hashes >> _SHIFT] = np.arange(1, len(hashes) + 1)

    def numbers(self, hashes: Hashes) -> Ints:
        """Return the number of each word."""
        return self._table.take(hashes >> _SHIFT)


@dataclass(frozen=True, eq=False)
class BlockModel:
    """The weights of the network, and the names they stand for."""

    weights: dict[str, Floats]
    stems: tuple[str, ...]
    types: tuple[str, ...]
    words: Hashes

    @cached_property
    def finder(self) -> Stems:
        """Finds the stems."""
        return Stems(self.stems)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Numbers the words."""
        return Vocabulary(self.words)

    @cached_property
    def _known(self) -> dict[str, Floats]:
        """The vectors of labels met before; the same label recurs from page to page."""
        return {}

    def _label_vectors(self, labels: tuple[str, ...]) -> Floats:
        """One vector a holder, from its class and id words."""
        known, stem = self._known, self.weights["stem"]
        if len(known) > _MOST_LABELS:
            known.clear()
        for label in set(labels).difference(known):
            known[label] = stem[self.finder.find(label)].sum(0)
        return np.array([known[label] for label in labels])

    def score(self, shape: Shape) -> tuple[Array, str]:
        """Return the log-odds of each block, and the page's type."""
        w = self.weights
        vectors = self._label_vectors(shape.labels) + w["tag"][shape.tags]
        vectors += shape.holders.T @ w["holder"] + w["holder_bias"]
        np.maximum(vectors, 0, out=vectors)
        sums = self._sum_outwards(vectors, shape.parents)
        hidden = w["block"] @ shape.blocks + (w["page"] @ shape.page + w["block_bias"])[:, None]
        inner = vectors[shape.chain[:3].T].reshape(len(shape.chain[0]), -1)
        held = np.concatenate([inner, sums[shape.chain[0]]], axis=1)
        hidden += w["held"] @ held.T
        hidden += w["word_in"] @ self._words(shape)
        hidden += w["category"][shape.categories].sum(0).T
        np.maximum(hidden, 0, out=hidden)
        page = self._page(hidden, shape)
        context = np.concatenate([hidden, *self._context(hidden, shape)])
        judged = w["mid"] @ context + (w["mid_page"] @ page + w["mid_bias"])[:, None]
        np.maximum(judged, 0, out=judged)
        kind = self.types[int((w["type"] @ page + w["type_bias"]).argmax())]
        return (w["out"] @ judged + w["out_bias"])[0], kind

    @staticmethod
    def _sum_outwards(vectors: Floats, parents: Ints) -> Floats:
        """Add to each holder's vector those of all holders around it."""
        size = len(vectors)
        sums = np.concatenate([vectors, np.zeros((1, vectors.shape[1]), np.float32)])
        outer = np.append(np.where(parents == np.arange(size), size, parents), size)
        for _ in range(ROUNDS):
            sums += sums[outer]
            outer = outer[outer]
        return sums

    def _words(self, shape: Shape) -> Floats:
        """The vectors of the opening words of each block, added up and tempered."""
        number = self.vocabulary.numbers(shape.word_hash)
        known = np.flatnonzero(number)
        block, table = shape.word_block[known], self.weights["word"]
        sums = np.zeros((table.shape[0], shape.blocks.shape[1]), np.float32)
        if known.size:
            first = np.flatnonzero(np.diff(block, prepend=-1))
            sums[:, block[first]] = np.add.reduceat(table[:, number[known]], first, axis=1)
        count = np.bincount(block, minlength=sums.shape[1])
        sums /= np.sqrt(1 + count).astype(np.float32)
        return sums

    def _page(self, hidden: Floats, shape: Shape) -> Floats:
        """The page as a whole: averages, averages by length, and peaks of hidden rows."""
        rows = self.weights["page_pool"] @ hidden + self.weights["page_pool_bias"][:, None]
        half = len(rows) // 2
        mean, peak = np.maximum(rows[:half], 0), rows[half:]
        length = shape.blocks[0]
        by_length = mean @ length / max(float(length.sum()), 1e-3)
        top = np.clip(peak.max(1), -4, 4)
        return np.concatenate([mean.mean(1), by_length, top, shape.page])

    def _context(self, hidden: Floats, shape: Shape) -> list[Floats]:
        """Hidden rows averaged over holders and neighbours."""
        rows = self.weights["pool"] @ hidden + self.weights["pool_bias"][:, None]
        np.maximum(rows, 0, out=rows)
        size, number = rows.shape
        sums = np.zeros((size, number + 1))
        np.cumsum(rows, axis=1, out=sums[:, 1:])
        first, last = shape.first, shape.last
        held = ((sums[:, last] - sums[:, first]) / (last - first)).astype(np.float32)
        parts = [held[:, level] for level in shape.chain[1:]]
        order = np.arange(number)
        back, ahead = np.maximum(order - NEAR, 0), np.minimum(order + NEAR + 1, number)
        before, behind = np.zeros_like(rows), np.zeros_like(rows)
        before[:, 1:], behind[:, :-1] = rows[:, :-1], rows[:, 1:]
        parts += [before, behind]
        parts.append((sums[:, :-1] - sums[:, back]) / np.maximum(order - back, 1))
        parts.append((sums[:, ahead] - sums[:, 1:]) / np.maximum(ahead - order - 1, 1))
        return parts


def load(folder: Path) -> BlockModel:
    """Read ``content.json`` and ``content.npz``."""
    about = resources.load_json(folder / "content.json")
    arrays = resources.load_arrays(folder / "content.npz")
    if about.get("protocol") != 1:
        message = f"{folder / 'content.json'} has protocol {about.get('protocol')!r}, not 1"
        raise ModelError(message)
    words = arrays.pop("words")
    weights = {name: array.astype(np.float32) for name, array in arrays.items()}
    return BlockModel(weights, tuple(about["stems"]), tuple(about["page_types"]), words)


@cache
def default_model() -> BlockModel:
    """Return the model that comes with the library."""
    return load(resources.folder())
