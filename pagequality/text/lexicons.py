"""Phrases by topic and language, and one matcher that finds them all in one pass.

A phrase file is UTF-8 text at ``<topic>/<language>.txt``: one phrase a line, letter case
ignored, ``#`` starts a comment. A phrase matches whole words only; where words are
written together (Chinese, Japanese) it matches anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, Implementation

from pagequality.text.tokens import IDEOGRAPH, LETTER, Tokens, hash_words, tokenise
from pagequality.text.wordlists import PHRASES, read_folder

if TYPE_CHECKING:
    from pagequality.text.arrays import Flags, Ints

Phrases = Mapping[str, Iterable[str]]
_FIRST_IDEOGRAPH = "\u3040"
_HALF = np.uint32(16)


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
    """All phrases of all topics: single words by table, the others in one automaton.

    >>> matcher = Matcher({"greeting": ["hello", "good day"], "loud": ["hello world"]})
    >>> found = matcher.match(tokenise("Hello world, good days"))
    >>> [(matcher.topics[t], int(end)) for t, end in zip(found.topic, found.end)]
    [('greeting', 5), ('loud', 11)]
    """

    def __init__(self, phrases: Phrases) -> None:
        self.topics = tuple(sorted(phrases))
        self.phrases = {topic: tuple(phrases[topic]) for topic in self.topics}
        flat = [
            (" ".join(phrase.split()), topic)
            for topic, name in enumerate(self.topics)
            for phrase in dict.fromkeys(self.phrases[name])
        ]
        alone = [_is_word(phrase) for phrase, _ in flat]
        words = [pair for pair, single in zip(flat, alone, strict=True) if single]
        others = [pair for pair, single in zip(flat, alone, strict=True) if not single]
        hashes = hash_words([word for word, _ in words])
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._word_topic = np.array([topic for _, topic in words], np.intp)[order]
        self._may_match = np.zeros(1 << 16, bool)
        self._may_match[self._hashes >> _HALF] = True
        self._topic = np.array([topic for _, topic in others], np.intp)
        joined = tokenise("\n".join(phrase for phrase, _ in others)).lower
        self._automaton = AhoCorasick(
            joined.split("\n") if others else [], implementation=Implementation.ContiguousNFA
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return Matcher, (self.phrases,)

    def number(self, topic: str) -> int:
        """Return the number that `Matches.topic` gives this topic."""
        return self.topics.index(topic)

    def match(self, tokens: Tokens) -> Matches:
        """Find every phrase, overlaps included, in order of its end."""
        topic, start, end = (
            np.concatenate(pair)
            for pair in zip(self._match_words(tokens), self._match_phrases(tokens), strict=True)
        )
        order = np.argsort(end, kind="stable")
        return Matches(topic[order], start[order], end[order])

    def _match_words(self, tokens: Tokens) -> tuple[Ints, Ints, Ints]:
        """Look every word up; a word of several topics matches once for each."""
        places = np.flatnonzero(self._may_match.take(tokens.hash >> _HALF))
        hashes = tokens.hash[places]
        first = np.searchsorted(self._hashes, hashes)
        count = np.searchsorted(self._hashes, hashes, side="right") - first
        entry = np.arange(int(count.sum())) + np.repeat(first - np.cumsum(count) + count, count)
        places = np.repeat(places, count)
        return self._word_topic[entry], tokens.start[places], tokens.end[places]

    def _match_phrases(self, tokens: Tokens) -> tuple[Ints, Ints, Ints]:
        """Run the automaton over the text, in lower case."""
        text = tokens.lower
        try:
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # half of a surrogate pair
            text = text.translate(dict.fromkeys(range(0xD800, 0xE000), 0xFFFD))
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        flat = np.fromiter(chain.from_iterable(found), np.intp, 3 * len(found))
        number, start, end = flat[::3], flat[1::3], flat[2::3]
        whole = _whole_words(tokens.kinds, start, end)
        return self._topic[number[whole]], start[whole], end[whole]


def _is_word(phrase: str) -> bool:
    """Whether a phrase is one word of a script that parts its words."""
    return phrase.isalnum() and max(phrase) < _FIRST_IDEOGRAPH


def _whole_words(kinds: npt.NDArray[np.uint8], start: Ints, end: Ints) -> Flags:
    """Which spans neither begin nor end inside a word; ideographs never do."""
    letters = np.zeros(len(kinds) + 2, bool)
    letters[1:-1] = (kinds & (LETTER | IDEOGRAPH)) == LETTER
    return ~((letters[start] & letters[start + 1]) | (letters[end] & letters[end + 1]))


@cache
def default_matcher() -> Matcher:
    """Return the matcher over the phrase files that come with the library."""
    return Matcher(read_folder(PHRASES))


def matcher_with(extra: Phrases) -> Matcher:
    """Return the default matcher with phrases of the user's own added."""
    phrases = {topic: list(known) for topic, known in default_matcher().phrases.items()}
    for topic, more in extra.items():
        phrases.setdefault(topic, []).extend(more)
    return Matcher(phrases)
