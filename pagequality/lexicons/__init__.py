"""Phrases by topic and language, and one matcher that finds them all in one pass.

A phrase file is UTF-8 text at ``<topic>/<language>.txt``: one phrase a line, letter case
ignored, ``#`` starts a comment. A phrase matches whole words only; where words are
written together (Chinese, Japanese) it matches anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick

from pagequality.errors import LexiconError
from pagequality.text import IDEOGRAPH, LETTER, Ints, Tokens, tokenise

Phrases = Mapping[str, Iterable[str]]
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Phrases found in a text: for each, its topic's number and its character offsets."""

    topic: Ints
    start: Ints
    end: Ints

    def of(self, topic: int) -> Matches:
        """Only the matches of one topic."""
        chosen = self.topic == topic
        return Matches(self.topic[chosen], self.start[chosen], self.end[chosen])


class Matcher:
    """All phrases of all topics in one automaton.

    >>> matcher = Matcher({"greeting": ["hello", "good day"], "loud": ["hello world"]})
    >>> found = matcher.match(tokenise("Hello world, good days"))
    >>> [(matcher.topics[t], int(end)) for t, end in zip(found.topic, found.end)]
    [('greeting', 5), ('loud', 11)]
    """

    def __init__(self, phrases: Phrases) -> None:
        self.topics = tuple(sorted(phrases))
        self.phrases = {topic: tuple(phrases[topic]) for topic in self.topics}
        self._build()

    def _build(self) -> None:
        flat = [
            (phrase, topic)
            for topic, name in enumerate(self.topics)
            for phrase in dict.fromkeys(self.phrases[name])
        ]
        self._topic = np.array([topic for _, topic in flat], np.intp)
        joined = "\n".join(" ".join(phrase.split()) for phrase, _ in flat)
        normal = tokenise(joined).lower.split("\n") if flat else []
        self._automaton = AhoCorasick(normal)

    def __reduce__(self) -> tuple[Any, ...]:
        return Matcher, (self.phrases,)

    def number(self, topic: str) -> int:
        """Return the number that `Matches.topic` gives this topic."""
        return self.topics.index(topic)

    def match(self, tokens: Tokens) -> Matches:
        """Find every phrase, overlaps included, in order of its end."""
        text = tokens.lower
        try:
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # half of a surrogate pair
            text = text.translate(dict.fromkeys(range(0xD800, 0xE000), 0xFFFD))
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        table = np.array(found, np.intp).reshape(-1, 3)
        number, start, end = table[:, 0], table[:, 1], table[:, 2]
        whole = _whole_words(tokens.kinds, start, end)
        return Matches(self._topic[number[whole]], start[whole], end[whole])


def _whole_words(kinds: npt.NDArray[np.uint8], start: Ints, end: Ints) -> npt.NDArray[np.bool_]:
    """Which spans neither begin nor end inside a word; ideographs never do."""
    letters = np.zeros(len(kinds) + 2, bool)
    letters[1:-1] = (kinds & (LETTER | IDEOGRAPH)) == LETTER
    return ~((letters[start] & letters[start + 1]) | (letters[end] & letters[end + 1]))


def read_phrases(path: Path) -> list[str]:
    """Read one phrase file; `LexiconError` names the file if it cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot read the phrase file {path}: {error}"
        raise LexiconError(message) from error
    phrases = (line.partition("#")[0].strip() for line in lines)
    return [phrase for phrase in phrases if phrase]


def read_folder(folder: Path) -> dict[str, list[str]]:
    """Read every ``<topic>/<language>.txt`` under a folder: phrases by topic."""
    phrases: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*/*.txt")):
        phrases.setdefault(path.parent.name, []).extend(read_phrases(path))
    return phrases


@cache
def default_matcher() -> Matcher:
    """Return the matcher over the phrase files that come with the library."""
    return Matcher(read_folder(_FOLDER))


def matcher_with(extra: Phrases) -> Matcher:
    """Return the default matcher with phrases of the user's own added."""
    phrases = {topic: list(known) for topic, known in default_matcher().phrases.items()}
    for topic, more in extra.items():
        phrases.setdefault(topic, []).extend(more)
    return Matcher(phrases)
