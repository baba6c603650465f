"""Is a promise kept? One check for each kind, each a few lines of what a reader would look for.

Every check answers with a degree, 1 kept, 0.5 in part, 0 not, ``nan`` where it cannot be said,
and with words: what is promised and what was found.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.learned.promises.measures import MEASURES
from pagequality.text.counts import distinct
from pagequality.text.stems import stems
from pagequality.text.tokens import DIGIT, hash_words, ngrams, ngrams_to, tokenise
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pagequality.learned.promises.kinds import HeadlinePromise
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Floats, Hashes, Ints

KEPT, PARTLY, BROKEN, UNKNOWN = 1.0, 0.5, 0.0, float("nan")
_NUMBERED: Final = re.compile(
    r"\W{0,3}(?:no\.?|step|tip|day|week|part)?\s*(\d{1,3})(?!\d)", re.IGNORECASE
)
_HEADINGS: Final = ("h2", "h3", "h4", "h5", "dt", "figcaption", "tr")
SURE: Final = 0.7
"""Items are counted from this chance on: "12 Angry Men" is the name of a film."""
_NEARLY: Final = 0.9
_HALF: Final = 0.5
_EARLY: Final = 0.5
_BITS: Final = 18
_SHIFT: Final = np.uint32(32 - _BITS)
_LONGEST: Final = 3
"""Words of the longest phrase of a list."""
_BLOCK: Final = 160
"""Characters of a block that are read for its number."""


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


class Delivery(NamedTuple):
    """What became of one promise.

    Attributes:
        promise: what the headline promises.
        kept: 1 kept, 0.5 in part, 0 not kept, ``nan`` where it cannot be said.
        found: what was found or is missing, in words.
        block: a block of the page that shows it, or -1.
        counted: how many items were found, where items are promised.
    """

    promise: HeadlinePromise
    kept: float
    found: str
    block: int = -1
    counted: int | None = None


class Body(NamedTuple):
    """A page as the checks see it: its measures by name, and its main content's words."""

    page: Page
    measured: dict[str, float]
    places: Ints
    words: Hashes

    @staticmethod
    def of(page: Page, row: Floats) -> Body:
        """Put a page beside its row of `MEASURES`."""
        places = page.body_places
        return Body(page, dict(zip(MEASURES, row.tolist(), strict=True)), places,
                    page.tokens.hash[places])  # fmt: skip

    def count(self, name: str) -> int:
        """Return a number that is measured by its logarithm."""
        return round(float(np.expm1(self.measured[name])))

    def at(self, word: int) -> int:
        """Return the block of a word of the body, by its number."""
        return int(self.page.block_at(self.page.tokens.start[self.places[word : word + 1]])[0])


def check(promise: HeadlinePromise, body: Body) -> Delivery:
    """Say whether a page keeps a promise of its headline."""
    return _CHECKS[promise.kind](promise, body)


def _degree(points: float, some: float, all_of_it: float) -> float:
    """Kept from ``all_of_it`` points on, in part from ``some``."""
    return KEPT if points >= all_of_it else PARTLY if points >= some else BROKEN


def items_found(body: Body, number: int) -> int:
    """Count what could be the items, ``number`` at most: numbered blocks, headings, a list."""
    page, table = body.page, body.page.table
    main = np.flatnonzero(page.is_main).tolist()
    numbered = len(_numbers(page, main).intersection(range(1, number + 1)))
    tags = [table.tag[i] for i in main]
    headings = max(tags.count(tag) for tag in _HEADINGS)
    inside = np.concatenate([[0], np.cumsum(page.is_main)])
    lists = [
        sum(table.tag[i] == "li" and bool(page.is_main[i]) for i in range(first, last))
        for tag, _, _, first, last in table.containers
        if tag in ("ul", "ol") and inside[last] > inside[first]
    ]
    rows = sum(
        tag == "tr" and bool(inside[last] > inside[first])
        for tag, _, _, first, last in table.containers
    )
    found = max([numbered, headings, rows, *lists])
    return min(found, number)


def _numbers(page: Page, blocks: Iterable[int]) -> set[int]:
    """Return the numbers that some blocks begin with; the headline itself counts for nothing."""
    table, told = page.table, set[int]()
    for i in blocks:
        text = page.text[table.start[i] : min(table.end[i], table.start[i] + _BLOCK)]
        match = None if table.tag[i] == "h1" or text == page.headline else _NUMBERED.match(text)
        if match:
            told.add(int(match[1]))
    return told


def _items(promise: HeadlinePromise, body: Body) -> Delivery:
    """Compare the numbers; where no item is marked, every block may be one."""
    if promise.number is None or promise.chance < SURE:
        return Delivery(promise, UNKNOWN, "")
    found = items_found(body, promise.number)
    if not found and np.count_nonzero(body.page.is_main) >= promise.number:
        return Delivery(promise, UNKNOWN, "")
    share = found / promise.number
    kept = KEPT if share >= _NEARLY else PARTLY if share >= _HALF else BROKEN
    said = f"promises {promise.number} items, {found} found"
    return Delivery(promise, kept, said, counted=found)


def _sought(promise: HeadlinePromise, *more: str) -> Hashes:
    words = tokenise(" ".join([promise.subject, *more]))
    return distinct(stems(words.codes, words.start, words.end))


def _sentences(body: Body) -> tuple[Ints, int]:
    """For each word of the body the number of its sentence, and how many there are."""
    starts = body.page.sentences[0]
    number = np.searchsorted(starts, body.page.tokens.start[body.places], side="right") - 1
    number = np.cumsum(np.diff(number, prepend=number[:1]) > 0)
    return number, int(number[-1]) + 1


def _best_sentence(body: Body, sought: Hashes, more: Flags) -> tuple[float, int]:
    """Best share of the sought words in a sentence with one of the words marked, and a word of it.

    Sentences of the first half of the body are read.
    """
    if not len(sought):
        return 0.0, -1
    tokens = body.page.tokens
    number, size = _sentences(body)
    found = stems(tokens.codes, tokens.start[body.places], tokens.end[body.places])
    place = np.searchsorted(sought, found).clip(max=len(sought) - 1)
    here = np.flatnonzero(sought[place] == found)
    pairs = distinct(number[here].astype(np.int64) * len(sought) + place[here])
    held = np.bincount(pairs // len(sought), minlength=size) / len(sought)
    marked = np.bincount(number, weights=more, minlength=size) > 0
    held = np.where(marked, held, 0.0)[: max(3, int(size * _EARLY) + 1)]
    best = int(np.argmax(held))
    return float(held[best]), int(np.searchsorted(number, best)) if held[best] else -1


def _evading(body: Body, word: int) -> bool:
    """Whether the sentence of a word says that an answer is not given."""
    number, _ = _sentences(body)
    inside = body.words[number == number[word]]
    return len(phrase_starts(inside, "evasion")) > 0


def _value(promise: HeadlinePromise, body: Body, marked: Flags, *, what: str) -> Delivery:
    share, word = _best_sentence(body, _sought(promise, promise.figure), marked)
    if word < 0:
        return Delivery(promise, BROKEN, f"no sentence gives {what} for its subject")
    if _evading(body, word):
        return Delivery(promise, BROKEN, "says that it is not known, or not yet", body.at(word))
    kept = _degree(share, 0.25, _HALF)
    return Delivery(promise, kept, f"a sentence gives {what}", body.at(word))


def _figure(promise: HeadlinePromise, body: Body) -> Delivery:
    tokens = body.page.tokens
    digits = (tokens.kinds[tokens.start[body.places]] & DIGIT) > 0
    return _value(promise, body, digits, what="a figure")


def _answer(promise: HeadlinePromise, body: Body) -> Delivery:
    if promise.asked in ("when", "how much", "how many"):
        return _figure(promise, body)
    marked = np.ones(len(body.words), bool)
    return _value(promise, body, marked, what="an answer")


def _steps(promise: HeadlinePromise, body: Body) -> Delivery:
    page = body.page
    sentences = int(page.is_main[page.sentence_block].sum())
    told = round(body.measured["imperatives"] * sentences)
    listed = sum(
        page.table.tag[i] == "li"
        for tag, _, _, first, last in page.table.containers
        if tag == "ol"
        for i in range(first, last)
        if page.is_main[i]
    )
    kept = _degree(max(told / 2, listed), 1, 3)
    return Delivery(promise, kept, f"promises steps, {told} instructions and {listed} steps found")


def _test(promise: HeadlinePromise, body: Body) -> Delivery:
    measured = body.measured
    signs = {
        "measured values": body.count("measure") >= 3,  # noqa: PLR2004
        "own use": measured["first"] >= 0.01 and measured["past"] >= 0.004,  # noqa: PLR2004
        "named things": body.count("different_names") >= 25,  # noqa: PLR2004
        "weighing": measured["judgement"] >= 0.008,  # noqa: PLR2004
        "prices or dates": body.count("money") + body.count("month") >= 4,  # noqa: PLR2004
    }
    lacking = [name for name, is_there in signs.items() if not is_there]
    kept = _degree(len(signs) - len(lacking), 2, 4)
    found = f"says {promise.words!r}, no {' or '.join(lacking)} found" if lacking else "a test"
    return Delivery(promise, kept, found)


def _event(promise: HeadlinePromise, body: Body) -> Delivery:
    measured = body.measured
    signs = {
        "date": body.count("month") + body.count("digit_words") >= 2,  # noqa: PLR2004
        "source": measured["reporting"] > 0 or measured["quotes"] > 0,
        "names": body.count("different_names") >= 5,  # noqa: PLR2004
        "word of it": measured["cover"] >= _HALF,
    }
    lacking = [name for name, is_there in signs.items() if not is_there]
    kept = _degree(len(signs) - len(lacking), 2, 4)
    found = f"reports an event, no {' or '.join(lacking)} found" if lacking else "an event"
    return Delivery(promise, kept, found)


def _claim(promise: HeadlinePromise, body: Body) -> Delivery:
    measured = body.measured
    proof = (
        (measured["digits"] >= 0.01)  # noqa: PLR2004
        + (measured["quotes"] > 0)
        + (body.count("measure") >= 2)  # noqa: PLR2004
        + (measured["name_rate"] >= 0.05)  # noqa: PLR2004
    )
    kept = _degree(proof, 1, 2)
    found = "figures, names or quotes" if kept == KEPT else "little that bears it"
    return Delivery(promise, kept, f"claims {promise.words!r}, {found} found")


def _service(promise: HeadlinePromise, body: Body) -> Delivery:
    place = tokenise(promise.place)
    named = is_in(body.words, np.sort(place.hash))
    around = body.count("different_names")
    facts = [
        body.count("money") > 0,
        body.count("digit_words") >= 5,  # noqa: PLR2004
        body.measured["name_rate"] >= 0.06,  # noqa: PLR2004
        body.measured["month"] > 0,
    ]
    if promise.place and not named.any():
        return Delivery(promise, BROKEN, f"promises {promise.place!r}, which the body never names")
    kept = _degree(sum(facts), 1, 2)
    return Delivery(promise, kept, f"{sum(facts)} of 4 kinds of facts, {around} names found")


def _offer(promise: HeadlinePromise, body: Body) -> Delivery:
    things = {name: body.count(name) for name in ("links", "images", "controls")}
    frames = len(body.page.markup.frames)
    if body.page.source == "text":
        return Delivery(promise, UNKNOWN, "")
    kept = _degree(sum(things.values()) + 3 * frames, 1, 3)
    told = ", ".join(f"{count} {name}" for name, count in things.items())
    return Delivery(promise, kept, f"promises {promise.words!r}, {told} found")


def _topic(promise: HeadlinePromise, body: Body) -> Delivery:
    cover, sections = body.measured["cover"], body.measured["sections_on_it"]
    if np.isnan(cover):
        return Delivery(promise, UNKNOWN, "")
    kept = _degree(cover, _HALF, _NEARLY if sections < 0.25 else 0.7)  # noqa: PLR2004
    return Delivery(promise, kept, f"{cover:.0%} of the subject's words found in the body")


_CHECKS: Final[dict[str, Callable[[HeadlinePromise, Body], Delivery]]] = {
    "items": _items,
    "answer": _answer,
    "steps": _steps,
    "test": _test,
    "figure": _figure,
    "event": _event,
    "claim": _claim,
    "service": _service,
    "offer": _offer,
    "topic": _topic,
}
