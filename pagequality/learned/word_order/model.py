"""Tell words in order from shuffled ones, chains of Markov and other text that is no text.

A small network looks at each word with four neighbours on either side: two layers of sums over
neighbours, and a last one that judges. What it says is averaged over runs of eighty words. Letters
are judged by a table: how likely each is behind the two before it. Learned on pages against what
is made of them by recipe; ``models/learned/word_order.py`` is the recipe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.word_order.features import (
    MARKS,
    SHAPES,
    CommonWords,
    Sequence,
    sequence,
)

if TYPE_CHECKING:
    from pagequality.learned.bundle import Bundle
    from pagequality.text.arrays import Array, Flags, Floats32, Ints
    from pagequality.text.tokens import Tokens

PROTOCOL: Final = 1
WEIGHTS: Final = (
    "word", "mark", "near", "near_bias", "far", "far_bias", "out", "out_bias",
)  # fmt: skip
"""The arrays that make up the network."""
NEAR: Final = 5
"""Words that the first layer looks at."""
FAR: Final = 3
"""Sums of the first layer that the second looks at."""
RUN: Final = 80
"""Words of a run."""
MOST_RUNS: Final = 4
"""So many runs of a text are judged, evenly spread over it."""
APART: Final = 2
"""Empty places between lines and between runs, so that neither sees the other."""


class Runs(NamedTuple):
    """Runs of words of a text, and what the model says of each.

    Attributes:
        log_odds: that it is disorder.
        first: number of its first word in the text.
        last: number of its last word.
    """

    log_odds: Floats32
    first: Ints
    last: Ints


@dataclass(frozen=True, slots=True, eq=False)
class WordOrderModel:
    """The common words and the weights of the network."""

    common: CommonWords
    weights: dict[str, Floats32]
    letters: Floats32

    @classmethod
    def of(cls, bundle: Bundle) -> WordOrderModel:
        """Build from a bundle; `ModelError` if its files do not fit this code."""
        about, arrays = bundle.json("word_order.json"), bundle.arrays("word_order.npz")
        try:
            fits = about["protocol"] == PROTOCOL and len(arrays["mark"]) == MARKS + 1
            fits = fits and len(arrays["word"]) == len(arrays["common"]) + SHAPES + 1
            model = cls.from_arrays(arrays)
        except (KeyError, TypeError, ValueError) as error:
            message = f"word_order.json or word_order.npz is broken: {error!r}"
            raise ModelError(message) from error
        if not fits:
            message = "word_order.json was made for other features"
            raise ModelError(message)
        return model

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array]) -> WordOrderModel:
        """Build from the arrays of an artefact, which has a byte for each number of a word."""
        weights = {name: arrays[name].astype(np.float32) for name in WEIGHTS}
        weights["word"] *= arrays["word_step"]
        letters = arrays["letters"] * np.float32(arrays["letters_step"])
        return cls(CommonWords.of(arrays["common"]), weights, letters)

    def judge_words(self, tokens: Tokens, chosen: Flags) -> Runs | None:
        """Judge some runs of the chosen words of a text."""
        return self.judge(sequence(tokens, self.common, chosen))

    def judge(self, words: Sequence) -> Runs | None:
        """Judge some runs of a text; nothing where there are fewer words than a run."""
        size = len(words.word)
        if size < RUN:
            return None
        number = min(MOST_RUNS, size // RUN)
        begins = np.linspace(0, size - RUN, number).astype(np.intp)
        chosen = (begins[:, None] + np.arange(RUN)).ravel()
        run = np.repeat(np.arange(number), RUN)
        picked = Sequence(*(column[chosen] for column in words))
        said = self._words(picked, np.diff(run, prepend=0) != 0)
        ends = begins + RUN - 1
        return Runs(said.reshape(number, RUN).mean(axis=1), words.place[begins], words.place[ends])

    def _words(self, words: Sequence, begins: Flags) -> Floats32:
        """Judge each word of runs, of which each begins where a flag says so."""
        breaks = (np.diff(words.line, prepend=words.line[0]) != 0) | begins
        place = np.arange(len(breaks)) + APART * (1 + np.cumsum(breaks))
        w = self.weights
        there = np.zeros((place[-1] + APART + 1, 1), np.float32)
        there[place] = 1
        seen = np.zeros((len(there), w["word"].shape[1]), np.float32)
        seen[place] = w["word"].take(words.word, axis=0)
        seen[place] += w["mark"].take(words.mark, axis=0)
        near = np.maximum(_around(seen, NEAR) @ w["near"] + w["near_bias"], 0) * there
        far = np.maximum(_around(near, FAR) @ w["far"] + w["far_bias"], 0)
        said: Floats32 = (far @ w["out"] + w["out_bias"])[place]
        return said


def _around(rows: Floats32, size: int) -> Floats32:
    """For each row those around it, side by side; nothing is beyond the first and the last."""
    edge = np.zeros((size // 2, rows.shape[1]), np.float32)
    padded = np.concatenate([edge, rows, edge])
    return np.concatenate([padded[i : i + len(rows)] for i in range(size)], axis=1)
