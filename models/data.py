"""The labelled pages as training examples."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow.parquet as pq

from pagequality.learned.wording.model import ASPECTS, TABLES, VIEWS
from pagequality.signals import NAMED_FAMILIES
from pagequality.reading import read, read_text
from pagequality.training.fit import Examples
from pagequality.judge.vector import NAMES, vector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagequality.page.page import Page

HERE: Final = Path(__file__).parent
DEFAULT: Final = HERE / "default"
FLAGS: Final = dict(zip(NAMED_FAMILIES, "bhts", strict=True))
"""Which letter annotators gave for each family; see the page rubric."""
ASPECT_FLAGS: Final = "opak"
"""The letters behind the aspects of `wording.ASPECTS` that are flags."""
ASPECT_KINDS: Final = (
    ("scraped", "doorway", "linkspam"), ("mill", "generated", "keyword"), ("affiliate",),
    ("blog",), ("corporate", "commerce"), ("news",),
)  # fmt: skip
"""The annotators' kinds behind its last aspects."""

EXPONENT: Final = 0.75
"""How much the pages of a large site are weighed down: 0 not at all, 1 to one page."""


def data_folder() -> Path:
    """Return the folder of the development data; `PAGEQUALITY_DATA` moves it."""
    return Path(os.environ.get("PAGEQUALITY_DATA", HERE.parent.parent / "shared" / "data"))


def pages(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the stored pages: ``id``, ``url``, ``site``, ``source`` and ``html``."""
    for path in sorted((folder / "pages").glob("*.parquet")):
        yield from pq.read_table(path, columns=["id", "url", "site", "source", "html"]).to_pylist()


def labels(folder: Path) -> dict[str, dict[str, str]]:
    """Return the rows of ``labels.csv`` by page id."""
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@dataclass(frozen=True, eq=False)
class Labelled:
    """All labelled pages, measured as HTML and again as plain text.

    ``low`` is 1, 0, or -1 where the rubric gives no binary label; ``score`` is 0 to 4, or
    ``nan``. ``flags`` has the annotators' flags by family, ``aspects`` what the wording models
    learn: a row a page, a column an aspect of `wording.ASPECTS`.
    """

    ids: list[str]
    source: np.ndarray
    site: np.ndarray
    low: np.ndarray
    score: np.ndarray
    flags: dict[str, np.ndarray]
    aspects: np.ndarray
    words: np.ndarray
    page_type: np.ndarray
    vectors: np.ndarray
    text_vectors: np.ndarray
    views: dict[str, list[np.ndarray]]

    @property
    def web(self) -> np.ndarray:
        """The web slice: good and bad pages side by side."""
        return np.array([source == "wcxb" or source.startswith("mixed") for source in self.source])

    def to_teach(self, inside: np.ndarray, away: np.ndarray) -> np.ndarray:
        """Return training rows, and beside them pages of score 2 of no site that is held out.

        Mediocre pages are neither low nor honest; they teach the wording models alone.
        """
        held_out = np.isin(self.site, np.unique(self.site[away]))
        return np.concatenate([inside, np.flatnonzero((self.score == 2) & ~held_out)])

    def examples(self, rows: np.ndarray, source: str = "html") -> Examples:
        """Return some pages as training examples of one source, calibrated for the web slice."""
        vectors = self.vectors if source == "html" else self.text_vectors
        views = [view for view in self.views if f"{source}_{view}" in TABLES]
        return Examples(
            vectors={source: vectors[rows]},
            labels=self.low[rows].astype(int),
            groups=self.site[rows],
            weights=site_weights(self.site[rows]),
            usual=self.web[rows].astype(float),
            words={view: [self.views[view][i] for i in rows] for view in views},
            aspects=self.aspects[rows],
        )


def site_weights(sites: np.ndarray, exponent: float = EXPONENT) -> np.ndarray:
    """Weigh pages down by their site's number: fifty pages of a network are not fifty."""
    _, place, count = np.unique(sites, return_inverse=True, return_counts=True)
    weights = count[place] ** -exponent
    return weights / weights.mean()


def aspects_of(row: dict[str, str]) -> list[float]:
    """What a row of labels says of each aspect; a page of score 2 is half low."""
    score = float(row["score"]) / 4 if row["score"].isdigit() else np.nan
    flags = [float(flag in row["flags"]) for flag in ASPECT_FLAGS]
    kinds = [float(row["kind"] in names) for names in ASPECT_KINDS]
    return [float(row["low"] or 0.5), score, *flags, *kinds]


def as_text(page: Page, number: int) -> Page:
    """Return what a corpus builder would have of a page: its main text, or all its text."""
    text = page.main_text if number % 2 else page.text
    return read_text(text, title=page.headline or None)


def measure(folder: Path) -> Labelled:
    """Read and measure every labelled page."""
    known = labels(folder)
    rows, vectors, text_vectors, words, types = [], [], [], [], []
    views: dict[str, list[np.ndarray]] = {view: [] for view in VIEWS}
    for number, stored in enumerate(pages(folder)):
        page = read(stored["html"], url=stored["url"])
        rows.append(known[stored["id"]])
        vectors.append(vector(page))
        text_vectors.append(vector(as_text(page, number)))
        for view, found in page.wording_views.items():
            views[view].append(found)
        words.append(len(page.main_words))
        types.append(page.page_type)
    return Labelled(
        ids=[row["id"] for row in rows],
        source=np.array([row["source"] for row in rows]),
        site=np.array([row["site"] for row in rows]),
        low=np.array([int(row["low"] or -1) for row in rows]),
        score=np.array([float(row["score"]) if row["score"].isdigit() else np.nan for row in rows]),
        flags={
            family: np.array([int(flag in row["flags"]) for row in rows])
            for family, flag in FLAGS.items()
        },
        aspects=np.array([aspects_of(row) for row in rows]).reshape(-1, len(ASPECTS)),
        words=np.array(words),
        page_type=np.array(types),
        vectors=np.array(vectors).reshape(-1, len(NAMES)),
        text_vectors=np.array(text_vectors).reshape(-1, len(NAMES)),
        views=views,
    )
