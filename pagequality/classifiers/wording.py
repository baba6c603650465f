"""Wording: what the words and word pairs of a text alone say of its page, as additive scores.

A linear model on TF-IDF over hashed words and word pairs, with one column of weights for each
of `ASPECTS`. Weights are addressed by the stable word hashes of `pagequality.text`; a score
estimates what annotators would say, mostly between 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from pagequality import resources
from pagequality.errors import ModelError
from pagequality.text import Hashes, ngrams

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BITS: Final = 17
SHIFT: Final = np.uint32(32 - BITS)
VIEWS: Final = ("body", "title", "headings")
TABLES: Final = ("html_body", "html_title", "html_headings", "text_body", "text_title")
"""One model for each kind of source and view; plain text has no headings."""
ASPECTS: Final = (
    "low", "score", "original", "padded", "artificial", "stuffed",
    "copied", "mill", "affiliate", "blog", "company", "news",
)  # fmt: skip
"""What each column of weights estimates: low quality or not; the rubric's score, 4 as 1; the
annotators' flags for original value, padding, artificial prose and keyword stuffing; and the kind
of page they saw: copied or a doorway, content mill, affiliate page, blog, shop or company, news."""
ASPECTS_OF: Final = {"body": ASPECTS, "title": ASPECTS[:2], "headings": ASPECTS[:2]}
"""The aspects that each view is asked for: a few words tell less."""
Floats = npt.NDArray[np.float64]
_STEPS: Final = 127
"""A weight is kept in one byte, in so many steps up to the largest of its aspect."""
_TINY: Final = np.float32(1e-12)


def bag(words: Hashes) -> tuple[npt.NDArray[np.uint32], Floats]:
    """Return the buckets of a text's words and word pairs, and a damped count of each.

    >>> from pagequality.text import tokenise
    >>> buckets, counts = bag(tokenise("beans beans").hash)
    >>> len(buckets), [round(float(x), 2) for x in sorted(counts)]
    (2, [1.0, 1.69])
    """
    grams = np.concatenate([words, ngrams(words, 2)]) >> SHIFT
    grams.sort()
    if not len(grams):
        return grams, np.zeros(0)
    first = np.flatnonzero(np.concatenate([[True], grams[1:] != grams[:-1]]))
    counts = np.diff(first, append=len(grams))
    return grams[first], 1.0 + np.log(counts)


@dataclass(frozen=True, slots=True, eq=False)
class WordingModel:
    """Weights a bucket and a column an aspect.

    Attributes:
        idf: rarity of each bucket, zero where it was too rare to learn from.
        weight: one row a bucket, one column an aspect of `ASPECTS`.
        bias: what each aspect is without any word.
    """

    idf: npt.NDArray[np.float32]
    weight: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def scores(self, words: Hashes) -> Floats:
        """Return one estimate an aspect from these words, ``nan`` for none known."""
        buckets, counts = bag(words)
        values = counts * self.idf.take(buckets)
        norm = float(np.sqrt(values @ values))
        if not norm:
            return np.full(len(self.bias), np.nan)
        estimates: Floats = values @ self.weight.take(buckets, axis=0) / norm + self.bias
        return estimates


def estimates(views: Mapping[str, Hashes], source: str) -> dict[str, Floats]:
    """Estimate every aspect from the words of each view; ``nan`` where there is no model."""
    models, unknown = default_models(), np.full(len(ASPECTS), np.nan)
    return {
        view: models[table].scores(words) if (table := f"{source}_{view}") in models else unknown
        for view, words in views.items()
    }


def to_arrays(models: dict[str, WordingModel]) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays that `load` reads; estimates then move by less than a hundredth."""
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    for view, model in models.items():
        known = np.flatnonzero(model.idf)
        arrays[f"{view}_buckets"] = known.astype(np.uint32)
        arrays[f"{view}_idf"] = model.idf[known].astype(np.float16)
        step = np.maximum(np.abs(model.weight).max(axis=0) / _STEPS, _TINY)
        arrays[f"{view}_weight"] = np.round(model.weight[known] / step).astype(np.int8)
        arrays[f"{view}_step"] = step
        arrays[f"{view}_bias"] = model.bias
    return arrays


def load(path: Path) -> dict[str, WordingModel]:
    """Read the wording models; `ModelError` if the file does not hold them."""
    arrays = resources.load_arrays(path)
    models = {}
    try:
        for table in TABLES:
            known, bias = arrays[f"{table}_buckets"], arrays[f"{table}_bias"].astype(np.float32)
            aspects = ASPECTS_OF[table.partition("_")[2]]
            idf = np.zeros(1 << BITS, np.float32)
            weight = np.zeros((1 << BITS, len(aspects)), np.float32)
            idf[known] = arrays[f"{table}_idf"]
            weight[known] = arrays[f"{table}_weight"] * arrays[f"{table}_step"]
            if bias.shape != (len(aspects),):
                message = f"{path} was made for other aspects than {', '.join(aspects)}"
                raise ModelError(message)
            models[table] = WordingModel(idf, weight, bias)
    except (KeyError, IndexError, ValueError) as error:
        message = f"{path} does not hold the wording models: {error!r}"
        raise ModelError(message) from error
    return models


@cache
def default_models() -> dict[str, WordingModel]:
    """Return the models that come with the library."""
    return load(resources.folder() / "wording.npz")
