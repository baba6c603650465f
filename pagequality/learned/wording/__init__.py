"""What the words of a page say of its quality and kind: what they are, and how they are put.

Style is how a page says things, apart from what it is about. Common words stay as they are. Every
other word becomes what can be said of it without naming it: a number, a name (it begins with a
capital), or its last two letters. Marks that follow a word stand behind it. Runs of up to three of
these are turns of phrase, which farms share whatever their topic.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.wording.aspects import of_view
from pagequality.page.memo import once
from pagequality.text.tokens import DIGIT, UPPER, hash_words
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Hashes


_MARKS: Final = '.,;:!?)"”—–-'
_NUMBER, _NAME = np.uint32(1), np.uint32(2)
_LAST, _BEFORE, _MARK = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D)


@cache
def _common() -> Hashes:
    """The hashes of the common words, ascending."""
    return np.sort(hash_words(read_phrases(WORDS / "common" / "en.txt")))


@cache
def _marks() -> Flags:
    """Which characters count as marks."""
    table = np.zeros(0x10000, bool)
    table[[ord(mark) for mark in _MARKS]] = True
    return table


@once
def style(page: Page) -> Hashes:
    """Return the main content as common words, kinds of other words, and marks, each a number.

    >>> dog, fog = read_text("The walking dog, 7, ran."), read_text("The talking fog, 9, ran.")
    >>> style(dog).tolist() == style(fog).tolist(), len(style(dog))
    (True, 8)
    """
    tokens, hashes, places = page.tokens, page.main_words, page.main_places
    if not len(hashes):
        return hashes
    start, end = tokens.start.take(places), tokens.end.take(places)
    both = np.empty((len(hashes), 2), np.uint32)
    found, behind = both.T
    found[:] = tokens.codes.take(end - 1) * _LAST
    found += tokens.codes.take(np.maximum(end - 2, start)) * _BEFORE
    kinds = tokens.first.take(places)
    found[(kinds & UPPER) > 0] = _NAME
    found[(kinds & DIGIT) > 0] = _NUMBER
    common = _common()
    known = common.take(common.searchsorted(hashes), mode="clip") == hashes
    np.copyto(found, hashes, where=known)
    behind[:] = tokens.codes.take(end, mode="clip")
    present = np.ones(both.shape, bool)
    present[:, 1] = _marks().take(behind, mode="clip") & (end < len(tokens.codes))
    behind *= _MARK
    numbers: Hashes = both[present]
    return numbers


@once
def views(page: Page) -> dict[str, Hashes]:
    """The words that each of `aspects.VIEWS` reads: content, titles, lower headings.

    Where the content has no heading, those around it are a template's and say nothing of the page.
    """
    titles = (page.headline_tokens, page.headline), (page.title_tokens, page.title)
    headings = page.headings if len(page.main_headings) else ()
    spans = [slice(*page.first_word[block : block + 2]) for block in headings]
    nothing = page.tokens.hash[:0]
    return {
        "body": page.main_words,
        "title": np.concatenate([nothing, *(words.hash for words, text in titles if text)]),
        "headings": np.concatenate([nothing, *(page.tokens.hash[span] for span in spans)]),
        "style": style(page),
    }


@once
def estimates(page: Page) -> dict[str, float]:
    """By signal of `aspects.ASPECTS` what the page's words say; ``nan`` where unknown."""
    found: dict[str, float] = {}
    for view, words in views(page).items():
        names = [aspect.signal for aspect in of_view(view)]
        model = page.models.wording.get(view)
        scores = [float("nan")] * len(names) if model is None else model.scores(words).tolist()
        found.update(zip(names, scores, strict=True))
    return found
