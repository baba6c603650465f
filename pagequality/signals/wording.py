"""Wording: what the words of a page alone say of it, learned from labelled pages.

Each is an estimate of what annotators said of pages so worded: 0 for no, 1 for yes. The table
`learned.wording.aspects.ASPECTS` lists them; each is a function here, too.

>>> text = "We sowed the beans in April and they came up in May, a week late. " * 6
>>> farm = "Choosing the best affordable roofing contractor near you is essential. " * 6
>>> body_wording = {signal.name: signal.function for signal in SIGNALS}["body_wording"]
>>> body_wording(read_text(farm)) > body_wording(read_text(text)) + 0.1
True
>>> body_wording(read_text(""))
nan
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.wording import estimates
from pagequality.learned.wording.aspects import ASPECTS, Aspect
from pagequality.learned.wording.features import SHIFT, bag
from pagequality.page.evidence import Evidence
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, EITHER, EXCUSE, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.page.page import Page

LEAST, MOST = -1.0, 2.0
_SOURCE: Final = "TF-IDF, labelled pages"
_MOST_WORDS: Final = 8


def telling_words(page: Page) -> tuple[Evidence, ...]:
    """Name the words of the main content that low pages prefer most."""
    words = page.main_words
    buckets, counts = bag(words)
    model = page.models.wording["body"]
    weight = counts * model.idf[buckets] * model.weight[buckets, 0]
    own = weight[np.searchsorted(buckets, words >> SHIFT)]
    places = np.flatnonzero(page.is_main_word)
    _, first = np.unique(words, return_index=True)
    best = first[np.argsort(-own[first], kind="stable")[:_MOST_WORDS]]
    top = [page.tokens.word(int(places[i])).lower() for i in best if own[i] > 0]
    return (Evidence(", ".join(top), "words", -1, ""),) if top else ()


_QUOTES: Final[dict[str, quotes.Finder]] = {
    "body_wording": telling_words,
    "title_wording": quotes.title,
    "title_score": quotes.title,
    "heading_wording": quotes.headings,
    "heading_score": quotes.headings,
}


_SPEAKS: Final = {"original": EXCUSE, "blog": EITHER, "company": EITHER, "news": EITHER}
"""What an estimate can do, by its target, where it does not accuse; kinds of page are no guilt."""


def _measured(aspect: Aspect) -> Callable[[Page], float]:
    """Return the function of an aspect: the estimate, within the signals' range."""

    def measure(page: Page) -> float:
        estimate = estimates(page)[aspect.signal]
        return estimate if math.isnan(estimate) else max(LEAST, min(MOST, estimate))

    measure.__name__ = measure.__qualname__ = aspect.signal
    measure.__doc__ = f"""How likely {aspect.asks}.

    {aspect.why} Source: ridge regression on TF-IDF of labelled pages.
    """
    return measure


SIGNALS: Final = tuple(
    Signal(
        _measured(aspect), LEAST, MOST, _SOURCE, aspect.phrase, _QUOTES.get(aspect.signal),
        speaks=_SPEAKS.get(aspect.target, ACCUSE),
    )
    for aspect in ASPECTS
)  # fmt: skip
_FUNCTIONS: Final = {signal.name: signal.function for signal in SIGNALS}


def __getattr__(name: str) -> Callable[[Page], float]:
    """Return the function of a signal by its name."""
    try:
        return _FUNCTIONS[name]
    except KeyError:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message) from None
