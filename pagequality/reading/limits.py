"""How much of a page is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a page is read; what lies beyond is left out, with a notice.

    Attributes:
        characters: of markup that are parsed.
        nodes: of the tree that are visited.
        text: characters of visible text that are judged.
    """

    characters: int = 4_000_000
    nodes: int = 200_000
    text: int = 400_000


DEFAULT_LIMITS = Limits()
