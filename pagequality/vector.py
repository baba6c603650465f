"""A page as numbers: every signal in the order of `SIGNALS`, as one float64 array."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.signals import SIGNALS

if TYPE_CHECKING:
    from pagequality.page import Page
    from pagequality.parts import Floats

NAMES: Final = tuple(signal.name for signal in SIGNALS)
_FUNCTIONS: Final = tuple(signal.function for signal in SIGNALS)


def vector(page: Page) -> Floats:
    """Measure a page: one number a signal, ``nan`` where the signal is unknown.

    >>> values = dict(zip(NAMES, vector(read_text("Water the beans.")).tolist(), strict=True))
    >>> round(float(np.expm1(values["length"])), 6), values["link_density"]
    (3.0, nan)
    """
    return np.array([function(page) for function in _FUNCTIONS], np.float64)


def schema_digest(names: tuple[str, ...] = NAMES) -> str:
    """Return a digest of the signals' names and order: what a model must agree on.

    >>> schema_digest(("length", "images")), schema_digest(("images", "length"))
    ('9f75ea77ca0a4666', 'c68f191087fdb832')
    """
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
