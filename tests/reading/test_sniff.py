"""What is no page is told by its first bytes and its type; what may be one is let through."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import zipfile

import pytest

import pagequality as pq
from pagequality.reading.sniff import not_html, opened

STORY = "<html><h1>Mill cleared</h1>" + "".join(
    f"<p>Row {n} of the mill race was cleared by Ann Lee on Monday.</p>" for n in range(6)
)


def packed() -> bytes:
    """A small archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "tea")
    return file.getvalue()


NO_PAGES = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "PNG image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "JPEG image": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "GIF image": b"GIF89a\x01\0\x01\0",
    "ZIP archive": packed(),
    "bzip2 data": bz2.compress(b"tea"),
    "Parquet file": b"PAR1\x15\x04",
    "WARC file": b"WARC/1.0\r\nWARC-Type: warcinfo\r\n",
    "media": b"RIFF\x24\0\0\0WEBPVP8 ",
    "JSON": json.dumps({"html": "<p>Tea", "url": "/"}).encode(),
    "RSS feed": b'<?xml version="1.0"?>\n<!-- made -->\n<rss version="2.0"><channel><title>Mill',
    "Atom feed": b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Mill</title>',
    "RDF document": b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="x"><item>',
    "sitemap": b'<?xml version="1.0"?><urlset xmlns="x"><url><loc>https://a.example/</loc>',
    "SVG image": b'<svg xmlns="http://www.w3.org/2000/svg"><title>Mill</title><path d="M0 0"/>',
    "XML document": b'<?xml version="1.0"?><prices><price>3</price></prices>',
    "style sheet": b"/* Mill */\n@media print { nav { display: none } }\nbody { margin: 0; }",
    "script": b"(function(){var a=1;function b(){return a;}window.b=b;})();",
    "property list": b"bplist00\xd1\x01\x02",
    "TAR archive": b"mill.html" + bytes(248) + b"ustar\x0000",
    "robots.txt": b"User-agent: *\nDisallow: /mill/\n\nSitemap: https://a.example/s.xml\n",
    "log file": b'192.0.2.7 - - [01/Nov/2026] "GET / HTTP/1.1" 200 812\n' * 5,
    "table of values": b"id\tname\tlat\n" + b"7\tMill\t51.5\n" * 9,
    "encoded data": b"data:image/png;base64," + b"iVBORw0KGgo" * 40,
    "binary data": bytes(range(256)) * 4,
}


@pytest.mark.parametrize("kind", NO_PAGES)
def test_what_is_no_page_is_named(kind: str) -> None:
    """It gets the state ``not_html``, no words and no probability."""
    assert not_html(NO_PAGES[kind]) == kind
    verdict = pq.analyze(NO_PAGES[kind])
    assert verdict.abstained
    assert verdict.state.name == "not_html"
    assert verdict.notices == (("not html", f"this is {kind}, not a page"),)


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b'show({"mill": 1});', "script"),
        (b"id,name,lat\n" + b"7,Mill,51.5\n" * 9, "table of values"),
        (b"2026-11-01 10:00:01 mill started\n" * 4, "log file"),
        ((b"iVBORw0KGgoA" * 6 + b"\n") * 9, "encoded data"),
        ((b"iVBORw0KGgoA" * 6 + b"\r\n") * 9 + b"iVBORw0K\r\n", "encoded data"),
        (
            b'<?xml version="1.0"?><shelf><book><title>Tea</title><by>Lee</by></book></shelf>',
            "XML document",
        ),
        (
            b'<?xml version="1.0"?><b:shelf><b:tin><title>Tea</title><p>Hot.</p></b:tin></b:shelf>',
            "XML document",
        ),
        (b"<geese>" + b"<goose><name>Bess</name><title>Dame</title></goose>" * 3, "XML document"),
    ],
)
def test_text_that_nobody_wrote_is_named(payload: bytes, kind: str) -> None:
    """Whatever way it is written in."""
    assert not_html(payload) == kind


PAGES = (
    STORY,
    "<!-- made by hand --><p>Tea",
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html xmlns="x"><head/>',
    "[1] Notes on tea, and more",
    '"Tea is ready," said Ann: {it was late}.',
    "Function follows form. The mill; it turns.",
    "# Tea\n\n* boil\n* pour",
    "BMW and FORM and MZ are letters",
    "<article><p>Tea",
    '<?xml version="1.0"?><page><h1>Tea</h1><p>Boil the water.</p><p>Pour it.</p></page>',
    '<?xml version="1.0"?><wml><card title="Tea"><p>Boil the water.<br/></p></card></wml>',
    "<tea-page><tea-head>Tea</tea-head><tea-text>Boil</tea-text></tea-page>" * 3,
    "<frameset><frame src=a></frameset>",
    "<story><headline>Tea</headline><p>Boil the water.</p><p>Pour it.</p></story>",
    "<o:tea>Tea</o:tea>",
    "<leaf>Assam<leaf>Keemun<leaf>Darjeeling<leaf>Ceylon<leaf>Oolong<leaf>Sencha<leaf>Matcha",
    '<?xml version="1.0"?><tin><kind>Assam</kind></tin>\n\nSo our shop keeps tea: in tins.',
    "<shelf>" + "<tin><kind>Assam</kind></tin>" * 4 + "</shelf>\n\nThis is how our shop keeps tea.",
    '<tin kind="Assam"/>' + '<tin kind="Keemun"/>' * 9 + " and more of the kind stand there.",
    "<3 tea, and <4 cups of it",
    "<title>Tea</title><text>Boil</text><text>Pour</text><text>Wait</text><text>Drink</text>",
    "Up, up, up,\nround, round, round,\nup, up, up,\nround, round, round,\nup, up, up,\n",
    "Call (once): the mill answers.",
    "\ufeff  <P>Tea",
    "",
)


@pytest.mark.parametrize("text", PAGES)
def test_what_may_be_a_page_is_let_through(text: str) -> None:
    """Markup of any kind and plain text, as text and as bytes."""
    assert not_html(text) == not_html(text.encode()) == ""


def test_a_stray_control_byte_makes_no_page_binary() -> None:
    """Browsers look for HTML first."""
    assert not_html(b"<html><body>\x01<p>Tea") == ""
    assert not_html(b"Tea \x00\x01 and more") == "binary data"


@pytest.mark.parametrize(
    ("kind", "payload", "told"),
    [
        ("application/json; charset=utf-8", b"[1]", "application/json"),
        ("text/css", b"body", "text/css"),
        ("image/png", STORY.encode(), ""),
        ("text/plain", b"User-agent: *", "text/plain"),
        ("application/octet-stream", STORY.encode(), ""),
        ("application/xhtml+xml", b"<html>", ""),
        ("text/html", b"%PDF-1.4", "PDF"),
        ("nonsense", b"Tea", ""),
    ],
)
def test_the_declared_type_counts(kind: str, payload: bytes, told: str) -> None:
    """Except where the bytes are plainly a page, or say something else."""
    assert not_html(payload, {"Content-Type": kind}) == told


def test_gzip_is_opened() -> None:
    """Once, twice, of two members, cut off in the middle; what is inside may be no page."""
    html = STORY.encode()
    whole = pq.read(html)
    twice = gzip.compress(gzip.compress(html))
    members = gzip.compress(html[:90]) + gzip.compress(html[90:])
    for data in (gzip.compress(html), twice, members):
        assert pq.read(data).text == whole.text
    assert opened(gzip.compress(html)[:-12]).startswith(b"<html><h1>Mill")
    assert pq.read(gzip.compress(b"%PDF-1.7")).state.name == "not_html"
    assert pq.read(b"\x1f\x8b\x08 broken").state.notice == (
        "not html",
        "this is gzip data, not a page",
    )


def test_a_bomb_is_not_opened_whole() -> None:
    """No more than 64 megabytes come out of it."""
    assert len(opened(gzip.compress(bytes(80_000_000)))) <= 64_000_000


def test_pages_without_markup_are_read_as_text() -> None:
    """Lines stay blocks, and a notice says so."""
    text = "Mill cleared\n" + "\n".join(
        f"Row {n} was cleared by Ann Lee on Monday." for n in range(9)
    )
    for given in (text, text.encode()):
        page = pq.read(given)
        assert (page.source, len(page.blocks), page.headline) == ("text", 10, "Mill cleared")
        assert [notice.code for notice in page.notices] == ["plain text"]
    assert pq.read("Tea").source == "html"
