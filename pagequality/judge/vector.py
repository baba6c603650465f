"""A page as numbers: every signal in the order of `SIGNALS`, as one float64 array."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.reading.deadline import NEVER
from pagequality.signals import SIGNALS
from pagequality.signals.base import UNKNOWN

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.reading.deadline import Deadline
    from pagequality.text.arrays import Flags, Floats

_FUNCTIONS: Final = tuple(signal.function for signal in SIGNALS)


def vector(page: Page, deadline: Deadline = NEVER, *, heard: Flags | None = None) -> Floats:
    """Measure a page: one number a signal, ``nan`` where the signal is unknown.

    Args:
        page: what to measure.
        deadline: when to stop.
        heard: which signals are wanted, as `Judge.heard` says; the others are left unknown.

    Raises:
        OutOfTimeError: the deadline has passed.

    >>> values = vector(read_text("Water the beans in 1987, and again in 1988."))
    >>> [float(value) for value, signal in zip(values, SIGNALS) if signal.name == "years"]
    [50.0]
    >>> len(values) == len(SIGNALS), values.dtype
    (True, dtype('float64'))
    """
    wanted = range(len(_FUNCTIONS)) if heard is None else heard.nonzero()[0].tolist()
    values = np.full(len(_FUNCTIONS), UNKNOWN)
    for number in wanted:
        values[number] = _FUNCTIONS[number](page)
        if deadline is not NEVER:
            deadline.check()
    return values
