"""Names that every doctest may use."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest

from pagequality.reading import read, read_text

collect_ignore = [
    f"pagequality/integrations/{engine}.py"
    for engine in ("scrapy", "crawl4ai", "datatrove")
    if find_spec(engine) is None
]
"""Adapters that cannot be imported, and so have no doctests to run."""


@pytest.fixture(autouse=True)
def _names(doctest_namespace: dict[str, Any]) -> None:
    doctest_namespace.update(read=read, read_text=read_text)
