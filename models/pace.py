"""How fast this machine is, so that limits of time hold on slower ones too."""

from __future__ import annotations

import time
from typing import Final

_PACE: Final = 0.06
"""Seconds that a million squares took on the machine where the limits of time were set."""


def slowness() -> float:
    """Return how many times as long as there a plain loop takes here now, at least 1.

    Example:
        >>> slowness() >= 1
        True
    """
    start = time.process_time()
    sum(number * number for number in range(1_000_000))
    return max((time.process_time() - start) / _PACE, 1.0)
