"""What is named on the command line is read as what it is, or refused with advice."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_pages import json_lines, warc_records
from corpus_stubs import page

from pagequality.cli import main

PAGE = (
    "<title>Tea</title><h1>Tea</h1>"
    + "<p>Boil the water first, then warm the pot for a minute.</p>" * 9
)
ROWS = [{"html": page(i)} for i in range(3)]


def parquet(path):
    """Write a table."""
    pq.write_table(pa.table({"html": [PAGE]}), path)


def wacz(path):
    """Write an archive of archives."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/a.warc", b"".join(warc_records(2)))


CORPORA = {
    "a.csv": lambda path: path.write_text("html\n<p>Tea\n"),
    "a.json": lambda path: path.write_text(json.dumps(ROWS)),
    "array": lambda path: path.write_text(json.dumps(ROWS)),
    "a.jsonl": lambda path: path.write_bytes(json_lines(2)),
    "lines.html": lambda path: path.write_bytes(json_lines(2)),
    "a.warc.gz": lambda path: path.write_bytes(gzip.compress(b"".join(warc_records(2)))),
    "warc": lambda path: path.write_bytes(b"".join(warc_records(2))),
    "packed": lambda path: path.write_bytes(gzip.compress(b"".join(warc_records(2)))),
    "rows": lambda path: path.write_text(f'url,html\nhttp://a.example/,"{PAGE}"\n'),
    "a.parquet": parquet,
    "table": parquet,
    "a.wacz": wacz,
}
REFUSED = {
    "a.arc": lambda path: path.write_bytes(b"filedesc://a.arc 0.0.0.0"),
    "arc": lambda path: path.write_bytes(b"filedesc://a.arc 0.0.0.0"),
    "a.warc.wet.gz": lambda path: path.write_bytes(gzip.compress(b"WARC/1.0\r\n")),
    "a.xz": lambda path: path.write_bytes(b"\xfd7zXZ\x00\x00"),
    "a.db": lambda path: path.write_bytes(b"SQLite format 3\x00"),
}


@pytest.mark.parametrize("name", [*CORPORA, *REFUSED])
def test_explain_takes_no_corpus(tmp_path, capfd, name):
    """It is no page; the message says what it is and what to do with it."""
    (CORPORA | REFUSED)[name](tmp_path / name)
    assert main(["explain", str(tmp_path / name)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith(f"pagequality: {tmp_path / name} is ")
    assert ("pagequality score" in err) is (name in CORPORA)


@pytest.mark.parametrize("name", [*sorted(CORPORA.keys() - {"lines.html"}), *REFUSED])
def test_score_reads_a_corpus_as_one_or_refuses_it(tmp_path, capfd, name):
    """Never as a page, also when no output is named."""
    (CORPORA | REFUSED)[name](tmp_path / name)
    code = main(["score", str(tmp_path / name), "-j", "1", "-q"])
    out, err = capfd.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    if name in CORPORA:
        assert (code, err) == (0, "")
        assert rows
        assert all(row["error"] is None for row in rows)
    else:
        assert (code, rows) == (2, [])
        assert f"{tmp_path / name} is " in err


@pytest.mark.parametrize("make", ["a.jsonl", "array", "a.warc.gz", "rows"])
@pytest.mark.parametrize("command", ["score", "explain"])
def test_a_corpus_in_a_pipe_is_no_page(monkeypatch, tmp_path, capfd, make, command):  # noqa: PLR0917 - fixtures
    """The message names the option that makes it one."""
    CORPORA[make](tmp_path / "x")
    raw = io.BytesIO((tmp_path / "x").read_bytes())
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=raw))
    assert main([command, "-"]) == 2
    assert "--input-format" in capfd.readouterr().err


def test_a_table_named_as_text_is_no_text(tmp_path, capfd):
    """What is advised does it."""
    table = tmp_path / "pages.txt"
    CORPORA["rows"](table)
    assert main(["score", str(table)]) == 2
    err = capfd.readouterr().err
    assert f"score {table} -o scores.parquet --input-format csv`" in err
    assert main(["score", str(table), "--input-format", "csv", "-j", "1", "-q"]) == 0
    assert json.loads(capfd.readouterr().out)["probability"] is not None


@pytest.mark.parametrize("make", ["a.parquet", "a.wacz"])
@pytest.mark.parametrize("command", ["score", "explain"])
def test_what_no_pipe_can_bring_is_asked_for_as_a_file(monkeypatch, tmp_path, capfd, make, command):  # noqa: PLR0917 - fixtures
    """The advice is not to do what would be refused."""
    CORPORA[make](tmp_path / "x")
    raw = io.BytesIO((tmp_path / "x").read_bytes())
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=raw))
    assert main([command, "-"]) == 2
    err = capfd.readouterr().err
    assert "give the file" in err
    assert "--input-format" not in err


def test_an_archive_without_archives_is_not_sent_to_score(tmp_path, capfd):
    """Which could not read it either: the advice is to unpack it."""
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("page.html", PAGE)
    assert main(["explain", str(tmp_path / "pages.zip")]) == 2
    err = capfd.readouterr().err
    assert "without WARC files; unpack it" in err
    assert "pagequality score" not in err


def test_metadata_of_pages_are_told_by_their_name(tmp_path, capfd):
    """A WAT file begins like a WARC file, and scoring it would say so only then."""
    (tmp_path / "a.warc.wat").write_bytes(b"WARC/1.0\r\nWARC-Type: metadata\r\n\r\n")
    assert main(["explain", str(tmp_path / "a.warc.wat")]) == 2
    assert "is a WAT file" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["page.html.gz", "page.html", "noname"])
def test_a_packed_page_is_unpacked(tmp_path, capfd, name):
    """It has the verdict of the page."""
    (tmp_path / "plain.html").write_text(PAGE)
    (tmp_path / name).write_bytes(gzip.compress(PAGE.encode()))
    for path in (tmp_path / "plain.html", tmp_path / name):
        assert main(["score", str(path), "--format", "jsonl"]) == 0
    first, second = (json.loads(line) for line in capfd.readouterr().out.splitlines())
    assert first["probability"] == second["probability"]
    assert main(["explain", str(tmp_path / name)]) == 0


def test_a_page_that_cannot_be_unpacked_is_unreadable(tmp_path, capfd):
    """Bytes of gzip are never judged as text."""
    (tmp_path / "page.html.gz").write_bytes(b"\x1f\x8b\x08" + b"\xff" * 300)
    assert main(["explain", str(tmp_path / "page.html.gz")]) == 1
    assert "unpacked" in capfd.readouterr().err


def test_a_corpus_that_is_named_like_a_page_costs_itself_alone(tmp_path, capfd):
    """The pages beside it are judged, and its row says what it is; alone it is wrong use."""
    CORPORA["lines.html"](tmp_path / "lines.html")
    (tmp_path / "page.html").write_text(PAGE)
    assert main(["score", str(tmp_path), "--format", "jsonl"]) == 1
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [row["probability"] is None for row in rows] == [True, False]
    assert "a file of JSON lines" in rows[0]["error"]
    assert main(["score", str(tmp_path)]) == 1
    assert main(["score", str(tmp_path / "lines.html")]) == 2


def test_a_folder_of_archives_is_a_corpus(tmp_path, capfd):
    """Without a page in it there is nothing else that could be meant."""
    CORPORA["a.warc.gz"](tmp_path / "a.warc.gz")
    assert main(["score", str(tmp_path), "-j", "1", "-q"]) == 0
    assert len(capfd.readouterr().out.splitlines()) == 2
