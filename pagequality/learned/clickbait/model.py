"""Does a headline bait the click? An additive model of its make and its turns of phrase.

Learned on posts that five judges each had rated (Webis Clickbait Corpus 2017); the score
estimates their mean rating. ``models/learned/clickbait.py`` is the recipe. Capitals hardly count
and what only posts have is dropped, so that headlines of any paper can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.clickbait.features import (
    FEATURES,
    LONGEST,
    RUNS,
    clean,
    features,
    read,
    runs,
)
from pagequality.learned.curves import Additive
from pagequality.learned.odds import sigmoids
from pagequality.learned.rarity import Rarity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.learned.bundle import Bundle
    from pagequality.text.arrays import Floats, Floats32, Hashes
    from pagequality.text.tokens import Tokens


class Made(NamedTuple):
    """A headline's row of features, what each kind of run adds, and the log-odds of bait."""

    features: Floats
    shares: list[float]
    log_odds: float


@dataclass(frozen=True, slots=True, eq=False)
class ClickbaitModel:
    """The additive part, a table of weights for each kind of run, common words, and rarity."""

    additive: Additive
    tables: dict[str, Floats32]
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

    def made(self, headline: str, tokens: Tokens | None = None) -> Made | None:
        """Measure and judge one headline; None without a word.

        ``tokens`` are its words, where they are known: they serve if it holds nothing to drop.
        """
        is_short = headline.isascii() and len(headline) <= LONGEST
        if tokens is None or not is_short or clean(headline) != headline:
            tokens = read(headline)
        if not len(tokens):
            return None
        row, shares = self.parts(tokens)
        return Made(row, shares, float(self.additive.logit(row[None, :])[0]) + sum(shares))

    @classmethod
    def of(cls, bundle: Bundle) -> ClickbaitModel:
        """Build from a bundle; `ModelError` if its files do not fit this code."""
        arrays = bundle.arrays("clickbait.npz")
        additive = Additive.of(bundle.json("clickbait.json"), list(FEATURES), "clickbait.json")
        try:
            tables = {kind: arrays[kind].astype(np.float32) for kind in RUNS}
            return cls(additive, tables, arrays["common"], Rarity.of(arrays))
        except KeyError as error:
            message = f"clickbait.npz lacks {error}"
            raise ModelError(message) from error

    def scores(self, headlines: Iterable[str]) -> Floats:
        """Say how strongly headlines bait: 0 plain news, 1 pure bait; ``nan`` without a word."""
        read_all = [read(headline) for headline in headlines]
        scores = np.full(len(read_all), np.nan)
        known = [number for number, tokens in enumerate(read_all) if len(tokens)]
        if known:
            parts = [self.parts(read_all[number]) for number in known]
            logit = self.additive.logit(np.stack([row for row, _ in parts]))
            scores[known] = sigmoids(logit + np.array([sum(shares) for _, shares in parts]))
        return scores
