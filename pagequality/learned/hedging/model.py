"""Tell sentences that assert from those that hedge, guess, lean on nameless authorities, or pad.

Five additive logistic models share their inputs: the cues and the build of a sentence
(`features`) and its hashed words, pairs and triples of words, over the root of its length.
Hedging is real uncertainty of any style; speculation is the empty kind, and sober scientific,
medical or legal caution is not; vague attribution lets an unnamed authority carry the claim;
padding says nothing that could not stand on any page of its kind. What is particular only somebody
who knows the case could have written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.hedging.cues import holds_cue, own_matches
from pagequality.learned.hedging.features import (
    LEFT,
    NAMES,
    PLAIN,
    RIGHT,
    plain_features,
    sentence_of,
)
from pagequality.learned.packed import known_rows
from pagequality.learned.products import product
from pagequality.learned.word_groups import BUCKETS, Weights, words_of
from pagequality.text.lexicons import Matches, default_matcher
from pagequality.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.learned.bundle import Bundle
    from pagequality.text.arrays import Floats, Floats32, Ints

PROTOCOL: Final = 4
HEADS: Final = ("hedge", "speculation", "vague_attribution", "padding", "particular")
"""The columns of `HedgingModel.probabilities`."""
_EVEN: Final = 0.5
_LEFTS: Final = sorted(set(LEFT))
_RIGHTS: Final = sorted(set(RIGHT))


@dataclass(frozen=True, slots=True)
class SentenceHedging:
    """How a sentence stands to its claim: probabilities from 0 to 1.

    ``hedge``: it carries real uncertainty, in whatever style. ``speculation``: it guesses
    motives, significance or the future without a source. ``vague_attribution``: an
    unnamed authority carries the claim. ``padding``: it says nothing of its own, such as an
    empty introduction, a truism or praise without a particular. ``particular``: only somebody who
    knows the case could have written it. ``rumour``: it guesses or leans on nobody in words of
    hearsay; 0 without such words.
    """

    hedge: float
    speculation: float
    vague_attribution: float
    padding: float = 0.0
    particular: float = 0.0
    rumour: float = 0.0

    @property
    def kind(self) -> str:
        """What it most likely is; empty for a plain statement.

        One of ``rumour``, ``vague attribution``, ``speculation``, ``padding`` and ``sober hedge``.

        >>> SentenceHedging(0.9, 0.1, 0.7).kind, SentenceHedging(0.1, 0.2, 0.3).kind
        ('vague attribution', '')
        """
        if self.rumour > _EVEN:
            return "rumour"
        if max(self.speculation, self.vague_attribution) > _EVEN:
            leans = self.vague_attribution > self.speculation
            return "vague attribution" if leans else "speculation"
        if self.padding > _EVEN:
            return "padding"
        return "sober hedge" if self.hedge > _EVEN else ""


@dataclass(frozen=True, slots=True, eq=False)
class HedgingModel:
    """Weights of the heads.

    ``plain`` has a row a feature and a column a head; ``crossed`` a row a left feature of
    `_LEFTS` and a column for each pair of a head and a right feature of `_RIGHTS`.
    """

    bias: Floats
    plain: Floats
    crossed: Floats
    groups: Weights

    @classmethod
    def of(cls, bundle: Bundle) -> HedgingModel:
        """Build from a bundle; `ModelError` if it was made for other features."""
        about, arrays = bundle.json("hedging.json"), bundle.arrays("hedging.npz")
        hashed = np.zeros((BUCKETS + 1, len(HEADS)), np.float32)
        try:
            if about["protocol"] != PROTOCOL or tuple(about["features"]) != NAMES:
                message = "hedging.json was made for other sentence features"
                raise ModelError(message)
            hashed[known_rows(arrays["known"], BUCKETS)] = arrays["groups"]
            return cls.with_weights(
                np.array(about["bias"], float), arrays["dense"].astype(float), hashed
            )
        except (KeyError, TypeError, IndexError, ValueError) as error:
            message = f"hedging.json or hedging.npz is broken: {error!r}"
            raise ModelError(message) from error

    @classmethod
    def with_weights(cls, bias: Floats, dense: Floats, hashed: Floats32) -> HedgingModel:
        """Build from weights: a row of ``dense`` a name of `NAMES`, one of ``hashed`` a bucket."""
        crossed = np.zeros((len(_LEFTS), len(HEADS), len(_RIGHTS)))
        left, right = np.searchsorted(_LEFTS, LEFT), np.searchsorted(_RIGHTS, RIGHT)
        crossed[left, :, right] = dense[len(PLAIN) :]
        flat = crossed.reshape(len(_LEFTS), -1)
        return cls(bias, dense[: len(PLAIN)], flat, Weights.of(hashed))

    def probabilities(self, tokens: Tokens, spans: tuple[Ints, Ints], own: Matches) -> Floats:
        """Judge all sentences of a page: one row a sentence, one column a name of `HEADS`.

        ``spans`` are character offsets as `sentence_spans` gives them, ``own`` the cues in them,
        as `cues.own_matches` gives them.
        """
        if not len(spans[0]):
            return np.zeros((0, len(HEADS)))
        scores = self._sums(plain_features(tokens, spans, own))
        scores += self.groups.sums(tokens.hash, words_of(tokens, spans)).T
        chances: Floats = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        return chances

    def classify_many(self, sentences: Iterable[str]) -> list[SentenceHedging]:
        """Judge many sentences, each on its own and whatever it holds; 0 without a word."""
        lines = [_one_line(sentence) for sentence in sentences]
        tokens = tokenise("\n".join(lines))
        ends: Ints = np.cumsum([len(line) + 1 for line in lines], dtype=np.intp) - 1
        starts: Ints = ends - np.array([len(line) for line in lines], np.intp)
        filled = tokens.start.searchsorted(ends) > tokens.start.searchsorted(starts)
        chances = np.zeros((len(lines), len(HEADS) + 1))
        spans, matcher = (starts[filled], ends[filled]), default_matcher()
        matches = matcher.match(tokens)
        own = own_matches(tokens, matches, matcher.topics, sentence=sentence_of(tokens, spans))
        found = self.probabilities(tokens, spans, own)
        doubt = 1 - (1 - found[:, 1]) * (1 - found[:, 2])
        rumoured = doubt * holds_cue(matches, spans, matcher.number("rumour"))
        chances[filled] = np.column_stack([found, rumoured])
        return [SentenceHedging(*row) for row in chances.tolist()]

    def _sums(self, plain: Floats) -> Floats:
        """Sum the weights of features and of products of features."""
        shape = len(plain), len(HEADS), len(_RIGHTS)
        products = product(plain[:, _LEFTS], self.crossed).reshape(shape)
        scores: Floats = np.einsum("nhr,nr->nh", products, plain[:, _RIGHTS])
        scores += product(plain, self.plain)
        scores += self.bias
        return scores


def _one_line(text: str) -> str:
    """Replace line breaks and broken characters; every offset holds."""
    return text.replace("\n", " ").encode("utf-8", "replace").decode("utf-8")
