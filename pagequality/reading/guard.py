"""Markup that would make a parser take very long or lose a page, mended before it is parsed.

A parser that follows the HTML standard looks through all open elements at most tags, and
through all attributes at each new one, so its time grows with the square of the depth and
of a tag's attributes; formatting that is never closed it opens again in every paragraph. A few
counts tell that a page cannot be one of those; only where they do not, it is looked through tag
by tag (`reading.pruning`).

A frame that a slash means to close takes in the rest of the page. A browser that runs scripts
never looks into a noscript element, so such frames go unnoticed there.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.page.notice import Notice
from pagequality.reading.limits import DEFAULT_LIMITS
from pagequality.reading.markup import ATTRIBUTE, ATTRIBUTES, SPACE, TAG, VALUE
from pagequality.reading.pruning import Pruner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pagequality.reading.limits import Limits

_HEAD: Final = 4096
_EMPTY: Final = frozenset(
    "area base br col embed hr img input link meta source track wbr param frame keygen".split()
)
_SWALLOWING = re.compile(r"<(title|script|style)\s*/>", re.IGNORECASE)
_CLOSED_BY_SLASH = re.compile(
    rf"<(?!(?i:{'|'.join(sorted(_EMPTY))})[\s/])([a-zA-Z][a-zA-Z0-9]*+)(?=[\s/])([^<>]*?)/>"
)
_UNCLOSED = re.compile(r"(<iframe\b[^<>]*)/>(?=</noscript>)", re.IGNORECASE)
_STEPS: Final = 100_000_000
"""So many looks at an open element (start tags times tags) take a parser no time to speak of."""
_COPIES: Final = 800_000
"""So many elements opened again (formatting tags times others) take up little memory."""
_TELLING = re.compile(
    r"<[bcefhinstuBCEFHINSTU](?:[\s>/]|[mM][\s>/aA]|[tT][rRtTmM]|[iI][gG][\s>/]|[oO][dDnNbB])"
)
"""What tags of formatting elements, ``html`` and ``body`` begin with, and few others."""
_FORMATTED = re.compile(
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?:\s[^<>]*+)?+>[^<]*+"
    r"(?:<(?:/?(?:a|span|sup|sub)|br|img|wbr)(?:[\s/][^<>]*+)?+>[^<]*+)*+</\1\s*+>",
    re.IGNORECASE,
)
"""Formatted words, with links and line breaks at most: the element surely ends."""
_MOST_ROOTS: Final = 8
"""Tags of ``html`` and ``body`` on a page that nobody pieced together on purpose."""
_LARGE: Final = 60_000
_WINDOW: Final = 6000
_MOST_LOOKS: Final = 100
"""So much, in windows squared, may look like attributes: a third of a second for a parser."""
_FAR: Final = 1 << 16
_FARTHEST: Final = 1 << 18
_FEW: Final = 500
_ENDS_STATE = re.compile(r">|</")
_STARTS_TAG = re.compile(r"<[a-zA-Z/]")
_SPACES: Final = "\t\n\f\r "
_NEAR: Final = 64
"""An equal sign opens a value through any number of spaces; beyond so many it may stand there."""
_MANY = re.compile(rf"(?:{ATTRIBUTE}){{1000}}")
_MANY_BEHIND_VALUE = re.compile(
    rf"(?:[^{SPACE}/>=]*+[{SPACE}]*+=)?+[{SPACE}]*+{VALUE}(?:{ATTRIBUTE}){{1000}}"
)
"""A thousand attributes of one tag, seen from inside a name, and from inside a name or a value."""
_LEFT_OUT: Final = {
    "depth": "elements that stand too deep",
    "attributes": "attributes beyond the first ones of a tag",
    "formatting": "formatting that is never closed",
}


class Tamed(NamedTuple):
    """Markup that may be parsed, and what a reader should know of it."""

    text: str
    notices: tuple[Notice, ...] = ()


def tamed(text: str, limits: Limits = DEFAULT_LIMITS, *, strict: bool = False) -> Tamed:
    """Return markup that parses in time and memory linear in its size; nearly always the same.

    ``strict`` is for parsers that are no browser's.

    >>> tamed("<p>Beans")
    Tamed(text='<p>Beans', notices=())
    >>> found = tamed("<div>" * 20_000 + "deep down")
    >>> found.text.count("<div>"), found.notices[0].message
    (512, 'left out, but for its text: elements that stand too deep')
    """
    text = _close(text.lstrip() if text[:1].isspace() else text)
    if "/></noscript>" in text:
        text = _UNCLOSED.sub(r"\1></iframe>", text)
    tags = text.count("<")
    notices: list[Notice] = []
    if tags > limits.tags:
        text = text[: _place_of(text, limits.tags)]
        notices.append(Notice("truncated", f"only the first {limits.tags} tags were read"))
    if strict or may_cost_much(text, tags):
        pruner = Pruner(text, limits, strict=strict)
        text = pruner.run()
        if pruner.left_out:
            told = ", ".join(_LEFT_OUT[part] for part in pruner.left_out)
            notices.append(Notice("simplified", f"left out, but for its text: {told}"))
    return Tamed(text, tuple(notices))


def may_cost_much(text: str, tags: int) -> bool:
    """Whether markup of so many tags may be a parser's burden; only counts, and never too few.

    >>> may_cost_much("<p>Beans</p>" * 200, 400), may_cost_much("<b>" * 20_000, 20_000)
    (False, True)
    """
    if tags * tags > _STEPS and (tags - text.count("</")) * tags > _STEPS:
        return True
    if len(text) <= _LARGE and tags * tags <= 4 * _COPIES:
        return False
    found = _TELLING.findall(text)
    if len(found) * (tags - len(found)) > _COPIES:
        open_ones = len(found) - sum(1 for _ in _FORMATTED.finditer(text))
        if open_ones * tags > _COPIES:
            return True
    if len(found) > _MOST_ROOTS:
        names = "".join(found).lower()
        if names.count("<htm") + names.count("<bod") > _MOST_ROOTS:
            return True
    return len(text) > _LARGE and _holds_many_attributes(text)


def _holds_many_attributes(text: str) -> bool:
    """Whether a tag may have thousands of attributes; looks from place to place.

    >>> _holds_many_attributes("<a " + "b='>' " * 20_000)
    True
    >>> _holds_many_attributes("<a b>c</a>" * 20_000)
    False
    """
    places = list(_places_in_tags(text))
    return _are_too_many(places) and _are_too_many(
        place for place in places if _begins_many(text, place)
    )


def _are_too_many(places: Iterable[int]) -> bool:
    """Whether a parser would look at too much if many attributes followed at each place."""
    run = looks = last = 0
    for place in places:
        run = run + 1 if place == last + _WINDOW else 1
        last = place
        looks += 2 * run - 1
        if looks > _MOST_LOOKS:
            return True
    return False


def _places_in_tags(text: str) -> Iterator[int]:
    """The places, of those in even distances, that may lie inside of a tag with many attributes."""
    inside, before, known = False, 0, 0
    for place in range(_WINDOW, len(text), _WINDOW):
        if place < known:
            continue
        end = text.find(">", place, place + _WINDOW)
        if end >= 0:
            inside = _may_be_quoted(text, end)
        elif not inside:
            start = max(text.rfind(">", before, place), before)
            inside = _STARTS_TAG.search(text, start, place) is not None or (
                text[start] == ">" and _may_be_quoted(text, start)
            )
            known = _end_of_few(text, start, place) if inside else 0
        before = place
        if inside and place >= known:
            yield place


def _end_of_few(text: str, start: int, place: int) -> int:
    """Where a tag with few attributes, but long ones, ends that holds a place; else nothing.

    In which state a tokenizer is does not matter, where nothing in it could end another one.
    """
    opening = _STARTS_TAG.search(text, start, place)
    tag = TAG.match(text, opening.start()) if opening else None
    if tag is None or tag.end() <= place or _ENDS_STATE.search(text, tag.start(), tag.end() - 1):
        return 0
    few = sum(1 for _ in islice(ATTRIBUTES.finditer(tag[3]), _FEW)) < _FEW
    return tag.end() if few else 0


def _may_be_quoted(text: str, place: int) -> bool:
    """Whether a character may stand in an attribute's value: behind a mark that opens one.

    >>> text = "<a b= 'c> d"
    >>> _may_be_quoted(text, 8), _may_be_quoted("<p>Say 'hello> d", 13)
    (True, False)
    """
    for mark in "\"'":
        opening = text.rfind(mark, max(place - _FARTHEST, 0), place)
        before = text[max(opening - _NEAR, 0) : opening].rstrip(_SPACES) if opening > 0 else "-"
        if not before or before[-1] == "=":
            return True
    return False


def _begins_many(text: str, place: int) -> bool:
    """Whether very many attributes follow, whatever part of a tag a place is in."""
    far = place + _FAR
    if _MANY.match(text, place, far) or _MANY_BEHIND_VALUE.match(text, place, far):
        return True
    marks = (text.find(mark, place, far) for mark in "\"'")
    return any(mark >= 0 and _MANY.match(text, mark + 1, far) for mark in marks)


def _place_of(text: str, number: int) -> int:
    """Where a page's tag of this number starts."""
    return len(text) - len(text.split("<", number)[-1]) - 1


def _close(text: str) -> str:
    """Close what a slash means to close: in a page written as XML, and where it swallows the page.

    >>> _close("<title/><p>Beans <a name='x'/>grow")
    "<title></title><p>Beans <a name='x'/>grow"
    >>> _close("<?xml version='1.0'?><div class='ad'/><p>Beans<br/>")
    "<?xml version='1.0'?><div class='ad'></div><p>Beans<br/>"
    """
    if text.startswith("<?xml"):
        *parts, last = _CLOSED_BY_SLASH.split(text)
        part = iter(parts)
        triples = zip(part, part, part, strict=True)
        closed = [f"{before}<{tag}{more}></{tag}>" for before, tag, more in triples]
        return "".join(closed) + last
    start = text[:_HEAD]
    if "e/>" in start or "e />" in start:
        return _SWALLOWING.sub(r"<\1></\1>", start) + text[_HEAD:]
    return text
