"""Markup that would make a parser take very long or lose a page, mended before it is parsed.

A parser that follows the HTML standard looks through all open elements at most tags, and
through all attributes at each new one, so its time grows with the square of the depth and
of a tag's attributes. Browsers stop at 512 open elements (Blink, WebKit); so do we.

A frame that a slash means to close takes in the rest of the page. A browser that runs scripts
never looks into a noscript element, so such frames go unnoticed there.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

DEEPEST: Final = 512
"""Open elements; the tags of further ones are left out, their text stays."""
MOST_ATTRIBUTES: Final = 1000
"""Attributes of one tag; further ones are left out."""
_HEAD: Final = 4096
_EMPTY: Final = frozenset(
    "area base br col embed hr img input link meta source track wbr param frame keygen".split()
)
_SWALLOWING = re.compile(r"<(title|script|style)\s*/>", re.IGNORECASE)
_NAME = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)(?=[\s/])")
_MANY_TAGS: Final = 8000
_LONG_TAG: Final = 10_000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_LONG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
_UNCLOSED = re.compile(r"(<iframe\b[^<>]*)/>(?=</noscript>)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_NEVER_DEEP: Final = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd option tr td th "
    "thead tbody tfoot rt rp html head body".split()
)
"""Elements without content, and those that a next one of their kind closes."""


def tame(text: str) -> str:
    """Return markup that parses in time linear in its size; nearly always it is the same.

    >>> tame("<p>Beans")
    '<p>Beans'
    >>> tame("<div>" * 9000 + "deep down").count("<div>")
    512
    """
    text = _close(text.lstrip() if text[:1].isspace() else text)
    if "/></no" in text:
        text = _UNCLOSED.sub(r"\1></iframe>", text)
    tags = text.count("<") if len(text) > _MANY_TAGS * 3 else 0
    if tags > _MANY_TAGS and tags - text.count("</") > _MANY_TAGS:
        text = _flatten(text)
    return _LONG.sub(_shorten, text) if _has_long_tag(text) else text


def _close(text: str) -> str:
    """Close what a slash means to close: in a page written as XML, and where it swallows the page.

    >>> _close("<title/><p>Beans <a name='x'/>grow")
    "<title></title><p>Beans <a name='x'/>grow"
    >>> _close("<?xml version='1.0'?><div class='ad'/><p>Beans<br/>")
    "<?xml version='1.0'?><div class='ad'></div><p>Beans<br/>"
    """
    if text.startswith("<?xml"):
        parts = text.split("/>")
        return "".join([part + _ending(part) for part in parts[:-1]]) + parts[-1]
    start = text[:_HEAD]
    if "e/>" in start or "e />" in start:
        return _SWALLOWING.sub(r"<\1></\1>", start) + text[_HEAD:]
    return text


def _ending(part: str) -> str:
    """How the tag ends that a part of a page ends in, where a slash stood."""
    start = part.rfind("<")
    found = _NAME.match(part + "/", start) if start >= 0 else None
    if found is None or found[1].lower() in _EMPTY or ">" in part[start:]:
        return "/>"
    return f"></{found[1]}>"


def _has_long_tag(text: str) -> bool:
    """Whether a tag is longer than any sane one; looks only where no tag starts for long."""
    half = _LONG_TAG // 2
    for start in range(0, len(text) - half, half):
        if text.find("<", start, start + half) < 0:
            tag = max(text.rfind("<", 0, start), 0)
            if text.find(">", tag, tag + _LONG_TAG) < 0:
                return True
    return False


def _flatten(text: str) -> str:
    """Leave out the tags of elements that stand deeper than `DEEPEST`."""
    opened: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if name in _NEVER_DEEP:
            return tag[0]
        if not tag[1]:
            if depth >= DEEPEST:
                dropped[name] += 1
                return " "
            opened[name] += 1
            depth += 1
        elif dropped[name]:
            dropped[name] -= 1
            return " "
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
        return tag[0]

    return _TAG.sub(keep, text)


def _shorten(tag: re.Match[str]) -> str:
    """Leave out what stands behind a tag's first `MOST_ATTRIBUTES` attributes."""
    for number, attribute in enumerate(_ATTRIBUTE.finditer(tag[0]), -1):
        if number >= MOST_ATTRIBUTES:
            return tag[0][: attribute.start()]
    return tag[0]
