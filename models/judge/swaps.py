"""Contents in other pages' templates, measured: what `benchmarks.template_swap` draws and makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from models.benchmarks.template_swap import Swap, draw, swapped_page
from models.cache import cache_of
from models.data import pages
from models.judge.unseen import unseen
from pagequality.judge.vector import vector
from pagequality.learned.wording import views
from pagequality.learned.wording.aspects import TARGETS, VIEWS
from pagequality.reading import read
from pagequality.reading.decode import decode
from pagequality.training.examples import Examples

if TYPE_CHECKING:
    from pathlib import Path

    from models.judge.labelled import Labelled
    from pagequality.text.arrays import Array, Floats, Hashes, Ints

A_FOLD: Final = 160
"""Pages made in each fold, half of them low content in honest templates."""
_LEAST: Final = 80
"""Words of main content that a page must have to lend its content or its template."""


@dataclass(frozen=True, eq=False)
class Swapped:
    """The swapped pages of a fold.

    Attributes:
        content: rows of the pages whose content it is; their labels are those of ``examples``.
        template: rows of the pages whose template it is.
        examples: the pages, which teach nothing: they have no weight.
    """

    content: Ints
    template: Ints
    examples: Examples


def swapped(data: Path, labelled: Labelled, parts: list[Ints]) -> list[Swapped]:
    """Return the swapped pages of parts of the labelled pages, from the cache where possible."""
    fit = labelled.usual & (labelled.words >= _LEAST)
    drawn = [
        [Swap(int(own[swap.content]), int(own[swap.template])) for swap in
         draw(labelled.low[own], labelled.site[own], count=A_FOLD, seed=number)]
        for number, part in enumerate(parts) for own in [part[fit[part]]]
    ]  # fmt: skip
    cache = cache_of(__name__, data, settings=drawn)
    arrays = cache.arrays("swapped", lambda: _measured(data, labelled, drawn))
    ends = np.cumsum([len(part) for part in drawn])
    return [
        _part(arrays, labelled, np.arange(end - len(part), end))
        for part, end in zip(drawn, ends, strict=True)
    ]


def _measured(data: Path, labelled: Labelled, drawn: list[list[Swap]]) -> dict[str, Array]:
    """Make and measure every swapped page."""
    wanted = {labelled.ids[row] for part in drawn for swap in part for row in swap}
    stored = {page["id"]: page for page in pages(data) if page["id"] in wanted}
    models = unseen(data)
    vectors: list[Floats] = []
    words: dict[str, list[Hashes]] = {view: [] for view in VIEWS}
    for swap in (swap for part in drawn for swap in part):
        own, other = (stored[labelled.ids[row]] for row in swap)
        known = models.of(own["site"])
        pair = [
            (decode(one["html"]).text, read(one["html"], url=one["url"], models=known))
            for one in (own, other)
        ]
        page = read(swapped_page(*pair), url=other["url"], models=known)
        vectors.append(vector(page))
        for view in VIEWS:
            words[view].append(views(page)[view])
    arrays: dict[str, Array] = {"vectors": np.array(vectors)}
    for view, texts in words.items():
        arrays[f"{view}/flat"] = np.concatenate(texts)
        arrays[f"{view}/ends"] = np.cumsum([len(text) for text in texts])
    arrays["swaps"] = np.array([swap for part in drawn for swap in part])
    return arrays


def _part(arrays: dict[str, Array], labelled: Labelled, rows: Ints) -> Swapped:
    """Return some of the measured pages."""
    words: dict[str, list[Hashes]] = {}
    for view in VIEWS:
        texts = np.split(arrays[f"{view}/flat"], arrays[f"{view}/ends"][:-1])
        words[view] = [texts[row] for row in rows]
    content, template = arrays["swaps"][rows].T
    vectors = arrays["vectors"][rows]
    examples = Examples(
        vectors={"html": vectors, "text": vectors},
        labels=labelled.low[content].astype(int),
        groups=labelled.site[content],
        weights=np.zeros(len(rows)),
        usual=np.zeros(len(rows)),
        words={"html": words, "text": words},
        aspects=np.zeros((len(rows), len(TARGETS))),
    )
    return Swapped(content, template, examples)
