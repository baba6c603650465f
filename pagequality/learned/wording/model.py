"""What the words of a text alone say of its page: a linear model on TF-IDF.

There is a model for each view, with a column of weights for each estimate
of `aspects.ASPECTS`. Weights are addressed by the stable word hashes of `text.tokens`; an
estimate says what annotators would, mostly between 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pagequality.errors import ModelError
from pagequality.learned.packed import Packed
from pagequality.learned.products import combined
from pagequality.learned.wording.aspects import LONGEST, VIEWS, of_view
from pagequality.learned.wording.features import BITS, bag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.learned.bundle import Bundle
    from pagequality.text.arrays import Array, Floats, Floats32, Hashes


@dataclass(frozen=True, slots=True, eq=False)
class WordingModel:
    """Weights: a row a bucket, a column an estimate.

    Attributes:
        idf: rarity of each bucket, zero where it was too rare to learn from.
        weight: one row a bucket, one column a row of `aspects.of_view`, in steps.
        bias: what each estimate is without any word.
        longest: words of the longest runs that are read.
        step: how large a step of each column is; a whole number of steps takes a byte.
    """

    idf: Array
    weight: Array
    bias: Floats32
    longest: int = 2
    step: Array = field(default_factory=lambda: np.ones(1, np.float32))

    def scores(self, words: Hashes) -> Floats:
        """Return the estimates from these words, ``nan`` for none known."""
        buckets, counts = bag(words, self.longest)
        values = counts * self.idf.take(buckets)
        norm = float(np.sqrt(values @ values))
        if not norm:
            return np.full(len(self.bias), np.nan)
        weights = self.weight.take(buckets, axis=0) * self.step
        estimates: Floats = combined(values, weights) / norm + self.bias
        return estimates


def to_arrays(models: Mapping[str, WordingModel]) -> dict[str, Array]:
    """Return the arrays that `models_of` reads; estimates then move by less than a hundredth."""
    arrays: dict[str, Array] = {}
    for view, model in models.items():
        known = np.flatnonzero(model.idf)
        packed = Packed.of(model.weight * model.step, known)
        arrays |= packed.to_arrays(view, len(model.idf))
        arrays[f"{view}_idf"] = model.idf[known].astype(np.float16)
        arrays[f"{view}_bias"] = model.bias
    return arrays


def models_of(bundle: Bundle) -> dict[str, WordingModel]:
    """Build the models of `aspects.VIEWS`; `ModelError` if the bundle does not hold them."""
    arrays = bundle.arrays("wording.npz")
    try:
        return {view: _model_of(arrays, view) for view in VIEWS}
    except (KeyError, IndexError, ValueError) as error:
        message = f"wording.npz does not hold the wording models: {error!r}"
        raise ModelError(message) from error


def _model_of(arrays: Mapping[str, Array], view: str) -> WordingModel:
    packed, bias = Packed.read(arrays, view, rows=1 << BITS), arrays[f"{view}_bias"]
    estimates = [aspect.signal for aspect in of_view(view)]
    if bias.shape != (len(estimates),) or packed.step.shape != bias.shape:
        message = f"wording.npz was made for other estimates than {', '.join(estimates)}"
        raise ModelError(message)
    idf = np.zeros(1 << BITS, np.float32)
    weight = np.zeros((1 << BITS, len(estimates)), np.int8)
    idf[packed.known] = arrays[f"{view}_idf"]
    weight[packed.known] = packed.weight
    return WordingModel(idf, weight, bias.astype(np.float32), LONGEST[view], packed.step)
