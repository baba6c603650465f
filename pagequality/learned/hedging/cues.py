"""The cues of uncertainty in a text: phrases by topic, less those in contexts where they are none.

"You may" permits, "as far as possible" measures, May is a month: such contexts are phrases
of the topic ``hedge_negative``, and a hedge inside one is struck out. An unnamed source
with a verb of claiming close behind it is a cue that two topics make together.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.text.counts import first_of_each
from pagequality.text.tokens import DIGIT, UPPER, Tokens, hash_words

if TYPE_CHECKING:
    from pagequality.text.arrays import Flags, Ints
    from pagequality.text.lexicons import Matches

TOPICS: Final = (
    "hedge",
    "hedge_belief",
    "hedge_term",
    "hedge_modal",
    "hedge_mild",
    "hedge_weasel",
    "vague_attribution",
    "significance",
    "rumour",
    "motive_guess",
    "open_future",
    "future_guess",
    "emphasis",
    "prospect",
    "question_raised",
    "attribution",
    "sober",
    "vague_source",
    "claim_verb",
    "hedge_negative",
)
"""The phrase topics read here, in column order."""
_STRIKABLE: Final = 6
_SOURCE, _VERB, _NEGATIVE = (
    TOPICS.index(name) for name in ("vague_source", "claim_verb", "hedge_negative")
)
CUES: Final = TOPICS[:_NEGATIVE]
"""The topics that remain when cues are struck out."""
_REACH: Final = 3


@cache
def columns(topics: tuple[str, ...]) -> Ints:
    """For each topic number of a matcher its place in `TOPICS`, -1 for other topics.

    >>> columns(("adblock", "hedge", "sober")).tolist()
    [-1, 0, 16]
    """
    return np.array([TOPICS.index(name) if name in TOPICS else -1 for name in topics], np.intp)


@cache
def _may() -> int:
    return int(hash_words(["may"])[0])


def own_matches(
    tokens: Tokens, matches: Matches, topics: tuple[str, ...], *, sentence: Ints
) -> Matches:
    """Keep the matches of `TOPICS`, numbered as there, less the cues that are struck out.

    ``sentence`` tells for each word the number of its sentence.
    """
    column = columns(topics).take(matches.topic)
    chosen = (column >= 0).nonzero()[0]
    topic, start = column.take(chosen), matches.start.take(chosen)
    own = replace(matches, topic=topic, start=start, end=matches.end.take(chosen))
    kept = (topic >= _STRIKABLE) | ~_struck(tokens, own, sentence)
    kept &= topic != _NEGATIVE
    return replace(own, topic=topic[kept], start=start[kept], end=own.end[kept])


def _struck(tokens: Tokens, own: Matches, sentence: Ints) -> Flags:
    """Which matches lie wholly inside contexts where a cue is no hedge."""
    negative: Flags = own.topic == _NEGATIVE
    months = _months(tokens, sentence)
    if not len(months) and not negative.any():
        return negative
    first = tokens.start.searchsorted(own.start, "right") - 1
    last = tokens.end.searchsorted(own.end)
    size = len(tokens) + 1
    depth = np.bincount(first[negative], minlength=size)
    depth -= np.bincount(last[negative] + 1, minlength=size)
    inside = depth.cumsum() > 0
    inside[months] = True
    struck: Flags = inside[first] & inside[last]
    return struck


def _months(tokens: Tokens, sentence: Ints) -> Ints:
    """Which words are the month of May: a capital inside the sentence or next to a number."""
    places: Ints = ((tokens.hash == _may()) & ((tokens.first & UPPER) > 0)).nonzero()[0]
    if not len(places):
        return places
    before, after = np.maximum(places - 1, 0), np.minimum(places + 1, len(tokens) - 1)
    opens = (sentence[before] != sentence[places]) | (places == 0)
    number = (tokens.first.take(after) & DIGIT) > 0
    kept: Ints = places[~opens | (number & (sentence[after] == sentence[places]))]
    return kept


def vague_claims(tokens: Tokens, own: Matches, *, sentence: Ints) -> tuple[Ints, Ints]:
    """Offsets where an unnamed source is followed by a verb of claiming, and where that ends."""
    source, verb = ((own.topic == topic).nonzero()[0] for topic in (_SOURCE, _VERB))
    if not len(source) or not len(verb):
        return own.start[:0], own.end[:0]
    size = len(tokens) + _REACH
    end_at, line = np.full(size, -1), np.full(size, -1)
    end_at[tokens.start.searchsorted(own.start.take(verb))] = own.end.take(verb)
    line[: len(tokens)] = sentence
    starts = own.start.take(source)
    after = tokens.start.searchsorted(own.end.take(source))[:, None] + np.arange(_REACH)
    same = line[after] == line[tokens.start.searchsorted(starts)][:, None]
    ends = np.where(same, end_at[after], -1).max(1, initial=-1)
    found = ends >= 0
    starts, chosen = first_of_each(starts[found])
    return starts, ends[found][chosen]


def holds_cue(matches: Matches, spans: tuple[Ints, Ints], topic: int) -> Flags:
    """Which sentences hold a phrase of a topic."""
    places = np.sort(matches.start[matches.topic == topic])
    holds: Flags = places.searchsorted(spans[1]) > places.searchsorted(spans[0])
    return holds
