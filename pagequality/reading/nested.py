"""Rules inside of rules, and lists inside of selectors, written out as the plain rules they are."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_MARK = re.compile(r"([{};])")
_COMMA = re.compile(r",(?![^()]*\))")
_LIST = re.compile(r":(?:is|where)\(([^()]*)\)")
_NESTED = re.compile(r"[{};] ?&")
_PLAIN = re.compile(r"(?:[a-z][a-z0-9]*|\*)?(?:[.#][\w-]+|\[[^\]]+\])*")
_MOST: Final = 24
"""So many selectors one rule is written out as."""
_LONGEST: Final = 500
"""Characters of a rule's selectors that are written out."""
_DEEPEST: Final = 8


class _Open(NamedTuple):
    """A rule that is being read: its selectors, and what it declares so far."""

    selectors: list[str]
    declared: list[str]
    is_condition: bool


def written_out(css: str) -> str:
    """Return the rules as plain ones, each behind those that stood in it.

    >>> written_out(".zx{color:red;& .zy{display:none}}")
    '.zx .zy{display:none}.zx{color:red}'
    >>> written_out("@media all{.zx,.zy{& b{top:0}}}")
    '@media all{.zx b,.zy b{top:0}}'
    """
    if "&" not in css or not _NESTED.search(css):
        return css
    written: list[str] = []
    holders = [_Open([""], [], is_condition=False)]
    pieces = _MARK.split(css)
    for text, mark in zip(pieces[::2], pieces[1::2], strict=False):
        holder = holders[-1]
        if mark == "{":
            is_condition = text.lstrip().startswith("@")
            if is_condition:
                written.append(f"{text.strip()}{{")
            selectors = holder.selectors if is_condition else _inside(text, holder.selectors)
            deep = len(holders) > _DEEPEST
            holders.append(_Open([] if deep else selectors, [], is_condition))
            continue
        holder.declared.append(text.strip())
        if mark == "}" and len(holders) > 1:
            body = ";".join(filter(None, holder.declared))
            if any(holder.selectors) and body:
                written.append(f"{','.join(holder.selectors)}{{{body}}}")
            written.append("}" if holder.is_condition else "")
            holders.pop()
    return "".join(written)


def _inside(selectors: str, holders: list[str]) -> list[str]:
    """The selectors of a rule that stands inside of another with these."""
    if not holders or len(selectors) > _LONGEST:
        return []
    full = [
        one.replace("&", holder) if "&" in one else f"{holder} {one}".lstrip()
        for one in spelled_out(selectors)
        for holder in holders
    ]
    return [one for one in full[:_MOST] if len(one) <= _LONGEST]


def spelled_out(selectors: str) -> list[str]:
    """The selectors of a list, each once for every part of the lists inside of it.

    >>> spelled_out("p:where(.zx,#zy), b")
    ['p.zx', 'p#zy', 'b']
    """
    if ":is(" not in selectors and ":where(" not in selectors:
        return selectors.split(",")
    if len(selectors) > _LONGEST:
        return []
    waiting = [one.strip() for one in reversed(_COMMA.split(selectors))]
    done: list[str] = []
    while waiting and len(done) < _MOST:
        one = waiting.pop()
        found = _LIST.search(one)
        if found is None:
            done.append(one)
            continue
        before, after = one[: found.start()].removesuffix("*"), one[found.end() :]
        parts = [part.strip() for part in found[1].split(",")[:_MOST]]
        waiting += [before + part + after for part in reversed(parts) if _joins(before, part)]
    return done


def _joins(before: str, part: str) -> bool:
    """Whether a part of a list can stand behind what is before the list."""
    return _PLAIN.fullmatch(part) is not None and (
        part[:1] in ".#[" or before[-1:] in ("", " ", ">")
    )
