"""The moment by which a page must be judged."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Final

from pagequality.arguments import need_number

CODE: Final = "time limit"
"""What notices and failures of pages that took too long are called."""


class OutOfTimeError(Exception):
    """The deadline of a page has passed; whoever set it turns this into a verdict."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment, and the seconds that a page has until then.

    The stages of reading and judging look at it one after another; none is broken off. A stage
    takes as long as the `Limits` let it, so a page is given up late by no more than one stage.

    Attributes:
        seconds: that the page may take.
        ends: when they are over, on the clock of `time.monotonic`.
    """

    seconds: float
    ends: float

    @classmethod
    def after(cls, seconds: float | None) -> Deadline:
        """Return the deadline that is so far from now; nothing is never.

        Raises:
            TypeError: it is no number.
            ValueError: it is no positive number of seconds.

        >>> Deadline.after(None).check()
        >>> Deadline.after(-1.0)
        Traceback (most recent call last):
            ...
        ValueError: deadline must be a positive number of seconds, not -1
        """
        if seconds is None:
            return NEVER
        need_number("deadline", seconds)
        if not seconds > 0.0:
            message = f"deadline must be a positive number of seconds, not {seconds:g}"
            raise ValueError(message)
        return cls(seconds, time.monotonic() + seconds)

    def check(self) -> None:
        """Raise `OutOfTimeError` when it has passed.

        >>> Deadline(0.5, ends=0.0).check()
        Traceback (most recent call last):
            ...
        pagequality.reading.deadline.OutOfTimeError: the page took more than 0.5 s
        """
        if time.monotonic() > self.ends:
            message = f"the page took more than {self.seconds:g} s"
            raise OutOfTimeError(message)


NEVER: Final = Deadline(math.inf, math.inf)
