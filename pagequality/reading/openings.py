"""Which elements are open while a page is parsed, in the terms of the HTML standard.

A model of the parser's stack that errs to one side: it closes an element only where the parser
surely does. So what it counts as open is never less than what the parser has to look through.
"""

from __future__ import annotations

from typing import Final

from pagequality.page.blocks import HEADINGS

VOID: Final = frozenset(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param "
    "source track wbr html body head frameset".split()
)
"""What never stands open, or once a page; or, as a frame set, with nothing else beside it."""
FORMATTING: Final = frozenset("b big code em font i nobr s small strike strong tt u".split())
"""Elements that the parser opens again in every block behind, until they are closed. Of links it
does so with one at a time."""
_BLOCKS: Final = frozenset(
    "address article aside blockquote center details dialog dir div dl dt dd fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext "
    "pre search section summary table ul xmp".split()
)
"""What a new one of ends an open paragraph."""
_SCOPES: Final = frozenset("applet caption marquee object table td template th".split())
"""Elements that an end tag inside them does not reach out of."""
_TABLED: Final = {
    "td": ("tr", "tbody", "thead", "tfoot"), "th": ("tr", "tbody", "thead", "tfoot"),
    "tr": ("tbody", "thead", "tfoot"), "tbody": (), "thead": (), "tfoot": (), "caption": (),
    "colgroup": (),
}  # fmt: skip
"""Parts of a table, and what each may stand in beside the table itself."""
_SPECIAL: Final = (
    _BLOCKS
    | _SCOPES
    | set(_TABLED)
    | frozenset(
        "button iframe noembed noframes noscript script select style textarea title".split()
    )
)
_DOUBTFUL: Final = frozenset(("option", "optgroup"))
"""Elements that end tags of others reach out of by the standard, but not in every parser."""
_SOFT: Final = frozenset(("address", "div", "p"))
_ENDS_ITEM: Final = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt")}
"""Which open item a new one ends."""
_IMPLIED: Final = frozenset("dd dt li optgroup option p rb rp rt rtc".split())
_RUBY: Final = frozenset("rb rp rt rtc".split())
_SURE: Final = 8
"""So many blocks at most may stand between a formatting element and its end tag."""


_BOXES: Final = frozenset(
    ("div", "section", "article", "aside", "main", "nav", "header", "footer", "li", "dd", "dt")
)
"""Blocks whose start closes an open paragraph, or an item like them, and nothing else."""
_NOTED, _HARD, _SCOPE = 1, 2, 4
_KINDS: Final = {
    name: _NOTED | _HARD * (name not in _SOFT) | _SCOPE * (name in _SCOPES)
    for name in _SPECIAL | _DOUBTFUL
}
"""Which lists of open elements one of these is noted in."""


class Openings:
    """The open elements: names from the outermost in, an empty one where one was taken out."""

    def __init__(self) -> None:
        self.depth = 0
        self.pending = 0
        """Formatting elements that the parser may open again."""
        self._stack: list[str] = []
        self._places: dict[str, list[int]] = {}
        self._scopes: list[int] = []
        self._special: list[int] = []
        self._hard: list[int] = []
        self._blocks = 0
        self._marks: dict[str, list[int]] = {}

    def open(self, name: str) -> bool:
        """Open an element, and close what its start tag closes; whether it opens at all."""
        if name in _BLOCKS:
            self._blocks += 1
            self._make_room(name)
        elif name in _TABLED:
            if not self._into_table(name):
                return False
        elif name in ("a", "button"):
            self._end_alike(name)
        elif name in ("option", "optgroup"):
            self._pop_top("option")
        elif name in _RUBY and self._last("ruby") > self._barrier(self._scopes):
            self._pop_implied()
        if name in VOID:
            return True
        if name in FORMATTING:
            self.pending += 1
            self._marks.setdefault(name, []).append(self._blocks)
        elif name in _SCOPES:
            self._marks.clear()
        self._push(name)
        return True

    def only_nests(self, name: str) -> bool:
        """Whether an element would go one level deeper, and nothing else: its start closes none."""
        if name not in _BOXES or self._last("p") >= 0:
            return False
        hard = self._barrier(self._hard)
        return hard < 0 or self._stack[hard] not in _ENDS_ITEM.get(name, ())

    def close(self, name: str) -> bool:
        """Close an element by its end tag; whether that closes anything."""
        if name in FORMATTING:
            self._unmark(name)
        place = self._last(name)
        if name in HEADINGS:
            place = max(map(self._last, HEADINGS))
        if place < 0:
            return name in FORMATTING or name == "a"  # it may be closed, and still to be reopened
        if name == "form" and place != self._top():
            self._take_out(place)
        elif name in FORMATTING or name == "a":
            self._adopt(place)
        elif name == "template":
            self._pop_to(place)
        elif name in _TABLED or name == "table":
            if place >= max(self._last("table"), self._last("template")):
                self._pop_to(place)
        elif place >= self._barrier(self._scopes if name in _SPECIAL else self._special):
            self._pop_to(place)
        return True

    def take_back(self) -> None:
        """Close again what was opened last."""
        self._pop_to(self._top())

    def _push(self, name: str) -> None:
        place = len(self._stack)
        self._stack.append(name)
        self._places.setdefault(name, []).append(place)
        kind = _KINDS.get(name, 0)
        if kind:
            self._special.append(place)
            if kind & _HARD:
                self._hard.append(place)
            if kind & _SCOPE:
                self._scopes.append(place)
        self.depth += 1

    def _pop_to(self, place: int) -> None:
        """Close an element and all in it."""
        stack, places = self._stack, self._places
        while len(stack) > place:
            name = stack.pop()
            if name:
                places[name].pop()
                self.depth -= 1
        special, hard, scopes = self._special, self._hard, self._scopes
        while special and special[-1] >= place:
            special.pop()
        while hard and hard[-1] >= place:
            hard.pop()
        while scopes and scopes[-1] >= place:
            scopes.pop()

    def _take_out(self, place: int) -> None:
        """Close an element, but nothing in it."""
        name = self._stack[place]
        self._stack[place] = ""
        self._places[name].remove(place)
        for marked in (self._special, self._hard, self._scopes):
            if place in marked[-_SURE:]:
                marked.remove(place)
        self.depth -= 1

    def _last(self, name: str) -> int:
        places = self._places.get(name)
        return places[-1] if places else -1

    @staticmethod
    def _barrier(marked: list[int]) -> int:
        return marked[-1] if marked else -1

    def _top(self) -> int:
        """The innermost open element."""
        while self._stack and not self._stack[-1]:
            self._pop_to(len(self._stack) - 1)
        return len(self._stack) - 1

    def _pop_top(self, *names: str) -> None:
        """Close the innermost element if it is one of some."""
        top = self._top()
        if top >= 0 and self._stack[top] in names:
            self._pop_to(top)

    def _pop_implied(self) -> None:
        """Close what needs no end tag."""
        while (top := self._top()) >= 0 and self._stack[top] in _IMPLIED:
            self._pop_to(top)

    def _make_room(self, name: str) -> None:
        """Close what a new block closes: a list item, a paragraph, a heading, a table."""
        hard = self._barrier(self._hard)
        if hard >= 0 and self._stack[hard] in _ENDS_ITEM.get(name, ()):
            self._pop_to(hard)
        place = self._last("p")
        if place > max(self._barrier(self._scopes), self._last("button")):
            self._pop_to(place)
        if name in HEADINGS:
            self._pop_top(*HEADINGS)
        elif name == "table":
            table = self._last("table")
            if table >= 0 and table > max(map(self._last, ("td", "th", "caption", "template"))):
                self._pop_to(table)

    def _into_table(self, name: str) -> bool:
        """Close what a new part of a table closes; whether there is a table."""
        base = max(self._last("table"), self._last("template"))
        if base < 0:
            return False
        context = max((base, *map(self._last, _TABLED[name])))
        self._pop_to(context + 1)
        return True

    def _end_alike(self, name: str) -> None:
        """Close a link, or a button, that a new one ends."""
        place = self._last(name)
        if place > self._barrier(self._scopes):
            if name == "button":
                self._pop_to(place)
            else:
                self._adopt(place)

    def _unmark(self, name: str) -> None:
        """Note that a formatting element ends, where that is sure."""
        marks = self._marks.get(name)
        if marks and self._blocks - marks.pop() < _SURE:
            self.pending -= 1

    def _adopt(self, place: int) -> None:
        """End a formatting element in which blocks may stand: those stay open."""
        if place > self._barrier(self._special):
            self._pop_to(place)
        elif place > self._barrier(self._scopes):
            inside = len(self._special) - _SURE
            if inside < 0 or self._special[inside] < place:
                self._take_out(place)
