"""What a reader of a page or a verdict should know."""

from __future__ import annotations

from typing import NamedTuple


class Notice(NamedTuple):
    """Something a reader of the verdict should know: a short code and a sentence."""

    code: str
    message: str
