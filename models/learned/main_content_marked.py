"""Pages each block of which two annotators called main content, template, or doubtful.

Their sites are small firms, hobby pages, blogs, magazines and farms, which the pages with gold
text hardly show. A block that either annotator doubts, or on which they differ, is left out; so
is one that no annotator saw.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow.parquet as pq

from models.data import page_files, pages
from models.learned.main_content_gold import FOLDS, block_words, words

if TYPE_CHECKING:
    from pathlib import Path

    from pagequality.page.page import Page
    from pagequality.text.arrays import Floats

MARKS: Final = "main_blocks.parquet"
_MARKS: Final = {"mm": 1.0, "tt": 0.0}
"""What two annotators say together; anything else is doubtful."""


@dataclass(frozen=True)
class Marked:
    """A stored page with the texts of its visible blocks and what they are.

    ``marks`` are 1 for main content, 0 for template and ``nan`` for what is doubtful.
    """

    id: str
    url: str
    site: str
    source: str
    html: bytes
    texts: tuple[str, ...]
    marks: tuple[float, ...]

    @property
    def fold(self) -> int:
        """Which fold the page's site falls into; stable from run to run."""
        return zlib.crc32(self.site.encode()) % FOLDS


def files(folder: Path) -> tuple[str, ...]:
    """Return the files of the development data that marked pages are read from."""
    found = page_files(folder)
    return (MARKS, *(path.relative_to(folder).as_posix() for path in found))


def marked_pages(folder: Path) -> list[Marked]:
    """Read the pages whose blocks are marked, in the order of the file of marks."""
    rows = pq.read_table(folder / MARKS).to_pylist()
    blocks = {key: list(group) for key, group in groupby(rows, lambda row: row["page_id"])}
    every = pages(folder)
    stored = {page["id"]: page for page in every if page["id"] in blocks}
    return [
        Marked(
            **stored[key],
            texts=tuple(row["text"] for row in group),
            marks=tuple(_MARKS.get(row["main_a"] + row["main_b"], np.nan) for row in group),
        )
        for key, group in blocks.items()
        if key in stored
    ]


def marks_of(page: Page, stored: Marked) -> Floats:
    """Return the mark of each block of a page; ``nan`` where it is doubtful or not known.

    Blocks are found again by their words, in order, since reading may cut them otherwise.

    >>> stored = Marked("", "", "", "", b"", ("Harbour", "It rained.", "Terms"), (0, 1, np.nan))
    >>> marks_of(read("<p>Harbour</p><p>New</p><p>It  rained</p><p>Terms</p>"), stored).tolist()
    [0.0, nan, 1.0, nan]
    """
    marks = np.full(len(page.blocks), np.nan)
    seen = np.flatnonzero(~page.table.hidden)
    said = [tuple(block) for block in block_words(page)]
    known = [tuple(words(text)) for text in stored.texts]
    match = SequenceMatcher(None, [said[place] for place in seen], known, autojunk=False)
    for here, there, size in match.get_matching_blocks():
        marks[seen[here : here + size]] = stored.marks[there : there + size]
    return marks
