"""What programs write around a page's own text: a site's motto, rules of a forum, a writer's box.

Each is told by what the element is called or by what its line says, and where it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.page.blocks import LOWER_HEADINGS
from pagequality.reading.titles import HOME, key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.reading.comments import Spans
    from pagequality.reading.names import Names
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags

_MOTTOS = re.compile(
    r"(?:^|\s)(?:(?:site|blog)[_-]?(?:desc(?:ription)?|slogan|tag-?line|motto)|tag-?line|slogan|"
    r"description)(?=$|\s)"
)
_MOTTO_HINTS: Final = ("esc", "logan", "agline", "ag-line", "otto")
_PLAIN: Final = frozenset(("description", "tagline", "tag-line", "slogan"))
"""Names that other things have as well: the site's name must stand right above such a motto."""
_LONGEST_MOTTO, _MOTTO_BLOCKS, _HEAD_WORDS = 25, 3, 20
_WARNINGS = re.compile(
    r"(?:^|\s)(?:(?:old|outdated|unsupported|legacy)[_-]?browser|browse-?happy|"
    r"browser[_-]?(?:warning|notice|alert|message|upgrade|update|unsupported)|"
    r"(?:upgrade|update)[_-]?(?:your[_-]?)?browser|"
    r"(?:no-?(?:java)?script|no-?js|javascript|js|ie\d{0,2})[_-]?(?:warning|notice|alert|message|"
    r"disabled|required))(?=$|\s)"
)
_WARNING_HINTS: Final = (
    "rowse", "cript-", "cript_", "criptW", "js-", "js_", "JS-", "ie", "IE",
)  # fmt: skip
HINTS: Final = _MOTTO_HINTS + _WARNING_HINTS
_LARGEST, _LARGEST_BOX, _MOST_BLOCKS = 60, 150, 6
_WIDEST: Final = frozenset(("html", "body", "main", "article"))
_RULES = re.compile(
    r"(?:(?:(?:posting|forum) rules|(?:html|bb|vb|img|video) code is (?:on|off)|"
    r"(?:smilies|trackbacks|pingbacks|refbacks) are (?:on|off)|"
    r"you (?:may|can) ?not (?:post|reply|edit|delete|vote|download)\b"
    r"(?: (?:new|to|your|in|polls?|posts|topics|threads|replies|attachments|files|this|forum)\b)*)"
    r"(?: |\Z))+"
)
_BEGINS: Final = frozenset(
    ("You", "HTM", "BB ", "vB ", "[IM", "[VI", "Smi", "Tra", "Pin", "Ref", "Pos", "For", "Joi")
)
"""How such lines begin, to pass quickly over all others."""
_LONGEST_RULES: Final = 600
_OF_MEMBERS = re.compile(
    r"(?:total )?posts \d+(?: \d+)?|join(?:ed|date| date) (?:[^\W\d]{2,9} ){0,3}\d[\w ]{0,20}"
)
_LONGEST_OF_MEMBERS: Final = 40
_FOLLOWED = re.compile(r"\d+(?: \d+)?[km]? followers?(?: \d+(?: \d+)?[km]? following)?")
_WRITER = re.compile(r"(?:written|published) (?:by|in) .+")
_MORE = re.compile(r"(?:read )?(?:more|recommended) (?:from|by) .+")
_LONGEST_LINE, _NEAR = 60, 2
_MOST_LINES: Final = 30


def anywhere(walk: Walk, names: Names, flags: Flags, *, above: Sequence[int]) -> Spans:
    """The site's motto in the header, the rules of a forum, and what old browsers are told."""
    found = [
        (first, last) for tag, _, _, first, last in names.called(_WARNINGS, _WARNING_HINTS)
        if tag not in _WIDEST and last - first <= _MOST_BLOCKS
        and above[last] - above[first] <= _LARGEST
    ]  # fmt: skip
    return found + _mottos(walk, names, above) + _lines(walk, flags, _RULES, longest=_LONGEST_RULES)


def of_members(walk: Walk, flags: Flags) -> Spans:
    """Lines of a forum that say how much somebody wrote there, and since when."""
    return _lines(walk, flags, _OF_MEMBERS, longest=_LONGEST_OF_MEMBERS)


def of_story(walk: Walk, flags: Flags, above: Sequence[int], *, start: int) -> Spans:
    """Forms above a story's heading, and below its text who wrote it and what else there is."""
    top = next((i for i in np.flatnonzero(flags).tolist() if walk.tags[i] == "h1"), 0)
    forms = [
        (first, last) for tag, _, _, first, last in walk.containers
        if tag == "form" and last <= top and above[last] - above[first] <= _LARGEST
    ]  # fmt: skip
    return forms + _writers(walk, above, start) + _more(walk, start)


def _mottos(walk: Walk, names: Names, above: Sequence[int]) -> Spans:
    """What a site says of itself above a page's content, below its name."""
    boxes = [
        holder for holder in names.called(_MOTTOS, _MOTTO_HINTS)
        if holder[0] not in _WIDEST and holder[4] - holder[3] <= _MOTTO_BLOCKS
        and above[holder[4]] - above[holder[3]] <= _LONGEST_MOTTO
        and above[holder[3]] <= _HEAD_WORDS
    ]  # fmt: skip
    if not boxes:
        return []
    homes = {block for href, _, block in walk.links if HOME.fullmatch(href)}
    return [
        (first, last) for _, label, _, first, last in boxes
        if first - 1 in homes or _PLAIN.isdisjoint(label.lower().split())
    ]  # fmt: skip


def _lines(walk: Walk, flags: Flags, said: re.Pattern[str], *, longest: int) -> Spans:
    """Blocks that say nothing but what a pattern fits."""
    texts = walk.texts
    return [
        (block, block + 1) for block in np.flatnonzero(flags).tolist()
        if texts[block][:3] in _BEGINS and len(texts[block]) <= longest
        and said.fullmatch(key(texts[block]))
    ]  # fmt: skip


def _writers(walk: Walk, above: Sequence[int], start: int) -> Spans:
    """Lines that count a writer's followers; with what stands below where they follow a name."""
    found: Spans = []
    counts = [
        block for block in range(start, len(walk.texts))
        if len(walk.texts[block]) <= _LONGEST_LINE and "ollower" in walk.texts[block]
        and _FOLLOWED.fullmatch(key(walk.texts[block]))
    ]  # fmt: skip
    for block in counts[:_MOST_LINES]:
        near = range(max(block - _NEAR, start), block)
        named = [i for i in near if _WRITER.fullmatch(key(walk.texts[i][:_LONGEST_LINE]))]
        first = named[0] if named else block
        ends = [
            (last - begin, last) for _, _, _, begin, last in walk.containers
            if named and start <= begin <= first and block < last
            and above[last] - above[begin] <= _LARGEST_BOX
        ]  # fmt: skip
        found.append((first, min(ends)[1] if ends else block + 1))
    return found


def _more(walk: Walk, start: int) -> Spans:
    """Headings for more of somebody's stories, and the links below them."""
    texts, rows, found, end = walk.texts, walk.rows, list[tuple[int, int]](), start
    for block in range(start, len(texts)):
        if block < end or walk.tags[block] not in LOWER_HEADINGS:
            continue
        if len(texts[block]) <= _LONGEST_LINE and _MORE.fullmatch(key(texts[block])):
            end = block + 1
            while end < len(texts) and rows[end][2] * 10 >= len(texts[end]) * 9:
                end += 1
            found += [(block, end)] if end > block + 1 else []
    return found
