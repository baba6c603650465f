"""Small corpora of invented pages in every format."""

from __future__ import annotations

import gzip

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from corpus_pages import NUMBER, json_lines, table, warc_records
from corpus_stubs import page


@pytest.fixture
def corpora(tmp_path):
    """Return the same twelve pages in every format, by file name."""
    lines, records = json_lines(NUMBER), warc_records(NUMBER)
    files = {
        "a.jsonl": lines,
        "a.jsonl.gz": gzip.compress(lines),
        "a.jsonl.zst": zstandard.compress(lines[:300]) + zstandard.compress(lines[300:]),
        "a.warc": b"".join(records),
        "a.warc.gz": b"".join(map(gzip.compress, records)),
        "noname": lines,
    }
    folder = tmp_path / "corpora"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    pq.write_table(table(NUMBER), folder / "a.parquet", row_group_size=5)
    with pa.ipc.new_file(folder / "a.arrow", table(1).schema) as writer:
        writer.write_table(table(NUMBER), max_chunksize=5)
    with pa.ipc.new_stream(folder / "stream.arrow", table(1).schema) as writer:
        writer.write_table(table(NUMBER), max_chunksize=5)
    pages = folder / "pages"
    pages.mkdir()
    for i in range(NUMBER):
        (pages / f"{i:03d}.html").write_text(page(i))
    (pages / "style.css").write_text("p {}")
    return folder
