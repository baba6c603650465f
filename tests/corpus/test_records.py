"""WARC records out of damaged files: what can be read is read, what cannot is told once."""

from __future__ import annotations

import gzip
import io
import random

import pytest
import zstandard
from corpus_pages import record, warc_records
from fastwarc.warc import ArchiveIterator, WarcRecordType

from pagequality.corpus.sources import members
from pagequality.corpus.sources import records as module
from pagequality.corpus.sources.members import pieces
from pagequality.corpus.sources.records import Record, Stretch, records

TEXTS = [f"Page {number} of the parish magazine. ".encode() * 60 + b"." for number in range(4)]


def plain(number: int, *, size: int | None = None) -> bytes:
    """Return a record."""
    return record("resource", str(number), TEXTS[number], content="text/html", size=size)


class Pipe(io.BytesIO):
    """A file that cannot go back."""

    def seekable(self) -> bool:
        """Say so."""
        return False


def found(data: bytes, *, kind=io.BytesIO) -> list[Record | Stretch]:
    """Read all there is."""
    return list(records(pieces(kind(data))))


def blocks(data: bytes, *, kind=io.BytesIO) -> list[int | str]:
    """Return which texts were read whole, and why others were not."""
    texts = [(one.why, getattr(one, "block", b"").rstrip()) for one in found(data, kind=kind)]
    return [why or (TEXTS.index(text) if text in TEXTS else "other") for why, text in texts]


ALL = b"".join(map(plain, range(4)))
PACKED = [gzip.compress(plain(number)) for number in range(4)]
EMPTY = gzip.compress(b"")


@pytest.mark.parametrize("kind", [io.BytesIO, Pipe])
@pytest.mark.parametrize(
    "data",
    [
        ALL,
        ALL.replace(b"\r\n\r\nWARC", b"\nWARC"),
        ALL.replace(b"\r\n\r\nWARC", b"\r\nWARC"),
        ALL.replace(b"\r\n\r\nWARC", b"WARC"),
        ALL.replace(b"\r\n\r\nWARC", b"\r\n" * 99 + b"WARC"),
        ALL.replace(b"WARC/1.1", b"WARC/0.18"),
        b"\r\n\r\n" + ALL + b"\0" * 9999,
        ALL.removesuffix(b"\r\n\r\n"),
        gzip.compress(ALL),
        b"".join(PACKED),
        EMPTY.join([b"", *PACKED, b""]),
        (EMPTY * 99).join(PACKED),
        b"\0\0\0".join(PACKED) + b"\0" * 999_999,
        b"\r\n".join(PACKED),
        gzip.compress(ALL[:777]) + EMPTY + gzip.compress(ALL[777:]),
        b"".join(gzip.compress(ALL[i : i + 100]) for i in range(0, len(ALL), 100)),
        zstandard.compress(ALL),
        b"".join(zstandard.compress(plain(number)) for number in range(4)),
    ],
)
def test_records_are_read_whatever_lies_between_them(data, kind):
    """Line ends, padding, empty members, members that are no records: no page is lost."""
    assert blocks(data, kind=kind) == [0, 1, 2, 3]


def test_line_ends_may_be_bare():
    """As in the ClueWeb corpora."""
    heads = b"".join(
        plain(number)
        .replace(TEXTS[number], b"@")
        .replace(b"\r\n", b"\n")
        .replace(b"@", TEXTS[number])
        for number in range(4)
    )
    assert blocks(heads) == [0, 1, 2, 3]


def test_a_dictionary_may_come_first():
    """As in archives whose frames share one."""
    samples = [plain(number % 4) + b"%d" % number for number in range(99)]
    shared = zstandard.train_dictionary(2000, samples)
    raw = shared.as_bytes()
    packer = zstandard.ZstdCompressor(dict_data=shared)
    frames = b"".join(packer.compress(plain(number)) for number in range(4))
    for dictionary in (raw, zstandard.compress(raw)):
        head = b"\x5d\x2a\x4d\x18" + len(dictionary).to_bytes(4, "little") + dictionary
        assert blocks(head + frames) == [0, 1, 2, 3]


@pytest.mark.parametrize("off", [-400, -90, -3, 3, 90, 400])
def test_a_wrong_length_costs_no_other_page(off):
    """A record that claims too much gives back what it swallowed; too little leaves a stretch."""
    data = plain(0) + plain(1, size=len(TEXTS[1]) + off) + plain(2) + plain(3)
    seen = blocks(data)
    assert seen[0] == 0
    assert seen[-2:] == [2, 3]
    assert len(seen) == (4 if off > 0 else 5)
    assert (1 in seen) is (off > 0)


def test_a_length_beyond_the_end_of_the_file_costs_no_other_page():
    """Also where the number is absurd."""
    data = plain(0) + plain(1, size=10**15) + plain(2) + plain(3)
    assert blocks(data) == [0, 1, 2, 3]


def test_the_last_record_may_break_off():
    """That is told, and no more than once."""
    cut = ALL[:-300]
    assert blocks(cut)[:3] == [0, 1, 2]
    assert "should have" in blocks(cut)[3]
    assert "ended before its time" in blocks(b"".join(PACKED)[:-20])[3]
    assert len(blocks(b"".join(PACKED)[:-20])) == 4


def test_a_record_may_break_off_at_the_end_of_its_member():
    """A crawler was killed and started again: the next member begins a record."""
    data = PACKED[0] + gzip.compress(plain(1)[:-500]) + PACKED[2] + PACKED[3]
    seen = blocks(data)
    assert seen[0] == 0
    assert "goes on with another record" in seen[1]
    assert seen[2:] == [2, 3]


@pytest.mark.parametrize("kind", [io.BytesIO, Pipe])
@pytest.mark.parametrize("place", [0, 12, 60, -8, -4])
def test_a_damaged_member_costs_its_page_alone(place, kind):
    """Wherever the damage is, in a file or a pipe."""
    bad = bytearray(PACKED[1])
    bad[place : place + 4 or None] = b"\xff\xfe\xfd\xfc"
    seen = blocks(PACKED[0] + bytes(bad) + PACKED[2] + PACKED[3], kind=kind)
    assert seen[0] == 0
    assert seen[-2:] == [2, 3]
    assert len(seen) <= 5
    if place != -4:
        assert any(isinstance(one, str) for one in seen)


def test_bytes_that_are_no_record_are_told_once():
    """Where they are, and how many."""
    junk = b"<p>Somebody wrote into the archive.</p>\n" * 9_000
    (first, stretch, *rest) = found(plain(0) + junk + plain(1))
    assert first.block == TEXTS[0]
    assert stretch.place == len(plain(0))
    assert stretch.why == f"{len(junk)} bytes at byte {len(plain(0))} are no WARC record"
    assert [one.block for one in rest] == [TEXTS[1]]
    assert blocks(PACKED[0] + b"junk" * 9_000 + PACKED[1])[::2] == [0, 1]


@pytest.mark.parametrize(
    "broken",
    [
        b"WARC/1.0\r\nWARC-Type resource\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: many\r\n\r\nhello\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: resource\r\n\r\nhello\r\n\r\n",
        b"WARC/1.0\r\n" + b"X: y\r\n" * 30_000 + b"\r\n",
    ],
)
def test_headers_that_say_too_little_cost_one_record(broken):
    """Without a type or a length, or without an end."""
    seen = blocks(plain(0) + broken + plain(1))
    assert seen[::2] == [0, 1]
    assert isinstance(seen[1], str)


def test_a_huge_record_is_held_in_part_alone(monkeypatch):
    """A video of a gigabyte, or a bomb, costs the memory of a page."""
    monkeypatch.setattr(module, "LONGEST", 10_000)
    bomb = record("resource", "b", bytes(3_000_000), content="text/html")
    for data in (bomb + ALL, gzip.compress(bomb + ALL), zstandard.compress(bomb + ALL)):
        first, *rest = found(data)
        assert (len(first.block), first.size, first.why) == (10_000, 3_000_000, "")
        assert [one.block for one in rest] == TEXTS


def test_pieces_are_small_whatever_was_packed():
    """A member that unpacks to a hundred megabytes never lies in memory whole."""
    for bomb in (gzip.compress(bytes(10**8)), zstandard.compress(bytes(10**8))):
        sizes = [len(piece.data) for piece in pieces(io.BytesIO(bomb))]
        assert sum(sizes) == 10**8
        assert max(sizes) < 70_000_000


def test_going_back_has_an_end(monkeypatch):
    """Members made to fail late, each within the other, are not read again and again."""
    monkeypatch.setattr(members, "_MOST_READ_AGAIN", 1000)
    damaged = gzip.compress(bytes(range(256)) * 99)[:-8] + b"\xff" * 8
    seen = found(damaged * 50 + PACKED[2])
    assert seen[-1].block == TEXTS[2]


def test_fastwarc_reads_the_same_records(tmp_path):
    """On files without fault, plain or packed, nothing differs but damage."""
    chance = random.Random(5)  # noqa: S311 - sizes, not secrets
    made = [
        *warc_records(20),
        *(
            record("response", f"r{i}", chance.randbytes(chance.randrange(200_000)), content="x/y")
            for i in range(30)
        ),
    ]
    for name, data in (
        ("a.warc", b"".join(made)), ("a.warc.gz", b"".join(map(gzip.compress, made))),
        ("b.warc.gz", gzip.compress(b"".join(made))),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
        with (tmp_path / name).open("rb") as file:
            theirs = [
                (one.headers["WARC-Record-ID"], one.reader.read())
                for one in ArchiveIterator(
                    file, parse_http=False, record_types=WarcRecordType.any_type
                )
            ]
        ours = [(one.headers["warc-record-id"], one.block) for one in found(data)]
        assert ours == theirs
