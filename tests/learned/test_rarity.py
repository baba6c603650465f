"""The rarity of stems and runs of letters, by tables known by hand."""

from __future__ import annotations

import numpy as np

from pagequality.learned.rarity import RARITIES, Rarity

STEM = np.array([0x0002_0001, 0x0001_0002], np.uint32)
"""Two hashes: the second has the halves of the first, the other way round."""


def rarity():
    """Tables that are 0 but for a few places; a step is a quarter."""
    tables = {f"rarity_{name}": np.zeros(1 << 16, np.uint8) for name in RARITIES}
    tables["rarity_low"][[1, 2]] = 8, 4
    tables["rarity_high"][[1, 2]] = 6, 12
    tables["rarity_letters"][1] = 20
    return Rarity.of({**tables, "rarity_step": np.array(0.25)})


def test_the_larger_of_two_halves_counts():
    """The first has 8 and 12 steps, the second 4 and 6; a clash never makes a word rarer."""
    assert rarity().of_stems(STEM).tolist() == [3.0, 1.5]
    assert rarity().of_stems(np.array([0], np.uint32)).tolist() == [0.0]


def test_runs_of_letters_have_a_table_of_their_own():
    """Its place is the lower half of the hash."""
    assert rarity().of_letters(STEM).tolist() == [5.0, 0.0]
