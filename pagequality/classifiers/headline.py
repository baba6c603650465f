"""Does a text deliver what its headline promises? A small additive model over overlaps.

What counts is how much of the headline's rarity the body holds, in one passage, at its
start, often enough; which rare words, names and numbers it lacks altogether; and how many
runs of four letters they share (`FEATURES` names them all).

Learned on the training half of the Fake News Challenge (stage 1, 2017), where headlines
stand with bodies of their own or of another story; ``models/headline.py`` is the recipe.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.additive import Additive, Floats, sigmoid
from pagequality.classifiers.headline_features import FEATURES, features, matches
from pagequality.classifiers.promise import Body, Rarity, promise
from pagequality.resources import folder, load_arrays, load_json
from pagequality.text import Ints, Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST_WORDS: Final = 8
"""With fewer words in the body the mismatch is unknown."""
CONTENT: Final = 2.2
"""Rarity from which a word says what a text is about: about one text in nine has it."""
_UNKNOWN: Final = float("nan")


@cache
def rarity() -> Rarity:
    """Return the shipped rarity of stems and runs of letters."""
    return Rarity.unpacked(load_arrays(folder() / "headline.npz"))


@cache
def model() -> Additive:
    """Return the shipped additive model; its log-odds speak for "unrelated"."""
    return Additive.of(load_json(folder() / "headline.json"), list(FEATURES))


def measure(headline: Tokens, body: Tokens, *, words: Ints | None = None) -> Floats | None:
    """Return the `FEATURES` of a pair as one row, or None if either has too few words."""
    count = len(body) if words is None else len(words)
    if not len(headline) or count < LEAST_WORDS:
        return None
    return features(promise(headline, rarity()), Body.of(body, words))


def mismatch_tokens(headline: Tokens, body: Tokens, *, words: Ints | None = None) -> float:
    """Score a tokenised headline and body, as `mismatch` does.

    ``words`` are the numbers of the words of ``body`` that stand under the headline
    (rising), so that a page tokenised once need not be cut up; None takes all.
    """
    row = measure(headline, body, words=words)
    return _UNKNOWN if row is None else float(sigmoid(model().logit(row[None, :]))[0])


def mismatch(headline: str, body: str) -> float:
    """Say how far a body fails its headline: 0 it delivers, 1 it tells another story.

    Unknown (``nan``) without a word in the headline or with fewer than eight in the body.

    >>> body = "The bakery on Mill Street burned down overnight; nobody was hurt, police say."
    >>> mismatch("Fire destroys Mill Street bakery", body) < 0.5
    True
    >>> mismatch("Parliament votes on fishing quotas", body) > 0.5
    True
    >>> mismatch("", body)
    nan
    """
    return mismatch_tokens(tokenise(headline), tokenise(body))


def mismatches(headlines: Iterable[str], bodies: Iterable[str]) -> Floats:
    """Score many pairs at once; the two must be equally long.

    >>> body = "The bakery on Mill Street burned down overnight; nobody was hurt, police say."
    >>> scores = mismatches(["Fire at Mill Street bakery", "Vote on fishing", ""], [body] * 3)
    >>> bool(scores[0] + 0.2 < scores[1]), bool(np.isnan(scores[2]))
    (True, True)
    """
    rows = [
        measure(tokenise(headline), tokenise(body))
        for headline, body in zip(headlines, bodies, strict=True)
    ]
    scores = np.full(len(rows), _UNKNOWN)
    known = [number for number, row in enumerate(rows) if row is not None]
    if known:
        table = np.stack([row for row in rows if row is not None])
        scores[known] = sigmoid(model().logit(table))
    return scores


def contributions(headline: Tokens, body: Tokens, *, words: Ints | None = None) -> dict[str, float]:
    """Log-odds of "unrelated" that each feature adds; empty if the mismatch is unknown."""
    row = measure(headline, body, words=words)
    if row is None:
        return {}
    shares = model().contributions(row[None, :])[0]
    return dict(zip(FEATURES, shares.tolist(), strict=True))


def undelivered(headline: Tokens, body: Tokens, *, words: Ints | None = None) -> list[str]:
    """Name the telling words, names and numbers of the headline that the body lacks.

    As written, in the order of the headline; common words are left out. The whole body is
    read, however long.

    >>> body = tokenise("The bakery on Mill Street burned down; nobody was hurt.")
    >>> undelivered(tokenise("Bakery burned, 12 hurt in Springfield"), body)
    ['12', 'Springfield']
    """
    if not len(headline):
        return []
    promised = promise(headline, rarity())
    _, owner = matches(promised, Body.of(body, words, most=len(body)))
    telling = (promised.weight >= CONTENT) | promised.number
    telling[owner] = False
    return [headline.word(place) for place in np.sort(promised.first[telling])]
