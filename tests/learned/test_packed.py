"""Packed tables: what comes back is what was put in, up to half a step."""

from __future__ import annotations

import numpy as np
import pytest

from pagequality.learned.packed import Packed

ROWS = 19
TABLE = np.zeros((ROWS, 2))
TABLE[3] = [1.27, -0.3]
TABLE[17] = [-0.5, 0.001]


def test_weights_come_back_to_half_a_step() -> None:
    """Each column has steps of its own, 127 up to its largest weight."""
    arrays = Packed.of(TABLE, np.array([3, 17])).to_arrays("words", ROWS)
    found = Packed.read(arrays, "words", rows=ROWS)
    assert found.known.tolist() == [3, 17]
    assert found.step == pytest.approx([0.01, 0.3 / 127])
    assert np.abs(found.weight * found.step - TABLE[[3, 17]]).max() <= found.step.max() / 2


def test_a_table_without_weights_is_a_table() -> None:
    """No row is known of it."""
    arrays = Packed.of(np.zeros((ROWS, 2)), np.zeros(0, np.intp)).to_arrays("words", ROWS)
    assert len(Packed.read(arrays, "words", rows=ROWS).known) == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"words_known": np.zeros(1, np.uint8)},
        {"words_step": np.ones(3)},
        {"words_weight": np.ones((2, 1), np.int8)},
        {"words_weight": np.ones((2, 2), np.float32)},
    ],
)
def test_arrays_that_do_not_fit_each_other_are_refused(changed: dict[str, np.ndarray]) -> None:
    """Too few bits, other columns, other rows, no whole steps."""
    arrays = Packed.of(TABLE, np.array([3, 17])).to_arrays("words", ROWS)
    with pytest.raises(ValueError, match=r"words|rows"):
        Packed.read({**arrays, **changed}, "words", rows=ROWS)
