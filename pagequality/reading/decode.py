"""Bytes to text, in the order browsers use: BOM, HTTP header, ``meta``, then a look.

Source: the WHATWG Encoding and HTML standards (encoding sniffing). A declaration that does not
fit the bytes loses to one that does, and to UTF-8 when the bytes are that: pages are mislabelled
far more often than valid UTF-8 happens by accident. What nothing declares is recognised by
``charset_normalizer``, where the bytes say enough.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.reading.labels import PRESCAN, Declaration, codec_of, declarations

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STATEFUL: Final = {"iso2022_jp": b"\x1b", "iso2022_kr": b"\x1b", "hz": b"~{"}
"""Encodings whose bytes may look like UTF-8, each with bytes that it cannot do without."""
_ESCAPES: Final = {b"\x1b$B": "iso2022_jp", b"\x1b$@": "iso2022_jp", b"\x1b$)C": "iso2022_kr"}
"""How these switch to two bytes a letter."""
_HZ = re.compile(rb"~\{(?:[!-w][!-~]){1,2000}+~\}")
_ENOUGH_HZ: Final = 24
"""So many characters between its marks are no accident."""
_DEFAULT: Final = "cp1252"
_ZEROS: Final = 0.15
_STRAY: Final = 0.02
_MOST_DECLARED: Final = 6
_SAMPLE: Final = 1 << 16
_DETECTED: Final = 1 << 13
_BROKEN: Final = 0.02
"""So many of a text's wide characters may be broken when its declaration is believed."""
_BROKEN_UTF8, _BROKEN_DECLARED = 0.1, 0.5
"""So many broken sequences for each good one may be in UTF-8 that nobody, or the page, declares:
what is in another encoding has hardly a good one by chance."""
_DENSE: Final = 0.2
"""Western languages have fewer letters outside ASCII than this, other scripts far more."""
_DENSER: Final = 0.35
"""So many make a declared Western encoding false."""
_TAG = re.compile(
    rb"<(?:script|style)\b.*?(?:</(?:script|style)|\Z)|<[^<>]*+>", re.IGNORECASE | re.DOTALL
)


class Decoded(NamedTuple):
    """Text with the encoding it was in and how that was known.

    ``how`` is one of ``text``, ``bom``, ``zeros``, ``http``, ``meta``, ``valid utf-8`` and
    ``guess``.
    """

    text: str
    encoding: str
    how: str


def decode(data: bytes, headers: Mapping[str, str] | None = None) -> Decoded:
    r"""Decode a page; never fails, undecodable bytes become replacement characters.

    >>> decode("naïve".encode())
    Decoded(text='naïve', encoding='utf-8', how='valid utf-8')
    >>> decode(b"na\xefve", {"Content-Type": "text/html; charset=ISO-8859-1"}).text
    'naïve'
    >>> decode("<p>Tea".encode("utf-16-le"))
    Decoded(text='<p>Tea', encoding='utf-16-le', how='zeros')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding, "bom")
    if b"\0" in data[:PRESCAN] and (encoding := _by_zeros(data[:PRESCAN])):
        return Decoded(data.decode(encoding, "replace"), encoding, "zeros")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, list(islice(declarations(data, headers), _MOST_DECLARED)))
    return _as_utf8(text, data, next(declarations(data, headers), None))


def _as_utf8(text: str, data: bytes, declared: Declaration | None) -> Decoded:
    """Return text that is valid UTF-8, unless it is in an encoding of seven bits."""
    mark = _STATEFUL.get(declared.codec) if declared else None
    if declared and mark is not None and mark in data:
        return Decoded(data.decode(declared.codec, "replace"), *declared)
    if data.isascii() and (b"\x1b" in data or b"~" in data) and (codec := _by_escapes(data)):
        return Decoded(data.decode(codec, "replace"), codec, "guess")
    known = declared is not None and declared.codec == "utf-8"
    return Decoded(text, "utf-8", declared.how if declared and known else "valid utf-8")


def _by_escapes(data: bytes) -> str:
    """Return the encoding of seven bits that a text switches to, if any.

    >>> _by_escapes("<p>水車".encode("iso2022_jp")), _by_escapes(b"x~{y}~{z}")
    ('iso2022_jp', '')
    """
    found = next((codec for escape, codec in _ESCAPES.items() if escape in data), "")
    return found or ("hz" if sum(map(len, _HZ.findall(data[:_SAMPLE]))) >= _ENOUGH_HZ else "")


def _by_zeros(start: bytes) -> str:
    r"""Return the encoding of text whose markup shows in every second or fourth byte.

    >>> _by_zeros("<p>Привет, <b>мир</b>".encode("utf-16-be")), _by_zeros(b"GIF87a\0\0\0\0")
    ('utf-16-be', '')
    """
    if b"<" not in start:
        return ""
    rows = len(start) // 4
    noughts = [start[place : 4 * rows : 4].count(0) for place in range(4)]
    if noughts[2] == noughts[3] == rows:
        return "utf-32-le"
    if noughts[0] == noughts[1] == rows:
        return "utf-32-be"
    even, odd = noughts[0] + noughts[2], noughts[1] + noughts[3]
    if min(even, odd) > _STRAY * rows or max(even, odd) <= _ZEROS * 2 * rows:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _legacy(data: bytes, declared: list[Declaration]) -> Decoded:
    """Decode bytes that are not UTF-8: as declared, if that fits, else as they look."""
    how = next((how for codec, how in declared if codec == "utf-8"), "")
    if _mostly_utf8(data, _BROKEN_DECLARED if how else _BROKEN_UTF8):
        return Decoded(data.decode("utf-8", "replace"), "utf-8", how or "guess")
    density = _density(data)
    best, least = "", _BROKEN
    for codec, how in declared:
        broken = 1.0 if codec == "utf-8" else _broken(data, codec)
        if broken <= least and not (density > _DENSER and codec == _DEFAULT):
            best, least = codec, broken - 1e-9
            found = Declaration(codec, how)
    if best:
        return Decoded(data.decode(best, "replace"), *found)
    encoding = _guess(data, dense=density > _DENSE)
    return Decoded(data.decode(encoding, "replace"), encoding, "guess")


def _broken(data: bytes, codec: str) -> float:
    """Return how many of a text's wide characters cannot be decoded, as a share."""
    text = data[:_SAMPLE].decode(codec, "replace")
    wide = sum(map("\x7f".__lt__, text))
    return max(text.count("\ufffd") - 1, 0) / max(wide, 1)


def _density(data: bytes) -> float:
    """Return the share of letters outside ASCII in what is no tag, as if each were a byte."""
    text = _TAG.sub(b" ", data[:_SAMPLE])
    high = len(text) - len(text.translate(None, _HIGH))
    return high / max(high + len(text) - len(text.translate(None, _ASCII_LETTERS)), 1)


_HIGH: Final = bytes(range(0xC0, 0x100)) + bytes(range(0x80, 0x91)) + bytes(range(0xA1, 0xC0))
_ASCII_LETTERS: Final = bytes([*range(0x41, 0x5B), *range(0x61, 0x7B)])


def _mostly_utf8(data: bytes, most: float) -> bool:
    """Whether at most such a share of broken sequences keeps bytes from being UTF-8.

    What a download cut in two at the end is none.
    """
    text = data[:_SAMPLE].decode("utf-8", "replace")
    broken = max(text.count("\ufffd") - (text[-1:] == "\ufffd"), 0)
    wide = sum(map("\x7f".__lt__, text)) - text.count("\ufffd")
    return broken < most * wide or (not broken and (wide > 0 or _mostly_utf8_later(data, most)))


def _mostly_utf8_later(data: bytes, most: float) -> bool:
    text = data[_SAMPLE:].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken < most * (sum(map("\x7f".__lt__, text)) - broken)


def _guess(data: bytes, *, dense: bool) -> str:
    """Ask the detector where there is much outside ASCII, else take the web's default."""
    if not dense:
        return _DEFAULT
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few pages need it

    text = b" ".join(_TAG.sub(b" ", data[:_SAMPLE]).split())[:_DETECTED]
    best = from_bytes(text).best()
    return (codec_of(best.encoding) if best is not None else "") or _DEFAULT
