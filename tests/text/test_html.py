"""HTML by construction: text stays text, and nothing leads where it must not."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagequality.text.html import Html, escape, joined, link, on_the_web, tag
from pagequality.text.visible import visible


@given(st.text())
def test_text_is_shown_and_nothing_else(text):
    """As a child and as an attribute: what a browser reads is the visible text."""
    made = tag("p", text, title=text)
    found = re.fullmatch(r'<p title="([^"<>]*)">([^<>]*)</p>', made)
    assert found
    assert [html.unescape(part) for part in found.groups()] == [visible(text)] * 2


@given(st.lists(st.text(max_size=9)))
def test_pieces_are_escaped_once(texts):
    """What was made is not escaped again; what was put together by other means is."""
    made = joined(*texts)
    assert escape(made) is made
    assert tag("b", *texts) == tag("b", made)
    assert escape(made + "") == escape(str(made)) or made == ""
    assert "<" not in escape("<b>" + Html("<i>"))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", " https://a.example", "//a.example", "vbscript:x",
     "https:a.example", "http:///x", "file:///etc", "", "java\nscript:x", "\x01https://a.example"],
)  # fmt: skip
def test_only_addresses_on_the_web_become_links(address):
    """Anything else is text, whichever way it is tried."""
    assert not on_the_web(address)
    assert link(address, "x") == "<span>x</span>"
    assert tag("a", "x", href=address) == "<a>x</a>"


def test_a_link_tells_nothing_of_where_it_stands():
    """No referrer, no window handle, no blessing for a search engine."""
    assert link("http://a.example/?b&c", "x") == (
        '<a href="http://a.example/?b&amp;c" rel="nofollow noopener noreferrer">x</a>'
    )
    assert tag("a", "x", href="#top") == '<a href="#top">x</a>'
