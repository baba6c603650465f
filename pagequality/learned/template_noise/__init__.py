"""What a line of a page is for: content, or a kind of template noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pagequality.learned.template_noise.features import CLASSES
from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.learned.template_noise.model import LineScores
    from pagequality.page.page import Page
    from pagequality.text.arrays import Ints


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


@once
def noise_words(page: Page) -> Ints:
    """How many words stand in blocks of each of `features.CLASSES`."""
    kinds = line_scores(page).kind
    return np.bincount(kinds, page.block_words, len(CLASSES)).astype(np.intp)
