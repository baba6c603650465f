"""How text may look where it is going: width, colours, and which characters there are."""

from __future__ import annotations

import math
import os
import shutil
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

_COLOURS: Final = {
    "low quality": "red", "unclear": "yellow", "honest": "green", "low": "red", "not low": "green"
}  # fmt: skip
_CODES: Final = {"red": 31, "green": 32, "yellow": 33, "bold": 1, "dim": 2}
_MARKS: Final = "█░“”…–"
_WIDTH: Final = 110
_NARROWEST: Final = 40
_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


@dataclass(frozen=True, slots=True)
class Style:
    """What the place where text goes can show.

    Attributes:
        width: characters a line.
        colour: whether to paint.
        unicode: whether it has more than ASCII.
    """

    width: int = _WIDTH
    colour: bool = False
    unicode: bool = True

    def paint(self, text: str, colour: str) -> str:
        r"""Colour text, if colours are wanted.

        >>> Style().paint("low", "red"), Style(colour=True).paint("low", "red")
        ('low', '\x1b[31mlow\x1b[0m')
        """
        return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if self.colour else text

    def bar(self, share: float, cells: int) -> str:
        """Draw a share of 1 as a bar; what is unknown is an empty line.

        >>> Style(unicode=False).bar(0.5, 4), Style(unicode=False).bar(float("nan"), 4)
        ('##..', '    ')
        """
        if math.isnan(share):
            return " " * cells
        full, empty = ("█", "░") if self.unicode else ("#", ".")
        filled = round(share * cells)
        return full * filled + empty * (cells - filled)

    @property
    def cue_marks(self) -> tuple[str, str]:
        """What stands around the words that gave a quote away."""
        return ("\x1b[1m", "\x1b[22m") if self.colour else ("*", "*")

    def quote(self, text: str) -> str:
        """Put text in quotation marks."""
        return f"“{self.clean(text)}”" if self.unicode else f'"{self.clean(text)}"'

    def clean(self, text: str) -> str:
        r"""Return a page's text without what would steer or garble a terminal.

        >>> Style(unicode=False).clean("caf\u00e9\x1b[31m now\n")
        'caf? [31m now'
        """
        seen = (" " if unicodedata.category(mark) in _UNSEEN else mark for mark in text)
        folded = " ".join("".join(seen).split())
        return folded if self.unicode else folded.encode("ascii", "replace").decode("ascii")

    def cut(self, text: str, most: int) -> str:
        """Shorten text to so many characters.

        >>> Style(unicode=False).cut("baked beans", 8)
        'baked...'
        """
        end = "…" if self.unicode else "..."
        return text if len(text) <= most else text[: max(most - len(end), 0)].rstrip() + end

    @property
    def unknown(self) -> str:
        """What stands for a number that is not known."""
        return "–" if self.unicode else "-"


def style_for(stream: TextIO, environ: Mapping[str, str] = os.environ) -> Style:
    """Return the style for a stream: colours on a terminal only, and never with NO_COLOR.

    >>> import io
    >>> style_for(io.StringIO(), {})
    Style(width=110, colour=False, unicode=True)
    """
    terminal = stream.isatty()
    colour = terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    asked = environ.get("COLUMNS", "")
    width = int(asked) if asked.isdecimal() else 0
    if not width:
        width = shutil.get_terminal_size((_WIDTH, 24)).columns if terminal else _WIDTH
    try:
        _MARKS.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return Style(max(width, _NARROWEST), colour, unicode=False)
    return Style(max(width, _NARROWEST), colour)


def colour_of(word: str) -> str:
    """Return the colour that goes with what a page is called.

    >>> colour_of("unclear"), colour_of("not judged")
    ('yellow', 'dim')
    """
    return _COLOURS.get(word, "dim")
