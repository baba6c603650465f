"""Is it a page at all? By what it begins with, and by its declared type.

Source: the WHATWG MIME Sniffing standard, with the types that crawls and feeds hold beside pages.
Text that is no markup (Markdown, a mail) may well be read; JSON, feeds, style sheets, scripts, logs
and tables of values are none that a person reads.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

from pagequality.reading.labels import content_type
from pagequality.reading.programs import program

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAGIC: Final = (
    (b"%PDF", "PDF"), (b"%!PS", "PostScript"), (b"\x89PNG", "PNG image"), (b"GIF8", "GIF image"),
    (b"\xff\xd8\xff", "JPEG image"), (b"BM", "BMP image"), (b"\0\0\1\0", "icon"),
    (b"\0\0\2\0", "icon"), (b"II*\0", "TIFF image"), (b"MM\0*", "TIFF image"),
    (b"PK\x03\x04", "ZIP archive"), (b"PK\x05\x06", "ZIP archive"), (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"), (b"\xfd7zXZ\0", "xz data"), (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"Rar!", "RAR archive"), (b"\x28\xb5\x2f\xfd", "zstd data"), (b"RIFF", "media"),
    (b"FORM", "media"), (b"OggS", "media"), (b"fLaC", "audio"), (b"ID3", "audio"),
    (b"\xff\xfb", "audio"), (b"MThd", "audio"), (b"\x1aE\xdf\xa3", "video"), (b"FLV\1", "video"),
    (b"CWS", "Flash file"), (b"FWS", "Flash file"), (b"\x7fELF", "program"), (b"MZ", "program"),
    (b"\xca\xfe\xba\xbe", "program"), (b"\0asm", "program"), (b"wOF", "font"), (b"OTTO", "font"),
    (b"\0\1\0\0", "font"), (b"ttcf", "font"), (b"PAR1", "Parquet file"), (b"ARROW1", "Arrow file"),
    (b"SQLite format 3", "database"), (b"\x89HDF", "data"), (b"Obj\1", "Avro file"),
    (b"{\\rtf", "RTF document"), (b"\xd0\xcf\x11\xe0", "document"), (b"AC10", "drawing"),
    (b"WARC/", "WARC file"), (b"filedesc://", "ARC file"), (b"#!/", "program"),
    (b"-----BEGIN ", "certificate"), (b"BEGIN:VCARD", "contact card"),
    (b"BEGIN:VCALENDAR", "calendar"), (b"#EXTM3U", "playlist"), (b"WEBVTT", "subtitles"),
    (b"bplist00", "property list"),
)  # fmt: skip
_SHORT_MAGIC: Final = {"BMP image", "program", "media", "audio", "drawing", "Flash file"}
"""Kinds whose first bytes may be words of a text; they need a byte that no text has."""
_HTML_TYPES: Final = ("html", "xml", "octet-stream", "unknown", "*/*")
"""Declared types that say too little, or that pages are sent with."""
_TYPED: Final = re.compile(r"^[\w.+-]{2,40}/[\w.+*-]{1,80}$")
_LOOKS_HTML: Final = re.compile(
    rb"<(?:!doctype|html|head|body|title|meta|link|script|style|div|p|h[1-6]|table|ul|a|br|b|font|"
    rb"iframe|article|section|main|header|nav|form|img|span|center|!--)[\s>/-]",
    re.IGNORECASE,
)
_HTML: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body)\b|<(?:title|div|p|h1|article|main|table)[\s>]",
    re.IGNORECASE,
)
_SURELY: Final = (b"<!doctype html", b"<html>", b"<html ")
_PREFACE: Final = re.compile(
    rb"(?:\s|<\?xml[^>]*\?>|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>]*>)+", re.DOTALL
)
_XML_ROOTS: Final = {
    b"rss": "RSS feed", b"feed": "Atom feed", b"rdf": "RDF document", b"urlset": "sitemap",
    b"sitemapindex": "sitemap", b"svg": "SVG image", b"opml": "OPML document", b"kml": "KML map",
    b"gpx": "GPX track", b"plist": "property list", b"opensearchdescription": "search description",
    b"wsdl": "XML document", b"soap": "XML document", b"xsl": "style sheet", b"tei": "XML document",
    b"browserconfig": "XML document", b"error": "XML document", b"response": "XML document",
    b"listbucketresult": "XML document", b"mathml": "XML document", b"manifest": "XML document",
}  # fmt: skip
_ROOT: Final = re.compile(rb"<(?:[a-z][\w.-]*:)?([a-z][\w.-]*)", re.IGNORECASE)
_OPENED: Final = re.compile(rb"<([a-zA-Z][\w:.-]*)")
_SHOWN: Final = frozenset(
    b"html head body meta script style p div span br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd a b i "
    b"u em strong font center table tbody tr td th img form input button nav main blockquote pre "
    b"iframe frame".split()
)
"""Elements by which text is shown; data have fields called title, link, section or address, too."""
_HTML_ROOTS: Final = _SHOWN | frozenset(
    b"base link title noscript template address article aside footer header hgroup search section "
    b"dir menu figure figcaption abbr acronym bdi bdo big cite code data del dfn ins kbd mark nobr "
    b"q rp rt ruby s samp small strike sub sup time tt var wbr area map audio video track picture "
    b"source object embed param applet canvas caption col colgroup tfoot thead datalist fieldset "
    b"label legend meter optgroup option output progress select textarea details dialog summary "
    b"slot frameset noframes marquee blink layer ilayer basefont bgsound isindex listing plaintext "
    b"xmp image math noembed wml".split()
)
"""Elements that a page, or a piece of one, may begin with; wml was the HTML of early telephones."""
_FEW_SHOWN, _NONE_SHOWN = 0.5, 0.1
"""Of its elements so many may be such that show text; fewer where nothing says that it is XML."""
_FEWEST_TAGS: Final = 6
"""Half as many must be closed where nothing says that it is XML, which closes all of them."""
_JSON: Final = re.compile(
    rb"(?:\)\]\}'|for\s*\(;;\);)?\s*(?:\{\s*(?:\"[^\"\n]{0,200}\"\s*:|\})|"
    rb"\[\s*(?:[{\"]|\[\s*[\[{\"\d-]|\]\s*$|-?\d[\d.]*\s*,|true\b|false\b|null\b))"
)
_CSS: Final = re.compile(
    rb"(?:@(?:charset|import|media|font-face|keyframes)\b[^{};]{0,300}[{;]|"
    rb"[\w\s.#:,>*\[\]=\"'()~+@-]{1,300}\{\s*(?:--)?[a-z-]{2,40}\s*:[^{}]{0,2000}[;}])",
    re.IGNORECASE,
)
_SCRIPT: Final = re.compile(
    rb"(?:[\"']use strict[\"']|[!+(;]*\s*+\(?+\s*+(?:async\s+)?function\b|"
    rb"(?:var|let|const)\s+[\w$]+\s*=|"
    rb"import\s+[\w{*].{0,200}?from\s+[\"']|export\s+(?:default|const|function)\b|"
    rb"\(\s*\(?[\w$,\s]{0,60}\)?\s*=>|(?:window|document|module|self|jQuery|\$)[.(\[][\w$])",
    re.DOTALL,
)
_JSONP: Final = re.compile(rb"[\w$.]{1,80}\(\s*(?:\{\s*\"|\[\s*[\[{\"])")
_ENCODED: Final = re.compile(
    rb"(?=[^A-Z]{0,400}[A-Z])(?=[^0-9]{0,400}[0-9])"
    rb"(?:(?:data:[\w/+.-]{0,60};base64,\s*)?(?:[A-Za-z0-9+/_-]{60,}={0,2}\s+)+"
    rb"[A-Za-z0-9+/_=-]*\s*|data:[\w/+.-]{0,60};base64,\S+|[A-Za-z0-9+/_=-]{400,})"
)
_LINES: Final = (
    (re.compile(rb"(?:user-agent|disallow|allow|sitemap|crawl-delay|host)\s*:", re.IGNORECASE),
     "robots.txt"),
    (re.compile(rb"\d{1,3}(?:\.\d{1,3}){3} |\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d"), "log file"),
)  # fmt: skip
"""How most lines of text begin that nobody wrote as prose."""
_MOSTLY: Final = 0.8
_FEWEST_LINES: Final = 3
_FEWEST_ROWS, _FEWEST = 5, 2
_COMMENTS: Final = re.compile(rb"(?:\s+|/\*.*?\*/|//[^\n]*\n)+", re.DOTALL)
_CODE_MARKS: Final = re.compile(rb"[{};]")
_START: Final = 4096
_MOST: Final = 64_000_000
_GZIP: Final = b"\x1f\x8b\x08"
_LAYERS: Final = 3


def not_html(payload: str | bytes, headers: Mapping[str, str] | None = None) -> str:
    r"""Say what a payload is instead of HTML; an empty string when it may well be HTML or text.

    >>> not_html(b"%PDF-1.7 ..."), not_html(b"<p>Tea"), not_html(b"\x00\x00\x01\x00" * 9)
    ('PDF', '', 'icon')
    >>> not_html("{}", {"Content-Type": "application/json"})
    'application/json'
    >>> not_html('<?xml version="1.0"?><rss version="2.0">'), not_html("[1] Notes on tea")
    ('RSS feed', '')
    """
    start = _beginning(payload)
    kind = _declared(headers)
    if kind and not any(part in kind for part in _HTML_TYPES):
        return "" if _LOOKS_HTML.search(start) else kind
    if start[:14].lower().startswith(_SURELY):
        return ""
    for magic, name in _MAGIC:
        if start.startswith(magic) and (name not in _SHORT_MAGIC or _is_binary(start)):
            return name
    if start[257:262] == b"ustar":
        return "TAR archive"
    if _is_binary(start) and not _HTML.search(start) and not _is_utf16(start):
        return "binary data"
    return _markup_or_code(start)


def _beginning(payload: str | bytes) -> bytes:
    """Return the first bytes, without mark and space; text as UTF-8."""
    start = payload[:_START]
    if isinstance(start, str):
        return start.lstrip("\ufeff \t\r\n\f").encode("utf-8", "replace")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\f")


def _declared(headers: Mapping[str, str] | None) -> str:
    """Return the declared type, without parameters; nothing when it is no type."""
    kind = content_type(headers).partition(";")[0].strip().lower()
    return kind if _TYPED.match(kind) else ""


def _markup_or_code(start: bytes) -> str:
    """Tell XML that is no page, JSON, style sheets and scripts from markup and prose."""
    if start.startswith(b"<"):
        return _xml(start)
    if _JSON.match(start):
        return "JSON"
    return "" if _HTML.search(start) else _code(start) or _lines(start) or program(start)


def _xml(start: bytes) -> str:
    """Name XML by its root; what may be a page of any kind has no name."""
    rest = start[end.end() :] if (end := _PREFACE.match(start)) else start
    root = _ROOT.match(rest)
    name = root[1].lower() if root else b""
    if name in _XML_ROOTS and not _HTML.match(rest):
        return _XML_ROOTS[name]
    is_html = b"<html" in start.lower() or b"xhtml" in start.lower()
    if root is None or name in _HTML_ROOTS or b"-" in name or is_html:
        return ""
    tags = [tag.lower() for tag in _OPENED.findall(rest)]
    shown = sum(tag in _SHOWN for tag in tags)
    if start.startswith(b"<?xml"):
        is_xml = shown <= _FEW_SHOWN * len(tags)
    else:
        closed = rest.count(b"</") >= max(_FEWEST_TAGS, len(tags)) // 2
        is_xml = closed and shown <= _NONE_SHOWN * len(tags)
    return "XML document" if is_xml and not _ends_early(rest, root[0]) else ""


def _ends_early(text: bytes, root: bytes) -> bool:
    """Whether text follows the end of the first element: notes may begin with a piece of XML."""
    tag, _, inside = text.partition(b">")
    after = inside.partition(b"</" + root[1:] + b">")[2].strip()
    return tag.endswith(b"/") or (bool(after) and not after.startswith(b"<"))


def _code(start: bytes) -> str:
    """Tell scripts and style sheets from prose, comments before them left out."""
    code = start[end.end() :] if (end := _COMMENTS.match(start)) else start
    if _JSONP.match(code):
        return "script"
    if _SCRIPT.match(code) and len(_CODE_MARKS.findall(code)) >= max(len(code) // 120, 2):
        return "script"
    return "style sheet" if _CSS.match(code) else ""


def _lines(start: bytes) -> str:
    """Tell encoded bytes, logs, tables and such from prose by how their lines are made."""
    if _ENCODED.fullmatch(start):
        return "encoded data"
    lines = [line for line in start[: start.rfind(b"\n") + 1].splitlines() if line.strip()]
    if len(lines) < _FEWEST_LINES:
        return ""
    for begin, name in _LINES:
        if sum(bool(begin.match(line)) for line in lines) >= _MOSTLY * len(lines):
            return name
    return "table of values" if any(_are_rows(lines, mark) for mark in (b"\t", b",", b";")) else ""


def _are_rows(lines: list[bytes], mark: bytes) -> bool:
    """Whether every line has as many cells as the first one; in prose a space follows a comma."""
    marks = {line.count(mark) for line in lines}
    apart = any(mark + b" " in line for line in lines)
    return len(lines) >= _FEWEST_ROWS and not apart and len(marks) == 1 and marks.pop() >= _FEWEST


def _is_binary(start: bytes) -> bool:
    """Whether there is a byte that the standard finds in no text."""
    return len(start.translate(None, _BINARY)) != len(start)


_BINARY: Final = bytes([*range(9), 0x0B, *range(0x0E, 0x1A), *range(0x1C, 0x20)])


def _is_utf16(start: bytes) -> bool:
    """Whether the bytes have a mark of UTF-16 or 32, or every second one is mostly nought."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return True
    few, many = sorted((start[::2].count(0), start[1::2].count(0)))
    return many > 0.08 * len(start) and (few < 0.01 * len(start) or b"<\0\0\0" in start)


def opened(payload: bytes) -> bytes:
    """Return what gzip bytes hold, also when packed several times; other bytes as they are.

    >>> import gzip
    >>> opened(gzip.compress(gzip.compress(b"<p>Tea"))), opened(b"<p>Tea")
    (b'<p>Tea', b'<p>Tea')
    """
    for _ in range(_LAYERS):
        if not payload.startswith(_GZIP):
            break
        content = _inflated(payload)
        if not content:
            break
        payload = content
    return payload


def _inflated(payload: bytes) -> bytes:
    """Return what all members of a gzip file hold, as far as they can be read."""
    pieces: list[bytes] = []
    left = _MOST
    while payload.startswith(_GZIP) and left > 0:
        reader = zlib.decompressobj(31)
        try:
            pieces.append(reader.decompress(payload, left))
        except zlib.error:
            break
        left -= len(pieces[-1])
        payload = reader.unused_data
    return b"".join(pieces)
