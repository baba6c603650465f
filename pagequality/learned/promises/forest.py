"""Small trees as columns, and the mean of what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.text.arrays import Array, Floats, Ints

    Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees as columns of nodes: the threshold, the nodes below, the value.

    Nodes that ask something come first, in the order of what they ask, so that all of them answer
    at once: ``asking`` of them ask each column. ``above`` is the node below for what is above the
    threshold, ``step`` how far from it that for the others is. Behind them come the leaves, which
    lead to themselves. ``roots`` are the trees' first nodes, ``usual`` stands for what is unknown,
    ``depth`` is that of the deepest leaf. Numbers of nodes take 32 bits: a forest is read whole
    for every page, and half as much of it then has to come from memory.
    """

    asking: Ints
    threshold: Array
    above: Numbers
    step: Numbers
    value: Floats
    roots: Ints
    usual: Floats
    depth: int

    @classmethod
    def of(cls, arrays: Mapping[str, Array], columns: int) -> Forest:
        """Unpack trees over so many columns; the left node is the next, the right so many on."""
        asked, step = arrays["asked"].astype(np.intp), arrays["step"].astype(np.intp)
        nodes = np.arange(len(asked))
        leaf = step == 0
        left, right = np.where(leaf, nodes, nodes + 1), nodes + step
        usual, roots = arrays["usual"].astype(float), arrays["roots"].astype(np.intp)
        threshold, value = arrays["threshold"], arrays["value"].astype(float)
        sizes = {len(part) for part in (asked, step, threshold, value)}
        if (
            len(sizes) != 1
            or len(usual) != columns
            or not len(roots)
            or asked.max(initial=0) >= columns
            or right.max(initial=0) >= len(nodes)
            or left.max(initial=0) >= len(nodes)
            or step.min(initial=0) < 0
            or not 0 <= roots.min() <= roots.max() < len(nodes)
            or not all(np.isfinite(part).all() for part in (threshold, value, usual))
        ):
            message = "the forest's nodes do not fit each other"
            raise ValueError(message)
        depth, level = 0, roots
        while not leaf[level].all() and depth < len(nodes):
            below = np.zeros(len(nodes), bool)
            below[left[level]] = below[right[level]] = True
            level, depth = np.flatnonzero(below), depth + 1
        asks = np.flatnonzero(~leaf)
        asks = asks[np.argsort(asked[asks], kind="stable")]
        order = np.concatenate([asks, np.flatnonzero(leaf)])
        number = np.argsort(order)
        above = number[right[order]]
        return cls(
            asking=np.bincount(asked[asks], minlength=columns),
            threshold=threshold[asks],
            above=above.astype(np.int32),
            step=(number[left[asks]] - above[: len(asks)]).astype(np.int32),
            value=value[order],
            roots=number[roots],
            usual=usual,
            depth=depth,
        )

    def mean(self, row: Floats) -> float:
        """Return the mean of the leaves that a row of measures reaches."""
        known = np.where(np.isfinite(row), row, self.usual)
        held = known.repeat(self.asking) <= self.threshold
        below = self.above.copy()
        below[: len(held)] += self.step * held
        node: Array = self.roots
        for _ in range(self.depth):
            node = below.take(node)
        return float(self.value.take(node).mean())
