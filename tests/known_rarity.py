"""Rarities of words that a test gives by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pagequality.text.stems import stem_words


@dataclass(frozen=True)
class Weighed:
    """Knows the rarity of some words; every run of letters is as rare as the next."""

    words: dict[str, float]

    def of_stems(self, found: np.ndarray) -> np.ndarray:
        """Rarity of each stem; an unknown one is as common as can be."""
        known = dict(zip(stem_words([*self.words]).tolist(), self.words.values(), strict=True))
        return np.array([known.get(stem, 0.0) for stem in found.tolist()], np.float32)

    def of_letters(self, found: np.ndarray) -> np.ndarray:
        """Rarity of each run of letters."""
        return np.ones(len(found), np.float32)
