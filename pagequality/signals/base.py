"""What a signal is, and the arithmetic that most of them share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.page.page import Page
    from pagequality.signals.quotes import Finder
    from pagequality.text.arrays import Ints

UNKNOWN = float("nan")
"""What a signal says when a page holds nothing to measure."""
ACCUSE, EITHER, EXCUSE = 1, 0, -1
"""What a high value of a signal can do."""


_WHOLE: Final = 10.0
"""Numbers of this size are told without a fraction."""
_HALF: Final = 20.0


class Unit(NamedTuple):
    """How a value is told to people: the number that they would count, and of what.

    Attributes:
        scale: what a value is multiplied by.
        after: what stands behind the number.
        after_one: what stands behind 1, if that is something else.
        weight: the value is w / (w + 20), and w is told.

    >>> RATE.told(2.5), percent("links").told(0.25), WEIGHT.told(0.5)
    ('2.5 in 1,000 words', '25 % of links', '20 words')
    """

    scale: float
    after: str
    after_one: str = ""
    weight: bool = False

    def told(self, value: float) -> str:
        """Write a value with its unit."""
        number = self.scale * (_HALF * value / (1.0 - value) if self.weight else value)
        told = f"{number:,.0f}" if number >= _WHOLE else f"{number:.2g}"
        return told + (self.after_one if told == "1" and self.after_one else self.after)


def percent(whole: str) -> Unit:
    """Return the unit of a share of something."""
    return Unit(100.0, f" % of {whole}")


def count(things: str, one: str = "") -> Unit:
    """Return the unit of a number of things.

    >>> count("pages", "page").told(1.0)
    '1 page'
    """
    return Unit(1.0, f" {things}", f" {one}")


RATE: Final = Unit(1.0, " in 1,000 words")
WEIGHT: Final = Unit(1.0, " words", " word", weight=True)


class Signal(NamedTuple):
    """A signal: its function, the range of its values, and where the idea comes from.

    Attributes:
        function: takes a page and gives the value.
        low: the least value.
        high: the largest.
        source: where the idea comes from.
        phrase: what a high value means to a person; completes "this page has ...".
        quote: finds what of a page shows it.
        speaks: what a high value can do: only `ACCUSE`, only `EXCUSE`, or `EITHER`, as it does
            for what is usual on one kind of page and not on another.
        unit: what the value counts; nothing where it is an estimate and no count.
        topic: what it is about, if that is not its family's topic (`signals.topics`).
        shown_by: the signal whose quotes show it, where it has none of its own.
    """

    function: Callable[[Page], float]
    low: float
    high: float
    source: str
    phrase: str
    quote: Finder | None = None
    speaks: int = EITHER
    unit: Unit | None = None
    topic: str = ""
    shown_by: str = ""

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
