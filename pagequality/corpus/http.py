"""HTTP messages as a crawl stored them: headers, transfer and content encodings."""

from __future__ import annotations

import zlib
from typing import Final

_MOST: Final = 64_000_000


class BadMessage(ValueError):  # noqa: N818 - it is a value's fault, not the program's
    """The bytes are no HTTP response that can be read."""


def parse_response(message: bytes) -> tuple[dict[str, str], bytes]:
    r"""Split a response into its headers (names in lower case) and its decoded body.

    Headers that name an encoding are believed only when the body can be decoded: crawls
    often store a decoded body under the old headers.

    Raises:
        BadMessage: there is no status line, or the headers never end.

    >>> parse_response(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Tea")
    ({'content-type': 'text/html'}, b'<p>Tea')
    """
    if not message.startswith(b"HTTP/"):
        text = "not an HTTP response"
        raise BadMessage(text)
    head, gap, body = message.partition(b"\r\n\r\n")
    if not gap:
        head, gap, body = message.partition(b"\n\n")
    if not gap:
        text = "the HTTP headers never end"
        raise BadMessage(text)
    headers: dict[str, str] = {}
    for line in head.splitlines()[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers[name.strip().decode("latin-1").lower()] = value.strip().decode("latin-1")
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunk(body)
    return headers, _decode(body, headers.get("content-encoding", "").strip().lower())


def _unchunk(body: bytes) -> bytes:
    """Join the chunks; a body that is not chunked after all is returned as it is."""
    pieces: list[bytes] = []
    place = 0
    while True:
        end = body.find(b"\r\n", place, place + 64)
        try:
            size = int(body[place:end].partition(b";")[0], 16) if end > 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return b"".join(pieces) if pieces else body
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[end + 2 : end + 2 + size])
        place = end + 4 + size


def _decode(body: bytes, coding: str) -> bytes:
    """Undo gzip, deflate or br; a body that is not so encoded is returned as it is."""
    if coding in {"gzip", "x-gzip"}:
        return _inflate(body, 31) if body[:2] == b"\x1f\x8b" else body
    if coding == "deflate":
        return _inflate(body, 15 if body[:1] == b"\x78" else -15)
    if coding == "br":
        return _brotli(body)
    return body


def _inflate(body: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(body, _MOST) or body
    except zlib.error:
        return body


def _brotli(body: bytes) -> bytes:
    try:
        import brotli  # noqa: PLC0415 - optional
    except ImportError:
        return body
    try:
        return bytes(brotli.decompress(body))
    except brotli.error:
        return body
