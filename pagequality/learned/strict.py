"""JSON of models, read strictly: whatever a file holds, it is a value to be checked or an error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NoReturn

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.text.arrays import Array

LARGEST: Final = 200_000_000
"""Bytes of a file of a model, and of the arrays packed in it; a larger one is none."""
MOST: Final = 1e6
"""No number of a model is so large that sums of thousands of them could overflow."""
_LONGEST: Final = 300


def parsed(text: bytes) -> Any:
    """Return the value of a JSON text.

    Raises:
        ValueError: it is none, names a key twice, nests too deep, or holds a number that is not
            finite.

    >>> parsed(b'{"a": 1}')
    {'a': 1}
    >>> parsed(b'{"a": 1, "a": 2}')
    Traceback (most recent call last):
        ...
    ValueError: the key 'a' stands there twice
    """
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except RecursionError as error:
        message = "it nests too deep"
        raise ValueError(message) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            message = f"the key {shortened(repr(key))} stands there twice"
            raise ValueError(message)
        found[key] = value
    return found


def _refuse(name: str) -> NoReturn:
    message = f"it holds {name}, which is no number"
    raise ValueError(message)


def numbers(given: Any, *, dimensions: int = 1, most: float = MOST) -> Array:
    """Return an array of finite numbers.

    Raises:
        ValueError: it holds something else, larger numbers, or has another form.

    >>> numbers([1, 2.5]).tolist()
    [1.0, 2.5]
    >>> numbers([10**30])
    Traceback (most recent call last):
        ...
    ValueError: a number is not finite, or too large
    """
    try:
        found = np.array(given, float)
    except (TypeError, ValueError, OverflowError) as error:
        message = f"these are no numbers: {shortened(str(error))}"
        raise ValueError(message) from error
    if found.ndim != dimensions or not found.size:
        message = f"the shape of numbers is {found.shape}, in {dimensions} dimensions it should be"
        raise ValueError(message)
    if not (np.abs(found) <= most).all():
        message = "a number is not finite, or too large"
        raise ValueError(message)
    return found


def number(given: Any, *, most: float = MOST) -> float:
    """Return one finite number; flags and texts are none.

    >>> number(3)
    3.0
    """
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not abs(given) <= most:
        message = f"{shortened(repr(given))} is no number that can be used"
        raise ValueError(message)
    return float(given)


def places(given: Any, size: int) -> Array:
    """Return an array of places in something of so many items.

    >>> places([0, 2], 3).tolist()
    [0, 2]
    """
    found = numbers(given)
    if (found != np.floor(found)).any() or found.min() < 0 or found.max() >= size:
        message = f"a place lies outside of {size}"
        raise ValueError(message)
    return found.astype(np.intp)


def check_finite(arrays: Iterable[Array]) -> None:
    """Raise `ValueError` where an array of numbers holds what is none, or one too large."""
    for array in arrays:
        if array.dtype.kind not in "biufSU":
            message = f"an array holds {array.dtype}"
            raise ValueError(message)
        if array.dtype.kind == "f" and array.size and not float(np.abs(array).max()) <= MOST:
            message = "an array holds numbers that are none, or too large"
            raise ValueError(message)


def shortened(text: str) -> str:
    """Return the beginning of a text that is long: messages are for people.

    >>> len(shortened("beans" * 1000))
    300
    """
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"
