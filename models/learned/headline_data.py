"""Headlines with bodies, topics, rarity and folds for the headline model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from pagequality.learned.headline.features import FEATURES, features
from pagequality.learned.headline.pair import Body, promise
from pagequality.learned.rarity import RARITIES, RUN, Rarity
from pagequality.text.stems import stems
from pagequality.text.tokens import Tokens, character_ngrams, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pagequality.learned.rarity import Weigher
    from pagequality.text.arrays import Array, Flags, Floats, Floats32, Hashes, Ints

UNRELATED_SHARE: Final = 36545 / 49972
"""Share of unrelated pairs in the challenge."""
_LONGEST: Final = 20_000
_SMOOTH: Final = 0.5
_NEWS_WEIGHT: Final = 8
"""What a news body counts beside a web text: a headline is of the news, so is its rarity."""
_NEWS_WEIGHT_OF_BAIT: Final = 2
"""The same for clickbait, which is everywhere."""
STEP: Final = 1 / 24
"""Rarity is kept in steps of this size, one byte each."""
_BUCKETS: Final = 0x10000


def _buckets(tokens: Tokens) -> tuple[Hashes, Hashes, Hashes]:
    """The buckets that a text's stems (two tables) and runs of letters fall in, each once."""
    found = np.unique(stems(tokens.codes, tokens.start, tokens.end))
    letters = character_ngrams(tokens.codes, RUN) & 0xFFFF
    return np.unique(found & 0xFFFF), np.unique(found >> np.uint32(16)), np.unique(letters)


@dataclass
class Counts:
    """In how many texts each bucket occurs."""

    texts: float
    tables: Floats32

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

    def _rarity(self, found: Array, table: int) -> Floats32:
        texts = self.counts.texts - sum(_NEWS_WEIGHT * part.texts for part in self.left_out)
        number = self.counts.tables[table][found].copy()
        for part in self.left_out:
            number -= _NEWS_WEIGHT * part.tables[table][found]
        rarity = np.log((texts + 1) / (np.maximum(number, 0) + _SMOOTH))
        narrow: Floats32 = rarity.astype(np.float32)
        return narrow

    def of_stems(self, found: Hashes) -> Floats32:
        """Rarity of each stem."""
        low = self._rarity(found & 0xFFFF, 0)
        return np.maximum(low, self._rarity(found >> np.uint32(16), 1))

    def of_letters(self, found: Hashes) -> Floats32:
        """Rarity of each run of letters."""
        return self._rarity(found & 0xFFFF, 2)


@dataclass
class Pairs:
    """Headlines and bodies by number, and whether each pair is unrelated."""

    headline: Ints
    body: Ints
    unrelated: Flags

    def only(self, chosen: Ints | Flags) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.headline[chosen], self.body[chosen], self.unrelated[chosen])

    def and_also(self, other: Pairs) -> Pairs:
        """Both sets of pairs."""
        names = ("headline", "body", "unrelated")
        return Pairs(
            *(np.concatenate([getattr(self, name), getattr(other, name)]) for name in names)
        )

    def weights(self) -> Floats:
        """Weights that give unrelated pairs their share in the challenge."""
        share = float(self.unrelated.mean())
        unrelated, related = UNRELATED_SHARE / share, (1 - UNRELATED_SHARE) / (1 - share)
        return np.where(self.unrelated, unrelated, related)


@dataclass
class Topics:
    """Sets of headlines and bodies that related pairs tie together, by number.

    ``tied`` says which headlines and which bodies have a related pair at all; of the others
    nobody knows the topic.
    """

    headline: Ints
    body: Ints
    tied_headline: Flags
    tied_body: Flags

    def apart(self, headline: Ints, body: Ints) -> Flags:
        """Which pairs are known to be of two topics."""
        known = self.tied_headline[headline] & self.tied_body[body]
        apart: Flags = known & (self.headline[headline] != self.body[body])
        return apart

    def across(self, pairs: Pairs, *, seed: int, size: int) -> Pairs:
        """Draw unrelated pairs, between topics, of the headlines and bodies of pairs."""
        generator = np.random.default_rng(seed)
        headline = generator.choice(pairs.headline, size)
        body = generator.choice(pairs.body, size)
        apart = self.apart(headline, body)
        return Pairs(headline[apart], body[apart], np.ones(apart.sum(), bool))


class Challenge:
    """The training half of the Fake News Challenge."""

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

    def topics(self, pairs: Pairs) -> Topics:
        """Topics, as far as these pairs tell them."""
        headline, body = pairs.headline[~pairs.unrelated], pairs.body[~pairs.unrelated]
        first, size = len(self.headlines), len(self.headlines) + len(self.body_tokens)
        tied = sp.coo_matrix((np.ones(len(body)), (headline, first + body)), shape=(size, size))
        _, topic = connected_components(tied, directed=False)
        known = np.zeros(size, bool)
        known[headline] = known[first + body] = True
        return Topics(topic[:first], topic[first:], known[:first], known[first:])

    def counts(self, background: Counts, bodies: Ints, *, weight: float = _NEWS_WEIGHT) -> Counts:
        """Count over the background and these bodies, each with this weight."""
        news = Counts.of([self.body_tokens[body] for body in bodies])
        return background.plus(news, weight)

    def rows(self, pairs: Pairs, weigher: Callable[[int, int], Weigher]) -> Floats32:
        """Features of pairs; ``weigher`` knows rarity for a pair of a headline and a body."""
        out = np.empty((len(pairs.headline), len(FEATURES)), np.float32)
        bodies = [Body.of(tokens) for tokens in self.body_tokens]
        for number, (headline, body) in enumerate(zip(pairs.headline, pairs.body, strict=True)):
            promised = promise(self.headline_tokens[headline], weigher(headline, body))
            out[number] = features(promised, bodies[body])
        return out

    def rows_as_news(
        self, pairs: Pairs, counts: Counts, *, topics: Topics, bodies: Ints
    ) -> Floats32:
        """Features of pairs, the topics of each taken out of the counts over ``bodies`` first."""
        own: dict[int, Counts] = {
            topic: Counts.of(
                [self.body_tokens[body] for body in bodies[topics.body[bodies] == topic]]
            )
            for topic in np.unique(topics.body[bodies]).tolist()
        }

        def weigher(headline: int, body: int) -> Without:
            both = sorted({topics.headline[headline], topics.body[body]})
            return Without(counts, [own[topic] for topic in both if topic in own])

        return self.rows(pairs, weigher)


def background(data: Path) -> Counts:
    """Counts over web texts that are not the challenge's."""
    weak = pd.read_parquet(data / "weak_text.parquet", columns=["text"])["text"]
    gold = pd.read_parquet(data / "content_gold.parquet", columns=["main_content"])["main_content"]
    texts = [text[:_LONGEST] for text in [*weak, *gold] if text and len(text) >= 200]
    return Counts.of([tokenise(text) for text in texts])


def clickbait_rarity(challenge: Challenge, web: Counts) -> Rarity:
    """Rarity for the clickbait model, as exact as it is kept; it counts no post."""
    bodies = np.arange(len(challenge.body_tokens))
    counts = challenge.counts(web, bodies, weight=_NEWS_WEIGHT_OF_BAIT)
    return Rarity.of(packed(counts.rarity()))


def packed(rarity: Rarity) -> dict[str, Array]:
    """Rarity tables as bytes."""
    tables = (getattr(rarity, name) for name in RARITIES)
    whole = {
        f"rarity_{name}": np.clip(np.round(table * (rarity.step / STEP)), 0, 255).astype(np.uint8)
        for name, table in zip(RARITIES, tables, strict=True)
    }
    return {**whole, "rarity_step": np.array(STEP, np.float32)}


def groups(size: int, folds: int, *, seed: int) -> Ints:
    """Deal things out to folds at random."""
    return np.random.default_rng(seed).permutation(np.arange(size) % folds)
