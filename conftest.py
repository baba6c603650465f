"""Names that every doctest may use."""

from __future__ import annotations

from typing import Any

import pytest

from pagequality.reading import read, read_text


@pytest.fixture(autouse=True)
def _names(doctest_namespace: dict[str, Any]) -> None:
    doctest_namespace.update(read=read, read_text=read_text)
