"""Wording: what the words of a page alone say, learned from labelled pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.classifiers.wording import default_models
from pagequality.signals.base import Signal
from pagequality.text import tokenise

if TYPE_CHECKING:
    from pagequality.page import Page
    from pagequality.text import Hashes

MOST = 12.0


def title_words(page: Page) -> Hashes:
    """Return the words of the headline, a parting, and the words of the title."""
    return tokenise(f"{page.headline}\n{page.title}").hash


def body_wording(page: Page) -> float:
    """Log-odds of low quality from the words and word pairs of the main content.

    What trash talks about and how. Source: Fetterly et al. 2004 onwards; TF-IDF with
    logistic regression on our labelled pages.

    >>> -12 <= body_wording(read_text("The beans were sown in April and came up in May.")) <= 12
    True
    >>> body_wording(read(""))
    nan
    """
    return _within(default_models()["body"].score(page.main_words))


def title_wording(page: Page) -> float:
    """Log-odds of low quality from the words and word pairs of headline and title.

    Source: as `body_wording`.

    >>> -12 <= title_wording(read("<title>How the beans grew</title>")) <= 12
    True
    >>> title_wording(read(""))
    nan
    """
    return _within(default_models()["title"].score(title_words(page)))


def _within(score: float) -> float:
    return score if score != score else max(-MOST, min(MOST, score))  # noqa: PLR0124 - nan


SIGNALS: Final = (
    Signal(body_wording, -MOST, MOST, "TF-IDF, labelled pages", "the wording of low pages"),
    Signal(title_wording, -MOST, MOST, "TF-IDF, labelled pages", "a title worded like low pages'"),
)
