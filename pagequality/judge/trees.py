"""Sums of regression trees, with what each signal adds to them, exactly.

A tree adds along the path that a page takes: the step from a node to its child belongs to the
signal that was asked there, so that steps and the root's value add up to the leaf (Saabas 2014).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pagequality.learned.strict import number, numbers, places

if TYPE_CHECKING:
    from pagequality.text.arrays import Flags, Floats, Ints

_DEEPEST = 64
_MOST_TREES = 20_000
_MOST_SIGNALS = 10_000
_FARTHEST = 1e12
"""Thresholds lie at values of signals, some of which count characters."""


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Regression trees, all their nodes in one set of arrays.

    ``root`` has the number of each tree's root. For each node: the ``signal`` asked, the
    ``threshold`` (at or below goes ``left``, above goes to ``left + 1``), where an unknown
    value goes, and the mean ``value`` of the pages that came there. A leaf leads to itself:
    its ``left`` is its own number and its threshold infinite.
    """

    root: Ints
    signal: Ints
    threshold: Floats
    left: Ints
    unknown_left: Flags
    value: Floats
    depth: int

    def contributions(self, vector: Floats) -> tuple[Floats, float]:
        """Return what each signal adds, and the sum of the roots' values.

        >>> leaf = float("inf")
        >>> trees = Trees(np.array([0]), np.array([1, 0, 0]), np.array([0.5, leaf, leaf]),
        ...     np.array([1, 1, 2]), np.array([True, True, True]), np.array([1.0, 0.0, 4.0]), 1)
        >>> added, base = trees.contributions(np.array([9.0, 0.7]))
        >>> added.tolist(), base
        ([0.0, 3.0], 1.0)
        """
        right = vector.take(self.signal) > self.threshold
        right |= np.isnan(vector).take(self.signal) & ~self.unknown_left
        below = self.left + right
        path = [self.root]
        for _ in range(self.depth):
            path.append(below.take(path[-1]))
        nodes = np.stack(path)
        value = self.value.take(nodes)
        asked, step = self.signal.take(nodes[:-1]), np.diff(value, axis=0)
        added = np.bincount(asked.ravel(), step.ravel(), len(vector)).astype(float)
        return added, float(value[0].sum())

    def asked(self) -> Ints:
        """Return the numbers of the signals that some node asks for; leaves ask nothing."""
        return np.unique(self.signal[self.left != np.arange(len(self.left))])

    def to_json(self) -> dict[str, Any]:
        """Return plain lists; how far on the node to the left lies, which packs well."""
        return {
            "root": self.root.tolist(),
            "signal": self.signal.tolist(),
            "threshold": [None if np.isinf(t) else t for t in self.threshold.tolist()],
            "step": (self.left - np.arange(len(self.left))).tolist(),
            "unknown_left": self.unknown_left.astype(int).tolist(),
            "value": self.value.tolist(),
            "depth": self.depth,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Trees:
        """Read what `to_json` wrote; `KeyError` or `ValueError` when it is broken."""
        value = numbers(data["value"])
        size = len(value)
        given = [None if t is None else number(t, most=_FARTHEST) for t in data["threshold"]]
        trees = cls(
            root=places(data["root"], size),
            signal=places(data["signal"], _MOST_SIGNALS),
            threshold=np.array([np.inf if t is None else t for t in given], float),
            left=_left(places(data["step"], size), size),
            unknown_left=places(data["unknown_left"], 2).astype(bool),
            value=value,
            depth=int(number(data["depth"])),
        )
        trees._check()
        return trees

    def _check(self) -> None:
        """Refuse columns that do not fit together: a walk down must end, and soon."""
        size = len(self.value)
        columns = (self.signal, self.threshold, self.left, self.unknown_left)
        if any(len(column) != size for column in columns):
            message = "the trees' columns differ in length"
            raise ValueError(message)
        number = np.arange(size)
        leaf = (self.left == number) & np.isinf(self.threshold) & self.unknown_left
        inside = [
            (leaf | ((self.left > number) & (self.left + 1 < size))).all(),
            len(self.root) <= _MOST_TREES,
            0 <= self.depth <= _DEEPEST,
        ]
        if not all(inside):
            message = "the trees' columns do not fit together"
            raise ValueError(message)


def _left(step: Ints, size: int) -> Ints:
    """Return the numbers of the nodes to the left; a leaf leads to itself."""
    if len(step) != size:
        message = "the trees' columns differ in length"
        raise ValueError(message)
    left: Ints = np.arange(size) + step
    return left
