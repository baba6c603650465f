"""Fit the headline and the clickbait model: ``python models/headline.py [--data FOLDER]``.

Writes ``headline.json`` and ``headline.npz``, ``clickbait.json`` and ``clickbait.npz``
under ``models/default/``.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from models.fitting import fit
from models.learned.clickbait import Prepared, common_words, fit_clickbait, posts
from models.learned.headline_data import Challenge, Counts, Pairs, background, clickbait_rarity, packed

from pagequality.learned.headline.features import FEATURES

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("PAGEQUALITY_DATA", HERE.parent.parent / "shared" / "data"))
OUT = HERE / "default"
EXTRA = 12_000
"""Unrelated pairs drawn on top of the challenge's own."""


def fit_pairs(
    challenge: Challenge, pairs: Pairs, *, counts: Counts, bodies: np.ndarray
) -> dict[str, Any]:
    """Fit the mismatch model on pairs, each weighed as if its topics were new.

    ``counts`` were made over ``bodies`` and a background; topics are those that the pairs tell.
    """
    topics = challenge.topics(pairs)
    pairs = pairs.and_also(topics.across(pairs, seed=1, size=EXTRA))
    rows = challenge.rows_as_news(pairs, counts, topics=topics, bodies=bodies)
    return fit(rows, pairs.unrelated, names=list(FEATURES), weight=pairs.weights())


def write_headline(data: Path, out: Path) -> None:
    """Fit on all pairs and write the model and the rarity tables."""
    challenge = Challenge(data)
    bodies = np.arange(len(challenge.body_tokens))
    counts = challenge.counts(background(data), bodies)
    model = fit_pairs(challenge, challenge.pairs, counts=counts, bodies=bodies)
    (out / "headline.json").write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    np.savez_compressed(out / "headline.npz", **packed(counts.rarity()))


def write_clickbait(data: Path, out: Path) -> None:
    """Fit on all posts and write the model and its tables."""
    tokens, rating = posts(data)
    rarity = clickbait_rarity(Challenge(data), background(data))
    prepared = Prepared.of(tokens, common_words(tokens, rarity), rarity)
    lines, tables = fit_clickbait(prepared, rating)
    (out / "clickbait.json").write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8")
    np.savez_compressed(out / "clickbait.npz", **tables)


def main() -> None:
    """Fit both models and write the artefacts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--only", choices=["headline", "clickbait"], help="fit one of the two")
    options = parser.parse_args()
    if options.only != "clickbait":
        write_headline(options.data, OUT)
    if options.only != "headline":
        write_clickbait(options.data, OUT)


if __name__ == "__main__":
    main()
