"""Broken input, kind by kind: what can be read is judged, the rest is counted and said."""

from __future__ import annotations

import gzip
import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from corpus_pages import json_lines, record, table, warc_records
from corpus_stubs import Stub, page

from pagequality.commands.inputs import inputs
from pagequality.corpus.sources import open_source
from pagequality.corpus.worker import PageWorker
from pagequality.errors import CorpusError


def _truncated_gzip(folder):
    (folder / "x.jsonl.gz").write_bytes(gzip.compress(json_lines(50))[:-40])
    return "truncated", 0


def _truncated_zstd(folder):
    (folder / "x.jsonl.zst").write_bytes(zstandard.compress(json_lines(50))[:-9])
    return "truncated", 0


def _damaged_gzip(folder):
    packed = bytearray(gzip.compress(json_lines(50)))
    packed[len(packed) // 2 :][:9] = b"\xff" * 9
    packed[60:90] = b"\xff" * 30
    (folder / "x.jsonl.gz").write_bytes(packed)
    return "truncated", 0


def _invalid_line(folder):
    lines = json_lines(4).splitlines(keepends=True)
    (folder / "x.jsonl").write_bytes(lines[0] + b'{"html": \n' + lines[1] + b"[1]\n\n" + lines[2])
    return "bad record", 3


def _missing_key(folder):
    (folder / "x.jsonl").write_text('{"body": "<p>Tea"}\n{"html": "<p>Tea 5"}\n{"html": 3}\n')
    return "bad record", 1


def _missing_column(folder):
    pq.write_table(table(3).rename_columns(["id", "url", "body", "other"]), folder / "x.parquet")
    return "no column", 0


def _missing_arrow_column(folder):
    with pa.ipc.new_file(folder / "x.arrow", pa.schema({"body": pa.string()})):
        pass
    return "no column", 0


def _empty_cell(folder):
    pq.write_table(pa.table({"html": [page(1), None, page(2)]}), folder / "x.parquet")
    return "no page", 2


def _no_parquet(folder):
    (folder / "x.parquet").write_bytes(b"PAR1 and then nothing")
    return "bad file", 0


def _cut_parquet(folder):
    pq.write_table(table(30), folder / "x.parquet")
    data = (folder / "x.parquet").read_bytes()
    (folder / "x.parquet").write_bytes(data[: len(data) // 2])
    return "bad file", 0


def _broken_record(folder):
    records = warc_records(6)
    records[4] = b"GARBAGE\r\nfoo bar\r\n\r\n"
    (folder / "x.warc").write_bytes(b"".join(records))
    return "bad record", 5


def _broken_record_gz(folder):
    records = [gzip.compress(one) for one in warc_records(6)]
    records[4] = records[4][:30] + b"\x00" * 40 + records[4][70:]
    (folder / "x.warc.gz").write_bytes(b"".join(records))
    return "bad record", 5


def _cut_warc(folder):
    records = [gzip.compress(one) for one in warc_records(6)]
    (folder / "x.warc.gz").write_bytes(b"".join(records)[:-60])
    return "truncated", 5


def _no_response(folder):
    odd = record("response", "odd", b"no http here", content="application/http")
    (folder / "x.warc").write_bytes(odd + b"".join(warc_records(2)))
    return "bad record", 2


def _hidden_wet(folder):
    text = record("conversion", "t", b"Only text.", content="text/plain")
    (folder / "x.warc").write_bytes(text)
    return "bad file", 0


def _binary_lines(folder):
    (folder / "x.jsonl").write_bytes(bytes(range(256)) * 40)
    return "bad record", 0


def _no_gzip(folder):
    (folder / "x.jsonl.gz").write_bytes(b"\x1f\x8b" + b"nothing that could be unpacked")
    return "truncated", 0


BROKEN = (
    _truncated_gzip, _truncated_zstd, _damaged_gzip, _invalid_line, _missing_key, _missing_column,
    _missing_arrow_column, _empty_cell, _no_parquet, _cut_parquet, _broken_record,
    _broken_record_gz, _cut_warc, _no_response, _hidden_wet,
    _binary_lines, _no_gzip,
)  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=[one.__name__.strip("_") for one in BROKEN])
def test_broken_input_is_a_counted_error_row(tmp_path, broken):
    """What can be read is judged, what cannot is a row that says why; the next file is read."""
    expected, fewest = broken(tmp_path)
    (tmp_path / "z.html").write_text(page(77))
    judge = PageWorker(Stub())
    rows = [judge(item) for item in open_source(tmp_path).items()]
    errors = [row[-1] for row in rows if row[-1]]
    assert any(error.startswith(expected) for error in errors)
    assert len(errors) <= 2 or broken is _binary_lines
    good = [row[3] for row in rows if row[-1] is None]
    assert good[-1] == 0.77
    assert len(good) >= fewest + 1
    again = [judge(item) for item in open_source(tmp_path).items(len(rows) - 1)]
    assert again == rows[-1:]


def _bad_cells(number):
    """Pages as text of which one is no UTF-8."""
    cells = [page(i).encode() for i in range(number)]
    cells[number // 2] = b"<p>\xff\xfe" + cells[number // 2]
    text = pa.Array.from_buffers(pa.string(), number, pa.array(cells, pa.binary()).buffers())
    return pa.table({"html": text, "id": [str(i) for i in range(number)]})


def test_a_bad_cell_costs_no_row(tmp_path):
    """Text that is no UTF-8 is read as browsers read it, and so are the rows beside it."""
    pq.write_table(_bad_cells(200), tmp_path / "a.parquet")
    with pa.ipc.new_file(tmp_path / "b.arrow", _bad_cells(1).schema) as writer:
        writer.write_table(_bad_cells(200))
    for name in ("a.parquet", "b.arrow"):
        items = list(open_source(tmp_path / name).items())
        assert [item.id for item in items] == [str(i) for i in range(200)]
        assert not any(item.failure for item in items)
        assert "\ufffd\ufffd" in items[100].payload
    assert len(list(open_source(_bad_cells(200)).items())) == 200


def test_a_damaged_row_group_costs_its_own_rows(tmp_path):
    """Each of them is an error row, so that a resumed run counts alike; the others are read."""
    path = tmp_path / "a.parquet"
    pq.write_table(table(400), path, row_group_size=100, compression="zstd")
    group = pq.read_metadata(path).row_group(1)
    names = [group.column(i).path_in_schema for i in range(group.num_columns)]
    column = group.column(names.index("html"))
    start = column.dictionary_page_offset or column.data_page_offset
    data = bytearray(path.read_bytes())
    data[start + 30 : start + column.total_compressed_size - 30] = b"\xff" * (
        column.total_compressed_size - 60
    )
    path.write_bytes(data)
    items = list(open_source(path).items())
    assert len(items) == 400
    assert [i for i, item in enumerate(items) if item.failure] == list(range(100, 200))
    assert list(open_source(path).items(250)) == items[250:]


@pytest.mark.parametrize("place", ["checksum", "middle", "member"])
def test_what_stands_before_damage_is_not_lost(tmp_path, place):
    """Of a gzip file all lines before the damage, and those of the members behind it."""
    lines = json_lines(30).splitlines(keepends=True)
    first, second = (bytearray(gzip.compress(b"".join(part))) for part in (lines[:20], lines[20:]))
    if place == "checksum":
        first[-6] ^= 255
    elif place == "middle":
        first[len(first) * 3 // 4] ^= 255
    else:
        first = first[:-30]
    (tmp_path / "a.jsonl.gz").write_bytes(first + second)
    items = list(open_source(tmp_path / "a.jsonl.gz").items())
    good = [item for item in items if item.failure is None]
    assert len(items) == len(good) + 1
    assert len(good) >= 10 + {"checksum": 20, "middle": 10, "member": 15}[place]
    assert good[-1].payload == lines[-1]
    assert list(open_source(tmp_path / "a.jsonl.gz").items(len(items) - 1)) == items[-1:]


@pytest.mark.parametrize("bad", [[0], [0, 1], [2], [0, 5]])
@pytest.mark.parametrize("place", [12, 40, -6])
def test_members_behind_a_damaged_one_are_read_wherever_it_stands(tmp_path, bad, place):
    """The first of a file, too, of whose beginning nothing can be told."""
    lines = json_lines(6).splitlines(keepends=True)
    members = [bytearray(gzip.compress(line)) for line in lines]
    for number in bad:
        members[number][place : place + 4] = b"\xff" * 4
    (tmp_path / "a.jsonl.gz").write_bytes(b"".join(members))
    items = list(open_source(tmp_path / "a.jsonl.gz").items())
    found = [item.payload for item in items if item.failure is None]
    assert [line for number, line in enumerate(lines) if number not in bad] == [
        payload for payload in found if payload in lines and lines.index(payload) not in bad
    ]
    assert any(item.failure for item in items)
    assert list(open_source(tmp_path / "a.jsonl.gz").items(2)) == items[2:]


def test_circles_of_links_are_walked_once(tmp_path):
    """And pipes and devices in a folder are none of its pages."""
    (tmp_path / "x.html").write_text(page(1))
    for name in "ab":
        (tmp_path / name).symlink_to(".")
    os.mkfifo(tmp_path / "y.jsonl")
    (tmp_path / "zero.html").symlink_to("/dev/zero")
    assert [item.id for item in open_source(tmp_path).items()] == [str(tmp_path / "x.html")]
    assert [one.name for one in inputs([str(tmp_path)])] == [str(tmp_path / "x.html")]


@pytest.mark.parametrize("name", ["y.jsonl", "/dev/zero", "x" * 300, "a\0b"])
def test_what_is_no_file_is_refused(tmp_path, name):
    """A pipe that nobody writes to hangs nobody, a device without an end fills no memory."""
    if name == "y.jsonl":
        os.mkfifo(tmp_path / name)
    with pytest.raises(CorpusError):
        open_source(tmp_path / name)


@pytest.mark.parametrize("first", [True, False])
def test_extracted_text_among_pages_costs_none_of_them(tmp_path, first):
    """Wherever it stands in the archive."""
    text = record("conversion", "t", b"Only text.", content="text/plain")
    pages = warc_records(4)
    parts = [text, *pages] if first else [*pages[:3], text, *pages[3:]]
    (tmp_path / "a.warc").write_bytes(b"".join(parts))
    items = list(open_source(tmp_path / "a.warc").items())
    assert [item.id for item in items] == ["0", "1", "2", "3"]
