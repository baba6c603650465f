"""The sentences that teach the model of hedging, encoded, each with its site and its source.

Sentences that two annotators labelled are judged on and teach: their labels are averaged, so that
one they differ on counts half each way. Those of ``models/labels/sentences.csv``, which one
annotator labelled, and the invented ones of ``models/seeds/sentences.tsv`` only teach. What a
sentence gives the reader is learned from other sentences, those of ``models/labels/substance.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, vstack

from models.cache import cache_of
from models.data import SENTENCE_ROWS, labelled_rows, sites
from models.labels.found_again import SENTENCES, found_again
from models.labels.found_again import SUBSTANCE as SUBSTANCE_LABELS
from models.places import SEEDS
from pagequality.learned.hedging import features as sentence_features
from pagequality.learned.word_groups import (
    BUCKETS,
    share_of_word,
    word_groups,
    words_of,
)
from pagequality.text.lexicons import default_matcher
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.learned.models import Models
    from pagequality.text.arrays import Array, Flags, Floats, Ints

INVENTED: Final = SEEDS / "sentences.tsv"
SEED_WEIGHTS: Final = (0.4, 1.0, 1.0, 0.0, 0.0)
"""What an invented sentence counts for each head; weasel words are no hedge to the annotators."""
ONCE: Final = 0.5
"""What a sentence that one annotator labelled counts; most were drawn because they are hard."""
SOURCES: Final = {"sS": "first", "sW": "wild"}
"""Where a sentence comes from, by how its id starts."""
HEDGE, SPECULATION, VAGUE, PADDING, PARTICULAR = range(5)
SUBSTANCE: Final = (PADDING, PARTICULAR)
"""The heads with sentences of their own: what is said, and not how it is claimed."""
EITHER: Final = 5
"""The column of `Rows.truth` that is speculation or vague attribution."""
PADS: Final = {"p": 1.0, "w": 0.35, "n": 0.0}
"""What letters say of padding: it is, it is weak, nothing is wrong."""
PARTICULARS: Final = {"s": 1.0, "m": 0.5, "g": 0.0}
"""What letters say of what is told: something particular, something between, the general."""


@dataclass(frozen=True)
class Rows:
    """Encoded sentences.

    Attributes:
        text: the sentences.
        dense: readable features.
        groups: hashed word groups, one over the root of the length for each.
        labels: for each head the share of annotators who said so.
        agreed: for each column of `truth` whether the annotators agree on it.
        weight: for each head what the row counts.
        site: of the page; an invented sentence is a site of its own.
        source: a value of `SOURCES`, ``once`` or ``invented``.
    """

    text: Array
    dense: Floats
    groups: csr_matrix
    labels: Floats
    agreed: Flags
    weight: Floats
    site: Array
    source: Array

    def at(self, index: Ints) -> Rows:
        """Return some of the rows."""
        return Rows(*(getattr(self, field.name)[index] for field in fields(self)))

    def apart(self, others: set[str]) -> Rows:
        """Return the rows of other sites than these."""
        return self.at(np.flatnonzero([site not in others for site in self.site]))

    def with_rows(self, other: Rows) -> Rows:
        """Return these rows and then the other ones."""
        pairs = [(getattr(self, field.name), getattr(other, field.name)) for field in fields(self)]
        joined: list[Any] = [
            vstack(pair).tocsr() if isinstance(pair[0], csr_matrix) else np.concatenate(pair)
            for pair in pairs
        ]
        return Rows(*joined)

    @property
    def truth(self) -> Flags:
        """For each head whether it is so, and last whether speculation or vague attribution is."""
        said = self.labels > 1 / 2
        return np.column_stack([said, said[:, SPECULATION] | said[:, VAGUE]])


def encode(texts: list[str]) -> tuple[Floats, csr_matrix]:
    """Return the readable features and the hashed word groups of each sentence."""
    lines = [text.replace("\n", " ") for text in texts]
    tokens, matcher = tokenise("\n".join(lines)), default_matcher()
    ends = np.cumsum([len(line) + 1 for line in lines]) - 1
    spans = ends - [len(line) for line in lines], ends
    matches = matcher.match(tokens)
    dense = sentence_features.features(tokens, spans, matches, topics=matcher.topics)
    first, last = words_of(tokens, spans)
    groups = word_groups(tokens.hash, last)
    row = np.tile(np.repeat(np.arange(len(lines)), last - first), len(groups))
    share = np.tile(np.repeat(share_of_word(last - first), last - first), len(groups))
    shape = len(lines), BUCKETS + 1
    counts = csr_matrix((share, (row, groups.ravel().astype(np.intp))), shape=shape)
    return dense, counts[:, :BUCKETS].tocsr()


def labelled(folder: Path) -> Rows:
    """Read the sentences that two annotators labelled, of all sources."""
    table = pd.DataFrame(labelled_rows(folder, "sentences.csv", SENTENCE_ROWS))
    known = sites(folder)
    judged = [_flags(table[f"hedge_{who}"], table[f"speculation_{who}"]) for who in "ab"]
    same = judged[0] == judged[1]
    kind = same[:, SPECULATION] & same[:, VAGUE]
    weight, unasked = np.ones(same.shape), np.zeros(len(table), bool)
    weight[:, SUBSTANCE] = 0.0
    dense, groups = encode(table.text.tolist())
    return Rows(
        table.text.to_numpy(object),
        dense,
        groups,
        np.mean(judged, axis=0),
        np.column_stack([same[:, HEDGE], kind, kind, unasked, unasked, kind]),
        weight,
        np.array([known.get(page, page) for page in table.page_id], object),
        table.id.str[:2].map(SOURCES).to_numpy(object),
    )


def of_substance(folder: Path, models: Models | None = None) -> Rows:
    """Read the sentences of which annotators said what they give the reader.

    ``models`` are what the pages are read with, those of the bundle if None.

    Letters of several annotators are averaged. The heads that read claims learn nothing of these.
    """
    cache = cache_of(__name__, folder, files=["pages/*.parquet"], bundle=None)
    found = cache.json(
        "substance", lambda: found_again(folder, SUBSTANCE_LABELS, models).to_dict("list")
    )
    table = pd.DataFrame(found)
    dense, groups = encode(table.text.tolist())
    labels = np.zeros((len(table), EITHER))
    labels[:, PADDING] = [_mean(letters, PADS) for letters in table.padding]
    labels[:, PARTICULAR] = [_mean(letters, PARTICULARS) for letters in table.particular]
    asked = np.isin(np.arange(EITHER + 1), SUBSTANCE)
    return Rows(
        table.text.to_numpy(object),
        dense,
        groups,
        labels,
        np.tile(asked, (len(table), 1)),
        np.tile(asked[:EITHER].astype(float), (len(table), 1)),
        table.site.to_numpy(object),
        np.where(table.page_id.str.startswith("wild"), "wild", "first").astype(object),
    )


def _mean(letters: str, says: dict[str, float]) -> float:
    """Return what some annotators say together.

    >>> _mean("pn", PADS)
    0.5
    """
    return float(np.mean([says[letter] for letter in letters]))


def teaching(folder: Path) -> Rows:
    """Rows that only teach: those one annotator labelled, and the invented ones.

    The invented sentences stand in columns hedge, speculation, text, separated by tabs.
    """
    lines = [line for line in INVENTED.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    cells = [line.split("\t") for line in lines if line]
    invented = pd.DataFrame(cells, columns=["hedge", "speculation", "text"])
    invented["site"] = [f"seed {number}" for number in range(len(cells))]
    cache = cache_of(__name__, folder, files=["pages/*.parquet"], bundle=None)
    found = cache.json("once", lambda: found_again(folder, SENTENCES).to_dict("list"))
    once = _single(pd.DataFrame(found), (ONCE, ONCE, ONCE, 0.0, 0.0), source="once")
    return _single(invented, SEED_WEIGHTS, source="invented").with_rows(once)


def _flags(hedge: Any, kind: Any) -> Flags:
    """One column a head of what an annotator said; of substance they were not asked."""
    unasked = np.zeros(len(kind), bool)
    flags: Flags = np.column_stack([hedge == "1", kind == "1", kind == "v", unasked, unasked])
    return flags


def _single(table: pd.DataFrame, weight: tuple[float, ...], *, source: str) -> Rows:
    """Encode sentences that have one label each; what a row counts for each head."""
    labels = _flags(table.hedge, table.speculation)
    dense, groups = encode(table.text.tolist())
    return Rows(
        table.text.to_numpy(object),
        dense,
        groups,
        labels.astype(float),
        np.ones((len(table), EITHER + 1), bool),
        np.tile(weight, (len(table), 1)),
        table.site.to_numpy(object),
        np.full(len(table), source, object),
    )
