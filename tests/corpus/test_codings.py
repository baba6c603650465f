"""Content codings: what was packed is unpacked, however often, and never without an end."""

from __future__ import annotations

import gzip
import sys
import zlib

import brotli
import pytest
import zstandard

from pagequality.corpus.codings import undo

PAGE = b"<p>The ferry leaves at seven, and the last one comes back at ten.</p>" * 9
RAW_DEFLATE = zlib.compress(PAGE, wbits=-15)
HALF = len(PAGE) // 2


def zipped(page: bytes) -> bytes:
    """Pack without the time of day: a test has one name on every run."""
    return gzip.compress(page, mtime=0)


@pytest.mark.parametrize(
    ("codings", "packed"),
    [
        ("gzip", zipped(PAGE)),
        ("GZIP", zipped(PAGE)),
        ("x-gzip", zipped(PAGE)),
        ("gzip", zipped(PAGE[:HALF]) + zipped(PAGE[HALF:])),
        ("gzip", zipped(PAGE) + b"\0\0\0 and something else"),
        ("gzip, gzip", zipped(zipped(PAGE))),
        ("gzip", zipped(zipped(PAGE))),
        ("gzip, identity", zipped(PAGE)),
        ("identity,gzip", zipped(PAGE)),
        ("", zipped(PAGE)),
        ("utf-8", zipped(PAGE)),
        ("gzip, br", brotli.compress(zipped(PAGE))),
        ("br, gzip", zipped(brotli.compress(PAGE))),
        ("br", brotli.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, 9)),
        ("deflate", RAW_DEFLATE),
        ("zstd", zstandard.compress(PAGE)),
        ("zstd", zstandard.compress(PAGE[:HALF]) + zstandard.compress(PAGE[HALF:])),
        ("none", PAGE),
        ("gzip;q=1", zipped(PAGE)),
    ],
)
def test_what_was_packed_is_unpacked(codings, packed):
    """Lists are undone from the last to the first; names that are no coding say nothing."""
    assert undo(packed, codings) == (PAGE, "", "")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, br", "compress"])
def test_a_page_that_was_never_packed_is_kept(coding):
    """Crawlers unpack a body and keep the header."""
    assert undo(PAGE, coding).body == PAGE
    assert undo(b"\n  Plain words, no markup.", coding).body == b"\n  Plain words, no markup."


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE * 99)),
        ("deflate", zlib.compress(PAGE * 99)),
        ("br", brotli.compress(bytes(range(32, 127)) * 300, quality=1)),
        ("zstd", zstandard.compress(PAGE * 9999)),
    ],
)
def test_a_body_that_breaks_off_is_kept_as_far_as_it_goes(coding, packed):
    """Half a page is a page; that it is half is said."""
    found = undo(packed[: len(packed) - 5], coding)
    assert found.cut == f"its {coding} data end before their time"
    assert found.body


def test_damaged_bytes_are_told():
    """A flipped bit costs what comes after it, not the page."""
    noise = bytes(33 + zlib.crc32(b"%d" % i) % 90 for i in range(99_000))
    packed = bytearray(gzip.compress(PAGE + noise))
    packed[len(packed) // 2 : len(packed) // 2 + 99] = b"\xff" * 99
    found = undo(bytes(packed), "gzip")
    assert found.cut == "its gzip data are damaged"


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "zstd"])
def test_bytes_that_no_coding_explains_are_a_failure(coding):
    """What can neither be unpacked nor be read is not judged as a page."""
    assert undo(bytes(range(128, 256)) * 3, coding).failure


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress),
        ("zstd", zstandard.compress),
        ("gzip, gzip", lambda page: gzip.compress(gzip.compress(page))),
    ],
)  # fmt: skip
def test_a_bomb_is_cut_and_told(coding, pack):
    """A body that would fill the memory is read as far as a page may be long."""
    bomb = pack(bytes(40_000_000))
    found = undo(bomb, coding, most=1_000_000)
    assert len(found.body) == 1_000_000
    assert found.cut == "only its first 1000000 bytes were kept"


def test_a_body_packed_without_end_is_given_up():
    """Gzip in gzip in gzip ends somewhere."""
    body = PAGE
    for _ in range(30):
        body = gzip.compress(body)
    assert undo(body, "gzip").body.startswith(b"\x1f\x8b")


def test_without_the_library_the_page_is_lost_and_the_extra_named(monkeypatch):
    """Bytes of brotli are never judged as text."""
    monkeypatch.setitem(sys.modules, "brotli", None)
    assert "pip install brotli" in undo(brotli.compress(PAGE), "br").failure
    assert undo(PAGE, "br").body == PAGE
