"""The headline family: does the page deliver what its headline promises?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.evidence import Evidence
from pagequality.signals import quotes
from pagequality.signals.base import UNKNOWN, Signal, share
from pagequality.text.tokens import DIGIT, UPPER, tokenise
from pagequality.text.vocabulary import Kind, kinds, present

if TYPE_CHECKING:
    from pagequality.page.page import Page

_LEAD = 80
_FEWEST_WORDS = 30


def headline_gap(page: Page) -> float:
    """Chance that the body is about something else than the headline promises.

    Unknown without a headline or with a body of fewer than thirty words. Source: a model
    learned on the Fake News Challenge (stage 1, 2017); `mismatch` takes any two texts.

    >>> own = read("<h1>Mayor opens bridge</h1><p>" + "The mayor opens the bridge. " * 8)
    >>> other = read("<h1>Mayor opens bridge</h1><p>" + "Boil the beans for an hour. " * 8)
    >>> headline_gap(own) < 0.3 < 0.7 < headline_gap(other)
    True
    >>> headline_gap(read(""))
    nan
    """
    places = page.body_places
    if len(places) < _FEWEST_WORDS:
        return UNKNOWN
    return float(
        page.models.headline.mismatch_tokens(page.headline_tokens, page.tokens, words=places)
    )


def promise_missing(page: Page) -> float:
    """Share of the headline's content words that the body never says.

    Source: overlap baselines of the Fake News Challenge.

    >>> promise_missing(read("<h1>Beans, peas</h1><p>" + "Boil the beans for an hour. " * 8))
    0.5
    >>> promise_missing(read(""))
    nan
    """
    places = page.body_places
    promised = page.headline_content_words
    if len(places) < _FEWEST_WORDS or not len(promised):
        return UNKNOWN
    return 1.0 - share(int(present(promised, page.tokens.hash[places]).sum()), len(promised))


def lead_coverage(page: Page) -> float:
    """Share of the headline's content words that the first eighty words of the body say.

    News delivers at once; bait makes the reader scroll. Source: as `promise_missing`.

    >>> lead_coverage(read("<h1>Beans, peas</h1><p>" + "Boil the beans for an hour. " * 8))
    0.5
    >>> lead_coverage(read(""))
    nan
    """
    places = page.body_places
    promised = page.headline_content_words
    if len(places) < _FEWEST_WORDS or not len(promised):
        return UNKNOWN
    lead = page.tokens.hash[places[:_LEAD]]
    return share(int(present(promised, lead).sum()), len(promised))


def numbers_missing(page: Page) -> float:
    """Share of the headline's numbers that the body never gives.

    Source: Horne and Adali 2017 on titles; our own observation.

    >>> numbers_missing(read("<h1>7 beans</h1><p>" + "Boil the beans for an hour. " * 8))
    1.0
    >>> numbers_missing(read(""))
    nan
    """
    headline = page.headline_tokens
    places = page.body_places
    promised = headline.hash[(headline.kinds[headline.start] & DIGIT) > 0]
    if len(places) < _FEWEST_WORDS or not len(promised):
        return UNKNOWN
    return 1.0 - share(int(present(promised, page.tokens.hash[places]).sum()), len(promised))


def clickbait_form(page: Page) -> float:
    """How strongly the headline's form baits: withheld facts, forward reference, "you".

    Source: a model learned on the Webis Clickbait Challenge 2017; `clickbait` takes any text.

    >>> bait = clickbait_form(read("<h1>You won't believe what this bean did next</h1>"))
    >>> bait > 0.2 + clickbait_form(read("<h1>Bean harvest falls by a tenth</h1>"))
    True
    >>> clickbait_form(read(""))
    nan
    """
    text = page.headline or page.title
    return float(page.models.clickbait.scores([text])[0]) if text else UNKNOWN


def exaggeration(page: Page) -> float:
    """Superlatives and praise in the headline that the body does not repeat, 3 at most.

    Source: Quality Rater Guidelines, "exaggerated or shocking titles".

    >>> exaggeration(read("<h1>The best beans</h1><p>" + "Boil the beans for an hour. " * 8))
    1.0
    >>> exaggeration(read(""))
    nan
    """
    words = page.headline_tokens.hash
    if not len(words):
        return UNKNOWN
    kind = kinds(words)
    loud = np.unique(words[(kind == Kind.SUPERLATIVE) | (kind == Kind.PRAISE)])
    body = page.tokens.hash[page.body_places]
    return float(min(3, (~present(loud, body)).sum()))


def title_disagreement(page: Page) -> float:
    """Share of the headline's content words that the document's title lacks.

    Source: our own observation: search titles and headlines drift apart on made pages.

    >>> title_disagreement(read("<title>Beans</title><h1>Beans and peas</h1>"))
    0.5
    >>> title_disagreement(read(""))
    nan
    """
    title = page.title_tokens if page.title else tokenise(page.head.open_graph_title)
    promised = page.headline_content_words
    if page.source == "text" or not page.headline or not len(promised) or not len(title):
        return UNKNOWN
    return 1.0 - share(int(present(promised, title.hash).sum()), len(promised))


def headline_capitals(page: Page) -> float:
    """Share of the headline's words of three letters or more that begin with a capital.

    Source: title case and shouting in clickbait research (Chakraborty et al. 2016).

    >>> headline_capitals(read("<h1>Five Beans for spring</h1>"))
    0.5
    >>> headline_capitals(read(""))
    nan
    """
    headline = page.headline_tokens
    long = headline.end - headline.start > 2  # noqa: PLR2004 - "of" and "to" stay small
    first = headline.kinds[headline.start[long]]
    return share(int(np.count_nonzero(first & UPPER)), len(first))


def headline_and_missing(page: Page) -> tuple[Evidence, ...]:
    """Quote the headline, and the telling words of it that the body has in no form."""
    if not page.headline:
        return ()
    found = [Evidence(quotes.short(page.headline), "headline", -1, "")]
    lacking = page.models.headline.undelivered(
        page.headline_tokens, page.tokens, words=page.body_places
    )
    if lacking:
        words = quotes.short(", ".join(lacking))
        found.append(Evidence(words, "promised, not in the body", -1, ""))
    return tuple(found)


SIGNALS: Final = (
    Signal(
        headline_gap,
        0,
        1,
        "Fake News Challenge",
        "a body about something else",
        headline_and_missing,
    ),
    Signal(
        promise_missing,
        0,
        1,
        "Fake News Challenge",
        "promised words that never come",
        headline_and_missing,
    ),
    Signal(
        lead_coverage,
        0,
        1,
        "Fake News Challenge",
        "a lead that delivers the headline",
        headline_and_missing,
    ),
    Signal(
        numbers_missing,
        0,
        1,
        "our observation",
        "numbers promised and not given",
        headline_and_missing,
    ),
    Signal(
        clickbait_form, 0, 1, "Webis Clickbait 2017", "a headline that baits", headline_and_missing
    ),
    Signal(
        exaggeration,
        0,
        3,
        "Quality Rater Guidelines",
        "an exaggerated headline",
        headline_and_missing,
    ),
    Signal(
        title_disagreement,
        0,
        1,
        "our observation",
        "a title unlike its headline",
        headline_and_missing,
    ),
    Signal(
        headline_capitals,
        0,
        1,
        "Chakraborty et al. 2016",
        "a headline in capitals",
        headline_and_missing,
    ),
)
