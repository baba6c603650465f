"""WARC and WACZ files: pages out, all else counted; status, truncation and refusals."""

from __future__ import annotations

import gzip
import json
import math
import zipfile
from collections import Counter

import pytest
from corpus_pages import NUMBER, record, response, warc_records
from corpus_stubs import page, verdict

from pagequality.corpus.columns import Columns
from pagequality.corpus.items import opened
from pagequality.corpus.options import ScoringOptions
from pagequality.corpus.run import score_corpus
from pagequality.corpus.sources import open_source
from pagequality.corpus.sources import records as record_reader
from pagequality.corpus.worker import PageWorker
from pagequality.errors import CorpusError
from pagequality.judge.unjudged import unjudged
from pagequality.reading import read

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 99


class Judge:
    """Reads what a page is; one that answers with content is judged at once."""

    def analyze_payload(self, payload, *, text=False, url=None, headers=None, status=None):
        """Judge."""
        assert not text
        state = read(payload, url=url, headers=headers, status=status).state
        if state.name in {"error", "redirect", "bot_wall", "not_html"}:
            return unjudged(state.notice, url)
        return verdict(payload, url)


def answer(name: str, status: str, *headers: str, body: bytes = b"<p>Tea 7") -> bytes:
    """Return a record of a response with any status."""
    head = "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *headers, "", ""])
    return record("response", name, head.encode() + body, content="application/http")


def seen(path, **options):
    """Return the items of a file, opened, and what was passed over."""
    passed = Counter[str]()
    source = open_source(path, **options)
    return [opened(item, Columns()) for item in source.items(passed=passed)], passed


def verdicts(path):
    """Judge what a file holds."""
    worker = PageWorker(Judge(), ScoringOptions(), verdicts=True)
    return [worker(item) for item in open_source(path).items()]


OTHERS = (
    record("warcinfo", "w", b"software: x\r\n", content="application/warc-fields"),
    record("request", "q", b"GET / HTTP/1.1\r\n\r\n", content="application/http; msgtype=request"),
    record("metadata", "m", b"outlink: x\r\n", content="application/warc-fields"),
    record(
        "revisit", "v", b"HTTP/1.1 200 OK\r\n\r\n", content="application/http; msgtype=response"
    ),
    record("response", "d", b"20260101\nmill.example. 60 IN A 192.0.2.1", content="text/dns"),
    record("response", "x", b"hello", content="application/octet-stream"),
    record("resource", "s", PNG, content="image/png"),
    record("resource", "t", b"{}", content="application/json"),
    record("conversion", "c", b"Tea", content="text/plain"),
    record("continuation", "n", b"<p>more", content="application/http"),
    record("screenshot", "u", PNG, content="image/png"),
)


def test_what_is_no_page_is_counted_and_costs_nothing(tmp_path):
    """An ordinary crawl is full of it: no row, no error, exit code 0, and a word in the report."""
    data = b"".join([*OTHERS[:1], response("1", page(1).encode()), *OTHERS[1:], answer("2", "200")])
    (tmp_path / "a.warc").write_bytes(data)
    items, passed = seen(tmp_path / "a.warc")
    assert [item.id for item in items] == ["1", "2"]
    assert passed == {
        "warcinfo": 1, "request": 1, "metadata": 1, "revisit": 1, "dns": 1, "other response": 1,
        "resource": 2, "conversion": 1, "continuation": 1, "screenshot": 1,
    }  # fmt: skip
    report = score_corpus(
        tmp_path / "a.warc", tmp_path / "s.jsonl", scorer=Judge(), n_jobs=1, progress=False
    )
    assert (report.pages, report.judged, report.exit_code) == (2, 2, 0)
    assert report.passed == passed
    assert "no pages: 2 resource" in str(report)


def test_images_are_rows_that_are_not_judged(tmp_path):
    """They are said to be no page, and they are no error of the run."""
    image = response("i", PNG, headers="Content-Type: image/png")
    pdf = response("p", b"%PDF-1.7 " + b"x" * 99, headers="Content-Type: text/html")
    (tmp_path / "a.warc").write_bytes(image + pdf + response("1", page(1).encode()))
    (tmp_path / "b.html").write_bytes(bytes(range(256)) * 40)
    sink = tmp_path.parent / f"{tmp_path.name}.jsonl"
    report = score_corpus(tmp_path, sink, scorer=Judge(), n_jobs=1, progress=False)
    rows = [json.loads(line) for line in sink.read_text().splitlines()]
    assert [row["notices"] for row in rows] == ["not html", "not html", "", "not html"]
    assert [row["abstained"] for row in rows] == [True, True, False, True]
    assert (report.judged, report.abstained, report.exit_code) == (1, 3, 0)


@pytest.mark.parametrize(
    ("status", "headers", "code"),
    [
        ("200 OK", (), ""), ("203 Non-Authoritative", (), ""), ("304 Not Modified", (), ""),
        ("300 Multiple Choices", (), ""), ("302 Found", ("Location: /b",), "redirect"),
        ("308 Moved", ("location: /b",), "redirect"), ("404 Not Found", (), "error page"),
        ("410 Gone", (), "error page"), ("429 Too Many", (), "bot wall"),
        ("500 Oops", (), "error page"), ("503 Busy", ("Location: /b",), "error page"),
    ],
)  # fmt: skip
def test_the_status_decides_where_it_is_known(tmp_path, status, headers, code):  # noqa: PLR0917 - fixtures
    """An error, a refusal or a redirect is not judged, whatever its page says; all else is."""
    (tmp_path / "a.warc").write_bytes(answer("1", status, *headers))
    (found,) = verdicts(tmp_path / "a.warc")
    assert [notice.code for notice in found.notices] == ([code] if code else [])
    assert math.isnan(found.probability) is bool(code)


def test_json_lines_may_know_the_status():
    """As crawlers that write JSON do; a column of another meaning says nothing."""
    worker = PageWorker(Judge(), ScoringOptions(), verdicts=True)
    rows = [{"html": "<p>Tea 7", "status": given} for given in (404, "404", 200, "done", 7, None)]
    assert [worker(item).abstained for item in open_source(rows).items()] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


def test_headers_may_be_a_list():
    """As other exports write them."""
    worker = PageWorker(Judge(), ScoringOptions(), verdicts=True)
    rows = [{"html": "{}", "headers": [["Content-Type", "application/json"]]}]
    assert [worker(item).notices[0].code for item in open_source(rows).items()] == ["not html"]


@pytest.mark.parametrize("lost", [5, 9, 12])
def test_a_page_at_which_a_file_breaks_off_is_judged_with_a_notice(tmp_path, lost):
    """As far as it was read; its row says that it was cut, and why."""
    whole = answer("2", "200 OK", body=b"<p>Tea 7 and what the kettle said of it")
    (tmp_path / "a").write_bytes(answer("1", "200 OK") + whole[: -lost - 4])
    items, _ = seen(tmp_path / "a", form="warc")
    assert [item.failure for item in items] == [None, None]
    assert items[1].payload.startswith(b"<p>Tea 7")
    assert [len(item.notices) for item in items] == [0, 1]
    (notice,) = items[1].notices
    assert notice.code == "truncated"
    assert "the page was cut off: the record should have" in notice.message
    assert notice.message.endswith("the file ended before its time")


def test_a_page_whose_member_breaks_off_is_an_error(tmp_path):
    """What was unpacked of it was never checked; the pages before it are judged."""
    whole = gzip.compress(answer("2", "200 OK", body=b"<p>Tea 7 and what the kettle said"))
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(answer("1", "200 OK")) + whole[:-20])
    items, _ = seen(tmp_path / "a.warc.gz")
    assert items[0].failure is None
    assert items[1].failure.code == "truncated"


def test_a_member_that_ends_too_early_holds_the_beginning_of_its_page(tmp_path):
    """The record behind it is read as well."""
    first = answer("1", "200 OK", body=b"<p>Tea 7" * 20)[:-60]
    (tmp_path / "a.warc.gz").write_bytes(
        gzip.compress(first) + gzip.compress(answer("2", "200 OK"))
    )
    items, _ = seen(tmp_path / "a.warc.gz")
    assert [[notice.code for notice in item.notices] for item in items] == [["truncated"], []]
    assert "goes on with another record" in items[0].notices[0].message


@pytest.mark.parametrize("kept", ["WARC-Type", "HTTP/1.1 200", "text/html\r\n", "\r\n\r\n"])
def test_where_nothing_of_a_page_was_read_an_error_says_so(tmp_path, kept):
    """The file broke off in the headers, or right behind them."""
    whole = answer("2", "200 OK")
    end = whole.rindex(kept.encode(), 0, -4) + len(kept)
    (tmp_path / "a.warc").write_bytes(answer("1", "200 OK") + whole[:end])
    items, _ = seen(tmp_path / "a.warc")
    assert [item.failure is None for item in items] == [True, False]


def test_pages_that_were_cut_are_judged_with_a_notice(tmp_path, monkeypatch):
    """By the crawler, by the server, by us."""
    cut = answer("1", "200 OK").replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date")
    part = answer("2", "200 OK").replace(b"WARC-Date", b"WARC-Segment-Number: 1\r\nWARC-Date")
    short = answer("3", "200 OK", "Content-Length: 999")
    packed = answer("4", "200", "Content-Encoding: gzip", body=gzip.compress(b"<p>Tea " * 99)[:-6])
    huge = answer("5", "200 OK", body=b"<p>Tea 7" + b" " * 3000)
    monkeypatch.setattr(record_reader, "LONGEST", 1000)
    (tmp_path / "a.warc").write_bytes(cut + part + short + packed + huge + answer("6", "200 OK"))
    found = verdicts(tmp_path / "a.warc")
    assert [[notice.code for notice in one.notices] for one in found] == [["truncated"]] * 5 + [[]]
    assert [one.notices[0].message.partition(" off")[2] for one in found[:5]] == [
        " when it was stored (length)",
        ": the record holds its first part alone",
        ": 8 of its 999 bytes are there",
        ": its gzip data end before their time",
        f": only the first 1000 of its {3008 + 44} bytes were kept",
    ]
    assert not any(math.isnan(one.probability) for one in found)


def test_a_record_without_a_content_type_is_told_by_its_bytes(tmp_path):
    """Not every writer says ``application/http``."""
    bare = answer("1", "200 OK").replace(b"Content-Type: application/http\r\n", b"")
    (tmp_path / "a.warc").write_bytes(bare)
    ((item,), passed) = seen(tmp_path / "a.warc")
    assert (item.payload, item.status, passed) == (b"<p>Tea 7", 200, {})


@pytest.mark.parametrize(
    ("target", "counted"), [("http://a.example/", 0), ("file:///a.html", 0), ("urn:view:a", 1)]
)
def test_a_resource_is_a_page_where_it_has_an_address(tmp_path, target, counted):
    """HTML that was fetched without HTTP; not what a crawler notes of a page."""
    data = record("resource", "1", b"<p>Tea", content="text/html")
    (tmp_path / "a.warc").write_bytes(data.replace(b"http://site.example/1", target.encode()))
    items, passed = seen(tmp_path / "a.warc")
    assert (len(items), passed["resource"]) == (1 - counted, counted)


ARC = (
    b"filedesc://a.arc 0.0.0.0 20090101000000 text/plain 76\n1 0 Mill\nURL IP-address "
    b"Archive-date Content-type Archive-length\n\nhttp://a.example/ 192.0.2.1 20090101000000 "
    b"text/html 30\nHTTP/1.1 200 OK\r\n\r\n<p>Tea\n"
)
ZIPPED_ARC = gzip.compress(ARC, mtime=0)
ZIPPED_TAR = gzip.compress(b"a.html".ljust(257, b"\0") + b"ustar" + b"\0" * 300, mtime=0)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.arc", ARC, "ARC file"), ("a.arc.gz", ZIPPED_ARC, "ARC file"),
        ("noname", ARC, "ARC file"), ("noname", ZIPPED_ARC, "ARC file"),
        ("a.warc.wet.gz", b"", "WET file"), ("a.warc.wat.gz", b"", "WAT file"),
        ("a.cdxj", b"", "index"),
        ("a.tar", b"a.html".ljust(257, b"\0") + b"ustar", "TAR archive"),
        ("a.tgz", ZIPPED_TAR, "TAR"),
        ("a.warc.xz", b"\xfd7zXZ\x00\x00", "Unpack"), ("a.bz2", b"BZh91AY", "Unpack"),
        ("a.db", b"SQLite format 3\x00", "database"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused_with_advice(tmp_path, name, data, words):  # noqa: PLR0917 - fixtures
    """By its name or its bytes, and before anything is scored."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CorpusError, match=words):
        open_source(tmp_path / name)


def test_arc_and_wet_are_told_wherever_they_are_met(tmp_path):
    """In folders, under wrong names: an error row says what they are, and the rest is read."""
    (tmp_path / "a.arc").write_bytes(ARC)
    (tmp_path / "b.warc").write_bytes(ARC)
    text = record("conversion", "t", b"Only text.", content="text/plain")
    (tmp_path / "c.warc").write_bytes(OTHERS[0] + text * 3)
    (tmp_path / "d.wet").write_bytes(text)
    (tmp_path / "e.html").write_text("<p>Tea")
    (tmp_path / "f.csv").write_text("what,is,this\n")
    items, _ = seen(tmp_path)
    told = [item.failure.message.partition("is a")[2][:10] for item in items if item.failure]
    assert told == ["n ARC file", "n ARC file", " WET file:", " WET file:"]
    assert items[-1].payload == b"<p>Tea"


def test_a_wacz_file_is_read_archive_by_archive(tmp_path):
    """In the order of their names, packed or not; what else is in there is left alone."""
    made = warc_records(NUMBER)
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        archive.writestr("indexes/index.cdx.gz", b"")
        archive.writestr("archive/b.warc", b"".join(made[7:]), zipfile.ZIP_DEFLATED)
        archive.writestr("archive/a.warc.gz", b"".join(map(gzip.compress, made[:7])))
    items, passed = seen(tmp_path / "a.wacz")
    assert [item.payload for item in items] == [page(i).encode() for i in range(NUMBER)]
    assert passed == {"warcinfo": 1, "request": 1}
    (tmp_path / "noname").write_bytes((tmp_path / "a.wacz").read_bytes())
    assert [item.id for item in seen(tmp_path / "noname")[0]] == [item.id for item in items]
    rest = [opened(item, Columns()) for item in open_source(tmp_path / "a.wacz").items(5)]
    assert rest == items[5:]


@pytest.mark.parametrize(
    "packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_damaged_archive_in_a_wacz_costs_itself_alone(tmp_path, packing):
    """However it is packed; an error row says which."""
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name in "abc":
            archive.writestr(f"archive/{name}.warc", response(name, page(1).encode()) * 50)
        place = archive.getinfo("archive/b.warc").header_offset + len("archive/b.warc") + 30
    data = path.read_bytes()
    place = data.index(b"urn:uuid:b") + 200 if packing == zipfile.ZIP_STORED else place + 60
    path.write_bytes(data[:place] + b"?" * 9 + data[place + 9 :])
    items, _ = seen(path)
    (bad,) = [item for item in items if item.failure]
    assert "b.warc" in bad.id
    assert items[-1].id == "c"


def test_a_zip_of_other_things_is_told(tmp_path):
    """There is nothing to read in it."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("page.html", page(1))
    ((item,), _) = seen(tmp_path / "a.zip")
    assert "ZIP archive without WARC files" in str(item.failure)
