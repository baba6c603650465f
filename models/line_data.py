"""Labelled lines and their features as sparse matrices, for `models/lines.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import scipy.sparse as sp

from pagequality.classifiers.line_features import BITS, KINDS, buckets, find_lines
from pagequality.classifiers.lines import LineModel, topic_kinds
from pagequality.lexicons import default_matcher
from pagequality.text import tokenise

if TYPE_CHECKING:
    from pathlib import Path

CODES = {
    "A": "adblock", "C": "consent", "D": "discussion", "N": "newsletter", "S": "social",
    "R": "related", "P": "promo", "F": "disclosure", "W": "wall", "L": "legal",
    "V": "navigation", "M": "metadata", "B": "body",
}  # fmt: skip
CLASSES = (*KINDS, "body")
PLAIN_SCALE, TABLE_SCALE = 0.3, 2.0
_CHUNK = 20_000


def labelled(data: Path) -> pd.DataFrame:
    """The lines on which both annotators agree: page_id, text, label (a number of CLASSES)."""
    lines = pd.read_csv(data / "lines.csv")
    lines = lines[lines.purpose_a == lines.purpose_b].reset_index(drop=True)
    names = lines.purpose_a.map(CODES)
    return lines[["page_id", "text"]].assign(label=[CLASSES.index(name) for name in names])


def turku(data: Path) -> pd.DataFrame:
    """Lines that an editor would keep or not: lang, part, doc, line, text, keep."""
    return pd.read_parquet(data / "benchmarks" / "line_quality_turku.parquet")


def phrase_lines() -> tuple[list[str], np.ndarray]:
    """The phrases of the lexicons as lines of their own, and their labels."""
    pairs = [
        (phrase, CLASSES.index(topic))
        for topic, phrases in default_matcher().phrases.items()
        if topic in KINDS
        for phrase in dict.fromkeys(phrases)
    ]
    return [phrase.capitalize() for phrase, _ in pairs], np.array([label for _, label in pairs])


def raw_features(texts: list[str]) -> tuple[np.ndarray, sp.csr_matrix]:
    """Readable features as they stand, and the scaled counts of hashed words."""
    plain, hashed = [], []
    matcher = default_matcher()
    kinds = topic_kinds(matcher.topics)
    for first in range(0, len(texts), _CHUNK):
        part = [" ".join(text.split())[:2000] for text in texts[first : first + _CHUNK]]
        tokens = tokenise("\n".join(part))
        sizes = np.array([len(text) + 1 for text in part])
        lines = find_lines(tokens, np.cumsum(sizes) - sizes)
        model = LineModel(np.zeros((0, 0), np.float32), ())
        plain.append(model.features(lines, matcher.match(tokens), kinds))
        blocks = []
        for (rows, count), bits in zip(buckets(lines), BITS, strict=True):
            weight = np.repeat(1 / np.sqrt(np.maximum(count, 1)), count).astype(np.float32)
            pointer = np.append(0, np.cumsum(count))
            blocks.append(sp.csr_matrix((weight, rows, pointer), shape=(len(part), 1 << bits)))
        hashed.append(sp.hstack(blocks).tocsr())
    return np.concatenate(plain), sp.vstack(hashed).tocsr()
