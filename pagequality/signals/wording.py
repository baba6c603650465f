"""Wording: what the words of a page alone say, learned from labelled pages."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.classifiers.wording import default_models
from pagequality.signals.base import UNKNOWN, Signal

if TYPE_CHECKING:
    from pagequality.page import Page
    from pagequality.text import Hashes

MOST = 12.0


def main_words(page: Page) -> Hashes:
    """Return the words of the main content."""
    return page.main_words


def title_words(page: Page) -> Hashes:
    """Return the words of the headline and those of the title."""
    parts = (page.headline_tokens, page.headline), (page.title_tokens, page.title)
    return np.concatenate([tokens.hash for tokens, text in parts if text] or [page.tokens.hash[:0]])


def heading_words(page: Page) -> Hashes:
    """Return the words of the headings below the first level."""
    if not len(page.headings):
        return page.tokens.hash[:0]
    first = page.first_word
    spans = [page.tokens.hash[first[block] : first[block + 1]] for block in page.headings]
    return np.concatenate(spans)


def body_wording(page: Page) -> float:
    """Log-odds of low quality from the words and word pairs of the main content.

    What trash talks about and how. Source: Fetterly et al. 2004 onwards; TF-IDF with
    logistic regression on our labelled pages.

    >>> -12 <= body_wording(read_text("The beans were sown in April and came up in May.")) <= 12
    True
    >>> body_wording(read(""))
    nan
    """
    return _score(page, "body")


def title_wording(page: Page) -> float:
    """Log-odds of low quality from the words and word pairs of headline and title.

    Source: as `body_wording`.

    >>> -12 <= title_wording(read("<title>How the beans grew</title>")) <= 12
    True
    >>> title_wording(read(""))
    nan
    """
    return _score(page, "title")


def heading_wording(page: Page) -> float:
    """Log-odds of low quality from the words and word pairs of the headings.

    Source: as `body_wording`; Marginalia's "key takeaways" rule, learned.

    >>> -12 <= heading_wording(read("<h2>Key benefits</h2><p>Beans")) <= 12
    True
    >>> heading_wording(read(""))
    nan
    """
    return _score(page, "headings")


def _score(page: Page, view: str) -> float:
    """Score one view with the model for the page's kind of source."""
    model = default_models().get(f"{page.source}_{view}")
    score = UNKNOWN if model is None else model.score(WORDS[view](page))
    return score if math.isnan(score) else max(-MOST, min(MOST, score))


WORDS: Final = {"body": main_words, "title": title_words, "headings": heading_words}
"""The words that each view of the wording models reads."""
SIGNALS: Final = (
    Signal(body_wording, -MOST, MOST, "TF-IDF, labelled pages", "the wording of low pages"),
    Signal(title_wording, -MOST, MOST, "TF-IDF, labelled pages", "a title worded like low pages'"),
    Signal(heading_wording, -MOST, MOST, "TF-IDF, labelled pages", "headings like low pages'"),
)
