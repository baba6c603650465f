"""The simple rules of a page's ``<style>`` elements that hide what they name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.reading.nested import spelled_out, written_out
from pagequality.reading.style import (
    BARE,
    FADED,
    FOLDING,
    HIDDEN,
    MOVING,
    ROOTS,
    SHOWN,
    VEILED,
    look,
)
from pagequality.reading.tags import INLINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pagequality.reading.dom import Node

LARGEST: Final = 20_000
MOST_STYLE: Final = 40_000
"""Characters of one ``<style>`` element, and of all, that are looked at: a larger one holds the
rules of a whole theme, which say little of one page and cost more to read than the page."""
_MOST_RULES: Final = 400
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
"""Whatever is behind a comment without an end is in it, as for browsers."""
_NAME = re.compile(r"[.#][\w-]+|\[[^\]]+\]")
_COMPOUND = re.compile(r"(?:[a-z][a-z0-9]*|\*)?(?:[.#][\w-]+|\[[\w-]+(?:=[^\]\"'|*^$~\s]*)?\])*")
_QUOTED = re.compile(r"\[ ?([\w-]+) ?= ?(?:\"([^\"\]]*)\"|'([^'\]]*)') ?\]")
_EVERYWHERE = re.compile(
    r"@(?:media(?: only)? (?:screen|all)|layer[^{;]*|"
    r"supports (?![^{]*(?:\bnot\b|\(-|selector))[^{;]*)\{"
)
"""What holds rules for every screen; what asks for old or odd browsers does not."""
_PRINT = re.compile(r"@media(?: only)? print\b[^{},@]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+(?:\}|\Z)")
"""What holds rules for paper alone, which tell nothing of a screen."""
_STATES = re.compile(
    r"\bjs\b|load|ready|init|open|clos|activ|show|shown|visible|mobile|current|selected|hidden|state"
)
"""Scripts give such names to what holds others, and take them away."""
_SCRIPTED = re.compile(
    rf"\[(?:{_STATES.pattern}|aria-|[^\s\[]*cloak|slot|part|is\b|type|lang|role|dir)"
)
_PASSING = re.compile(r":(?:hover|active|focus(?:-within|-visible)?)\b")
"""States that last while a pointer or the keyboard is on an element: no page is at rest in them."""
_HIDING: Final = (HIDDEN, BARE, VEILED)
_EXCEPT = re.compile(r":not\([^()]*\)")
_OPENED = re.compile(r"open|activ|show|expand|visible|toggled|hover|\bon\b")
"""Names that scripts give to what a reader has clicked on."""
_TIPS: Final = INLINE | {"ul", "menu", "nav"}
"""What a click opens over a page and closes again, tips and menus; longer parts it unfolds."""
_HIGHEST: Final = 12
_MOST_PARTS: Final = 6
"""So many elements around one are looked at, and so many parts of a selector."""
_MOST_FITTING: Final = 24
"""So many rules are asked of one element."""
_MARKS: Final = (
    "display:none", "visibility:hidden", "visibility:collapse", "clip:rect", "clip-path:",
    "font-size:0", "font-size:1px", "height:0", "height:1px", "width:0", "width:1px", "left:-",
    "top:-", "right:-", "bottom:-", "indent:-", "margin-left:-", "scale(0", "color:transparent",
    "font-size:.0", "font-size:.1", "font-size:1%", "font-size:2px", "inset:-", "left:calc(",
    "top:calc(", "indent:1", "indent:2", "font:0", "font:.",
)  # fmt: skip
"""Declarations without any of these hide nothing."""
_COLOURS: Final = ("color:#f", "color:white", "color:hsl(", "color:rgb(2")
_SMALL: Final = 4000
"""Letters in the ground's colour are looked for in rules that are few: large sheets are full of
white on dark."""
_AGAIN: Final = ("display:", "visibility:", "opacity:", "clip:", "height:", "left:", "position:")
"""Rules that show what others hide hold one of these."""
_NEVER_BARE: Final = frozenset(("", "html", "body", "main", "article", "br", "img"))


class Rule(NamedTuple):
    """A selector: a tag or nothing, names of classes, ids and attributes, and what is around.

    ``above`` has the parts around, the nearest first, each with whether it must be the parent.
    """

    tag: str
    names: frozenset[str]
    above: tuple[tuple[bool, Rule], ...] = ()

    def fits(self, tag: str, names: frozenset[str]) -> bool:
        """Whether an element of a tag and with these names is meant."""
        return self.tag in ("", tag) and self.names <= names

    def stands_in(self, elements: Iterable[tuple[str, frozenset[str]]]) -> bool:
        """Whether elements, from the parent on, are what the selector wants around."""
        met = 0
        for tag, names in elements:
            is_parent, rule = self.above[met]
            if rule.fits(tag, names):
                met += 1
                if met == len(self.above):
                    return True
            elif is_parent:
                return False
        return False

    def waits_for_a_click(self, elements: Sequence[tuple[str, frozenset[str]]]) -> bool:
        """Whether an element around would have to be opened first.

        It has one of the names that a part of the selector wants, and lacks another; or nothing
        around has a name that tells of opening.
        """
        for _, part in self.above:
            if any(part.fits(tag, names) for tag, names in elements):
                continue
            met = any(part.names & names for _, names in elements)
            if met or any(_OPENED.search(name) for name in part.names):
                return True
        return False

    @property
    def around(self) -> frozenset[str]:
        """The names of all parts around."""
        return frozenset(chain.from_iterable(rule.names for _, rule in self.above))


class Again(NamedTuple):
    """The rules that show what bears a name: for good, and while a pointer is on something."""

    lasting: list[Rule]
    passing: list[Rule]


class Sheet:
    """The rules of a page's ``<style>`` elements that hide, and those that show again.

    Rules for states count only where they show; those inside of others (for narrow screens,
    for print) as well, unless these are for every screen. What a rule shows while a pointer is
    on something, and tips and menus that a click opens, stay hidden.

    >>> sheet = Sheet([".zx { Display : none } .zx.open { display: block }", "p{color:red}"])
    >>> sheet.hides("div", {"class": "zx"}), sheet.hides("div", {"class": "zx open"})
    (1, 0)
    >>> Sheet([".zx{display:none} p:hover .zx{display:block}"]).hides("b", {"class": "zx"})
    1
    >>> Sheet(["@media print { u { display: none } }"]).hides("u", {})
    0
    >>> Sheet(["@media screen { u { display: none } }"]).hides("u", {})
    1
    """

    def __init__(self, styles: Sequence[str] = ()) -> None:
        self._hiding: list[tuple[Rule, int]] = []
        self._again: dict[str, Again] = {}
        self._css = _plain("\n".join([one for one in styles if len(one) <= LARGEST])[:MOST_STYLE])
        self.is_empty = not styles
        if self._css:
            self._read()
        named = [name for rule, _ in self._hiding for name in rule.names]
        self._by_name = _places_by_name([rule for rule, _ in self._hiding], Counter(named))
        self.words = frozenset([name[1:] for name in named if name[0] != "["])
        around = [name for rule, _ in self._hiding for name in rule.around]
        self.above = frozenset([name[1:] for name in around if name[0] != "["])
        self.met: set[str] = set()
        brackets = [re.split(r"[=\]]", name[1:])[0] for name in (*named, *around) if name[0] == "["]
        self.attributes = frozenset(brackets)
        self.names_ids = any(name[0] == "#" for rule, _ in self._hiding for name in rule.names)
        self.tags = frozenset([rule.tag for rule, _ in self._hiding if not rule.names])

    def _read(self) -> None:
        """Find the rules that hide and stand inside of none that is for some screens only."""
        css, depth, at = self._css, 0, 0
        done = inside = -1
        hiding = (*_HIDING, FADED) if ":hover" in css else _HIDING
        for place in sorted(_places(css)):
            if place < done:
                continue
            depth += css.count("{", at, place) - css.count("}", at, place)
            inside = max(inside, css.rfind("@", at, place))
            at = place
            if depth != 1 and not (depth == 2 and inside >= 0 and _EVERYWHERE.match(css, inside)):  # noqa: PLR2004
                continue
            selector, body, done = _rule_at(css, place)
            hides = look(body).hides
            if hides in hiding:
                self._hiding += [(rule, hides) for rule in _whole(selector)]
                if len(self._hiding) >= _MOST_RULES:
                    return

    def ground(self) -> str | None:
        """The colour behind the page, if a rule for its body says."""
        place = self._css.find("body{")
        return None if place < 0 else look(_rule_at(self._css, place + 5)[1]).ground

    def hides(
        self, tag: str, attributes: Mapping[str, str | None], node: Node | None = None
    ) -> int:
        """How an element is hidden, ``node`` being where it stands."""
        names = self._names(attributes)
        fitting = self._fitting(tag, names)
        if any(rule.above for rule, _ in fitting):
            fitting = [pair for pair in fitting if self._has_met(pair[0])]
        nested = any(rule.above for rule, _ in fitting) or (tag in _TIPS and fitting)
        around = list(self._elements_around(node)) if nested and node is not None else []
        found = [
            (rule, VEILED if hides == FADED else hides)
            for rule, hides in fitting
            if (not rule.above or rule.stands_in(around))
            and (hides != FADED or self._waits_for_a_pointer(rule, tag, names))
        ]
        shown = any(
            again.fits(tag, names) and (name in again.names or not rule.names)
            and not (tag in _TIPS and again.waits_for_a_click(around))
            for rule, _ in found for name in rule.names or rule.around
            for again in self._shows(name).lasting
        )  # fmt: skip
        return SHOWN if shown or not found else min(hides for _, hides in found)

    def _fitting(self, tag: str, names: frozenset[str]) -> list[tuple[Rule, int]]:
        """The first rules that mean an element, and how they hide it."""
        keys = ("", tag, *names)
        places = sorted(place for key in keys for place in self._by_name.get(key, ()))
        found = (self._hiding[place] for place in places)
        return list(islice((pair for pair in found if pair[0].fits(tag, names)), _MOST_FITTING))

    def _waits_for_a_pointer(self, rule: Rule, tag: str, names: frozenset[str]) -> bool:
        """Whether what fades in by a rule does so under a pointer, and not of its own."""
        return any(
            name in again.names and again.fits(tag, names)
            for name in rule.names
            for again in self._shows(name).passing
        )

    def _names(self, attributes: Mapping[str, str | None]) -> frozenset[str]:
        """The names by which selectors mean an element, with their marks."""
        names = [f".{word}" for word in (attributes.get("class") or "").lower().split()]
        if attributes.get("id"):
            names.append(f"#{(attributes['id'] or '').lower()}")
        for key in self.attributes.intersection(attributes):
            names += [f"[{key}]", f"[{key}={(attributes[key] or '').lower()}]"]
        return frozenset(names)

    def _has_met(self, rule: Rule) -> bool:
        """Whether the walk has met all that a rule wants around."""
        return self.met.issuperset([name[1:] for name in rule.around if name[0] != "["])

    def _elements_around(self, node: Node) -> Iterator[tuple[str, frozenset[str]]]:
        """The nearest elements that hold one; those that hold all of the page tell nothing."""
        holder = node.parent
        for _ in range(_HIGHEST):
            if holder is None or holder.tag in ROOTS:
                return
            yield holder.tag or "", self._names(holder.attributes)
            holder = holder.parent

    def _shows(self, name: str) -> Again:
        """The rules that show what bears a name, whatever state or screen they are for."""
        if name not in self._again:
            again = Again([], [])
            for selectors, body in _naming(self._css, name):
                if any(mark in body for mark in _AGAIN) and not look(body).hides:
                    for selector in spelled_out(selectors):
                        passes = _PASSING.search(_EXCEPT.sub("", selector))
                        (again.passing if passes else again.lasting).extend(_ends(selector))
            self._again[name] = again
        return self._again[name]


def _places_by_name(rules: Sequence[Rule], counts: Mapping[str, int]) -> dict[str, list[int]]:
    """Where the rules stand that an element with a name may be meant by: each at its rarest name.

    A rule without names stands at its tag.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, rule in enumerate(rules):
        rarest = min(rule.names, key=lambda name: (counts[name], name), default=rule.tag)
        places[rarest].append(place)
    return places


def _plain(css: str) -> str:
    """Return rules in lower case, without comments and needless space."""
    if not css.strip():
        return ""
    css = " ".join(css.lower().replace("<!--", " ").replace("-->", " ").split())
    if "/*" in css:
        css = _COMMENT.sub(" ", css)
    if "[" in css:
        css = _QUOTED.sub(r"[\1=\2\3]", css)
    for name in (" :is(", " :where("):
        css = css.replace(name, f" *{name[1:]}")
    css = written_out(css)[:MOST_STYLE]
    if " print" in css:
        css = _PRINT.sub("", css)
    return css.replace(" :", ":").replace(": ", ":").replace(" {", "{").replace("{ ", "{")


def _places(css: str) -> Iterator[int]:
    """Where declarations stand that may hide."""
    for mark in _MARKS + _COLOURS if len(css) < _SMALL else _MARKS:
        place = css.find(mark)
        while place >= 0:
            yield place
            place = css.find(mark, place + len(mark))


def _rule_at(css: str, place: int) -> tuple[str, str, int]:
    """The selectors, the declarations and the end of the rule that holds a place."""
    brace = css.rfind("{", 0, place)
    start = max(css.rfind("}", 0, brace), css.rfind("{", 0, brace), css.rfind(";", 0, brace)) + 1
    end = css.find("}", place)
    end = len(css) if end < 0 else end
    return css[start:brace], css[brace + 1 : end], end


def _naming(css: str, name: str) -> Iterator[tuple[str, str]]:
    """The rules whose selectors hold a name."""
    place = css.find(name)
    for _ in range(_MOST_RULES):
        if place < 0:
            return
        brace = css.find("{", place)
        if brace < 0:
            return
        if css.find("}", place, brace) < 0:
            selector, body, _ = _rule_at(css, brace + 1)
            yield selector, body
        place = css.find(name, brace)


def _whole(selectors: str) -> list[Rule]:
    """The selectors of a list that are of plain parts, one inside of the other."""
    rules = (_selected(selector) for selector in spelled_out(selectors))
    return [rule for rule in rules if rule is not None]


def _selected(selector: str) -> Rule | None:
    """What a selector means, unless it is for a state or for what unfolds."""
    parts = selector.replace(">", " > ").split()
    while len(parts) > 1 and parts[0] in {"html", "body", ">"}:
        del parts[0]
    plain = all(part == ">" or _COMPOUND.fullmatch(part) for part in parts)
    if not plain or not 0 < len(parts) <= _MOST_PARTS or _SCRIPTED.search(selector):
        return None
    last = _rule(parts.pop())
    if not parts:
        return last if last.names or last.tag not in _NEVER_BARE else None
    around = " ".join(parts)
    if MOVING.search(selector) or FOLDING.search(selector) or _STATES.search(around):
        return None
    above = tuple(
        (part_of == ">", _rule(part))
        for part, part_of in zip(reversed(parts), ("", *reversed(parts)), strict=False)
        if part != ">"
    )
    rule = Rule(last.tag, last.names, above)
    return rule if last.names or (rule.around and last.tag not in _NEVER_BARE) else None


def _ends(selector: str) -> list[Rule]:
    """The last compound of a selector, with those around it, whatever stands beside it."""
    parts = selector.replace(">", " ").split()
    if not parts:
        return []
    last = re.split("[+~]", parts.pop())[-1]
    beside = FOLDING.search(selector) or "+" in selector or "~" in selector
    above = () if beside else tuple((False, _classed(part)) for part in reversed(parts))
    return [_compound(last)._replace(above=above)]


def _compound(part: str) -> Rule:
    """The tag and the names with which a part of a selector begins."""
    found = _COMPOUND.match(part)
    return _rule(found[0] if found else "")


def _classed(part: str) -> Rule:
    """The tag, the classes and the ids with which a part begins."""
    rule = _compound(part)
    return rule._replace(names=frozenset(name for name in rule.names if name[0] != "["))


def _rule(compound: str) -> Rule:
    names = _NAME.findall(compound)
    tag = re.split(r"[.#[]", compound, maxsplit=1)[0]
    return Rule("" if tag == "*" else tag, frozenset(names))
