"""Which script a text is written in, letter by letter, and what languages are written so."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pagequality.text.tokens import DIGIT, LETTER, Tokens

if TYPE_CHECKING:
    from pagequality.text.arrays import Flags, Ints


class Script(NamedTuple):
    """A script: its letters, its languages (the usual one first), and how much a letter says.

    ``marks`` names languages by letters that only they have; ``weight`` is the number of Latin
    letters that say as much as one of this script.
    """

    name: str
    spans: tuple[tuple[int, int], ...]
    languages: tuple[str, ...]
    marks: tuple[tuple[str, str], ...] = ()
    weight: float = 1.0


LATIN: Final = "Latin"
SCRIPTS: Final = (
    Script(LATIN, ((0x41, 0x24F), (0x1E00, 0x1EFF), (0xFF21, 0xFF5A)), ()),
    Script("Greek", ((0x370, 0x3FF), (0x1F00, 0x1FFF)), ("el",)),
    Script(
        "Cyrillic",
        ((0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
        ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "tt", "ba", "cv", "os", "uz",
         "ce", "sah", "udm", "ab", "az", "ro"),
        (("tg", "ҳҷӯ"), ("kk", "ұқ"), ("tt", "җ"), ("ky", "ң"), ("mn", "өү"), ("os", "ӕ")),
    ),
    Script("Armenian", ((0x530, 0x58F),), ("hy",)),
    Script("Hebrew", ((0x590, 0x5FF), (0xFB1D, 0xFB4F)), ("he", "yi"), (("yi", "ײװױ"),)),
    Script(
        "Arabic",
        ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
        ("ar", "fa", "ur", "ps", "ckb", "ug", "sd", "pnb", "ku", "az", "ks"),
        (("ur", "ٹڈڑےں"), ("ps", "ښځڅږ"), ("ckb", "ێۆڵڕ"), ("ug", "ۇۈې"), ("fa", "پچژگ")),
    ),
    Script("Syriac", ((0x700, 0x74F),), ("syr",)),
    Script("Thaana", ((0x780, 0x7BF),), ("dv",)),
    Script(
        "Devanagari", ((0x900, 0x97F), (0xA8E0, 0xA8FF)),
        ("hi", "mr", "ne", "sa", "bho", "mai", "kok", "new", "awa"), (("mr", "ळ"),), 1.5,
    ),
    Script("Bengali", ((0x980, 0x9FF),), ("bn", "as"), (("as", "ৰৱ"),), 1.5),
    Script("Gurmukhi", ((0xA00, 0xA7F),), ("pa",), (), 1.5),
    Script("Gujarati", ((0xA80, 0xAFF),), ("gu",), (), 1.5),
    Script("Oriya", ((0xB00, 0xB7F),), ("or",), (), 1.5),
    Script("Tamil", ((0xB80, 0xBFF),), ("ta",), (), 1.5),
    Script("Telugu", ((0xC00, 0xC7F),), ("te",), (), 1.5),
    Script("Kannada", ((0xC80, 0xCFF),), ("kn",), (), 1.5),
    Script("Malayalam", ((0xD00, 0xD7F),), ("ml",), (), 1.5),
    Script("Sinhala", ((0xD80, 0xDFF),), ("si",), (), 1.5),
    Script("Thai", ((0xE00, 0xE7F),), ("th",), (), 1.5),
    Script("Lao", ((0xE80, 0xEFF),), ("lo",), (), 1.5),
    Script("Tibetan", ((0xF00, 0xFFF),), ("bo", "dz"), (), 1.5),
    Script("Myanmar", ((0x1000, 0x109F), (0xA9E0, 0xA9FF)), ("my",), (), 1.5),
    Script("Georgian", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)), ("ka",)),
    Script("Ethiopic", ((0x1200, 0x139F), (0x2D80, 0x2DDF)), ("am", "ti"), (), 2.0),
    Script("Cherokee", ((0x13A0, 0x13FF), (0xAB70, 0xABBF)), ("chr",), (), 2.0),
    Script("Syllabics", ((0x1400, 0x167F),), ("iu", "cr"), (), 2.0),
    Script("Khmer", ((0x1780, 0x17FF),), ("km",), (), 1.5),
    Script("Mongolian", ((0x1800, 0x18AF),), ("mn",)),
    Script("Tifinagh", ((0x2D30, 0x2D7F),), ("zgh", "ber", "kab")),
    Script("Yi", ((0xA000, 0xA4CF),), ("ii",), (), 2.5),
    Script(
        "Hangul", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7FF)), ("ko",), (), 2.5
    ),
    Script("Kana", ((0x3040, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F)), ("ja",), (), 2.5),
    Script("Han", ((0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3100, 0x312F), (0x3400, 0x9FFF),
                   (0xF900, 0xFAFF)), ("zh", "ja", "yue", "wuu"), (), 2.5),
)  # fmt: skip
"""The scripts of the web; letters of further ones count as none."""
_KANA_SHARE: Final = 0.05


class Letters(NamedTuple):
    """How much of a text is in each script: weights in the order of `SCRIPTS`."""

    weights: tuple[float, ...]
    plain: int

    def foremost_but(self, name: str) -> Script:
        """Return the script that most is written in, one left out."""
        others = [i for i, script in enumerate(SCRIPTS) if script.name != name]
        return SCRIPTS[max(others, key=self.weights.__getitem__)]

    @property
    def foreign(self) -> float:
        """The share of letters that are not Latin, in [0, 1]."""
        total = sum(self.weights)
        return 1.0 - self.weights[0] / total if total else 0.0

    @property
    def marked(self) -> float:
        """The share of the Latin letters that English does not have."""
        return 1.0 - self.plain / self.weights[0] if self.weights[0] else 0.0


@cache
def _table() -> npt.NDArray[np.uint8]:
    """For each character of the basic plane its script's number, one more than in `SCRIPTS`."""
    table = np.zeros(0x10000, np.uint8)
    for number, script in enumerate(SCRIPTS, 1):
        for first, last in script.spans:
            table[first : last + 1] = number
    return table


@cache
def _weights() -> npt.NDArray[np.float64]:
    return np.array([script.weight for script in SCRIPTS])


def letters(tokens: Tokens, chosen: Flags | None = None) -> Letters:
    """Weigh the letters of a text, or of the chosen characters of it.

    >>> from pagequality.text.tokens import tokenise
    >>> round(letters(tokenise("Чай и tea")).foreign, 2)
    0.57
    """
    inside = (tokens.kinds & (LETTER | DIGIT)) == LETTER
    if chosen is not None:
        inside &= chosen
    codes = tokens.codes[inside]
    wide = codes[codes > 0x7F]  # noqa: PLR2004 - the end of ASCII
    plain = len(codes) - len(wide)
    counts = np.bincount(_table().take(wide, mode="clip"), minlength=len(SCRIPTS) + 1)[1:]
    counts[0] += plain
    return Letters(tuple((counts * _weights()).tolist()), plain)


def candidates(found: Letters, left_out: str = "") -> tuple[str, ...]:
    """Return the languages that the foremost script is used for, the usual one first.

    One script may be left out of the count.

    >>> from pagequality.text.tokens import tokenise
    >>> candidates(letters(tokenise("朝の港 が 静か だ")))[0]
    'ja'
    """
    by_name = {script.name: w for script, w in zip(SCRIPTS, found.weights, strict=True)}
    script = found.foremost_but(left_out)
    if script.name == "Han" and by_name["Kana"] > _KANA_SHARE * by_name["Han"]:
        return ("ja",)
    return script.languages


def marked_language(tokens: Tokens, script: Script) -> str:
    """Return the language whose own letters a text in this script has, if any.

    >>> from pagequality.text.tokens import tokenise
    >>> arabic = next(script for script in SCRIPTS if script.name == "Arabic")
    >>> marked_language(tokenise("این کتاب را چه کسی گرفت"), arabic)
    'fa'
    """
    if not script.marks:
        return ""
    codes = tokens.codes
    for language, own in script.marks:
        points: Ints = np.array([ord(char) for char in own])
        if np.isin(codes, points).sum() * 300 > len(codes):
            return language
    return ""
