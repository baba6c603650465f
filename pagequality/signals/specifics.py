"""Specifics: what only somebody says who was there; what anybody could say, and claims unproven."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.learned.hedging import particular_chances
from pagequality.page.blocks import HEADINGS
from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.adverts import by_the_writer
from pagequality.signals.base import (
    ACCUSE,
    EXCUSE,
    RATE,
    UNKNOWN,
    Signal,
    per_thousand,
    percent,
    share,
)
from pagequality.signals.topics import OTHER
from pagequality.text.quotations import marks, quoted_words
from pagequality.text.tokens import DIGIT, UPPER, hash_words
from pagequality.text.vocabulary import Kind, among, no_places, words_before_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.signals.quotes import Finder
    from pagequality.text.arrays import Array, Flags, Ints

_LONG: Final = 8
"""Words of a sentence that could have held something of its own."""
_FEWEST: Final = 3
_FEWEST_NAMES: Final = 5
_SHORTEST_ED: Final = 4
_BITS: Final = 18
_SHIFT: Final = np.uint32(32 - _BITS)
_MOST: Final = 100.0
_NAMES_OF_A_PLACE: Final = 10.0
"""So many other names halve what a place that is said over and over weighs."""
_LONG_NAME: Final = 4
_OWN, _SMALL, _OTHER, _SPEAKS, _NUMBERED, _NEAR = 1, 2, 4, 8, 16, 32
_PERSONS: Final = {
    _OWN: "i i'm i've i'd i'll my me myself mine",
    _SMALL: "i",
    _OTHER: "he she his her him",
    _SPEAKS: "i we",
    _NUMBERED: (
        "war part chapter book volume vol act phase type class grade section stage level division "
        "elizabeth james charles george william henry edward richard mary francis nicholas "
        "napoleon"
    ),
    _NEAR: "near around",
}
"""Words of persons, and names that are numbered; a small "i" is the number of a list.

Behind "near" stands a "me" that is typed into a search.
"""
_QUESTION: Final = ord("?")


class Words(NamedTuple):
    """For each word of the page whether it is one of these.

    Attributes:
        own: "I", "my" and such, where it is the writer who says it: not in a quotation, a
            question, a heading or "near me", and nobody where no "I" is left.
        second: "you", "your".
        told: "I" or "we" of the writer with a verb of the past next, or the one after that.
        person: "I", "he", "her" and such, whoever says it.
        figure: it begins with a digit.
        name: it has a capital inside a sentence.
    """

    own: Flags
    second: Flags
    told: Flags
    person: Flags
    figure: Flags
    name: Flags


@cache
def _persons() -> Array:
    """For each hash bucket which of `_PERSONS` its word is, a bit each."""
    table = np.zeros(1 << _BITS, np.uint8)
    for bit, words in _PERSONS.items():
        table[hash_words(words.split()) >> _SHIFT] |= bit
    return table


@once
def marked_words(page: Page) -> Words:
    """Return what each word of a page is here."""
    tokens = page.tokens
    kind, first = page.kinds, tokens.first
    person = _persons().take(tokens.hash >> _SHIFT)
    capital = (first & UPPER) > 0
    own = ((person & _OWN) > 0) & (capital | ((person & _SMALL) == 0))
    numbered = ((person & _NUMBERED) > 0) & capital
    own[1:] &= ~numbered[:-1] | ((person[1:] & _SMALL) == 0)
    last, before = tokens.end - 1, np.maximum(tokens.end - 2, 0)
    past = (tokens.codes.take(last) == ord("d")) & (tokens.codes.take(before) == ord("e"))
    past &= tokens.size >= _SHORTEST_ED
    past |= (kind == Kind.PAST) | (kind == Kind.REPORTING)
    soon = np.zeros(len(past) + 2, bool)
    soon[:-2] = past
    writer = ~quoted_words(tokens)
    ones = own & writer & _telling(page)
    ones[1:] &= (person[:-1] & _NEAR) == 0
    if not np.any(ones & ((person & _SPEAKS) > 0)):
        ones[:] = False
    speaks = ((person & _SPEAKS) > 0) & (own | ((person & _OWN) == 0)) & writer
    inner = np.ones(len(tokens), bool)
    inner[_bounds(page)[0]] = False
    return Words(
        own=ones,
        second=kind == Kind.SECOND,
        told=speaks & (soon[1:-1] | soon[2:]),
        person=own | ((person & _OTHER) > 0),
        figure=(first & DIGIT) > 0,
        name=capital & inner & ~own,
    )


def _telling(page: Page) -> Flags:
    """Which words stand in no heading and in no question: there the reader is made to say "I"."""
    headings = np.zeros(len(page.table), bool)
    headings[page.blocks_of(HEADINGS)] = True
    asked = page.tokens.codes.take(page.sentences[1] - 1) == _QUESTION
    telling: Flags = ~headings.repeat(page.block_words)
    telling &= ~asked.repeat(page.sentence_words)
    return telling


def _bounds(page: Page) -> tuple[Ints, Ints]:
    """The first word of each sentence, and the one behind its last."""
    last = page.sentence_words.cumsum()
    return last - page.sentence_words, last


def _holding(marked: Array, first: Ints, last: Ints) -> Flags:
    """Which spans hold something that is marked."""
    running = np.zeros(len(marked) + 1, np.intp)
    marked.cumsum(out=running[1:])
    holding: Flags = running.take(last) > running.take(first)
    return holding


@once
def first_hand_sentences(page: Page) -> Flags:
    """Which sentences tell of oneself in the past."""
    return _holding(marked_words(page).told, *_bounds(page))


@once
def measured_sentences(page: Page) -> Flags:
    """Which sentences tell of oneself in the past, and give a figure."""
    return first_hand_sentences(page) & _holding(marked_words(page).figure, *_bounds(page))


@once
def _bare(page: Page) -> Flags:
    """Which sentences hold no figure, name, person or quotation."""
    words = marked_words(page)
    held = _holding(words.figure | words.name | words.person, *_bounds(page))
    places = marks(page.tokens.codes)
    starts, ends = page.sentences
    held |= places.searchsorted(ends) > places.searchsorted(starts)
    return ~held


def own_voice(page: Page) -> float:
    """Words of the writer's own person against those for the reader, in [0, 1].

    Who was there says "I"; who writes for everybody says "you"; half where nobody is addressed.
    Source: our own observation on labelled pages; Pennebaker 2011 on pronouns.

    >>> own_voice(read_text("I water my beans"))
    0.833
    >>> own_voice(read_text("You water your beans"))
    0.167
    >>> own_voice(read(""))
    nan
    """
    if not len(page.main_words):
        return UNKNOWN
    words = marked_words(page)
    own = int(np.count_nonzero(words.own & page.is_main_word))
    second = int(np.count_nonzero(words.second & page.is_main_word))
    return round((own + 0.5) / (own + second + 1), 3)


def one_person(page: Page) -> float:
    """Words of a single writer ("I", "my") for each thousand words of the main content.

    "We" is anybody's, and companies say it, too. Source: our own observation on labelled pages.

    >>> one_person(read_text("I water my beans and we eat them"))
    250.0
    >>> one_person(read(""))
    nan
    """
    found = np.count_nonzero(marked_words(page).own & page.is_main_word)
    return per_thousand(int(found), len(page.main_words))


def first_hand(page: Page) -> float:
    """Share of the main sentences that tell in the past what the writer did or saw.

    Source: Biber 1988, involved narrative; our own observation on labelled pages.

    >>> first_hand(read_text("We sowed the beans in May. Beans need a warm soil."))
    0.5
    >>> first_hand(read(""))
    nan
    """
    told = np.count_nonzero(first_hand_sentences(page) & page.main_sentences)
    return share(int(told), int(np.count_nonzero(page.main_sentences)))


def varied_names(page: Page) -> float:
    """Different names among all names in the sentences of the main content.

    Who knows a subject names many things of it; who fills a page says one name over and over.
    Unknown with fewer than five. Source: our own observation on doorway pages.

    >>> varied_names(read_text("From Kew to Ely, from Ely to Ware, and then from Ware to Kew"))
    0.5
    >>> varied_names(read(""))
    nan
    """
    found = _main_names(page)
    return share(len(set(found)), len(found)) if len(found) >= _FEWEST_NAMES else UNKNOWN


@once
def _main_names(page: Page) -> list[int]:
    """The names in the sentences of the main content, as hashes."""
    names: list[int] = page.tokens.hash[marked_words(page).name & page.is_main_word].tolist()
    return names


def bare_sentences(page: Page) -> float:
    """Share of its long sentences that hold no figure, name, person or quotation.

    Long: eight words. Text that could stand anywhere says nothing of this place, day or thing.
    Unknown with fewer than three. Source: our own observation; Horne and Adali 2017 on names.

    >>> beans = "Water is an important thing for the beans of every garden. "
    >>> bare_sentences(read_text(beans * 2 + "In 1987 the beans of the garden grew without it."))
    0.667
    >>> bare_sentences(read(""))
    nan
    """
    chosen = page.main_sentences & (page.sentence_words >= _LONG)
    count = int(np.count_nonzero(chosen))
    if count < _FEWEST:
        return UNKNOWN
    return round(share(int(np.count_nonzero(_bare(page) & chosen)), count), 3)


def _quote(page: Page, chosen: Flags, kind: str) -> tuple[Evidence, ...]:
    starts, ends = page.sentences
    return tuple(
        quotes.of_span(page, (int(starts[i]), int(ends[i])), kind)
        for i in np.flatnonzero(chosen)[: quotes.MOST]
    )


def first_hand_quotes(page: Page) -> tuple[Evidence, ...]:
    """Quote sentences in which the writer, and nobody else, tells what happened."""
    told = first_hand_sentences(page) & page.main_sentences & by_the_writer(page)
    return _quote(page, told, "first hand")


def bare_quotes(page: Page) -> tuple[Evidence, ...]:
    """Quote long sentences that could stand anywhere."""
    return _quote(
        page, _bare(page) & page.main_sentences & (page.sentence_words >= _LONG), "nothing specific"
    )


def own_quotes(page: Page) -> tuple[Evidence, ...]:
    """Quote sentences in which the writer, and nobody else, says "I"."""
    holding = _holding(marked_words(page).own, *_bounds(page)) & by_the_writer(page)
    return _quote(page, holding & page.main_sentences, "own voice")


def untested_claims(page: Page) -> float:
    """Claims to have tested, and talk of method, for each thousand words, if nothing was measured.

    "Our experts tested" costs nothing; each sentence that says what was found, with a figure,
    takes of its weight. At most 100. Source: lexicon `test_claim`; Google's guidance on reviews
    ("evidence of your own experience").

    >>> untested_claims(read_text("Our experts love beans. " + "Beans grow. " * 8))
    50.0
    >>> untested_claims(read_text("Our experts love beans. We weighed 12 beans. " + "Yes " * 12))
    25.0
    >>> untested_claims(read(""))
    nan
    """
    rate = per_thousand(page.topic_count("test_claim"), len(page.main_words), most=_MOST)
    if not rate:
        return rate
    return rate / (1 + int(np.count_nonzero(measured_sentences(page) & page.main_sentences)))


def sure_offers(page: Page) -> float:
    """Offers too good to be true, and the hurry that goes with them, for each thousand words.

    Guaranteed profits, instant payouts, cracked programs; at most 100. Source: lexicon
    `sure_offer`; warnings of financial supervisors on fraud.

    >>> sure_offers(read_text("Guaranteed profits for all: " + "beans " * 36))
    25.0
    >>> sure_offers(read(""))
    nan
    """
    return per_thousand(page.topic_count("sure_offer"), len(page.main_words), most=_MOST)


def general_advice(page: Page) -> float:
    """Words of benefit and advice that fit anything, for each thousand words of the content.

    "Ensures", "essential", "whether you": said of roofs and of vitamins alike. At most 100.
    Source: lexicon `general_advice`; our own observation on labelled pages.

    >>> general_advice(read_text("Water is essential and ensures growth. " + "Beans grow. " * 7))
    100.0
    >>> general_advice(read(""))
    nan
    """
    return per_thousand(page.topic_count("general_advice"), len(page.main_words), most=_MOST)


def swapped_place(page: Page) -> float:
    """How often a place of the title comes for each thousand words, in sentences that fit any.

    Doorways put a town into a text that holds for any town; who knows a place names its streets,
    people and hills. A sentence fits any place that names nothing else and in which nobody says
    "I"; three such sentences are the least. At most 100. Source: search engines' spam policies on
    doorways.

    >>> talk = "Our plumbers in Ware are the best. They come to all of Ware. " * 2
    >>> swapped_place(read_text(talk + "They come fast. " * 10, title="Plumbers in Ware"))
    71.429
    >>> swapped_place(read_text("We have a shop in Ware.", title="Plumbers in Ware"))
    0.0
    >>> swapped_place(read(""))
    nan
    """
    words = len(page.main_words)
    if not words:
        return UNKNOWN
    title = set(page.title_tokens.hash.tolist())
    places = _places(page, title)
    often = _most_for_any(page, places)
    if often < _FEWEST:
        return 0.0
    others = len(set(_main_names(page)) - title)
    return round(min(_MOST, 1000 * often / words / (1 + others / _NAMES_OF_A_PLACE)), 3)


def _most_for_any(page: Page, places: set[int]) -> int:
    """How many sentences of the text name one of the places, and nothing else that has a name."""
    if not places:
        return 0
    words, bounds, hashes = marked_words(page), _bounds(page), page.tokens.hash
    named = np.zeros(len(hashes), bool)
    named[page.body_places] = words.name[page.body_places]
    title = np.isin(hashes, page.title_tokens.hash)
    own = _holding((words.name & ~title) | words.own, *bounds)
    return max(
        int(np.count_nonzero(_holding(named & (hashes == place), *bounds) & ~own))
        for place in places
    )


def _places(page: Page, names: set[int]) -> set[int]:
    """Those of some names that stand behind "in" or "near" in the content, as hashes.

    What it writes small elsewhere is no name but a word in a headline's capitals; a direction names
    a part of many places, and months and languages none.
    """
    tokens, main = page.tokens, page.is_main_word
    named = marked_words(page).name & main & (tokens.size >= _LONG_NAME)
    named[1:] &= among(tokens.hash[:-1], words_before_places())
    found = names.intersection(tokens.hash[named].tolist())
    if not found:
        return found
    small = tokens.hash[main & ((tokens.first & UPPER) == 0)]
    return found.difference(small.tolist(), no_places().tolist())


def particular_sentences(page: Page) -> float:
    """Expected share of the sentences that only somebody who knows the case could have written.

    Own experience, a named thing of which something is said, a figure, an event, an exact step.
    Source: our own labels of sentences.

    >>> own = read_text("My aunt kept bees behind the chapel until the road was widened in 1974.")
    >>> general = read_text("Regular care of your garden is important for healthy plants.")
    >>> particular_sentences(own) > 0.5 > particular_sentences(general)
    True
    >>> particular_sentences(read(""))
    nan
    """
    chances = particular_chances(page)
    return float(chances.mean()) if len(chances) else UNKNOWN


def _accusing(
    function: Callable[[Page], float],
    source: str,
    phrase: str,
    *,
    quote: Finder | None = None,
    topic: str = "",
) -> Signal:
    """Return the row of a signal that counts for each thousand words and accuses."""
    return Signal(function, 0, _MOST, source, phrase, quote, speaks=ACCUSE, unit=RATE, topic=topic)


SIGNALS: Final = (
    Signal(
        particular_sentences, 0, 1, "labelled sentences",
        "sentences that tell something particular", speaks=EXCUSE, unit=percent("sentences"),
    ),
    _accusing(
        untested_claims, "Google's guidance on reviews", "claims of tests that it does not show",
        quote=quotes.phrases("test_claim", whole=True, meant=True),
    ),
    _accusing(
        sure_offers, "our lexicon", "offers too good to be true",
        quote=quotes.phrases("sure_offer", meant=True), topic="advertising",
    ),
    _accusing(
        general_advice, "our lexicon", "benefits and advice that fit anything",
        quote=quotes.phrases("general_advice", least=2), topic="wording",
    ),
    _accusing(
        swapped_place, "doorway policies", "a place put into a text that fits any", topic=OTHER
    ),
    Signal(
        own_voice, 0, 1, "Pennebaker 2011", "a writer who speaks for herself", own_quotes,
        speaks=EXCUSE,
    ),
    Signal(
        one_person, 0, 1000, "our observation", "a writer who says I", own_quotes,
        speaks=EXCUSE, unit=RATE,
    ),
    Signal(
        first_hand, 0, 1, "Biber 1988", "an account of one's own", first_hand_quotes,
        speaks=EXCUSE, unit=percent("sentences"),
    ),
    Signal(
        varied_names, 0, 1, "our observation", "names of many different things",
        speaks=EXCUSE, unit=percent("names"), topic=OTHER,
    ),
    Signal(
        bare_sentences, 0, 1, "our observation", "sentences without a name, figure or person",
        bare_quotes, speaks=ACCUSE, unit=percent("long sentences"),
    ),
)  # fmt: skip
