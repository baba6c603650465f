"""Quotations: what stands between quotation marks is said by somebody else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pagequality.text.arrays import Codes, Flags, Ints
    from pagequality.text.tokens import Tokens

_STRAIGHT: Final = ord('"')
_OPENING: Final = frozenset(map(ord, "“„«"))
_CLOSING: Final = frozenset(map(ord, '”»"'))
_MARKS: Final = _OPENING | _CLOSING
_NEWLINE: Final = ord("\n")


@cache
def _is_mark() -> Flags:
    table = np.zeros(max(_MARKS) + 2, bool)
    table[list(_MARKS)] = True
    return table


def marks(codes: Codes) -> Ints:
    """Return where the quotation marks of a text stand, in characters."""
    found: Ints = _is_mark().take(codes, mode="clip").nonzero()[0]
    return found


def quotations(codes: Codes) -> list[tuple[int, int]]:
    """Return where quotations begin and end; each begins and ends on one line.

    >>> from pagequality.text.tokens import tokenise
    >>> quotations(tokenise('She said "no", “never” and “not').codes)
    [(9, 12), (15, 21)]
    """
    places = marks(codes)
    if not len(places):
        return []
    lines = (codes == _NEWLINE).nonzero()[0].searchsorted(places)
    found, opened, before = [], -1, -1
    marked = zip(places.tolist(), lines.tolist(), codes.take(places).tolist(), strict=True)
    for place, line, mark in marked:
        if line != before:
            opened, before = -1, line
        if opened >= 0 and mark in _CLOSING:
            found.append((opened, place))
            opened = -1
        elif mark in _OPENING or mark == _STRAIGHT:
            opened = place
    return found


def quoted_words(tokens: Tokens) -> Flags:
    """Return for each word whether it stands in a quotation.

    >>> from pagequality.text.tokens import tokenise
    >>> quoted_words(tokenise('I heard "I won" there')).tolist()
    [False, False, True, True, False]
    """
    change = np.zeros(len(tokens) + 1, np.intp)
    spans = quotations(tokens.codes)
    if spans:
        opened, closed = np.array(spans).T
        np.add.at(change, tokens.start.searchsorted(opened), 1)
        np.subtract.at(change, tokens.start.searchsorted(closed), 1)
    inside: Flags = change.cumsum()[:-1] > 0
    return inside
