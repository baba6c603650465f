"""Lines to learn from, with what stands around them, and their features as matrices.

Lines and blocks of labelled pages are found again on their pages, once, and kept in the cache
with the site that folds hold out. Wordings of one adblock prompt count as one site.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import scipy.sparse as sp

from models.cache import cache_of
from models.data import LINE_ROWS, labelled_rows, pages, site_pages
from models.labels.found_again import LINES, digest
from models.places import SEEDS
from pagequality.learned.template_noise import letters
from pagequality.learned.template_noise.context import WIDTH, context
from pagequality.learned.template_noise.features import (
    BITS,
    BODY,
    CLASSES,
    KINDS,
    Lines,
    buckets,
    find_lines,
    lexical,
    readable,
)
from pagequality.learned.template_noise.model import topic_kinds
from pagequality.reading import read
from pagequality.text.lexicons import default_matcher
from pagequality.text.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pagequality.page.page import Page
    from pagequality.text.arrays import Array, Flags, Floats, Floats32, Ints

CODES: Final = {
    "A": "adblock", "C": "consent", "D": "discussion", "N": "newsletter", "S": "social",
    "R": "related", "P": "promo", "F": "disclosure", "W": "wall", "L": "legal",
    "V": "navigation", "M": "metadata", "B": "body",
}  # fmt: skip
FIRST, WILD, PROMPTS, ONCE, BLOCKS = "first", "wild", "notices", "once", "blocks"
"""The parts: lines that two annotators agree on, of the first collection, of wild sites, of
adblock prompts; lines that one annotator labelled; blocks told main or template by two."""
PARTS: Final = {"lS": FIRST, "lW": WILD, "lX": PROMPTS}
WEIGHTS: Final = {FIRST: 1.0, WILD: 1.0, PROMPTS: 1.0, ONCE: 0.3, BLOCKS: 0.1}
"""What a line counts. One annotator alone drew many hard lines; of a template's block nobody
said what it is for, and the two rubrics differ in what they call content."""
FOLDS: Final = 5
_ALIKE = 0.35
_CHUNK = 20_000
_SOME = 500
_LONGEST = 2000
_COPIES = 8
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Features:
    """Lines as numbers: readable features, scaled counts of hashed words, and runs of letters.

    Runs weigh what they do in `letters.Letters.say`: one by the root of how many a line has.
    """

    plain: Floats32
    hashed: sp.csr_matrix
    letters: sp.csr_matrix

    def at(self, rows: Ints) -> Features:
        """Return some of the lines."""
        return Features(self.plain[rows], self.hashed[rows], self.letters[rows])


@dataclass(frozen=True)
class Labelled:
    """Lines that teach or judge.

    ``lines`` has their text, site and part, the label (-1 for a template's block, which may be
    noise of any kind) and whether two annotators called them ``noise``; ``around`` is what
    `context.context` says of them, or zeros where they were not found on a page.
    """

    lines: pd.DataFrame
    around: Floats32

    def part(self, *names: str) -> Flags:
        """Which lines are of some parts."""
        chosen: Flags = self.lines.part.isin(names).to_numpy()
        return chosen

    @property
    def allowed(self) -> Floats32:
        """Which classes each line may be of."""
        label = self.lines.label.to_numpy()
        table = np.zeros((len(label), len(CLASSES)), np.float32)
        table[np.arange(len(label)), label] = 1
        table[label < 0] = np.arange(len(CLASSES)) != BODY
        return table

    @property
    def fold(self) -> Ints:
        """The fold of each line's site, dealt at random."""
        names, place = np.unique(self.lines.site.to_numpy(str), return_inverse=True)
        dealt: Ints = np.random.default_rng(0).integers(0, FOLDS, len(names))[place]
        return dealt


def labelled(data: Path) -> Labelled:
    """All labelled lines, from the cache if nothing has changed."""
    files = ("lines.csv", "main_blocks.parquet", "pages/wild-*.parquet", "sites/*.parquet")
    cache = cache_of("models.learned.template_noise_data", data, files=files, bundle=None)
    kept = cache.arrays("lines", lambda: _arrays(data))
    lines = pd.DataFrame({name: kept[name] for name in ("site", "part", "label")})
    lines["text"] = str(kept["text"]).split("\n")
    return Labelled(lines, kept["around"])


def _arrays(data: Path) -> dict[str, Array]:
    """Find all labelled lines on their pages."""
    rows_of = labelled_rows(data, "lines.csv", LINE_ROWS)
    agreed = [row for row in rows_of if row["purpose_a"] == row["purpose_b"]]
    wanted = _wanted(data, agreed)
    rows: list[tuple[str, str, str, int]] = []
    around: list[Floats32] = []
    for stored in chain(pages(data), site_pages(data)):
        if (asked := wanted.pop(stored["id"], None)) is None:
            continue
        page = read(stored["html"], url=stored["url"])
        table = surroundings(page)
        texts = page.text.split("\n")
        for text, part, label, block in _found(asked, texts):
            rows.append((text, stored["site"], part, label))
            around.append(table[block] if block >= 0 else np.zeros(WIDTH, np.float32))
    prompts = [row for row in agreed if not row["page_id"]]
    families = wording_families([row["text"] for row in prompts])
    for row, family in zip(prompts, families, strict=True):
        part, label = PARTS[row["id"][:2]], CLASSES.index(CODES[row["purpose_a"]])
        rows.append((row["text"], f"wording {family}", part, label))
        around.append(np.zeros(WIDTH, np.float32))
    texts_of, sites, parts, labels = zip(*rows, strict=True)
    return {
        "text": np.array("\n".join(" ".join(one.split())[:_LONGEST] for one in texts_of)),
        "site": np.array(sites),
        "part": np.array(parts),
        "label": np.array(labels, np.intp),
        "around": np.array(around),
    }


@dataclass
class _Asked:
    """What is looked for on one page: lines by text, lines by digest, blocks by place."""

    lines: list[tuple[str, str, int]]
    digests: dict[str, int]
    blocks: dict[int, tuple[str, int]]


def _wanted(data: Path, agreed: list[dict[str, str]]) -> dict[str, _Asked]:
    """What is looked for, page by page."""
    wanted: dict[str, _Asked] = defaultdict(lambda: _Asked([], {}, {}))
    for row in agreed:
        if row["page_id"]:
            label = CLASSES.index(CODES[row["purpose_a"]])
            wanted[row["page_id"]].lines.append((row["text"], PARTS[row["id"][:2]], label))
    once = pd.read_csv(LINES, dtype=str, keep_default_na=False)
    for page, code, purpose in zip(once.page_id, once.digest, once.purpose, strict=True):
        wanted[page].digests[code] = CLASSES.index(CODES[purpose])
    told = pd.read_parquet(data / "main_blocks.parquet")
    told = told[(told.main_a == told.main_b) & (told.main_a != "d")]
    columns = (told.page_id, told.block, told.text, told.main_a)
    for page, block, text, main in zip(*columns, strict=True):
        wanted[page].blocks[int(block)] = (text, BODY if main == "m" else -1)
    return dict(wanted)


def _found(asked: _Asked, texts: list[str]) -> Iterator[tuple[str, str, int, int]]:
    """Yield what of it stands on a page: text, part, label, and block (-1 for none)."""
    place: dict[str, int] = {}
    digests = dict(asked.digests)
    for block, text in enumerate(texts):
        place.setdefault(_bare(text), block)
        if digests and (code := digest(text)) in digests:
            yield text, ONCE, digests.pop(code), block
    for text, part, label in asked.lines:
        yield text, part, label, place.get(_bare(text), -1)
    for block, (text, label) in asked.blocks.items():
        if block < len(texts) and _bare(texts[block]) == _bare(text):
            yield texts[block], BLOCKS, label, block


def surroundings(page: Page) -> Floats32:
    """What stands around every block of a page."""
    lines = find_lines(page.tokens, page.table.start)
    phrases = lexical(lines, page.matches, topic_kinds(page.matcher.topics))
    return context(page.table, lines, phrases)


def wording_families(texts: list[str]) -> list[int]:
    """Number the texts so that wordings of one prompt, which share many words, share a number.

    >>> wording_families(["Allow our ads", "Please allow our ads", "You block ads"])
    [0, 0, 2]
    """
    words = [set(re.findall(r"\w+", text.lower())) for text in texts]
    family = list(range(len(texts)))
    for i, own in enumerate(words):
        for j in range(i):
            if len(own & words[j]) >= _ALIKE * len(own | words[j]):
                old, new = max(family[i], family[j]), min(family[i], family[j])
                family = [new if number == old else number for number in family]
    return family


def _bare(text: str) -> str:
    """The first words alone, to compare texts from different extractors."""
    return re.sub(r"\W+", "", text.lower())[:50]


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
    plain, hashed, runs = [], [], []
    matcher = default_matcher()
    kinds = topic_kinds(matcher.topics)
    for first in range(0, len(texts), _CHUNK):
        lines = cut(texts[first : first + _CHUNK])
        phrases = lexical(lines, matcher.match(lines.tokens), kinds)
        plain.append(np.concatenate([readable(lines), phrases], axis=1))
        blocks = []
        for (rows, count), bits in zip(buckets(lines), BITS, strict=True):
            weight = np.repeat(1 / np.sqrt(np.maximum(count, 1)), count).astype(np.float32)
            shape = (len(lines), 1 << bits)
            blocks.append(sp.csr_matrix((weight, rows, np.append(0, count.cumsum())), shape=shape))
        hashed.append(sp.hstack(blocks).tocsr())
        runs += letter_runs(lines)
    return Features(np.concatenate(plain), sp.vstack(hashed).tocsr(), sp.vstack(runs).tocsr())


def letter_runs(lines: Lines) -> list[sp.csr_matrix]:
    """Find the runs of letters of lines as matrices of some hundred lines each."""
    found = []
    for first in range(0, len(lines), _SOME):
        chosen = np.arange(first, min(first + _SOME, len(lines)))
        bucket, number = letters.runs(lines, chosen)
        weight = np.repeat(1 / np.sqrt(number), number).astype(np.float32)
        shape = (len(chosen), 1 << letters.BITS)
        found.append(sp.csr_matrix((weight, bucket, np.append(0, number.cumsum())), shape=shape))
    return found
