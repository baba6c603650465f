"""Does a text deliver what its headline promises? A small additive model over overlaps.

What counts is how much of the headline's rarity the body holds, in one passage, at its
start, often enough; which rare words, names and numbers it lacks altogether; and how many
runs of four letters they share (`FEATURES` names them all).

Learned on the training half of the Fake News Challenge (stage 1, 2017), where headlines
stand with bodies of their own or of another story; ``models/learned/headline.py`` is the recipe.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.curves import Additive
from pagequality.learned.headline.features import FEATURES, features, matches
from pagequality.learned.headline.pair import Body, Promise, promise
from pagequality.learned.odds import sigmoids
from pagequality.learned.rarity import Rarity
from pagequality.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from pagequality.learned.bundle import Bundle
    from pagequality.text.arrays import Floats, Ints

LEAST_WORDS: Final = 8
"""With fewer words in the body the mismatch is unknown."""
CONTENT: Final = 2.2
"""Rarity from which a word says what a text is about: about one text in nine has it."""
UNKNOWN: Final = float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class HeadlineModel:
    """The additive part, whose log-odds speak for "unrelated", and the rarity of words."""

    additive: Additive
    rarity: Rarity

    @classmethod
    def of(cls, bundle: Bundle) -> HeadlineModel:
        """Build from a bundle; `ModelError` if its files do not fit this code."""
        about, arrays = bundle.json("headline.json"), bundle.arrays("headline.npz")
        additive = Additive.of(about, list(FEATURES), "headline.json")
        try:
            return cls(additive, Rarity.of(arrays))
        except KeyError as error:
            message = f"headline.npz lacks {error}"
            raise ModelError(message) from error

    def measure(
        self, headline: Tokens, body: Tokens, *, words: Ints | None = None
    ) -> Floats | None:
        """Return the `FEATURES` of a pair as one row, or None if either has too few words."""
        count = len(body) if words is None else len(words)
        if not len(headline) or count < LEAST_WORDS:
            return None
        return features(_ready(headline, self.rarity), Body.of(body, words))

    def mismatch_tokens(
        self, headline: Tokens, body: Tokens, *, words: Ints | None = None
    ) -> float:
        """Score a tokenised headline and body, as `mismatch` does.

        ``words`` are the numbers of the words of ``body`` that stand under the headline
        (rising), so that a page tokenised once need not be cut up; None takes all.
        """
        row = self.measure(headline, body, words=words)
        return UNKNOWN if row is None else float(sigmoids(self.additive.logit(row[None, :]))[0])

    def mismatch(self, headline: str, body: str) -> float:
        """Say how far a body fails its headline: 0 it delivers, 1 it tells another story.

        Unknown (``nan``) without a word in the headline or with fewer than eight in the body.
        """
        return self.mismatch_tokens(tokenise(headline), tokenise(body))

    def undelivered(
        self, headline: Tokens, body: Tokens, *, words: Ints | None = None
    ) -> list[str]:
        """Name the telling words, names and numbers of the headline that the body lacks.

        As written, in the order of the headline; common words are left out. The whole body is
        read, however long.
        """
        if not len(headline):
            return []
        promised = _ready(headline, self.rarity)
        _, owner = matches(promised, Body.of(body, words, most=len(body)))
        telling = (promised.weight >= CONTENT) | promised.number
        telling[owner] = False
        return [headline.word(place) for place in np.sort(promised.first[telling])]


@lru_cache(maxsize=4)
def _ready(headline: Tokens, rarity: Rarity) -> Promise:
    """Make a headline ready; who quotes what a body lacks asks for the same one again."""
    return promise(headline, rarity)
