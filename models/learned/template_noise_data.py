"""Lines to learn from and their features as sparse matrices, for `template_noise`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.model_selection import GroupKFold

from models.data import LINE_ROWS, labelled_rows, pages
from models.data import labels as labels_of
from models.labels.found_again import LINES, found_again
from models.places import SEEDS
from pagequality.learned.template_noise.features import (
    BITS,
    CLASSES,
    KINDS,
    Lines,
    buckets,
    find_lines,
)
from pagequality.learned.template_noise.markup import WIDTH, marks
from pagequality.learned.template_noise.model import TemplateNoiseModel, topic_kinds
from pagequality.reading import read
from pagequality.text.lexicons import default_matcher
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.text.arrays import Floats, Floats32, Ints

CODES: Final = {
    "A": "adblock", "C": "consent", "D": "discussion", "N": "newsletter", "S": "social",
    "R": "related", "P": "promo", "F": "disclosure", "W": "wall", "L": "legal",
    "V": "navigation", "M": "metadata", "B": "body",
}  # fmt: skip
FOLDS: Final = 5
ONCE: Final = 0.3
"""What a line that one annotator labelled counts; most were drawn because they are hard."""
_CHUNK = 20_000
_LONGEST = 2000
_COPIES = 8
_SLOT = re.compile(r"\{(\w+)\}")
_NOTHING = np.zeros((0, 0), np.float32)
_NO_MODEL = TemplateNoiseModel(_NOTHING, (), _NOTHING, _NOTHING)


@dataclass(frozen=True)
class Features:
    """Lines as numbers: readable features as they stand, scaled counts of hashed words."""

    plain: Floats32
    hashed: sp.csr_matrix

    def at(self, rows: Ints) -> Features:
        """Return some of the lines."""
        return Features(self.plain[rows], self.hashed[rows])


def joined(*parts: Features) -> Features:
    """Put several sets of lines one after the other."""
    return Features(
        np.concatenate([part.plain for part in parts]),
        sp.vstack([part.hashed for part in parts]).tocsr(),
    )


def labelled(data: Path) -> pd.DataFrame:
    """All labelled lines: page_id, site, text, label, weight.

    First, with weight 1, those on which two annotators agree; then, with less, those that one
    annotator labelled.
    """
    twice = pd.DataFrame(labelled_rows(data, "lines.csv", LINE_ROWS))
    twice = twice[twice.purpose_a == twice.purpose_b].rename(columns={"purpose_a": "purpose"})
    site = twice.page_id.map({name: row["site"] for name, row in labels_of(data).items()})
    twice = twice.assign(site=site.fillna(twice.page_id), weight=1.0)
    lines = pd.concat([twice, found_again(data, LINES).assign(weight=ONCE)], ignore_index=True)
    label = [CLASSES.index(CODES[code]) for code in lines.purpose]
    return lines[["page_id", "site", "text", "weight"]].assign(label=label)


def fold_of(lines: pd.DataFrame, group: str = "page_id") -> Ints:
    """Deal the lines that two annotators agree on to five folds, by page or site.

    A line of one annotator goes to the fold of its page or site, or to none (-1).
    """
    keys = lines[group][lines.weight == 1]
    fold: dict[str, int] = {}
    for number, (_, test) in enumerate(GroupKFold(FOLDS).split(keys, groups=keys)):
        fold |= dict.fromkeys(keys.iloc[test], number)
    found: Ints = lines[group].map(fold).fillna(-1).to_numpy(np.intp)
    return found


def line_marks(data: Path, lines: pd.DataFrame) -> tuple[Floats32, Ints]:
    """The markup of labelled lines, found again on their pages; and which were found."""
    wanted = lines.groupby("page_id").indices
    found = np.zeros((len(lines), WIDTH), np.float32)
    known: list[int] = []
    for stored in pages(data, ("id", "html")):
        if stored["id"] not in wanted:
            continue
        page = read(stored["html"])
        table, place = marks(page.table), dict[str, int]()
        for block, text in enumerate(page.text.split("\n")):
            place.setdefault(_bare(text), block)
        for row in wanted[stored["id"]].tolist():
            block_of = place.get(_bare(lines.text[row]))
            if block_of is not None:
                found[row] = table[block_of]
                known.append(row)
    return found, np.sort(np.array(known, np.intp))


def _bare(text: str) -> str:
    """The first words alone, to compare texts from different extractors."""
    return re.sub(r"\W+", "", text.lower())[:50]


def turku(data: Path) -> pd.DataFrame:
    """Lines that an editor would keep or not: lang, part, doc, line, text, keep, page."""
    lines = pd.read_parquet(data / "benchmarks" / "line_quality_turku.parquet")
    return lines.assign(page=lines.lang + lines.part + lines.doc.astype(str))


def phrase_lines() -> tuple[list[str], Ints]:
    """The phrases of the lexicons as lines of their own, and their labels."""
    pairs = [
        (phrase, CLASSES.index(topic))
        for topic, phrases in default_matcher().phrases.items()
        if topic in KINDS
        for phrase in dict.fromkeys(phrases)
    ]
    return [phrase.capitalize() for phrase, _ in pairs], np.array([label for _, label in pairs])


def seed_lines() -> tuple[list[str], Ints, Floats]:
    """Invented lines: a template with slots is filled in several times, at a lower weight."""
    slots: dict[str, list[str]] = {}
    rows: list[tuple[str, int]] = []
    label = -1
    for raw in (SEEDS / "lines.txt").read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("[") and line[1:-1] in CLASSES:
            label = CLASSES.index(line[1:-1])
        elif line.startswith("@") and label < 0:
            name, _, choices = line[1:].partition(" = ")
            slots[name] = choices.split(" | ")
        elif line and label >= 0:
            rows += [(line, label)] * (_COPIES if "{" in line else 1)
    generator = np.random.default_rng(0)

    def fill(text: str) -> str:
        while found := _SLOT.search(text):
            choices = slots[found[1]]
            choice = choices[generator.integers(len(choices))]
            text = text[: found.start()] + choice + text[found.end() :]
        return text

    weight = [1 / np.sqrt(_COPIES) if "{" in line else 1.0 for line, _ in rows]
    texts = [fill(line) for line, _ in rows]
    return texts, np.array([label for _, label in rows]), np.array(weight)


def cut(texts: list[str]) -> Lines:
    """Tokenise lines that belong together."""
    plain = [" ".join(text.split())[:_LONGEST] for text in texts]
    sizes = np.array([len(text) + 1 for text in plain])
    return find_lines(tokenise("\n".join(plain)), np.cumsum(sizes) - sizes)


def features(texts: list[str]) -> Features:
    """Features of lines, each by itself."""
    plain, hashed = [], []
    matcher = default_matcher()
    kinds = topic_kinds(matcher.topics)
    for first in range(0, len(texts), _CHUNK):
        lines = cut(texts[first : first + _CHUNK])
        plain.append(_NO_MODEL.features(lines, matcher.match(lines.tokens), kinds))
        blocks = []
        for (rows, count), bits in zip(buckets(lines), BITS, strict=True):
            weight = np.repeat(1 / np.sqrt(np.maximum(count, 1)), count).astype(np.float32)
            shape = (len(lines), 1 << bits)
            blocks.append(sp.csr_matrix((weight, rows, np.append(0, count.cumsum())), shape=shape))
        hashed.append(sp.hstack(blocks).tocsr())
    return Features(np.concatenate(plain), sp.vstack(hashed).tocsr())
