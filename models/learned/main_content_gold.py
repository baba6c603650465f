"""Pages with gold main content, and how much of every block the gold text holds.

The gold text is aligned with the page's words: long common runs first, so that a line that
stands on the page several times is matched where its neighbours are; then what lies in
the gaps between matched runs, in order; then short blocks that are a whole line of gold.
"""

from __future__ import annotations

import bisect
import re
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow.parquet as pq

from models.data import pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Ints

FOLDS: Final = 5
GOLD: Final = "content_gold.parquet"
_WORD = re.compile(r"\w+")
_RUNS: Final = (24, 12, 6, 4, 3)
_WIDEST_GAP, _LONGEST_REST, _REACH = 200, 300, 80
_SHORT_LINE = 8


@dataclass(frozen=True)
class Gold:
    """A stored page with its gold text."""

    id: str
    url: str
    site: str
    page_type: str
    html: bytes
    text: str

    @property
    def fold(self) -> int:
        """Which fold the page's site falls into; stable from run to run."""
        return zlib.crc32(self.site.encode()) % FOLDS


def gold_pages(folder: Path) -> list[Gold]:
    """Read the pages that have gold text, in the order of the gold file."""
    columns = ("id", "url", "site", "html")
    stored = {row["id"]: row for row in pages(folder, columns)}
    rows = pq.read_table(folder / GOLD).to_pylist()
    return [
        Gold(**stored[row["id"]], page_type=row["page_type"], text=row["main_content"])
        for row in rows
        if row["id"] in stored
    ]


def words(text: str) -> list[str]:
    r"""Words as the WCXB evaluation counts them: ``\w+`` in lower case."""
    return _WORD.findall(text.lower())


def overlap(said: Counter[str], gold: Counter[str]) -> tuple[float, float, float]:
    """Return F1, precision and recall of two bags of words; two empty bags agree."""
    if not said and not gold:
        return 1.0, 1.0, 1.0
    shared = sum((said & gold).values())
    precision = shared / max(sum(said.values()), 1)
    recall = shared / max(sum(gold.values()), 1)
    return 2 * precision * recall / max(precision + recall, 1e-12), precision, recall


def block_words(page: Page) -> list[list[str]]:
    """Return the words of each block."""
    return [words(block.text) for block in page.blocks]


def label(page: Page, text: str) -> tuple[Ints, Ints]:
    """Return for each block how many of its words the gold text holds, and how many it has."""
    blocks = block_words(page)
    lines = [words(line) for line in text.split("\n")]
    sizes = np.array([len(block) for block in blocks], np.int64)
    match = _Match(blocks, page.table.hidden, [word for line in lines for word in line])
    match.long_runs()
    match.fill_gaps()
    owner = np.repeat(np.arange(len(blocks)), sizes)
    found = np.bincount(owner, match.to >= 0, len(blocks)).astype(np.int64)
    free: dict[tuple[str, ...], int] = Counter(_unmatched(lines, match.of))
    for hidden in (False, True):
        for i in np.flatnonzero((page.table.hidden == hidden) & (found < sizes)):
            line = tuple(blocks[i])
            if free.get(line, 0) > 0:
                free[line] -= 1
                found[i] = sizes[i]
    return found, sizes


def _unmatched(lines: list[list[str]], of: Ints) -> Iterator[tuple[str, ...]]:
    """Yield the short lines of gold no word of which has been matched."""
    place = 0
    for line in lines:
        if line and len(line) <= _SHORT_LINE and (of[place : place + len(line)] < 0).all():
            yield tuple(line)
        place += len(line)


class _Match:
    """Words of the page matched one to one with words of the gold."""

    def __init__(self, blocks: list[list[str]], hidden: Flags, gold: list[str]) -> None:
        numbers: dict[str, int] = {}
        page = [word for block in blocks for word in block]
        self.page = np.array([numbers.setdefault(w, len(numbers)) for w in page], np.int64)
        self.gold = np.array([numbers.setdefault(w, len(numbers)) for w in gold], np.int64)
        self.to, self.of = np.full(len(page), -1), np.full(len(gold), -1)
        self.hidden = np.repeat(hidden, [len(block) for block in blocks])
        generator = np.random.default_rng(1)
        self.codes = generator.integers(1, 2**62, len(numbers) + 1)
        self.weights = generator.integers(1, 2**62, max(_RUNS))

    def _runs(self, numbers: Ints, length: int) -> Ints:
        """Hash every run of so many words."""
        count = max(len(numbers) - length + 1, 0)
        total = np.zeros(count, np.int64)
        codes = self.codes[numbers]
        for offset in range(length if count else 0):
            total += codes[offset : offset + count] * self.weights[offset]
        return total

    def long_runs(self) -> None:
        """Match common runs of words, long ones first, visible ones before hidden ones."""
        for hidden in (False, True):
            for length in _RUNS:
                page, gold = self._runs(self.page, length), self._runs(self.gold, length)
                where: dict[int, list[int]] = defaultdict(list)
                for place in np.flatnonzero(np.isin(gold, page)):
                    where[int(gold[place])].append(int(place))
                starts = np.flatnonzero(np.isin(page, gold) & (self.hidden[: len(page)] == hidden))
                self._take(starts.tolist(), [where[int(page[i])] for i in starts], length)

    def _take(self, starts: list[int], places: Sequence[list[int]], length: int) -> None:
        """Match runs in the order of the page, each with the nearest free gold behind the last."""
        last = -1
        for start, options in zip(starts, places, strict=True):
            if self.to[start] >= 0:
                continue
            cut = bisect.bisect_right(options, last)
            for place in options[cut:] + options[:cut]:
                ahead = self._common(start, place, 1)
                if ahead < length:
                    continue
                back = self._common(start - 1, place - 1, -1)
                self.to[start - back : start + ahead] = np.arange(place - back, place + ahead)
                self.of[place - back : place + ahead] = np.arange(start - back, start + ahead)
                last = place + ahead - 1
                break

    def _common(self, start: int, place: int, step: int) -> int:
        """Count equal and free words from two places on."""
        count = 0
        page, gold, to, of = self.page, self.gold, self.to, self.of
        while 0 <= start < len(page) and 0 <= place < len(gold):
            if page[start] != gold[place] or to[start] >= 0 or of[place] >= 0:
                break
            start, place, count = start + step, place + step, count + 1
        return count

    def fill_gaps(self) -> None:
        """Match what lies between matched runs, in order."""
        free = np.concatenate([[0], self.to < 0, [0]]).astype(int)
        edges = np.flatnonzero(np.diff(free))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            below = int(self.to[start - 1]) if start else -1
            above = int(self.to[end]) if end < len(self.to) else len(self.gold)
            if below < above <= below + 1 + _WIDEST_GAP and end - start <= _LONGEST_REST:
                self._in_order(range(start, end), range(below + 1, above))
                continue
            if start:
                until = below + 1
                while until < min(len(self.of), below + 1 + _REACH) and self.of[until] < 0:
                    until += 1
                self._in_order(range(start, min(end, start + _REACH)), range(below + 1, until))
            if end < len(self.to):
                since = above
                while since > max(0, above - _REACH) and self.of[since - 1] < 0:
                    since -= 1
                self._in_order(range(max(start, end - _REACH), end), range(since, above))

    def _in_order(self, page: range, gold: range) -> None:
        """Match the longest common subsequence of the free words of two stretches."""
        rows = [i for i in page if self.to[i] < 0]
        columns = [i for i in gold if self.of[i] < 0]
        if not rows or not columns:
            return
        wanted = self.gold[columns]
        best = np.zeros((len(rows) + 1, len(columns) + 1), int)
        for i, row in enumerate(rows):
            taken = best[i, :-1] + (wanted == self.page[row])
            best[i + 1, 1:] = np.maximum.accumulate(np.maximum(taken, best[i, 1:]))
        i, j = len(rows), len(columns)
        while i and j:
            if best[i, j] == best[i - 1, j]:
                i -= 1
            elif best[i, j] == best[i, j - 1]:
                j -= 1
            else:
                i, j = i - 1, j - 1
                self.to[rows[i]], self.of[columns[j]] = columns[j], rows[i]
