"""Pages that were made to cost much are scored in time that grows with their size, no faster."""

from __future__ import annotations

from time import process_time

import pytest
from attacks import ATTACKS, page

import pagequality as pq

_SIZE = 150_000
_MOST_SECONDS = 2.0
"""A page of this size that cost time by the square of its size would take far longer."""


@pytest.mark.parametrize("name", ATTACKS)
def test_a_hostile_page_is_scored_in_time(name: str) -> None:
    """No page of 150,000 characters keeps a crawler busy for long."""
    html = page(name, _SIZE)
    before = process_time()
    pq.score(html)
    assert process_time() - before < _MOST_SECONDS
