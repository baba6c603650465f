"""Bytes to text, in the order browsers use: BOM, HTTP header, ``meta``, then a look.

Source: the WHATWG Encoding and HTML standards (encoding sniffing). A declaration that
does not fit the bytes is passed over when the bytes are valid UTF-8, because pages are
mislabelled far more often than valid UTF-8 happens by accident.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_STATEFUL = {"utf-16": b"\0", "iso2022": b"\x1b"}
"""Encodings whose bytes may look like UTF-8, each with a byte that it cannot do without."""
_PRESCAN = 4096
_ALIASES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}
_CODECS = frozenset(
    "utf-8 utf-16-le utf-16-be cp866 cp874 cp932 cp949 big5 big5hkscs euc_jp iso2022_jp gb18030 "
    "koi8-r koi8-u mac-roman mac-cyrillic cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 "
    "cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 "
    "iso8859-13 iso8859-14 iso8859-15 iso8859-16".split()
)
"""The encodings of the web; Python knows more, and things that are none."""


class Decoded(NamedTuple):
    """Text with the encoding it was in and how that was known.

    ``how`` is one of ``text``, ``bom``, ``http``, ``meta``, ``valid utf-8`` and ``guess``.
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
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding, "bom")
    declared = _declared(data, headers)
    encoding, how = declared
    mark_of = next((mark for name, mark in _STATEFUL.items() if encoding.startswith(name)), None)
    stateful = mark_of is not None and mark_of in data
    if mark_of is not None and not stateful:
        declared = encoding, how = "", ""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as(data, declared, broken=True)
    if stateful:
        return _decode_as(data, declared, broken=False)
    return Decoded(text, "utf-8", how if encoding == "utf-8" else "valid utf-8")


def _decode_as(data: bytes, declared: tuple[str, str], *, broken: bool) -> Decoded:
    """Decode bytes that are not UTF-8, or are declared to be something stateful."""
    encoding, how = declared
    if encoding and encoding != "utf-8":
        return Decoded(data.decode(encoding, "replace"), encoding, how)
    if broken and _mostly_utf8(data):
        return Decoded(data.decode("utf-8", "replace"), "utf-8", how or "guess")
    encoding = _guess(data)
    return Decoded(data.decode(encoding, "replace"), encoding, "guess")


def _declared(data: bytes, headers: Mapping[str, str] | None) -> tuple[str, str]:
    """Return the encoding that the HTTP header or the document names, and which of them."""
    for name, value in (headers or {}).items():
        found = _HEADER.search(value) if name.lower() == "content-type" else None
        if found and (encoding := _canonical(found[1])):
            return encoding, "http"
    start = data[:_PRESCAN]
    for pattern in (_XML, _META):
        declared = pattern.search(start)
        if declared and (encoding := _canonical(declared[1].decode("ascii", "replace"))):
            return ("utf-8" if encoding.startswith("utf-16") else encoding), "meta"
    return "", ""


def _canonical(label: str) -> str:
    """Return the codec that browsers use for a label, or nothing if there is none."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return ""
    name = _ALIASES.get(name, name)
    return name if name in _CODECS else ""


def _mostly_utf8(data: bytes) -> bool:
    """Whether a broken sequence here and there is all that keeps bytes from being UTF-8."""
    text = data[: 1 << 16].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = sum(char > "\x7f" for char in text) - broken
    return broken * 10 < wide


def _guess(data: bytes) -> str:
    """Ask the detector if it is installed, else take the web's default."""
    try:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - an optional extra
    except ImportError:
        return "cp1252"
    best = from_bytes(data[: 1 << 15]).best()
    return _canonical(best.encoding) or "cp1252" if best is not None else "cp1252"
