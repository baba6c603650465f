"""The words for a verdict, which all views share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.verdict import LOW

if TYPE_CHECKING:
    from pagequality.verdict import Verdict

_HONEST: Final = 0.3
_COLOURS: Final = {"low quality": "red", "unclear": "yellow", "honest": "green"}


def verdict_word(verdict: Verdict) -> str:
    """Say a probability in a word: low quality from `LOW` on, honest up to 0.3."""
    if verdict.abstained:
        return "not judged"
    if verdict.probability >= LOW:
        return "low quality"
    return "unclear" if verdict.probability > _HONEST else "honest"


def colour_of(verdict: Verdict) -> str:
    """Return the colour that goes with the word."""
    return _COLOURS.get(verdict_word(verdict), "dim")
