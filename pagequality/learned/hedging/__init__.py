"""Which sentences hedge, speculate, lean on nobody, pass on hearsay, pad, or are particular."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.hedging.context import excused
from pagequality.learned.hedging.cues import holds_cue, own_matches
from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Floats, Ints
    from pagequality.text.lexicons import Matches

KINDS: Final = ("sober hedge", "speculation", "vague attribution", "rumour")
"""The columns of `kind_chances`."""
_CLAIMS, _DOUBTED, _PADDING, _PARTICULAR = slice(3), slice(1, 3), 3, 4
"""Columns of `model.HEADS`: how a claim is made, which of these can be excused, what is said."""
_DOUBT: Final = 0.25
"""What is left of a suspicion that is excused."""


@once
def sentence_scores(page: Page) -> Floats:
    """For each of `Page.main_sentences` the probabilities of `model.HEADS`."""
    return page.models.hedging.probabilities(page.tokens, _spans(page), cues(page))


@once
def kind_chances(page: Page) -> Floats:
    """For each of `Page.main_sentences` the probabilities of `KINDS`, its neighbours heard.

    What is excused (`context.excused`) keeps a quarter of its suspicion.
    """
    scores = sentence_scores(page).copy()
    if not len(scores):
        return np.zeros((0, len(KINDS)))
    scores[:, _DOUBTED] *= np.where(excused(page), _DOUBT, 1.0)
    return of_kinds(scores, hearsay(page))


def padding_chances(page: Page) -> Floats:
    """For each of `Page.main_sentences` the probability that it says nothing of its own."""
    chances: Floats = sentence_scores(page)[:, _PADDING]
    return chances


def particular_chances(page: Page) -> Floats:
    """For each of `Page.main_sentences` the probability that it tells something particular."""
    chances: Floats = sentence_scores(page)[:, _PARTICULAR]
    return chances


@once
def hearsay(page: Page) -> Flags:
    """Which of `Page.main_sentences` hold words of hearsay."""
    return holds_cue(page.matches, _spans(page), page.matcher.number("rumour"))


@once
def cues(page: Page) -> Matches:
    """The cues of the whole page, numbered as in `cues.TOPICS`, less those that are struck out."""
    sentence = np.arange(len(page.sentence_words)).repeat(page.sentence_words)
    return own_matches(page.tokens, page.matches, page.matcher.topics, sentence=sentence)


def of_kinds(scores: Floats, rumoured: Flags) -> Floats:
    """Turn probabilities of `model.HEADS` into those of `KINDS`.

    A sober hedge neither speculates nor leans on nobody; what does either in words of hearsay
    is a rumour, and nothing else.

    >>> both = np.array([[0.9, 0.2, 0.5, 0.0, 0.0]] * 2)
    >>> of_kinds(both, np.array([False, True])).round(2).tolist()
    [[0.36, 0.2, 0.5, 0.0], [0.36, 0.0, 0.0, 0.6]]
    """
    hedge, guess, vague = scores.T[_CLAIMS]
    clear = (1 - guess) * (1 - vague)
    plain = np.where(rumoured, 0.0, 1.0)
    return np.column_stack([hedge * clear, guess * plain, vague * plain, (1 - clear) * rumoured])


def _spans(page: Page) -> tuple[Ints, Ints]:
    starts, ends = page.sentences
    return starts[page.main_sentences], ends[page.main_sentences]
