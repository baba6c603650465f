"""Traps: how well scores tell pages apart that are alike in something else."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pytest

MODELS = Path(__file__).parents[2] / "models"


@pytest.fixture
def traps(monkeypatch):
    """The benchmark as a module."""
    monkeypatch.syspath_prepend(MODELS)
    monkeypatch.syspath_prepend(MODELS / "benchmarks")
    return importlib.import_module("traps")


def test_only_pages_of_one_kind_are_compared(traps):
    """Scores right within every kind and wrong between them are right; a tie is half right."""
    labels, kinds = np.array([0, 1, 0, 1, 0]), np.array(["a", "a", "b", "b", "c"])
    assert traps.among_alike(np.array([8.0, 9.0, 1.0, 2.0, 99.0]), labels, kinds) == 1.0
    assert traps.among_alike(np.array([5.0, 5.0, 2.0, 1.0, 0.0]), labels, kinds) == 0.25
