"""Laws of decoding: the order in which browsers find an encoding, and wrong declarations."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagequality.reading import read
from pagequality.reading.decode import decode

TEXT = "<p>Fußgängerübergänge für naïve Gäste, 20 €"
NARROW = "<p>Fußgängerübergänge für Gäste, größer und schöner als früher"

TRANSFORMS = ("base64", "rot13", "hex", "zlib", "punycode", "idna", "undefined", "unicode_escape")


def meta(charset: str) -> bytes:
    """A declaration in the document."""
    return f'<meta charset="{charset}">'.encode("ascii")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_goes_first(mark: bytes, encoding: str) -> None:
    """A BOM outranks the header and the document."""
    data = mark + f'<meta charset="koi8-r">{TEXT}'.encode(encoding)
    found = decode(data, {"Content-Type": "text/html; charset=windows-1251"})
    assert (found.encoding, found.how) == (encoding, "bom")
    assert found.text.endswith(TEXT)


def test_the_header_goes_before_the_document() -> None:
    """An HTTP charset outranks a ``meta`` element; header names know no letter case."""
    data = meta("windows-1251") + NARROW.encode("cp1252")
    found = decode(data, {"content-TYPE": "text/html; charset='ISO-8859-1'"})
    assert (found.encoding, found.how) == ("cp1252", "http")
    assert found.text.endswith(NARROW)


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="{}">',
        "<meta charset={}>",
        '<META http-equiv="Content-Type" content="text/html; charset={}">',
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_the_document_may_declare(declaration: str) -> None:
    """The usual ways to declare an encoding inside the page are understood."""
    text = declaration.format("windows-1251") + "<p>Привет"
    found = decode(text.encode("cp1251"))
    assert (found.text, found.encoding, found.how) == (text, "cp1251", "meta")


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("Shift_JIS", "cp932", "東京の朝"),
        ("EUC-JP", "euc_jp", "東京の朝"),
        ("ISO-2022-JP", "iso2022_jp", "東京の朝"),
        ("Big5", "big5", "北京的早晨"),
        ("GB2312", "gb18030", "北京的早晨"),
        ("gbk", "gb18030", "北京的早晨"),
        ("EUC-KR", "cp949", "서울의 아침"),
        ("KOI8-R", "koi8-r", "Привет"),
        ("iso-8859-2", "iso8859-2", "Zażółć gęślą"),
        ("windows-1250", "cp1250", "Zażółć gęślą"),
        ("latin1", "cp1252", "naïve “quotes”"),
        ("us-ascii", "cp1252", "naïve “quotes”"),
    ],
)
def test_labels_mean_what_they_mean_to_browsers(label: str, encoding: str, text: str) -> None:
    """Old labels are decoded by the codec that browsers use for them."""
    assert decode(meta(label) + text.encode(encoding)).text.endswith(text)


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "shift_jis", "no-such", "utf-16"])
@pytest.mark.parametrize("place", ["meta", "header"])
def test_a_wrong_declaration_survives(label: str, place: str) -> None:
    """Valid UTF-8 is read as such whatever the declaration says."""
    headers = {"Content-Type": f"text/html; charset={label}"} if place == "header" else None
    data = (meta(label) if place == "meta" else b"") + TEXT.encode()
    assert decode(data, headers).text.endswith(TEXT)


def test_declared_utf8_that_is_not() -> None:
    """A page that is declared UTF-8 but is Latin-1 is still readable."""
    data = meta("utf-8") + NARROW.encode("cp1252")
    assert decode(data, {"Content-Type": "text/html; charset=utf-8"}).text.endswith(NARROW)


def test_a_broken_byte_spoils_one_character() -> None:
    """A stray byte in UTF-8 becomes one replacement character and spoils no other."""
    data = ("Fußgängerübergänge " * 30).encode() + b"\xff" + " für Gäste".encode()
    found = decode(data)
    assert found.encoding == "utf-8"
    assert found.text.count("\ufffd") == 1
    assert found.text.endswith(" für Gäste")


def test_without_a_word_the_web_default_is_taken() -> None:
    """Bytes that say nothing and are not UTF-8 are guessed, not refused."""
    found = decode(b"na\xefve caf\xe9 cr\xe8me br\xfbl\xe9e")
    assert found.how == "guess"
    assert "caf" in found.text


@given(st.binary(max_size=300), st.text(max_size=40), st.text(max_size=40))
def test_decoding_never_fails(data: bytes, header: str, label: str) -> None:
    """Any bytes under any declarations give text."""
    declared = b"<meta charset='" + label.encode("utf-8", "replace") + b"'>"
    headers = {"Content-Type": f"text/html; charset={header}", header: label}
    assert isinstance(decode(declared + data, headers).text, str)


@pytest.mark.parametrize("label", TRANSFORMS)
@pytest.mark.parametrize("place", ["meta", "header"])
def test_codecs_that_are_no_charsets(label: str, place: str) -> None:
    """Python's transforms, and codecs that always fail, are no encodings of a page."""
    headers = {"Content-Type": f"text/html; charset={label}"} if place == "header" else None
    data = (meta(label) if place == "meta" else b"") + NARROW.encode("cp1252")
    assert decode(data, headers).text.endswith(NARROW)


def test_the_page_knows_its_encoding() -> None:
    """``Page.encoding`` names what was found; text has none."""
    assert read(TEXT.encode()).encoding == "utf-8"
    assert read(TEXT).encoding == ""
