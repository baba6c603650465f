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

from pagequality.learned.wording import estimates
from pagequality.learned.wording.aspects import ASPECTS, Aspect
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, EITHER, EXCUSE, Signal
from pagequality.signals.topics import OTHER

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.page.page import Page

LEAST, MOST = -1.0, 2.0
_SOURCE: Final = "TF-IDF, labelled pages"

_QUOTES: Final[dict[str, quotes.Finder]] = {
    "title": quotes.title,
    "headings": quotes.headings,
}
"""What shows the estimates of a view."""
_SHOWN_BY: Final = {"body": "padded_sentences", "style": "padded_sentences"}
"""What shows the others: words alone prove nothing, sentences that say nothing can be seen."""


_TOPICS: Final = {"title": OTHER, "headings": OTHER}
"""What an estimate is about, by its view, where that is not the wording."""
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
        _measured(aspect), LEAST, MOST, _SOURCE, aspect.phrase, _QUOTES.get(aspect.view),
        speaks=_SPEAKS.get(aspect.target, ACCUSE), topic=_TOPICS.get(aspect.view, ""),
        shown_by=_SHOWN_BY.get(aspect.view, ""),
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
