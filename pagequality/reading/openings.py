"""Which elements are open while a page is parsed, in the terms of the HTML standard.

A model of the parser's stack that errs to one side: it closes an element only where the parser
surely does. So what it counts as open is never less than what the parser has to look through.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
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
_CHOICES: Final = frozenset(("option", "optgroup"))
_SOFT: Final = frozenset(("address", "div", "p"))
_ENDS_ITEM: Final = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt")}
"""Which open item a new one ends."""
_SHELTERS: Final = {"li": ("ul", "ol"), "p": ("button",)}
"""What else an end tag inside does not reach out of."""
_IMPLIED: Final = frozenset("dd dt li optgroup option p rb rp rt rtc".split())
_RUBY: Final = frozenset("rb rp rt rtc".split())
_SURE: Final = 8
"""So many blocks at most may stand between a formatting element and its end tag."""
_NESTS: Final = _BLOCKS - HEADINGS - {"hr", "plaintext", "table", "xmp"}
"""Blocks whose start closes an open paragraph, or an item like them, and nothing else."""
_NOTED, _HARD, _SCOPE, _BLOCK, _REPLACES, _CLOSES, _ASKS = (1 << n for n in range(7))


def _kind(name: str) -> int:
    """What the start of an element does, as one number: at most tags nothing else is looked at."""
    told = {
        _NOTED: name in _SPECIAL - {"dialog"},
        _HARD: name in _SPECIAL - _SOFT - {"dialog"},
        _SCOPE: name in _SCOPES,
        _BLOCK: name in _BLOCKS,
        _REPLACES: name in _ENDS_ITEM.keys() | HEADINGS | {"p", "tr", "option"},
        _CLOSES: name in _CHOICES | _RUBY | set(_TABLED) | {"a", "button"},
        _ASKS: name in VOID | FORMATTING | {"form"},
    }
    return sum(bit for bit, holds in told.items() if holds)


_KINDS: Final = {
    name: _kind(name) for name in _SPECIAL | _CHOICES | _RUBY | VOID | FORMATTING | {"a"}
}
_MAYBE: Final = "?"
"""A part of a table in a template, where the parser may take or ignore it: no end tag is sure."""
_MOST_MAYBE: Final = 3
"""So many of these can stand open at once: a body, a row and a cell."""
_DOUBTED: Final = "~"
"""An element that may have ended: it counts, and no end tag is its own any more."""


class Openings:
    """The open elements: names from the outermost in, an empty one where one was taken out."""

    def __init__(self) -> None:
        self.depth = 0
        self.pending = 0
        """Formatting elements that the parser may open again."""
        self._stack: list[str] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._paragraphs = self._places["p"]
        self._scopes: list[int] = []
        self._special: list[int] = []
        self._hard: list[int] = []
        self._in_form = False
        """Whether the parser knows a form that has not ended; others inside are ignored."""
        self._doubted = 0
        """Below this place all elements within a line are doubted."""
        self._blocks = 0
        self._marks: dict[str, list[int]] = {}

    def open(self, name: str) -> None:
        """Open an element, and close what its start tag closes."""
        kind, stack = _KINDS.get(name, 0), self._stack
        if kind & _ASKS and not self._stays(name):
            return
        if kind & _BLOCK:
            self._blocks += 1
        if kind & _REPLACES and stack and stack[-1] == name:
            return  # it ends the one before, and stands where that stood
        if kind & _BLOCK:
            self._make_room(name)
        elif kind & _CLOSES:
            name = self._make_way(name)
            if not name:
                return
            kind = _KINDS.get(name, 0)
        place = len(stack)
        stack.append(name)
        self._places[name].append(place)
        self.depth += 1
        if kind & _NOTED:
            self._note(place, kind)

    def _stays(self, name: str) -> bool:
        """Whether a form, formatting, or an element that holds nothing stands open from here on."""
        if name == "form":
            return self._starts_form()
        if name in FORMATTING:
            self.pending += 1
            self._marks.setdefault(name, []).append(self._blocks)
            return True
        if name in _BLOCKS:
            self._blocks += 1
            self._make_room(name)
        return False

    def _note(self, place: int, kind: int) -> None:
        """Note an element that end tags of some others do not reach out of."""
        self._special.append(place)
        if kind & _HARD:
            self._hard.append(place)
            if kind & _SCOPE:
                self._scopes.append(place)
                self._marks.clear()

    def only_nests(self, name: str) -> bool:
        """Whether an element would go one level deeper, and nothing else: its start closes none."""
        if name not in _NESTS or self._paragraphs:
            return False
        hard = self._hard
        return not hard or self._stack[hard[-1]] not in _ENDS_ITEM.get(name, ())

    def close(self, name: str) -> bool:
        """Close an element by its end tag; whether that closes anything."""
        formats, stack = name in FORMATTING, self._stack
        if formats:
            self._unmark(name)
        if stack and stack[-1] == name:
            self._pop_to(len(stack) - 1)
            return True
        if name == "form" and self._last("template") < 0:
            return self._end_form()
        place = self._last(name) if name not in HEADINGS else max(map(self._last, HEADINGS))
        if place < 0:
            return self._may_close(name)
        if formats or name == "a":
            self._adopt(place)
        elif name == "template":
            self._pop_to(place)
        elif name in _TABLED or name == "table":
            if place >= max(self._last("table"), self._last("template")):
                self._pop_to(place)
        elif place >= self._barrier(self._scopes if name in _SPECIAL else self._special) and all(
            place > self._last(shelter) for shelter in _SHELTERS.get(name, ())
        ):
            self._pop_to(place)
        return True

    def _may_close(self, name: str) -> bool:
        """Whether the end tag of an element that does not surely stand open may close something."""
        in_template = name in _TABLED and self._last("template") >= 0
        return name in FORMATTING or name == "a" or in_template or self._last(_DOUBTED) >= 0

    def _doubt(self) -> None:
        """Doubt all open elements within a line: formatting opened again may end with them."""
        stack, places = self._stack, self._places
        known = max(self._barrier(self._scopes) + 1, self._doubted)
        for place in range(len(stack) - 1, known - 1, -1):
            name = stack[place]
            if name not in ("", _MAYBE) and not _KINDS.get(name, 0) & _NOTED:
                places[name].pop()
                places[_DOUBTED].append(place)
                stack[place] = _DOUBTED
        self._doubted = len(stack)

    def take_back(self) -> None:
        """Close again what was opened last."""
        top = self._top()
        self._in_form = self._in_form and self._stack[top] != "form"
        self._pop_to(top)

    def _pop_to(self, place: int) -> None:
        """Close an element and all in it."""
        stack, places = self._stack, self._places
        while len(stack) > place:
            name = stack.pop()
            if name:
                places[name].pop()
                self.depth -= 1
        if self._doubted:
            self._doubted = min(self._doubted, place)
        special, hard, scopes = self._special, self._hard, self._scopes
        while special and special[-1] >= place:
            special.pop()
            if hard and hard[-1] >= place:  # who is in one of these is in all before it
                hard.pop()
                if scopes and scopes[-1] >= place:
                    scopes.pop()

    def _take_out(self, place: int) -> None:
        """Close an element, but nothing in it."""
        name = self._stack[place]
        self._stack[place] = ""
        self._places[name].remove(place)
        for marked in (self._special, self._hard, self._scopes):
            number = bisect_left(marked, place)
            if marked[number : number + 1] == [place]:
                del marked[number]
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

    def _pop_implied(self, kept: str = "") -> None:
        """Close what needs no end tag."""
        while (top := self._top()) >= 0 and self._stack[top] in _IMPLIED - {kept}:
            self._pop_to(top)

    def _starts_form(self) -> bool:
        """Whether the parser takes in a form: one in another only in a template."""
        if self._last("template") >= 0:
            return True
        starts, self._in_form = not self._in_form, True
        return starts

    def _end_form(self) -> bool:
        """Close the form that the parser knows, but nothing in it that needs an end tag."""
        was_in_form, self._in_form = self._in_form, False
        place = self._last("form")
        if was_in_form and place > self._barrier(self._scopes):
            self._pop_implied()
            if place == self._top():
                self._pop_to(place)
            else:
                self._take_out(place)
        return was_in_form

    def _make_room(self, name: str) -> None:
        """Close what a new block closes: a list item, a paragraph, a heading, a table."""
        hard = self._hard
        if hard and name in _ENDS_ITEM and self._stack[hard[-1]] in _ENDS_ITEM[name]:
            self._pop_to(hard[-1])
        if self._paragraphs:
            place = self._paragraphs[-1]
            if place > max(self._barrier(self._scopes), self._last("button")):
                self._pop_to(place)
        if name in HEADINGS:
            self._pop_top(*HEADINGS)
        elif name == "table":
            table = self._last("table")
            if table >= 0 and table > max(map(self._last, ("td", "th", "caption", "template"))):
                self._pop_to(table)

    def _make_way(self, name: str) -> str:
        """Close what a new part of a table, link, button or choice closes; as what it opens."""
        if name in ("a", "button"):
            if self._places[name]:
                self._end_alike(name)
        elif name in _TABLED:
            return self._into_table(name)
        elif name in _CHOICES:
            self._pop_top("option")
        elif self._last("ruby") > self._barrier(self._scopes):
            self._pop_implied("rtc" if name in ("rp", "rt") else "")
        return name

    def _into_table(self, name: str) -> str:
        """Close what a new part of a table closes; nothing opens where there is no table."""
        context, template = self._last("table"), self._last("template")
        if template > context:
            known = self._places[_MAYBE][-_MOST_MAYBE:]
            return _MAYBE if len(known) < _MOST_MAYBE or known[0] < template else ""
        if context < 0:
            return ""
        for part in _TABLED[name]:
            context = max(context, self._last(part))
        if len(self._stack) > context + 1:
            self._pop_to(context + 1)
        return name

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
        if self.pending and self._last(name) < 0:
            self._doubt()
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
