"""Pages made of a template that nobody filled in: fields of a program, and orders what to write.

However long such a page is, and however often it says the same, hardly a word of it is its own.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.page.state import PageState
from pagequality.reading.filler import asks_to_be_filled, content
from pagequality.reading.first_blocks import SENTENCE, WORD, Sentence, cut
from pagequality.reading.state_rules import rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagequality.page.page import Page
    from pagequality.reading.state_rules import Rule

_BRACES: Final = ("{{", "{%", "${", "#{")
_SHOUTED = re.compile(r"%[A-Z]{3,}(?:_[A-Z]+)*%")
_FIELD = re.compile(
    r"\{\{[^{}\n]{1,80}\}\}|\{%[^%\n]{1,80}%\}|<%[^%\n]{1,80}%>|[$#]\{[^{}\n]{1,60}\}|"
    + _SHOUTED.pattern
)
_FEWEST_FIELDS: Final = 5
_OF_FIELDS: Final = 2
"""So many times more words stand in the fields of a page that is made of them than beside them;
what is said over and over beside them counts once. Who explains fields says more than they hold."""
_CODE: Final = frozenset(("pre", "textarea"))
_BEGINNING: Final = 6000
"""Characters of the content in which a page shows that it may be made of orders."""
_MOST_BLOCKS: Final = 400
"""So many blocks are looked at, and the page is what these are."""
_BRIEF: Final = 60
"""A block of no more words is an order as a whole, if it holds one."""
_MANY_TOLD: Final = 5
"""So many different orders to write something show that nobody did."""
_OFTEN_TOLD: Final = 10
"""So many orders do, if they are all the same."""
_ALIKE: Final = 12
"""Orders that begin with so many like letters count once."""
_REST: Final = 0.4
"""So much of the content may be none."""


def unfilled(page: Page) -> PageState | None:
    """Notice a page that is made of fields, or of orders what to write.

    >>> unfilled(read("<h1>News</h1>" + "<p>{{ post.title }} by {{ post.author }}</p>" * 9)).name
    'placeholder'
    >>> unfilled(read("<p>Write {{ name }} where the name of the reader is to stand.</p>" * 9))
    """
    quote = _of_fields(page) or _of_orders(page)
    return PageState("placeholder", cut(quote), rule_of("placeholder").notice) if quote else None


def _of_fields(page: Page) -> str:
    """The first line with a field, on a page that is made of them; code that is shown has none."""
    text = page.text
    braced = "{" in text and any(mark in text for mark in _BRACES)
    if not braced and not ("%" in text and ("<%" in text or _SHOUTED.search(text))):
        return ""
    number = inside = 0
    first, own = "", set[str]()
    for block, tag in _blocks(page):
        fields = [] if tag in _CODE else _FIELD.findall(block)
        first = first or (block if fields else "")
        number += len(fields)
        inside += sum(len(WORD.findall(field)) for field in fields)
        own.add(_FIELD.sub(" ", block) if fields else block)
    beside = sum(len(WORD.findall(text)) for text in own)
    return first if number >= _FEWEST_FIELDS and inside >= _OF_FIELDS * beside else ""


def _of_orders(page: Page) -> str:
    """The first line with an order, on a page that goes on telling what to write."""
    if not asks_to_be_filled(page.main_text[:_BEGINNING]):
        return ""
    rule, found = rule_of("placeholder"), list[tuple[str, _Ordered]]()
    for block, number in Counter(block for block, _ in _blocks(page)).items():
        found.append((block, _ordered(block.replace("\u2019", "'"), rule, number)))
    begins = set[str]().union(*(one.begins for _, one in found))
    total = sum(one.words for _, one in found)
    enough = len(begins) >= _MANY_TOLD or sum(one.told for _, one in found) >= _OFTEN_TOLD
    if not enough or sum(one.rest for _, one in found) > _REST * total:
        return ""
    return next(block for block, one in found if one.told)


class _Ordered(NamedTuple):
    """What a block orders to write, with its copies.

    That is how its orders begin, how many they are, how many words it has, and how many of these
    are in no order.
    """

    begins: frozenset[str]
    told: int
    words: int
    rest: int


def _ordered(block: str, rule: Rule, number: int) -> _Ordered:
    """Look for orders in a block that stands on the page so many times."""
    begins, words, rest, says = [], 0, 0, False
    for sentence in map(Sentence, SENTENCE.split(block)):
        size, told = len(WORD.findall(sentence.text)), rule.told_in(sentence)
        words += size
        if told is not None:
            begins.append(told.lower()[:_ALIKE])
        said = told is not None or bool(rule.said_in(sentence))
        says |= said
        rest += 0 if said else size
    rest = 0 if says and words <= _BRIEF else rest
    return _Ordered(frozenset(begins), len(begins) * number, words * number, rest * number)


def _blocks(page: Page) -> Iterator[tuple[str, str]]:
    """The first blocks of the content, as often as they stand there, each with its tag."""
    table = page.table
    for block in content(page).nonzero()[0][:_MOST_BLOCKS].tolist():
        yield page.text[table.start[block] : table.end[block]], table.tag[block]
