"""What a caller gave: a page as text or bytes, a tree, or something that is no page at all."""

from __future__ import annotations

import re
from numbers import Real
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.page.notice import Notice
from pagequality.reading import mhtml
from pagequality.reading.decode import decode
from pagequality.reading.sniff import not_html, opened

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_NAME: Final = 400
_ADDRESS: Final = re.compile(r"(?:https?|ftp|file|s3|gs)://\S+|www\.\S+\.\S+", re.IGNORECASE)
_FILE: Final = re.compile(
    r"(?:[\w.~:@ +-]*[/\\])*[\w.@+ ()\[\]-]+\."
    r"(?:html?|xhtml|txt|warc|gz|jsonl?|csv|parquet|mhtml|zip)",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[a-zA-Z/!?]")
_SHORTEST_PLAIN: Final = 200
_FEW_WORDS: Final = 20
_WORD: Final = re.compile(r"\w+\s")
_MARKUP: Final = re.compile(
    r"\s*(?:<!doctype html|<html\b|<head\b|<body\b)|</(?:p|div|span|a|li|h[1-6]|td|body|html)>",
    re.IGNORECASE,
)
_MANY_TAGS: Final = 3
_STATUS: Final = re.compile(r"\s*([0-9]{3})(?:\.0*)?\s*")
_LOWEST, _HIGHEST, _EVER_SEEN = 100, 599, 999


class Source(NamedTuple):
    """A page before it is parsed.

    Attributes:
        text: its characters; nothing when it came as a tree.
        encoding: of the bytes, if it came as such.
        not_html: what it is instead of a page, if it is none.
        advice: what the caller should have given.
        plain: it is text without any markup.
    """

    text: str | None
    encoding: str = ""
    not_html: str = ""
    advice: Notice | None = None
    plain: bool = False


def source_of(html: Any, headers: Mapping[str, str] | None) -> Source:
    """Take what a caller gave: gzip is opened, bytes are decoded, what is no page is left out.

    Of a page that a browser saved as MHTML, the page itself is taken.

    Raises:
        TypeError: it is neither text nor bytes nor a tree.

    >>> source_of(b"<p>Tea", None).encoding, source_of(b"%PDF-1.7", None).not_html
    ('utf-8', 'PDF')
    >>> source_of("page.html", None).advice.message
    "'page.html' is the name of a file; give what the file holds"
    """
    if isinstance(html, str) and mhtml.is_mhtml(html[: mhtml.START].encode("utf-8", "replace")):
        html = html.encode("utf-8", "replace")
    if isinstance(html, str):
        text, encoding = html.removeprefix("\ufeff"), ""
        kind, advice = not_html(text, headers), advice_on(text)
    elif isinstance(html, (bytes, bytearray, memoryview)):
        data = opened(bytes(html))
        if mhtml.is_mhtml(data):
            saved = mhtml.saved_page(data)
            if saved is None:
                return Source("", "", mhtml.NAME)
            data, headers = saved.body, saved.headers
        kind, advice = not_html(data, headers), None
        text, encoding, _ = ("", "", "") if kind else decode(data, headers)
    elif hasattr(html, "find_all"):
        return Source(None)
    else:
        message = f"html must be str, bytes or a BeautifulSoup object, not {type(html).__name__}"
        if hasattr(html, "read_bytes"):
            message += ": give what the file holds, path.read_bytes()"
        elif hasattr(html, "read"):
            message += ": give what the file holds, file.read()"
        raise TypeError(message)
    if kind or advice:
        return Source("", encoding, kind or "no page", advice)
    return Source(text, encoding, plain=_is_plain(text))


def _is_plain(text: str) -> bool:
    """Whether text is prose without any markup, and long enough to tell."""
    if len(text) < _SHORTEST_PLAIN or _TAG.search(text):
        return False
    return len(_WORD.findall(text[: 4 * _SHORTEST_PLAIN])) >= _FEW_WORDS


def advice_on(text: str) -> Notice | None:
    """Say that an address or a file's name was given in place of a page.

    >>> advice_on("https://example.org/tea").code, advice_on("Tea is a drink.")
    ('address', None)
    """
    if len(text) > _LONGEST_NAME or "\n" in text.strip() or "<" in text:
        return None
    name = text.strip()
    if _ADDRESS.fullmatch(name):
        message = f"{name!r} is an address; fetch it and give the page, with url=..."
        return Notice("address", message)
    if _FILE.fullmatch(name):
        return Notice("file name", f"{name!r} is the name of a file; give what the file holds")
    return None


def markup_in(text: str) -> Notice | None:
    """Notice that text which should be plain is HTML.

    >>> markup_in("<!doctype html><p>Tea</p>").code, markup_in("a <b> c")
    ('markup', None)
    """
    start = text[: 1 << 14]
    if "</" not in start and not _MARKUP.match(start):
        return None
    if _MARKUP.match(start) or len(_MARKUP.findall(start)) >= _MANY_TAGS:
        return Notice("markup", "the text is HTML; use analyze, score or read instead")
    return None


def address_of(url: Any) -> str:
    """Return an address as text, whatever object it came as; nothing when it says none.

    >>> from urllib.parse import urlsplit
    >>> address_of(urlsplit("https://example.org/tea")), address_of(b"/tea"), address_of(None)
    ('https://example.org/tea', '/tea', '')
    """
    if url is None or isinstance(url, str):
        return url or ""
    if isinstance(url, (bytes, bytearray)):
        return bytes(url).decode("utf-8", "replace")
    try:
        return str(url.geturl() if hasattr(url, "geturl") else url)
    except Exception:  # noqa: BLE001 - an odd object must not end the reading of a page
        return ""


def plain_status(given: Any, *, said: bool = False) -> int | None:
    """Read an HTTP status; nothing when it is none.

    It may be a number of any kind: a column in which one is missing holds fractions. ``said`` that
    it is one, and not found in a column of that name, it may be any that servers make up.

    >>> plain_status(404), plain_status(404.0), plain_status("200"), plain_status(" 404.0 ")
    (404, 404, 200, 404)
    >>> plain_status(404.5), plain_status("done"), plain_status(True)
    (None, None, None)
    >>> plain_status(999), plain_status(999, said=True)
    (None, 999)
    """
    if isinstance(given, str):
        whole = _STATUS.fullmatch(given)
        given = int(whole[1]) if whole else None
    if isinstance(given, bool) or not isinstance(given, Real):
        return None
    value, most = float(given), _EVER_SEEN if said else _HIGHEST
    return int(value) if value.is_integer() and _LOWEST <= value <= most else None
