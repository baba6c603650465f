"""The sentences of a page's first blocks, by which dead ends are told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pagequality.page.blocks import HEADINGS
from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.page.page import Page

LONGEST_QUOTE: Final = 200
SHORT: Final = 250
"""Main content so long is no dead end, unless the page is named one."""
LONGEST_BLOCK: Final = 500
FIRST_BLOCKS: Final = 80
SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|(?<=, (?:so|or)) |(?<=, (?:and|but)) |\n+")
WORD: Final = re.compile(r"\w+(?:['\u2019]\w+)*")
_LINKED: Final = 0.5
"""A block with more of its text in links leads to what others say."""
_NO_LABELS: Final = HEADINGS | {"li", "td"}
_LABEL: Final = 3
"""Blocks of so few words are labels of fields and buttons, and no content of a dead end."""
_TEASING: Final = re.compile(
    r"\W*(?:similar|related|other|more|recommended|latest|popular|nearby|featured|up next|see also|"
    r"you (?:may|might)|people also|try (?:one of )?these)\b",
    re.IGNORECASE,
)
"""How headings begin above what a missing page offers instead."""
_FIRST_WORD: Final = re.compile(r"\W*+\w\S*+\s")
_DETAIL: Final = re.compile(r"\d|\b[A-Z][a-z]")
_NO_WORD: Final = re.compile(r"\W*")
_OWN_TALE: Final = re.compile(r"\bI \w|\b[Mm]y \w")
_MISSING: Final = re.compile(r"found|exist|404|gone|moved|missing|removed", re.IGNORECASE)


def low(text: str) -> str:
    """Return text in small letters, with as many of them: of letters that look cut, the plain ones.

    A pattern that is asked of it finds what it would find in the text with letter case ignored, and
    is much faster.

    >>> low("404: PAGE NOT FOUND"), low("SA\u0130T"), low("mi\u017f\u017f\u0131ng")
    ('404: page not found', 'sait', 'missing')
    """
    if text.isascii():
        return text.lower()
    return text.replace("\u0130", "i").lower().replace("\u0131", "i").replace("\u017f", "s")


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence; as patterns read it, it is written when that is first asked for."""

    text: str

    @cached_property
    def low(self) -> str:
        """The sentence in small letters."""
        return low(self.text)


@dataclass(frozen=True, eq=False)
class Block:
    """A block that a reader sees: its number, and its text with plain apostrophes."""

    number: int
    text: str

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of its text, as far as rules and models look at them."""
        return tuple(map(Sentence, SENTENCE.split(self.text)))


@once
def first_blocks(page: Page) -> tuple[Block, ...]:
    """Return the first blocks that are seen, none too long."""
    table, text = page.table, page.text
    return tuple(
        Block(i, text[table.start[i] : table.end[i]][:LONGEST_BLOCK].replace("\u2019", "'"))
        for i in (~table.hidden).nonzero()[0][:FIRST_BLOCKS].tolist()
    )


@once
def teasers(page: Page) -> frozenset[int]:
    """The blocks that are links or labels, or stand below a heading that leads to other pages."""
    table, found, below = page.table, set[int](), False
    away = {block for href, _, block in page.markup.links if not href.startswith("#")}
    for block in first_blocks(page):
        number, text = block.number, block.text
        tag = table.tag[number]
        label = tag not in _NO_LABELS and page.block_words[number] <= _LABEL
        linked = number in away and table.link_characters[number] > _LINKED * len(text)
        if tag in HEADINGS:
            below = tag != "h1" and (linked or bool(_TEASING.match(text)))
        if linked or below or label:
            found.add(number)
    return frozenset(found)


def tells(sentence: str) -> bool:
    """Whether a sentence holds a name, a number or what its writer did.

    >>> tells("Water was cut on Monday."), tells("Half of the links I mended."), tells("Go back.")
    (True, True, False)
    """
    return _is_detailed(sentence) or bool(_OWN_TALE.search(sentence))


def _is_detailed(sentence: str) -> bool:
    """Whether a sentence that is ended holds a number or a name behind its first word.

    One pattern for all of it would try each end with each of its numbers.
    """
    first = _FIRST_WORD.match(sentence)
    if not first or not _DETAIL.search(sentence, first.end()):
        return False
    ending = _NO_WORD.match(sentence[::-1])
    return ending is not None and any(mark in ending[0] for mark in ".!?")


def cut(text: str) -> str:
    """Return a text, cut to the length of a quote."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def exact(state: str, page: Page, *, name: str, quote: str) -> str:
    """Tell a missing page that comes with a site's other matter from a bare error."""
    missing = _MISSING.search(f"{name} {quote}")
    dressed = page.visible_words > SHORT // 2 and not re.search(r"\b5\d\d\b", name)
    return "soft_404" if state == "error" and missing and dressed else state
