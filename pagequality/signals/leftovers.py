"""Leftovers: what the makers of a page forgot to fill in or to take out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.memo import once
from pagequality.signals import quotes
from pagequality.signals.base import ACCUSE, RATE, Signal, per_thousand, percent, share
from pagequality.text.quotations import quoted_words
from pagequality.text.tokens import hash_words
from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence
    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Ints

_MOST: Final = 50.0
_FILLER_WORDS: Final = 5
_FILLER: Final = 0.6
"""A sentence with so large a share of words of lorem ipsum is filler; Latin has fewer of them."""
_BITS: Final = np.uint32(16)
_CODE: Final = frozenset(("pre", "code", "textarea", "samp", "kbd"))
_OPENERS: Final = [*map(ord, "{[%<$")]
"""With these a field begins."""
_MOST_OPENERS: Final = 4000
_NOUNS: Final = (
    r"(?:city|town|county|state|country|region|location|area|place|zip|neighbou?rhood|name|"
    r"first[ _-]?name|company|business|brand|keyword|niche|topic|service|product|industry|phone|"
    r"price|amount|number|code|address|here)"
)
_ORDERS: Final = r"(?:your|insert|add|enter|replace|tbd|todo|tk|placeholder|xx+|x%)"
"""What orders an editor to fill something in may go on; a noun stands alone, or with others."""
_NOTES: Final = (
    r"(?i)\[(?:(?:to )?verify|needs? (?:verif|check|source)\w*|fact.?check|affiliate|cta\b"
    r"|(?:insert|add|your) (?:\w+ )?(?:links?|sources?|stats?|statistics?|quotes?|keywords?)"
    r"|internal link)\b[^\]\n\[]{0,60}\](?!\()"
)
"""What a writer, or a machine, notes in brackets for whoever will go over the text."""
_FIELDS: Final = rf"""(?ix)
    \{{\{{\s*[#/>]?\s*[a-z_][\w .|'"-]{{0,40}}\}}\}}         # {{{{city}}}}
    | \{{%\s*\w[^%]{{0,60}}%\}}                              # {{% include x %}}
    | (?<![\\$^_\w{{]){{(?:the[ _-])?(?:{_NOUNS}|{_ORDERS})\}}  # {{city}}
    | \$\{{[a-z_][\w.]{{1,40}}\}}                            # ${{city}}
    | %%\w{{2,30}}%% | (?<!%)%(?-i:[A-Z]{{3,}}(?:_[A-Z]+)*)%  # %%name%%
    | \[(?:the[ _-])?{_NOUNS}(?:[ ,/_-]+{_NOUNS}){{0,3}}\](?!\()  # [City, State]
    | \[(?:the[ _-])?{_ORDERS}\b[^\]\n\[]{{0,60}}\](?!\()       # [insert date]
    | \[/?(?:vc_|et_pb_|fusion_|elementor|gallery\ ids|contact-form|rev_slider)[^\]\n]{{0,80}}\]
    | <\?php\b
    """


@cache
def _filler_words() -> Flags:
    table = np.zeros(1 << 16, bool)
    table[hash_words(read_phrases(WORDS / "filler" / "la.txt")) >> _BITS] = True
    return table


@once
def _stand_in(page: Page) -> Ints:
    """The main sentences that hold no text of the page's own."""
    starts, _ = page.sentences
    matches = page.matches.of(page.matcher.number("placeholder"))
    holding = np.zeros(len(starts), bool)
    holding[starts.searchsorted(matches.start, side="right") - 1] = True
    filler = _filler_words().take(page.tokens.hash >> _BITS)
    if filler.any():
        words = page.sentence_words
        running = np.concatenate([[0], np.cumsum(filler)])
        last = np.cumsum(words)
        found = running[last] - running[last - words]
        holding |= (found >= _FILLER * words) & (words >= _FILLER_WORDS)
    return (holding & page.is_main[page.sentence_block]).nonzero()[0]


def placeholder_text(page: Page) -> float:
    """Share of the main words in sentences that stand in for text to come.

    Samples of site programs and themes ("Your text here"), lorem ipsum, addresses of nobody: a
    page that still has them was put up by somebody who never read it. Source: lexicon
    `placeholder`; the `lorem ipsum` rule of C4 (Raffel et al. 2020).

    >>> placeholder_text(read_text("Add your text here. We grow beans."))
    0.571
    >>> placeholder_text(read(""))
    nan
    """
    words = page.sentence_words
    return round(share(int(words[_stand_in(page)].sum()), len(page.main_words)), 3)


def unfilled_fields(page: Page) -> float:
    """Template fields that nobody filled in ("{{city}}", "[Your Name]") for each thousand words.

    Blocks of code do not count; at most 50. Source: the curly-bracket rule of C4 (Raffel et al.
    2020); our own observation on doorway pages.

    >>> unfilled_fields(read_text("Plumbers in {{city}}, call " + "beans " * 96))
    10.0
    >>> unfilled_fields(read(""))
    nan
    """
    return per_thousand(len(_fields(page)), len(page.main_words), most=_MOST)


@once
def _fields(page: Page) -> list[tuple[int, int]]:
    """Where fields stand in the page's text, notes in brackets aside."""
    noted = set(_notes(page))
    return [span for span in _spans(page, _FIELDS) if span not in noted]


@once
def _notes(page: Page) -> list[tuple[int, int]]:
    """Where notes in brackets stand in the page's text."""
    return _spans(page, _NOTES)


def _spans(page: Page, sought: str) -> list[tuple[int, int]]:
    """Where something stands in the page's text; looked for where a bracket or a sign opens it."""
    pattern, found = _compiled(sought), list[tuple[int, int]]()
    for place in _opened(page):
        field = pattern.match(page.text, place)
        if field and not (found and place < found[-1][1]):
            found.append(field.span())
    return found


@once
def _opened(page: Page) -> list[int]:
    """Where brackets and signs open in the main content, blocks of code aside."""
    places = _openers().take(page.tokens.codes, mode="clip").nonzero()[0]
    if not len(places):
        return []
    told = page.is_main.copy()
    told[page.blocks_of(_CODE)] = False
    found: list[int] = places[told[page.block_at(places)]][:_MOST_OPENERS].tolist()
    return found


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _openers() -> Flags:
    table = np.zeros(1 << 8, bool)
    table[_OPENERS] = True
    return table


def working_notes(page: Page) -> float:
    """Prompts, answers of a machine and notes to oneself for each thousand main words.

    "As an AI language model", "Target keyword:", "[VERIFY]": what was said while the
    page was made, and what no reader was to see; at most 50. Source: lexicon `working_note`;
    Glynn 2024 on undeclared use of language models.

    >>> working_notes(read_text("Certainly! Here is a text on beans: " + "beans " * 93))
    10.0
    >>> working_notes(read(""))
    nan
    """
    count = page.topic_count("working_note") + len(_notes(page))
    return per_thousand(count, len(page.main_words), most=_MOST)


def stand_ins(page: Page) -> tuple[Evidence, ...]:
    """Quote sentences that stand in for text."""
    starts, ends = page.sentences
    return tuple(
        quotes.of_span(page, (int(starts[i]), int(ends[i])), "placeholder")
        for i in _stand_in(page)[: quotes.MOST]
    )


def notes(page: Page) -> tuple[Evidence, ...]:
    """Quote notes, those in brackets first.

    A prompt in quotation marks is an example of one; a label alone may be said to writers, unless
    it names keywords ("Target keyword:").
    """
    bracketed = tuple(quotes.of_span(page, span, "working note") for span in _notes(page))
    matches = page.matches.of(page.matcher.number("working_note"))
    inside = page.is_main[page.block_at(matches.start)]
    first = page.tokens.start.searchsorted(matches.start[inside])
    own = ~quoted_words(page.tokens)[first]
    spans = matches.start[inside][own], matches.end[inside][own]
    found = bracketed + quotes.of_sentences(page, spans, "working note")
    said = [page.text[start:end].casefold() for start, end in zip(*spans, strict=True)]
    alone = len(found) == len(said) == 1 and said[0].endswith(":") and "key" not in said[0]
    return () if alone else found[: quotes.MOST]


def fields(page: Page) -> tuple[Evidence, ...]:
    """Quote the fields that nobody filled in."""
    return tuple(
        quotes.of_span(page, span, "unfilled field") for span in _fields(page)[: quotes.MOST]
    )


SIGNALS: Final = (
    Signal(
        placeholder_text,
        0,
        1,
        "C4",
        "text that stands in for text to come",
        stand_ins,
        speaks=ACCUSE,
        unit=percent("words"),
    ),
    Signal(
        unfilled_fields,
        0,
        _MOST,
        "C4",
        "template fields that nobody filled in",
        fields,
        speaks=ACCUSE,
        unit=RATE,
    ),
    Signal(
        working_notes,
        0,
        _MOST,
        "our lexicon",
        "prompts and working notes left in",
        notes,
        speaks=ACCUSE,
        unit=RATE,
    ),
)
