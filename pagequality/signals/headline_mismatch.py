"""The headline family: does the page deliver what its headline promises?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.clickbait import page_headline
from pagequality.learned.headline import page_gap
from pagequality.learned.odds import sigmoid
from pagequality.learned.promises import page_cues, promised
from pagequality.page.evidence import Evidence
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, UNKNOWN, Signal, count, percent, share
from pagequality.text.counts import distinct
from pagequality.text.tokens import DIGIT, UPPER, tokenise
from pagequality.text.vocabulary import Kind, count_present, kinds

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.tokens import Tokens

_LEAD = 80
_FEWEST_WORDS = 30
_FEWEST_TELLING = 3
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
_BAIT: Final = re.compile("[!?\u2026]|[.]{3}")
_GROUP, _LONGEST = 3, 15
"""Digits of a group, and of the longest number that is looked for in groups."""


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
    if len(page.body_places) < _FEWEST_WORDS:
        return UNKNOWN
    return page_gap(page)


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
    return 1.0 - share(count_present(promised, page.tokens.hash[places]), len(promised))


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
    return share(count_present(promised, lead), len(promised))


def numbers_missing(page: Page) -> float:
    """Share of the headline's numbers that the body never gives.

    Source: Horne and Adali 2017 on titles; our own observation.

    >>> numbers_missing(read("<h1>7 beans</h1><p>" + "Boil the beans for an hour. " * 8))
    1.0
    >>> numbers_missing(read(""))
    nan
    """
    places = page.body_places
    if len(places) < _FEWEST_WORDS or not any(map(str.isdigit, page.headline)):
        return UNKNOWN
    headline = _headline_with_whole_numbers(page)
    numbers = np.flatnonzero((headline.first & DIGIT) > 0).tolist()
    if not numbers:
        return UNKNOWN
    body = page.tokens.hash[places]
    missing = [headline.word(i) for i in numbers if not (body == headline.hash[i]).any()]
    return share(len(_never_grouped(page, missing)), len(numbers))


def _headline_with_whole_numbers(page: Page) -> Tokens:
    """Return the words of the headline; "2,000" is one."""
    return tokenise(_GROUPED.sub(_joined, page.headline))


def _never_grouped(page: Page, words: list[str]) -> list[str]:
    """Leave out the numbers that the body gives in groups of three digits."""
    text = page.main_text.replace(page.headline, "", 1)
    return [word for word in words if not _grouped_in(text, word)]


def _joined(match: re.Match[str]) -> str:
    return match[0].replace(",", "")


def _grouped_in(text: str, number: str) -> bool:
    """Whether a text gives a number in groups of three digits.

    >>> _grouped_in("There are 2,000 beans.", "2000"), _grouped_in("There are 20 beans.", "20")
    (True, False)
    """
    long = _GROUP < len(number) <= _LONGEST
    return long and number.isdecimal() and f"{int(number):,}" in text


def clickbait_form(page: Page) -> float:
    """How strongly the headline's form baits: withheld facts, forward reference, "you".

    Source: a model learned on the Webis Clickbait Challenge 2017; `clickbait` takes any text.

    >>> bait = clickbait_form(read("<h1>You won't believe what this bean did next</h1>"))
    >>> bait > 0.2 + clickbait_form(read("<h1>Bean harvest falls by a tenth</h1>"))
    True
    >>> clickbait_form(read(""))
    nan
    """
    made = page_headline(page)
    return UNKNOWN if made is None else sigmoid(made.log_odds)


def headline_bait(page: Page) -> float:
    """How likely readers of pages would call the headline bait: exaggerated, or withholding.

    Other than `clickbait_form`, which knows the bait of social media, it knows that of pages:
    plain numbers, questions and instructions are none. Source: pages that two annotators
    compared with their headlines.

    >>> bait = headline_bait(read("<h1>The Amazing Secret They Never Told You!</h1>"))
    >>> bait > 0.2 + headline_bait(read("<h1>How to boil beans</h1>"))
    True
    >>> headline_bait(read(""))
    nan
    """
    found = page_cues(page)
    return UNKNOWN if found is None else page.models.promises.bait(found, page_headline(page))


def promise_unkept(page: Page) -> float:
    """Chance that the body does not fully keep what the headline promises.

    Which promise it is, of items, an answer, steps, a test and so on, and what the body offers
    for it are weighed together. Unknown where the headline is a label and promises nothing, and
    where the body is short or not to be had. Source: pages that two annotators compared with
    their headlines.

    >>> empty = "It is important to find the best beans for you. " * 9
    >>> bean = "<h2>{0}. Bean {0}</h2><p>I boiled it for {0} hours in May.</p>"
    >>> beans = "".join(bean.format(n) for n in range(1, 8))
    >>> promise = "<h1>7 best beans, tested</h1>"
    >>> promise_unkept(read(promise + beans)) < promise_unkept(read(promise + f"<p>{empty}</p>"))
    True
    >>> promise_unkept(read(""))
    nan
    """
    row = promised(page).row
    return UNKNOWN if row is None else page.models.promises.unkept(row)


def items_missing(page: Page) -> float:
    """Share of the items that the headline counts that the body does not have.

    The largest set of parallel things counts: numbered parts, headings of one level but for an
    introduction or a conclusion, list items, rows of tables, quotes. Unknown where no items are
    counted. Source: our own observation on compared pages.

    >>> bean = "<h2>Bean {0}</h2><p>Boil it for {0} hours, then serve it cold.</p>"
    >>> items = "".join(bean.format(n) for n in "1234")
    >>> items_missing(read("<h1>5 ways to boil beans</h1>" + items))
    0.2
    >>> items_missing(read(""))
    nan
    """
    for one in promised(page).deliveries:
        if one.promise.kind == "items" and one.counted is not None and one.promise.number:
            return (one.promise.number - one.counted) / one.promise.number
    return UNKNOWN


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
    loud = distinct(words[(kind == Kind.SUPERLATIVE) | (kind == Kind.PRAISE)])
    if not len(loud):
        return 0.0
    body = page.tokens.hash[page.body_places]
    return float(min(3, len(loud) - count_present(loud, body)))


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
    return 1.0 - share(count_present(promised, title.hash), len(promised))


def headline_capitals(page: Page) -> float:
    """Share of the headline's words of three letters or more that begin with a capital.

    Source: title case and shouting in clickbait research (Chakraborty et al. 2016).

    >>> headline_capitals(read("<h1>Five Beans for spring</h1>"))
    0.5
    >>> headline_capitals(read(""))
    nan
    """
    headline = page.headline_tokens
    first = headline.first[headline.size > 2]  # noqa: PLR2004 - "of" and "to" stay small
    return share(int(np.count_nonzero(first & UPPER)), len(first))


def headline_and_missing(page: Page) -> tuple[Evidence, ...]:
    """Quote the headline, and the telling words of it that the body has in no form.

    Nothing is quoted of a label of one or two words with meaning, such as "Our Services".
    """
    if len(page.headline_content_words) < _FEWEST_TELLING:
        return ()
    found = [Evidence(quotes.short(page.headline), "headline", -1, "")]
    lacking = page.models.headline.undelivered(
        _headline_with_whole_numbers(page), page.tokens, words=page.body_places
    )
    if lacking := _never_grouped(page, lacking):
        words = quotes.short(", ".join(lacking))
        found.append(Evidence(words, "promised, not in the body", -1, ""))
    return tuple(found)


def promises_not_kept(page: Page) -> tuple[Evidence, ...]:
    """Quote the headline, and say of each promise that is not fully kept what was found.

    Promises of the title that the headline does not make come behind the headline's own.
    """
    if not page.headline:
        return ()
    found = [Evidence(quotes.short(page.headline), "headline", -1, "")]
    kept = promised(page)
    for one in (*kept.deliveries, *kept.title):
        if one.kept < 1:
            found.append(Evidence(quotes.short(one.found), "promise", -1, ""))
            if one.block >= 0:
                found.append(quotes.of_block(page, one.block, "found"))
    return tuple(found[: quotes.MOST])


def headline_that_baits(page: Page) -> tuple[Evidence, ...]:
    """Quote the headline, or the title where there is none, if a reader can see what baits in it.

    A loud word, a question, an exclamation, something left open, or a number before its things.
    """
    text, words = page.headline or page.title, page.headline_tokens
    kind = kinds(words.hash)
    loud = ((kind == Kind.SUPERLATIVE) | (kind == Kind.PRAISE)).any()
    if not (loud or _BAIT.search(text) or ((words.first[:1] & DIGIT) > 0).any()):
        return ()
    return (Evidence(quotes.short(text), "headline", -1, ""),)


def all_of_it(page: Page) -> tuple[Evidence, ...]:
    """Quote the headline, what the body lacks of it, and which promises are not kept."""
    return tuple(dict.fromkeys((*headline_and_missing(page), *promises_not_kept(page))))


SIGNALS: Final = (
    Signal(
        promise_unkept,
        0,
        1,
        "our compared pages",
        "a headline whose promise the text does not keep",
        promises_not_kept,
        speaks=ACCUSE,
    ),
    Signal(
        items_missing,
        0,
        1,
        "our observation",
        "fewer items than the headline counts",
        promises_not_kept,
        speaks=ACCUSE,
        unit=percent("them missing"),
    ),
    Signal(
        headline_bait,
        0,
        1,
        "our compared pages",
        "a headline that exaggerates or withholds",
        headline_that_baits,
        speaks=ACCUSE,
    ),
    Signal(
        headline_gap,
        0,
        1,
        "Fake News Challenge",
        "a text about something else than its headline",
        headline_and_missing,
        speaks=ACCUSE,
    ),
    Signal(
        promise_missing,
        0,
        1,
        "Fake News Challenge",
        "words of the headline that the text never says",
        headline_and_missing,
        speaks=ACCUSE,
        unit=percent("them"),
    ),
    Signal(
        lead_coverage,
        0,
        1,
        "Fake News Challenge",
        "words of the headline in its first lines",
        headline_and_missing,
        unit=percent("them"),
    ),
    Signal(
        numbers_missing,
        0,
        1,
        "our observation",
        "numbers of the headline that the text never gives",
        headline_and_missing,
        speaks=ACCUSE,
        unit=percent("them"),
    ),
    Signal(
        clickbait_form,
        0,
        1,
        "Webis Clickbait 2017",
        "a headline in the form of bait",
        headline_and_missing,
        speaks=ACCUSE,
    ),
    Signal(
        exaggeration,
        0,
        3,
        "Quality Rater Guidelines",
        "praise in the headline that the text does not repeat",
        headline_and_missing,
        speaks=ACCUSE,
        unit=count("words", "word"),
    ),
    Signal(
        title_disagreement,
        0,
        1,
        "our observation",
        "words of the headline that the title lacks",
        headline_and_missing,
        speaks=ACCUSE,
        unit=percent("them"),
    ),
    Signal(
        headline_capitals,
        0,
        1,
        "Chakraborty et al. 2016",
        "capitals in the headline",
        headline_and_missing,
        unit=percent("words"),
    ),
)
