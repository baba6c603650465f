"""Markup as the HTML standard's tokenizer sees it: tags, comments, and text that holds no tags.

Every pattern here takes what it has taken for good (possessive), so that each character is looked
at a bounded number of times, whatever a page holds.
"""

from __future__ import annotations

import re
from typing import Final

SPACE: Final = r"\t\n\f\r "
VALUE: Final = rf"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{SPACE}>]*+)"
ATTRIBUTE: Final = rf"[{SPACE}/]*+[^{SPACE}/>][^{SPACE}/>=]*+(?:[{SPACE}]*+=[{SPACE}]*+{VALUE})?+"
"""One attribute and what parts it from the one before. Only behind an equal sign a quotation mark
opens a value, in which ``<`` and ``>`` are characters like others."""
ATTRIBUTES = re.compile(ATTRIBUTE)
TAG = re.compile(rf"<(/?)([a-zA-Z][^{SPACE}/>]*+)((?:{ATTRIBUTE})*+)[{SPACE}/]*+(>|\Z)")
"""A tag: slash, name, attributes, and its end; a tag without an end is none."""
OPENING = re.compile(r"<[a-zA-Z/!?]")
_COMMENT_END = re.compile(r"--!?>")
RAW: Final = frozenset("script style xmp iframe noembed noframes title textarea plaintext".split())
"""Elements that hold text, whatever looks like a tag in it."""
_RAW_END = {
    name: re.compile(rf"</{name}(?=[{SPACE}/>])", re.IGNORECASE) for name in RAW - {"plaintext"}
}
_IN_SCRIPT = re.compile(rf"<!--|-->|</?script(?=[{SPACE}/>])", re.IGNORECASE)


def raw_end(text: str, name: str, start: int) -> int:
    """Where the text ends that an element holds which starts before ``start``.

    >>> raw_end("a</p></STYLE >b", "style", 0), raw_end("a</b>", "title", 0)
    (5, 5)
    >>> raw_end("<!--<script></script>--></script>", "script", 0)
    24
    """
    if name == "plaintext":
        return len(text)
    found = _RAW_END[name].search(text, start)
    end = found.start() if found else len(text)
    if name == "script" and text.find("<!--", start, end) >= 0:
        return _script_end(text, start)
    return end


def _script_end(text: str, start: int) -> int:
    """Where a script ends that holds a comment: a script inside it is part of the text."""
    commented = nested = False
    found = _IN_SCRIPT.search(text, start)
    while found:
        mark, after = found[0], found.end()
        if mark == "<!--":
            after -= 2  # its dashes may be those that end it
            commented = True
        elif mark == "-->":
            commented = nested = False
        elif mark[1] == "/":
            if not nested:
                return found.start()
            nested = False
        else:
            nested = commented
        found = _IN_SCRIPT.search(text, after)
    return len(text)


def comment_end(text: str, start: int) -> int:
    """Where a comment ends that starts at ``start``; the end of the text where nothing ends it.

    >>> [comment_end(text, 0) for text in ("<!-->a", "<!-- > -->a", "<!--!> --!>a", "<!--a")]
    [5, 10, 11, 5]
    """
    found = _COMMENT_END.search(text, start + 2)
    if found and len(found[0]) > 3 and found.start() < start + 4:  # noqa: PLR2004 - a bang too early
        found = _COMMENT_END.search(text, start + 4)
    return found.end() if found else len(text)


def declaration_end(text: str, start: int) -> int:
    """Where a declaration or an instruction ends: at the next ``>``."""
    return text.find(">", start) + 1 or len(text)
