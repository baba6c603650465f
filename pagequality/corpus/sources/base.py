"""What every reader shares: skipping, and opening streams, compressed or marked."""

from __future__ import annotations

import codecs
import errno
import io
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, Protocol

from pagequality.corpus.codings import GZIP, ZSTD
from pagequality.corpus.sources.members import CHUNK, Unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagequality.corpus.columns import Columns

LOOKED_AT: Final = 1 << 27
"""Bytes of standard input that are kept while its beginning is looked at."""


class Settings(Protocol):
    """What a reader needs to know of its source."""

    @property
    def columns(self) -> Columns:
        """Where tables and JSON objects keep the page."""

    @property
    def text(self) -> bool:
        """The corpus holds extracted text."""


class Skip:
    """How many items are still to be passed over when a run is resumed.

    ``passed`` counts what is no page at all and gives no item: requests, revisits, metadata.

    >>> skip = Skip(2)
    >>> [skip.one() for _ in range(4)]
    [True, True, False, False]
    """

    def __init__(self, number: int = 0, passed: Counter[str] | None = None) -> None:
        self.left = number
        self.passed = Counter[str]() if passed is None else passed

    def one(self) -> bool:
        """Whether the next item is to be passed over."""
        if not self.left:
            return False
        self.left -= 1
        return True

    def many(self, number: int) -> bool:
        """Whether the next ``number`` items can all be passed over at once."""
        if self.left < number:
            return False
        self.left -= number
        return True


def standard_input() -> IO[bytes]:
    """Return standard input; `OSError` where the program was started without any."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, "it is closed")
    return sys.stdin.buffer


class Begun:
    """Standard input, whose beginning can be looked at before it is read.

    What is read inside of ``with begun.looking()`` is read again by whoever opens it next.
    """

    def __init__(self) -> None:
        self._seen, self._looks = bytearray(), False

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Keep what is read."""
        self._looks = True
        try:
            yield
        finally:
            self._looks = False

    def open(self) -> IO[bytes]:
        """Return a stream from the beginning on; of what was kept, and is read now, no more is.

        Raises:
            OSError: the program was started without standard input.
        """
        raw, seen = standard_input(), self._seen
        if not self._looks:
            self._seen = bytearray()
        return (
            io.BufferedReader(_Again(raw, seen, keeps=self._looks)) if seen or self._looks else raw
        )


class _Again(io.RawIOBase):
    """A stream behind bytes of it that have been read already."""

    def __init__(self, raw: Any, seen: bytearray, *, keeps: bool) -> None:
        self._read = getattr(raw, "read1", raw.read)
        self._seen, self._place, self._keeps = seen, 0, keeps

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what was read before, then with what comes next."""
        more: bytes | bytearray = self._seen[self._place : self._place + len(buffer)]
        if not more:
            if self._keeps and len(self._seen) >= LOOKED_AT:
                message = f"more than {LOOKED_AT} bytes are not looked at beforehand"
                raise OSError(message)
            more = self._read(len(buffer))
            if self._keeps:
                self._seen += more
            else:
                self._seen, self._place = bytearray(), 0
        if self._seen:
            self._place += len(more)
        buffer[: len(more)] = more
        return len(more)


@contextmanager
def open_stream(path: str, stream: IO[bytes] | None = None) -> Iterator[IO[bytes]]:
    """Open a file, or take a stream that is open; gzip and zstd are undone by their marks."""
    if stream is not None:
        yield unpacked(stream)
        return
    with Path(path).open("rb") as file:
        yield unpacked(file)


def unpacked(raw: Any) -> Any:
    """Return a stream of what a compressed stream holds; any other as it is."""
    if not hasattr(raw, "peek"):
        raw = io.BufferedReader(raw)
    start = raw.peek(4)[:4]
    if start.startswith(GZIP) or start == ZSTD:
        return io.BufferedReader(Unpacked(raw), CHUNK)
    return raw


def as_utf8(stream: Any) -> Any:
    """Return a stream of text as UTF-8 without its byte order mark; UTF-16 is turned into it."""
    if not hasattr(stream, "peek"):
        stream = io.BufferedReader(stream)
    start = stream.peek(4)[:4]
    if start.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    elif start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return io.BufferedReader(_Turned(stream), CHUNK)
    return stream


class _Turned(io.RawIOBase):
    """UTF-16 with its mark, turned into UTF-8 in pieces."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._held = stream, b""
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what comes next."""
        while not self._held:
            more = self._stream.read(CHUNK)
            self._held = self._decoder.decode(more, not more).encode("utf-8", "replace")
            if not more and not self._held:
                return 0
        number = min(len(buffer), len(self._held))
        buffer[:number], self._held = self._held[:number], self._held[number:]
        return number
