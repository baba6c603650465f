"""What every reader shares: skipping, opening compressed streams, telling formats apart."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, Protocol

from pagequality.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagequality.corpus.items import Columns

GZIP: Final = b"\x1f\x8b"
ZSTD: Final = b"\x28\xb5\x2f\xfd"
DAMAGE: Final = (EOFError, gzip.BadGzipFile, zlib.error)
"""What a truncated or damaged compressed stream raises; see `Unzstd`, too."""


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
        return io.BufferedReader(gzip.GzipFile(fileobj=raw, mode="rb"), 1 << 18)
    if start == ZSTD:
        return io.BufferedReader(Unzstd(raw), 1 << 18)
    return raw


class Unzstd(io.RawIOBase):
    """A zstd stream of any number of frames; `EOFError` when the last one is cut off."""

    def __init__(self, raw: IO[bytes]) -> None:
        try:
            import zstandard  # noqa: PLC0415 - optional
        except ImportError as error:
            message = "zstd files need zstandard: pip install 'pagequality[zst]'"
            raise MissingExtraError(message) from error
        self._raw, self._make = raw, zstandard.ZstdDecompressor().decompressobj
        self._frame: Any = None
        self._error = zstandard.ZstdError
        self._held, self._rest = b"", b""

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what comes next."""
        while not self._held:
            compressed = self._rest or self._raw.read(1 << 16)
            self._rest = b""
            if not compressed:
                if self._frame is not None:
                    message = "the zstd stream ended before its frame did"
                    raise EOFError(message)
                return 0
            self._frame = self._frame or self._make()
            try:
                self._held = self._frame.decompress(compressed)
            except self._error as error:
                message = f"the zstd stream is damaged: {error}"
                raise EOFError(message) from error
            if self._frame.eof:
                self._rest, self._frame = self._frame.unused_data, None
        number = min(len(buffer), len(self._held))
        buffer[:number], self._held = self._held[:number], self._held[number:]
        return number


def looks_like(path: Path) -> str:
    """Tell a file's format by its first bytes; HTML when nothing else fits."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
            if start.startswith((GZIP, ZSTD)):
                file.seek(0)
                start = unpacked(file).read(16)
    except (OSError, EOFError, zlib.error):
        return "html"
    for mark, form in ((b"PAR1", "parquet"), (b"ARROW1", "arrow"), (b"WARC/", "warc")):
        if start.startswith(mark):
            return form
    return "jsonl" if start.lstrip().startswith(b"{") else "html"
