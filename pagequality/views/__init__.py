"""Views: verdicts as people and programs read them. They show; they compute nothing."""

from __future__ import annotations

from pagequality.views.catalogue import (
    column_rows,
    column_text,
    signal_page,
    signal_rows,
    signal_text,
)
from pagequality.views.style import Style, style_for
from pagequality.views.table import Table
from pagequality.views.text import explain

__all__ = [
    "Style",
    "Table",
    "column_rows",
    "column_text",
    "explain",
    "signal_page",
    "signal_rows",
    "signal_text",
    "style_for",
]
