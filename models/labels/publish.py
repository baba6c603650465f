"""Publish the labels: each with its page's public repository, path and digest.

No text, no title, no address of a page, and not the annotators' free words.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from models.data import labels, pages
from models.labels.found_again import digest
from models.places import LABELS

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED: Final = LABELS / "pages.csv"
COLUMNS: Final = (
    "id", "site", "source", "score", "low", "kind", "flags", "confidence", "repo", "path", "sha1",
)  # fmt: skip


HEADLINES: Final = LABELS / "headlines.csv"
HEADLINE_COLUMNS: Final = (
    "page_id", "site", "source", "digest", "promise_a", "promise_b", "delivered_a", "delivered_b",
    "bait_a", "bait_b", "repo", "path", "sha1",
)  # fmt: skip


def headline_rows(data: Path) -> list[dict[str, str]]:
    """Join what annotators said of headlines with where their pages stand; no headline's words."""
    columns = ("id", "source", "repo", "path", "sha1")
    places = {stored["id"]: stored for stored in pages(data, columns)}
    with (data / "headlines.csv").open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["page_id"] in places]
    return [{**places[row["page_id"]], **row, "digest": digest(row["headline"])} for row in found]


def rows(data: Path) -> list[dict[str, str]]:
    """Join the labels with where their pages stand."""
    places = {stored["id"]: stored for stored in pages(data, ("id", "repo", "path", "sha1"))}
    return [{**row, **places[name]} for name, row in labels(data).items()]


def write(path: Path, columns: tuple[str, ...], found: list[dict[str, str]]) -> None:
    """Write some columns of rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    print(f"wrote {len(found)} labels to {path.name}")


def run(data: Path) -> None:
    """Write both files."""
    write(PUBLISHED, COLUMNS, rows(data))
    write(HEADLINES, HEADLINE_COLUMNS, headline_rows(data))
