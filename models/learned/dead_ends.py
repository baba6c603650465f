"""Train the model of dead ends: what pages say that have nothing to give.

The sentences that speak so were written for this project, each in the voice of some owner, and so
were the hard ones that only sound like it; the others stand on pages that annotators found content
on. One logistic model with a ridge penalty tells them apart, and one a kind tells the kinds apart.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack, vstack
from sklearn.linear_model import LogisticRegression

from models.artefacts import write_small_model
from models.cache import cache_of
from models.data import labels, pages
from models.places import SEEDS
from pagequality.learned.dead_ends import KINDS, PROTOCOL, TABLES, DeadEndModel, encoded
from pagequality.learned.packed import Packed
from pagequality.learned.word_groups import BUCKETS, share_of_word, word_groups
from pagequality.reading import read
from pagequality.reading.first_blocks import SHORT
from pagequality.text.stems import stems

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pagequality.text.arrays import Array, Flags, Floats, Hashes, Ints

WRITTEN: Final = SEEDS / "dead_ends.csv"
STRENGTH: Final = 1.0
"""Inverse strength of the ridge."""
SHARE: Final = 0.1
"""What a sentence of a page counts beside one that was written."""
OF_A_PAGE: Final = 14
OF_A_SHORT_PAGE: Final = 40
"""So many sentences are drawn of a page; short ones are taken for dead ends most easily."""
OFTEN: Final = 2
"""Pairs and triples of words weigh where so many sentences hold them; words may stand once."""
SMALLEST: Final = 0.1
"""A weight below this is left out of the artefact."""
_ONE_SIDED: Final = 9.0
"""Log-odds of what is always so."""
_SEED: Final = 5


class Written(NamedTuple):
    """Sentences that were written: of what kind of page (``none``: of content), and the text."""

    kind: Array
    text: list[str]


@dataclass(frozen=True)
class OnPages:
    """Sentences of pages with content, and the site of each."""

    text: list[str]
    site: Array


def written() -> Written:
    """Read the sentences that were written."""
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Written(np.array([row["kind"] for row in rows]), [row["text"] for row in rows])


def on_pages(data: Path) -> OnPages:
    """Draw sentences of the main content of judged pages."""
    cache = cache_of(__name__, data, files=["labels.csv", "pages/*.parquet"], bundle=None)
    rows = cache.json("sentences", lambda: _drawn(data))
    return OnPages([text for _, text in rows], np.array([site for site, _ in rows]))


def _drawn(data: Path) -> list[tuple[str, str]]:
    judged = {name for name, row in labels(data).items() if row["low"] in {"0", "1"}}
    random, found = Random(_SEED), []  # noqa: S311 - a sample, not a secret
    for stored in pages(data):
        if stored["id"] not in judged:
            continue
        page = read(stored["html"], url=stored["url"])
        starts, ends = (part[page.main_sentences].tolist() for part in page.sentences)
        said = [page.text[start:end] for start, end in zip(starts, ends, strict=True)]
        most = OF_A_SHORT_PAGE if len(page.main_words) <= SHORT else OF_A_PAGE
        drawn = random.sample(said, min(most, len(said)))
        found += [(stored["site"], text.replace("\n", " ")) for text in drawn]
    return found


def design(texts: Sequence[str]) -> csr_matrix:
    """Return the hashed groups of words, then of stems, of each sentence."""
    tokens, (first, last) = encoded(texts)
    of_stems = stems(tokens.codes, tokens.start, tokens.end)
    return hstack([_counts(hashes, first, last) for hashes in (tokens.hash, of_stems)]).tocsr()


def _counts(hashes: Hashes, first: Ints, last: Ints) -> csr_matrix:
    groups, sizes = word_groups(hashes, last), last - first
    row = np.tile(np.repeat(np.arange(len(first)), sizes), len(groups))
    share = np.tile(np.repeat(share_of_word(sizes), sizes), len(groups))
    place = groups.ravel().astype(np.intp)
    counts = csr_matrix((share, (row, place)), shape=(len(first), BUCKETS + 1))
    counts.data[counts.indices == BUCKETS] = 0.0
    return counts


def single_words(texts: Sequence[str]) -> Flags:
    """Return which columns of a `design` are words or stems that stand alone in some texts."""
    tokens, _ = encoded(texts)
    of_stems = stems(tokens.codes, tokens.start, tokens.end)
    single = np.zeros((2, BUCKETS + 1), bool)
    for row, hashes in zip(single, (tokens.hash, of_stems), strict=True):
        row[hashes & np.uint32(BUCKETS - 1)] = True
    return single.ravel()


def fit(design: csr_matrix, truth: Flags, *, weight: Floats, known: Flags) -> tuple[float, Floats]:
    """Fit one head: a bias and a weight a known column; a group counts the more, the rarer it is.

    Where there is but one side there is nothing to weigh.
    """
    if truth.all() or not truth.any():
        return (_ONE_SIDED if truth.all() else -_ONE_SIDED), np.zeros(design.shape[1])
    seen = np.bincount(design.indices, minlength=design.shape[1])
    telling = np.flatnonzero(known & (np.bincount(design[truth].indices, minlength=len(known)) > 0))
    rarity = np.log(design.shape[0] / seen[telling])
    fitted = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-3).fit(
        design[:, telling] @ diags(rarity), truth, sample_weight=weight
    )
    weights = np.zeros(design.shape[1])
    weights[telling] = fitted.coef_[0] * rarity
    return float(fitted.intercept_[0]), weights


def fit_all(said: Written, others: Sequence[str]) -> tuple[Floats, Floats]:
    """Fit all heads: a bias a head, and a row a group of words or stems with a column a head."""
    own, rest = design(said.text), design(others)
    speaks = said.kind != "none"
    truth = np.concatenate([speaks, np.zeros(rest.shape[0], bool)])
    weight = np.concatenate([np.ones(len(speaks)), np.full(rest.shape[0], SHARE)])
    dead, kinds = own[speaks], said.kind[speaks]
    often = np.bincount(dead.indices, minlength=dead.shape[1]) >= OFTEN
    known = often | single_words(said.text)
    heads = [fit(vstack([own, rest]).tocsr(), truth, weight=weight, known=known)]
    heads += [fit(dead, kinds == kind, weight=_even(kinds == kind), known=known) for kind in KINDS]
    return np.array([bias for bias, _ in heads]), np.column_stack([found for _, found in heads])


def _even(truth: Flags) -> Floats:
    """Weigh both sides alike, so that a rare kind is not held for a common one."""
    weight: Floats = len(truth) / 2 / np.where(truth, truth.sum(), (~truth).sum())
    return weight


def as_model(bias: Floats, weights: Floats) -> DeadEndModel:
    """Return the model that the library would load."""
    words, stemmed = np.split(weights, 2)
    return DeadEndModel.with_weights(bias, words, stemmed)


def run(data: Path) -> None:
    """Train on all sentences and write the artefact."""
    said, others = written(), on_pages(data)
    bias, weights = fit_all(said, others.text)
    arrays: dict[str, Array] = {}
    for name, table in zip(TABLES, np.split(weights, 2), strict=True):
        large = np.where(np.abs(table) < SMALLEST, 0.0, table)[:BUCKETS]
        packed = Packed.of(large, np.flatnonzero(large.any(axis=1)))
        arrays |= packed.to_arrays(name, BUCKETS)
    about = {
        "protocol": PROTOCOL,
        "kinds": KINDS,
        "bias": [round(value, 4) for value in bias.tolist()],
        "written": len(said.text),
        "on_pages": len(others.text),
    }
    write_small_model("dead_ends", about, arrays)
