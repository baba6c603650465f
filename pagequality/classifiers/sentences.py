"""Tell sentences that assert from those that hedge, guess, or lean on nameless authorities.

Three additive logistic models share their inputs: the cues and the build of a sentence
(`sentence_features`) and its hashed words, pairs and triples of words. Hedging is real
uncertainty of any style; speculation is the empty kind, and sober scientific, medical or
legal caution is not; vague attribution lets an unnamed authority carry the claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from pagequality import resources
from pagequality.classifiers.sentence_cues import TOPICS, own_matches, vague_claims
from pagequality.classifiers.sentence_features import (
    LEFT,
    NAMES,
    PLAIN,
    RIGHT,
    Floats,
    plain_features,
)
from pagequality.errors import ModelError
from pagequality.lexicons import Matches, default_matcher
from pagequality.text import Hashes, Ints, Tokens, ngrams, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable

PROTOCOL: Final = 1
HEADS: Final = ("hedge", "speculation", "vague_attribution")
"""The columns of `probabilities`."""
BUCKETS: Final = 1 << 15
"""Hashed words and word groups share this many weights."""
_LEFTS: Final = sorted(set(LEFT))
_RIGHTS: Final = sorted(set(RIGHT))
_STRONG: Final = [TOPICS.index(name) for name in (*TOPICS[:4], *TOPICS[8:14], TOPICS[16])]
_WEAK: Final = [TOPICS.index(name) for name in TOPICS[4:8]]


@dataclass(frozen=True, slots=True)
class SentenceSpeculation:
    """How a sentence stands to its claim: three probabilities, each from 0 to 1.

    ``hedge``: it carries real uncertainty, in whatever style. ``speculation``: it guesses
    motives, significance or the future without a source. ``vague_attribution``: an
    unnamed authority carries the claim.
    """

    hedge: float
    speculation: float
    vague_attribution: float


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """Weights of the heads.

    ``plain`` has a row a feature and a column a head; ``crossed`` a row a left feature of
    `_LEFTS` and a column for each pair of a head and a right feature of `_RIGHTS`;
    ``hashed`` a row a bucket and a column a head.
    """

    bias: Floats
    plain: Floats
    crossed: Floats
    hashed: npt.NDArray[np.float32]

    def scores(self, plain: Floats) -> Floats:
        """Sum the weights of features and of products of features."""
        shape = len(plain), len(HEADS), len(_RIGHTS)
        products = (plain[:, _LEFTS] @ self.crossed).reshape(shape)
        scores: Floats = np.einsum("nhr,nr->nh", products, plain[:, _RIGHTS])
        scores += plain @ self.plain
        scores += self.bias
        return scores


@cache
def _model() -> _Model:
    """Read the default model."""
    folder = resources.folder()
    card = resources.load_json(folder / "sentences.json")
    arrays = resources.load_arrays(folder / "sentences.npz")
    hashed = np.zeros((BUCKETS + 1, len(HEADS)), np.float32)
    crossed = np.zeros((len(_LEFTS), len(HEADS), len(_RIGHTS)))
    try:
        if card["protocol"] != PROTOCOL or tuple(card["features"]) != NAMES:
            message = f"{folder / 'sentences.json'} was made for other sentence features"
            raise ModelError(message)
        hashed[arrays["buckets"]] = arrays["hashed"]
        dense = arrays["dense"].astype(float)
        left, right = np.searchsorted(_LEFTS, LEFT), np.searchsorted(_RIGHTS, RIGHT)
        crossed[left, :, right] = dense[len(PLAIN) :]
        bias, plain = np.array(card["bias"], float), dense[: len(PLAIN)]
    except (KeyError, TypeError, IndexError, ValueError) as error:
        message = f"the sentence model in {folder} is broken: {error}"
        raise ModelError(message) from error
    return _Model(bias, plain, crossed.reshape(len(_LEFTS), -1), hashed)


def word_groups(tokens: Tokens, spans: tuple[Ints, Ints]) -> tuple[Hashes, Ints, Ints]:
    """Buckets of the words, pairs and triples inside each sentence.

    Three groups in a row, one entry a word each; a group that would leave its sentence has
    bucket `BUCKETS`. Also the first word of each sentence and the one after its last.
    """
    first = tokens.start.searchsorted(spans[0])
    last = tokens.start.searchsorted(spans[1])
    size = len(tokens)
    buckets = np.full((3, size), BUCKETS, np.uint32)
    for row, n in enumerate((1, 2, 3)):
        grams = ngrams(tokens.hash, n) if n > 1 else tokens.hash
        buckets[row, : len(grams)] = grams & np.uint32(BUCKETS - 1)
        for back in range(1, n):
            buckets[row, np.maximum(last - back, 0)] = BUCKETS
    return buckets, first, last


def probabilities(
    tokens: Tokens,
    spans: tuple[Ints, Ints],
    matches: Matches,
    *,
    topics: tuple[str, ...] | None = None,
) -> Floats:
    """Judge all sentences of a page: one row a sentence, one column a name of `HEADS`.

    ``spans`` are character offsets as `sentence_spans` gives them, ``topics`` the names
    behind the topic numbers in ``matches`` (those of the default matcher).
    """
    if not len(spans[0]):
        return np.zeros((0, len(HEADS)))
    model = _model()
    names = default_matcher().topics if topics is None else topics
    buckets, first, last = word_groups(tokens, spans)
    weights = model.hashed.take(buckets, axis=0).sum(0)
    running = np.zeros((len(HEADS), len(tokens) + 1))
    np.cumsum(weights.T, axis=1, out=running[:, 1:])
    scores = model.scores(plain_features(tokens, spans, matches, topics=names))
    scores += (running[:, last] - running[:, first]).T
    chances: Floats = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    return chances


def classify_many(sentences: Iterable[str]) -> list[SentenceSpeculation]:
    """Judge many sentences, each on its own and whatever it holds.

    >>> plain, hedged = classify_many(["The bridge opened.", "The bridge might possibly open."])
    >>> plain.hedge + 0.2 < hedged.hedge
    True
    """
    lines = [_one_line(sentence) for sentence in sentences]
    tokens = tokenise("\n".join(lines))
    ends: Ints = np.cumsum([len(line) + 1 for line in lines], dtype=np.intp) - 1
    starts: Ints = ends - np.array([len(line) for line in lines], np.intp)
    filled = tokens.start.searchsorted(ends) > tokens.start.searchsorted(starts)
    chances = np.zeros((len(lines), len(HEADS)))
    spans = starts[filled], ends[filled]
    chances[filled] = probabilities(tokens, spans, default_matcher().match(tokens))
    return [SentenceSpeculation(*row) for row in chances.tolist()]


def classify(sentence: str) -> SentenceSpeculation:
    """Judge one sentence; without a word all three probabilities are 0.

    >>> classify("The bridge opened in May 2024.").hedge < 0.5
    True
    >>> classify("The bridge might possibly open later.").hedge > 0.5
    True
    """
    return classify_many([sentence])[0]


def _one_line(text: str) -> str:
    """Replace line breaks and broken characters; every offset holds."""
    return text.replace("\n", " ").encode("utf-8", "replace").decode("utf-8")


def cue_spans(sentence: str) -> list[tuple[int, int]]:
    """Offsets of the words that make a sentence hedge, guess or lean on the nameless.

    Spans lie apart and in order; mild and weasel cues count where nothing stronger stands.

    >>> cue_spans("You may enter, but experts believe it might rain.")
    [(19, 34), (38, 43)]
    """
    tokens, matcher = tokenise(_one_line(sentence)), default_matcher()
    line = np.zeros(len(tokens), np.intp)
    own = own_matches(tokens, matcher.match(tokens), matcher.topics, sentence=line)
    vague = vague_claims(tokens, own, sentence=line)
    strong, weak = np.isin(own.topic, _STRONG), np.isin(own.topic, _WEAK)
    chosen = strong if strong.any() or len(vague[0]) else weak
    spans = [*zip(own.start[chosen].tolist(), own.end[chosen].tolist(), strict=True)]
    spans += zip(vague[0].tolist(), vague[1].tolist(), strict=True)
    return _merged(spans)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
