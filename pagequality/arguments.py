"""What callers give: each refusal names the argument, and says what it should have been."""

from __future__ import annotations

from numbers import Real
from typing import Any, Final

_SHORT: Final = 20
"""Characters of a text that a refusal repeats."""


def need_number(name: str, given: Any) -> None:
    """Raise `TypeError` for what is no number; text that spells one is none.

    >>> need_number("threshold", 0.9)
    >>> need_number("threshold", "0.9")
    Traceback (most recent call last):
        ...
    TypeError: threshold must be a number, not str: '0.9'
    """
    if isinstance(given, bool) or not isinstance(given, Real):
        raise TypeError(_told(name, "a number", given))


def need_whole_number(name: str, given: Any) -> None:
    """Raise `TypeError` for what is no whole number.

    >>> need_whole_number("n_jobs", "2")
    Traceback (most recent call last):
        ...
    TypeError: n_jobs must be a whole number, not str: '2'
    """
    if isinstance(given, bool) or not hasattr(given, "__index__"):
        raise TypeError(_told(name, "a whole number", given))


def need_text(name: str, given: Any) -> None:
    """Raise `TypeError` for what is no text; bytes are none.

    >>> need_text("headline", b"Tea")
    Traceback (most recent call last):
        ...
    TypeError: headline must be text, not bytes: decode it first
    """
    if isinstance(given, (bytes, bytearray, memoryview)):
        message = f"{name} must be text, not {type(given).__name__}: decode it first"
        raise TypeError(message)
    if not isinstance(given, str):
        message = f"{name} must be text, not {type(given).__name__}"
        raise TypeError(message)


def need_flag(name: str, given: Any) -> None:
    """Raise `TypeError` for what is neither true nor false.

    >>> need_flag("explain", "no")
    Traceback (most recent call last):
        ...
    TypeError: explain must be True or False, not str: 'no'
    """
    if type(given).__name__ not in {"bool", "bool_"}:
        raise TypeError(_told(name, "True or False", given))


def _told(name: str, what: str, given: Any) -> str:
    """Say what was given in place of what; a short text itself."""
    told = f": {given!r}" if isinstance(given, str) and len(given) <= _SHORT else ""
    return f"{name} must be {what}, not {type(given).__name__}{told}"
