"""Address: the form of the page's URL, never its host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pagequality.page.evidence import Evidence
from pagequality.signals import quotes
from pagequality.signals.base import UNKNOWN, Signal, count, percent, share
from pagequality.text.tokens import tokenise
from pagequality.text.vocabulary import count_present

if TYPE_CHECKING:
    from pagequality.page.page import Page


def _path(page: Page) -> str:
    """Return the path of the page's own address, empty when unknown."""
    try:
        return urlsplit(page.url or page.head.canonical).path
    except ValueError:
        return ""


def slug_words(page: Page) -> float:
    """Number of hyphenated words in the last part of the path, 20 at most.

    Long kebab-case addresses hold a query. Source: Marginalia's kebab rule.

    >>> slug_words(read("<p>Beans", url="https://a.example/how-to-grow-beans"))
    4.0
    >>> slug_words(read("<p>Beans"))
    nan
    """
    parts = [part for part in _path(page).split("/") if part]
    return float(min(20, parts[-1].count("-") + 1)) if parts else UNKNOWN


def address_digits(page: Page) -> float:
    """Share of digits among the characters of the path.

    Source: Stract's digit count.

    >>> address_digits(read("<p>Beans", url="https://a.example/2024"))
    0.8
    >>> address_digits(read("<p>Beans"))
    nan
    """
    path = _path(page)
    if len(path) < 2:  # noqa: PLR2004 - a home page has no path
        return UNKNOWN
    return share(sum(map(str.isdigit, path)), len(path))


def address_repeats_title(page: Page) -> float:
    """Share of the title's content words that the path repeats.

    Source: slugs made from titles; a copied title makes a long one.

    >>> address_repeats_title(read("<title>Beans, peas</title>", url="https://a.example/beans"))
    0.5
    >>> address_repeats_title(read("<p>Beans"))
    nan
    """
    words = page.title_content_words if page.title else page.tokens.hash[:0]
    path = _path(page)
    if not len(words) or len(path) < 2:  # noqa: PLR2004 - a home page has no path
        return UNKNOWN
    return share(count_present(words, tokenise(path).hash), len(words))


def own_address(page: Page) -> tuple[Evidence, ...]:
    """Quote the page's address."""
    return (Evidence(quotes.short(page.url), "address", -1, ""),) if page.url else ()


SIGNALS: Final = (
    Signal(
        slug_words,
        0,
        20,
        "Marginalia",
        "an address of many words",
        own_address,
        unit=count("words", "word"),
    ),
    Signal(
        address_digits,
        0,
        1,
        "Stract",
        "digits in its address",
        own_address,
        unit=percent("characters"),
    ),
    Signal(
        address_repeats_title,
        0,
        1,
        "our observation",
        "an address made from its title",
        own_address,
        unit=percent("words of the title"),
    ),
)
