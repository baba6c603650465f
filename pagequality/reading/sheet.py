"""The simple rules of a page's ``<style>`` elements that hide what they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.reading.style import BARE, HIDDEN, SHOWN, VEILED, look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGEST: Final = 20_000
MOST_STYLE: Final = 40_000
"""Characters of one ``<style>`` element, and of all, that are looked at: a larger one holds the
rules of a whole theme, which say little of one page and cost more to read than the page."""
_MOST_RULES: Final = 400
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAME = re.compile(r"[.#][\w-]+")
_COMPOUND = re.compile(r"(?:[a-z][a-z0-9]*|\*)?(?:[.#][\w-]+)*")
_MARKS: Final = (
    "display:none", "visibility:hidden", "visibility:collapse", "clip:rect", "clip-path:",
    "font-size:0", "font-size:1px", "height:0", "height:1px", "width:0", "width:1px", "left:-",
    "top:-", "right:-", "bottom:-", "indent:-", "margin-left:-", "scale(0", "color:transparent",
    "font-size:.0", "font-size:.1", "font-size:2px", "inset:-", "left:calc(", "top:calc(", "opacity(0",
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
    """A compound selector: a tag or nothing, and class and id names."""

    tag: str
    names: frozenset[str]

    def fits(self, tag: str, names: frozenset[str]) -> bool:
        """Whether an element of a tag and with these names is meant."""
        return self.tag in ("", tag) and self.names <= names


class Sheet:
    """The rules of a page's ``<style>`` elements that hide, and those that show again.

    Rules for states and places count only where they show; those inside of others (for
    narrow screens, for print) as well.

    >>> sheet = Sheet([".zx { Display : none } .zx.open { display: block }", "p{color:red}"])
    >>> sheet.hides("div", frozenset((".zx",))), sheet.hides("div", frozenset((".zx", ".open")))
    (1, 0)
    >>> Sheet(["@media print { p { display: none } }"]).hides("p", frozenset())
    0
    """

    def __init__(self, styles: Sequence[str] = ()) -> None:
        self._hiding: list[tuple[Rule, int]] = []
        self._again: dict[str, list[Rule]] = {}
        self._css = _plain("\n".join([one for one in styles if len(one) <= LARGEST])[:MOST_STYLE])
        self.is_empty = not styles
        if self._css:
            self._read()
        self.words = frozenset([name[1:] for rule, _ in self._hiding for name in rule.names])
        self.names_ids = any(name[0] == "#" for rule, _ in self._hiding for name in rule.names)
        self.tags = frozenset([rule.tag for rule, _ in self._hiding if not rule.names])

    def _read(self) -> None:
        """Find the rules that hide and stand inside of no other."""
        css, depth, at = self._css, 0, 0
        done = -1
        for place in sorted(_places(css)):
            if place < done:
                continue
            depth += css.count("{", at, place) - css.count("}", at, place)
            at = place
            if depth != 1:
                continue
            selector, body, done = _rule_at(css, place)
            hides = look(body).hides
            if hides in (HIDDEN, BARE, VEILED):
                self._hiding += [(rule, hides) for rule in _whole(selector)]
                if len(self._hiding) >= _MOST_RULES:
                    return

    def ground(self) -> str | None:
        """The colour behind the page, if a rule for its body says."""
        place = self._css.find("body{")
        return None if place < 0 else look(_rule_at(self._css, place + 5)[1]).ground

    def hides(self, tag: str, names: frozenset[str]) -> int:
        """How an element is hidden; ``names`` are its classes and id with their marks."""
        found = [(rule, hides) for rule, hides in self._hiding if rule.fits(tag, names)]
        shown = any(
            again.fits(tag, names)
            for rule, _ in found for name in rule.names for again in self._shows(name)
        )  # fmt: skip
        return SHOWN if shown or not found else min(hides for _, hides in found)

    def _shows(self, name: str) -> list[Rule]:
        """The rules that show what bears a name, whatever state or screen they are for."""
        if name not in self._again:
            self._again[name] = [
                rule
                for selector, body in _naming(self._css, name)
                if any(mark in body for mark in _AGAIN) and not look(body).hides
                for rule in _ends(selector)
                if name in rule.names
            ]
        return self._again[name]


def _plain(css: str) -> str:
    """Return rules in lower case, without comments and needless space."""
    if not css.strip():
        return ""
    css = " ".join(css.lower().replace("<!--", " ").replace("-->", " ").split())
    if "/*" in css:
        css = _COMMENT.sub(" ", css)
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
    """The selectors of a list that are one compound, below the page's root at most."""
    rules = []
    for selector in selectors.split(","):
        parts = selector.replace(">", " ").split()
        while len(parts) > 1 and parts[0] in {"html", "body"}:
            del parts[0]
        if len(parts) == 1 and _COMPOUND.fullmatch(parts[0]):
            rule = _rule(parts[0])
            if rule.names or rule.tag not in _NEVER_BARE:
                rules.append(rule)
    return rules


def _ends(selectors: str) -> list[Rule]:
    """The last compound of each selector of a list, whatever state it is for."""
    rules = []
    for selector in selectors.split(","):
        parts = selector.replace(">", " ").replace("+", " ").replace("~", " ").split()
        if parts:
            found = _COMPOUND.match(parts[-1])
            rules.append(_rule(found[0] if found else ""))
    return rules


def _rule(compound: str) -> Rule:
    names = _NAME.findall(compound)
    tag = re.split(r"[.#]", compound, maxsplit=1)[0]
    return Rule("" if tag == "*" else tag, frozenset(names))
