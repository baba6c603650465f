"""All signals in one ordered list; a module holds one family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.signals import (
    address,
    adverts,
    boilerplate,
    cliche,
    contact,
    headline_mismatch,
    hidden,
    keywords,
    layout,
    leftovers,
    letters,
    prose,
    repetition,
    specifics,
    speculation,
    template_noise,
    trust,
    word_order,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.signals.base import Signal
    from pagequality.signals.quotes import Finder

SIGNALS: Final[tuple[Signal, ...]] = (
    *boilerplate.SIGNALS,
    *headline_mismatch.SIGNALS,
    *template_noise.SIGNALS,
    *speculation.SIGNALS,
    *prose.SIGNALS,
    *cliche.SIGNALS,
    *repetition.SIGNALS,
    *keywords.SIGNALS,
    *layout.SIGNALS,
    *adverts.SIGNALS,
    *trust.SIGNALS,
    *contact.SIGNALS,
    *address.SIGNALS,
    *wording.SIGNALS,
    *hidden.SIGNALS,
    *leftovers.SIGNALS,
    *letters.SIGNALS,
    *word_order.SIGNALS,
    *specifics.SIGNALS,
)
NAMES: Final = tuple(signal.name for signal in SIGNALS)
"""The signals' names, in the order of every vector."""
AROUND: Final = frozenset(
    ("boilerplate", "template_noise", "adverts", "trust", "contact", "address", "hidden")
)
"""Families that measure what stands around the content: the judge bounds their say."""
APART: Final = frozenset(
    (
        "boilerplate_ratio", "text_to_markup", "requests_anywhere", "before_the_text",
        "adblock_wall", "comment_prompt", "consent_text", "newsletter_nags", "related_lists",
        "social_clutter", "promotion", "particular_sentences",
        "content_breaks", "leftover_lines", "affiliate_links", "references", "years",
        "different_sites", "prices", "dead_links", "described_images", "reported_speech",
        "about_pages", "slug_words", "address_digits",
    )
)  # fmt: skip
"""Signals that the judge does not hear, since they told it nothing; scores of families may."""
NAMED_FAMILIES: Final[Mapping[str, Finder]] = {
    "boilerplate": boilerplate.blocks_outside,
    "headline_mismatch": headline_mismatch.all_of_it,
    "template_noise": template_noise.all_noise,
    "speculation": speculation.sentences_that_speculate,
}
"""The families that have a score of their own, and what shows each on a page."""
