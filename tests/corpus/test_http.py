"""HTTP responses as crawls store them: status, headers, chunks, and headers in other forms."""

from __future__ import annotations

import gzip

import pytest

from pagequality.corpus.http import BadMessage, parse_response, plain_headers

PAGE = b"<p>The mill opens on Sunday.</p>\r\n\r\n<p>Bring boots.</p>"
CHUNKED = "Transfer-Encoding: chunked"


def message(*headers: str, body: bytes = PAGE, status: str = "HTTP/1.1 200 OK", end="\r\n"):
    """Return a response."""
    return end.join([status, *headers, "", ""]).encode() + body


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("HTTP/1.1 200 OK", 200), ("HTTP/1.0 404 Not Found", 404), ("HTTP/2 503", 503),
        ("HTTP/2.0 200", 200), ("http/1.1 301 Moved", 301), ("ICY 200 OK", 200),
        ("HTTP/1.1  500  Oops", 500),
    ],
)  # fmt: skip
def test_the_status_is_read(line, status):
    """Whatever version, with words or without."""
    assert parse_response(message(status=line)).status == status


def test_interim_responses_are_passed_over():
    """``100 Continue`` and early hints come before the response that counts."""
    hints = message("Link: </a.css>", body=b"", status="HTTP/1.1 103 Early Hints")
    whole = message(body=b"", status="HTTP/1.1 100 Continue") + hints + message("Server: mill")
    assert parse_response(whole) == (200, {"server": "mill"}, PAGE, "")


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_headers_end_at_the_first_empty_line(end):
    """Whatever the line ends; an empty line in the page is the page's."""
    found = parse_response(message("Content-Type: text/html", "Age: 3", end=end))
    assert found.headers == {"content-type": "text/html", "age": "3"}
    assert found.body == PAGE


def test_headers_may_be_folded_and_repeated():
    """A coding named on two lines is a list of two; of other names the last one counts."""
    headers = ("X-Note: one", "  two", "Content-Encoding: gzip", "Content-Encoding: gzip", "Age: 1",
               "Age: 2", "no colon here")  # fmt: skip
    body = gzip.compress(gzip.compress(PAGE))
    found = parse_response(message(*headers, body=body))
    assert found.body == PAGE
    assert found.headers == {"x-note": "one two", "content-encoding": "gzip, gzip", "age": "2"}


@pytest.mark.parametrize(
    "body",
    [
        b"5\r\n<p>Te\r\n5\r\na</p>\r\n0\r\n\r\n",
        b"5\n<p>Te\n5\na</p>\n0\n\n",
        b"5;name=x\r\n<p>Te\r\n0005 \r\na</p>\r\n0\r\nTrailer: x\r\n\r\n",
        b"5\r\n<p>Te\r\n5\r\na</p>",
        b"5\r\n<p>Te\r\n5\r\na</p>\r\n",
    ],
)
def test_chunks_are_joined(body):
    """With CRLF or LF, with extensions and trailers, with or without the last one."""
    assert parse_response(message(CHUNKED, body=body))[2:] == (b"<p>Tea</p>", "")


@pytest.mark.parametrize(
    "body", [PAGE, b"", b"0\nseven\n", b"beef\nis for dinner", b"2024\r\nA year"]
)
def test_a_body_that_is_not_chunked_after_all_is_kept(body):
    """Also where its first line happens to be a number."""
    assert parse_response(message(CHUNKED, body=body)).body == body


def test_an_empty_chunked_body_is_empty():
    """Nothing but the end."""
    assert parse_response(message(CHUNKED, body=b"0\r\n\r\n")).body == b""


def test_chunks_that_break_off_or_are_damaged_are_told():
    """What there is of the page is kept."""
    cut = parse_response(message(CHUNKED, body=b"5\r\n<p>Te\r\n9\r\na</p"))
    assert cut[2:] == (b"<p>Tea</p", "its last chunk is not whole")
    bad = parse_response(message(CHUNKED, body=b"5\r\n<p>Te\r\nzz\r\na</p>"))
    assert bad[2:] == (b"<p>Tezz\r\na</p>", "its chunks are damaged")


def test_chunks_of_a_packed_body():
    """Transfer codings are undone before content codings; both may pack."""
    packed = gzip.compress(PAGE)
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    assert parse_response(message(CHUNKED, "Content-Encoding: gzip", body=body)).body == PAGE
    assert parse_response(message("Transfer-Encoding: gzip, chunked", body=body)).body == PAGE


def test_a_body_shorter_than_its_length_is_told():
    """But not where it was packed, for then the length is that of other bytes."""
    assert "of its 9999 bytes" in parse_response(message("Content-Length: 9999")).cut
    for header in ("Content-Length: 3", "Content-Length: 99x"):
        assert parse_response(message(header)).cut == ""
    assert parse_response(message("Content-Length: 9999", "Content-Encoding: gzip")).cut == ""


@pytest.mark.parametrize(
    "broken",
    [
        b"", b"<p>Tea", b"HTTP/1.1 OK\r\n\r\n<p>", b"HTTP/1.1 200 OK\r\nContent-Type: text/html",
        message("Content-Encoding: br", body=bytes(range(128, 256))),
        b"HTTP/1.1 200 OK\r\n" + b" x\r\n" * 99_999 + b"\r\n<p>Tea",
    ],
)  # fmt: skip
def test_what_is_no_response_is_told(broken):
    """No status, headers without an end, a body that nothing can unpack."""
    with pytest.raises(BadMessage):
        parse_response(broken)


@pytest.mark.parametrize(
    "given",
    [
        {"Content-Type": "image/png"},
        [["Content-Type", "image/png"]],
        [("Content-Type", "image/png")],
        {b"Content-Type": [b"text/html", b"image/png"]},
        [{"name": "Content-Type", "value": "image/png"}],
        [{"key": "Content-Type", "value": "image/png"}],
        ["Content-Type: image/png"],
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n",
        b"Content-Type: image/png",
        [["Content-Type", "image/png"], ["alone"], 7, None],
    ],
)
def test_headers_are_read_in_every_form_that_crawlers_write(given):
    """Mappings, pairs, HAR, lines."""
    assert plain_headers(given) == {"Content-Type": "image/png"}


@pytest.mark.parametrize("given", [None, 7, "", [], {}, [1, 2], "no headers"])
def test_what_is_no_header_says_nothing(given):
    """The unknown never accuses."""
    assert plain_headers(given) is None
