"""Where tables and JSON objects keep a page."""

from __future__ import annotations

from typing import NamedTuple


class Columns(NamedTuple):
    """Where a table or a JSON object keeps the page, its address and its name."""

    html: str = "html"
    url: str = "url"
    id: str = "id"
