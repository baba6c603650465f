"""Compressed streams, member by member: gzip and zstd in pieces of bounded size.

A crawl's archive is a row of members, mostly one a record. Where one is damaged the next one is
looked for, so that a page is lost and not a file. Members may be empty; zero bytes and line ends
between them are padding.
"""

from __future__ import annotations

import io
import zlib
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.corpus.codings import GZIP, ZSTD
from pagequality.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK: Final = 1 << 17
ENDED: Final = "ended before its time"
_PIECE: Final = 1 << 20
_WINDOW: Final = 1 << 14
_STEP: Final = 2048
_MOST_READ_AGAIN: Final = 1 << 28
_TRIAL: Final = 4096
_FIRST: Final = 32
_FLAGS, _SYSTEMS, _UNKNOWN = 32, 13, 255
_PADDING: Final = b"\0\r\n \t"
_MARK: Final = GZIP + b"\x08"
_SKIPPABLE: Final = b"\x2a\x4d\x18"
_DICTIONARY: Final = b"\x5d\x2a\x4d\x18"
_LARGEST_DICTIONARY: Final = 8_000_000


class Piece(NamedTuple):
    """Some unpacked bytes: where their member begins in the file, and whether they begin it.

    ``damage`` says why nothing more of this member can be unpacked.
    """

    data: bytes
    place: int
    fresh: bool = False
    damage: str = ""


def pieces(raw: IO[bytes]) -> Iterator[Piece]:
    """Yield what a file or a pipe holds, unpacked; of a plain one, its chunks as they are."""
    file = _Ahead(raw)
    start = file.ahead(4)
    if start.startswith(GZIP):
        yield from _members(file, _Gzip())
    elif start == ZSTD or start[1:] == _SKIPPABLE:
        yield from _members(file, _Zstd())
    else:
        while chunk := file.ahead(CHUNK):
            yield Piece(chunk, file.place)
            file.use(len(chunk))


class _Ahead:
    """A stream with what has been read of it and not used; ``place`` is where that begins."""

    def __init__(self, raw: IO[bytes]) -> None:
        self.raw, self.place = raw, 0
        self._held, self._at = b"", 0
        self._base = raw.tell() if raw.seekable() else -1
        self._read_again = 0

    def ahead(self, number: int) -> bytes:
        """Return the next bytes without using them; fewer at the end."""
        while len(self._held) - self._at < number:
            more = self.raw.read(CHUNK)
            if not more:
                break
            self._held, self._at = self._held[self._at :] + more, 0
        return self._held[self._at : self._at + number]

    def use(self, number: int) -> None:
        """Use up so many of the bytes that have been looked at."""
        self._at += number
        self.place += number

    def go_to(self, place: int) -> None:
        """Go back, where that can be done, but not for ever."""
        self._read_again += self.place - place
        if self._base >= 0 and self._read_again < _MOST_READ_AGAIN:
            self.raw.seek(self._base + place)
            self._held, self._at, self.place = b"", 0, place


class _Gzip:
    """How gzip members are unpacked."""

    name, mark, error = "gzip", _MARK, zlib.error

    def begin(self) -> None:
        """Begin a member."""
        self._member = zlib.decompressobj(31)

    @property
    def done(self) -> bool:
        """Whether the member is at its end."""
        return self._member.eof

    def unpack(self, packed: bytes) -> tuple[bytes, int]:
        """Return a piece, and how many of the packed bytes it took."""
        self._before = self._member.copy()
        data = self._member.decompress(packed, _PIECE)
        left = self._member.unused_data or self._member.unconsumed_tail
        return data, len(packed) - len(left)

    def until_damage(self, packed: bytes) -> bytes:
        """Return what the bytes hold that could not be unpacked, up to where they are damaged."""
        found = bytearray()
        member = self._before
        with suppress(zlib.error):
            for place in range(len(packed)):
                found += member.decompress(packed[place : place + 1])
        return bytes(found)

    def looks_right(self, packed: bytes) -> bool:
        """Whether a member that can be unpacked begins here."""
        try:
            possible = packed[3] < _FLAGS and (packed[9] <= _SYSTEMS or packed[9] == _UNKNOWN)
            return possible and bool(zlib.decompressobj(31).decompress(packed, _FIRST))
        except IndexError:
            return False
        except zlib.error:
            return False


class _Zstd:
    """How zstd frames are unpacked; a first frame may hold a dictionary for all others."""

    name, mark = "zstd", ZSTD

    def __init__(self) -> None:
        try:
            import zstandard  # noqa: PLC0415 - optional
        except ImportError as error:
            message = "zstd files need zstandard: pip install zstandard (the extra [zst])"
            raise MissingExtraError(message) from error
        self.error: type[Exception] = zstandard.ZstdError
        self._maker: Any = zstandard.ZstdDecompressor()
        self._library = zstandard

    def begin(self) -> None:
        """Begin a frame."""
        self._frame = self._maker.decompressobj()

    @property
    def done(self) -> bool:
        """Whether the frame is at its end."""
        return bool(self._frame.eof)

    def unpack(self, packed: bytes) -> tuple[bytes, int]:
        """Return a piece, and how many of the packed bytes it took: few, for one may be huge."""
        few = packed[:_STEP]
        data = self._frame.decompress(few) if few else b""
        return data, len(few) - len(self._frame.unused_data)

    def until_damage(self, _packed: bytes) -> bytes:
        """Return nothing: a frame comes in blocks, and a damaged one holds nothing for certain."""
        return b""

    def looks_right(self, packed: bytes) -> bool:
        """Whether a frame that can be unpacked begins here."""
        try:
            self._maker.decompressobj().decompress(packed[:_STEP])
        except self.error:
            return False
        return True

    def learn(self, frame: bytes) -> None:
        """Take the dictionary of an archive, which may itself be a frame."""
        if frame.startswith(ZSTD):
            frame = self._library.ZstdDecompressor().decompress(
                frame, max_output_size=_LARGEST_DICTIONARY
            )
        shared = self._library.ZstdCompressionDict(frame)
        self._maker = self._library.ZstdDecompressor(dict_data=shared)


def _members(file: _Ahead, coding: Any) -> Iterator[Piece]:
    """Yield the pieces of member after member; damage is told and passed over."""
    while start := file.ahead(_WINDOW):
        padding = len(start) - len(start.lstrip(_PADDING))
        if padding:
            file.use(padding)
        elif start[1:4] == _SKIPPABLE and coding.name == "zstd":
            _skippable(file, coding)
        elif start.startswith(coding.mark):
            place = file.place
            damage = yield from _member(file, coding)
            if damage:
                yield Piece(b"", place, damage=damage)
                file.go_to(place + 1)
                file.use(int(file.place == place))
                _find_member(file, coding)
        else:
            yield Piece(b"", file.place, damage=f"goes on with bytes that are not {coding.name}")
            _find_member(file, coding)


def _member(file: _Ahead, coding: Any) -> Any:
    """Yield the pieces of one member; return what is wrong with it, if anything."""
    place, fresh, begun = file.place, True, b""
    coding.begin()
    while not coding.done:
        packed = file.ahead(_WINDOW)
        try:
            data, used = coding.unpack(packed)
        except coding.error as error:
            begun += coding.until_damage(packed)
            if begun:
                yield Piece(begun, place, fresh=fresh)
            return f"is damaged: {error}"
        if not packed and not data:
            if begun:
                yield Piece(begun, place, fresh=True)
            return ENDED
        file.use(used)
        if fresh and len(begun) + len(data) < _FIRST and not coding.done:
            begun += data
            continue
        if data or begun or fresh:
            yield Piece(begun + data, place, fresh=fresh)
        fresh, begun = False, b""
    return ""


def _find_member(file: _Ahead, coding: Any) -> None:
    """Pass over bytes until a member begins that can be unpacked, or to the end."""
    while packed := file.ahead(2 * CHUNK):
        found = packed.find(coding.mark)
        while 0 <= found < CHUNK:
            if coding.looks_right(packed[found : found + _TRIAL]):
                file.use(found)
                return
            found = packed.find(coding.mark, found + 1)
        file.use(min(CHUNK, len(packed)))


def _skippable(file: _Ahead, coding: Any) -> None:
    """Pass over a frame that holds no data, or take the dictionary in it."""
    start = file.ahead(8)
    size = int.from_bytes(start[4:8], "little")
    is_dictionary = start.startswith(_DICTIONARY) and size <= _LARGEST_DICTIONARY
    if is_dictionary and not file.place:
        frame = file.ahead(8 + size)[8:]
        if len(frame) == size:
            coding.learn(frame)
    left = 8 + size
    while left and (passed := file.ahead(min(left, CHUNK))):
        file.use(len(passed))
        left -= len(passed)


class Unpacked(io.RawIOBase):
    """What a compressed stream holds, as a stream.

    The standard library's gzip reads eight kilobytes at a time and would cost twice as much.
    Whoever reads on behind damage gets a line end, and then the next member that can be unpacked.

    Raises:
        EOFError: while reading, when the stream is damaged or cut off.
    """

    def __init__(self, raw: IO[bytes]) -> None:
        self._pieces = pieces(raw)
        self._held, self._place = b"", 0

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what comes next."""
        while self._place >= len(self._held):
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            if piece.damage:
                self._held, self._place = b"\n", 0
                message = f"the compressed stream {piece.damage}"
                raise EOFError(message)
            self._held, self._place = piece.data, 0
        number = min(len(buffer), len(self._held) - self._place)
        buffer[:number] = memoryview(self._held)[self._place : self._place + number]
        self._place += number
        return number
