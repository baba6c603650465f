"""Topics: what signals are about, at the level at which people talk about a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.signals.base import Signal

OTHER: Final = "other_marks"
"""The topic of marks that are merely statistical; it stands last."""
TITLES: Final[Mapping[str, str]] = {
    "wording": "Its wording",
    "headline": "What its headline promises",
    "speculation": "Speculation, sources and detail",
    "template_noise": "Template noise",
    "stuffing": "Stuffing and repetition",
    "broken_text": "Text that is no prose",
    "hidden_text": "Hidden text",
    "advertising": "Advertising and offers",
    "standing": "Who stands behind it",
    "layout": "Layout",
    "furniture": "Site furniture",
    OTHER: "Other marks",
}
"""What each topic is called before people."""
TOPICS: Final = tuple(TITLES)
SHOWN: Final = 5
"""So many topics of a verdict are told in a row."""
_OF_FAMILY: Final[Mapping[str, str]] = {
    "boilerplate": "furniture",
    "headline_mismatch": "headline",
    "template_noise": "template_noise",
    "speculation": "speculation",
    "prose": "wording",
    "cliche": "wording",
    "repetition": "stuffing",
    "keywords": "stuffing",
    "layout": "layout",
    "adverts": "advertising",
    "trust": "standing",
    "contact": "standing",
    "address": "furniture",
    "wording": "wording",
    "hidden": "hidden_text",
    "leftovers": "broken_text",
    "letters": "broken_text",
    "word_order": "broken_text",
    "specifics": "speculation",
}


def topic_of(signal: Signal) -> str:
    """Return what a signal is about: its own topic, or that of its family.

    >>> from pagequality.signals import SIGNALS
    >>> {signal.name: topic_of(signal) for signal in SIGNALS}["hidden_words"]
    'hidden_text'
    """
    return signal.topic or _OF_FAMILY[signal.family]
