"""Content codings: gzip, deflate, br and zstd undone, whatever was packed how often, bounded.

A coding that a header names is believed only when the bytes bear it out: crawls often store an
unpacked body under the old headers. A body that shrank to nothing and would fill a disk when
unpacked is cut at `MOST` bytes.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

MOST: Final = 16_000_000
"""Bytes of a page that are kept; a reader takes four million characters of it."""
GZIP: Final = b"\x1f\x8b"
ZSTD: Final = b"\x28\xb5\x2f\xfd"
_DEEPEST: Final = 4
_STEP: Final = 2048
_PIECE: Final = 1 << 20
_TEXT: Final = re.compile(rb"[\xef\xbb\xbf\s]*[<{\[\w]")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PADDING: Final = re.compile(rb"\0*")
_TOKEN: Final = re.compile(r"[a-z0-9_-]+")


class Undone(NamedTuple):
    """A body without its codings, and what is to be said of it.

    ``cut`` says why the body is not whole; ``failure`` why it could not be unpacked at all.
    """

    body: bytes
    cut: str = ""
    failure: str = ""


def undo(body: bytes, codings: str = "", *, most: int = 0) -> Undone:
    """Undo the codings of a header, the last one first, and any gzip or zstd that is left.

    >>> import gzip
    >>> undo(gzip.compress(gzip.compress(b"<p>Tea")), "gzip, identity").body
    b'<p>Tea'
    >>> undo(b"<p>Tea", "gzip").body, undo(gzip.compress(b"<p>Tea")[:-5], "x-gzip").cut
    (b'<p>Tea', 'its gzip data end before their time')
    >>> undo(bytes(range(200)), "br").failure
    'its body cannot be unpacked as br'
    """
    found, cut, most = Undone(body), "", most or MOST
    for coding in reversed(_TOKEN.findall(codings.lower())[-_DEEPEST:]):
        found = _undo_one(found.body, coding, most)
        cut = cut or found.cut
        if found.failure:
            return found
    for _ in range(_DEEPEST):
        coding = packed_as(found.body)
        if not coding:
            break
        found = _undo_one(found.body, coding, most)
        if found.failure:
            return found
        cut = cut or found.cut
    return Undone(found.body, cut)


def packed_as(body: bytes) -> str:
    """Name the coding that a body's first bytes show; empty for none.

    >>> packed_as(bytes.fromhex("1f8b0800")), packed_as(b"<p>Tea")
    ('gzip', '')
    """
    if body.startswith(GZIP + b"\x08"):
        return "gzip"
    return "zstd" if body.startswith(ZSTD) else ""


def _undo_one(body: bytes, coding: str, most: int) -> Undone:
    """Undo one coding; names that are none (``utf-8``, ``none``) say nothing."""
    coding = coding.removeprefix("x-")
    unpack = _CODINGS.get(coding)
    if unpack is None or not body:
        return Undone(body)
    pieces: list[bytes] = []
    room, why = most, ""
    try:
        for piece in unpack(body):
            pieces.append(piece[:room])
            room -= len(piece)
            if room < 0:
                why = f"only its first {most} bytes were kept"
                break
    except EOFError:
        why = f"its {coding} data end before their time"
    except _MissingError as error:
        return _not_so(body, coding, f": {error}")
    except Exception:  # noqa: BLE001 - each library has its own
        why = f"its {coding} data are damaged"
    found = b"".join(pieces)
    return Undone(found, why) if found or not why else _not_so(body, coding, "")


def _not_so(body: bytes, coding: str, why: str) -> Undone:
    """Return a body that was not packed after all as it is; else say that it is lost."""
    if _TEXT.match(body) and not _CONTROL.search(body[:1024]):
        return Undone(body)
    return Undone(b"", failure=f"its body cannot be unpacked as {coding}{why}")


class _MissingError(Exception):
    """A library is not installed; the message names it."""


def _gzip(body: bytes) -> Iterator[bytes]:
    """Unpack gzip members one after the other; what follows the last one is no page."""
    _demand(body, GZIP)
    place = 0
    while body.startswith(GZIP, place):
        place = yield from _stepwise(zlib.decompressobj(31), body, place)
        padding = _PADDING.match(body, place)
        place = padding.end() if padding else place


def _demand(body: bytes, mark: bytes) -> None:
    if not body.startswith(mark):
        message = "the bytes are not packed so"
        raise ValueError(message)


def _deflate(body: bytes) -> Iterator[bytes]:
    """Unpack deflate with its zlib header, as the standard has it, or raw, as servers send it."""
    zlib_head = body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0  # noqa: PLR2004
    if not zlib_head and _TEXT.match(body) and body.lstrip()[:1] == b"<":
        message = "this is markup"
        raise ValueError(message)
    yield from _stepwise(zlib.decompressobj(15 if zlib_head else -15), body, 0)


def _stepwise(unpack: Any, body: bytes, place: int) -> Generator[bytes, None, int]:
    """Unpack a few bytes at a time, so that damage costs little; return where it ends."""
    while not unpack.eof:
        if place >= len(body):
            raise EOFError
        few = body[place : place + _STEP]
        yield unpack.decompress(few)
        place += len(few)
    return place - len(unpack.unused_data)


def _brotli(body: bytes) -> Iterator[bytes]:
    try:
        import brotli  # noqa: PLC0415 - optional
    except ImportError as error:
        message = "pip install brotli (the extra [warc])"
        raise _MissingError(message) from error
    unpack = brotli.Decompressor()
    while not unpack.is_finished():
        piece = unpack.process(body, output_buffer_limit=_PIECE)
        body = b""
        if piece:
            yield piece
        elif unpack.can_accept_more_data():
            raise EOFError


def _zstd(body: bytes) -> Iterator[bytes]:
    try:
        import zstandard  # noqa: PLC0415 - optional
    except ImportError as error:
        message = "pip install zstandard (the extra [zst])"
        raise _MissingError(message) from error
    _demand(body, ZSTD)
    place = 0
    while body.startswith(ZSTD, place):
        frame = zstandard.ZstdDecompressor().decompressobj()
        place = yield from _stepwise(frame, body, place)


_CODINGS: Final[dict[str, Callable[[bytes], Iterator[bytes]]]] = {
    "gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd, "zst": _zstd,
}  # fmt: skip
