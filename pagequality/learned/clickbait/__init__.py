"""Whether a headline baits the click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.learned.clickbait.model import Made
    from pagequality.page.page import Page


@once
def page_headline(page: Page) -> Made | None:
    """How the page's headline is made, or its title; None without a word."""
    return page.models.clickbait.made(page.headline or page.title, page.headline_tokens)
