"""What columns of scores are called, and the record that a cell of the type ``reasons`` lists."""

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
SIGNAL: Final = "signal_"
"""How the names of columns of signals begin."""
FLAGS: Final = frozenset(("low", "abstained"))
"""Columns of scores that are true or false."""
NUMBERS: Final = frozenset((
    "probability", "log_odds", "boilerplate", "headline_mismatch", "template_noise", "speculation"
))  # fmt: skip
"""Columns that are numbers, but for signals; all others are text, and may look like a number."""
