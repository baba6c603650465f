"""Labels of lines and sentences without their texts, which are found again on the pages.

``lines.csv``, ``sentences.csv`` and ``substance.csv`` hold what language-model annotators said of
lines and sentences under the published rubrics, with the page and a digest of the text. The texts
belong to the authors of the pages; `texts` reads the pages and finds those with a digest.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Final

import pandas as pd

from models.data import pages
from models.places import LABELS
from pagequality.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pagequality.learned.models import Models
    from pagequality.page.page import Page

LINES: Final = LABELS / "lines.csv"
SENTENCES: Final = LABELS / "sentences.csv"
SUBSTANCE: Final = LABELS / "substance.csv"


def digest(text: str) -> str:
    """Return ten hexadecimal digits that stand for a text, whatever its white space.

    >>> digest("Leave  a reply") == digest("Leave a reply ")
    True
    """
    return hashlib.sha1(" ".join(text.split()).encode(), usedforsecurity=False).hexdigest()[:10]


@cache
def found_again(data: Path, labels: Path, models: Models | None = None) -> pd.DataFrame:
    """Return the labels whose texts stand on the pages: page_id, site, text and the labels.

    Labels of texts that today's reader cuts otherwise are left out. ``models`` are what the pages
    are read with, those of the bundle if None.
    """
    table = pd.read_csv(labels, dtype=str, keep_default_na=False)
    wanted = set(table.page_id)
    rows = [
        (stored["id"], stored["site"], digest(text), text)
        for stored in pages(data)
        if stored["id"] in wanted
        for text in set(texts(read(stored["html"], url=stored["url"], models=models), labels))
    ]
    found = pd.DataFrame(rows, columns=["page_id", "site", "digest", "text"])
    joined = table.merge(found, on=["page_id", "digest"]).drop(columns="digest")
    print(f"{labels.name}: {len(joined)} of {len(table)} texts found again", flush=True)
    return joined


def texts(page: Page, labels: Path) -> Iterator[str]:
    """Yield the texts of a page that a file of labels speaks of: its lines or its sentences."""
    spans = (page.table.start, page.table.end) if labels == LINES else page.sentences
    for start, end in zip(spans[0].tolist(), spans[1].tolist(), strict=True):
        yield page.text[start:end]
