"""Give back to the system what the C library and Arrow keep, where that can be asked.

A large page leaves holes that are kept for the next one. Over a long run a worker would hold as
much as its largest pages ever needed; given back after every batch, memory stays flat. Arrow
has a store of its own, which holds what the last part of the output needed.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def _trim() -> Callable[[int], int] | None:
    """Return glibc's ``malloc_trim``; nothing on other systems."""
    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
    return found


def give_back() -> None:
    """Give back free memory; does nothing where the C library cannot, and loads nothing."""
    arrow = sys.modules.get("pyarrow")
    if arrow is not None:
        arrow.default_memory_pool().release_unused()
    trim = _trim()
    if trim is not None:
        trim(0)
