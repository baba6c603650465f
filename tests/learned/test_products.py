"""Matrix products in pieces that stay in one thread."""

from __future__ import annotations

import numpy as np
import pytest

from pagequality.learned import products

SHAPES = [(3, 4, 5), (40, 120, 1000), (1000, 150, 13), (1, 40, 2000), (2000, 40, 1)]


@pytest.mark.parametrize(("rows", "inner", "columns"), SHAPES)
def test_a_product_is_the_same_in_pieces(rows, inner, columns):
    """A product in pieces is the product, whichever side is long."""
    random = np.random.default_rng(1)
    left, right = random.normal(size=(rows, inner)), random.normal(size=(inner, columns))
    np.testing.assert_allclose(products.product(left, right), left @ right, atol=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_piece_is_large_enough_for_a_second_thread(monkeypatch, shape):
    """No piece takes more multiplications than a BLAS library does in one thread."""
    rows, inner, columns = shape
    counted = []

    def count(left, right, out):
        sides = left.shape[0], right.shape[1]
        most = products.MOST if min(sides) > 1 else products.MOST_BY_VECTOR
        counted.append(np.prod(sides) * left.shape[1] <= most)
        out[:] = 0

    monkeypatch.setattr(products.np, "matmul", count)
    products.product(np.zeros((rows, inner)), np.zeros((inner, columns)))
    assert all(counted)
    assert bool(counted) == (rows * inner * columns > products.MOST_BY_VECTOR)


def test_rows_are_combined_by_their_weights():
    """The sum of weighted rows is the product, and nothing without rows."""
    random = np.random.default_rng(1)
    weights, rows = random.normal(size=5000), random.normal(size=(5000, 12))
    np.testing.assert_allclose(products.combined(weights, rows), weights @ rows, atol=1e-9)
    assert products.combined(np.zeros(0), np.zeros((0, 3))).tolist() == [0, 0, 0]
