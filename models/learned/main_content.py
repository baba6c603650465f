"""Train the model that finds the main content, and one model a fold for honest figures.

Run ``python models/content.py [--data FOLDER] [--cache FOLDER]``; needs the extra
``train-content``. Writes ``models/default/content.npz`` and ``content.json``; the fold models stay
in the cache folder for the benchmark. A fold model has not seen the sites of its fold, nor were
the class words it knows counted there. `content_net` holds the network, `content_pages` what it
learns from, `content_gold` the labels. The line that estimates a page's share of main content
is fitted on pages that further networks judged, each of which had not seen their fold either.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest import mock

import numpy as np
from sklearn.linear_model import QuantileRegressor

sys.path.insert(0, str(Path(__file__).resolve().parent))
from models.learned.main_content_gold import FOLDS, Gold, gold_pages, label, words

from pagequality.learned.main_content import network as blocks
from pagequality.learned.main_content.features import measure
from pagequality.learned.main_content.labels import LabelBook, Stems
from pagequality.learned.main_content import decision as content
from pagequality.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.learned.main_content_network import Example, Trained

    from pagequality.page.page import Page
    from pagequality.page.blocks import BlockTable

HERE: Final = Path(__file__).resolve().parent
DATA: Final = Path(os.environ.get("PAGEQUALITY_DATA", HERE.parent.parent / "shared" / "data"))
CACHE: Final = Path(tempfile.gettempdir()) / "pagequality-content"
SITES: Final = 0.035
"""On such a share of the sites a class word must stand to become a stem."""
_WORD = re.compile(r"[a-z]+")
_HUMP = re.compile(r"([a-z])([A-Z])")
_SHORTEST = 3
_UTILITY: Final = frozenset(
    "flex col row items center justify between left right top bottom width height min max gap "
    "font align padding margin absolute relative rounded border white black gray grey blue "
    "green red orange purple yellow dark light first last odd even and the has".split()
)
"""Words that only style: colours, sides, sizes."""
SMALL: Final = ("stem", "category")
"""Arrays that are kept in half precision."""


@cache
def label_words(text: str) -> set[str]:
    """Return the words of a class or id label; ``siteFooter`` has two."""
    return set(_WORD.findall(_HUMP.sub(r"\1 \2", text).lower()))


def common_stems(pages: Sequence[tuple[Gold, Example]]) -> tuple[str, ...]:
    """Return the class words that many sites use, whatever they label."""
    seen: dict[str, set[str]] = defaultdict(set)
    for row, page in pages:
        for word in set().union(*map(label_words, set(page.labels))):
            seen[word].add(row.site)
    least = SITES * len({row.site for row, _ in pages})
    return tuple(
        sorted(
            word
            for word, where in seen.items()
            if len(where) >= least and len(word) >= _SHORTEST and word not in _UTILITY
        )
    )


def blocks_of(row: Gold) -> Page:
    """Read a page up to its blocks; none of them is judged."""
    with mock.patch.object(content, "find", _undecided):
        return read(row.html, url=row.url)


def _undecided(table: BlockTable, *_: Any) -> content.MainContent:
    return content.MainContent(np.zeros(len(table)), np.zeros(len(table), bool), np.nan, "")


def gather(data: Path) -> list[tuple[Gold, Example]]:
    """Read, measure and label the gold pages that have text."""
    book = LabelBook(Stems(()), np.zeros((0, 0), np.float32))
    read_pages = ((row, blocks_of(row)) for row in gold_pages(data))
    return [(row, example(page, row, book)) for row, page in read_pages if len(page.table)]


def example(page: Page, stored: Gold, book: LabelBook) -> Example:
    """Measure and label a page."""
    from models.learned.main_content_network import Example  # noqa: PLC0415 - PyTorch is needed only to train

    held, sizes = label(page, stored.text)
    return Example(
        shape=measure(page.table, page.tokens, page.first_word, book=book),
        labels=tuple(holder[1] for holder in page.table.containers),
        words=sizes.astype(float),
        share=held / np.maximum(sizes, 1),
        hidden=page.table.hidden,
        gold_words=len(words(stored.text)),
        page_type=stored.page_type,
    )


def train_all(data: Path, cache: Path) -> None:
    """Train the model of all pages and the fold models."""
    held = gather(data)
    nets: dict[frozenset[int], Trained] = {}

    def net(spared: frozenset[int]) -> Trained:
        if spared not in nets:
            nets[spared] = taught([pair for pair in held if pair[0].fold not in spared])
        return nets[spared]

    folders = {frozenset(): HERE / "default"}
    folders |= {frozenset((fold,)): cache / f"fold{fold}" for fold in range(FOLDS)}
    for spared, folder in folders.items():
        judged = []
        for fold in sorted(set(range(FOLDS)) - spared):
            pages = [page for row, page in held if row.fold == fold]
            judged += zip(pages, net(spared | {fold}).judge(pages), strict=True)
        write(net(spared), share_line(judged), folder)


def share_line(judged: Sequence[tuple[Example, np.ndarray]]) -> np.ndarray:
    """Fit the share of main content to what is decided on pages; return constant and slopes.

    The pages must have been judged by networks that never saw their sites. The line is that
    of the median, which has the least absolute error.
    """
    rows = [
        (*content.decide(probability.astype(float), page.shape, page.hidden)[1], page.shown)
        for page, probability in judged
    ]
    table = np.array(rows)
    table = table[np.isfinite(table).all(axis=1)]
    line = QuantileRegressor(quantile=0.5, alpha=0).fit(table[:, :-1], table[:, -1])
    return np.array([line.intercept_, *line.coef_])


def taught(held: Sequence[tuple[Gold, Example]]) -> Trained:
    """Count class words on some pages, then train on them."""
    from models.learned.main_content_network import train  # noqa: PLC0415 - PyTorch is needed only to train

    stems = common_stems(held)
    trained = train([page for _, page in held], stems)
    print(f"trained on {len(held)} pages, {len(stems)} stems", flush=True)
    return trained


def write(trained: Trained, line: np.ndarray, folder: Path) -> None:
    """Write ``content.npz`` and ``content.json``."""
    from models.learned.main_content_network import TYPES, arrays  # noqa: PLC0415 - PyTorch is needed only to train

    folder.mkdir(parents=True, exist_ok=True)
    kept = {
        name: array.astype(np.float16 if name in SMALL else np.float32)
        for name, array in (arrays(trained) | {"share": line}).items()
    }
    np.savez_compressed(folder / "content.npz", **kept)
    about = {"protocol": blocks.PROTOCOL, "page_types": TYPES, "stems": trained.stems}
    (folder / "content.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def fold_models(data: Path, cache: Path) -> list[blocks.BlockModel]:
    """Return the fold models, trained first when the cache holds none."""
    if not (cache / f"fold{FOLDS - 1}" / "content.npz").is_file():
        train_all(data, cache)
    return [blocks.load(cache / f"fold{fold}") for fold in range(FOLDS)]


def main() -> None:
    """Train everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--cache", type=Path, default=CACHE)
    options = parser.parse_args()
    train_all(options.data, options.cache)


if __name__ == "__main__":
    main()
