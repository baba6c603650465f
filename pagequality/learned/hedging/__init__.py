"""Which sentences hedge, speculate, or name no source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.arrays import Floats


@once
def sentence_scores(page: Page) -> Floats:
    """For each of `Page.main_sentences` the probabilities of `model.HEADS`."""
    starts, ends = page.sentences
    spans = starts[page.main_sentences], ends[page.main_sentences]
    return page.models.hedging.probabilities(
        page.tokens, spans, page.matches, topics=page.matcher.topics
    )
