"""The recipe of headlines: how rarities are kept."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn")
pytest.importorskip("pandas", reason="needs the extra train")

from models.learned.headline_data import packed
from pagequality.learned.rarity import RARITIES, Rarity


def test_rarities_are_kept_as_they_were_read_again() -> None:
    """What is packed, read and packed again is the same, and near what was counted."""
    counted = np.linspace(0, 9, 50, dtype=np.float32)
    once = packed(Rarity(counted, counted, counted))
    again = packed(Rarity.of(once))
    for name in RARITIES:
        assert once[f"rarity_{name}"].tolist() == again[f"rarity_{name}"].tolist()
        kept = once[f"rarity_{name}"] * once["rarity_step"]
        assert np.abs(kept - counted).max() < 0.03
