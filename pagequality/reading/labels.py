"""What a page says of its encoding: labels of the WHATWG standard, and where they may stand.

A declaration counts in the HTTP header and in ``meta`` elements and the XML declaration of the
head, wherever in it: a browser that meets one late starts over. One in a comment, a script or a
style is none. One inside a ``title`` that is not closed counts last.
"""

from __future__ import annotations

import codecs
import re
from encodings import normalize_encoding
from encodings.aliases import aliases
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from webencodings import PYTHON_NAMES
from webencodings.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PRESCAN: Final = 1024
"""Where browsers look first."""
_HEAD: Final = 1 << 17
_WHATWG: Final = {
    "gbk": "gb18030", "x-user-defined": "windows-1252", "utf-16be": "utf-16-be",
    "utf-16le": "utf-16-le", "euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp",
}  # fmt: skip
_REPLACED: Final = {
    "hz-gb-2312": "hz", "iso-2022-kr": "iso2022_kr", "csiso2022kr": "iso2022_kr",
    "iso-2022-cn": "", "iso-2022-cn-ext": "", "replacement": "",
}  # fmt: skip
"""Labels that browsers refuse; two of them Python can read."""
_LATIN: Final = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "utf-16": "utf-16-le", "utf-8-sig": "utf-8", "utf-32": "utf-32-le",
    "cp1125": "cp866", "euc_jis_2004": "euc_jp", "euc_jisx0213": "euc_jp", "johab": "cp949",
    "shift_jis_2004": "cp932", "shift_jisx0213": "cp932", "mac-latin2": "mac-roman",
}  # fmt: skip
"""What labels that only Python knows mean on the web."""
_CODECS: Final = frozenset(
    "utf-8 utf-16-le utf-16-be utf-32-le utf-32-be cp437 cp850 cp852 cp866 cp874 cp932 cp949 "
    "big5 big5hkscs euc_jp iso2022_jp gb18030 koi8-r koi8-u mac-roman mac-cyrillic cp1250 cp1251 "
    "cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-5 "
    "iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16".split()
)
"""The encodings of the web; Python knows more, and things that are none."""
_LABEL = rb"([\w.:+-]{2,40})"
_QUOTED = rb"charset\s*=\s*[\"']?\s*" + _LABEL
_META = re.compile(_QUOTED, re.IGNORECASE)
_XML = re.compile(rb"^\s*+<\?xml[^>]{0,200}?encoding\s*=\s*[\"']" + _LABEL, re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]{2,40})", re.IGNORECASE)
_NAMED = re.compile(rb"\b(?:name|property|itemprop)\s*=", re.IGNORECASE)
_OWN = re.compile(rb"charset\s*=|http-?equiv", re.IGNORECASE)
_VALUES = re.compile(rb"\"[^\"]*\"|'[^']*'")
_PLACES = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style|title|textarea|xmp)\b[^>]*+(?:\Z|>.*?(?:</\1|\Z))|"
    rb"<meta\b[^<>]{0,2000}+>|<body\b",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE_TAG = re.compile(rb"<[a-z](?:[^<>\"']|\"[^\"]{0,2000}+\"|'[^']{0,2000}+')*+>", re.IGNORECASE)
_META_TAG = re.compile(rb"<meta\b[^<>]{0,2000}+>", re.IGNORECASE)


class Declaration(NamedTuple):
    """A codec that a page names, and where: ``http`` or ``meta``."""

    codec: str
    how: str


def codec_of(label: str) -> str:
    """Return the codec for a label as browsers understand it, or nothing if there is none.

    >>> codec_of("x-sjis"), codec_of("ISO8859_1"), codec_of("ks_c_5601-1987"), codec_of("rot13")
    ('cp932', 'cp1252', 'cp949', '')
    """
    label = label.strip().strip("\"';,").lower()
    if label in _REPLACED:
        return _REPLACED[label]
    for spelling in (label, label.replace("_", "-"), label.replace("cp-", "cp")):
        name = LABELS.get(spelling)
        if name is not None:
            name = _WHATWG.get(name, name)
            return _python(PYTHON_NAMES.get(name, name))
    return _python(label)


@cache
def _known() -> frozenset[str]:
    """The labels that Python knows encodings by, in its own spelling.

    A look-up leaves a trace for good, also of what is unknown; so pages must not make up labels.
    """
    spelled = (name.replace("-", "_") for name in (*_CODECS, *_LATIN))
    return frozenset((*aliases, *aliases.values(), *spelled))


def _python(label: str) -> str:
    label = normalize_encoding(label) if label.isascii() else ""
    if label not in _known():
        return ""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    name = _LATIN.get(name, name)
    return name if name in _CODECS else ""


def content_type(headers: Mapping[str, str] | None) -> str:
    """Return what the HTTP headers say of the content; names know no letter case.

    >>> content_type({"content-TYPE": "text/html; charset=utf-8"}), content_type(None)
    ('text/html; charset=utf-8', '')
    """
    return tidy(headers).get("content-type", "")


def tidy(headers: Any) -> dict[str, str]:
    """Return HTTP headers as text, names in lower case; what says nothing is left out.

    >>> tidy({b"Content-Type": b"text/html", "Age": 3, "Via": None}), tidy(7)
    ({'content-type': 'text/html', 'age': '3'}, {})
    """
    if not headers:
        return {}
    try:
        pairs = list(headers.items() if hasattr(headers, "items") else headers)
        return {_said(k).strip().lower(): _said(v) for k, v in pairs if k and v is not None}
    except Exception:  # noqa: BLE001 - an odd object must not end the reading of a page
        return {}


def _said(value: Any) -> str:
    """A header's name or value as text."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("latin-1")
    return str(value)


def declarations(data: bytes, headers: Mapping[str, str] | None) -> Iterator[Declaration]:
    """Yield what is declared: by the header, then in the document, what counts least last."""
    found = _HEADER.search(content_type(headers))
    if found and (codec := codec_of(found[1])):
        yield Declaration(codec, "http")
    xml = _XML.search(data[:PRESCAN])
    if xml and (codec := _in_document(xml[1])):
        yield Declaration(codec, "meta")
    weak: list[bytes] = []
    for place in _PLACES.finditer(data[:_HEAD]):
        text = place[0]
        start = text[:9].lower()
        if start.startswith(b"<meta"):
            codec = _in_meta(text)
            if codec and not _is_quoted(data, place.start()):
                yield Declaration(codec, "meta")
        elif start.startswith(b"<title"):
            weak += _META_TAG.findall(text)
        elif start.startswith(b"<body"):
            break
    for text in weak:
        if codec := _in_meta(text):
            yield Declaration(codec, "meta")


def _is_quoted(data: bytes, place: int) -> bool:
    """Whether an element's place is inside of a value of the one before it.

    >>> _is_quoted(b"<a title='<meta charset=big5>'>", 10), _is_quoted(b"<a><meta charset=big5>", 3)
    (True, False)
    """
    before = data.rfind(b"<", max(place - 2000, 0), place)
    found = _WHOLE_TAG.match(data, before) if before >= 0 else None
    return found is not None and found.end() > place


def _in_meta(tag: bytes) -> str:
    """Return the codec that a ``meta`` element declares; one about the page's words is none."""
    found = _META.search(tag)
    names = _VALUES.sub(b"", tag)
    if not found or (_NAMED.search(names) and not _OWN.search(names)):
        return ""
    return _in_document(found[1])


def _in_document(label: bytes) -> str:
    """Return the codec for a label inside the document, which cannot be UTF-16 then."""
    codec = codec_of(label.decode("ascii", "replace"))
    return "utf-8" if codec.startswith(("utf-16", "utf-32")) else codec
