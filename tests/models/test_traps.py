"""Traps: how well scores tell pages apart that are alike in something else."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("pyarrow", reason="needs the extra train")

from models.benchmarks import traps


def test_only_pages_of_one_kind_are_compared():
    """Scores right within every kind and wrong between them are right; a tie is half right."""
    labels, kinds = np.array([0, 1, 0, 1, 0]), np.array(["a", "a", "b", "b", "c"])
    assert traps.among_alike(np.array([8.0, 9.0, 1.0, 2.0, 99.0]), labels, kinds) == 1.0
    assert traps.among_alike(np.array([5.0, 5.0, 2.0, 1.0, 0.0]), labels, kinds) == 0.25
