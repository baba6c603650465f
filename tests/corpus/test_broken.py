"""Broken input, kind by kind: what can be read is judged, the rest is counted and said."""

from __future__ import annotations

import gzip

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from corpus_pages import json_lines, record, table, warc_records
from corpus_stubs import Stub, page

from pagequality.corpus.sources import open_source
from pagequality.corpus.worker import PageWorker


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
    return "bad file", 0


def _missing_arrow_column(folder):
    with pa.ipc.new_file(folder / "x.arrow", pa.schema({"body": pa.string()})):
        pass
    return "bad file", 0


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
    good = [row[2] for row in rows if row[-1] is None]
    assert good[-1] == 0.77
    assert len(good) >= fewest + 1
    again = [judge(item) for item in open_source(tmp_path).items(len(rows) - 1)]
    assert again == rows[-1:]
