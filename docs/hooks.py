"""What mkdocs calls: fills the markers of a page with what the code and the reports say."""

from __future__ import annotations

from typing import Any

from models.report.site import filled


def on_page_markdown(markdown: str, **_known: Any) -> str:
    """Fill the markers of one page."""
    return filled(markdown)
