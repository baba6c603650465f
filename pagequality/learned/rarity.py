"""How rare words are in web text and news: the background that headlines are weighed against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.text.arrays import Array, Floats32, Hashes

RUN: Final = 4
"""Letters in a run."""
RARITIES: Final = ("low", "high", "letters")
"""The tables of `Rarity`, as artefacts name them."""

_ONE: Final = np.float32(1.0)


class Weigher(Protocol):
    """Knows how rare stems and runs of letters are."""

    def of_stems(self, found: Hashes) -> Floats32:
        """Rarity of each stem."""

    def of_letters(self, found: Hashes) -> Floats32:
        """Rarity of each run of letters."""


@dataclass(frozen=True, slots=True, eq=False)
class Rarity:
    """How rare stems and runs of four letters are: log of all texts over those with it.

    Stems have two tables, over the two halves of their hash, and the larger value counts:
    a clash of hashes can only make a word look more common than it is. Values are counted in
    steps, so that a byte holds one.
    """

    low: Array
    high: Array
    letters: Array
    step: np.float32 = _ONE

    @staticmethod
    def of(arrays: Mapping[str, Array]) -> Rarity:
        """Rarity as an artefact keeps it: a byte for each value, in steps of ``rarity_step``."""
        low, high, letters = (arrays[f"rarity_{name}"] for name in RARITIES)
        return Rarity(low, high, letters, np.float32(arrays["rarity_step"]))

    def of_stems(self, found: Hashes) -> Floats32:
        """Rarity of each stem."""
        low, high = self.low.take(found & 0xFFFF), self.high.take(found >> np.uint32(16))
        rarity: Floats32 = np.maximum(low, high) * self.step
        return rarity

    def of_letters(self, found: Hashes) -> Floats32:
        """Rarity of each run of four letters."""
        rarity: Floats32 = self.letters.take(found & 0xFFFF) * self.step
        return rarity
