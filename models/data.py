"""The development data: which of it is read, and its digest.

Page files are named after their collection (``pages/pages-00.parquet``). Recipes read the
collections of `COLLECTIONS` and what belongs to them, whatever else lies in the folder: labels
of their pages, and rows of ``lines.csv`` and ``sentences.csv`` whose id starts as theirs do.
"""

from __future__ import annotations

import csv
import hashlib
from typing import TYPE_CHECKING, Any, Final

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLLECTIONS: Final = ("pages", "wild")
"""Which collections of pages are read: the first, and the wild slice."""
LINE_ROWS: Final = ("lS", "lW", "lX")
"""How the ids of their rows in ``lines.csv`` start; the last are of no page."""
SENTENCE_ROWS: Final = ("sS", "sW")
"""How those in ``sentences.csv`` start."""
_COLUMNS: Final = ("id", "url", "site", "source", "html")
_SHOWN: Final = 16


def page_files(folder: Path, collections: tuple[str, ...] | None = None) -> list[Path]:
    """Return the files of the pages that are read, collection by collection."""
    return [
        path
        for collection in collections or COLLECTIONS
        for path in sorted((folder / "pages").glob(f"{collection}-*.parquet"))
    ]


def pages(
    folder: Path,
    columns: tuple[str, ...] = _COLUMNS,
    collections: tuple[str, ...] | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the stored pages: ``id``, ``url``, ``site``, ``source`` and ``html``."""
    for path in page_files(folder, collections):
        yield from pq.read_table(path, columns=list(columns)).to_pylist()


def site_pages(folder: Path, columns: tuple[str, ...] = _COLUMNS) -> Iterator[dict[str, Any]]:
    """Yield further pages of the sites, which have no labels of their own."""
    for path in sorted((folder / "sites").glob("*.parquet")):
        yield from pq.read_table(path, columns=list(columns)).to_pylist()


def labels(folder: Path, collections: tuple[str, ...] | None = None) -> dict[str, dict[str, str]]:
    """Return by page id the rows of ``labels.csv`` that are of the pages that are read."""
    known = {stored["id"] for stored in pages(folder, ("id",), collections)}
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file) if row["id"] in known}


def labelled_rows(folder: Path, name: str, starts: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of a file of labels whose id starts in one of these ways."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["id"].startswith(starts)]


def sites(folder: Path) -> dict[str, str]:
    """Return by page id the site of every page in the folder, whatever its collection."""
    files = [*sorted((folder / "pages").glob("*.parquet")), *sorted(folder.glob("sites/*.parquet"))]
    tables = (pq.read_table(path, columns=["id", "site"]).to_pydict() for path in files)
    return {
        page: site
        for table in tables
        for page, site in zip(table["id"], table["site"], strict=True)
    }


def digest(folder: Path) -> str:
    """Return a digest of the page files that are read and of their rows of labels.

    Other collections beside them change nothing.
    """
    total = hashlib.sha256()
    for path in page_files(folder):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for row in labels(folder).values():
        total.update("\x1f".join([*row, *row.values(), "\n"]).encode())
    return total.hexdigest()[:_SHOWN]
