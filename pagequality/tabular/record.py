"""What a cell of the type ``reasons`` lists: a record a reason."""

from __future__ import annotations

from typing import Final

REASON: Final = {
    "signal": "text",
    "value": "number",
    "typical": "number",
    "contribution": "number",
    "sentence": "text",
}
"""The fields of a record, and their types."""
