"""What the words of a page say of its quality and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pagequality.learned.wording.aspects import of_view
from pagequality.learned.wording.style import style
from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.arrays import Hashes


@once
def views(page: Page) -> dict[str, Hashes]:
    """The words that each of `aspects.VIEWS` reads: content, titles, lower headings."""
    titles = (page.headline_tokens, page.headline), (page.title_tokens, page.title)
    spans = [slice(*page.first_word[block : block + 2]) for block in page.headings]
    nothing = page.tokens.hash[:0]
    return {
        "body": page.main_words,
        "title": np.concatenate([nothing, *(words.hash for words, text in titles if text)]),
        "headings": np.concatenate([nothing, *(page.tokens.hash[span] for span in spans)]),
        "style": style(page),
    }


@once
def estimates(page: Page) -> dict[str, float]:
    """By signal of `aspects.ASPECTS` what the page's words say; ``nan`` where unknown."""
    found: dict[str, float] = {}
    for view, words in views(page).items():
        names = [aspect.signal for aspect in of_view(view)]
        model = page.models.wording.get(view)
        scores = [float("nan")] * len(names) if model is None else model.scores(words).tolist()
        found.update(zip(names, scores, strict=True))
    return found
