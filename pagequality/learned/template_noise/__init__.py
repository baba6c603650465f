"""What a line of a page is for: content, or a kind of template noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.learned.template_noise.model import LineScores
    from pagequality.page.page import Page


@once
def line_scores(page: Page) -> LineScores:
    """What the model says of every block of a page, its surroundings considered in markup."""
    return page.models.template_noise.score(
        page.tokens,
        page.table.start,
        page.matches,
        topics=page.matcher.topics,
        table=page.table if page.source == "html" else None,
    )
