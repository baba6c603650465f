"""The sample pages and what ``labels.csv`` says of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PAGES = Path(__file__).parent / "pages"
MOVED = pytest.StashKey[list[tuple[str, Any, Any]]]()
"""The snapshots that a run has rewritten: page, what was expected, what is."""


@dataclass(frozen=True)
class Sample:
    """A row of ``labels.csv``: a page, 1 for low, 0 for honest, nothing for an edge case."""

    name: str
    label: int | None
    kind: str

    @property
    def html(self) -> bytes:
        """The page's bytes."""
        return (PAGES / self.name).read_bytes()


def read_samples() -> list[Sample]:
    """Read every row of labels.csv."""
    with (PAGES / "labels.csv").open(encoding="utf-8", newline="") as file:
        return [
            Sample(row["file"], int(row["label"]) if row["label"] else None, row["kind"])
            for row in csv.DictReader(file)
        ]
