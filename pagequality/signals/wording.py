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

from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise.features import BODY
from pagequality.learned.wording import estimates, turns
from pagequality.learned.wording.aspects import ASPECTS, LONGEST, Aspect, of_view
from pagequality.learned.wording.features import SHIFT
from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, EITHER, EXCUSE, Signal
from pagequality.signals.topics import OTHER
from pagequality.text.tokens import DIGIT, ngrams

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Floats

LEAST, MOST = -1.0, 2.0
_SOURCE: Final = "TF-IDF, labelled pages"
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TELLING: Final = 0.11
"""How strongly a sentence must sound like low pages: few sentences of honest pages do."""
_LOUD: Final = ("style_wording", "padded_style", "artificial_style")
"""The estimates that a telling sentence is chosen by."""
_SHORT, _LONG = 10, 40
"""Words of a sentence that is worth quoting."""


@once
def telling_sentences(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences of its text that sound most like low pages, whatever they are about.

    Sentences with figures say something of their own, and are left out.
    """
    loud = _loudness(page)
    best = np.argsort(-loud, kind="stable")[: quotes.MOST].tolist()
    starts, ends = page.sentences
    return tuple(
        quotes.of_span(page, (int(starts[i]), int(ends[i])), "turns of phrase")
        for i in best
        if loud[i] >= _TELLING
    )


def _loudness(page: Page) -> Floats:
    """Return for each sentence how much it sounds like low pages, 0 if it is not to be quoted."""
    numbers, places = turns(page)
    model, count = page.models.wording.get("style"), len(page.sentences[0])
    if model is None or not len(numbers):
        return np.zeros(count)
    columns = [aspect.signal in _LOUD for aspect in of_view("style")]
    starts, ends = page.sentences
    sums, squares = np.zeros(count), np.full(count, np.finfo(float).tiny)
    for size in range(1, LONGEST["style"] + 1):
        buckets = (ngrams(numbers, size) if size > 1 else numbers) >> SHIFT
        first, last = places[: len(buckets)], places[size - 1 :]
        sentence = np.searchsorted(starts, page.tokens.start[first], side="right") - 1
        whole = page.tokens.end[last] <= ends[sentence]
        idf = model.idf[buckets] * whole
        weights = (model.weight[buckets] * model.step)[:, columns].mean(axis=1)
        sums += np.bincount(sentence, idf * weights, count)
        squares += np.bincount(sentence, idf * idf, count)
    return np.where(_quotable(page), sums / np.sqrt(squares), 0.0)


def _quotable(page: Page) -> Flags:
    """Which sentences are running text of some length, without figures."""
    starts, words = page.sentences[0], page.sentence_words
    figures = page.tokens.start[(page.tokens.first & DIGIT) > 0]
    holding = np.searchsorted(starts, figures, side="right") - 1
    fit = (words >= _SHORT) & (words <= _LONG) & (np.bincount(holding, minlength=len(starts)) == 0)
    fit &= (line_scores(page).kind == BODY)[page.sentence_block]
    quotable: Flags = fit & ~np.isin(page.sentence_block, page.blocks_of(_HEADINGS))
    return quotable


_QUOTES: Final[dict[str, quotes.Finder]] = {
    "body": telling_sentences,
    "style": telling_sentences,
    "title": quotes.title,
    "headings": quotes.headings,
}
"""What shows the estimates of a view."""


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
