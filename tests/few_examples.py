"""Labelled pages by hand: training examples of a few made signals."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from pagequality.training import terms as fitting
from pagequality.training.examples import Examples
from pagequality.training.wording import compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pagequality.learned.wording.model import WordingModel
    from pagequality.text.arrays import Hashes


@contextmanager
def few_trees() -> Iterator[None]:
    """Grow few trees, in one thread: what is promised holds of any number."""
    with pytest.MonkeyPatch.context() as patch, threadpool_limits(1):
        patch.setattr(fitting, "_ENSEMBLES", 1)
        patch.setitem(fitting._TREES, "max_iter", 5)
        yield


def examples_of(
    vectors: np.ndarray, labels: np.ndarray, *, groups: np.ndarray | None = None
) -> Examples:
    """Pages that all count alike, each on a site of its own unless told otherwise."""
    ones = np.ones(len(labels))
    groups = np.arange(len(labels)) if groups is None else groups
    return Examples({"html": vectors}, np.asarray(labels), groups, ones, ones, {})


def wording_of(
    texts: Sequence[Hashes],
    aspects: np.ndarray,
    weights: np.ndarray,
    *,
    ridge: float,
    longest: int = 2,
) -> WordingModel:
    """The wording model of one view that all these pages teach."""
    everyone = np.arange(len(texts))
    return compared(texts, longest).learn(everyone, aspects, weights, ridge=ridge)
