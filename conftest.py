"""Names that every doctest may use."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest

from pagequality.reading import read, read_text

_OF_ENGINES = {
    "scrapy": ("pagequality/integrations/scrapy.py", "tests/integrations/scrapy_crawl.py"),
    "crawl4ai": ("pagequality/integrations/crawl4ai.py",),
    "datatrove": ("pagequality/integrations/datatrove.py",),
    "torch": (
        "models/learned/main_content_network.py",
        "models/learned/main_content_pages.py",
        "models/learned/word_order.py",
    ),
}
collect_ignore = [
    path for engine, paths in _OF_ENGINES.items() if find_spec(engine) is None for path in paths
]
"""What cannot be imported without its engine, and so has no doctests to run."""


@pytest.fixture(autouse=True)
def _names(doctest_namespace: dict[str, Any]) -> None:
    doctest_namespace.update(read=read, read_text=read_text)
