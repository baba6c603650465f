"""Pages that browsers saved as MHTML are read as the pages that they are."""

from __future__ import annotations

import base64
import quopri

import pytest

from pagequality.reading import read
from pagequality.reading.mhtml import is_mhtml, saved_page

WORDS = "Die Fähre über den Ossensee fährt wieder, sagt der Hafenmeister. " * 8
PAGE = f'<html lang="de"><title>Fähre</title><h1 class="top">Fähre fährt</h1><p>{WORDS}</p>'


def part(body: bytes, coding: str, kind: str = "text/html") -> bytes:
    """One part of a file, with its headers."""
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n"
    return b"------q1\r\n" + head.encode() + body + b"\r\n"


def saved(*parts: bytes, kind: str = 'multipart/related;\r\n\tboundary="----q1"') -> bytes:
    """A file as browsers write it."""
    head = f"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n\r\n"
    return head.encode() + b"".join(parts) + b"------q1--\r\n"


CODINGS = {
    "quoted-printable": lambda data: quopri.encodestring(data).replace(b"\n", b"\r\n"),
    "base64": base64.encodebytes,
    "8bit": lambda data: data,
    "binary": lambda data: data,
}


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_the_page_in_it_is_read(coding, charset):
    """Whatever its coding and its encoding, and what stands before it."""
    body = CODINGS[coding](PAGE.encode(charset))
    picture = part(base64.b64encode(b"\x89PNG" * 9), "base64", "image/png")
    page = read(saved(picture, part(body, coding, f"text/html; charset={charset}"), picture))
    assert page.headline == "Fähre fährt"
    assert WORDS.strip() in page.main_text
    assert page.main_text == read(PAGE).main_text


def test_text_and_a_page_without_parts_are_read_alike():
    """A caller may have decoded the file; some browsers write no parts."""
    body = quopri.encodestring(PAGE.encode())
    assert read(saved(part(body, "quoted-printable")).decode()).headline == "Fähre fährt"
    head = b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
    alone = head + b"Content-Transfer-Encoding: quoted-printable\n\n" + body
    assert read(alone).headline == "Fähre fährt"


def test_the_header_of_a_server_may_name_the_whole():
    """What the part says of itself counts."""
    file = saved(part(PAGE.encode("latin-1"), "8bit", "text/html; charset=latin-1"))
    for kind in ("multipart/related; boundary=x", "message/rfc822; charset=utf-8"):
        assert read(file, headers={"Content-Type": kind}).headline == "Fähre fährt"


@pytest.mark.parametrize("end", [20, 60, 90, 120, 300, 420])
def test_a_file_that_breaks_off_raises_nothing(end):
    """What is there of its page is read."""
    read(saved(part(CODINGS["quoted-printable"](PAGE.encode()), "quoted-printable"))[:end])


def test_a_file_without_a_page_is_none():
    """It is told so, and its codes are not judged."""
    for parts in ((), (part(b"iVBORw0KGgo=", "base64", "image/png"),)):
        assert saved_page(saved(*parts)) is None
        assert "MHTML" in read(saved(*parts)).state.notice.message


@pytest.mark.parametrize("text", [
    "<p>MIME-Version: 1.0\n\nContent-Type: multipart/related",
    "Note: MIME-Version and Content-Type are headers of mails.\n" * 9,
    "MIME-Version: 1.0\nContent-Type: text/plain\n\nSee the ferry.",
    "Tea: boil the water.\n\nMIME-Version: 1.0\nContent-Type: multipart/related\n",
])  # fmt: skip
def test_what_only_speaks_of_mails_is_read_as_it_is(text):
    """Prose, markup, and mails of plain text."""
    assert not is_mhtml(text.encode())
    assert read(text * 9).state.name != "not_html"


def test_many_parts_cost_no_more_than_their_bytes():
    """Each byte is looked at a few times, however many boundaries there are."""
    assert saved_page(saved(b"------q1\r\n" * 200_000)) is None
    assert saved_page(saved(b"\n\r\n" * 300_000)) is None
