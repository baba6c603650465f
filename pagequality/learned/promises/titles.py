"""What the title promises beside the headline: items, a test, sums of money, a year.

Search results show the title, the page the headline. Where they differ, the title's promise is
one, too. Only what it says outright counts: a number before its noun, a word of tests, an amount.
A title that names the site, a section or a heap of keywords promises nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pagequality.learned.promises.amounts import amounts, contradicted
from pagequality.learned.promises.cues import counted, value_of
from pagequality.learned.promises.kinds import detailed

if TYPE_CHECKING:
    from pagequality.learned.promises.kinds import HeadlinePromise
    from pagequality.learned.promises.lexicon import Words
    from pagequality.page.page import Page

_PARTED: Final = re.compile(r"\s+[|\u2758\-\u2013\u2014\u00b7\u2022\u00bb:~]+\s+")
_MARKS: Final = re.compile(r"\W+")
_MOST_PARTS, _MOST_WORDS = 4, 20
"""A title of more parts or words is a heap of keywords."""
_FEWEST_WORDS: Final = 4
"""Shorter titles are names and labels: "7 Cups", "Reviews"."""
_FEWEST_ITEMS: Final = 3
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")


def own_title(page: Page) -> str:
    """Return what the title says beside the site's name, if it differs from the headline.

    >>> page = read("<title>9 tips for beans - Skelby Post</title><h1>About beans</h1><p>Roast.")
    >>> own_title(page)
    '9 tips for beans'
    >>> own_title(read("<title>About beans | Skelby Post</title><h1>About beans</h1><p>Roast."))
    ''
    """
    title, headline = page.title, _key(page.headline)
    if not headline or _key(title) == headline or page.source == "text":
        return ""
    parts = _PARTED.split(title)
    if len(parts) > _MOST_PARTS:
        return ""
    sites = {_key(page.head.site_name), _key(page.head.publisher)}
    parts = [part for part in parts if (key := _key(part)) and key not in sites]
    if not parts or _key(parts[0]) == headline or len(parts[0].split()) > _MOST_WORDS:
        return ""
    return parts[0]


def title_promises(found: Words, words: Words, kinds: frozenset[str]) -> list[HeadlinePromise]:
    """Return what a title promises outright, and a headline of these words and kinds does not."""
    if len(found.lower) < _FEWEST_WORDS:
        return []
    promises = []
    span = counted(found)
    if span and (value_of(found.lower[span[0]]) or 0) >= _FEWEST_ITEMS:
        promise = detailed("items", 1.0, found)
        if promise.number not in map(value_of, words.lower):
            promises.append(promise)
    if found.of("test") and "test" not in kinds and not words.of("test", "compare", "best"):
        promises.append(detailed("test", 1.0, found))
    return promises


def said_otherwise(title: str, headline: str, body: str) -> str:
    """Say in words which amount or year of a title the text contradicts; empty if none.

    A year is contradicted by another in the headline, where the text never gives the title's.

    >>> title, headline = "Best huts of Kelmouth 2026", "Huts of Kelmouth 2019"
    >>> said_otherwise(title, headline, "We slept in nine huts in 2018.")
    'the title says 2026, the headline 2019'
    """
    told = amounts(title)
    if told and contradicted(told, amounts(f"{headline}\n{body}")):
        return "the title gives an amount, the text only others"
    years, others = set(_YEAR.findall(title)), set(_YEAR.findall(headline))
    if len(years) == 1 and others and not years & (others | set(_YEAR.findall(body))):
        return f"the title says {min(years)}, the headline {min(others)}"
    return ""


def against_headline(promise: HeadlinePromise, words: Words) -> str:
    """Say in words what the title promises and the headline does not."""
    if promise.kind != "items":
        return f"the title says {promise.words!r}, the headline does not"
    numbers = [value for word in words.lower if (value := value_of(word))]
    other = str(numbers[0]) if counted(words) and numbers else "none"
    return f"the title promises {promise.number} items, the headline {other}"


def _key(text: str) -> str:
    """The letters and digits of a text in lower case: "Skelby Post" is skelbypost.example's."""
    return _MARKS.sub("", text.lower())
