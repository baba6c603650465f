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

from pagequality.learned.wording import estimates, turns
from pagequality.learned.wording.aspects import ASPECTS, Aspect
from pagequality.learned.wording.features import SHIFT
from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, EITHER, EXCUSE, Signal
from pagequality.text.tokens import ngrams

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page

LEAST, MOST = -1.0, 2.0
_SOURCE: Final = "TF-IDF, labelled pages"
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TURN: Final = 3
"""Words and marks of a turn of phrase."""
_MARKED: Final = 3
"""Turns marked in a sentence."""
_SHORT, _LONG = 8, 45
"""Words of a sentence that is worth quoting."""


@once
def telling_sentences(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences whose turns of phrase low pages prefer most, and mark these turns.

    Turns of three common words, word endings or marks tell nothing of the topic.
    """
    numbers, places = turns(page)
    model = page.models.wording.get("style")
    if model is None or len(numbers) < _TURN:
        return ()
    buckets = ngrams(numbers, _TURN) >> SHIFT
    weight = model.idf[buckets] * model.weight[buckets, 0]
    first, last = places[: len(buckets)], places[_TURN - 1 :]
    starts, ends = page.sentences
    titled = np.isin(page.sentence_block, page.blocks_of(_HEADINGS))
    sentence = np.searchsorted(starts, page.tokens.start[first], side="right") - 1
    whole = (page.tokens.end[last] <= ends[sentence]) & (last > first + 1)
    told = whole & (weight > 0)
    tells = np.bincount(sentence[whole], weight[whole], len(starts))
    size = page.sentence_words
    tells = np.where(~titled & (size >= _SHORT) & (size <= _LONG), tells / np.sqrt(size), 0.0)
    found = []
    for best in np.argsort(-tells, kind="stable")[: quotes.MOST].tolist():
        if tells[best] <= 0:
            break
        own = np.flatnonzero(told & (sentence == best))
        own = own[np.argsort(-weight[own], kind="stable")][:_MARKED]
        cues = zip(
            page.tokens.start[first[own]].tolist(), page.tokens.end[last[own]].tolist(), strict=True
        )
        span = int(starts[best]), int(ends[best])
        found.append(quotes.of_span(page, span, "turns of phrase", cues=cues))
    return tuple(found)


_QUOTES: Final[dict[str, quotes.Finder]] = {
    "body": telling_sentences,
    "style": telling_sentences,
    "title": quotes.title,
    "headings": quotes.headings,
}
"""What shows the estimates of a view."""


_TOPICS: Final = {"title": "headline"}
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
        _measured(aspect), LEAST, MOST, _SOURCE, aspect.phrase, _QUOTES[aspect.view],
        speaks=_SPEAKS.get(aspect.target, ACCUSE), topic=_TOPICS.get(aspect.view, ""),
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
