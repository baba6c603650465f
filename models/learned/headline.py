"""Fit the headline model: whether a body delivers what its headline promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.artefacts import write_small_model
from models.fitting import fit
from models.learned.headline_data import Challenge, Counts, Pairs, background, packed
from pagequality.learned.headline.features import FEATURES

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Ints

EXTRA: Final = 12_000
"""Unrelated pairs drawn on top of the challenge's own."""


def fit_pairs(
    challenge: Challenge, pairs: Pairs, *, counts: Counts, bodies: Ints
) -> dict[str, Any]:
    """Fit the mismatch model on pairs, each weighed as if its topics were new.

    ``counts`` were made over ``bodies`` and a background; topics are those that the pairs tell.
    """
    topics = challenge.topics(pairs)
    pairs = pairs.and_also(topics.across(pairs, seed=1, size=EXTRA))
    rows = challenge.rows_as_news(pairs, counts, topics=topics, bodies=bodies)
    return fit(rows, pairs.unrelated, names=list(FEATURES), weight=pairs.weights())


def run(data: Path) -> None:
    """Fit on all pairs and write the model and the rarity tables."""
    challenge = Challenge(data)
    bodies = np.arange(len(challenge.body_tokens))
    counts = challenge.counts(background(data), bodies)
    model = fit_pairs(challenge, challenge.pairs, counts=counts, bodies=bodies)
    write_small_model("headline", model, packed(counts.rarity()))
