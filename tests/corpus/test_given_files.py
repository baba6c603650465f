"""Files as people have them: JSON of every shape, CSV, compressed pages, names that mislead."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest
import zstandard
from corpus_pages import json_lines
from corpus_stubs import page
from pyarrow import parquet

from pagequality.corpus import codings, sources
from pagequality.corpus import items as items_module
from pagequality.corpus.columns import Columns
from pagequality.corpus.items import opened
from pagequality.corpus.sources import open_source, separated, values
from pagequality.corpus.sources.kinds import format_of
from pagequality.errors import CorpusError

ROWS = [{"id": str(i), "url": f"http://site.example/{i}", "html": page(i)} for i in range(4)]
PAGES = [page(i) for i in range(4)]


def seen(path, **options):
    """Return the items of a file, opened."""
    source = open_source(path, **options)
    return [opened(item, source.columns) for item in source.items()]


def texts(path, **options):
    """Return the pages; none may be missing."""
    found = seen(path, **options)
    assert [item.failure for item in found] == [None] * len(found)
    return [p.decode() if isinstance(p, bytes) else p for p in (item.payload for item in found)]


@pytest.mark.parametrize("name", ["a.json", "noname", "a.jsonl", "a.json.gz", "a.dat"])
@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        "\ufeff" + json.dumps(ROWS),
        "\n\n  " + json.dumps(ROWS, ensure_ascii=False),
        "\n".join(json.dumps(row, indent=1) for row in ROWS),
        json_lines(4).decode(),
        "\ufeff" + json_lines(4).decode(),
        json_lines(4).decode().replace("\n", "\r\n"),
    ],
)
def test_json_is_read_in_every_shape(tmp_path, name, text):
    """An array, objects one after another, lines; with a mark or without; whatever the name."""
    data = text.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    assert texts(tmp_path / name) == PAGES


@pytest.mark.parametrize("code", ["utf-16", "utf-16-be"])
@pytest.mark.parametrize("text", [json_lines(4).decode(), json.dumps(ROWS)])
def test_json_may_be_utf_16(tmp_path, text, code):
    """As some shells write what is redirected into a file."""
    mark = b"\xfe\xff" if code.endswith("be") else b""
    (tmp_path / "a.jsonl").write_bytes(mark + text.encode(code))
    assert texts(tmp_path / "a.jsonl") == PAGES


def test_values_longer_than_a_piece_are_read(tmp_path, monkeypatch):
    """However the pieces fall."""
    for size in (1, 7, 50, 1000):
        monkeypatch.setattr(values, "_CHUNK", size)
        (tmp_path / "a.json").write_text(json.dumps([*ROWS, {"html": "<p>caf\u00e9"}]))
        assert texts(tmp_path / "a.json") == [*PAGES, "<p>caf\u00e9"]


@pytest.mark.parametrize(
    ("text", "good", "code"),
    [
        (json.dumps(ROWS)[:-1], 4, "truncated"),
        (json.dumps(ROWS)[:-30], 3, "bad record"),
        ('[{"html": "<p>a"}, oops, {"html": "<p>b"}]', 1, "bad record"),
        ('[{"html": "<p>a"}, 7]', 1, "bad record"),
        ('["<p>a"]', 0, "bad record"),
        ('{"pages": [{"html": "<p>a"}]}', 0, "no column"),
        ("[" * 99_999, 0, "bad record"),
    ],
)
def test_json_that_breaks_off_is_told(tmp_path, text, good, code):  # noqa: PLR0917 - fixtures
    """What came before is read."""
    (tmp_path / "a.json").write_text(text)
    found = seen(tmp_path / "a.json")
    assert [item.failure is None for item in found] == [True] * good + [False]
    assert found[-1].failure.code == code


@pytest.mark.parametrize("between", ["\n", "", " , "])
def test_arrays_one_after_another_are_all_read(tmp_path, between):
    """As files put together are; objects may stand between them."""
    text = between.join((json.dumps(ROWS[:1]), json.dumps(ROWS[1]), json.dumps(ROWS[2:]), "[]"))
    (tmp_path / "a.json").write_text(text)
    assert texts(tmp_path / "a.json") == PAGES


def test_what_follows_an_array_and_is_no_json_is_told(tmp_path):
    """Nothing behind it is passed over in silence."""
    (tmp_path / "a.json").write_text(json.dumps(ROWS) + "\n]")
    assert [item.failure is None for item in seen(tmp_path / "a.json")] == [True] * 4 + [False]


def test_an_endless_value_is_given_up(tmp_path, monkeypatch):
    """A string without an end never fills the memory."""
    monkeypatch.setattr(values, "LONGEST", 10_000)
    (tmp_path / "a.json").write_text('[{"html": "' + "x" * 3_000_000)
    (item,) = seen(tmp_path / "a.json")
    assert item.failure.code == "bad record"


def csv_of(*rows, separator=","):
    """Write rows."""
    quoted = ('"' + str(cell).replace('"', '""') + '"' for row in rows for cell in row)
    cells, wide = list(quoted), len(rows[0])
    return "\n".join(separator.join(cells[i : i + wide]) for i in range(0, len(cells), wide)) + "\n"


@pytest.mark.parametrize(
    ("name", "separator", "code"),
    [
        ("a.csv", ",", "utf-8"), ("a.csv", ";", "utf-8-sig"), ("a.tsv", "\t", "utf-8"),
        ("a.csv", "\t", "utf-16"), ("a.csv.gz", ",", "utf-8"), ("a.csv.zst", ",", "utf-8"),
    ],
)  # fmt: skip
def test_csv_is_read(tmp_path, name, separator, code):  # noqa: PLR0917 - fixtures
    """By its columns, whatever parts them; pages may hold line breaks and quotes."""
    odd = 'She said "tea,\nor coffee; or\twater".'
    rows = [("url", "id", "html"), *((r["url"], r["id"], r["html"]) for r in ROWS), ("u", "9", odd)]
    data = csv_of(*rows, separator=separator).encode(code)
    pack = {"gz": gzip.compress, "st": zstandard.compress}.get(name[-2:], bytes)
    (tmp_path / name).write_bytes(pack(data))
    assert texts(tmp_path / name) == [*PAGES, odd]
    assert [item.id for item in seen(tmp_path / name)] == ["0", "1", "2", "3", "9"]


def test_csv_without_a_column_of_pages_is_told(tmp_path):
    """What columns there are; another one can be named."""
    (tmp_path / "a.csv").write_text("id,body\n1,<p>Tea\n2,\n")
    (item,) = seen(tmp_path / "a.csv")
    assert str(item.failure) == "no column: there is no column 'html'; there are: id, body"
    found = seen(tmp_path / "a.csv", columns=Columns("body"))
    assert [item.payload for item in found] == ["<p>Tea", None]
    assert found[1].failure.code == "no page"


def test_a_quote_that_is_never_closed_is_told(tmp_path, monkeypatch):
    """The rows before it are read."""
    before = csv.field_size_limit(1000)
    monkeypatch.setattr(separated.csv, "field_size_limit", lambda *_: 0)
    (tmp_path / "a.csv").write_text('html\n<p>a\n"<p>b\n' + "x\n" * 20_000)
    found = seen(tmp_path / "a.csv")
    monkeypatch.undo()
    csv.field_size_limit(before)
    assert [item.failure is None for item in found] == [True, False]


@pytest.mark.parametrize(
    ("text", "failed"),
    [
        ('1,<p>a\n2,"<p>b\n3,<p>c\n4,<p>d\n', [False, True]),
        ('1,<p>a\n2,"<p>b', [False, True]),
        ('1,"<p>a"\n2,"<p>b\n3,"<p>c"\n4,"<p>d"\n', [False, True, False]),
        ('1,"<p>a"\n2,"<p>b\n3,<p>c\n4,"<p>d"\n5,"<p>e"\n', [False, True, False]),
    ],
)
def test_rows_behind_an_open_quote_are_told_where_they_are_lost(tmp_path, text, failed):
    """No page holds another's row; what is sound again behind it is read."""
    (tmp_path / "a.csv").write_text(f"id,html\n{text}")
    found = seen(tmp_path / "a.csv")
    assert [item.failure is not None for item in found] == failed
    assert "a quote that is never closed" in found[1].failure.message


def test_quotes_amid_a_cell_are_taken_as_they_come(tmp_path):
    """Many files do not double them; that is no reason to lose a page."""
    rows = '1,<p>5" of rain\n2,"He said "hi" twice"\n3,"<p>\n<a href="b">"\n4,<p>d\n'
    (tmp_path / "a.csv").write_text(f"id,html\n{rows}")
    assert texts(tmp_path / "a.csv") == [
        '<p>5" of rain', 'He said hi" twice"', '<p>\n<a href=b">"', "<p>d"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "pack", [gzip.compress, zstandard.compress, lambda d: gzip.compress(gzip.compress(d))]
)
@pytest.mark.parametrize("name", ["a.html.gz", "a.htm.zst", "a.html"])
def test_packed_pages_are_unpacked(tmp_path, name, pack):
    """As mirrors keep them; in folders, too."""
    (tmp_path / name).write_bytes(pack(PAGES[0].encode()))
    assert texts(tmp_path) == PAGES[:1]


def test_a_huge_page_is_cut_with_a_notice(tmp_path, monkeypatch):
    """Packed or not."""
    monkeypatch.setattr(codings, "MOST", 1000)
    monkeypatch.setattr(items_module, "MOST", 1000)
    (tmp_path / "a.html").write_bytes(b"<p>" + b"x" * 5000)
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(b"<p>" + b"x" * 5000))
    for item in seen(tmp_path):
        assert len(item.payload) == 1000
        assert item.notices[0].code == "truncated"


def test_text_mode_reads_texts(tmp_path):
    """A folder's ``.txt`` files, and not its pages."""
    (tmp_path / "a.txt").write_text("Tea.")
    (tmp_path / "b.html").write_text("<p>Coffee")
    assert texts(tmp_path, text=True) == ["Tea."]
    assert texts(tmp_path) == ["<p>Coffee"]


@pytest.mark.parametrize(
    ("start", "form"),
    [
        (b"PAR1", "parquet"), (b"ARROW1\0\0", "arrow"), (b"WARC/1.1\r\n", "warc"),
        (b'{"html": 1}', "jsonl"), (b"{}\n{}", "jsonl"), (b'{\n  "html"', "json"),
        (b"[\n {", "json"), (b"{% extends 'a' %}<p>", "html"), (b"{{ title }}<p>", "html"),
        (b"[link](a.md)", "html"), (b"<!doctype html>", "html"), (b"Words.", "html"),
        (b"", "html"), (b"\xef\xbb\xbf<p>", "html"),
        (b"\x1f\x8b\x08broken", "html"), (b"%PDF-1.7", "html"),
        (b"url,html\r\na,<p>Tea\r\n", "csv"), (b'Content;Id\n"<p>\n<b>;', "csv"),
        (b"\xef\xbb\xbfid\ttext\n1\tTea\n2\tMilk", "tsv"),
        ("id,text\n1,Tee ü".encode("utf-16"), "csv"),
        (b"html,url", "html"), (b"html\n<p>Tea\n", "html"), (b"a,b\n1,2\n", "html"),
        (b"Text, content\nTea, milk\n", "html"), (b"url,html\nTea\nMilk\n", "html"),
        (b"text,content\na,b\nand so on.\nc,d", "html"), (b"text,\nTea,milk\n", "html"),
        (b"Pure content, no text\nTea, milk\n", "html"), (b'url,"html\nTea,milk\n', "html"),
    ],
)  # fmt: skip
def test_files_without_a_telling_name_are_told_by_their_bytes(tmp_path, start, form):
    """And a template or a list in Markdown is not JSON."""
    (tmp_path / "noname").write_bytes(start)
    assert format_of(tmp_path / "noname") == form


@pytest.mark.parametrize("name", ["html", "status", "url"])
def test_a_table_with_two_columns_of_one_name_is_refused(tmp_path, name):
    """Neither of them is taken in silence; in a pipe it is an error row."""
    (tmp_path / "a.csv").write_text(f"html,{name},{name}\n<p>Tea,1,2\n")
    names = ["html", name, name]
    parquet.write_table(pa.table([["<p>Tea"]] * 3, names=names), tmp_path / "a.parquet")
    for path in (tmp_path / "a.csv", tmp_path / "a.parquet"):
        with pytest.raises(CorpusError, match=rf"several columns are called '{name}'.*own$"):
            open_source(path).with_columns()
        (item,) = open_source(path).items()
        assert (item.failure.code, item.payload) == ("no column", None)


@pytest.mark.parametrize("name", ["a.csv", "noname"])
def test_a_separator_may_be_declared(tmp_path, name):
    """As Excel writes it, before the names."""
    (tmp_path / name).write_bytes(b"sep=;\r\nid;html\r\n1;<p>Tea\r\n2;<p>Milk, hot\r\n")
    assert [item.id for item in seen(tmp_path / name)] == ["1", "2"]
    assert texts(tmp_path / name) == ["<p>Tea", "<p>Milk, hot"]


def test_a_line_of_another_encoding_is_told_as_such(tmp_path):
    """That it is invalid JSON would send people to look for a missing quote."""
    lines = '{"html": "<p>caf\xe9"}\n{"html": "<p>Tea"}\n'.encode("latin-1")
    (tmp_path / "a.jsonl").write_bytes(lines)
    first, second = seen(tmp_path / "a.jsonl")
    assert str(first.failure).startswith("bad record: the line is not UTF-8: convert the file")
    assert second.failure is None


def test_columns_that_are_not_read_may_be_there_twice(tmp_path):
    """They say nothing of the page."""
    (tmp_path / "a.csv").write_text("at,html,at\n1,<p>Tea,2\n")
    assert texts(tmp_path / "a.csv") == ["<p>Tea"]


def test_folders_hold_pages_beside_other_files(tmp_path):
    """CSV and JSON files there are mostly about the pages, not pages."""
    (tmp_path / "a.html").write_text(PAGES[0])
    (tmp_path / "scores.csv").write_text("html\n<p>Tea\n")
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "index.cdxj").write_text("x")
    assert texts(tmp_path) == PAGES[:1]


def test_what_cannot_come_through_a_pipe_is_refused(monkeypatch):
    """A ZIP archive is read from its end."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w"):
        pass
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw.getvalue())))
    with pytest.raises(sources.CorpusError, match="standard input"):
        list(open_source("-", form="wacz").items())


@pytest.mark.parametrize("form", ["csv", "json", "html"])
def test_other_forms_come_through_a_pipe(monkeypatch, form):
    """The format is said, because a pipe has no name."""
    data = {
        "csv": csv_of(("html",), *((p,) for p in PAGES)),
        "json": json.dumps(ROWS),
        "html": PAGES[0],
    }
    raw = io.BytesIO(gzip.compress(data[form].encode()))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=raw))
    assert texts("-", form=form) == PAGES[: 1 if form == "html" else 4]


def test_no_file_is_left_open(tmp_path):
    """Warnings are errors; a reader that is not read to its end closes its file."""
    (tmp_path / "a.csv").write_text(csv_of(("html",), *((p,) for p in PAGES)))
    source = open_source(tmp_path / "a.csv").items()
    next(source)
    source.close()
    assert Path(tmp_path / "a.csv").exists()
