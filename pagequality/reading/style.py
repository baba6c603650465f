"""What hides: declarations, attributes, class words, and how they meet at one element.

No layout is computed. Only what says plainly that nobody sees a text hides it: the unknown
(rules for states, for narrow screens, of style sheets that are not in the page) shows it. So
does what unfolds: accordions, tabs, and what fades in while the page loads.
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.reading.dom import Node
    from pagequality.reading.sheet import Sheet

SHOWN: Final = 0
HIDDEN: Final = 1
"""Nobody sees it."""
FADED: Final = 2
"""Not seen yet: scripts that animate a page begin so."""
BARE: Final = 3
"""Its own text has no size; what stands deeper may have one."""
VEILED: Final = 4
"""Nobody sees it, unless the element is one that scripts bring in."""
DIM: Final = 5
"""As before, and scripts bring in most such elements: all that have a name."""

_LONGEST: Final = 2000
_CUTTING: Final = frozenset(("hidden", "clip", "auto", "scroll"))
_FAR: Final = 800.0
_TINY: Final = 2.0
_SMALLEST: Final = 3.0
"""Letters below so many pixels nobody reads."""
_PERCENT: Final = 0.16
"""The pixels of a hundredth of the usual size of letters."""
_NEAR: Final = 12
"""Colours that differ by no more in any of red, green and blue look the same."""
_FAINT: Final = 0.02
_UNITS: Final = {"px": 1.0, "pt": 1.3, "em": 16.0, "rem": 16.0, "%": 10.0, "vw": 12.0, "vh": 8.0,
                 "": 1.0, "in": 96.0, "cm": 38.0, "ex": 8.0, "ch": 8.0}  # fmt: skip
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|r?em|%|vw|vh|in|cm|ex|ch|)")
_TERM = re.compile(r"([+-]?)\s*(-?\d*\.?\d+(?:px|pt|r?em|%|vw|vh|in|cm|ex|ch|))")
_FONT_SIZE = re.compile(r"(?<!\S)(?:0*\.?0+|\d*\.?\d+(?:px|pt|r?em|%))(?=[\s/])")
_CLEAR = re.compile(r"opacity\(0*\.?0+%?\)")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
"""Whatever is behind a comment without an end is in it, as for browsers."""
_NAMED: Final = {
    "white": "#fff", "black": "#000", "red": "#f00", "yellow": "#ff0", "snow": "#fffafa",
    "ivory": "#fffff0", "whitesmoke": "#f5f5f5", "ghostwhite": "#f8f8ff", "blue": "#00f",
    "floralwhite": "#fffaf0", "green": "#008000", "gray": "#808080", "silver": "#c0c0c0",
}  # fmt: skip
_TRANSLATE = re.compile(r"translate(?:x|y|3d)?\((-?\d+\.?\d*[a-z%]*)(?:,(-?\d+\.?\d*[a-z%]*))?")
_SHRUNK = re.compile(r"scale(?:x|y|3d)?\(0(?:\.0+)?[,)]")
_SIZE = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*(\d+)")
_DIGITS = re.compile(r"[0-9a-f]+")
_NUMBERS = re.compile(r"\d*\.?\d+%?")
MOVING: Final = re.compile(
    r"fade|anim|reveal|\bwow\b|\baos\b|motion|slide|lazy|appear|in-?view|scroll|invisible|loading|"
    r"transition|framer|opacity"
)
FOLDING: Final = re.compile(
    r"accord|collaps|\btab\b|tabs?[-_]?(?:pane|panel|content|body|item)|toggle|faq|answer|spoiler|"
    r"expand|read-?more|more[-_]?(?:text|content|info)|unfold|folded|panel|slide|carousel|swiper|"
    r"excerpt|(?:full|long|short|rest)[-_]?(?:text|desc|content|bio)|transcript|question"
)
_WORDS: Final = frozenset(
    "d-none is-hidden visually-hidden visuallyhidden visually_hidden sr-only sr_only "
    "screen-reader-text screen-reader-only screenreader screen-reader offscreen off-screen "
    "u-hidden display-none displaynone element-invisible invisible a11y-hidden assistive-text "
    "u-visually-hidden visibility-hidden hidden-text text-hidden accessibly-hidden".split()
)
"""Class words that the common style sheets hide by, and that nothing else is called by.

``hidden`` and ``hide`` are not among them: what they mean, a script decides on most pages."""
_SHOWING: Final = re.compile(
    r"(?:^|\s)(?:\S+:(?:block|flex|grid|inline\S*|visible|not-sr-only|table\S*)|"
    r"d-(?:sm|md|lg|xl|xxl)-(?:block|flex|grid|inline\S*|table\S*)|visible-\w+)"
)
"""Class words that show on some screens what others hide."""
_WINDOW: Final = frozenset(("modal", "fade"))
_OPEN_WINDOW: Final = frozenset(("in", "show"))
"""Class words of a window that waits to be opened, and of one that is open, in Bootstrap."""
_OLD: Final = frozenset(("hide", "hidden"))


_MARKS: Final = ("none", "hidden", "clip", "opacity", "size", "scale", "ground", "color", "indent",
                 "left", "top", "right", "bottom", "collapse", "translate", "height",
                 "inset", "font:0", "font: 0", "font:.", "font: .", " 0/", " 0px/")  # fmt: skip
"""Declarations without any of these hide nothing and say nothing of colours."""


class Look(NamedTuple):
    """What declarations say: how they hide, and which colour the ground has, if they say."""

    hides: int = SHOWN
    color: str = ""
    ground: str | None = None


PLAIN: Final = Look()
"""Says nothing of it."""


def length(text: str) -> float:
    """Return a length in about pixels, ``nan`` where it is none.

    >>> length("-9999px"), length("-100em"), length("auto"), length("calc(5px - 2em)")
    (-9999.0, -1600.0, nan, -27.0)
    """
    if text.startswith("calc("):
        plain = not any(mark in text for mark in ("*", "/", "var", "min", "max"))
        terms = _TERM.findall(text) if plain else []
        return sum(float(f"{sign}1") * length(term) for sign, term in terms) or float("nan")
    found = _LENGTH.match(text)
    return float(found[1]) * _UNITS[found[2]] if found else float("nan")


def colour(text: str) -> str:
    """Return a colour as six hexadecimal digits, nothing where it is unknown.

    >>> colour("white"), colour("#FFF"), colour("rgb(255, 255, 255)"), colour("var(--ink)")
    ('ffffff', 'ffffff', 'ffffff', '')
    >>> colour("rgba(255,255,255,.06)"), colour("rgba(0,0,0,0)")
    ('', 'transparent')
    """
    text = text.strip().lower()
    text = _NAMED.get(text, text)
    if text.startswith("#") and len(text) in {4, 7} and _DIGITS.fullmatch(text, 1):
        return "".join(digit * 2 for digit in text[1:]) if len(text) == 4 else text[1:]  # noqa: PLR2004
    if text.startswith(("rgb", "hsl")):
        parts = _NUMBERS.findall(text)
        if len(parts) > 3 and float(parts[3].rstrip("%")) not in _OPAQUE[parts[3][-1] == "%"]:  # noqa: PLR2004
            return "" if float(parts[3].rstrip("%")) else "transparent"
        if len(parts) >= 3:  # noqa: PLR2004
            return _hexadecimal(parts[:3], is_hsl=text.startswith("hsl"))
    return text if text == "transparent" else ""


_OPAQUE: Final = ((1.0,), (100.0,))


def _hexadecimal(parts: list[str], *, is_hsl: bool) -> str:
    """Three numbers of ``rgb()`` or ``hsl()`` as six digits."""
    numbers = [float(part.rstrip("%")) for part in parts]
    if is_hsl:
        hue, full, light = numbers
        shares = hls_to_rgb(hue / 360, min(light / 100, 1.0), min(full / 100, 1.0))
        numbers = [255 * share for share in shares]
    elif "%" in parts[0]:
        numbers = [2.55 * number for number in numbers]
    return "".join(f"{int(min(number + 0.5, 255)):02x}" for number in numbers)


def alike(ink: str, ground: str | None) -> bool:
    """Whether nobody can tell two known colours apart.

    >>> alike("fefefe", "ffffff"), alike("eeeeee", "ffffff"), alike("", ""), alike("000000", None)
    (True, False, False, False)
    """
    if not ink or not ground or "transparent" in (ink, ground):
        return False
    pairs = zip(bytes.fromhex(ink), bytes.fromhex(ground), strict=True)
    return all(abs(one - two) <= _NEAR for one, two in pairs)


@lru_cache(maxsize=4096)
def look(style: str) -> Look:
    """Read declarations: what a ``style`` attribute or a rule's body says.

    >>> look("display : NONE ;").hides == HIDDEN, look("color: red").hides == SHOWN
    (True, True)
    >>> look("opacity:0;transform:translateY(20px)").hides == FADED
    True
    """
    style = style[:_LONGEST].lower()
    if "/*" in style:
        style = _COMMENT.sub("", style)
    if not any(mark in style for mark in _MARKS):
        return PLAIN
    said: dict[str, str] = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            said[name.strip()] = value.partition("!")[0].strip()
    if not said:
        return PLAIN
    ground = _ground(said)
    text = colour(said.get("color", ""))
    hides = _hides(said)
    if not hides and text and not said.get("-webkit-background-clip", said.get("background-clip")):
        hides = HIDDEN if text == "transparent" or alike(text, ground) else SHOWN
    return Look(hides, text, ground)


def _ground(said: Mapping[str, str]) -> str | None:
    """The colour behind a text: empty where it is unknown, None where nothing is said."""
    value = said.get("background-color", said.get("background"))
    if value is None or value in {"none", "transparent", "inherit", "initial", "0 0"}:
        return None
    return colour(value) or (colour(value.split()[0]) if value else "")


def _hides(said: Mapping[str, str]) -> int:  # noqa: PLR0911 - one way to hide after the other
    """How declarations hide what they are for."""
    moves = any(name.startswith(("animation", "transition", "will-change")) for name in said)
    if said.get("display") == "none" or said.get("content-visibility") == "hidden":
        return HIDDEN
    if said.get("visibility") in {"hidden", "collapse"}:
        return FADED if moves else VEILED
    if _is_small(said) or _is_away(said):
        return HIDDEN
    transform = said.get("transform", "").replace(" ", "")
    blurred = said.get("filter", "")
    if length(said.get("opacity", "1")) <= _FAINT or "opacity=0)" in blurred or (
        _CLEAR.search(blurred)
    ):  # fmt: skip
        return FADED if moves or transform or "blur" in blurred else DIM
    if _letters(said.get("font-size") or _size_in(said.get("font", ""))) < _SMALLEST:
        return BARE
    if _SHRUNK.search(transform):
        return FADED if moves else HIDDEN
    return SHOWN


def _size_in(font: str) -> str:
    """The size of letters that a ``font`` names; a bare number is a weight, unless it is nought.

    >>> _size_in("0/0 a"), _size_in("italic 400 16px/1.5 serif"), _size_in("inherit")
    ('0', '16px', '1em')
    """
    found = _FONT_SIZE.search(font)
    return found[0] if found else "1em"


def _letters(size: str) -> float:
    """The size of letters in about pixels; a share is one of the letters around."""
    return length(size) / _UNITS["%"] * _PERCENT if size.endswith("%") else length(size)


def _is_small(said: Mapping[str, str]) -> bool:
    """Whether a box is cut off at no size."""
    if said.get("overflow", said.get("overflow-y", "")) not in _CUTTING:
        return (
            length(said.get("opacity", "1")) <= _FAINT
            and "height" in said
            and (length(said["height"]) <= _TINY)
        )
    if "padding-bottom" in said or "padding-top" in said or "min-height" in said:
        return False
    sizes = (said.get(name) for name in ("height", "max-height", "width", "max-width"))
    return any(size is not None and length(size) <= _TINY for size in sizes)


def _is_away(said: Mapping[str, str]) -> bool:
    """Whether a box stands far outside the window, or is clipped to nothing."""
    placed = said.get("position") in {"absolute", "fixed", "relative"}
    if placed:
        clip = said.get("clip", "")
        if clip.startswith("rect(") and len(set(_NUMBERS.findall(clip))) == 1:
            return True
        sides = [said.get(name, "") for name in ("left", "top", "right", "bottom")]
        if any(length(side) <= -_FAR for side in (*sides, *said.get("inset", "").split())):
            return True
    drawn = (said.get(name, "") for name in ("text-indent", "margin-left", "margin-top"))
    if any(length(side) <= -_FAR for side in drawn):
        return True
    pushed = length(said.get("text-indent", "")) >= _FAR and said.get("white-space") == "nowrap"
    if pushed and said.get("overflow", "") in _CUTTING:
        return True
    path = said.get("clip-path", "").replace(" ", "")
    if path.startswith(("inset(50%", "inset(100%", "circle(0", "polygon(00,00")):
        return True
    moved = _TRANSLATE.search(said.get("transform", "").replace(" ", ""))
    return moved is not None and any(
        length(part) <= -_FAR and not part.endswith("%") for part in moved.groups("")
    )


ROOTS: Final = frozenset(("html", "body"))
_WHOLE: Final = frozenset(("main", "article"))
_MOVERS: Final = (
    "data-w-id", "data-aos", "data-anim", "data-framer", "data-sr", "data-scroll", "data-wow",
    "data-motion", "data-settings", "data-sal", "x-intersect",
)  # fmt: skip


class Hiding:
    """Tells which elements of a page hide what they hold.

    ``known`` remembers which labels it suspects; ``controlled`` holds the ids that controls
    and links of the page name, as far as it has been walked: what stands there unfolds.

    >>> from pagequality.reading.sheet import Sheet
    >>> hiding = Hiding(Sheet([".zx{display:none}"]))
    >>> hiding.suspects("story"), hiding.suspects("zx"), hiding.suspects("d-none")
    (False, True, True)
    >>> hiding.hides("div", {"class": "zx"}), hiding.hides("div", {"class": "d-none d-md-block"})
    (1, 0)
    >>> hiding.hides("div", {"style": "display:none", "class": "accordion-body"})
    0
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._named = sheet.words
        self._above = sheet.above
        self.controlled: set[str] = set()
        self.known: dict[str, bool] = {}

    def suspects(self, label: str) -> bool:
        """Whether class and id words may hide an element; remembered for each label."""
        known = self.known.get(label)
        if known is None:
            words = label.split()
            known = not _WORDS.isdisjoint(words) or ("modal" in words and _hide(words))
            if self._named and not known:
                known = not self._named.isdisjoint(words)
            if self._above:
                self.sheet.met.update(self._above.intersection(words))
            self.known[label] = known
        return known

    def hides(
        self, tag: str, attributes: Mapping[str, str | None], node: Node | None = None
    ) -> int:
        """Return how an element hides what it holds: `SHOWN`, `HIDDEN` or `BARE`.

        What declarations say besides (`FADED`, `VEILED`, `DIM`) becomes one of these, by what
        scripts are likely to bring in. ``node`` is where it stands in its page.
        """
        if tag in ROOTS:
            return SHOWN
        label = (attributes.get("class") or "").lower()
        name = (attributes.get("id") or "").lower()
        hides = self._looks(tag, attributes, node)
        if hides == DIM:
            hides = SHOWN if tag in _WHOLE or len(attributes) > 1 else HIDDEN
        elif hides == VEILED:
            moving = MOVING.search(label) or any(key.startswith(_MOVERS) for key in attributes)
            hides = SHOWN if tag in _WHOLE or moving else HIDDEN
        if hides == HIDDEN and self._unfolds(attributes, f"{label} {name}"):
            return SHOWN
        return SHOWN if hides == FADED else hides

    def _looks(self, tag: str, attributes: Mapping[str, str | None], node: Node | None) -> int:
        """What attributes, the element's own style, class words and rules say."""
        words = (attributes.get("class") or "").lower().split()
        if "hidden" in attributes:
            late = (attributes.get("id") or "").startswith("S:")
            return SHOWN if late or attributes["hidden"] == "until-found" else HIDDEN
        hides = look(attributes.get("style") or "").hides if "style" in attributes else SHOWN
        if hides:
            return hides
        style = (attributes.get("style") or "").lower()
        if _hide(words) and not _SHOWING.search(" ".join(words)):
            return SHOWN if "display" in style else HIDDEN
        dot = tag == "marquee" and _is_dot(attributes, style)
        if dot or "popover" in attributes or (attributes.get("visibility") or "").lower() in _OLD:
            return HIDDEN
        return SHOWN if "display" in style else self.sheet.hides(tag, attributes, node)

    def _unfolds(self, attributes: Mapping[str, str | None], label: str) -> bool:
        """Whether a reader can unfold an element."""
        if attributes.get("role") in {"tabpanel", "region"} or "aria-labelledby" in attributes:
            return True
        if (attributes.get("id") or "") in self.controlled:
            return True
        return bool(label.strip()) and FOLDING.search(label) is not None


def _hide(words: list[str]) -> bool:
    """Whether class words hide what bears them."""
    if not _WORDS.isdisjoint(words):
        return True
    return _WINDOW.issubset(words) and _OPEN_WINDOW.isdisjoint(words)


def _is_dot(attributes: Mapping[str, str | None], style: str) -> bool:
    """Whether an old page's attributes, or its style, give a marquee no size."""
    sizes = [length(attributes.get(name) or "") for name in ("height", "width")]
    sizes += [float(size) for size in _SIZE.findall(style)]
    return any(size <= _TINY for size in sizes)
