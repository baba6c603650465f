"""Kinds of promise, and what exactly a headline promises of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from pagequality.learned.odds import sigmoids
from pagequality.learned.promises.cues import CUES, PLACES, counted, counted_plural, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pagequality.learned.promises.lexicon import Found, Words
    from pagequality.text.arrays import Array, Floats

KINDS: Final = {
    "items": "a number of items",
    "answer": "an answer to a question",
    "steps": "steps, a guide or a recipe",
    "test": "a test, a review or a comparison",
    "figure": "a figure, a price or a date",
    "event": "an event",
    "claim": "something exclusive, secret or superlative",
    "service": "a service or product for a place or a need",
    "offer": "something to fetch, watch or use",
    "topic": "a subject that is treated",
    "label": "nothing: a label, a name, a section",
}
"""Kinds of promise, in the order of the model; a label is none."""
FIRST: Final = 9
"""So many kinds are told first; topics and labels hear what was said of them."""

Details = tuple[str, dict[str, Any]]
"""The words that show a promise, where a kind finds its own, and fields of `HeadlinePromise`."""

_LISTS: Final = {
    "items": ("item", "list_noun"),
    "answer": ("question", "question_word", "auxiliary"),
    "steps": ("steps", "dish"),
    "test": ("test", "compare", "best"),
    "figure": ("figure",),
    "event": ("news", "hard_news"),
    "claim": ("claim", "claim_mild", "hype"),
    "service": ("service", "need"),
    "offer": ("download",),
    "topic": ("topic",),
}
"""The lists whose words show a promise, surest first."""
_USED: Final = frozenset(
    name
    for names in _LISTS.values()
    for name in names[:2]
    if name not in ("dish", "item", "hard_news")
)
"""Lists whose words promise something, and so do not say what about."""


class HeadlinePromise(NamedTuple):
    """One promise of a headline.

    Attributes:
        kind: one of `KINDS`, but never a label.
        chance: how likely annotators would say that the headline promises it.
        words: the words that show it, as written; empty where only the whole does.
        number: of items, if it counts them.
        subject: the words that say what it is about.
        asked: how the question is asked, such as ``why``, ``yes or no``, ``how to`` for steps.
        figure: the name of the figure or date.
        place: the place that is named.
        product: the kind of product.
        verb: the verb of what happened.
        to_reader: a headline in the manner of news speaks to the reader, and so reports nothing.
    """

    kind: str
    chance: float
    words: str = ""
    number: int | None = None
    subject: str = ""
    asked: str = ""
    figure: str = ""
    place: str = ""
    product: str = ""
    verb: str = ""
    to_reader: bool = False


def detailed(kind: str, chance: float, words: Words) -> HeadlinePromise:
    """Say what exactly a headline promises of a kind.

    >>> from pagequality.learned.promises.lexicon import split
    >>> promise = detailed("items", 0.9, split("7 ways to roast beans"))
    >>> promise.words, promise.number, promise.subject
    ('7 ways', 7, 'roast beans')
    >>> detailed("service", 0.9, split("Roof repair in Kelmouth, OH")).place
    'Kelmouth, OH'
    """
    quote, detail = _DETAILS.get(kind, _plain)(words)
    if not quote:
        found = _shown_by(words, kind)
        quote = words.quote(found.first, found.last) if found else ""
    used = words.common() | {
        place
        for one in words.found
        if one.name in _USED
        for place in range(one.first, one.last + 1)
    }
    subject = " ".join(
        word
        for place, word in enumerate(words.written)
        if place not in used and value_of(word) is None and word not in quote.split()
    )
    return HeadlinePromise(kind, chance, quote, subject=subject, **detail)


def _shown_by(words: Words, kind: str) -> Found | None:
    """The words of the surest list that show a kind, the longest first."""
    for name in _LISTS.get(kind, ()):
        found = words.of(name)
        if found:
            return max(found, key=lambda one: one.last - one.first)
    return None


def _first(words: Words, *names: str) -> str:
    """The longest words of some lists, as written."""
    found = words.of(*names)
    if not found:
        return ""
    best = max(found, key=lambda one: one.last - one.first)
    return words.quote(best.first, best.last)


def _plain(_words: Words) -> Details:
    return "", {}


def _items(words: Words) -> Details:
    span = counted(words) or counted_plural(words)
    if span is None:
        known = [place for place, word in enumerate(words.lower) if value_of(word) is not None]
        span = (known[0], known[0]) if known else None
    if span is None:
        return "", {}
    return words.quote(*span), {"number": value_of(words.lower[span[0]])}


def _answer(words: Words) -> Details:
    asked = words.of("question_word")
    if asked and any(one.first == asked[0].first for one in words.of("steps")):
        return "", {"asked": "how to"}
    if asked:
        return "", {"asked": words.lower[asked[0].first]}
    if "?" in words.text and words.of("auxiliary"):
        return "", {"asked": "yes or no"}
    return "", {"asked": _first(words, "question").lower()}


def _test(words: Words) -> Details:
    return "", {"product": _first(words, "product")}


def _figure(words: Words) -> Details:
    """Name the figure; "12 facts" are items, and no figure beside their number is promised."""
    items = counted(words)
    if items and all(items[0] <= one.first <= items[1] for one in words.of("figure")):
        return "", {"number": value_of(words.lower[items[0]])}
    return "", {"figure": _first(words, "figure").lower()}


def _event(words: Words) -> Details:
    to_reader = bool(words.of("second_person"))
    return "", {"verb": _first(words, "news", "hard_news"), "to_reader": to_reader}


def _service(words: Words) -> Details:
    return "", {"place": place_of(words), "product": _first(words, "service")}


def place_of(words: Words) -> str:
    """Return the place that a headline names: behind "in" and such, or one that is well known.

    >>> from pagequality.learned.promises.lexicon import split
    >>> place_of(split("Pest control near Kelmouth Bay")), place_of(split("Ohio bakers"))
    ('Kelmouth Bay', 'Ohio')
    """
    for place, (here, following) in enumerate(
        zip(words.lower, words.written[1:], strict=False), start=1
    ):
        if here in PLACES and following[0].isupper():
            last = place
            while last + 1 < len(words.written) and words.written[last + 1][0].isupper():
                last += 1
            return words.quote(place, last)
    return _first(words, "place")


_DETAILS: Final[dict[str, Callable[[Words], Details]]] = {
    "items": _items,
    "answer": _answer,
    "test": _test,
    "figure": _figure,
    "event": _event,
    "service": _service,
}


def heard(chances: Floats) -> Floats:
    """Return what topics and labels hear of the first kinds: each chance, their sum, the highest.

    >>> heard(np.array([[0.5, 0.25]])).tolist()
    [[0.5, 0.25, 0.75, 0.5]]
    """
    return np.hstack([chances, chances.sum(1, keepdims=True), chances.max(1, keepdims=True)])


@dataclass(frozen=True, slots=True, eq=False)
class KindModel:
    """Weights of the cues, a row a kind; ``hearing`` has a row for topics and one for labels."""

    weights: Floats
    hearing: Floats
    start: Floats
    thresholds: Floats

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> KindModel:
        """Take the weights out of the file; `ValueError` where they have another shape."""
        names = ("weights", "hearing", "start", "least")
        kinds = cls(*(arrays[name].astype(float) for name in names))
        size = len(KINDS)
        shapes = [kinds.weights.shape, kinds.hearing.shape, kinds.start.shape]
        if shapes != [(size, len(CUES)), (size - FIRST, FIRST + 2), (size,)]:
            message = "the weights of the cues have another shape"
            raise ValueError(message)
        return kinds

    def chances(self, rows: Floats) -> Floats:
        """Return for each row of `cues` how likely each of `KINDS` is."""
        logit = rows @ self.weights.T + self.start
        first = sigmoids(logit[:, :FIRST])
        rest = sigmoids(logit[:, FIRST:] + heard(first) @ self.hearing.T)
        return np.hstack([first, rest])

    def of(self, found: Floats) -> Floats:
        """Return how likely a headline with these `cues` makes each of `KINDS`."""
        chances: Floats = self.chances(found[None, :])[0]
        return chances

    def promises(self, words: Words, chances: Floats) -> tuple[HeadlinePromise, ...]:
        """Return the promises that are likely enough, likeliest first; a label makes none."""
        each = zip(KINDS, chances.tolist(), self.thresholds.tolist(), strict=True)
        told = [(chance, kind) for kind, chance, least in each if chance >= least]
        if not told or max(told)[1] == "label":
            return ()
        told.sort(reverse=True)
        return tuple(detailed(kind, chance, words) for chance, kind in told if kind != "label")
