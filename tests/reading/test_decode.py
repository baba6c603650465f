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


def test_a_few_words_in_another_encoding_spoil_no_page_that_declares_its_own() -> None:
    """What a guest pasted is broken, as in a browser; what the page wrote itself is not."""
    page = "<meta charset=utf-8><p>Zoë’s café – a naïve façade</p><p>".encode()
    mixed = page + "déjà vu".encode("cp1252")
    assert decode(mixed).encoding == "utf-8"
    assert "Zoë’s café – a naïve façade" in decode(mixed).text
    assert decode(mixed.replace(b"<meta charset=utf-8>", b"")).encoding == "cp1252"


def test_a_character_cut_in_two_at_the_end_changes_nothing() -> None:
    """A download ends where it ends; one accent is enough to know the encoding by."""
    whole = "<p>The café costs 3 €".encode()
    assert decode(whole[:-1]).text == "<p>The café costs 3 \ufffd"


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


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("x-sjis", "cp932", "東京の朝"),
        ("x-gbk", "gb18030", "北京的早晨"),
        ("windows-949", "cp949", "서울의 아침"),
        ("ks_c_5601-1987", "cp949", "서울의 아침"),
        ("x-mac-cyrillic", "mac-cyrillic", "Привет"),
        ("koi8", "koi8-r", "Привет"),
        ("dos-874", "cp874", "สวัสดี"),
        ("iso88595", "iso8859-5", "Привет"),
        ("csisolatin5", "cp1254", "İstanbul"),
        ("unicode-1-1-utf-8", "utf-8", "Привет"),
        ("ISO_8859-1", "cp1252", "naïve"),
        ("x-cp1251", "cp1251", "Привет"),
        ("hz-gb-2312", "hz", "北京的早晨"),
    ],
)
def test_every_label_of_the_standard_is_known(label: str, encoding: str, text: str) -> None:
    """And some that browsers refuse, where Python can read what stands under them."""
    assert decode(meta(label) + text.encode(encoding)).text.endswith(text)


@pytest.mark.parametrize(
    "before",
    [
        '<!-- <meta charset="shift_jis"> -->',
        "<script>var s = '<meta charset=\"euc-kr\">';</script>",
        "<style>/* <meta charset=big5> */</style>",
        '<meta name="description" content="what charset=koi8-r means">',
        "<link rel=icon title='<meta charset=koi8-r>'>",
        '<html data-x="a > b <meta charset=big5>">',
        "<meta charset='no-such'>",
        "x" * 3000,
        "<script>" + "y" * 70_000 + "</script>",
    ],
)
def test_only_true_declarations_count_wherever_they_stand(before: str) -> None:
    """Not one in a comment, a script or a style; but one that comes late."""
    data = f"<head>{before}<meta charset=windows-1251></head><p>Привет".encode("cp1251")
    assert decode(data).text.endswith("Привет")


def test_a_title_that_swallows_the_declaration() -> None:
    """Counts, but after any other."""
    inside = '<title><meta charset="{}">'
    assert decode((inside.format("koi8-r") + "Привет</title>").encode("koi8-r")).text.count(
        "Привет"
    )
    data = inside.format("koi8-r").encode() + b"x</title>" + meta("windows-1251")
    assert decode(data + "<p>Привет".encode("cp1251")).text.endswith("Привет")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [TEXT, "<p>Привет, <b>мир</b> и <i>мельница</i>"])
def test_wide_text_without_a_mark(encoding: str, text: str) -> None:
    """Markup shows in every second or fourth byte, whatever the letters are."""
    html = f"<html><head><title>a</title></head><body>{text}"
    found = decode(html.encode(encoding))
    assert (found.text, found.how) == (html, "zeros")


def test_wide_text_with_a_mark_of_four_bytes() -> None:
    """It begins as the mark of UTF-16 does."""
    assert decode(codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le")).text == TEXT


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "utf-8", "gbk"])
def test_a_broken_byte_changes_no_encoding(label: str) -> None:
    """A page in UTF-8 with a byte that is none stays one, whatever is declared."""
    data = meta(label) + ("Fußgängerübergänge für naïve Gäste " * 30).encode() + b"\xff Ende"
    assert decode(data).encoding == "utf-8"
    later = ("x" * 70_000).encode() + "ä ö ü ß é".encode() + b"\xff" + "ä ö ü ß é ä ö ü".encode()
    assert decode(later).encoding == "utf-8"


def test_a_declaration_that_does_not_decode_loses() -> None:
    """To one in the document that does."""
    data = meta("windows-1251") + ("<p>" + "Привет, мельник и его колесо. " * 9).encode("cp1251")
    found = decode(data, {"Content-Type": "text/html; charset=euc-jp"})
    assert (found.encoding, found.how) == ("cp1251", "meta")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Мельник сказал в понедельник, что колесо снова будет вертеться до жатвы."),
        ("koi8-r", "Мельник сказал в понедельник, что колесо снова будет вертеться до жатвы."),
        ("cp1253", "Ο μυλωνάς είπε τη Δευτέρα ότι ο τροχός θα γυρίσει ξανά πριν από τον Ιούλιο."),
        ("cp1256", "قال صاحب الطاحونة يوم الاثنين إن العجلة ستدور من جديد قبل موسم الحصاد."),
        ("cp1255", "הטוחן אמר ביום שני כי הגלגל יסתובב שוב לפני הקציר משום שהעיירה שילמה."),
        ("gb18030", "磨坊主星期一说，因为镇上已经付了新桨叶的钱，水车会在收割以前重新转动起来。"),
        (
            "cp949",
            "방앗간 주인은 월요일에 마을이 비용을 치렀기 때문에 물레가 다시 돌 것이라고 말했다.",
        ),
        ("cp932", "水車小屋の主人は月曜日に、町が新しい羽根の代金を払ったので、再び回ると話した。"),
        (
            "euc_jp",
            "水車小屋の主人は月曜日に、町が新しい羽根の代金を払ったので、再び回ると話した。",
        ),
        ("big5", "磨坊主星期一說，因為鎮上已經付了新槳葉的錢，水車會在收割以前重新轉動起來。"),
    ],
)
@pytest.mark.parametrize("declared", [b"", b"<meta charset=iso-8859-1>", b"<meta charset=utf-8>"])
def test_what_nothing_declares_rightly_is_recognised(
    encoding: str, text: str, declared: bytes
) -> None:
    """Bytes full of other letters are looked at, also when they are declared to be Western."""
    page = b"<html><head>" + declared + b"<title>Mill</title></head><body><ul><li>Home<li>News</ul>"
    assert text in decode(page + f"<p>{text * 3}</p>".encode(encoding)).text


SEVEN_BITS = {
    "iso2022_jp": "水車小屋の主人は月曜日に、町が新しい羽根の代金を払ったので、再び回ると話した。",
    "iso2022_kr": "방앗간 주인은 마을이 비용을 치렀기 때문에 물레가 다시 돌 것이라고 말했다.",
    "hz": "磨坊主星期一说，因为镇上已经付了新桨叶的钱，水车会在收割以前重新转动起来。",
}


@pytest.mark.parametrize("encoding", SEVEN_BITS)
@pytest.mark.parametrize("declared", [b"", b"<meta charset=utf-8>"])
def test_encodings_of_seven_bits_are_known_by_their_marks(encoding: str, declared: bytes) -> None:
    """Their bytes are ASCII, yet nobody declares them or a template declares another."""
    text = SEVEN_BITS[encoding]
    page = declared + f"<h1>Mill</h1><p>{text}</p><p>{text}".encode(encoding)
    assert text in decode(page).text


@pytest.mark.parametrize("text", ["x~{y}~ and ~{ab}~}", "a \x1b[1mbold\x1b[0m word", "~{~}" * 9])
def test_marks_that_are_none_change_no_text(text: str) -> None:
    """Code, formulas and colours of a terminal are ASCII."""
    assert decode(text.encode()).text == text


def test_western_text_is_not_guessed_at() -> None:
    """A few letters outside ASCII are read as browsers read them."""
    text = "The café in Curaçao was naïve about the “crème brûlée” of Zoë and the others there."
    found = decode(f"<p>{text}</p>".encode("cp1252"))
    assert (found.encoding, found.how) == ("cp1252", "guess")
    assert text in found.text


def test_headers_may_be_odd() -> None:
    """Names and values of any type."""
    assert decode(b"na\xefve", {1: None, "Content-Type": None}).text == "naïve"  # type: ignore[dict-item]
