"""Publish the labels: each with its page's public repository, path and digest.

No text, no title, no address of a page, and not the annotators' free words.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from models.data import labels, pages
from models.places import LABELS

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED: Final = LABELS / "pages.csv"
COLUMNS: Final = (
    "id", "site", "source", "score", "low", "kind", "flags", "confidence", "repo", "path", "sha1",
)  # fmt: skip


def rows(data: Path) -> list[dict[str, str]]:
    """Join the labels with where their pages stand."""
    places = {stored["id"]: stored for stored in pages(data, ("id", "repo", "path", "sha1"))}
    return [{**row, **places[name]} for name, row in labels(data).items()]


def run(data: Path) -> None:
    """Write the file."""
    found = rows(data)
    with PUBLISHED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    print(f"wrote {len(found)} labels")
