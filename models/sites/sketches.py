"""Sketches of the pages of the wild sites: the labelled ones, then the further ones."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from joblib import Parallel, delayed

from models.cache import cache_of
from models.data import pages, site_pages
from models.judge.unseen import unseen
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.page.sketch import Sketch, sketch
from pagequality.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Flags

_COLUMNS = ("id", "url", "site", "html")


class Sketched(NamedTuple):
    """Pages of the wild sites as arrays of one length.

    Attributes:
        id: of the page.
        url: its address, or nothing.
        site: the site it belongs to.
        family: as in the data: ``doorway`` or ``honest`` for pages that repeat each other.
        judged: whether it can be judged.
        sketch: of each.
    """

    id: Array
    url: Array
    site: Array
    family: Array
    judged: Flags
    sketch: list[Sketch]


def _sketched(stored: dict[str, Any], data: Path) -> tuple[str, bool]:
    page = read(stored["html"], url=stored["url"], models=unseen(data).of(stored["site"]))
    return sketch(page, stored["html"]).packed(), not reasons_to_abstain(page)


def sketched(data: Path) -> Sketched:
    """Return the sketched pages, from the cache where possible."""
    cache_ = cache_of(__name__, data, files=("sites/*.parquet",))

    def make() -> dict[str, Array]:
        stored = [
            *pages(data, _COLUMNS, ("wild",)),
            *site_pages(data, (*_COLUMNS, "family")),
        ]
        found = Parallel(2)(delayed(_sketched)(page, data) for page in stored)
        named = ("id", "url", "site", "family")
        arrays: dict[str, Array] = {
            name: np.array([page.get(name) or "" for page in stored]) for name in named
        }
        arrays["judged"] = np.array([judged for _, judged in found])
        packed = [text.encode() for text, _ in found]
        arrays["packed"] = np.frombuffer(b"".join(packed), np.uint8)
        arrays["ends"] = np.cumsum([0, *map(len, packed)])
        return arrays

    kept = cache_.arrays("sketches", make)
    packed = kept["packed"].tobytes()
    texts = [packed[start:end].decode() for start, end in pairwise(kept["ends"].tolist())]
    return Sketched(
        kept["id"], kept["url"], kept["site"], kept["family"], kept["judged"],
        list(map(Sketch.unpacked, texts)),
    )  # fmt: skip
