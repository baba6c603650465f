"""HTTP messages as a crawl stored them: status, headers, transfer and content codings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from pagequality.corpus.codings import undo

_GAP: Final = re.compile(rb"\r?\n\r?\n")
_STATUS: Final = re.compile(rb"(?:HTTP/\d+(?:\.\d+)?|ICY)[ \t]+(\d{3})\b", re.IGNORECASE)
_CHUNK: Final = re.compile(rb"[ \t]*([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_AFTER: Final = re.compile(rb"\r?\n")
_JOINED: Final = frozenset(("content-encoding", "transfer-encoding"))
_INTERIM: Final = range(100, 200)
_MOST_INTERIM: Final = 5
_PAIR: Final = 2
_LONGEST_HEAD: Final = 1 << 17


class BadMessage(ValueError):  # noqa: N818 - it is a value's fault, not the program's
    """The bytes are no HTTP response that can be read."""


class Response(NamedTuple):
    """A response: status, headers with names in lower case, body; ``cut`` says what is missing."""

    status: int
    headers: dict[str, str]
    body: bytes
    cut: str = ""


def parse_response(message: bytes) -> Response:
    r"""Split a response into its status, its headers and its decoded body.

    Headers that name a coding are believed only when the body bears them out. Interim responses
    (``100 Continue``) before the real one are passed over.

    Raises:
        BadMessage: there is no status line, the headers never end, or the body cannot be
            unpacked.

    >>> parse_response(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Tea")
    Response(status=200, headers={'content-type': 'text/html'}, body=b'<p>Tea', cut='')
    """
    for _ in range(_MOST_INTERIM):
        status, head, body = _parted(message.lstrip(b"\r\n"))
        if status not in _INTERIM or not _STATUS.match(body.lstrip(b"\r\n")):
            break
        message = body
    headers = _headers(head)
    body, cut = _transferred(body, headers)
    found = undo(body, headers.get("content-encoding", ""))
    if found.failure:
        raise BadMessage(found.failure)
    return Response(status, headers, found.body, cut or found.cut)


def holds_body(message: bytes) -> bool:
    r"""Whether the headers of a response are whole, and some of its body stands behind them.

    >>> holds_body(b"HTTP/1.1 200 OK\r\n\r\n<p>Te"), holds_body(b"HTTP/1.1 200 OK\r\nAge:")
    (True, False)
    """
    try:
        return bool(parse_response(message).body.strip())
    except BadMessage:
        return False


def _parted(message: bytes) -> tuple[int, bytes, bytes]:
    """Part a message into its status, its head and its body."""
    status = _STATUS.match(message)
    if not status:
        text = "not an HTTP response"
        raise BadMessage(text)
    gap = _GAP.search(message, 0, _LONGEST_HEAD)
    if not gap:
        text = "the HTTP headers never end"
        raise BadMessage(text)
    return int(status[1]), message[: gap.start()], message[gap.end() :]


def _headers(head: bytes) -> dict[str, str]:
    """Read header lines; folded ones are joined, and so are lists of codings."""
    headers: dict[str, str] = {}
    name = ""
    for line in re.split(rb"\r?\n", head)[1:]:
        text = line.decode("latin-1")
        if text[:1] in {" ", "\t"} and name:
            headers[name] = f"{headers[name]} {text.strip()}".strip()
            continue
        first, colon, value = text.partition(":")
        name = first.strip().lower() if colon else ""
        if name:
            before = headers.get(name, "")
            joined = f"{before}, {value.strip()}" if before and name in _JOINED else value.strip()
            headers[name] = joined or before
    return headers


def _transferred(body: bytes, headers: Mapping[str, str]) -> tuple[bytes, str]:
    """Undo the transfer codings; say what is missing of the body."""
    codings = headers.get("transfer-encoding", "").lower()
    if "chunked" in codings:
        body, cut = _unchunk(body)
        others = codings.replace("chunked", "").strip(", ")
        found = undo(body, others) if others else None
        return (found.body, cut or found.cut) if found and not found.failure else (body, cut)
    size = headers.get("content-length", "")
    packed = headers.get("content-encoding", "").strip().lower() not in {"", "identity"}
    if size.isdecimal() and not packed and 0 < len(body) < int(size[:18]):
        return body, f"{len(body)} of its {size} bytes are there"
    return body, ""


def _unchunk(body: bytes) -> tuple[bytes, str]:
    r"""Join the chunks; a body that is not chunked after all is returned as it is.

    >>> _unchunk(b"4\r\n<p>T\r\n2\r\nea\r\n0\r\n\r\n"), _unchunk(b"beef\nis what is for dinner")
    ((b'<p>Tea', ''), (b'beef\nis what is for dinner', ''))
    """
    pieces: list[bytes] = []
    place = 0
    while size := _CHUNK.match(body, place):
        start, length = size.end(), int(size[1], 16)
        if not length:
            return (b"".join(pieces), "") if pieces or not body[start:].strip() else (body, "")
        end = start + length
        if end > len(body):
            if not pieces and body[start : start + 1].isalnum():
                break  # a text whose first line happens to be a number
            return b"".join([*pieces, body[start:]]), "its last chunk is not whole"
        after = _AFTER.match(body, end)
        if not after and end < len(body):
            break
        pieces.append(body[start:end])
        place = after.end() if after else end
    if not pieces:
        return body, ""
    rest = body[place:]
    return b"".join([*pieces, rest]), "its chunks are damaged" if rest else ""


def plain_headers(given: Any) -> dict[str, str] | None:
    r"""Read headers in the forms in which crawlers store them; nothing when they are none.

    A mapping, a list of pairs, of ``{"name": ..., "value": ...}`` or of ``"Name: value"``, or
    the lines themselves; names and values may be bytes, values lists.

    >>> plain_headers([["Content-Type", "image/png"]])
    {'Content-Type': 'image/png'}
    >>> plain_headers({b"Content-Type": [b"text/html"]}), plain_headers("Server: x\r\nAge: 3")
    ({'Content-Type': 'text/html'}, {'Server': 'x', 'Age': '3'})
    >>> plain_headers(7) is None
    True
    """
    if isinstance(given, (str, bytes)):
        given = re.split(r"\r?\n", _text(given))
    if isinstance(given, Mapping):
        given = given.items()
    if not isinstance(given, Iterable):
        return None
    pairs = (_pair(one) for one in given)
    return {name: value for name, value in pairs if name} or None


def _pair(one: Any) -> tuple[str, str]:
    if isinstance(one, Mapping):
        one = (one.get("name", one.get("key", "")), one.get("value", ""))
    elif isinstance(one, (str, bytes)):
        name, colon, value = _text(one).partition(":")
        one = (name, value) if colon else ("", "")
    if not isinstance(one, (list, tuple)) or len(one) != _PAIR:
        return "", ""
    return _text(one[0]).strip(), _text(one[1]).strip()


def _text(value: Any) -> str:
    """Write a name or a value; of several values the last one counts, as in browsers."""
    if isinstance(value, (list, tuple)):
        value = value[-1] if value else ""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return "" if value is None else str(value)
