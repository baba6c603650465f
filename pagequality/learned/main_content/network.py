"""Which blocks of a page are its main content: a small network over the page's table.

A holder's class words, tag and measures make a short vector; vectors add up outwards. A
block's own measures and the vectors of its holders give a hidden row. Hidden rows are
mixed with those of near blocks, then averaged over holders and over the page, and a last
layer judges each block in that light. The page's averages also name its type.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.main_content.features import ENDS, TAGS
from pagequality.learned.main_content.labels import LabelBook, Stems
from pagequality.learned.products import product

if TYPE_CHECKING:
    from pagequality.learned.bundle import Bundle
    from pagequality.learned.main_content.features import PageFeatures
    from pagequality.text.arrays import Array, Floats32

PROTOCOL: Final = 3
"""Which artefacts this code can read."""
NEAR: Final = (1, 4)
"""How far the blocks are apart that each mixing layer looks at."""
ROUNDS: Final = 4
"""Vectors of holders add up over 2 ** ROUNDS levels."""
LEVELS: Final = 3
"""How many holders of a block are looked at one by one."""
WEIGHTS: Final = frozenset((
    "block", "block_bias", "category", "held", "holder", "mid", "mid_bias", "mid_held", "mid_page",
    "near", "near_bias", "out", "out_bias", "page", "page_pool", "page_pool_bias", "pool",
    "pool_bias", "share", "stem", "tag", "type", "type_bias",
))  # fmt: skip
"""The arrays that make up the network."""


@dataclass(frozen=True, eq=False)
class MainContentModel:
    """The weights of the network, and the names they stand for."""

    weights: dict[str, Floats32]
    stems: tuple[str, ...]
    types: tuple[str, ...]

    @classmethod
    def of(cls, bundle: Bundle) -> MainContentModel:
        """Build from a bundle; `ModelError` if its files do not fit this code."""
        about, arrays = bundle.json("main_content.json"), bundle.arrays("main_content.npz")
        try:
            found, stems, types = (about[name] for name in ("protocol", "stems", "page_types"))
        except (KeyError, TypeError) as error:
            message = f"main_content.json is broken: {error!r}"
            raise ModelError(message) from error
        if found != PROTOCOL:
            message = f"main_content.json has protocol {found!r}, not {PROTOCOL}"
            raise ModelError(message)
        if odd := sorted(WEIGHTS.symmetric_difference(arrays)):
            message = f"main_content.npz holds other weights than the network has: {', '.join(odd)}"
            raise ModelError(message)
        weights = {name: array.astype(np.float32) for name, array in arrays.items()}
        return cls(weights, tuple(stems), tuple(types))

    def __getstate__(self) -> dict[str, Any]:
        """Travel without what was met on pages."""
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}

    @cached_property
    def book(self) -> LabelBook:
        """Knows the labels of holders."""
        return LabelBook(Stems(self.stems), self.weights["stem"])

    @cached_property
    def _categories(self) -> Floats32:
        """One row for each way a block can be of a tag, end and start."""
        tags, ends, starts = np.split(self.weights["category"], [len(TAGS), len(TAGS) + len(ENDS)])
        table = tags[:, None, None] + ends[None, :, None] + starts[None, None, :]
        return np.ascontiguousarray(table.reshape(-1, table.shape[-1]))

    @cached_property
    def _near(self) -> Floats32:
        """For each mixing layer the weights of the rows before, here and behind, in one matrix."""
        near = self.weights["near"]
        return np.ascontiguousarray(near.reshape(len(near), -1, near.shape[-1]))

    @cached_property
    def _last(self) -> tuple[Floats32, Floats32]:
        """All weights of the last hidden rows in one matrix, and what is added to the first."""
        w = self.weights
        names = ("page_pool", "pool", "mid")
        added = np.concatenate([w[f"{name}_bias"] for name in names[:2]])
        return np.concatenate([w[name] for name in names]), added[:, None]

    def score(self, shape: PageFeatures) -> tuple[Array, str]:
        """Return the log-odds of each block, and the page's type."""
        w = self.weights
        hidden = product(w["block"], shape.blocks)
        hidden += (w["page"] @ shape.page + w["block_bias"])[:, None]
        hidden += product(w["held"], self._holders(shape).T)
        hidden += self._categories.take(shape.categories, axis=0).T
        np.maximum(hidden, 0, out=hidden)
        for layer, distance in enumerate(NEAR):
            hidden = self._mix(hidden, layer, distance)
        joined, added = self._last
        rows = product(joined, hidden)
        pooled, judged = rows[: len(added)], rows[len(added) :]
        pooled += added
        half = len(w["page_pool"])
        page = self._page(pooled[:half], shape)
        judged += product(w["mid_held"], self._context(pooled[half:], shape))
        judged += (w["mid_page"] @ page + w["mid_bias"])[:, None]
        np.maximum(judged, 0, out=judged)
        kind = self.types[int((w["type"] @ page + w["type_bias"]).argmax())]
        return product(w["out"][None, :], judged)[0] + w["out_bias"], kind

    def _holders(self, shape: PageFeatures) -> Floats32:
        """For each block the vectors of its inner holders, and the sum of all of them."""
        w = self.weights
        vectors = product(shape.holders.T, w["holder"])
        vectors += w["tag"].take(shape.tags, axis=0)
        vectors += shape.vectors
        np.maximum(vectors, 0, out=vectors)
        size, width = vectors.shape
        sums = np.zeros((size + 1, width), np.float32)
        sums[:size] = vectors
        outer = np.append(shape.parents, size)
        outer[size - 1] = size
        for level in range(ROUNDS):
            sums += sums.take(outer, axis=0)
            if level < ROUNDS - 1:
                outer = outer.take(outer)
        inner = vectors.take(shape.chain[:LEVELS].T, axis=0).reshape(shape.chain.shape[1], -1)
        return np.concatenate([inner, sums.take(shape.chain[0], axis=0)], axis=1)

    def _mix(self, hidden: Floats32, layer: int, distance: int) -> Floats32:
        """Add to each hidden row what it and the rows so far before and behind tell."""
        size = len(hidden)
        told: Floats32 = product(self._near[layer], hidden)
        mixed = told[size : 2 * size]
        mixed[:, distance:] += told[:size, :-distance]
        mixed[:, :-distance] += told[2 * size :, distance:]
        mixed += self.weights["near_bias"][layer][:, None]
        np.maximum(mixed, 0, out=mixed)
        mixed += hidden
        return mixed

    @staticmethod
    def _page(rows: Floats32, shape: PageFeatures) -> Floats32:
        """The page as a whole: averages, averages by length, and peaks of rows."""
        half = len(rows) // 2
        mean = np.maximum(rows[:half], 0)
        length = shape.blocks[0]
        weights = np.empty((len(length), 2), np.float32)
        weights[:, 0], weights[:, 1] = 1 / len(length), length / max(float(length.sum()), 1e-3)
        top = np.minimum(np.maximum(rows[half:].max(1), -4), 4)
        return np.concatenate([product(mean, weights).T.ravel(), top, shape.page])

    @staticmethod
    def _context(rows: Floats32, shape: PageFeatures) -> Floats32:
        """Rows averaged over each outer holder of a block."""
        rows = np.maximum(rows, 0)
        size, number = rows.shape
        sums = np.zeros((number + 1, size))
        np.cumsum(rows, axis=1, out=sums[1:].T)
        means = sums.take(shape.last, axis=0)
        means -= sums.take(shape.first, axis=0)
        means *= (1 / (shape.last - shape.first))[:, None]
        held = means.astype(np.float32).take(shape.chain[1:].T, axis=0)
        return held.reshape(number, -1).T
