"""Train the model that finds the main content, and one model a fold for honest figures.

Run ``python models/content.py [--data FOLDER] [--cache FOLDER]``; needs the extra ``train``
with PyTorch. Writes ``models/default/content.npz`` and ``content.json``; the fold models, each
trained without the sites of its fold, stay in the cache folder for the benchmark. `content_net`
holds the network, `content_gold` the labels.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from content_gold import FOLDS, Gold, gold_pages, label, words

from pagequality.classifiers import blocks
from pagequality.classifiers.block_features import OPENING, measure
from pagequality.reading import read
from pagequality.text import hash_words

if TYPE_CHECKING:
    from content_net import Example

    from pagequality.page import Page

HERE: Final = Path(__file__).resolve().parent
DATA: Final = Path(os.environ.get("PAGEQUALITY_DATA", HERE.parent.parent / "shared" / "data"))
CACHE: Final = Path(tempfile.gettempdir()) / "pagequality-content"
SITES: Final = 45
"""On so many sites a class word must stand to become a stem."""
WORD_SITES: Final = 12
"""On so many sites a word must open a block to join the vocabulary."""
PROTOCOL: Final = 1
_WORD = re.compile(r"[a-z]+")
_HUMP = re.compile(r"([a-z])([A-Z])")
_SHORTEST = 3
_UTILITY: Final = frozenset(
    "flex col row items center justify between left right top bottom width height min max gap "
    "font align padding margin absolute relative rounded border white black gray grey blue "
    "green red orange purple yellow dark light first last odd even and the has".split()
)
"""Words that only style: colours, sides, sizes."""
SMALL: Final = ("stem", "word")
"""Arrays that are kept in half precision."""


def label_words(text: str) -> set[str]:
    """Return the words of a class or id label; ``siteFooter`` has two."""
    return set(_WORD.findall(_HUMP.sub(r"\1 \2", text).lower()))


def common_stems(pages: list[Page], sites: list[str]) -> tuple[str, ...]:
    """Return the class words that many sites use, whatever they label."""
    seen: dict[str, set[str]] = defaultdict(set)
    for page, site in zip(pages, sites, strict=True):
        for text in {holder[1] for holder in page.table.containers}:
            for word in label_words(text):
                seen[word].add(site)
    return tuple(
        sorted(
            word
            for word, where in seen.items()
            if len(where) >= SITES and len(word) >= _SHORTEST and word not in _UTILITY
        )
    )


def common_words(pages: list[Page], sites: list[str]) -> list[str]:
    """Return the words that open blocks on many sites."""
    seen: dict[str, set[str]] = defaultdict(set)
    for page, site in zip(pages, sites, strict=True):
        tokens, first = page.tokens, page.first_word.tolist()
        for start, end in itertools.pairwise(first):
            for i in range(start, min(end, start + OPENING)):
                seen[tokens.word(i).lower().replace("’", "'")].add(site)
    return sorted(word for word, where in seen.items() if len(where) >= WORD_SITES)


@dataclass(frozen=True, eq=False)
class Material:
    """What is learned from: the labelled pages with their examples, stems and words."""

    held: list[tuple[Gold, Example]]
    stems: tuple[str, ...]
    words: list[str]

    def train(self, without: int | None, folder: Path) -> None:
        """Train on all pages but those of a fold; write the model."""
        from content_net import TYPES, train  # noqa: PLC0415 - PyTorch is needed only to train

        pages = [page for row, page in self.held if row.fold != without]
        weights = train(pages, len(self.stems), len(self.words), seed=0)
        about = {"protocol": PROTOCOL, "page_types": TYPES, "stems": self.stems}
        write({"words": hash_words(self.words)} | weights, folder, about)
        print(f"{folder}: trained on {len(pages)} pages", flush=True)


def gather(data: Path) -> Material:
    """Read, measure and label all gold pages."""
    stored = gold_pages(data)
    pages = [read(row.html, url=row.url) for row in stored]
    sites = [row.site for row in stored]
    names, known = common_stems(pages, sites), common_words(pages, sites)
    finder = blocks.Stems(names), blocks.Vocabulary(hash_words(known))
    pairs = zip(pages, stored, strict=True)
    held = [(row, example(page, row, finder=finder)) for page, row in pairs if len(page.table)]
    return Material(held, names, known)


def example(page: Page, stored: Gold, *, finder: tuple[blocks.Stems, blocks.Vocabulary]) -> Example:
    """Measure and label a page."""
    from content_net import Example  # noqa: PLC0415 - PyTorch is needed only to train

    stems, vocabulary = finder
    shape = measure(page.table, page.tokens, page.first_word)
    found = [stems.find(text) for text in shape.labels]
    number = vocabulary.numbers(shape.word_hash)
    held, sizes = label(page, stored.text)
    return Example(
        shape=shape,
        holder=np.repeat(np.arange(len(found)), [len(stem) for stem in found]),
        stem=np.array([number for stem in found for number in stem], int),
        block=shape.word_block[number > 0],
        word=number[number > 0],
        words=sizes.astype(float),
        share=held / np.maximum(sizes, 1),
        gold_words=len(words(stored.text)),
        page_type=stored.page_type,
    )


def write(weights: dict[str, np.ndarray], folder: Path, about: dict[str, Any]) -> None:
    """Write ``content.npz`` and ``content.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes = {name: np.float16 if name in SMALL else np.float32 for name in weights}
    sizes["words"] = np.uint32
    kept = {name: array.astype(sizes[name]) for name, array in weights.items()}
    np.savez_compressed(folder / "content.npz", **kept)
    text = json.dumps(about, indent=1)
    (folder / "content.json").write_text(text + "\n", encoding="utf-8")


def fold_models(data: Path, cache: Path) -> list[blocks.BlockModel]:
    """Return the fold models, trained first when the cache holds none."""
    folders = [cache / f"fold{fold}" for fold in range(FOLDS)]
    if not all((folder / "content.npz").is_file() for folder in folders):
        material = gather(data)
        for fold, folder in enumerate(folders):
            material.train(fold, folder)
    return [blocks.load(folder) for folder in folders]


def main() -> None:
    """Train the model of all pages and the fold models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--cache", type=Path, default=CACHE)
    options = parser.parse_args()
    material = gather(options.data)
    material.train(None, HERE / "default")
    for fold in range(FOLDS):
        material.train(fold, options.cache / f"fold{fold}")


if __name__ == "__main__":
    main()
