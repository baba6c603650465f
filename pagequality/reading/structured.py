"""Structured data (JSON-LD) as people write it: with comments, semicolons, commas too many."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

_DEEPEST: Final = 12
_MOST_VALUES: Final = 64
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[|\ufeff)+\s*"
)
_STRING: Final = r'"[^"\\]*+(?:\\.[^"\\]*+)*+'
_ODD = re.compile(
    rf'({_STRING}(?:"|\\?\Z))|/\*.*?(?:\*/|\Z)|(?<![:\w])//[^\n]*+|,(?=\s*+[}}\]])|\s++', re.DOTALL
)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_DECODER = json.JSONDecoder(strict=False)


def values(document: str) -> list[Any]:
    """Return what a document says, whatever stands around and between its values.

    >>> values('{"name": "Beans",};'), values('<!-- [1] -->')
    ([{'name': 'Beans'}], [[1]])
    >>> values("/* <![CDATA[ */ [2] /* ]]> */")
    [[2]]
    >>> values('{"name": "Beans"')
    []
    """
    try:
        return [_DECODER.decode(document.strip())]
    except (ValueError, RecursionError):
        pass
    text = _ODD.sub(_kept, _WRAPPING.sub("", document))
    return list(_several(_BAD_ESCAPE.sub(r"\\\\", text)))


def _kept(found: re.Match[str]) -> str:
    """What stays of strings, blanks, comments and commas too many."""
    return found[1] or (" " if found[0].isspace() else "")


def _several(text: str) -> Iterator[Any]:
    """Read values one behind the other; what is none ends it."""
    place = 0
    for _ in range(_MOST_VALUES):
        starts = [at for at in (text.find("{", place), text.find("[", place)) if at >= 0]
        if not starts:
            return
        try:
            value, place = _DECODER.raw_decode(text, min(starts))
        except (ValueError, RecursionError):
            return
        yield value


def quoted(document: str, fields: Sequence[str]) -> list[str]:
    r"""Return the texts that stand in a document under some names, whatever is broken around them.

    >>> quoted('{"text": "One\ntwo", "b": "x', ["text"])
    ['One\ntwo']
    """
    found: list[str] = []
    names = "|".join(map(re.escape, fields))
    pattern = re.compile(rf'"(?:{names})"\s*+:\s*+({_STRING}")', re.DOTALL)
    for match in pattern.finditer(document):
        try:
            found.append(_DECODER.decode(_BAD_ESCAPE.sub(r"\\\\", match[1])))
        except ValueError:
            continue
    return found


def items(
    value: Any, *, left_out: AbstractSet[str] = frozenset(), depth: int = 0
) -> Iterator[dict[str, Any]]:
    """Yield every item that a value holds, to a depth, but for what stands under some names.

    >>> list(items([{"a": {"b": 1}}], left_out={"a"}))
    [{'a': {'b': 1}}]
    """
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from items(item, left_out=left_out, depth=depth + 1)
    elif isinstance(value, dict):
        yield value
        for name, item in value.items():
            if name not in left_out:
                yield from items(item, left_out=left_out, depth=depth + 1)
