"""Why a page has no verdict."""

from __future__ import annotations

from typing import NamedTuple


class Failure(NamedTuple):
    """Why a page has no verdict: a short code and a sentence."""

    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"
