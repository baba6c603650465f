"""Whatever is given as a page, an address or a header: reading and judging raise nothing."""

from __future__ import annotations

import encodings
from typing import TYPE_CHECKING, Any

import pytest
from attacks import ATTACKS, PROSE, page
from hypothesis import given, settings
from hypothesis import strategies as st

import pagequality as pq
from pagequality import Limits
from pagequality.reading import read
from pagequality.reading.guard import tamed

if TYPE_CHECKING:
    from sample_pages import Sample

TAGS = (
    "p div span b i a font table tr td li dd option select svg desc title math mi template style "
    "script textarea form button object noscript ruby rt h1 html body"
).split()
PIECES = st.sampled_from(
    [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]
    + ["beans grow ", "<!--", "-->", "<a href='", '"', ">", "<", "&#", "&amp", "\0", "<![CDATA[",
       "]]>", "<?", "<!x", "<p class='İ'>", "\ud800", "</", "=", "<br/>", "{", '"author":', "İ"]
)  # fmt: skip
SOUP = st.lists(PIECES, max_size=60).map("".join)
VALUES: st.SearchStrategy[Any] = (
    st.none() | st.binary(max_size=20) | st.text(max_size=20) | st.integers() | st.lists(st.text())
)
NAMES: st.SearchStrategy[Any] = st.sampled_from(
    ["content-type", b"Content-Type", "Refresh", "cf-mitigated", "", b"\xff", None, 7]
)
HEADERS = st.dictionaries(
    NAMES | st.text(max_size=9),
    st.sampled_from(["text/html; charset=x", b"text/html", "0;url=x"]) | VALUES,
    max_size=4,
)  # fmt: skip


def judge(html: Any, **given_with: Any) -> pq.Verdict:
    """Judge, and use what a verdict offers."""
    pq.score(html, **given_with)
    verdict = pq.analyze(html, **given_with)
    assert verdict.abstained or 0 <= verdict.probability <= 1
    assert pq.Verdict.from_dict(verdict.to_dict()) == verdict
    return verdict


@given(st.binary(max_size=400), SOUP)
@settings(max_examples=30)
def test_any_bytes_are_judged(odd: bytes, soup: str) -> None:
    """Bytes before, in and behind markup."""
    made = soup.encode("utf-8", "surrogatepass")
    for html in (odd, odd + made, made + odd, PROSE.encode() + odd + made):
        judge(html)


@given(SOUP, st.text(max_size=60))
@settings(max_examples=30)
def test_any_text_is_judged(soup: str, odd: str) -> None:
    """As a page, as its title, and as plain text."""
    judge(f"<title>{odd}</title>{PROSE}{soup}{odd}")
    pq.analyze_text(f"{soup}\n{odd}", title=odd)


@given(SOUP)
@settings(max_examples=30)
def test_the_other_parser_raises_nothing(soup: str) -> None:
    """What BeautifulSoup refuses is read all the same."""
    assert read(PROSE + soup, parser="bs4").text


@given(HEADERS, VALUES | st.text() | st.sampled_from(["http://[", "//", "http://a:x/"]))
@settings(max_examples=40)
def test_any_headers_and_address_will_do(headers: dict[Any, Any], url: Any) -> None:
    """Values of any type, names of any type, addresses of any type."""
    judge(PROSE, headers=headers, url=url)
    judge(PROSE.encode(), headers=headers, url=url)


def test_honest_pages_are_read_alike_tag_by_tag(
    monkeypatch: pytest.MonkeyPatch, sample: Sample
) -> None:
    """What is left out of a page where it may cost much is nothing that a reader sees."""
    usual = read(sample.html)
    monkeypatch.setattr("pagequality.reading.guard.may_cost_much", lambda *_: True)
    found = read(sample.html)
    assert (found.text, found.headline, found.main_text, found.notices) == (
        usual.text, usual.headline, usual.main_text, usual.notices
    )  # fmt: skip


def test_a_form_that_ends_far_above_leaves_no_trace() -> None:
    """A form taken out from below many elements is not looked for any more when these are gone."""
    inside = f"<form><span><form>{'<section>' * 9}</form>{'</section>' * 9}</form><li>Beans"
    found = tamed(f"{inside}</li>{'<p>x</p>' * 9}", strict=True)
    assert found.text.endswith(f"<li>Beans</li>{'<p>x</p>' * 9}")
    judge(f"{inside}{'<p>Beans grow.' * 12_000}")


ODD_HEADERS = [
    {"content-type": None}, {"content-type": b"\xff/\xfe"}, {b"content-type": 3}, [], 7,
    [("Content-Type", "text/html")],
]  # fmt: skip


@pytest.mark.parametrize("headers", ODD_HEADERS)
def test_odd_headers(headers: Any) -> None:
    """Headers of no value, of bytes and of other kinds say nothing, or what they say."""
    assert not judge(PROSE.encode(), headers=headers).abstained


def test_headers_may_be_bytes() -> None:
    """They count like text."""
    told: Any = {b"Content-Type": b"text/html; charset=iso-8859-1"}
    assert read("<p>naïve".encode("latin-1"), headers=told).text == "naïve"
    told = {"content-type": b"application/json"}
    assert read(b"{}", headers=told).state.name == "not_html"


@pytest.mark.parametrize("backend", ["html5lib", "html.parser"])
def test_a_refusal_is_said(monkeypatch: pytest.MonkeyPatch, backend: str) -> None:
    """What BeautifulSoup's parsers raise on becomes a notice; what else there is, is read."""
    monkeypatch.setattr("pagequality.reading.dom._best_backend", lambda: backend)
    assert "beans" in read(f"{PROSE}<![x[y", parser="bs4").text
    monkeypatch.setattr("bs4.BeautifulSoup.__init__", _refuse)
    found = read(PROSE, parser="bs4")
    assert "parser" in [notice.code for notice in found.notices]
    assert found.text == read(PROSE).text


def _refuse(*_: Any, **__: Any) -> None:
    raise RecursionError


def test_labels_of_encodings_leave_no_trace() -> None:
    """Python keeps every label it was asked for; pages must not fill its memory."""
    cache: dict[str, Any] = vars(encodings)["_cache"]
    read(b"<meta charset=x-known-1><p>\xe9")
    before = len(cache)
    for number in range(50):
        read(f"<meta charset=x-{number}><meta charset=utf.{'.' * number}8><p>".encode() + b"\xe9")
    assert len(cache) <= before + 1


@pytest.mark.parametrize("name", ["classes of deep elements", "a long title", "headlines"])
def test_evidence_is_no_larger_than_it_must_be(name: str) -> None:
    """Paths and quotes are cut: a verdict does not repeat what a page repeats."""
    verdict = pq.analyze(page(name, 400_000) + PROSE)
    assert len(verdict.to_json()) < 120_000
    for quotes in verdict.evidence.values():
        for quote in quotes:
            assert len(quote.path) <= 400
            assert len(quote.quote) <= 240


SMALL_LIMITS = {
    "characters": (Limits(characters=500), "truncated"),
    "tags": (Limits(tags=20), "truncated"),
    "nodes": (Limits(nodes=50), "truncated"),
    "text": (Limits(text=300), "truncated"),
    "blocks": (Limits(blocks=5), "truncated"),
    "words": (Limits(words=40), "truncated"),
    "sentences": (Limits(sentences=3), "truncated"),
    "title": (Limits(title=5), "truncated"),
    "links": (Limits(links=3), "simplified"),
    "structured": (Limits(structured=30), "simplified"),
}


@pytest.mark.parametrize("name", SMALL_LIMITS)
def test_a_limit_is_said(name: str) -> None:
    """Each limit leaves something out, and a notice says so; without it there is none."""
    limits, code = SMALL_LIMITS[name]
    data = '<script type="application/ld+json">{"headline": "Beans in the garden"}</script>'
    html = f"<title>All of beans</title>{data}{PROSE}" + "<p><a href=/x>More of beans</a></p>" * 9
    whole, cut = read(html), read(html, limits=limits)
    assert not whole.notices
    assert code in [notice.code for notice in cut.notices]
    assert cut.text
    assert cut.text in whole.text


def test_what_takes_beautifulsoup_long_is_read_by_lexbor() -> None:
    """A notice says so, and the page is read all the same."""
    found = read(PROSE, parser="bs4", limits=Limits(soup=20))
    assert [notice.code for notice in found.notices] == ["parser"]
    assert found.text == read(PROSE).text
    assert not read(PROSE, parser="bs4").notices


@pytest.mark.parametrize(
    ("name", "told"),
    [("deep div", "too deep"), ("formatting, then paragraphs", "never closed"),
     ("attributes behind a quoted >", "attributes")],
)  # fmt: skip
def test_a_limit_of_markup_is_said(name: str, told: str) -> None:
    """What is left out of markup is named; all text stays."""
    found = read(page(name, 120_000))
    (notice,) = (notice for notice in found.notices if notice.code == "simplified")
    assert told in notice.message
    assert "beans and gardens number 11" in found.text


@pytest.mark.parametrize("name", ATTACKS)
def test_other_parsers_get_no_markup_that_they_stumble_over(name: str) -> None:
    """Comments, declarations and tags without an end are gone before BeautifulSoup sees a page."""
    text = tamed(page(name, 1500), strict=True).text
    assert "<!--" not in text.replace("<!---->", "") or "<script>" in text
    assert read(page(name, 1500), parser="bs4") is not None
