"""Words and phrases as text files: a folder a list, a file a language, a line an entry.

A file is UTF-8 text at ``<list>/<language>.txt``; letter case is ignored, ``#`` starts a comment.
What is looked for in the words of a body (lists below ``delivery``) is found by its hashes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.errors import LexiconError
from pagequality.text.tokens import hash_words, ngrams, ngrams_to

if TYPE_CHECKING:
    from pagequality.text.arrays import Flags, Hashes, Ints

WORDS: Final = Path(__file__).parent / "words"
"""Lists of single words by use: stop words, kinds of words, words of headlines."""
PHRASES: Final = Path(__file__).parent / "phrases"
"""Lists of phrases by topic, which the matcher finds."""
_BITS: Final = 18
_SHIFT: Final = np.uint32(32 - _BITS)
_LONGEST: Final = 3
"""Words of the longest phrase of a list."""


def read_phrases(path: Path) -> list[str]:
    """Read one phrase file; `LexiconError` names the file if it cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot read the phrase file {path}: {error}"
        raise LexiconError(message) from error
    return [phrase for line in lines if (phrase := line.partition("#")[0].strip())]


def read_folder(folder: Path) -> dict[str, list[str]]:
    """Read every ``<topic>/<language>.txt`` under a folder: phrases by topic."""
    phrases: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*/*.txt")):
        phrases.setdefault(path.parent.name, []).extend(read_phrases(path))
    return phrases


@cache
def listed(name: str) -> Hashes:
    """Sorted hashes of the words of a list."""
    phrases = read_phrases(WORDS / "delivery" / name / "en.txt")
    return np.sort(hash_words([phrase for phrase in phrases if " " not in phrase]))


@cache
def _phrases(name: str, size: int) -> Hashes:
    """Sorted hashes of the phrases of so many words of a list."""
    phrases = read_phrases(WORDS / "delivery" / name / "en.txt")
    chosen = [phrase.split() for phrase in phrases if phrase.count(" ") == size - 1]
    if size == 1:
        return listed(name)
    runs = [ngrams(hash_words(words), size)[0] for words in chosen]
    return np.sort(np.array(runs, np.uint32))


def is_in(words: Hashes, listed: Hashes) -> Flags:
    """Which words are on a sorted list."""
    if not len(listed):
        return np.zeros(len(words), bool)
    found: Flags = listed.take(np.searchsorted(listed, words), mode="clip") == words
    return found


def phrase_starts(words: Hashes, name: str) -> Ints:
    """Return the numbers of the words at which a phrase of a list begins."""
    runs = enumerate((words, *ngrams_to(words, 3)), start=1)
    found = [np.flatnonzero(is_in(run, _phrases(name, size))) for size, run in runs]
    return np.sort(np.concatenate(found))


def counts_of(words: Hashes, lists: tuple[str, ...]) -> list[int]:
    """Count the words and the phrases of two or three of some lists, each list by itself.

    Only words are looked at closely that fall where an entry's first word does.

    >>> words = hash_words("the date is not yet known in may".split())
    >>> counts_of(words, ("evasion", "month"))
    [1, 1]
    """
    opens, entries = _entries(lists)
    place = np.flatnonzero(opens.take(words >> _SHIFT))
    runs = words.take(place[:, None] + np.arange(_LONGEST), mode="clip").ravel()
    found: list[int] = []
    for size, (known, owners) in enumerate(entries, start=1):
        whole = int(place.searchsorted(len(words) - size, side="right"))
        here = (runs if size == 1 else ngrams(runs, size))[::_LONGEST][:whole]
        entry = known.searchsorted(here)
        hit = known.take(entry, mode="clip") == here
        found += owners[entry[hit]].tolist()
    return [sum(owner >> number & 1 for owner in found) for number in range(len(lists))]


@cache
def _entries(lists: tuple[str, ...]) -> tuple[Flags, list[tuple[Hashes, Ints]]]:
    """Where first words fall, and for each size of entry the sorted hashes and whose they are."""
    opens = np.zeros(1 << _BITS, bool)
    owners: list[dict[int, int]] = [{} for _ in range(_LONGEST)]
    for number, name in enumerate(lists):
        for phrase in read_phrases(WORDS / "delivery" / name / "en.txt"):
            words = hash_words(phrase.split())
            if len(words) <= _LONGEST:
                opens[words[0] >> _SHIFT] = True
                run = int((words if len(words) == 1 else ngrams(words, len(words)))[0])
                here = owners[len(words) - 1]
                here[run] = here.get(run, 0) | 1 << number
    sizes = [sorted(here.items()) or [(0, 0)] for here in owners]
    return opens, [
        (np.array([run for run, _ in size], np.uint32), np.array([owner for _, owner in size]))
        for size in sizes
    ]
