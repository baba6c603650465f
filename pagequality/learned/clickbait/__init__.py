"""Whether a headline baits the click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagequality.learned.clickbait.features import LONGEST, clean, read
from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.learned.clickbait.model import Made
    from pagequality.page.page import Page


@once
def page_headline(page: Page) -> Made | None:
    """How the page's headline is made, or its title; None without a word."""
    known = page.headline_tokens
    is_read = known.text.isascii() and clean(known.text[:LONGEST]) == known.text
    return page.models.clickbait.made_of(known if is_read else read(known.text))
