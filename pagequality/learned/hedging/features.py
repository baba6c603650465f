"""What a sentence shows of its certainty: cues, who speaks, how it is built; as arrays.

All sentences of a page are read at once: one row a sentence, one column a feature of
`NAMES`. The crossed columns are products of two plain ones and are never laid out when
a page is scored.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pagequality.learned.hedging.cues import CUES, TOPICS, own_matches, vague_claims
from pagequality.learned.word_groups import words_of
from pagequality.text.tokens import DIGIT, PUNCTUATION, UPPER, Tokens, hash_words

if TYPE_CHECKING:
    from pagequality.text.arrays import Array, Flags, Floats, Ints
    from pagequality.text.lexicons import Matches


_MODAL: Final = TOPICS.index("hedge_modal")
_HEDGING: Final = TOPICS.index("vague_attribution")
_TABLE: Final = 0x10000
_MASK: Final = np.uint32(_TABLE - 1)
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
    "detached",
    "vague_claim",
    "vague_claim_opens",
    "cues",
)
_MODALS: Final = ("may", "might", "could", "would", "should", "can")
_BEFORE: Final = ("first_person", "second_person", "third_person", "thing", "wh_word")
_AFTER: Final = ("be", "have", "adverb", "first_person", "second_person")
_HEDGES: Final = (
    *("hedge", "hedge_belief", "hedge_term", "hedge_mild", "hedge_modal"),
    *("modal may", "modal might", "modal could", "modal would", "modal can"),
)
_GUESSES: Final = (
    *("significance", "open_future", "future_guess", "rumour", "motive_guess"),
    *("question_raised", "vague_attribution"),
    *("emphasis", "prospect", "abstract", "question", "vague_claim"),
)
_SETTINGS: Final = (
    *("first_person", "second_person", "third_person", "wh_word", "if", "negation", "words"),
    *("past", "numbers", "names", "quote", "sober", "attribution", "opens_auxiliary", "detached"),
    "contrast",
)
_CROSSED: Final = (
    *((hedge, setting) for hedge in _HEDGES for setting in _SETTINGS),
    *((guess, setting) for guess in _GUESSES for setting in (*_SETTINGS, "hedge_modal", "hedge")),
    ("hedge_weasel", "detached"),
    *(("significance", "future"), ("question", "future"), ("question", "abstract")),
)
PLAIN: Final = (
    *CUES,
    *(f"{topic} again" for topic in CUES),
    *_CLASSES,
    *(f"modal {word}" for word in _MODALS),
    *(f"{name}, modal" for name in _BEFORE),
    *(f"modal, {name}" for name in _AFTER),
    *_SYNTAX,
)
"""The columns of `plain_features`."""
NAMES: Final = (*PLAIN, *(" x ".join(pair) for pair in _CROSSED))
"""The columns of `features`."""
LEFT: Final = [PLAIN.index(left) for left, _ in _CROSSED]
RIGHT: Final = [PLAIN.index(right) for _, right in _CROSSED]
"""The plain columns whose product each crossed column is."""
_PLACES: Final = {name: place for place, name in enumerate(_CLASSES)}
_MODAL_KINDS: Final = len(_MODALS) + len(_BEFORE) + len(_AFTER)
_LOOSE: Final = [_PLACES[name] for name in ("future", "can", "should")]
_PERSONS: Final = [_PLACES[name] for name in ("first_person", "second_person")]
_QUOTE, _DASH = 1, 2
_SIGNS: Final = {_QUOTE: '"“”«»„', _DASH: "—–"}
_QUESTION, _EXCLAMATION = ord("?"), ord("!")
_E, _D, _L, _Y = (ord(letter) for letter in "edly")


class _Lexemes(NamedTuple):
    """The words of some class, by number.

    Attributes:
        number: of the word that falls into each bucket; 0 is any other word.
        classes: the places of its classes among `_CLASSES`; the rest is one place more.
        member: a row a number, a column a class; the others have some of these columns.
        modal: which of `_MODALS` it is.
        before: which of `_BEFORE`.
        after: which of `_AFTER`.
    """

    number: npt.NDArray[np.uint8]
    classes: Ints
    member: Floats
    modal: Floats
    before: Floats
    after: Floats


@cache
def _lexemes() -> _Lexemes:
    words = sorted({word for listed in _CLASSES.values() for word in listed.split()})
    numbers = np.zeros(_TABLE, np.uint8)
    numbers[hash_words(words) & _MASK] = np.arange(1, len(words) + 1)
    found = [[word in listed.split() for listed in _CLASSES.values()] for word in words]
    member = np.array([[False] * len(_CLASSES), *found], float)
    classes = np.full((len(member), int(member.sum(axis=1).max())), len(_CLASSES))
    for number, row in enumerate(member):
        own = np.flatnonzero(row)
        classes[number, : len(own)] = own
    beside = ([_PLACES[name] for name in names] for names in (_MODALS, _BEFORE, _AFTER))
    return _Lexemes(numbers, classes, member, *(member[:, columns] for columns in beside))


def features(
    tokens: Tokens, spans: tuple[Ints, Ints], matches: Matches, *, topics: tuple[str, ...]
) -> Floats:
    """One row a sentence, one column a name of `NAMES`; see `plain_features`."""
    own = own_matches(tokens, matches, topics, sentence=sentence_of(tokens, spans))
    plain = plain_features(tokens, spans, own)
    return np.concatenate([plain, plain[:, LEFT] * plain[:, RIGHT]], axis=1)


def sentence_of(tokens: Tokens, spans: tuple[Ints, Ints]) -> Ints:
    """For each word the number of its sentence; their number for words outside of all."""
    first, last = words_of(tokens, spans)
    count = len(first)
    numbers, reached = np.full(2 * count + 1, count), np.zeros(2 * count + 2, np.intp)
    numbers[1::2] = np.arange(count)
    reached[1:-1:2], reached[2::2], reached[-1] = first, last, len(tokens)
    sentence: Ints = numbers.repeat(reached[1:] - reached[:-1])
    return sentence


def plain_features(tokens: Tokens, spans: tuple[Ints, Ints], own: Matches) -> Floats:
    """One row a sentence, one column a name of `PLAIN`.

    ``spans`` are character offsets as `sentence_spans` gives them, each with a word inside;
    ``own`` the cues in them, as `own_matches` gives them.
    """
    starts, ends = spans
    count = len(starts)
    sentence = sentence_of(tokens, spans)
    place = starts.searchsorted(own.start, "right") - 1
    inside = (place >= 0) & (own.end <= ends[place])
    cues = _tally(place[inside], own.topic[inside], (count, len(CUES)))
    lexemes = _lexemes()
    number = lexemes.number.take(tokens.hash & _MASK)
    known = number.nonzero()[0]
    kinds = lexemes.classes.take(number.take(known), axis=0)
    rows = sentence.take(known)[:, None]
    classes = _tally(rows, kinds, (count, len(_CLASSES) + 1))[:, :-1]
    shape = _shape(tokens, spans)
    impersonal = ~classes[:, _PERSONS].any(1)
    detached = impersonal & (classes[:, _PLACES["be_verb"]] > 0) & ~classes[:, _LOOSE].any(1)
    vague = vague_claims(tokens, own, sentence=sentence)[0]
    claims = vague.searchsorted(ends) - vague.searchsorted(starts)
    opening = vague.searchsorted(starts + 1) - vague.searchsorted(starts)
    opens = lexemes.member.take(number.take(tokens.start.searchsorted(starts)), axis=0).T
    modal, beside = _modals(tokens, own, number, sentence=sentence)
    row, kind = beside.nonzero()
    plain = np.empty((len(PLAIN), count))
    blocks = (
        (cues > 0).T,
        (cues > 1).T,
        np.minimum(classes, 2).T / 2,
        _tally(modal[row], kind, (count, _MODAL_KINDS)).T > 0,
        shape,
        (opens[_PLACES["wh_word"]], opens[_PLACES["auxiliary"]]),
        (impersonal, detached & (shape[1] + shape[2] == 0), claims > 0, opening > 0),
        (np.log1p(cues[:, :_HEDGING].sum(1)),),
    )
    upto = 0
    for block in blocks:
        plain[upto : upto + len(block)] = block
        upto += len(block)
    return plain.T


def _tally(row: Ints, column: Array, shape: tuple[int, int]) -> Floats:
    """Count pairs of row and column; rows past the last are left out."""
    rows, width = shape
    cells = (row * width + column).ravel()
    counts = np.bincount(cells, minlength=rows * width)[: rows * width]
    tally: Floats = counts.reshape(rows, width).astype(float)
    return tally


def _shape(tokens: Tokens, spans: tuple[Ints, Ints]) -> tuple[Array, ...]:
    """Length, marks, numbers, names and endings of each sentence."""
    codes, ends, kinds = tokens.codes, spans[1], tokens.first
    final = codes.take(tokens.end - 1)
    before = codes.take(tokens.end - 2, mode="clip")
    first, last = words_of(tokens, spans)
    flags = np.zeros((4, len(tokens) + 1), bool)
    numbers, names, past, adverbs = flags[:, 1:]
    np.greater(kinds & DIGIT, 0, out=numbers)
    np.greater(kinds & UPPER, 0, out=names)
    names[first] = False
    np.logical_and(final == _D, before == _E, out=past)
    np.logical_and(final == _Y, before == _L, out=adverbs)
    upto = flags.cumsum(axis=1, dtype=np.int32)
    totals = upto.take(last, axis=1) - upto.take(first, axis=1)
    marks = codes[np.maximum(ends - 1, 0)], codes[np.maximum(ends - 2, 0)]
    asked, loud = ((marks[0] == mark) | (marks[1] == mark) for mark in (_QUESTION, _EXCLAMATION))
    places = (tokens.kinds == PUNCTUATION).nonzero()[0]
    signs = _signs().take(codes.take(places), mode="clip")
    quoted, dashed = (_holds(places[signs == sign], spans) for sign in _SIGNS)
    return np.log1p(last - first) / 3, asked, loud, quoted, dashed, *(np.minimum(totals, 3) / 3)


@cache
def _signs() -> npt.NDArray[np.uint8]:
    """Which of `_SIGNS` each character is; the last of the table is none, and those beyond."""
    table = np.zeros(max(map(ord, "".join(_SIGNS.values()))) + 2, np.uint8)
    for sign, marks in _SIGNS.items():
        table[[ord(mark) for mark in marks]] = sign
    return table


def _holds(places: Ints, spans: tuple[Ints, Ints]) -> Flags:
    """Whether each sentence holds one of these places."""
    holds: Flags = places.searchsorted(spans[1]) > places.searchsorted(spans[0])
    return holds


def _modals(
    tokens: Tokens, own: Matches, number: npt.NDArray[np.uint8], *, sentence: Ints
) -> tuple[Ints, Flags]:
    """The sentence of each modal, which one it is, and what stands before and after it.

    ``number`` is that of each word among the `_lexemes`. Struck out modals are none.
    """
    lexemes = _lexemes()
    at = tokens.start.searchsorted(own.start[own.topic == _MODAL])
    before, after = np.maximum(at - 1, 0), np.minimum(at + 1, len(number) - 1)
    near = [(sentence[other] == sentence[at]) & (other != at) for other in (before, after)]
    around = (
        lexemes.modal.take(number[at], axis=0),
        lexemes.before.take(number[before], axis=0) * near[0][:, None],
        lexemes.after.take(number[after], axis=0) * near[1][:, None],
    )
    return sentence[at], np.concatenate(around, axis=1) > 0
