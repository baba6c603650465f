"""Is a sentence what a page says that has nothing to give, and what kind of page says so?

A linear model of hashed words and stems, alone and in pairs and triples. It was fitted on
sentences that were written for it, in the voices of many owners, against sentences of pages that
have content; ``models/learned/dead_ends.py`` is the recipe. What it says of a sentence proves
little: a page is a dead end where nearly all of it speaks so (`pagequality.reading.talk`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.packed import Packed
from pagequality.learned.word_groups import BUCKETS, Weights, words_of
from pagequality.text.stems import stems
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.learned.bundle import Bundle
    from pagequality.text.arrays import Floats, Ints
    from pagequality.text.tokens import Tokens

PROTOCOL: Final = 1
KINDS: Final = (
    "error", "redirect", "bot_wall", "login_wall", "paywall", "consent_wall", "parked",
    "placeholder", "script_shell",
)  # fmt: skip
"""The states of which pages speak so."""
TABLES: Final = ("words", "stems")


@dataclass(frozen=True, slots=True, eq=False)
class DeadEndModel:
    """Weights of words and stems, for whether a sentence speaks so and for each of `KINDS`."""

    bias: Floats
    words: Weights
    stems: Weights

    @classmethod
    def of(cls, bundle: Bundle) -> DeadEndModel:
        """Build from a bundle; `ModelError` if its files do not fit this code."""
        about, arrays = bundle.json("dead_ends.json"), bundle.arrays("dead_ends.npz")
        try:
            if about["protocol"] != PROTOCOL or tuple(about["kinds"]) != KINDS:
                message = "dead_ends.json was made for other kinds of pages"
                raise ModelError(message)
            tables = np.zeros((2, BUCKETS + 1, 1 + len(KINDS)), np.float32)
            for table, name in zip(tables, TABLES, strict=True):
                packed = Packed.read(arrays, name, rows=BUCKETS)
                table[packed.known] = packed.weight * packed.step
            return cls.with_weights(np.array(about["bias"], float), *tables)
        except (KeyError, TypeError, IndexError, ValueError) as error:
            message = f"dead_ends.json or dead_ends.npz is broken: {error!r}"
            raise ModelError(message) from error

    @classmethod
    def with_weights(cls, bias: Floats, words: Floats, stemmed: Floats) -> DeadEndModel:
        """Build from tables of a row a bucket, one more for nothing; a column a value of ``bias``.

        Raises:
            ValueError: there are not as many columns as kinds and one more.
        """
        if bias.shape != (1 + len(KINDS),):
            message = f"{1 + len(KINDS)} columns are needed, not {len(bias)}"
            raise ValueError(message)
        return cls(bias, *(Weights.of(table.astype(np.float32)) for table in (words, stemmed)))

    def log_odds(self, sentences: Sequence[str]) -> Floats:
        """Return a row a sentence: the log-odds that it speaks so, then a score for each kind."""
        tokens, spans = encoded(sentences)
        found = self.bias[:, None] + self.words.sums(tokens.hash, spans)
        found += self.stems.sums(stems(tokens.codes, tokens.start, tokens.end), spans)
        scores: Floats = found.T
        return scores


def encoded(sentences: Sequence[str]) -> tuple[Tokens, tuple[Ints, Ints]]:
    """Cut sentences into words; also the first word of each and the one after its last.

    >>> tokens, (first, last) = encoded(["Nothing is here.", "Go back!"])
    >>> len(tokens), first.tolist(), last.tolist()
    (5, [0, 3], [3, 5])
    """
    lines = [sentence.replace("\n", " ").replace("\u2019", "'") for sentence in sentences]
    tokens = tokenise("\n".join(lines))
    ends: Ints = np.cumsum([len(line) + 1 for line in lines], dtype=np.intp) - 1
    return tokens, words_of(tokens, (ends - np.array([len(line) for line in lines], np.intp), ends))
