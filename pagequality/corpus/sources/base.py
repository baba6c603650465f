"""What every reader shares: skipping, opening compressed streams, telling formats apart."""

from __future__ import annotations

import io
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, Protocol

from pagequality.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pagequality.corpus.columns import Columns

GZIP: Final = b"\x1f\x8b"
ZSTD: Final = b"\x28\xb5\x2f\xfd"
_CHUNK: Final = 1 << 17


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

    >>> skip = Skip(2)
    >>> [skip.one() for _ in range(4)]
    [True, True, False, False]
    """

    def __init__(self, number: int = 0) -> None:
        self.left = number

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
    if start.startswith(GZIP):
        return io.BufferedReader(Unpacked(raw, _gunzip, zlib.error), _CHUNK)
    if start == ZSTD:
        return io.BufferedReader(Unpacked(raw, *_zstd()), _CHUNK)
    return raw


def _gunzip() -> Any:
    return zlib.decompressobj(31)


def _zstd() -> tuple[Callable[[], Any], type[Exception]]:
    try:
        import zstandard  # noqa: PLC0415 - optional
    except ImportError as error:
        message = "zstd files need zstandard: pip install 'pagequality[zst]'"
        raise MissingExtraError(message) from error
    return zstandard.ZstdDecompressor().decompressobj, zstandard.ZstdError


class Unpacked(io.RawIOBase):
    """A compressed stream of any number of frames or members, unpacked in large pieces.

    The standard library's gzip reads eight kilobytes at a time and would cost twice as much.

    Raises:
        EOFError: while reading, when the stream is damaged or cut off.
    """

    def __init__(
        self, raw: IO[bytes], make: Callable[[], Any], error: type[Exception]
    ) -> None:  # fmt: skip
        self._raw, self._make, self._error = raw, make, error
        self._frame: Any = None
        self._held, self._place, self._rest = b"", 0, b""

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what comes next."""
        while self._place >= len(self._held):
            if not self._unpack():
                return 0
        number = min(len(buffer), len(self._held) - self._place)
        buffer[:number] = memoryview(self._held)[self._place : self._place + number]
        self._place += number
        return number

    def _unpack(self) -> bool:
        """Unpack one more piece; false at the proper end."""
        packed = self._rest or self._raw.read(_CHUNK)
        self._rest = b""
        if self._frame is None:
            packed = packed.lstrip(b"\0")
        if not packed:
            if self._frame is not None:
                message = "the compressed stream ended before its time"
                raise EOFError(message)
            return False
        self._frame = self._frame or self._make()
        try:
            self._held, self._place = self._frame.decompress(packed), 0
        except self._error as error:
            message = f"the compressed stream is damaged: {error}"
            raise EOFError(message) from error
        if self._frame.eof:
            self._rest, self._frame = self._frame.unused_data, None
        return True


def looks_like(path: Path) -> str:
    """Tell a file's format by its first bytes; HTML when nothing else fits."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
            if start.startswith((GZIP, ZSTD)):
                file.seek(0)
                start = unpacked(file).read(16)
    except (OSError, EOFError):
        return "html"
    for mark, form in ((b"PAR1", "parquet"), (b"ARROW1", "arrow"), (b"WARC/", "warc")):
        if start.startswith(mark):
            return form
    return "jsonl" if start.lstrip().startswith(b"{") else "html"
