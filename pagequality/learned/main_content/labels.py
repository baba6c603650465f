"""Class and id words of elements: the known stems in them, and the vectors they add up to."""

from __future__ import annotations

import zlib
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.text.arrays import Floats32, Ints


MOST_LABELS: Final = 20_000
MOST_CHARACTERS: Final = 2_000_000
"""So many labels, and so much of them, are remembered; then remembering starts anew."""


class Stems:
    """Finds the known stems in class and id words.

    >>> stems = Stems(("nav", "navigation", "foot"))
    >>> stems.find("SiteFooter navigation")
    [2, 1]
    """

    def __init__(self, stems: Iterable[str]) -> None:
        self._finder: Any = AhoCorasick(list(stems), matchkind=MatchKind.LeftmostLongest)

    def find(self, label: str) -> list[int]:
        """Return the stems in a label, each once."""
        found = self._finder.find_matches_as_indexes(label.lower())
        return list(dict.fromkeys(stem for stem, _, _ in found))


class _Known:
    """Labels met so far: their numbers, hashes and vectors."""

    def __init__(self, size: int, width: int) -> None:
        self.numbers: dict[str, int] = {}
        self.hashes = np.zeros(size, np.intp)
        self.vectors = np.zeros((size, width), np.float32)
        self.characters = 0


class LabelBook:
    """Gives each label a stable hash and a vector: the sum of the vectors of its stems.

    The same labels recur from page to page of a site, so they are remembered.

    >>> book = LabelBook(Stems(("nav", "foot")), np.array([[1.0, 0], [0, 2]], np.float32))
    >>> hashes, vectors = book.look_up(("main-nav", "", "main-nav"))
    >>> bool(hashes[0] == hashes[2]), vectors.tolist()
    (True, [[1.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
    """

    def __init__(self, stems: Stems, vectors: Floats32) -> None:
        self._stems, self._vectors = stems, vectors
        self._known = _Known(MOST_LABELS, vectors.shape[1])
        self._lock = Lock()

    def look_up(self, labels: tuple[str, ...]) -> tuple[Ints, Floats32]:
        """Return the hash and the vector of each label."""
        known = self._known
        try:
            rows = np.fromiter(map(known.numbers.__getitem__, labels), np.intp, len(labels))
        except KeyError:
            known = self._learn(set(labels))
            rows = np.fromiter(map(known.numbers.__getitem__, labels), np.intp, len(labels))
        return known.hashes.take(rows), known.vectors.take(rows, axis=0)

    def _learn(self, labels: set[str]) -> _Known:
        """Remember labels; return the memory that holds them all."""
        with self._lock:
            known = self._known
            new = sorted(labels.difference(known.numbers))
            characters = known.characters + sum(map(len, new))
            crowded = len(known.numbers) + len(new) > len(known.hashes)
            if crowded or characters > MOST_CHARACTERS:
                new = sorted(labels)
                characters = sum(map(len, new))
                known = _Known(max(MOST_LABELS, len(new)), self._vectors.shape[1])
            found = [self._stems.find(label) for label in new]
            rows = np.arange(len(known.numbers), len(known.numbers) + len(new))
            known.hashes[rows] = [zlib.crc32(text.encode("utf-8", "replace")) for text in new]
            stems = np.fromiter(chain.from_iterable(found), np.intp)
            owners = np.repeat(np.arange(len(new)), [len(stem) for stem in found])
            vectors = np.zeros((len(new), known.vectors.shape[1]), np.float32)
            np.add.at(vectors, owners, self._vectors[stems])
            known.vectors[rows] = vectors  # at once: a time limit may break in anywhere
            known.numbers.update(zip(new, rows.tolist(), strict=True))
            known.characters = characters
            self._known = known
            return known
