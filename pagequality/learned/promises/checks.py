"""Is a promise kept? One check for each kind, each a few lines of what a reader would look for.

Every check answers with a degree, 1 kept, 0.5 in part, 0 not, ``nan`` where it cannot be said,
and with words: what is promised and what was found.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.learned.promises.items import NEARLY, items_found, numbers_told, run_of
from pagequality.learned.promises.measures import MEASURES
from pagequality.text.counts import distinct
from pagequality.text.stems import stems
from pagequality.text.tokens import DIGIT, UPPER, hash_words, ngrams, ngrams_to, tokenise
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.learned.promises.kinds import HeadlinePromise
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Floats, Hashes, Ints

KEPT, PARTLY, BROKEN, UNKNOWN = 1.0, 0.5, 0.0, float("nan")
SURE: Final = 0.65
"""Items are counted from this chance on: "12 Angry Men" is the name of a film."""
_FEWEST_NAMES: Final = 3
"""Words that can only be names from which on a test names things."""
_HALF: Final = 0.5
_EARLY: Final = 0.5
_BITS: Final = 18
_SHIFT: Final = np.uint32(32 - _BITS)
_LONGEST: Final = 3
"""Words of the longest phrase of a list."""


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


@cache
def _frames() -> tuple[str, ...]:
    """Return what headings begin or end with that introduce, close or detail."""
    return tuple(sorted(read_phrases(WORDS / "delivery" / "frame" / "en.txt")))


def _items(promise: HeadlinePromise, body: Body) -> Delivery:
    """Compare the numbers; where no item is marked, every block may be one."""
    if promise.number is None or promise.chance < SURE:
        return Delivery(promise, UNKNOWN, "")
    found = items_found(body.page, promise.number, _frames())
    if not found and np.count_nonzero(body.page.is_main) >= promise.number:
        return Delivery(promise, UNKNOWN, "")
    share = found / promise.number
    kept = KEPT if share >= NEARLY else PARTLY if share >= _HALF else BROKEN
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
    """Whether the sentence of a word says, in words of its own, that an answer is not given.

    What the headline says, such as "under construction", is what the page is about.
    """
    number, _ = _sentences(body)
    inside = body.words[number == number[word]]
    headline = body.page.headline_tokens.hash
    here = set(inside[phrase_starts(inside, "evasion")].tolist())
    said = set(headline[phrase_starts(headline, "evasion")].tolist())
    return bool(here - said)


def _value(promise: HeadlinePromise, body: Body, marked: Flags, *, what: str) -> Delivery:
    """Look for the sentence that says most of the subject, and whether it evades.

    Only a sentence with half of the subject's words says of that subject that it is not known:
    "503 service unavailable" is no answer, but none that is refused either.
    """
    share, word = _best_sentence(body, _sought(promise, promise.figure), marked)
    if word < 0:
        return Delivery(promise, BROKEN, f"no early sentence gives {what} for its subject")
    if share >= _HALF and _evading(body, word):
        return Delivery(promise, BROKEN, "says that it is not known, or not yet", body.at(word))
    kept = _degree(share, 0.25, _HALF)
    found = f"a sentence gives {what}"
    if kept != KEPT:
        found = f"no early sentence with {what} has more than {share:.0%} of the subject's words"
    return Delivery(promise, kept, found, body.at(word))


def _figure(promise: HeadlinePromise, body: Body) -> Delivery:
    if promise.number is not None:
        return Delivery(promise, UNKNOWN, "")
    tokens = body.page.tokens
    digits = (tokens.kinds[tokens.start[body.places]] & DIGIT) > 0
    return _value(promise, body, digits, what="a figure")


def _answer(promise: HeadlinePromise, body: Body) -> Delivery:
    if promise.asked == "how to":
        return Delivery(promise, UNKNOWN, "")
    if promise.asked in ("when", "how much", "how many"):
        return _figure(promise, body)
    marked = np.ones(len(body.words), bool)
    return _value(promise, body, marked, what="an answer")


def _steps(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for instructions, and for a list in order: by its tag or by its numbers."""
    page = body.page
    told = _instructions(body)
    listed = sum(
        page.table.tag[i] == "li"
        for tag, _, _, first, last in page.table.containers
        if tag == "ol"
        for i in range(first, last)
        if page.is_main[i]
    )
    listed = max(listed, run_of(numbers_told(page)))
    kept = _degree(max(told / 2, listed), 1, 3)
    found = f"{_number(told, 'instruction')} and {_number(listed, 'step')} found"
    return Delivery(promise, kept, f"promises steps or a guide, {found}")


def _instructions(body: Body) -> int:
    """Count what the reader is told to do: "Press it, then wait" are two instructions.

    A sentence begins with the first, or with a condition such as "If it rings"; more stand behind
    a comma, "and" or "then".
    """
    tokens, words = body.page.tokens, body.words
    number, _ = _sentences(body)
    opening = np.diff(number, prepend=-1) > 0
    tells, joins = is_in(words, listed("imperative")), is_in(words, _joins())
    leads = (tells | joins | is_in(words, _conditions()))[opening][number]
    mark = tokens.codes.take(tokens.start[body.places] - 2, mode="clip")
    behind = np.append(False, joins[:-1]) | (mark == ord(","))
    return int(np.count_nonzero(tells & (opening | leads & behind)))


@cache
def _joins() -> Hashes:
    """Words between instructions, or before the first."""
    return np.sort(hash_words("and then or so please always never simply first next now".split()))


@cache
def _conditions() -> Hashes:
    """Words that open a condition of an instruction."""
    return np.sort(hash_words("if when once before after until to while".split()))


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _said(promise: HeadlinePromise, otherwise: str) -> str:
    """Quote the words that promise, or say what is promised where the whole headline does."""
    return repr(promise.words) if promise.words else otherwise


def _missing(shares: dict[str, float]) -> str:
    """Say what is missing, and what there is too little of: below a share of 1.

    >>> _missing({"dates": 0, "names": 0.5, "prices": 3})
    'no dates found, little sign of names'
    """
    none = [name for name, share in shares.items() if not share]
    few = [name for name, share in shares.items() if 0 < share < 1]
    told = [f"no {' or '.join(none)} found"] if none else []
    return ", ".join([*told, f"little sign of {' or '.join(few)}"] if few else told)


def _test(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for five signs of a test."""
    measured = body.measured
    shares = {
        "measured values": body.count("measure") / 3,
        "own use": min(measured["first"] / 0.01, measured["past"] / 0.004),
        "named things": max(body.count("different_names") / 25, _named(body) / _FEWEST_NAMES),
        "weighing": measured["judgement"] / 0.008,
        "prices or dates": (body.count("money") + body.count("month")) / 4,
    }
    kept = _degree(sum(share >= 1 for share in shares.values()), 2, 4)
    lacking = _missing(shares)
    found = f"says {_said(promise, 'a test')}, {lacking}" if lacking else "a test"
    return Delivery(promise, kept, found)


def _named(body: Body) -> int:
    """Count the words that can only be names: always written large, said twice, in no list."""
    large = (body.page.tokens.first.take(body.places) & UPPER) > 0
    plain = body.page.kinds.take(body.places) > 0  # a function word, praise and such
    words, count = np.unique(body.words[large & ~plain], return_counts=True)
    words = words[count > 1]
    common = np.isin(words, body.words[~large])
    for name in ("judgement", "month", "imperative"):
        common |= is_in(words, listed(name))
    return int(np.count_nonzero(~common))


def _event(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for four signs of a report; a headline that speaks to the reader reports nothing."""
    measured = body.measured
    if promise.to_reader:
        return Delivery(promise, UNKNOWN, "")
    shares = {
        "date": (body.count("month") + body.count("digit_words")) / 2,
        "source": float(measured["reporting"] > 0 or measured["quotes"] > 0),
        "names": body.count("different_names") / 5,
        "word of it": float(np.nan_to_num(measured["cover"])) / _HALF,
    }
    kept = _degree(sum(share >= 1 for share in shares.values()), 2, 4)
    lacking = _missing(shares)
    return Delivery(promise, kept, f"reports an event, {lacking}" if lacking else "an event")


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
    return Delivery(promise, kept, f"claims {_said(promise, 'much')}, {found} found")


def _service(promise: HeadlinePromise, body: Body) -> Delivery:
    """Look for the place, and for four kinds of facts that only a firm on the spot would tell."""
    named = is_in(body.words, np.sort(tokenise(promise.place).hash))
    if promise.place and not named.any():
        return Delivery(promise, BROKEN, f"promises {promise.place!r}, which the body never names")
    shares = {
        "prices": float(body.count("money")),
        "numbers": body.count("digit_words") / 5,
        "names": body.measured["name_rate"] / 0.06,
        "days or months": float(body.count("month")),
    }
    kept = _degree(sum(share >= 1 for share in shares.values()), 1, 2)
    lacking = _missing(shares)
    return Delivery(promise, kept, f"promises {_said(promise, 'a service')}, {lacking or 'facts'}")


def _offer(promise: HeadlinePromise, body: Body) -> Delivery:
    things = {name: body.count(name) for name in ("links", "images", "controls")}
    frames = len(body.page.markup.frames)
    if body.page.source == "text":
        return Delivery(promise, UNKNOWN, "")
    kept = _degree(sum(things.values()) + 3 * frames, 1, 3)
    told = ", ".join(f"{count} {name}" for name, count in things.items())
    offered = _said(promise, "something to fetch or use")
    return Delivery(promise, kept, f"promises {offered}, {told} found")


def _topic(promise: HeadlinePromise, body: Body) -> Delivery:
    cover, sections = body.measured["cover"], body.measured["sections_on_it"]
    if np.isnan(cover):
        return Delivery(promise, UNKNOWN, "")
    kept = _degree(cover, _HALF, NEARLY if sections < 0.25 else 0.7)  # noqa: PLR2004
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
