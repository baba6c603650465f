"""Stuffed: where a text says phrases of its headline over and over, and how often it does.

A page names what it is about, and that is no fault. A fault that can be shown is a phrase that
takes up a good part of the text, or a sentence with many words of the headline in a row.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.text.counts import distinct
from pagequality.text.tokens import DIGIT, UPPER, ngrams
from pagequality.text.wordlists import is_in

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Hashes, Ints

_BLANK, _HYPHEN = ord(" "), ord("-")
_KIND: Final = "headline again"
_PAIRS, _FEW_PAIRS = 4, 2
"""So many pairs of a headline's words make a sentence that nobody would write unasked; and so many
where a phrase takes up a good part of the text."""
_OFTEN, _TIMES = 12, 5
"""So many pairs, all sayings of a phrase together, and so many sayings are told as a number."""
_SHARE: Final = 0.05
"""If so large a part of the words is said in that phrase."""
_TRIED: Final = 20
"""So many phrases are counted, those that stand alone most often."""
_LONG: Final = 4
"""A phrase of so many pairs is no name."""
_FEWEST: Final = 2


class Runs(NamedTuple):
    """Words of the headline in a row, in the text below it, each run as long as it goes.

    Attributes:
        first: the number of its first word.
        last: that of its last.
    """

    first: Ints
    last: Ints


def headline_said_again(page: Page, phrase_words: Hashes) -> tuple[Evidence, ...]:
    """Say how often the text says a phrase of the headline, and quote sentences full of such.

    Where no phrase takes up a good part of the text, two sentences that are full of them show it.

    Args:
        page: the page.
        phrase_words: the words of the headline that a query is made of.
    """
    runs = _runs(page, is_in(page.tokens.hash, np.sort(phrase_words)))
    counted = _most_said(page, runs)
    found = _full(page, runs, least=_FEW_PAIRS if counted else _PAIRS)
    return (*counted, *found) if len(found) >= (1 if counted else _FEWEST) else ()


def _runs(page: Page, asked: Flags) -> Runs:
    """Find the runs that hold two words that a query is made of side by side, and are no name.

    A name is never written small, and no other words could stand for it.
    """
    tokens = page.tokens
    linked = is_in(ngrams(tokens.hash, 2), np.sort(ngrams(page.headline_tokens.hash, 2)))
    between = tokens.codes.take(tokens.end[:-1])
    beside = tokens.start[1:] == tokens.end[:-1] + 1
    linked &= beside & ((between == _BLANK) | (between == _HYPHEN))
    linked &= _in_text(page)[:-1] & _in_text(page)[1:]
    edges = np.diff(linked.astype(np.int8), prepend=0, append=0)
    first, last = (edges == 1).nonzero()[0], (edges == -1).nonzero()[0]
    figure = (tokens.first & DIGIT) > 0
    solid = ((asked & (tokens.size > 1)) | figure).nonzero()[0]
    first, last = solid.searchsorted(first), solid.searchsorted(last, side="right") - 1
    whole = first < last
    first, last = solid[first[whole]], solid[last[whole]]
    meant = linked & (asked & ~figure)[:-1] & (asked & ~figure)[1:] & (between == _BLANK)
    capital = (tokens.first & UPPER) > 0
    pairs = ngrams(tokens.hash, 2)
    common = meant & is_in(pairs, distinct(pairs[meant & ~capital[:-1] & ~capital[1:]]))
    telling = _held(common, first, last) | (_held(meant, first, last) & (last - first >= _LONG))
    return Runs(first[telling], last[telling])


@once
def _in_text(page: Page) -> Flags:
    """Which words stand in the text below the headline; a list of links is none."""
    linked = 2 * page.table.link_characters > page.table.end - page.table.start
    body = np.zeros(len(page.tokens), bool)
    body[page.body_places] = True
    body &= ~linked.repeat(page.block_words)
    return body


def _held(pairs: Flags, first: Ints, last: Ints) -> Flags:
    """Which runs hold one of some pairs, each numbered as its first word."""
    running = np.concatenate([[0], pairs.cumsum()])
    held: Flags = running[last] > running[first]
    return held


def _full(page: Page, runs: Runs, *, least: int) -> tuple[Evidence, ...]:
    """Quote the sentences whose runs hold so many pairs together, and mark the runs."""
    starts, ends = page.tokens.start.take(runs.first), page.tokens.end.take(runs.last)
    holding = page.sentences[0].searchsorted(starts, side="right")
    pairs = np.bincount(holding, runs.last - runs.first, minlength=1)
    full = pairs.take(holding) >= least
    return quotes.of_sentences(page, (starts[full], ends[full]), _KIND)


def _most_said(page: Page, runs: Runs) -> tuple[Evidence, ...]:
    """Say how often the text says the phrase that takes up most of it, if that is much."""
    said, written = Counter[tuple[str, ...]](), dict[tuple[str, ...], str]()
    for first, last in zip(runs.first.tolist(), runs.last.tolist(), strict=True):
        words = tuple(page.tokens.word(i).casefold() for i in range(first, last + 1))
        said[words] += 1
        written[words] = page.text[page.tokens.start[first] : page.tokens.end[last]]
    laid_out = [(_laid_out(run), often) for run, often in said.items()]
    size, most = len(page.body_places), _OFTEN - 1
    best: tuple[Evidence, ...] = ()
    for phrase, _ in said.most_common(_TRIED):
        times = sum(run.count(_laid_out(phrase)) * often for run, often in laid_out)
        pairs = times * (len(phrase) - 1)
        if pairs > most and times >= _TIMES and times * len(phrase) >= _SHARE * size:
            best, most = (quotes.counted(written[phrase].casefold(), times, size),), pairs
    return best


def _laid_out(words: tuple[str, ...]) -> str:
    """Join words so that a phrase is found in them as whole words.

    >>> _laid_out(("roof", "repair")).count(_laid_out(("roof",)))
    1
    """
    return "".join(f"<{word}>" for word in words)
