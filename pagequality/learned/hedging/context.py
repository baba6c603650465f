"""What stands beside a sentence and answers for it: a speaker with a name, a source, a figure.

A model of sentences knows nothing but the sentence. On a page the study may be cited in the next
one, or linked, and the officials of the second sentence may have been named in the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.memo import once
from pagequality.text.tokens import DIGIT, UPPER

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Ints

_SPEECH, _SOURCE = "attribution", "citation"
_YEAR: Final = 4
_BRACKET, _PERCENT = ord(")"), ord("%")
_REACH: Final = 2


@once
def excused(page: Page) -> Flags:
    """For each of `Page.main_sentences` whether a guess is excused, and an unnamed authority.

    A named speaker, a source that can be looked up or a link excuses both, in the sentence or one
    beside it in its block; a figure in the sentence excuses a guess alone: "studies show that
    40 % of them fail" names no study.
    """
    starts, _ = page.sentences
    answered = _holds(_sources(page), starts) | _linked(page)
    answered |= _holds(_named_speakers(page), starts)
    same = page.sentence_block[1:] == page.sentence_block[:-1]
    near = answered.copy()
    near[1:] |= answered[:-1] & same
    near[:-1] |= answered[1:] & same
    figure = _holds(page.tokens.start[_figures(page)], starts)
    return np.column_stack([near | figure, near])[page.main_sentences]


def _holds(offsets: Ints, starts: Ints) -> Flags:
    """Which sentences hold one of these offsets."""
    holds = np.zeros(len(starts) + 1, bool)
    holds[starts.searchsorted(offsets, "right") - 1] = True
    return holds[:-1]


def _linked(page: Page) -> Flags:
    """Which sentences stand in a block with a link to another site."""
    linked = np.zeros(len(page.table) + 1, bool)
    linked[list({min(block, len(page.table)) for _, _, block in page.outgoing})] = True
    linked[-1] = False
    return linked.take(page.sentence_block)


def _sources(page: Page) -> Ints:
    """Offsets of sources: their phrases, and years in brackets."""
    tokens = page.tokens
    year = (_numbers(page) & (tokens.size == _YEAR)).nonzero()[0]
    cited = tokens.codes.take(tokens.end[year], mode="clip") == _BRACKET
    phrases = page.matches.of(page.matcher.number(_SOURCE)).start
    return np.concatenate([phrases, tokens.start[year[cited]]])


def _figures(page: Page) -> Flags:
    """Which words are numbers of two digits or more, years left out, or of per cent."""
    tokens = page.tokens
    length = tokens.size
    share = tokens.codes.take(tokens.end, mode="clip") == _PERCENT
    figures: Flags = _numbers(page) & (share | ((length > 1) & (length != _YEAR)))
    return figures


@once
def _numbers(page: Page) -> Flags:
    tokens = page.tokens
    numbers: Flags = (tokens.first & DIGIT) > 0
    return numbers


def _named_speakers(page: Page) -> Ints:
    """Offsets of words of speech with a name right beside them.

    A name begins with a capital where no sentence begins, or is followed by another capital.
    """
    tokens = page.tokens
    said = page.matches.of(page.matcher.number(_SPEECH))
    if not len(said.start):
        return said.start
    size = len(tokens)
    name = np.zeros(size + 2 * _REACH + 1, bool)
    capital = ((tokens.first & UPPER) > 0) & (tokens.size > 1)
    inner = capital.copy()
    inner[tokens.start.searchsorted(page.sentences[0])] = False
    inner[:-1] |= capital[:-1] & capital[1:]
    name[_REACH : size + _REACH] = inner
    first = tokens.start.searchsorted(said.start) + _REACH
    last = tokens.end.searchsorted(said.end) + _REACH
    beside = np.zeros(len(first), bool)
    for step in range(1, _REACH + 1):
        beside |= name[first - step] | name[last + step]
    offsets: Ints = said.start[beside]
    return offsets
