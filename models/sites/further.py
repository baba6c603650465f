"""Further pages of the wild sites, measured: they have no labels of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from joblib import Parallel, delayed

from models.cache import cache_of
from models.data import site_pages
from models.judge.unseen import unseen
from pagequality.judge.vector import vector
from pagequality.learned.wording import views
from pagequality.learned.wording.aspects import VIEWS
from pagequality.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Array, Floats, Hashes


class Further(NamedTuple):
    """Further pages, in the order of their files.

    Attributes:
        site: the site of each.
        vectors: one row of signals a page; wording signals are unknown in them.
        views: by view the word hashes of each page.
        words: words of main content.
    """

    site: Array
    vectors: Floats
    views: dict[str, list[Hashes]]
    words: Array


def _measured(stored: dict[str, Any], data: Path) -> tuple[Floats, dict[str, Hashes], int]:
    page = read(stored["html"], url=stored["url"], models=unseen(data).of(stored["site"]))
    return vector(page), views(page), len(page.main_words)


def further(data: Path) -> Further:
    """Return the measured further pages, from the cache where possible."""
    cache_ = cache_of(__name__, data, files=("sites/*.parquet",))

    def make() -> dict[str, Array]:
        sites = [stored["site"] for stored in site_pages(data, ("site",))]
        found = Parallel(-1)(delayed(_measured)(stored, data) for stored in site_pages(data))
        arrays: dict[str, Array] = {
            "site": np.array(sites),
            "vectors": np.array([values for values, _, _ in found]),
            "words": np.array([words for _, _, words in found]),
        }
        for view in VIEWS:
            arrays[f"{view}/flat"] = np.concatenate([said[view] for _, said, _ in found])
            arrays[f"{view}/ends"] = np.cumsum([len(said[view]) for _, said, _ in found])
        return arrays

    kept = cache_.arrays("further", make)
    said = {view: np.split(kept[f"{view}/flat"], kept[f"{view}/ends"][:-1]) for view in VIEWS}
    return Further(kept["site"], kept["vectors"], said, kept["words"])
