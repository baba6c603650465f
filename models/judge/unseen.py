"""The small models for pages that taught one of them, without what they taught it.

What sentences give the reader is learned from pages that teach the judge, too, and test it. So
every page of a site is read with heads that know no sentence of the site.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from models.artefacts import small_models
from models.cache import cache_of
from models.learned.hedging import Head, held_out_heads, with_heads
from models.learned.hedging_data import SUBSTANCE, of_substance
from models.places import DEFAULT
from pagequality.learned.bundle import open_bundle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pagequality.learned.models import Models
    from pagequality.text.arrays import Array


class Unseen(NamedTuple):
    """Small models, a set for each part of the sites.

    Attributes:
        part: of each site with labelled sentences.
        models: of each part, fitted on the others.
    """

    part: Mapping[str, int]
    models: tuple[Models, ...]

    def of(self, site: str) -> Models:
        """Return models that learned what sentences give the reader from other sites alone."""
        part = self.part.get(site, zlib.crc32(site.encode()))
        return self.models[part % len(self.models)]


@cache
def unseen(data: Path) -> Unseen:
    """Return the models; a bundle does not change while pages are measured."""
    kept = cache_of(__name__, data, bundle=None).arrays("heads", lambda: _fitted(data))
    bundle, models = open_bundle(DEFAULT), small_models()
    fitted = [
        {head: Head(*weights) for head, *weights in zip(SUBSTANCE, *part, strict=True)}
        for part in zip(kept["bias"], kept["dense"], kept["groups"], strict=True)
    ]
    return Unseen(
        dict(zip(kept["site"].tolist(), kept["part"].tolist(), strict=True)),
        tuple(replace(models, hedging=with_heads(bundle, heads)) for heads in fitted),
    )


def _fitted(data: Path) -> dict[str, Array]:
    """Fit the heads on all parts of the sites but one, for each of them."""
    rows = of_substance(data)
    fitted = [held_out_heads(rows, head) for head in SUBSTANCE]
    part, each = fitted[0][0], list(zip(*(heads for _, heads in fitted), strict=True))
    return {
        "site": np.array(list(part)),
        "part": np.array(list(part.values())),
        "bias": np.array([[head.bias for head in heads] for heads in each]),
        "dense": np.array([[head.dense for head in heads] for heads in each]),
        "groups": np.array([[head.groups for head in heads] for heads in each]),
    }
