"""Quotes: what of a page shows a signal. Finders take a page and return some evidence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.evidence import COUNTED, Evidence
from pagequality.text.tokens import UPPER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags, Ints

    Finder = Callable[[Page], tuple[Evidence, ...]]
    Span = tuple[int, int]

MOST: Final = 4
"""So many quotes show a signal."""
LONGEST: Final = 240
"""Characters of a quote; a longer one is cut, with an ellipsis."""
_STOPS: Final = np.array(sorted(map(ord, ".!\u2026\"'\u201d\u2019")), np.uint32)
"""With one of these a whole sentence ends; a question says nothing, and is asked for an answer."""
_DENIED: Final = re.compile(r"\b(?:not|no|never|until|without)\b|n['\u2019]t\b", re.IGNORECASE)
_NEAR: Final = 24
"""Characters before a phrase in which it may be denied: "is not always the best choice"."""
_AROUND: Final = 32
"""Characters kept of what stands before and behind a quote."""


def short(text: str) -> str:
    """Fold white space and cut what is too long for a quote.

    >>> short("Fresh  beans"), short("beans " * 99)[-12:]
    ('Fresh beans', 'beans beans…')
    """
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST].rpartition(" ")[0] or text[: LONGEST - 1]
    return cut.rstrip() + "\u2026"


def of_block(page: Page, block: int, kind: str) -> Evidence:
    """Quote a block."""
    return of_span(page, (int(page.table.start[block]), int(page.table.end[block])), kind)


def of_span(page: Page, span: Span, kind: str, *, cues: Iterable[Span] = ()) -> Evidence:
    """Quote a span of characters as far as its block goes, and mark words by their own spans."""
    block = int(page.block_at(np.array([span[0]]))[0])
    first, last = int(page.table.start[block]), int(page.table.end[block])
    start, end = span[0], min(span[1], last)
    text = page.text[start:end]
    quote = short(text)
    same = len(quote) if quote == text else len(quote) - 1 if text.startswith(quote[:-1]) else 0
    return Evidence(
        quote,
        kind,
        block,
        page.path(block),
        apart((a - start, b - start) for a, b in cues if b - start <= same),
        start,
        end,
        page.text[max(first, start - _AROUND) : start],
        page.text[end : min(last, end + _AROUND)],
    )


def apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap another left out, the longer ones kept.

    >>> apart([(4, 6), (0, 2), (0, 3), (2, 5)])
    ((0, 3), (4, 6))
    """
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def of_sentences(page: Page, spans: tuple[Ints, Ints], kind: str) -> tuple[Evidence, ...]:
    """Quote the sentences that hold spans, the fullest first, none twice, and mark the spans.

    A span that runs over the end of a sentence ("Certainly! Here is") is quoted with the next one.

    Args:
        page: the page.
        spans: where they start and where they end.
        kind: what they show.
    """
    starts, ends = spans
    first, last = page.sentences
    holding = np.searchsorted(first, starts, side="right") - 1
    closing = last[np.searchsorted(first, ends - 1, side="right") - 1]
    kept = (holding >= 0) & (ends <= closing)
    starts, ends, holding, closing = (part[kept] for part in (starts, ends, holding, closing))
    held = np.bincount(holding, minlength=1)
    reached = np.zeros(len(held), np.intp)
    np.maximum.at(reached, holding, closing)
    told: dict[str, Evidence] = {}
    for sentence in np.argsort(-held, kind="stable")[: np.count_nonzero(held)].tolist():
        whole = int(first[sentence]), int(reached[sentence])
        words = page.text[slice(*whole)]
        if words not in told:
            own = holding == sentence
            cues = zip(starts[own].tolist(), ends[own].tolist(), strict=True)
            told[words] = of_span(page, whole, kind, cues=cues)
        if len(told) == MOST:
            break
    return tuple(told.values())


def counted(said: str, times: int, words: int) -> Evidence:
    """Say how often something is said in so many words.

    >>> counted("cheap roof", 12, 1300).quote
    '“cheap roof” 12 times in 1,300 words'
    """
    told = short(f"\u201c{said}\u201d {times} times in {words:,} words")
    return Evidence(told, COUNTED, -1, "")


def are_whole(page: Page) -> Flags:
    """Which sentences end as sentences do."""
    whole: Flags = np.isin(page.tokens.codes.take(page.sentences[1] - 1), _STOPS)
    return whole


def of_words(page: Page, words: Flags, kind: str) -> tuple[Evidence, ...]:
    """Quote the sentences that hold these words of the main content, and mark the words."""
    places = np.flatnonzero(words & page.is_main_word)
    return of_sentences(page, (page.tokens.start[places], page.tokens.end[places]), kind)


def capitals(page: Page) -> Flags:
    """Which words of a page begin with a capital, as names do."""
    return (page.tokens.first & UPPER) > 0


def again(found: tuple[Evidence, ...], *, least: int = 2) -> tuple[Evidence, ...]:
    """Return the quotes that hold so many marked words: once is no repetition."""
    return tuple(quote for quote in found if len(quote.cues) >= least)


def denied(text: str, start: int) -> bool:
    """Whether the words just before a phrase deny it, or say that it is yet to come.

    >>> said = "It is not always the best choice."
    >>> denied(said, said.index("best")), denied("Our best choice.", 4)
    (True, False)
    """
    return _DENIED.search(text, max(0, start - _NEAR), start) is not None


@cache
def phrases(
    topic: str, *, least: int = 1, total: int = 1, whole: bool = False, meant: bool = False
) -> Finder:
    """Return what quotes the sentences of the main content that hold phrases of a lexicon topic.

    Args:
        topic: of the lexicon.
        least: how many phrases a sentence must hold to be quoted.
        total: how many all quotes must hold together.
        whole: whether it must be a whole sentence, and no heading or label.
        meant: whether phrases that are `denied` are left out.
    """
    kind = topic.replace("_", " ")

    def find(page: Page) -> tuple[Evidence, ...]:
        inside = (page.matches.topic == page.matcher.number(topic)) & page.is_main[page.match_block]
        if whole:
            sentence = page.sentences[0].searchsorted(page.matches.start, side="right") - 1
            inside &= are_whole(page)[sentence]
        if meant:
            for i in inside.nonzero()[0].tolist():
                inside[i] = not denied(page.text, int(page.matches.start[i]))
        spans = page.matches.start[inside], page.matches.end[inside]
        found = again(of_sentences(page, spans, kind), least=least)
        return found if sum(len(quote.cues) for quote in found) >= total else ()

    return find


def title(page: Page) -> tuple[Evidence, ...]:
    """Quote the title."""
    return (Evidence(short(page.title), "title", -1, ""),) if page.title else ()


def headings(page: Page) -> tuple[Evidence, ...]:
    """Quote the headings of the content."""
    return tuple(of_block(page, int(block), "heading") for block in page.main_headings[:MOST])
