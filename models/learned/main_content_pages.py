"""Pages as tensors: what the network of `main_content_network` learns from, laid end to end."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from torch.nn import functional

from models.learned.main_content_example import TYPES
from pagequality.learned.main_content.features import ENDS, STARTS, TAGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.learned.main_content_example import Example
    from pagequality.text.arrays import Array, Floats

Rows = dict[str, torch.Tensor]
UNKNOWN: Final = -1
"""Stands for the type of a page of which it is not known."""


@dataclass(frozen=True, eq=False)
class Scale:
    """Mean and spread of block, holder and page measures."""

    mean: tuple[Floats, ...]
    spread: tuple[Floats, ...]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Scale:
        """Measure some pages."""
        tables = (
            np.concatenate([e.shape.blocks[:, ::3] for e in examples], axis=1),
            np.concatenate([e.shape.holders[:, ::3] for e in examples], axis=1),
            np.stack([e.shape.page for e in examples], axis=1),
        )
        spread = tuple(np.maximum(t.std(1), 0.05) for t in tables)
        return cls(tuple(t.mean(1) for t in tables), spread)

    def apply(self, number: int, table: Array) -> Array:
        """Scale a table of one row an item."""
        return (table - self.mean[number]) / self.spread[number]


def prepare(example: Example, scale: Scale, find: Callable[[str], list[int]]) -> Rows:
    """Return a page as tensors; ``find`` numbers the stems of a label."""
    shape = example.shape
    size, held = shape.blocks.shape[1], len(shape.tags)
    found = [find(label) for label in example.labels]
    kind = shape.categories
    categories = np.stack([
        kind // (len(ENDS) * STARTS),
        kind // STARTS % len(ENDS) + len(TAGS),
        kind % STARTS + len(TAGS) + len(ENDS),
    ], axis=1)  # fmt: skip
    numbers = {
        "categories": categories, "tags": shape.tags, "parents": shape.parents,
        "chain": shape.chain.T, "first": shape.first, "last": shape.last,
        "holder": np.repeat(np.arange(len(found)), [len(stems) for stems in found]),
        "stem": list(chain.from_iterable(found)), "owner": np.zeros(size),
        "type": [TYPES.index(example.page_type) if example.page_type else UNKNOWN],
    }  # fmt: skip
    measures = {
        "blocks": scale.apply(0, shape.blocks.T), "holders": scale.apply(1, shape.holders.T),
        "page": scale.apply(2, shape.page[None]), "length": shape.blocks[:1].T,
        "words": example.words, "share": example.share,
        "gold": [example.gold_words],
    }  # fmt: skip
    outer = numbers["parents"] == np.arange(held)
    rows = {name: torch.tensor(np.asarray(row), dtype=torch.long) for name, row in numbers.items()}
    rows["outermost"] = torch.tensor(outer)
    return rows | {
        name: torch.tensor(np.asarray(row), dtype=torch.float32) for name, row in measures.items()
    }


_OFFSETS: Final = {
    "parents": "holders", "chain": "holders", "holder": "holders", "first": "blocks",
    "last": "blocks", "owner": "page",
}  # fmt: skip
"""Which columns count holders, blocks or pages, and so shift when pages are laid end to end."""


def batch(pages: Sequence[Rows]) -> dict[str, Any]:
    """Lay pages end to end."""
    done = dict.fromkeys(_OFFSETS.values(), 0)
    columns: dict[str, list[torch.Tensor]] = {name: [] for name in pages[0]}
    for page in pages:
        for name, column in page.items():
            columns[name].append(column + done[_OFFSETS[name]] if name in _OFFSETS else column)
        for name in done:
            done[name] += len(page[name])
    rows: dict[str, Any] = {name: torch.cat(column) for name, column in columns.items()}
    rows["parents"][rows.pop("outermost")] = done["holders"]
    rows["sizes"] = [len(page["blocks"]) for page in pages]
    return rows


def shifted(rows: torch.Tensor, sizes: list[int], distance: int) -> torch.Tensor:
    """Return for each row the one so far before it on its page, zeros where there is none."""
    parts = []
    for page in rows.split(sizes):
        cut = page[: max(len(page) - distance, 0)] if distance > 0 else page[-distance:]
        gap = len(page) - len(cut)
        parts.append(functional.pad(cut, (0, 0, gap, 0) if distance > 0 else (0, 0, 0, gap)))
    return torch.cat(parts)
