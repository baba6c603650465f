"""What a sentence shows of its certainty: cues, who speaks, how it is built; as arrays.

All sentences of a page are read at once. Cue phrases come from the page's `Matches`,
words from its `Tokens`; a cue inside a context where it is no hedge ("you may", "as far
as possible") is struck out first. One row a sentence, one column a feature of `NAMES`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pagequality.lexicons import Matches
from pagequality.text import DIGIT, UPPER, Ints, Tokens, hash_words

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

TOPICS: Final = (
    "hedge",
    "hedge_belief",
    "hedge_term",
    "hedge_modal",
    "hedge_mild",
    "hedge_weasel",
    "hedge_quantity",
    "hedge_frequency",
    "vague_attribution",
    "significance",
    "rumour",
    "open_future",
    "future_guess",
    "question_raised",
    "attribution",
    "sober",
    "vague_source",
    "claim_verb",
    "hedge_negative",
)
"""The phrase topics read here, in column order."""
_STRIKABLE: Final = 8
_MODAL, _SOURCE, _VERB, _NEGATIVE = (
    TOPICS.index(name) for name in ("hedge_modal", "vague_source", "claim_verb", "hedge_negative")
)
_REACH: Final = 3
_TABLE: Final = 0x10000

_CLASSES: Final = {
    "first_person": "i i'm i've i'd i'll me my mine myself we we're we've us our ours",
    "second_person": "you your you're you'll you've yours yourself",
    "third_person": "he she they it him her them his its their",
    "wh_word": "what how why who when where which whether",
    "auxiliary": "will would could can might may should does do did is are was were has have",
    "future": "will won't shall gonna he'll she'll they'll it'll",
    "negation": "not no never n't don't doesn't didn't isn't aren't wasn't cannot can't",
    "may": "may",
    "might": "might",
    "could": "could",
    "would": "would",
    "should": "should must ought",
    "can": "can",
    "if": "if unless",
    "be_verb": "is are was were been being",
    "be": "be",
    "have": "have",
    "adverb": "not also even still well only just already never always soon",
    "thing": "it this that there these those which",
    "contrast": "but however although though while yet despite",
    "superlative": "best greatest biggest largest most ever first only unique",
    "world": "world society history nation humanity industry community era generation",
    "abstract": "change changes impact shift challenge challenges opportunity opportunities "
    "innovation potential role significance landscape dynamics resilience legacy narrative "
    "implications consequences concerns trend trends transformation",
}
_SYNTAX: Final = (
    "words",
    "question",
    "exclamation",
    "quote",
    "dash",
    "numbers",
    "names",
    "past",
    "adverbs",
    "opens_wh",
    "opens_auxiliary",
    "impersonal",
    "vague_claim",
    "vague_claim_opens",
    "cues",
)
_MODALS: Final = ("may", "might", "could", "would", "should", "can")
_BEFORE: Final = ("first_person", "second_person", "third_person", "thing", "wh_word")
_AFTER: Final = ("be", "have", "adverb", "first_person", "second_person")
_CROSSED: Final = (
    ("hedge", "sober"),
    ("hedge", "second_person"),
    ("hedge", "rumour"),
    ("hedge", "open_future"),
    ("hedge_term", "impersonal"),
    ("hedge_modal", "sober"),
    ("hedge", "significance"),
    ("hedge_modal", "significance"),
    ("hedge_modal", "past"),
    ("hedge_modal", "if"),
    ("modal may", "if"),
    ("modal could", "if"),
    ("modal would", "if"),
    ("modal may", "second_person"),
    ("modal might", "second_person"),
    ("modal could", "second_person"),
    ("modal could", "past"),
    ("modal could", "first_person"),
    ("hedge_weasel", "impersonal"),
    ("hedge_quantity", "impersonal"),
    ("hedge_frequency", "impersonal"),
    ("hedge_mild", "impersonal"),
    ("question", "impersonal"),
    ("question", "opens_auxiliary"),
    ("question", "abstract"),
    ("question", "future"),
    ("question", "second_person"),
    ("open_future", "impersonal"),
    ("open_future", "numbers"),
    ("future_guess", "sober"),
    ("future_guess", "numbers"),
    ("future_guess", "impersonal"),
    ("significance", "impersonal"),
    ("significance", "numbers"),
    ("significance", "second_person"),
    ("abstract", "impersonal"),
    ("abstract", "hedge_modal"),
    ("vague_claim", "attribution"),
)
_CUES: Final = TOPICS[:_NEGATIVE]
_PLAIN: Final = (
    *_CUES,
    *(f"{topic} again" for topic in _CUES),
    *_CLASSES,
    *(f"modal {word}" for word in _MODALS),
    *(f"{name}, modal" for name in _BEFORE),
    *(f"modal, {name}" for name in _AFTER),
    *_SYNTAX,
)
_PLACES: Final = {name: place for place, name in enumerate(_CLASSES)}
_IDENTITY: Final = [_PLACES[name] for name in _MODALS]
_LEFT_OF: Final = [_PLACES[name] for name in _BEFORE]
_RIGHT_OF: Final = [_PLACES[name] for name in _AFTER]
_LEFT: Final = [_PLAIN.index(left) for left, _ in _CROSSED]
_RIGHT: Final = [_PLAIN.index(right) for _, right in _CROSSED]
NAMES: Final = (*_PLAIN, *(" x ".join(pair) for pair in _CROSSED))
"""The columns of `features`."""
_QUOTES: Final = [ord(mark) for mark in '"“”«»„']
_DASHES: Final = [ord(mark) for mark in "—–"]
_QUESTION, _EXCLAMATION = ord("?"), ord("!")
_E, _D, _L, _Y = (ord(letter) for letter in "edly")


@cache
def columns(topics: tuple[str, ...]) -> Ints:
    """For each topic number of a matcher its place in `TOPICS`, -1 for other topics.

    >>> columns(("adblock", "hedge", "sober")).tolist()
    [-1, 0, 15]
    """
    return np.array([TOPICS.index(name) if name in TOPICS else -1 for name in topics], np.intp)


@cache
def _word_classes() -> npt.NDArray[np.bool_]:
    """One row a low half of a word's hash, one column a word class."""
    table = np.zeros((_TABLE, len(_CLASSES)), bool)
    for place, words in enumerate(_CLASSES.values()):
        table[hash_words(words.split()) & np.uint32(_TABLE - 1), place] = True
    return table


@cache
def _may() -> int:
    return int(hash_words(["may"])[0])


def own_matches(
    tokens: Tokens, matches: Matches, topics: tuple[str, ...], *, sentence: Ints
) -> Matches:
    """Keep the matches of `TOPICS`, numbered as there, less the cues that are struck out.

    ``sentence`` tells for each word the number of its sentence.
    """
    column = columns(topics)[matches.topic]
    chosen = column >= 0
    own = Matches(column[chosen], matches.start[chosen], matches.end[chosen])
    kept = (own.topic >= _STRIKABLE) | ~_struck(tokens, own, sentence)
    kept &= own.topic != _NEGATIVE
    return Matches(own.topic[kept], own.start[kept], own.end[kept])


def _struck(tokens: Tokens, own: Matches, sentence: Ints) -> Flags:
    """Which matches lie wholly inside contexts where a cue is no hedge."""
    first = np.searchsorted(tokens.start, own.start, "right") - 1
    last = np.searchsorted(tokens.end, own.end)
    negative = own.topic == _NEGATIVE
    size = len(tokens) + 1
    depth = np.bincount(first[negative], minlength=size)
    depth -= np.bincount(last[negative] + 1, minlength=size)
    inside = np.cumsum(depth) > 0
    inside[_months(tokens, sentence)] = True
    struck: Flags = inside[first] & inside[last]
    return struck


def _months(tokens: Tokens, sentence: Ints) -> Ints:
    """Which words are the month of May: a capital, and a number next to it."""
    places = np.flatnonzero(tokens.hash == _may())
    places = places[(tokens.kinds[tokens.start[places]] & UPPER) > 0]
    number = (tokens.kinds[tokens.start] & DIGIT) > 0
    dated = np.zeros(len(places), bool)
    for near in (np.maximum(places - 1, 0), np.minimum(places + 1, len(tokens) - 1)):
        dated |= number[near] & (sentence[near] == sentence[places])
    return places[dated]


def features(
    tokens: Tokens, spans: tuple[Ints, Ints], matches: Matches, *, topics: tuple[str, ...]
) -> Floats:
    """One row a sentence, one column a name of `NAMES`.

    ``spans`` are character offsets as `sentence_spans` gives them; ``topics`` the names
    behind the topic numbers in ``matches``.
    """
    starts, ends = spans
    count = len(starts)
    if not count:
        return np.zeros((0, len(NAMES)))
    first, last = np.searchsorted(tokens.start, starts), np.searchsorted(tokens.start, ends)
    sentence = np.searchsorted(starts, tokens.start, "right") - 1
    own = own_matches(tokens, matches, topics, sentence=sentence)
    place = np.searchsorted(starts, own.start, "right") - 1
    inside = (place >= 0) & (own.end <= ends[place])
    cells = place[inside] * len(_CUES) + own.topic[inside]
    cues = np.bincount(cells, minlength=count * len(_CUES)).reshape(count, len(_CUES))
    words = _word_classes()[tokens.hash & np.uint32(_TABLE - 1)]
    classes = _totals(words, first, last)
    modals = _totals(_modals(tokens, own, words), first, last)
    impersonal = ~classes[:, :2].any(1)
    vague = vague_claims(tokens, own, sentence=sentence)[0]
    claims = np.searchsorted(vague, ends) - np.searchsorted(vague, starts)
    opening = np.searchsorted(vague, starts + 1) - np.searchsorted(vague, starts)
    hedging = np.log1p(cues[:, :_STRIKABLE].sum(1))
    shape = _shape(tokens, spans, (first, last))
    plain = np.column_stack(
        [
            *(cues > 0, cues > 1, np.minimum(classes, 2) / 2, modals > 0, *shape),
            *(*_opening(words[first]), impersonal, claims > 0, opening > 0, hedging),
        ]
    )
    return np.concatenate([plain, plain[:, _LEFT] * plain[:, _RIGHT]], axis=1)


def vague_claims(tokens: Tokens, own: Matches, *, sentence: Ints) -> tuple[Ints, Ints]:
    """Offsets where an unnamed source is followed by a verb of claiming, and where that ends."""
    source, verb = own.of(_SOURCE), own.of(_VERB)
    size = len(tokens) + _REACH
    end_at, line = np.full(size, -1), np.full(size, -1)
    end_at[np.searchsorted(tokens.start, verb.start)] = verb.end
    line[: len(tokens)] = sentence
    after = np.searchsorted(tokens.start, source.end)[:, None] + np.arange(_REACH)
    same = line[after] == line[np.searchsorted(tokens.start, source.start)][:, None]
    ends = np.where(same, end_at[after], -1).max(1, initial=-1)
    found = ends >= 0
    starts, chosen = np.unique(source.start[found], return_index=True)
    return starts, ends[found][chosen]


def _totals(flags: npt.NDArray[Any], first: Ints, last: Ints) -> Floats:
    """Sum the rows of each sentence's words."""
    running = np.zeros((len(flags) + 1, *flags.shape[1:]))
    np.cumsum(flags, axis=0, out=running[1:])
    totals: Floats = running[last] - running[first]
    return totals


def _shape(
    tokens: Tokens, spans: tuple[Ints, Ints], words: tuple[Ints, Ints]
) -> list[npt.NDArray[Any]]:
    """Length, marks, numbers, names and endings of each sentence."""
    first, last = words
    ends = spans[1]
    codes, kinds = tokens.codes, tokens.kinds[tokens.start]
    final = [np.maximum(tokens.end - back, 0) for back in (1, 2)]
    end, before = codes[final[0]], codes[final[1]]
    capital = (kinds & UPPER) > 0
    capital[first] = False
    flags = np.column_stack(
        [(kinds & DIGIT) > 0, capital, (end == _D) & (before == _E), (end == _Y) & (before == _L)]
    )
    totals = np.minimum(_totals(flags, first, last), 3) / 3
    marks = tokens.codes[np.maximum(ends - 1, 0)], tokens.codes[np.maximum(ends - 2, 0)]
    asked, loud = ((marks[0] == mark) | (marks[1] == mark) for mark in (_QUESTION, _EXCLAMATION))
    quoted, dashed = (_holds(codes, chars, spans) for chars in (_QUOTES, _DASHES))
    return [np.log1p(last - first) / 3, asked, loud, quoted, dashed, *totals.T]


def _holds(codes: npt.NDArray[np.uint32], marks: list[int], spans: tuple[Ints, Ints]) -> Flags:
    """Whether each sentence holds one of these characters."""
    found = np.zeros(len(codes), bool)
    for mark in marks:
        found |= codes == mark
    places = np.flatnonzero(found)
    holds: Flags = np.searchsorted(places, spans[1]) > np.searchsorted(places, spans[0])
    return holds


def _opening(classes: Flags) -> list[Flags]:
    """Whether a question word or an auxiliary opens each sentence."""
    return [classes[:, _PLACES["wh_word"]], classes[:, _PLACES["auxiliary"]]]


def _modals(tokens: Tokens, own: Matches, classes: Flags) -> Flags:
    """Which modal each word is, and what stands before and after it; struck out ones are none."""
    modal = np.zeros((len(tokens), 1), bool)
    modal[np.searchsorted(tokens.start, own.start[own.topic == _MODAL])] = True
    before, after = np.zeros_like(classes), np.zeros_like(classes)
    before[1:], after[:-1] = classes[:-1], classes[1:]
    around = [classes[:, _IDENTITY], before[:, _LEFT_OF], after[:, _RIGHT_OF]]
    flags: Flags = np.concatenate(around, axis=1) & modal
    return flags
