"""Laws of reading: it never raises on a page, and reads the same page the same way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pages import any_text, attributes, documents, open_tag, surrogates, tidy, words

import pagequality as pq
from pagequality.judge.vector import vector
from pagequality.reading import read, read_text
from pagequality.reading.dom import SoupNode
from pagequality.reading.guard import tamed
from pagequality.reading.limits import Limits
from pagequality.signals import SIGNALS

if TYPE_CHECKING:
    from sample_pages import Sample

    from pagequality.page.page import Page

SECONDS = 15.0
"""No page may take longer, however large or broken; the usual one takes milliseconds."""
OF_MARKUP = ("boilerplate", "layout", "adverts")


def codes(page: Page) -> set[str]:
    """The codes of a page's notices."""
    return {notice.code for notice in page.notices}


def content(page: Page) -> tuple[Any, ...]:
    """What a page says, without where it came from."""
    return page.head, page.text, page.table.tag, page.markup.links, page.language, page.blocks


def same(first: Page, second: Page) -> bool:
    """Whether two pages say the same and measure the same."""
    return content(first) == content(second) and np.array_equal(
        vector(first), vector(second), equal_nan=True
    )


@given(st.one_of(st.binary(max_size=400), documents.map(lambda html: html.encode("utf-8"))))
def test_any_bytes_give_a_page(data: bytes) -> None:
    """Whatever the bytes are, reading gives a page."""
    page = read(data)
    assert len(page.blocks) == len(page.table) == len(page.is_main)


@given(st.one_of(st.text(), surrogates, documents))
def test_any_text_gives_a_page(text: str) -> None:
    """Whatever the characters are, half surrogates too, reading gives a page."""
    for page in (read(text), read_text(text), read(text, parser="bs4")):
        assert page.text.count("\n") == max(len(page.blocks) - 1, 0)
        assert all(block.text.strip() for block in page.blocks)


@given(documents, any_text)
def test_any_address_and_header_will_do(html: str, odd: str) -> None:
    """Neither the URL nor a header can make reading fail."""
    page = read(html.encode(), url=odd, headers={"Content-Type": odd, odd: odd})
    assert page.url == odd
    vector(page)


@given(documents)
def test_text_and_its_bytes_read_alike(html: str) -> None:
    """A page as text and as UTF-8 bytes is the same page."""
    assert same(read(html), read(html.encode("utf-8")))


@settings(max_examples=30)
@given(attributes, words)
def test_attribute_order_changes_nothing(given_attributes: dict[str, str], text: str) -> None:
    """Attributes say the same in any order."""
    backwards = dict(reversed(given_attributes.items()))
    for tag in ("p", "a", "div", "meta", "img"):
        one, two = (
            read(f"<h1>Beans</h1>{open_tag(tag, order)}{text}</{tag}><p>{text}")
            for order in (given_attributes, backwards)
        )
        assert same(one, two)


@given(tidy)
def test_nothing_outside_the_page_matters(html: str) -> None:
    """A doctype, comments and white space around a page change no block."""
    framed = f"\n<!doctype html>\n<!-- cached -->{html}<!-- end -->\n\n"
    assert read(framed).text == read(html).text


def test_offsets_lead_to_the_blocks(sample: Sample) -> None:
    """The columns of the table cut the page's text into its blocks."""
    page = read(sample.html)
    table = page.table
    cut = [page.text[start:end] for start, end in zip(table.start, table.end, strict=True)]
    assert cut == [block.text for block in page.blocks]
    assert "\n".join(cut) == page.text
    assert sum(block.words for block in page.blocks) == len(page.tokens)
    assert all(0 <= block.link_characters <= len(block.text) for block in page.blocks)
    kept = [block.text for block in page.blocks if block.is_main]
    assert page.main_text.split() == " ".join(kept).split()


HUGE = {
    "four megabytes of nesting": "<div>" * 800_000 + "deep down",
    "deep nesting, closed": "<div>" * 100_000 + "deep down" + "</div>" * 100_000,
    "deep nesting, wrongly closed": "<div></b>" * 100_000 + "deep down",
    "deep nesting of many names": "".join(f"<x{i}>" for i in range(100_000)) + "deep down",
    "deep nesting": "<div>" * 100_000 + "deep down",
    "deep nesting of links": "<a href=x>" * 20_000 + "deep down",
    "deep formatting": "<b>" * 20_000 + "deep down",
    "deep lists": "<ul><li>" * 20_000 + "deep down",
    "deep tables": "<table><tr><td>" * 2_000 + "deep down",
    "ten megabytes of prose": "<p>" + "Water the beans every morning. " * 350_000,
    "ten megabytes of paragraphs": "<p>Water the beans.</p>" * 450_000,
    "one word without end": "a" * 10_000_000,
    "many attributes": "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">deep down",
    "an attribute without end": "<p class='" + "x " * 1_000_000 + "'>deep down",
    "a comment without end": "deep down<!--" + "x" * 1_000_000,
    "null bytes": "<p>Water\0 the\0 beans\0</p>" * 1000,
    "tags that never end": "<" * 200_000,
    "ampersands": "<p>" + "&" * 200_000,
    "one sentence a character": "<p>" + "A. " * 200_000,
    "links": "<a href='https://a.example/'>x</a> " * 50_000,
}


@pytest.mark.parametrize("kind", HUGE)
def test_huge_pages_are_read_in_bounded_time(kind: str) -> None:
    """Depth, size and repetition neither raise nor take long, to read and to judge."""
    started = time.process_time()
    page = read(HUGE[kind])
    assert np.isfinite(page.main_probability).all()
    vector(page)
    assert time.process_time() - started < SECONDS
    limits = Limits()
    assert len(page.text) <= limits.text
    if kind.startswith("deep"):
        assert page.text == "deep down"
    if len(HUGE[kind]) > limits.characters:
        assert "truncated" in codes(page)


@pytest.mark.parametrize("html", ["", b"", " \n\t ", "<html></html>", b"\xff\xfe", "\ufeff"])
def test_an_empty_page_says_so(html: str | bytes) -> None:
    """A page without text is a page with a notice, read as HTML or as text."""
    page = read(html)
    assert page.blocks == ()
    assert page.text == page.main_text == page.headline == ""
    assert "empty" in codes(page)
    if isinstance(html, str):
        assert "empty" in codes(read_text("" if "<" in html else html))


def test_usual_markup_is_left_alone(sample: Sample) -> None:
    """What guards the parser changes no page that a person would write."""
    html = sample.html.decode("utf-8", "replace")
    assert tamed(html).text is html


def test_half_surrogates_are_read() -> None:
    """A lone surrogate, which no encoding can write, is left out wherever it comes from."""
    odd = "Beans \ud83c are \udf31 green. " * 20
    quoted = odd.encode("ascii", "backslashreplace").decode()
    hidden = '<script type="application/ld+json">{"articleBody": "' + quoted + '"}</script>'
    for page in (
        read(f"<title>{odd}</title><h1>{odd}</h1><p>{odd}", url=odd),
        read(f"<title>{odd}</title><h1>{odd}</h1><p>{odd}", parser="bs4"),
        read_text(odd, title=odd),
        read(hidden),
    ):
        assert "green" in page.text
        assert page.text.isascii()
        assert page.title.isascii()
        assert len(vector(page)) == len(SIGNALS)


def test_a_tree_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A BeautifulSoup object is walked as it is: no parser runs."""
    soup_module = pytest.importorskip("bs4")
    soup = soup_module.BeautifulSoup("<h1>Beans</h1><p>Water them daily.</p>", "html.parser")
    monkeypatch.setattr("pagequality.reading.dom.LexborHTMLParser", None)
    monkeypatch.setattr(soup_module.BeautifulSoup, "__init__", None)
    monkeypatch.setattr(soup_module.BeautifulSoup, "decode", None)
    page = read(soup)
    assert page.headline == "Beans"
    assert page.text == "Beans\nWater them daily."


def test_a_tree_is_left_as_it_was() -> None:
    """Reading a BeautifulSoup object changes nothing in it."""
    soup_module = pytest.importorskip("bs4")
    html = "<h1>Beans</h1><!-- kept --><p hidden>Not shown</p><script>kept()</script>"
    soup = soup_module.BeautifulSoup(html, "html.parser")
    before = str(soup)
    read(soup)
    assert str(soup) == before
    assert SoupNode(soup).tag == "[document]"


def test_only_the_three_kinds_are_taken() -> None:
    """Anything but text, bytes or a tree is wrong use, and so is an unknown parser."""
    with pytest.raises(TypeError, match="int"):
        read(7)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="NoneType"):
        read(None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="html6"):
        read("", parser="html6")
    assert read(bytearray(b"<p>Beans")).text == read(memoryview(b"<p>Beans")).text == "Beans"


@pytest.mark.parametrize("parser", ["lexbor", "bs4"])
def test_limits_are_kept(parser: str) -> None:
    """Each limit cuts the page, and a notice says so."""
    html = "<p>Water the beans every morning.</p>" * 200
    for limits in (Limits(characters=500), Limits(nodes=50), Limits(text=400)):
        page = read(html, limits=limits, parser=parser)
        assert 0 < len(page.blocks) < 30
        assert len(page.text) < 1000
        assert "truncated" in codes(page)
    assert "truncated" not in codes(read(html, parser=parser))


def test_limits_hold_for_text_and_trees() -> None:
    """Plain text and parsed trees are cut like HTML."""
    soup_module = pytest.importorskip("bs4")
    lines = "Water the beans every morning.\n" * 200
    assert len(read_text(lines, limits=Limits(text=400)).text) <= 400
    assert "truncated" in codes(read_text(lines, limits=Limits(text=400)))
    assert "truncated" in codes(read_text(lines, limits=Limits(characters=400)))
    soup = soup_module.BeautifulSoup("<p>Water the beans.</p>" * 200, "html.parser")
    assert "truncated" in codes(read(soup, limits=Limits(nodes=50)))
    assert "truncated" in codes(read(soup, limits=Limits(text=400)))


def test_plain_text_leaves_markup_unknown(sample: Sample) -> None:
    """What only markup can tell is ``nan`` on plain text, never zero."""
    page = read_text(read(sample.html).text)
    values = dict(zip((s.name for s in SIGNALS), vector(page), strict=True))
    for signal in SIGNALS:
        if signal.name in UNKNOWN_IN_TEXT:
            assert np.isnan(values[signal.name]), signal.name


UNKNOWN_IN_TEXT = {
    "boilerplate_ratio", "link_density", "main_link_density", "text_to_markup", "template_share",
    "content_breaks", "images", "described_images", "affiliate_links", "unendorsed_links",
    "list_share", "table_share", "meta_keywords", "described_length", "different_sites",
    "slug_words",
}  # fmt: skip


def test_the_package_offers_the_same_functions() -> None:
    """``pagequality.read`` is the function of this package, and so is ``read_text``."""
    assert pq.read is read
    assert pq.read_text is read_text
