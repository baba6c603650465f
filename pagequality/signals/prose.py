"""Prose: what the main text is made of, counted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.signals import quotes
from pagequality.signals.base import (
    ACCUSE,
    EXCUSE,
    RATE,
    UNKNOWN,
    Signal,
    count,
    per_thousand,
    percent,
    share,
    spread,
)
from pagequality.signals.topics import OTHER
from pagequality.text.tokens import DIGIT, UPPER
from pagequality.text.vocabulary import Kind

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Ints

_LONGEST = 60
_MANNER: Final = 3
"""So many of a word that anybody says are a manner."""


def length(page: Page) -> float:
    """Natural logarithm of one plus the number of words of the main content.

    Filler has a favourite length, and short pages prove little. Source: Gopher rules
    (Rae et al. 2021).

    >>> round(length(read_text("Beans want water.")), 2)
    1.39
    >>> length(read(""))
    0.0
    """
    return math.log1p(len(page.main_words))


def sentence_length(page: Page) -> float:
    """Mean number of words in a sentence of the main content, 60 at most.

    Machine prose and keyword lists keep to lengths of their own. Source: readability
    research since Flesch 1948.

    >>> sentence_length(read_text("Beans grow. Peas grow too."))
    2.5
    >>> sentence_length(read(""))
    nan
    """
    words = _main_sentences(page)
    return min(_LONGEST, float(words.mean())) if len(words) else UNKNOWN


def sentence_variety(page: Page) -> float:
    """Spread of sentence lengths over their mean, 2 at most.

    People mix short and long sentences; templates and language models less so. Source:
    "burstiness" in work on machine-written text.

    >>> sentence_variety(read_text("Beans grow. Peas grow. Kale grows."))
    0.0
    >>> sentence_variety(read(""))
    nan
    """
    words = _main_sentences(page)
    if len(words) < 3:  # noqa: PLR2004 - two lengths are no spread
        return UNKNOWN
    return min(2.0, spread(words))


def _main_sentences(page: Page) -> Ints:
    words = page.sentence_words
    chosen: Ints = words[page.is_main[page.sentence_block] & (words > 1)]
    return chosen


def word_length(page: Page) -> float:
    """Mean number of characters of a word of the main content.

    Inflated prose prefers long words. Source: Gopher rules (Rae et al. 2021).

    >>> word_length(read_text("Beans grow"))
    4.5
    >>> word_length(read(""))
    nan
    """
    lengths = page.tokens.size[page.is_main_word]
    return min(20.0, float(lengths.mean())) if len(lengths) else UNKNOWN


def function_words(page: Page) -> float:
    """Share of function words (articles, prepositions, pronouns) in the main content.

    Lists of keywords have few, natural prose has about half. Source: Gopher's stop-word
    rule; jusText (Pomikalek 2011).

    >>> function_words(read_text("the bean and the pea"))
    0.6
    >>> function_words(read(""))
    nan
    """
    counts = page.word_kinds
    own = (Kind.FUNCTION, Kind.FIRST, Kind.SECOND)
    return share(sum(int(counts[kind]) for kind in own), len(page.main_words))


def first_person(page: Page) -> float:
    """Words of the first person ("I", "our") for each thousand words of the main content.

    People who were there say so. Source: our own observation on labelled pages.

    >>> first_person(read_text("I water my beans"))
    500.0
    >>> first_person(read(""))
    nan
    """
    return per_thousand(int(page.word_kinds[Kind.FIRST]), len(page.main_words))


def second_person(page: Page) -> float:
    """Words that address the reader ("you", "your") for each thousand words.

    Advice written for everybody speaks to nobody in particular. Source: our own
    observation on labelled pages.

    >>> second_person(read_text("You water your beans"))
    500.0
    >>> second_person(read(""))
    nan
    """
    return per_thousand(int(page.word_kinds[Kind.SECOND]), len(page.main_words))


def connectives(page: Page) -> float:
    """Formal connectives ("moreover", "ultimately") for each thousand words.

    Essay-mill and machine prose joins its sentences with them. Source: work on
    machine-written text (Kobak et al. 2024).

    >>> connectives(read_text("Moreover the beans grew"))
    250.0
    >>> connectives(read(""))
    nan
    """
    return per_thousand(int(page.word_kinds[Kind.CONNECTIVE]), len(page.main_words))


def past_tense(page: Page) -> float:
    """Common past-tense verbs and reporting verbs for each thousand words.

    Who reports what happened uses the past; timeless filler uses the present. Source: Biber
    1988, narrative against expository registers.

    >>> past_tense(read_text("We saw the beans"))
    250.0
    >>> past_tense(read(""))
    nan
    """
    counts = page.word_kinds
    return per_thousand(int(counts[Kind.PAST] + counts[Kind.REPORTING]), len(page.main_words))


def vague_nouns(page: Page) -> float:
    """Empty general words ("various", "tips", "solutions") for each thousand words.

    Text that says nothing specific is built from them. Source: our own observation.

    >>> vague_nouns(read_text("Various beans"))
    500.0
    >>> vague_nouns(read(""))
    nan
    """
    return per_thousand(int(page.word_kinds[Kind.BARE_NOUN]), len(page.main_words))


def names(page: Page) -> float:
    """Share of the main words that begin with a capital.

    Specific text names people, places and things. Source: named entities as a mark of
    credibility (Horne and Adali 2017).

    >>> names(read_text("Ada saw Kew"))
    0.667
    >>> names(read(""))
    nan
    """
    first = page.tokens.first[page.is_main_word]
    return round(share(int(np.count_nonzero(first & UPPER)), len(first)), 3)


def figures(page: Page) -> float:
    """Share of the main words that begin with a digit.

    Facts come with numbers; so do price lists. Source: Gopher and RedPajama number rules.

    >>> figures(read_text("Plant 40 beans"))
    0.333
    >>> figures(read(""))
    nan
    """
    first = page.tokens.first[page.is_main_word]
    return round(share(int(np.count_nonzero(first & DIGIT)), len(first)), 3)


def commas(page: Page) -> float:
    """Commas for each thousand words of the main content.

    Triplets and keyword lists need them. Source: stylometry.

    >>> commas(read_text("Beans, peas"))
    500.0
    >>> commas(read(""))
    nan
    """
    return _marks(page, ",")


def exclamations(page: Page) -> float:
    """Exclamation marks for each thousand words of the main content.

    Selling is loud. Source: Castillo et al. 2011 on credibility.

    >>> exclamations(read_text("Beans! Peas"))
    500.0
    >>> exclamations(read(""))
    nan
    """
    return _marks(page, "!")


def questions(page: Page) -> float:
    """Question marks for each thousand words of the main content.

    Pages written after search queries repeat them. Source: Castillo et al. 2011.

    >>> questions(read_text("Beans? Peas"))
    500.0
    >>> questions(read(""))
    nan
    """
    return _marks(page, "?")


def quotations(page: Page) -> float:
    """Quotation marks for each thousand words of the main content.

    Reporting quotes people. Source: Horne and Adali 2017.

    >>> quotations(read_text('She said "beans grow" twice'))
    400.0
    >>> quotations(read(""))
    nan
    """
    curly = page.main_text.count("\u201c") + page.main_text.count("\u201d")
    marks = int(page.main_characters[ord('"')]) + curly
    return per_thousand(marks, len(page.main_words))


def asides(page: Page) -> float:
    """Brackets and semicolons for each thousand words of the main content.

    People who know more than they need to say put it in brackets. Source: our observation.

    >>> asides(read_text("Beans (the broad ones) grow"))
    400.0
    >>> asides(read(""))
    nan
    """
    return _marks(page, "();")


def _marks(page: Page, marks: str) -> float:
    count = sum(int(page.main_characters[ord(mark)]) for mark in marks)
    return per_thousand(count, len(page.main_words))


def connective_sentences(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences that open with a formal connective, three at least: one is good style."""
    opening = np.zeros(len(page.tokens), bool)
    opening[page.tokens.start.searchsorted(page.sentences[0])] = True
    found = quotes.of_words(page, (page.kinds == Kind.CONNECTIVE) & opening, "connective")
    return found if len(found) >= _MANNER else ()


def vague_sentences(page: Page) -> tuple[Evidence, ...]:
    """Quote the sentences with most empty general words, three at least, and mark them."""
    found = quotes.of_words(page, page.kinds == Kind.BARE_NOUN, "bare noun")
    return quotes.again(found, least=_MANNER)


SIGNALS: Final = (
    Signal(length, 0, 14, "Gopher rules", "a long text"),
    Signal(
        sentence_length,
        0,
        _LONGEST,
        "readability research",
        "long sentences",
        unit=count("words", "word"),
    ),
    Signal(
        sentence_variety,
        0,
        2,
        "work on machine-written text",
        "sentences of many lengths",
        speaks=EXCUSE,
        topic=OTHER,
    ),
    Signal(word_length, 0, 20, "Gopher rules", "long words", unit=count("letters", "letter")),
    Signal(
        function_words,
        0,
        1,
        "Gopher rules, jusText",
        "the small words of natural prose",
        unit=percent("words"),
    ),
    Signal(
        first_person,
        0,
        1000,
        "our observation",
        "a writer who says I or we",
        speaks=EXCUSE,
        unit=RATE,
        topic=OTHER,
    ),
    Signal(second_person, 0, 1000, "our observation", "words that address the reader", unit=RATE),
    Signal(
        connectives,
        0,
        1000,
        "Kobak et al. 2024",
        "formal connectives",
        connective_sentences,
        speaks=ACCUSE,
        unit=RATE,
    ),
    Signal(
        past_tense,
        0,
        1000,
        "Biber 1988",
        "an account of what happened",
        speaks=EXCUSE,
        unit=RATE,
        topic="speculation",
    ),
    Signal(
        vague_nouns,
        0,
        1000,
        "our observation",
        "empty general words",
        vague_sentences,
        speaks=ACCUSE,
        unit=RATE,
    ),
    Signal(
        names,
        0,
        1,
        "Horne and Adali 2017",
        "names",
        speaks=EXCUSE,
        unit=percent("words"),
        topic=OTHER,
    ),
    Signal(
        figures,
        0,
        1,
        "Gopher, RedPajama",
        "figures",
        speaks=EXCUSE,
        unit=percent("words"),
        topic="speculation",
    ),
    Signal(commas, 0, 1000, "stylometry", "commas", unit=RATE),
    Signal(exclamations, 0, 1000, "Castillo et al. 2011", "exclamation marks", unit=RATE),
    Signal(questions, 0, 1000, "Castillo et al. 2011", "question marks", unit=RATE),
    Signal(
        quotations,
        0,
        1000,
        "Horne and Adali 2017",
        "quotation marks",
        speaks=EXCUSE,
        unit=RATE,
        topic=OTHER,
    ),
    Signal(
        asides,
        0,
        1000,
        "our observation",
        "brackets and semicolons",
        speaks=EXCUSE,
        unit=RATE,
        topic=OTHER,
    ),
)
