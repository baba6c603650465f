"""Markup without what would cost a parser more than the page is worth; its text stays.

Left out are the tags of elements that stand too deep, attributes too many, what lists of choices
and drawings hold (no reader's text), and all formatting tags of a page that never closes them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pagequality.reading.markup import (
    ATTRIBUTES,
    OPENING,
    RAW,
    TAG,
    comment_end,
    declaration_end,
    raw_end,
)
from pagequality.reading.openings import FORMATTING, VOID, Openings

if TYPE_CHECKING:
    import re

    from pagequality.reading.limits import Limits

    Cut = tuple[int, int, str]

_BREAKOUT: Final = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li "
    "listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul "
    "var".split()
)
"""HTML elements that end a drawing or a formula which somebody forgot to close."""
_IN_DRAWING: Final = frozenset(("foreignobject", "desc", "title"))
_IN_FORMULA: Final = frozenset(("mi", "mo", "mn", "ms", "mtext", "annotation-xml"))
"""Where drawings and formulas may hold HTML."""
_MATHEMATICAL: Final = _IN_FORMULA | frozenset(
    "annotation maction menclose merror mfenced mfrac mlabeledtr mmultiscripts mover mpadded "
    "mphantom mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtr munder "
    "munderover none semantics".split()
)
_DEEPEST_FORMULA: Final = 64
_ENDS_CHOICE: Final = frozenset(
    "select input keygen textarea table caption tbody tfoot thead tr td th script template".split()
)
_SLOWER: Final = 20
"""So much longer other parsers take for an element."""
_ROOTS: Final = frozenset(("html", "body"))
_UNUSUAL: Final = _ROOTS | {"svg", "math", "select"}
_REMARKABLE: Final = _UNUSUAL | RAW
"""Elements whose start tag asks for more than to note that they are open."""
_KEPT_ENDS: Final = VOID | {"p"}


class Pruner:
    """One pass over markup; what is left out is noted as cuts, and made at the end.

    ``strict`` also leaves out what other parsers than a browser's stumble over: comments,
    declarations, and tags that are none.
    """

    def __init__(
        self, text: str, limits: Limits, *, strict: bool = False, flat: bool = False
    ) -> None:
        self._text = text
        self._limits = limits
        self._deepest, self._longest = limits.depth, limits.attributes
        self._strict = strict
        self._openings = Openings()
        self._flat = flat
        self._most = limits.reopened // _SLOWER if strict else limits.reopened
        self._cuts: list[Cut] = []
        self._dropped: Counter[str] = Counter()
        self._roots: Counter[str] = Counter()
        self._reopened = 0
        self.left_out: dict[str, None] = {"formatting": None} if flat else {}
        """What was left out: ``depth``, ``attributes``, ``formatting``."""

    def run(self) -> str:
        """Return what is kept; where too much formatting is left open, all is read without any."""
        self._read()
        if self._reopened > self._most:
            again = Pruner(self._text, self._limits, strict=self._strict, flat=True)
            self.left_out = again.left_out
            return again.run()
        return self._made()

    def _read(self) -> None:
        """Note what is to be left out, until too much formatting is left open."""
        text, place = self._text, self._text.find("<")
        read, start, end, openings = TAG.match, self._start, self._end, self._openings
        while place >= 0:
            if openings.pending:
                self._reopened += openings.pending
                if self._reopened > self._most:
                    break
            tag = read(text, place)
            if tag is None:
                after = self._odd(place)
            else:
                slash, name, _, is_whole = tag.groups()
                if not is_whole:
                    self._cuts.append((place, len(text), ""))
                    break
                after = end(tag, name.lower()) if slash else start(tag, name.lower())
            place = text.find("<", after)

    def _made(self) -> str:
        if not self._cuts:
            return self._text
        parts: list[str] = []
        kept = 0
        for start, end, instead in self._cuts:
            if start >= kept:
                parts += (self._text[kept:start], instead)
                kept = end
        return "".join(parts) + self._text[kept:]

    def _odd(self, place: int) -> int:
        """Pass over a comment, a declaration, or a character that starts no tag."""
        text = self._text
        if not OPENING.match(text, place) or (text[place + 1] == "/" and len(text) < place + 3):
            if self._strict:
                self._cuts.append((place, place + 1, "&lt;"))
            return place + 1
        is_comment = text.startswith("<!--", place)
        end = comment_end(text, place) if is_comment else declaration_end(text, place)
        if self._strict:
            kept = text[place : place + 9].lower() == "<!doctype"
            self._cuts.append((place, end, "<!doctype html>" if kept else "<!---->"))
        return end

    def _start(self, tag: re.Match[str], name: str) -> int:
        """Take in a start tag; return where to go on."""
        start, after = tag.span()
        openings, is_remarkable = self._openings, name in _REMARKABLE
        if (is_remarkable and name in _UNUSUAL) or after - start > self._longest:
            beyond = self._unusual(tag, name)
            if beyond:
                return beyond
        if self._flat and name in FORMATTING:
            self._cuts.append((start, after, ""))
            return after
        if openings.depth >= self._deepest and openings.only_nests(name):
            return self._drop(name, start, after)
        openings.open(name)
        if is_remarkable and name in RAW:
            openings.close(name)
            return self._raw(tag, name)
        if openings.depth > self._deepest:
            openings.take_back()
            return self._drop(name, start, after)
        return after

    def _drop(self, name: str, start: int, after: int) -> int:
        """Leave out a start tag that stands too deep; return where to go on."""
        self._dropped[name] += 1
        self.left_out["depth"] = None
        self._cuts.append((start, after, " "))
        return after

    def _unusual(self, tag: re.Match[str], name: str) -> int:
        """Take in a start tag of an element that is left out, or one with many attributes.

        Return where to go on, or nothing where the element opens like any other.
        """
        if name == "svg":
            return self._drawing(tag)
        if name == "math":
            return self._formula(tag)
        instead = self._attributes(tag, name)
        if instead is not None:
            self._cuts.append((tag.start(), tag.end(), instead))
        return self._choice(tag.end()) if name == "select" else 0

    def _end(self, tag: re.Match[str], name: str) -> int:
        """Take in an end tag."""
        if self._flat and name in FORMATTING:
            self._cuts.append((tag.start(), tag.end(), ""))
            return tag.end()
        if self._dropped.get(name):
            self._dropped[name] -= 1
            self._cuts.append((tag.start(), tag.end(), " "))
        elif not self._openings.close(name) and name not in _KEPT_ENDS:
            self._cuts.append((tag.start(), tag.end(), ""))
        elif tag[3]:
            self._cuts.append((tag.start(), tag.end(), f"</{name}>"))
        return tag.end()

    def _attributes(self, tag: re.Match[str], name: str) -> str | None:
        """What a tag becomes that has too many attributes; nothing where it stays."""
        most = self._limits.attributes
        if name in _ROOTS:
            most = max(most - self._roots[name], 0)
            self._roots[name] += sum(1 for _ in ATTRIBUTES.finditer(tag[3]))
        elif len(tag[3]) <= most:
            return None
        for number, attribute in enumerate(ATTRIBUTES.finditer(tag[3])):
            if number == most:
                self.left_out["attributes"] = None
                return f"<{tag[2]}{tag[3][: attribute.start()]} >"
        return None

    def _raw(self, tag: re.Match[str], name: str) -> int:
        """Pass over an element that holds text only."""
        text = self._text
        end = raw_end(text, name, tag.end())
        closing = TAG.match(text, end) if end < len(text) else None
        if closing is None or not closing[4]:
            self._cuts.append((end, len(text), f"</{name}>" if name != "plaintext" else ""))
            return len(text)
        if closing[3]:
            self._cuts.append((end, closing.end(), f"</{name}>"))
        return closing.end()

    def _choice(self, start: int) -> int:
        """Leave out what a ``select`` holds."""
        text, place = self._text, self._text.find("<", start)
        while place >= 0:
            tag = TAG.match(text, place)
            if tag and (tag[2].lower() in _ENDS_CHOICE or not tag[4]):
                after = tag.end() if tag[2].lower() == "select" else place
                self._cuts.append((start, after, "</select>"))
                return after
            place = text.find("<", tag.end() if tag else self._skipped(place))
        self._cuts.append((start, len(text), "</select>"))
        return len(text)

    def _drawing(self, svg: re.Match[str]) -> int:
        """Leave out what a drawing holds."""
        text, place = self._text, svg.start()
        level = inside = 0
        after = len(text)
        while place >= 0:
            tag = TAG.match(text, place)
            if tag is None:
                place = text.find("<", self._skipped(place))
                continue
            name = tag[2].lower()
            step = -1 if tag[1] else 0 if text[tag.end() - 2] == "/" else 1
            if name == "svg":
                level += step
                if level <= 0:
                    after = tag.end()
                    break
            elif name in _IN_DRAWING:
                inside = max(inside + step, 0)
            elif name in _BREAKOUT and not inside:
                after = place
                break
            place = text.find("<", tag.end())
        self._cuts.append((svg.start(), after, "<svg></svg>"))
        return after

    def _skipped(self, place: int) -> int:
        """Where a comment, a section of character data or a declaration ends."""
        text = self._text
        if text.startswith("<!--", place):
            return comment_end(text, place)
        if text.startswith("<![CDATA[", place):
            end = text.find("]]>", place)
            return end + 3 if end >= 0 else len(text)
        return declaration_end(text, place) if OPENING.match(text, place) else place + 1

    def _formula(self, math: re.Match[str]) -> int:
        """Keep of a formula its own elements, without attributes, and all text."""
        text, place = self._text, math.start()
        opened: list[str] = []
        while place >= 0:
            tag = TAG.match(text, place)
            if tag is None:
                place = text.find("<", self._skipped(place))
                continue
            name, start, after = tag[2].lower(), tag.start(), tag.end()
            within = _IN_FORMULA.intersection(opened)
            if name == "math" and (tag[1] or opened):
                self._cuts.append((start, after, _endings(opened)))
                return after
            if (name in _BREAKOUT and not within) or not tag[4]:
                self._cuts.append((start, start, _endings(opened)))
                return start
            self._cuts.append((start, after, _formal(tag, name, opened)))
            if not opened:
                return after
            if name in RAW and not tag[1]:
                end = raw_end(text, name, after)
                self._cuts.append((after, end, ""))
                after = end
            place = text.find("<", after)
        self._cuts.append((len(text), len(text), _endings(opened)))
        return len(text)


def _formal(tag: re.Match[str], name: str, opened: list[str]) -> str:
    """What a tag in a formula becomes."""
    if name != "math" and name not in _MATHEMATICAL:
        return ""
    if tag[1]:
        if opened and opened[-1] == name:
            opened.pop()
            return f"</{name}>"
        return ""
    if tag[0].endswith("/>"):
        return f"<{name}></{name}>"
    if len(opened) >= _DEEPEST_FORMULA:
        return ""
    opened.append(name)
    return f"<{name}>"


def _endings(opened: list[str]) -> str:
    return "".join([f"</{name}>" for name in reversed(opened)])
