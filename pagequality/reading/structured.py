"""Structured data (JSON-LD) as people write it: with comments, semicolons, commas too many."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


def texts(document: str, fields: Sequence[str]) -> list[str]:
    r"""Return the texts that a document holds under some names, even if the rest of it is broken.

    >>> texts('{"a": {"text": "One\ntwo"}}', ["text"]), texts('{"text": "One", "b": "x', ["text"])
    (['One\ntwo'], ['One'])
    """
    found = [text for value in values(document) for text in _held(value, fields, 0)]
    if found:
        return found
    names = "|".join(map(re.escape, fields))
    pattern = re.compile(rf'"(?:{names})"\s*+:\s*+({_STRING}")', re.DOTALL)
    for match in pattern.finditer(document):
        try:
            found.append(_DECODER.decode(_BAD_ESCAPE.sub(r"\\\\", match[1])))
        except ValueError:
            continue
    return found


def _held(value: Any, fields: Sequence[str], depth: int) -> Iterator[str]:
    """Yield every text a piece of structured data holds."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _held(item, fields, depth + 1)
    elif isinstance(value, dict):
        yield from _own(value, fields)
        for item in value.values():
            yield from _held(item, fields, depth + 1)


def _own(item: Mapping[str, Any], fields: Sequence[str]) -> Iterator[str]:
    for name in fields:
        if isinstance(item.get(name), str):
            yield item[name]
