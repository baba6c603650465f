"""Pages that browsers saved as MHTML: a mail whose first part of HTML is the page."""

from __future__ import annotations

import binascii
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME: Final = "MHTML file"
"""What it is called where no page can be found in it."""
START: Final = 8192
"""Bytes within which its first headers end."""
_FIELD: Final = re.compile(rb"\s*[A-Za-z][A-Za-z-]{1,60}:[ \t]")
_GAP: Final = re.compile(rb"\r?\n\r?\n")
_FOLD: Final = re.compile(rb"\r?\n[ \t]+")
_BOUNDARY: Final = re.compile(
    r";\s*boundary\s*=\s*(?:\"([^\"]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE
)
_KIND: Final = "content-type"
_WHOLE: Final = "multipart/related"
_PAGES: Final = ("text/html", "application/xhtml+xml")


class Part(NamedTuple):
    """Headers, with names in lower case, and what they are of."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The type that is declared, without its parameters."""
        return self.headers.get(_KIND, "").partition(";")[0].strip().lower()


def is_mhtml(payload: bytes) -> bool:
    r"""Whether bytes begin with the headers of a saved page, not with markup.

    >>> is_mhtml(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x")
    True
    >>> is_mhtml(b"<p>MIME-Version: 1.0"), is_mhtml(b"Note: MIME-Version is a header.")
    (False, False)
    """
    if not _FIELD.match(payload):
        return False
    whole = _part(payload[:START].lstrip())
    return "mime-version" in whole.headers and whole.kind in {_WHOLE, *_PAGES}


def saved_page(payload: bytes) -> Part | None:
    r"""Return the first page in an MHTML file, decoded; nothing where there is none.

    Time and memory grow no faster than the file, and nothing in it raises.

    >>> head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    >>> part = b"--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
    >>> saved_page(head + part + b"<p class=3Da>Tea=\n time\n--x--").body
    b'<p class=a>Tea time'
    """
    whole = _part(payload.lstrip())
    parts = iter([whole]) if whole.kind in _PAGES else _parts(whole)
    return next((_decoded(part) for part in parts if part.kind in _PAGES), None)


def _part(text: bytes) -> Part:
    """Take headers, and what stands behind the blank line below them."""
    gap = _GAP.search(text)
    head, body = (text[: gap.start()], text[gap.end() :]) if gap else (text[:START], b"")
    lines = _FOLD.sub(b" ", head).decode("latin-1").splitlines()
    fields = (line.partition(":") for line in lines)
    return Part({name.strip().lower(): value.strip() for name, _, value in fields}, body)


def _parts(whole: Part) -> Iterator[Part]:
    """Yield what stands between the boundaries of a file, the last part also if it is cut."""
    found = _BOUNDARY.search(whole.headers.get(_KIND, ""))
    if not found:
        return
    mark, text = b"\n--" + (found[1] or found[2]).encode("latin-1"), b"\n" + whole.body
    place = text.find(mark)
    while place >= 0:
        begin = place + len(mark)
        place = text.find(mark, begin)
        yield _part(
            text[begin : place if place >= 0 else len(text)].lstrip(b"- \t").lstrip(b"\r\n")
        )


def _decoded(part: Part) -> Part:
    """Undo the coding in which a part was sent; one that is damaged is left as it is."""
    coding = part.headers.get("content-transfer-encoding", "").lower()
    with suppress(binascii.Error):
        if coding == "quoted-printable":
            return part._replace(body=binascii.a2b_qp(part.body.removesuffix(b"\r")))
        if coding == "base64":
            return part._replace(body=binascii.a2b_base64(part.body))
    return part
