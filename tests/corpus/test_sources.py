"""Every format gives the same pages, resumes at any item, and reports what is broken."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
import zstandard
from corpus_pages import NUMBER, json_lines, record, response, warc_records
from corpus_stubs import page

from pagequality.corpus import sources
from pagequality.corpus.columns import Columns
from pagequality.corpus.http import BadMessage, parse_response
from pagequality.corpus.items import opened
from pagequality.corpus.run import score_corpus
from pagequality.corpus.sources import base, jsonl, open_source
from pagequality.errors import CorpusError

EVERY = (
    "a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.warc", "a.warc.gz", "noname", "a.parquet",
    "a.arrow", "stream.arrow", "pages",
)  # fmt: skip


def texts(source, skip=0):
    """Return the pages themselves."""
    found = [opened(item, source.columns) for item in source.items(skip)]
    assert not any(item.failure for item in found)
    return [p.decode() if isinstance(p, bytes) else p for p in (item.payload for item in found)]


@pytest.mark.parametrize("name", EVERY)
def test_every_format_gives_the_same_pages(corpora, name):
    """A page is a page, whatever it is stored in."""
    assert texts(open_source(corpora / name)) == [page(i) for i in range(NUMBER)]


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("skip", [0, 1, 5, 7, NUMBER])
def test_skipping_is_reading_without_the_first(corpora, name, skip):
    """A resumed run sees just the pages that are left."""
    assert texts(open_source(corpora / name), skip) == [page(i) for i in range(skip, NUMBER)]


def test_several_places_are_read_one_after_the_other(corpora):
    """Skipping counts across files and folders."""
    source = open_source([corpora / "a.parquet", corpora / "pages", corpora / "a.jsonl.gz"])
    assert texts(source, NUMBER + 3) == [page(i) for i in range(3, NUMBER)] + [
        page(i) for i in range(NUMBER)
    ]


def test_pages_in_memory(corpora):
    """Mappings and Arrow tables are sources like files."""
    rows = [{"html": page(i), "url": "u"} for i in range(3)]
    assert texts(open_source(rows)) == [page(0), page(1), page(2)]
    assert texts(open_source(iter(rows)), 1) == [page(1), page(2)]
    assert texts(open_source(pq.read_table(corpora / "a.parquet")), 10) == [page(10), page(11)]


def test_names_and_addresses(corpora):
    """An item is called by its id, its record id, its file or its place."""
    rows = [opened(item, Columns()) for item in open_source(corpora / "a.warc.gz").items()]
    assert (rows[2].id, rows[2].url) == ("2", "http://site.example/2")
    (first, *_) = open_source(corpora / "pages").items()
    assert first.id.endswith("000.html")
    source = open_source(corpora / "a.jsonl", columns=Columns(id="nothing"))
    assert opened(next(iter(source.items())), source.columns).id.endswith("a.jsonl:1")


def test_totals_are_known_where_that_is_cheap(corpora):
    """Parquet and folders of pages know their size; lines would have to be read."""
    assert open_source([corpora / "a.parquet", corpora / "pages"]).total() == 2 * NUMBER
    assert open_source(corpora / "a.jsonl").total() is None


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_standard_input(monkeypatch, pack):
    """Lines come in through a pipe, compressed or not."""
    raw = io.BytesIO(pack(json_lines(3)))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=raw))
    assert texts(open_source("-")) == [page(0), page(1), page(2)]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_a_table_through_a_pipe(monkeypatch, pack):
    """Its first line tells it from JSON lines."""
    table = "url,html\r\n" + "".join(f'http://a.example/,"{page(i)}"\r\n' for i in range(3))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(pack(table.encode()))))
    assert texts(open_source("-")) == [page(0), page(1), page(2)]


def test_a_warc_through_a_pipe(monkeypatch):
    """The format is said, because a pipe has no name."""
    raw = io.BytesIO(b"".join(map(gzip.compress, warc_records(3))))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=raw))
    assert texts(open_source("-", form="warc")) == [page(0), page(1), page(2)]


def test_headers_of_a_response_reach_the_scorer(tmp_path):
    """Charset and content type are those of the HTTP response."""
    body = "<p>caf\u00e9".encode("latin-1")
    packed = zlib.compress(body)
    headers = "Content-Type: text/html; charset=latin-1\r\nContent-Encoding: deflate"
    plain = record("resource", "r", body, content="text/html; charset=latin-1")
    (tmp_path / "a.warc").write_bytes(response("1", packed, headers=headers) + plain)
    rows = [opened(item, Columns()) for item in open_source(tmp_path / "a.warc").items()]
    assert [row.payload for row in rows] == [body, body]
    assert [row.headers["content-type"] for row in rows] == ["text/html; charset=latin-1"] * 2


def test_encodings_of_a_body():
    """Chunks are joined; a body that is not encoded as its headers say is kept."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    packed = gzip.compress(b"<p>Tea")
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    assert parse_response(head + chunks).body == b"<p>Tea"
    assert parse_response(head + b"<p>Tea").body == b"<p>Tea"
    for broken in (b"", b"<p>Tea", b"HTTP/1.1 200 OK\r\nContent-Type: text/html"):
        with pytest.raises(BadMessage):
            parse_response(broken)


def test_a_line_without_an_end_is_passed_over(tmp_path, monkeypatch):
    """A file without line ends is never held in memory whole."""
    monkeypatch.setattr(jsonl, "LONGEST", 300)
    (tmp_path / "x.jsonl").write_bytes(b"x" * 2_500_000 + b"\n" + json_lines(2))
    found = [opened(item, Columns()) for item in open_source(tmp_path / "x.jsonl").items()]
    assert [item.failure is None for item in found] == [False, True, True]


@pytest.mark.parametrize("name", ["a.wet", "a.warc.wet.gz"])
def test_wet_is_refused_with_advice(tmp_path, name):
    """Extracted text is no page; whoever wants it scored says so."""
    text = record("conversion", "t", b"Only text 5.", content="text/plain")
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    with pytest.raises(CorpusError, match="--text"):
        open_source(tmp_path / name)
    assert texts(open_source(tmp_path / name, text=True)) == ["Only text 5."]


def test_misuse_is_said_at_once(tmp_path):
    """What cannot work at all raises before anything is read."""
    with pytest.raises(CorpusError, match="no file"):
        open_source(tmp_path / "nothing")
    with pytest.raises(CorpusError, match="unknown format"):
        open_source(tmp_path, form="docx")
    with pytest.raises(CorpusError, match="no corpus"):
        open_source([])


@pytest.mark.parametrize("given", [7, None, b"<p>Tea", {"html": "<p>Tea"}, [b"<p>Tea"], [1], {2.5}])
def test_what_is_no_corpus_is_refused(tmp_path, given):
    """In a line, and before a folder of parts is made."""
    for one in (given, iter(given) if isinstance(given, list) else given):
        with pytest.raises(CorpusError, match="mapping"):
            score_corpus(one, tmp_path / "s.jsonl", progress=False, n_jobs=1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "is empty"),
        ("http://a.example/tea", "nothing is fetched here"),
        ("pages/*.html", "give the list of glob.glob"),
        ("~/nowhere.jsonl", "expanduser"),
        ("<h1>Tea</h1>" + "<p>Boil the water first.</p>" * 900, "this is a page, not the name"),
        ("<p>Tea</p>", "this is a page, not the name"),
        ("Boil the water\nfirst.", "this is text, not the name"),
        ("x" * 9000, "this is text, not the name"),
    ],
)
def test_what_is_no_path_is_told_with_advice(tmp_path, given, told):
    """In a line of a sensible length, alone and among paths; no page is repeated."""
    for one in (given, [given], [tmp_path, given]):
        with pytest.raises(CorpusError, match=told) as error:
            score_corpus(one, tmp_path / "s.jsonl", progress=False, n_jobs=1)
        assert len(str(error.value)) < 250


@pytest.mark.parametrize("sink", ["", None, 7])
def test_a_sink_is_a_path(sink):
    """An empty one is not the folder one is in."""
    with pytest.raises(CorpusError, match="the sink is the path of a file"):
        score_corpus([{"html": "<p>Tea"}], sink, progress=False, n_jobs=1)


def test_paths_and_mappings_may_come_in_any_collection(corpora):
    """And mappings one by one, of which none is taken before it is time."""
    found = {str(path): path for path in sorted((corpora / "pages").glob("*.html"))}
    assert texts(open_source(found.values())) == texts(open_source(corpora / "pages"))
    assert texts(open_source({"html": page(i)} for i in range(3))) == [page(i) for i in range(3)]
    one_by_one = iter([{"html": page(1)}])
    open_source(one_by_one)
    assert len(list(one_by_one)) == 1


def test_what_cannot_come_through_a_pipe_leaves_no_folder(tmp_path, monkeypatch):
    """Whoever gives the file instead is not told of an unfinished run."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"PAR1")))
    with pytest.raises(CorpusError, match="cannot be read from standard input"):
        score_corpus("-", tmp_path / "s.jsonl", input_format="parquet", progress=False, n_jobs=1)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_mapping_amid_pages_costs_itself_alone():
    """It is an error row like any other."""
    found = list(open_source([{"html": page(1)}, None, {"html": page(2)}]).items())
    assert [item.failure is None for item in found] == [True, False, True]


def test_the_fingerprint_follows_the_files(corpora):
    """A changed file, another column or another place is another corpus."""
    before = open_source(corpora).fingerprint()
    assert before == open_source(corpora).fingerprint()
    assert before != open_source(corpora, columns=Columns("body")).fingerprint()
    (corpora / "pages" / "000.html").write_text("changed")
    assert before != open_source(corpora).fingerprint()


def test_zstd_frames_follow_each_other():
    """A stream may have any number of frames; bytes that are none are damage."""
    packed = zstandard.compress(b"one ") + zstandard.compress(b"two")
    assert base.unpacked(io.BytesIO(packed)).read() == b"one two"
    with pytest.raises(EOFError):
        base.unpacked(io.BytesIO(zstandard.compress(b"one") + b"nonsense")).read()


def test_json_pages_keep_their_headers():
    """A record may carry the headers of its response."""
    line = json.dumps({"html": "<p>", "headers": {"Content-Type": "image/png"}}).encode()
    assert opened(sources.Item("a", payload=line, form="json"), Columns()).headers


def test_no_more_of_a_pipe_is_kept_than_a_bound(monkeypatch):
    """What is looked at beforehand has one; all of it is read nevertheless, and once."""
    lines = b'{"html": "<p>Tea"}\n' * 5000
    raw = SimpleNamespace(buffer=io.BytesIO(lines))
    monkeypatch.setattr("sys.stdin", raw)
    monkeypatch.setattr(base, "LOOKED_AT", 20_000)
    corpus = open_source("-", columns=Columns(url="lnik")).with_columns()
    assert raw.buffer.tell() < 60_000
    assert sum(1 for _ in corpus.items()) == 5000
    assert list(corpus.items()) == []
    monkeypatch.setattr("sys.stdin", None)
    (item,) = open_source("-").with_columns().items()
    assert "closed" in str(item.failure)
