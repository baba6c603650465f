"""Matrix products that stay in one thread.

Matrices of the size of a page gain nothing from several threads, and lose much on a machine that
has other work: the threads of a BLAS library wait for each other in a busy loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pagequality.text.arrays import Array

MOST: Final = 250_000
"""Multiplications of two matrices that OpenBLAS does in one thread; from 262,145 on more."""
MOST_BY_VECTOR: Final = 9_000
"""The same of a matrix and a vector; from 9,216 on it takes more."""

_LANES: Final = 16
"""Rows that processors compute side by side: whole sets of them are rounded as if not cut."""


def product(left: Array, right: Array) -> Array:
    """Return ``left @ right`` of two matrices, computed in pieces where it is large.

    >>> left, right = np.ones((2, 3)), np.ones((3, 200_000))
    >>> product(left, right).shape, bool((product(left, right) == 3).all())
    ((2, 200000), True)
    """
    (rows, inner), columns = left.shape, right.shape[1]
    most = MOST if min(rows, columns) > 1 else MOST_BY_VECTOR
    if rows * inner * columns <= most:
        whole: Array = left @ right
        return whole
    out = np.empty((rows, columns), np.result_type(left, right))
    step = max(most // (inner * min(rows, columns)) // _LANES, 1) * _LANES
    for start in range(0, max(rows, columns), step):
        piece = slice(start, start + step)
        if columns > rows:
            np.matmul(left, right[:, piece], out=out[:, piece])
        else:
            np.matmul(left[piece], right, out=out[piece])
    return out


def combined(weights: Array, rows: Array) -> Array:
    """Return the sum of some rows, each times its weight: ``weights @ rows`` of many rows.

    >>> combined(np.array([1.0, 2.0]), np.array([[1.0, 0.0], [0.0, 1.0]])).tolist()
    [1.0, 2.0]
    """
    step = max(MOST_BY_VECTOR // rows.shape[1], 1)
    total = np.zeros(rows.shape[1], np.result_type(weights, rows))
    for start in range(0, len(rows), step):
        piece = slice(start, start + step)
        total += weights[piece] @ rows[piece]
    return total
