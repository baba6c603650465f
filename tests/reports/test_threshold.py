"""The threshold of a report: what was asked for, else what files keep, else the usual one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet
import pytest

from pagequality.errors import CorpusError
from pagequality.reports.threshold import KEPT, USUAL, threshold_of

if TYPE_CHECKING:
    from pathlib import Path


def keeping(folder: Path, name: str, kept: bytes) -> str:
    """Return the name of a Parquet file that says so of what it was made with."""
    table = pa.table({"url": ["http://a.example/"]}).replace_schema_metadata({"pagequality": kept})
    pa.parquet.write_table(table, folder / name)
    return str(folder / name)


def test_files_that_keep_none_go_with_the_others(tmp_path):
    """One threshold is that of all; of several none is chosen; the largest is 1."""
    one = keeping(tmp_path, "a.parquet", b'{"threshold": 1}')
    none = keeping(tmp_path, "b.parquet", b"{}")
    other = keeping(tmp_path, "c.parquet", b'{"threshold": 0.4}')
    assert threshold_of(None, [none, one, one]) == (1.0, KEPT)
    assert threshold_of(None, [none]) == (0.7, USUAL)
    with pytest.raises(CorpusError, match=r"made with several thresholds \(0\.4, 1\)"):
        threshold_of(None, [one, none, other])


@pytest.mark.parametrize("kept", [
    b"[]", b"5", b"null", b"{broken", b"[" * 100_000, b'{"threshold": null}', b'{"threshold": 0}',
    b'{"threshold": 90}', b'{"threshold": true}', b'{"threshold": "0.9"}', b'{"threshold": NaN}',
    b'{"threshold": [0.9]}', b"\xff",
])  # fmt: skip
def test_what_is_no_threshold_is_not_taken_for_one(tmp_path, kept):
    """Whatever stands where one should be kept."""
    assert threshold_of(None, [keeping(tmp_path, "a.parquet", kept)]) == (0.7, USUAL)


def test_a_receipt_of_another_file_tells_nothing(tmp_path):
    """Nor does one that holds something else."""
    path = tmp_path / "scores.csv"
    path.write_text("url\n")
    status = path.stat()
    for about, size in (({"threshold": 0.4}, 0), ([0.4], status.st_size), (None, status.st_size)):
        receipt = {"output": [size, status.st_mtime_ns], "about": about}
        path.with_name(".scores.csv.run").write_text(json.dumps(receipt))
        assert threshold_of(None, [str(path)]) == (0.7, USUAL)
    with pytest.raises(CorpusError, match="cannot read"):
        threshold_of(None, [str(tmp_path / "none.csv")])
