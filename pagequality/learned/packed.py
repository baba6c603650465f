"""Tables of hashed buckets, packed: which rows weigh anything, and their weights in whole steps.

A bit a bucket tells the rows that are kept, and a weight takes a byte: what it loses is less than
a hundredth of the largest weight of its column. Columns are written one after another: their
weights are alike, and archives shrink.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.text.arrays import Array, Floats, Ints

_STEPS: Final = 127
_TINY: Final = np.float32(1e-12)


class Packed(NamedTuple):
    """The rows of a table that weigh anything.

    Attributes:
        known: their numbers, ascending.
        weight: a row each, in whole steps.
        step: how large a step of each column is.
    """

    known: Ints
    weight: Array
    step: Array

    def to_arrays(self, name: str, rows: int) -> dict[str, Array]:
        """Return the arrays that `read` reads, of a table with so many rows; a row a column."""
        kept = np.zeros(rows, bool)
        kept[self.known] = True
        return {
            f"{name}_known": np.packbits(kept),
            f"{name}_weight": np.ascontiguousarray(self.weight.T),
            f"{name}_step": self.step,
        }

    @classmethod
    def of(cls, table: Floats, known: Ints) -> Packed:
        """Pack the known rows of a table.

        >>> Packed.of(np.array([[0.0, 0.0], [1.0, -0.5]]), np.array([1])).weight.tolist()
        [[127, -127]]
        """
        rows = table[known]
        step = np.maximum(np.abs(rows).max(axis=0, initial=0).astype(np.float32) / _STEPS, _TINY)
        return cls(known, np.round(rows / step).astype(np.int8), step)

    @classmethod
    def read(cls, arrays: Mapping[str, Array], name: str, *, rows: int) -> Packed:
        """Read what `to_arrays` wrote; `KeyError` or `ValueError` if it is not there.

        >>> packed = Packed.of(np.eye(3), np.arange(3))
        >>> Packed.read(packed.to_arrays("words", 3), "words", rows=3).known.tolist()
        [0, 1, 2]
        """
        known = known_rows(arrays[f"{name}_known"], rows)
        weight, step = arrays[f"{name}_weight"].T, arrays[f"{name}_step"].astype(np.float32)
        if weight.dtype != np.int8 or weight.shape != (len(known), len(step)):
            message = f"the weights of {name} do not fit its rows and steps"
            raise ValueError(message)
        return cls(known, weight, step)


def known_rows(bits: Array, rows: int) -> Ints:
    """Return which of so many rows are kept; `ValueError` if the bits are of a smaller table."""
    kept = np.unpackbits(bits)[:rows]
    if len(kept) != rows:
        message = f"bits for {rows} rows are needed, not for {len(kept)}"
        raise ValueError(message)
    return np.flatnonzero(kept)
