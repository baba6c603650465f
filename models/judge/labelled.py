"""Labelled pages, measured: what the judge learns from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from joblib import Parallel, delayed

from models.data import labelled_rows, labels, pages
from models.judge.unseen import unseen
from pagequality.judge.vector import vector
from pagequality.learned.wording import views
from pagequality.learned.wording.aspects import TARGETS, VIEWS, taught_by
from pagequality.reading import read, read_text
from pagequality.signals import NAMED_FAMILIES, NAMES
from pagequality.training.examples import Examples

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.page.page import Page
    from pagequality.text.arrays import Array, Flags, Floats, Hashes, Ints

FLAGS: Final = dict(zip(NAMED_FAMILIES, "bhts", strict=True))
"""Which letter annotators gave for each family; see the page rubric."""


@dataclass(frozen=True, eq=False)
class Labelled:
    """All labelled pages, measured as HTML and again as plain text.

    ``low`` is 1, 0, or -1 where the rubric gives no binary label; ``score`` is 0 to 4, or
    ``nan``. ``flags`` has the annotators' flags by family, ``aspects`` what the wording models
    learn: a row a page, a column a target of `aspects.TARGETS`. Wording signals are unknown in
    the vectors: what fits a judge fits them, too, on the pages that it may see.
    """

    ids: list[str]
    source: Array
    site: Array
    low: Ints
    score: Floats
    flags: dict[str, Ints]
    aspects: Floats
    words: Ints
    page_type: Array
    vectors: Floats
    text_vectors: Floats
    views: dict[str, list[Hashes]]
    text_views: dict[str, list[Hashes]]

    @property
    def wild(self) -> Flags:
        """The wild slice: small sites of every kind, taken as they come."""
        return np.array([source.startswith("wild:") for source in self.source])

    @property
    def usual(self) -> Flags:
        """The mix that probabilities are calibrated for: the web slice and the wild slice."""
        return self.web | self.wild

    @property
    def web(self) -> Flags:
        """The web slice: good and bad pages side by side."""
        return np.array([source == "wcxb" or source.startswith("mixed") for source in self.source])

    def teaching(self, inside: Ints, away: Ints, *, exponent: float, networks: float) -> Examples:
        """Return training rows as examples, and beside them pages that teach wording alone.

        These are pages of score 2 of no site that is held out, neither low nor honest, and all
        pages outside the usual mix: most are of spam networks, whose words are worth knowing and
        whose templates are not.
        """
        held_out = np.isin(self.site, np.unique(self.site[away]))
        rows = np.concatenate([inside, np.flatnonzero((self.score == 2) & ~held_out)])
        examples = self.examples(rows, exponent=exponent, networks=networks)
        return replace(examples, labels=np.where(self.usual[rows], examples.labels, -1))

    def examples(self, rows: Ints, *, exponent: float, networks: float) -> Examples:
        """Return some pages as training examples, as HTML and as plain text.

        Args:
            rows: which.
            exponent: that of `site_weights`.
            networks: how much a page counts that is neither of the web slice nor of the wild one.
        """
        usual, sites = self.usual[rows], site_weights(self.site[rows], exponent)
        return Examples(
            vectors={"html": self.vectors[rows], "text": self.text_vectors[rows]},
            labels=self.low[rows].astype(int),
            groups=self.site[rows],
            weights=sites * np.where(usual, 1.0, networks),
            usual=sites * usual,
            words={
                source: {view: [texts[i] for i in rows] for view, texts in views.items()}
                for source, views in (("html", self.views), ("text", self.text_views))
            },
            aspects=self.aspects[rows],
            page_types=self.page_type[rows],
        )


def site_weights(sites: Array, exponent: float) -> Floats:
    """Weigh pages down by their site's number: fifty pages of a network are not fifty.

    With exponent 0 not at all, with 1 to one page.

    >>> site_weights(np.array(["a", "a", "b"]), 1.0).tolist()
    [0.75, 0.75, 1.5]
    """
    _, place, count = np.unique(sites, return_inverse=True, return_counts=True)
    weights: Floats = count[place].astype(float) ** -exponent
    even: Floats = weights / weights.mean()
    return even


def as_text(page: Page, number: int) -> Page:
    """Return what a corpus builder would have of a page: its main text, or all its text."""
    text = page.main_text if number % 2 else page.text
    return read_text(text, title=page.headline or None, models=page.models)


LEARNED_OF_HEADLINES: Final = [NAMES.index(name) for name in ("promise_unkept", "headline_bait")]
"""Signals that are learned from some of these pages, and must not be believed on them."""


class Measured(NamedTuple):
    """A page as HTML and as plain text: signals and words of both."""

    vector: Floats
    text_vector: Floats
    views: dict[str, Hashes]
    text_views: dict[str, Hashes]
    words: int
    page_type: str


def _measured(number: int, stored: dict[str, Any], folder: Path) -> Measured:
    """Read and measure one page."""
    models = unseen(folder).of(stored["site"])
    page = read(stored["html"], url=stored["url"], models=models)
    text = as_text(page, number)
    return Measured(
        vector(page), vector(text), views(page), views(text), len(page.main_words), page.page_type
    )


def measure(folder: Path) -> Labelled:
    """Read and measure every labelled page, on all cores.

    What is learned from the headlines of some pages is unknown on those pages.
    """
    known = labels(folder)
    unseen(folder)  # once, before each process asks for it
    taught = {row["page_id"] for row in labelled_rows(folder, "headlines.csv", ("h",))}
    rows = [known[stored["id"]] for stored in pages(folder, ("id",))]
    found = Parallel(-1)(
        delayed(_measured)(number, stored, folder) for number, stored in enumerate(pages(folder))
    )
    for row, page in zip(rows, found, strict=True):
        if row["id"] in taught:
            page.vector[LEARNED_OF_HEADLINES] = page.text_vector[LEARNED_OF_HEADLINES] = np.nan
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
        aspects=np.array([taught_by(row) for row in rows]).reshape(-1, len(TARGETS)),
        words=np.array([page.words for page in found]),
        page_type=np.array([page.page_type for page in found]),
        vectors=np.array([page.vector for page in found]).reshape(-1, len(NAMES)),
        text_vectors=np.array([page.text_vector for page in found]).reshape(-1, len(NAMES)),
        views={view: [page.views[view] for page in found] for view in VIEWS},
        text_views={view: [page.text_views[view] for page in found] for view in VIEWS},
    )
