"""Different hashes: which there are, where each stands first, how often the most frequent comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pagequality.text.arrays import Array, Hashes, Ints


def distinct(hashes: Hashes) -> Hashes:
    """Return the different hashes, ascending, as ``np.unique`` does and in half its time.

    >>> distinct(np.array([7, 2, 7], np.uint32)).tolist()
    [2, 7]
    """
    ordered = np.sort(hashes)
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered[new]


def first_of_each(hashes: Array) -> tuple[Array, Ints]:
    """Return the different hashes, ascending, and where each stands first.

    >>> [found.tolist() for found in first_of_each(np.array([7, 2, 7]))]
    [[2, 7], [1, 0]]
    """
    order = hashes.argsort(kind="stable")
    ordered = hashes.take(order)
    new = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return ordered[new], order[new]


def most_frequent(hashes: Hashes) -> tuple[int, int]:
    """Return the most frequent of some hashes, at least one, and how often it comes.

    >>> most_frequent(np.array([7, 2, 7], np.uint32))
    (7, 2)
    """
    ordered = np.sort(hashes)
    new = np.ones(len(ordered) + 1, bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:-1])
    edges = new.nonzero()[0]
    counts = edges[1:] - edges[:-1]
    first = int(counts.argmax())
    return int(ordered[edges[first]]), int(counts[first])
