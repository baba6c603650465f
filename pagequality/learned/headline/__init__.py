"""Whether a body delivers what its headline says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.page.page import Page


@once
def page_gap(page: Page) -> float:
    """How likely the body tells another story than the page's own headline."""
    model = page.models.headline
    return model.mismatch_tokens(page.headline_tokens, page.tokens, words=page.body_places)
