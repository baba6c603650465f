"""Sets of hashes that are kept by their smallest members (bottom-k sketches, Broder 1997).

Of two sets so kept the share that they have in common can still be estimated; it is exact for
small sets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from pagequality.text.arrays import Hashes

MOST: Final = 48
"""Members kept of a set."""


def smallest(hashes: Hashes) -> tuple[int, ...]:
    """Return the smallest members of a set, ascending.

    >>> smallest(np.array([9, 2, 2, 5], np.uint32))
    (2, 5, 9)
    """
    return tuple(np.unique(hashes)[:MOST].tolist())


def resemblance(one: Collection[int], other: Collection[int]) -> float:
    """Estimate what share of the members of two sets is in both, from their smallest.

    >>> resemblance((1, 2, 3), (2, 3, 4)), resemblance((), ())
    (0.5, 0.0)
    """
    first, second = set(one), set(other)
    union = sorted(first | second)[:MOST]
    return len(first.intersection(second, union)) / len(union) if union else 0.0
