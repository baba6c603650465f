"""What a signal is, and the arithmetic that most of them share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.page.page import Page
    from pagequality.signals.quotes import Finder
    from pagequality.text.arrays import Ints

UNKNOWN = float("nan")
"""What a signal says when a page holds nothing to measure."""
ACCUSE, EITHER, EXCUSE = 1, 0, -1
"""What a high value of a signal can do."""


class Signal(NamedTuple):
    """A signal: its function, the range of its values, and where the idea comes from.

    ``phrase`` tells a person what a high value means; it completes "this page has ...";
    ``quote`` finds what of a page shows it; ``speaks`` says what a high value can do: only
    `ACCUSE`, only `EXCUSE`, or `EITHER`, as it does for what is usual on one kind of page and
    not on another.
    """

    function: Callable[[Page], float]
    low: float
    high: float
    source: str
    phrase: str
    quote: Finder | None = None
    speaks: int = EITHER

    @property
    def name(self) -> str:
        """The function's name, which is the signal's name everywhere."""
        return self.function.__name__

    @property
    def family(self) -> str:
        """The module that holds it."""
        return self.function.__module__.rpartition(".")[2]

    @property
    def definition(self) -> str:
        """The first sentence of the function's docstring."""
        return (self.function.__doc__ or "").strip().partition("\n\n")[0].replace("\n    ", " ")


def share(part: float, whole: float) -> float:
    """Return ``part / whole``, `UNKNOWN` for nothing at all.

    >>> share(1, 4), share(0, 0)
    (0.25, nan)
    """
    return float(part) / float(whole) if whole else UNKNOWN


def spread(numbers: Ints) -> float:
    """Return the standard deviation of whole numbers over their mean.

    >>> import numpy as np
    >>> spread(np.array([1, 3]))
    0.5
    """
    count, total, squares = len(numbers), int(numbers.sum()), int(numbers @ numbers)
    return math.sqrt(count * squares - total * total) / total


def per_thousand(count: float, words: float, most: float = 1000.0) -> float:
    """Return a count for each thousand words, ``most`` at most; `UNKNOWN` without words.

    >>> per_thousand(3, 1500), per_thousand(9, 10, most=50.0)
    (2.0, 50.0)
    """
    return min(most, 1000.0 * float(count) / float(words)) if words else UNKNOWN
