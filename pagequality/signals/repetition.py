"""Repetition: text that says the same thing again."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, EXCUSE, UNKNOWN, Signal, percent, share
from pagequality.signals.topics import OTHER
from pagequality.text.counts import most_frequent
from pagequality.text.tokens import ngrams
from pagequality.text.vocabulary import Kind, kinds

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Hashes

_SAMPLE = 4000
_WINDOW = 300
_FEWEST = 40
_RUN: Final = 4
"""Words of a run that is quoted when it comes again."""
_OFTEN: Final = 3
_WORDS_EACH: Final = 200
"""It is quoted if it comes as often, and once in so many words."""
_PARTS: Final = re.compile(r"[\n()\[\]{}|]")
"""What parts the cells and asides of a line from each other."""


def compressibility(page: Page) -> float:
    """Share by which the first 4,000 characters of the main content shrink when compressed.

    Repeated phrases compress well. Source: Ntoulas et al. 2006, compression ratio.

    >>> compressibility(read_text("Water the beans every day. " * 20)) > 0.8
    True
    >>> compressibility(read(""))
    nan
    """
    sample = page.main_text[:_SAMPLE].encode("utf-8", "surrogatepass")
    if len(sample) < 5 * _FEWEST:
        return UNKNOWN
    return 1.0 - len(zlib.compress(sample, 1)) / len(sample)


def repeated_pairs(page: Page) -> float:
    """Share of the word pairs of the main content that stood there before.

    Source: Gopher repetition rules (Rae et al. 2021).

    >>> repeated_pairs(read_text("Water the beans every day. " * 20)) > 0.8
    True
    >>> repeated_pairs(read(""))
    nan
    """
    return _repeated(page.main_words, 2)


def repeated_runs(page: Page) -> float:
    """Share of the runs of five words of the main content that stood there before.

    Source: Gopher repetition rules (Rae et al. 2021).

    >>> repeated_runs(read_text("Water the beans every day. " * 20)) > 0.8
    True
    >>> repeated_runs(read(""))
    nan
    """
    return _repeated(page.main_words, 5)


def _repeated(words: Hashes, n: int) -> float:
    if len(words) < _FEWEST:
        return UNKNOWN
    grams = np.sort(ngrams(words, n))
    return share(int(np.count_nonzero(grams[1:] == grams[:-1])), len(grams))


def vocabulary_richness(page: Page) -> float:
    """Share of different words among the first 300 words of the main content.

    Source: type-token ratio at a fixed length, so that length does not tell.

    >>> vocabulary_richness(read_text("Water the beans every day. " * 20))
    0.05
    >>> vocabulary_richness(read(""))
    nan
    """
    words = page.main_words[:_WINDOW]
    if len(words) < _FEWEST:
        return UNKNOWN
    return share(len(set(words.tolist())), len(words))


def top_word(page: Page) -> float:
    """Share that the most frequent content word has among the content words.

    Keyword stuffing shows in one word that comes too often. Source: Ntoulas et al. 2006.

    >>> top_word(read_text("beans " * 30 + "peas " * 30))
    0.5
    >>> top_word(read(""))
    nan
    """
    words = page.main_words[page.kinds.take(page.main_places) == Kind.OTHER]
    if len(words) < _FEWEST // 2:
        return UNKNOWN
    return share(most_frequent(words)[1], len(words))


def repeated_blocks(page: Page) -> float:
    """Share of the visible words in blocks whose text stood on the page before.

    What is hidden, such as a menu for small screens, says nothing again. Source: jusText and
    FineWeb's duplicate-line rule.

    >>> repeated_blocks(read("<p>Beans grow</p><p>Beans grow</p>"))
    0.5
    >>> repeated_blocks(read(""))
    nan
    """
    if not len(page.table):
        return UNKNOWN
    return share(int(page.block_words[_again(page)].sum()), page.visible_words)


def _again(page: Page) -> list[int]:
    """The blocks that readers see and whose text they saw before."""
    seen: set[str] = set()
    again = []
    hidden = page.table.hidden.tolist()
    for block, piece in enumerate(page.text.split("\n")):
        if hidden[block]:
            continue
        if piece in seen:
            again.append(block)
        seen.add(piece)
    return again


def repeated_links(page: Page) -> float:
    """Share of the links that lead where another link of the page leads, too.

    Source: our own observation: menus that stand there twice, tags and dates that all link home.

    >>> repeated_links(read("<a href='/a'>Beans</a> <a href='/a'>Peas</a>"))
    0.5
    >>> repeated_links(read("<p>Beans</p>"))
    nan
    """
    links = [href for href, _, _ in page.markup.links]
    return share(len(links) - len(set(links)), len(links))


def repeated_passages(page: Page) -> tuple[Evidence, ...]:
    """Say how often the run of words comes that is said most often, names aside; quote where.

    Words of two lines, and a bracket's with others, are no run that somebody said: rows of a table
    are alike.
    """
    places = np.flatnonzero(page.is_main_word)
    if len(places) < _RUN:
        return ()
    runs, named = ngrams(page.main_words, _RUN), quotes.capitals(page)[places]
    plain = np.convolve(~named, np.ones(_RUN, int), "valid") >= _RUN // 2
    if not plain.any():
        return ()
    run, count = most_frequent(runs[plain])
    if count < max(_OFTEN, len(places) / _WORDS_EACH):
        return ()
    first = np.flatnonzero(runs == run)
    spans = page.tokens.start[places[first]], page.tokens.end[places[first + _RUN - 1]]
    said = page.text[int(spans[0][0]) : int(spans[1][0])]
    if _PARTS.search(said):
        return ()
    said = quotes.short(said)
    found = quotes.of_sentences(page, spans, "said again")
    return (quotes.counted(said, count, len(places)), *found[: quotes.MOST - 1]) if found else ()


def top_word_sentences(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences that hold the most frequent content word, and mark it."""
    words = page.main_words[kinds(page.main_words) == Kind.OTHER]
    if not len(words):
        return ()
    said = (page.tokens.hash == most_frequent(words)[0]) & ~quotes.capitals(page)
    return quotes.again(quotes.of_words(page, said, "said again"))


def repeated_text(page: Page) -> tuple[Evidence, ...]:
    """Quote the longest blocks that stood on the page before."""
    longest = sorted(_again(page), key=lambda block: -int(page.block_words[block]))
    return tuple(quotes.of_block(page, block, "said again") for block in longest[: quotes.MOST])


SIGNALS: Final = (
    Signal(
        compressibility,
        -1,
        1,
        "Ntoulas et al. 2006",
        "text that says the same again",
        repeated_passages,
        speaks=ACCUSE,
    ),
    Signal(
        repeated_pairs,
        0,
        1,
        "Gopher rules",
        "word pairs that come again",
        repeated_passages,
        speaks=ACCUSE,
        unit=percent("pairs"),
    ),
    Signal(
        repeated_runs,
        0,
        1,
        "Gopher rules",
        "runs of five words that come again",
        repeated_passages,
        speaks=ACCUSE,
        unit=percent("runs"),
    ),
    Signal(
        vocabulary_richness,
        0,
        1,
        "type-token ratio",
        "a rich vocabulary",
        speaks=EXCUSE,
        unit=percent("words"),
        topic=OTHER,
    ),
    Signal(
        top_word,
        0,
        1,
        "Ntoulas et al. 2006",
        "one word that comes again and again",
        top_word_sentences,
        speaks=ACCUSE,
        unit=percent("words of meaning"),
    ),
    Signal(
        repeated_blocks,
        0,
        1,
        "FineWeb, jusText",
        "blocks of text that stand there twice",
        repeated_text,
        speaks=ACCUSE,
        unit=percent("words"),
    ),
    Signal(
        repeated_links,
        0,
        1,
        "our observation",
        "links that lead to the same places",
        speaks=ACCUSE,
        unit=percent("links"),
        topic=OTHER,
    ),
)
