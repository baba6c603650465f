"""What a short page speaks of: of something, or of having nothing to give.

Owners say in endless words that a page is gone, closed or not written yet. Where no rule of
`dead_ends` fits, a learned model (`pagequality.learned.dead_ends`) reads sentence by sentence. A
page is a dead end when most of what it says sounds so, and hardly a sentence of it tells anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.learned.dead_ends import KINDS
from pagequality.page.blocks import HEADINGS
from pagequality.page.state import PageState
from pagequality.reading.first_blocks import (
    SHORT,
    WORD,
    cut,
    exact,
    first_blocks,
    teasers,
    tells,
)
from pagequality.reading.state_rules import notice_of

if TYPE_CHECKING:
    from pagequality.page.page import Page
    from pagequality.text.arrays import Floats

_SURE: Final = 4.0
"""A sentence weighs no more than this, however sure it is."""
_MOSTLY: Final = (-1.0, 0.0)
"""Mean log-odds, by words, of a page that hardly speaks of anything else: without a sentence that
holds a name or a number, and with one. With more of them it tells something."""
_LONG: Final = 30
"""A sentence of more words tells something, or is none: it shows nothing."""
_SOUNDING: Final = 0.25
"""So large a share of the sentences sounds so: one loud complaint is no dead end."""
_TELLING: Final = 0.5
"""Log-odds of a sentence that shows it."""
_WALLS: Final = (KINDS.index("login_wall"), KINDS.index("paywall"))
_TEASER: Final = 60
"""So many words may stand above a wall, whatever they tell."""
_AT_THE_WALL: Final = 2
"""So many sentences make a wall."""
_MOST_UNHEARD: Final = 0.5
"""So much of the main content may be links, labels and what stands far down."""
_BODY: Final = 60
"""So many words of text speak for themselves: how they are called does not count then."""
_QUOTED: Final = re.compile(r'["“][^"“”]{2,200}["”]')
_AROUND: Final = 3
"""So many words around a quotation say something of it."""


@dataclass(frozen=True, eq=False)
class Talk:
    """The sentences of a page's content, how many words each has, and what the model says."""

    sentences: list[str]
    words: Floats
    scores: Floats

    @cached_property
    def odds(self) -> Floats:
        """Log-odds that a sentence is what a dead end says, none too sure."""
        most = np.where(self.words > _LONG, 0.0, _SURE)
        return np.minimum(np.maximum(self.scores[:, 0], -_SURE), most)

    @property
    def details(self) -> int:
        """How many sentences tell something: they hold a name, a number or the writer."""
        pairs = zip(self.sentences, self.odds.tolist(), strict=True)
        return sum(odds < 0 and tells(sentence) for sentence, odds in pairs)

    @property
    def speaks_of_nothing(self) -> bool:
        """Whether nearly all that is said sounds so, and hardly a sentence tells anything."""
        odds, details = self.odds, self.details
        if details >= len(_MOSTLY) or odds.max() < _TELLING:
            return False
        if np.count_nonzero(odds >= 0.0) < _SOUNDING * len(odds):
            return False
        return bool(odds @ self.words >= _MOSTLY[details] * self.words.sum())

    @property
    def stands_at_a_wall(self) -> bool:
        """Whether little stands beside sentences that send to a till or a door."""
        so = self.odds >= _TELLING
        wall = so & np.isin(self.scores[:, 1:].argmax(axis=1), _WALLS)
        return bool(wall.sum() >= _AT_THE_WALL and self.words[~so].sum() <= _TEASER)

    @property
    def kind(self) -> str:
        """Of which state a page is that speaks so."""
        chances: Floats = 1 / (1 + np.exp(-self.scores[self.odds >= 0.0, 1:]))
        return KINDS[int(chances.sum(axis=0).argmax())]


def talk_of(page: Page) -> Talk:
    """Read the sentences of a page's content; links, labels and what leads away are none.

    Where there is text enough, its headings are left out. A quotation is what others say, and not
    heard, so that "page not found" in a tale of mended links makes it no missing page.
    """
    beside = teasers(page)
    found = [
        (sentence.text, size, page.table.tag[block.number] in HEADINGS)
        for block in first_blocks(page)
        if page.is_main[block.number] and block.number not in beside
        for sentence in block.sentences
        if (size := len(WORD.findall(sentence.text)))
    ]
    if sum(size for _, size, heading in found if not heading) >= _BODY:
        found = [one for one in found if not one[2]]
    sentences = [sentence for sentence, _, _ in found]
    words = np.array([size for _, size, _ in found], float)
    scores = page.models.dead_ends.log_odds(list(map(_without_quotations, sentences)))
    return Talk(sentences, words, scores)


def _without_quotations(sentence: str) -> str:
    """Leave out what a sentence quotes, unless that is nearly all of it.

    >>> _without_quotations('Half of the links said "Not found".'), _without_quotations('"Ah."')
    ('Half of the links said  .', '"Ah."')
    """
    rest = _QUOTED.sub(" ", sentence)
    return rest if len(WORD.findall(rest)) >= _AROUND else sentence


def by_talk(page: Page) -> PageState | None:
    """Tell a dead end by what it says, where it is short and tells nothing.

    >>> gone = "<title>Oh dear</title><h1>Oh dear</h1><p>Whatever was here has been taken away. "
    >>> gone += "Try the search, or go back to the front page and start again."
    >>> read(gone).state.name
    'error'
    """
    if not 0 < len(page.main_words) <= SHORT:
        return None
    talk = talk_of(page)
    if not talk.sentences or talk.words.sum() < _MOST_UNHEARD * len(page.main_words):
        return None
    if not (talk.speaks_of_nothing or talk.stands_at_a_wall):
        return None
    quote = cut(talk.sentences[int(talk.odds.argmax())])
    state = exact(talk.kind, page, name=page.headline or page.title, quote=quote)
    return PageState(state, quote, notice_of(talk.kind))
