"""Does a headline bait the click? An additive model of its make and its turns of phrase.

Learned on posts that five judges each had rated (Webis Clickbait Corpus 2017); the score
estimates their mean rating. ``models/headline.py`` is the recipe. Capitals hardly count
and what only posts have is dropped, so that headlines of any paper can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pagequality.additive import Additive, Floats, sigmoid
from pagequality.classifiers.clickbait_features import FEATURES, RUNS, features, read, runs
from pagequality.classifiers.promise import Rarity
from pagequality.resources import folder, load_arrays, load_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.text import Hashes, Tokens


@dataclass(frozen=True, slots=True, eq=False)
class ClickbaitModel:
    """The additive part, a table of weights for each kind of run, common words, and rarity."""

    additive: Additive
    tables: dict[str, npt.NDArray[np.float32]]
    common: Hashes
    rarity: Rarity

    def parts(self, tokens: Tokens) -> tuple[Floats, list[float]]:
        """Row of features, and the log-odds that each kind of run adds."""
        found = runs(tokens, common=self.common)
        shares = [
            float(self.tables[kind].take(found[kind]).sum()) / max(len(found[kind]), 1) ** 0.5
            for kind in RUNS
        ]
        return features(tokens, common=self.common, rarity=self.rarity), shares


@cache
def model() -> ClickbaitModel:
    """Return the shipped model."""
    arrays = load_arrays(folder() / "clickbait.npz")
    tables = {kind: arrays[kind].astype(np.float32) for kind in RUNS}
    additive = Additive.of(load_json(folder() / "clickbait.json"), list(FEATURES))
    return ClickbaitModel(additive, tables, arrays["common"], Rarity.unpacked(arrays))


def clickbait(headline: str) -> float:
    """Say how strongly a headline baits: 0 plain news, 1 pure bait; ``nan`` without a word.

    >>> bait = clickbait("You Won't Believe What Happened When She Opened This Door")
    >>> plain = clickbait("Central bank raises interest rate by a quarter point")
    >>> bait > 0.5 > plain
    True
    >>> clickbait(" ... ")
    nan
    """
    return float(clickbaits([headline])[0])


def clickbaits(headlines: Iterable[str]) -> Floats:
    """Score many headlines at once.

    >>> scores = clickbaits(["10 Secrets You Won't Believe", "Budget for rail approved", "..."])
    >>> bool(scores[0] > scores[1] + 0.2), bool(np.isnan(scores[2])), len(clickbaits([]))
    (True, True, 0)
    """
    judge = model()
    read_all = [read(headline) for headline in headlines]
    scores = np.full(len(read_all), np.nan)
    known = [number for number, tokens in enumerate(read_all) if len(tokens)]
    if known:
        parts = [judge.parts(read_all[number]) for number in known]
        logit = judge.additive.logit(np.stack([row for row, _ in parts]))
        scores[known] = sigmoid(logit + np.array([sum(shares) for _, shares in parts]))
    return scores


def contributions(headline: str) -> dict[str, float]:
    """Log-odds that each feature and each kind of run adds; empty without a word."""
    tokens = read(headline)
    if not len(tokens):
        return {}
    judge = model()
    row, shares = judge.parts(tokens)
    added = judge.additive.contributions(row[None, :])[0].tolist()
    names = [*FEATURES, *(f"runs_of_{kind}" for kind in RUNS)]
    return dict(zip(names, [*added, *shares], strict=True))
