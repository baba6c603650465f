"""Headlines with bodies, topics, rarity and folds for the headline model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from pagequality.classifiers.headline_features import FEATURES, features
from pagequality.classifiers.promise import RUN, Body, Rarity, promise
from pagequality.stems import stems
from pagequality.text import Tokens, character_ngrams, tokenise

if TYPE_CHECKING:
    from pathlib import Path

UNRELATED_SHARE = 36545 / 49972
"""Share of unrelated pairs in the challenge."""
_LONGEST = 20_000
_SMOOTH = 0.5
_NEWS_WEIGHT = 2
_BUCKETS = 0x10000


def _buckets(tokens: Tokens) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The buckets that a text's stems (two tables) and runs of letters fall in, each once."""
    found = np.unique(stems(tokens.codes, tokens.start, tokens.end))
    letters = character_ngrams(tokens.codes, RUN) & 0xFFFF
    return np.unique(found & 0xFFFF), np.unique(found >> np.uint32(16)), np.unique(letters)


@dataclass
class Counts:
    """In how many texts each bucket occurs."""

    texts: float
    tables: np.ndarray

    @staticmethod
    def of(texts: list[Tokens]) -> Counts:
        """Count over texts."""
        tables = np.zeros((3, _BUCKETS), np.float32)
        for tokens in texts:
            for table, found in zip(tables, _buckets(tokens), strict=True):
                table[found] += 1
        return Counts(len(texts), tables)

    def plus(self, other: Counts, times: float = 1) -> Counts:
        """Counts of both, the other's taken so many times."""
        return Counts(self.texts + times * other.texts, self.tables + times * other.tables)

    def rarity(self) -> Rarity:
        """Rarity of each bucket."""
        low, high, letters = np.log((self.texts + 1) / (self.tables + _SMOOTH))
        return Rarity(low, high, letters)


@dataclass
class Without:
    """Rarity as it would be had some topics never been seen; what a new topic looks like."""

    counts: Counts
    left_out: list[Counts]

    def _rarity(self, found: np.ndarray, table: int) -> np.ndarray:
        texts = self.counts.texts - sum(_NEWS_WEIGHT * part.texts for part in self.left_out)
        number = self.counts.tables[table][found].copy()
        for part in self.left_out:
            number -= _NEWS_WEIGHT * part.tables[table][found]
        return np.log((texts + 1) / (np.maximum(number, 0) + _SMOOTH)).astype(np.float32)

    def of_stems(self, found: np.ndarray) -> np.ndarray:
        """Rarity of each stem."""
        low = self._rarity(found & 0xFFFF, 0)
        return np.maximum(low, self._rarity(found >> np.uint32(16), 1))

    def of_letters(self, found: np.ndarray) -> np.ndarray:
        """Rarity of each run of letters."""
        return self._rarity(found & 0xFFFF, 2)


@dataclass
class Pairs:
    """Headlines and bodies by number, and whether each pair is unrelated."""

    headline: np.ndarray
    body: np.ndarray
    unrelated: np.ndarray

    def only(self, chosen: np.ndarray) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.headline[chosen], self.body[chosen], self.unrelated[chosen])

    def and_also(self, other: Pairs) -> Pairs:
        """Both sets of pairs."""
        names = ("headline", "body", "unrelated")
        return Pairs(
            *(np.concatenate([getattr(self, name), getattr(other, name)]) for name in names)
        )

    def weights(self) -> np.ndarray:
        """Weights that give unrelated pairs their share in the challenge."""
        share = self.unrelated.mean()
        return np.where(
            self.unrelated, UNRELATED_SHARE / share, (1 - UNRELATED_SHARE) / (1 - share)
        )


class Challenge:
    """The training half of the Fake News Challenge with its topics.

    A topic is a set of headlines and bodies that related pairs tie together; the unrelated
    pairs of the challenge are all between topics.
    """

    def __init__(self, data: Path) -> None:
        table = pd.read_parquet(data / "benchmarks" / "fnc1_train_pairs.parquet")
        table = table.drop_duplicates()
        bodies = pd.read_parquet(data / "benchmarks" / "fnc1_train_bodies.parquet")
        self.headlines, headline = np.unique(table["headline"].to_numpy(str), return_inverse=True)
        body = pd.Index(bodies["body_id"]).get_indexer(table["body_id"])
        unrelated = (table["stance"] == "unrelated").to_numpy()
        self.pairs = Pairs(headline, body, unrelated)
        self.headline_tokens = [tokenise(str(text)) for text in self.headlines]
        self.body_tokens = [tokenise(text) for text in bodies["body"]]
        first = len(self.headlines)
        tied = (np.ones((~unrelated).sum()), (headline[~unrelated], first + body[~unrelated]))
        size = first + len(bodies)
        _, topic = connected_components(sp.coo_matrix(tied, shape=(size, size)), directed=False)
        self.headline_topic, self.body_topic = topic[:first], topic[first:]

    @cached_property
    def topic_counts(self) -> list[Counts]:
        """Counts over the bodies of each topic."""
        return [
            Counts.of([self.body_tokens[body] for body in np.flatnonzero(self.body_topic == topic)])
            for topic in range(self.body_topic.max() + 1)
        ]

    def counts(self, background: Counts, bodies: np.ndarray) -> Counts:
        """Count over the background and these bodies, which weigh double."""
        news = Counts.of([self.body_tokens[body] for body in bodies])
        return background.plus(news, _NEWS_WEIGHT)

    def across(self, headlines: np.ndarray, bodies: np.ndarray, *, seed: int, size: int) -> Pairs:
        """Draw unrelated pairs between topics."""
        generator = np.random.default_rng(seed)
        headline, body = generator.choice(headlines, size), generator.choice(bodies, size)
        apart = self.headline_topic[headline] != self.body_topic[body]
        return Pairs(headline[apart], body[apart], np.ones(apart.sum(), bool))

    def rows(self, pairs: Pairs, counts: Counts, *, new: bool) -> np.ndarray:
        """Features of pairs; ``new`` takes both topics of a pair out of the counts first."""
        rarity = counts.rarity()
        out = np.empty((len(pairs.headline), len(FEATURES)), np.float32)
        bodies = [Body.of(tokens) for tokens in self.body_tokens]
        for number, (headline, body) in enumerate(zip(pairs.headline, pairs.body, strict=True)):
            topics = {self.headline_topic[headline], self.body_topic[body]}
            left_out = [self.topic_counts[topic] for topic in sorted(topics)]
            weigher = Without(counts, left_out) if new else rarity
            promised = promise(self.headline_tokens[headline], weigher)
            out[number] = features(promised, bodies[body])
        return out


def background(data: Path) -> Counts:
    """Counts over web texts that are not the challenge's."""
    weak = pd.read_parquet(data / "weak_text.parquet", columns=["text"])["text"]
    gold = pd.read_parquet(data / "content_gold.parquet", columns=["main_content"])["main_content"]
    texts = [text[:_LONGEST] for text in [*weak, *gold] if text and len(text) >= 200]
    return Counts.of([tokenise(text) for text in texts])


def groups(size: int, folds: int, *, seed: int) -> np.ndarray:
    """Deal things out to folds at random."""
    return np.random.default_rng(seed).permutation(np.arange(size) % folds)
