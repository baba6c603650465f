"""Is a payload HTML at all? By its declared type, then by its first bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAGIC: Final = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG image"), (b"GIF8", "GIF image"),
    (b"\xff\xd8\xff", "JPEG image"), (b"PK\x03\x04", "ZIP archive"), (b"\x1f\x8b", "gzip data"),
    (b"RIFF", "media"), (b"\x7fELF", "program"), (b"Rar!", "RAR archive"), (b"OggS", "media"),
    (b"ID3", "audio"), (b"wOF", "font"), (b"\x00\x01\x00\x00", "font"), (b"PAR1", "Parquet file"),
    (b"\x28\xb5\x2f\xfd", "zstd data"), (b"{\\rtf", "RTF document"),
    (b"\xd0\xcf\x11\xe0", "document"),
)  # fmt: skip
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML_TYPES: Final = ("html", "xml")
_LOOKS_HTML: Final = re.compile(
    rb"<(?:!doctype|html|head|body|title|meta|div|p|h1|table)\b", re.IGNORECASE
)
_START: Final = 1024


def not_html(payload: str | bytes, headers: Mapping[str, str] | None = None) -> str:
    r"""Say what a payload is instead of HTML; an empty string when it may well be HTML.

    >>> not_html(b"%PDF-1.7 ..."), not_html(b"<p>Tea"), not_html(b"\x00\x00\x01\x00" * 9)
    ('PDF', '', 'binary data')
    >>> not_html("{}", {"Content-Type": "application/json"})
    'application/json'
    """
    start = payload[:_START]
    if isinstance(start, str):
        start = start.encode("utf-8", "replace")
    kind = _content_type(headers)
    if kind and not any(part in kind for part in _HTML_TYPES):
        return "" if _LOOKS_HTML.search(start) else kind
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return name
    if b"\x00" in start and not start.startswith(_BOMS) and not _is_utf16(start):
        return "binary data"
    return ""


def _content_type(headers: Mapping[str, str] | None) -> str:
    for name, value in (headers or {}).items():
        if str(name).lower() == "content-type":
            return str(value).partition(";")[0].strip().lower()
    return ""


def _is_utf16(start: bytes) -> bool:
    """Whether every second byte is nought, as in ASCII written as UTF-16 without a mark."""
    few, many = sorted((start[::2].count(0), start[1::2].count(0)))
    return many > 0.4 * len(start) and few < 0.1 * len(start)
