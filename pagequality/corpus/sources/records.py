"""WARC records, one after the other, out of whatever a crawl, a disk or a network left of them.

Line ends may be CRLF or LF, there may be one between records or five, a length may be wrong, a
member may be damaged, a file may break off: what can be read is read, and each stretch that
cannot be is told once. No more than `LONGEST` bytes of a record are held.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.corpus.codings import MOST
from pagequality.corpus.sources.members import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pagequality.corpus.sources.members import Piece

LONGEST: Final = MOST
"""Bytes of a record that are held; the rest of a longer one is passed over."""
_LONGEST_HEADER: Final = 1 << 16
_MOST_READ_AGAIN: Final = 1 << 28
_START: Final = re.compile(rb"WARC/\d+\.\d+[ \t]*\r?\n")
_LONGEST_START: Final = 32
_GAP: Final = re.compile(rb"\r?\n[ \t]*\r?\n")
_PADDING: Final = re.compile(rb"[\0\r\n \t\x1a]*")
_LINE: Final = re.compile(rb"\r?\n")
_NEXT: Final = "goes on with another record"
_SWALLOWED: Final = re.compile(rb"\n(?=WARC/\d+\.\d+[ \t]*\r?\n[\w-]+:)")


class Record(NamedTuple):
    """A record: where it begins, its headers (names in lower case) and what it holds.

    ``size`` is the number of bytes that it had; ``why`` says why it is not whole, and ``is_cut``
    that what it holds is nevertheless its beginning.
    """

    place: int
    headers: dict[str, str]
    block: bytes
    size: int
    why: str = ""
    is_cut: bool = False


class Stretch(NamedTuple):
    """A stretch that holds no record: where it begins, and what is wrong with it."""

    place: int
    why: str
    start: bytes = b""


def records(pieces: Iterable[Piece]) -> Iterator[Record | Stretch]:
    """Yield records, and the stretches between them that hold none."""
    text = _Text(pieces)
    while True:
        stretch = text.to_the_next()
        if stretch is not None:
            yield stretch
        if not text.left:
            if text.over:
                return
            continue
        place = text.place
        head = text.head()
        if head is None:
            text.quiet = True
            why = f", for the file {text.damage}" if text.damage else ""
            yield Stretch(place, f"the headers of the record at byte {place} never end{why}")
            continue
        headers = _headers(head)
        size = headers.get("content-length", "")
        if size.isdecimal() and headers.get("warc-type"):
            yield text.record(place, headers, int(size[:18]))
        else:
            text.quiet = True
            missing = "type" if size.isdecimal() else "length"
            yield Record(place, headers, b"", 0, f"the record says nothing of its {missing}")


class _Text:
    """Unpacked bytes that have not been used; ``place`` is where they begin in the file.

    In a compressed file that is where their member begins. ``fresh`` says that the last piece
    began a member, ``damage`` what is wrong where the bytes end, ``over`` that no more will
    come; ``quiet``, that what is wrong here has been told already.
    """

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = iter(pieces)
        self._held, self._at, self._packed = b"", 0, False
        self.place, self.damage, self._hurt, self._read_again = 0, "", 0, 0
        self.fresh = self.over = self.quiet = False

    @property
    def left(self) -> int:
        """How many bytes are held."""
        return len(self._held) - self._at

    def more(self) -> bool:
        """Hold one more piece; false where there is none, or damage comes first."""
        piece = None if self.damage else next(self._pieces, None)
        if piece is None:
            self.over = not self.damage
            return False
        self._packed = self._packed or piece.fresh or bool(piece.damage)
        self.fresh, self.damage, self._hurt = piece.fresh, piece.damage, piece.place
        if piece.fresh and self._padding() == self.left:
            self._at = len(self._held)
        if not self.left:
            self.place = piece.place
        self._held, self._at = self._held[self._at :] + piece.data, 0
        return not piece.damage

    def use(self, number: int) -> bytes:
        """Use up so many of the bytes held and return them."""
        used = self._held[self._at : self._at + number]
        self._at += len(used)
        if not self._packed:
            self.place += len(used)
        return used

    def _padding(self) -> int:
        found = _PADDING.match(self._held, self._at)
        return found.end() - self._at if found else 0

    def _begins(self) -> bool:
        """Whether the next bytes are the beginning of a record."""
        return bool(_START.match(self._held, self._at))

    def to_the_next(self) -> Stretch | None:
        """Go to where a record begins, or to the end; tell what was passed over, once."""
        place, size, start = self.place, 0, b""
        while True:
            if not size:
                self.use(self._padding())
                place = self.place
            found = _START.search(self._held, self._at)
            end = found.start() - self._at if found else max(0, self.left - _LONGEST_START)
            passed = self.use(end)
            if not found and not self.more():
                passed += self.use(self.left)
            start, size = start or passed[:_LONGEST_START], size + len(passed)
            if found or self.over:
                break
            if self.damage:
                damage, self.damage = self.damage, ""
                if not self.quiet:
                    self.quiet = True
                    return Stretch(
                        self._hurt, f"the file {damage} (member at byte {self._hurt})", start
                    )
        quiet, self.quiet = self.quiet, False
        if not size or quiet:
            return None
        return Stretch(place, f"{size} bytes at byte {place} are no WARC record", start)

    def head(self) -> bytes | None:
        """Use up the headers of a record and return them; nothing when they never end."""
        while not (gap := _GAP.search(self._held, self._at)):
            if self.left > _LONGEST_HEADER or not self.more():
                self.use(self.left)
                return None
        size = gap.start() - self._at
        return self.use(gap.end() - self._at)[:size]

    def record(self, place: int, headers: dict[str, str], size: int) -> Record:
        """Use up the block of a record; where its length is wrong, up to the next one."""
        begin, got, why = self.place, 0, ""
        parts, room = [], LONGEST
        while True:
            part = self.use(size - got)
            got += len(part)
            if room:
                parts.append(part[:room])
                room -= len(parts[-1])
            if got == size:
                break
            if why := self._cut_short():
                break
        block = b"".join(parts)
        if why or (got == len(block) and not self._ends_well()):
            swallowed = _SWALLOWED.search(block)
            if swallowed and self._read_again < _MOST_READ_AGAIN:
                self._read_again += len(block)
                self._held, self._at = block[swallowed.end() :] + self._held[self._at :], 0
                self.place = place if self._packed else begin + swallowed.end()
                block = block[: swallowed.start()].rstrip(b"\r\n")
                return Record(place, headers, block, len(block))
        if why:
            is_cut = why == _NEXT or (why == ENDED and not self._packed)
            why = f"the record should have {size} bytes and has {got}: the file {why}"
            return Record(place, headers, block, got, why, is_cut)
        return Record(place, headers, block, got)

    def _cut_short(self) -> str:
        """Hold more of a block; say why there is no more of it."""
        if self.more():
            return _NEXT if self.fresh and self._begins() else ""
        if not self.damage:
            return ENDED
        damage, self.damage, self.quiet = self.damage, "", True
        return damage

    def _ends_well(self) -> bool:
        """Whether what follows a block may follow one: a record, padding, or nothing."""
        while self.left - self._padding() < _LONGEST_START and self.left < _LONGEST_HEADER:
            if not self.more():
                break
            if self.fresh:
                return True
        padding = self._padding()
        return padding == self.left or bool(_START.match(self._held, self._at + padding))


def _headers(head: bytes) -> dict[str, str]:
    """Read the headers of a record; lines that are none are passed over."""
    found: dict[str, str] = {}
    for line in _LINE.split(head)[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            try:
                text = value.strip().decode("utf-8")
            except UnicodeDecodeError:
                text = value.strip().decode("latin-1")
            found[name.strip().lower().decode("latin-1")] = text
    return found
