"""Values of hidden text known by hand."""

from __future__ import annotations

import math

import pytest
from story_pages import SPAM, page

from pagequality.reading import read, read_text
from pagequality.signals.hidden import (
    blocks_of_hidden_links,
    hidden_blocks,
    hidden_links,
    hidden_words,
)

AWAY = "".join(f"<a href='https://s{i}.example/'>slots {i}</a> " for i in range(60))


def test_hidden_words_are_a_share_of_all() -> None:
    """Twenty hidden words of fifty are two fifths; what is shown or folded counts nothing."""
    shown = "<p>" + "Water the beans every morning. " * 6
    assert hidden_words(read(f"{shown}<div style='display:none'>{'word ' * 20}</div>")) == 0.4
    assert hidden_words(read(f"{shown}<div>{'word ' * 20}</div>")) == 0.0
    folded = f"{shown}<div class=accordion-body style='display:none'>{'word ' * 20}</div>"
    assert hidden_words(read(folded)) == 0.0


@pytest.mark.parametrize(("number", "count"), [(2, 2.0), (50, 50.0), (60, 50.0)])
def test_hidden_links_lead_away(number: int, count: float) -> None:
    """Links to other sites are counted up to fifty, those that are seen are not."""
    links = "</a>".join(AWAY.split("</a>")[:number]) + "</a>"
    off = f"<div style='position:absolute; left:-5000px'>{links}</div>"
    assert hidden_links(read(page(off), url="https://barley.example/")) == count
    assert hidden_links(read(page(f"<div>{links}</div>"), url="https://barley.example/")) == 0.0
    own = "<p hidden><a href='https://barley.example/x'>Own</a></p>"
    assert hidden_links(read(page(own), url="https://barley.example/")) == 0.0


def test_an_inline_link_that_hides_is_counted() -> None:
    """A hidden link inside a sentence counts, the visible one beside it does not."""
    seen = "<a href='https://a.example/'>seen</a>"
    unseen = "<a href='https://b.example/' style='display:none'>not</a>"
    assert hidden_links(read(page(f"<p>The clock {seen} {unseen} strikes.</p>"))) == 1.0


def test_quotes_show_what_is_hidden() -> None:
    """The longest hidden blocks are quoted; a page that hides nothing has none."""
    found = hidden_blocks(read(page(f"<p hidden>little</p><div hidden>{SPAM}</div>")))
    assert [quote.kind for quote in found] == ["hidden", "hidden"]
    assert found[0].quote.startswith("cheap pills casino")
    assert hidden_blocks(read(page())) == ()


LABEL = "<summary>Where the hives stand</summary>"
INSIDE = f"<p>{'word ' * 20} <a href='https://a.example/'>map</a></p>"


@pytest.mark.parametrize("label", [LABEL, "<summary><h3>Where the hives stand</h3></summary>"])
def test_what_a_labelled_box_holds_can_be_seen(label: str) -> None:
    """A reader unfolds it, so that neither its words nor its links count, and none are quoted."""
    found = read(page(f"<details>{label}{INSIDE}</details>"))
    assert found.table.hidden.any()
    assert hidden_words(found) == hidden_links(found) == 0.0
    assert hidden_blocks(found) == ()


@pytest.mark.parametrize(
    "box",
    [
        f"<details>{INSIDE}</details>",
        f"<div hidden><details>{LABEL}{INSIDE}</details></div>",
        f"<details open>{LABEL}<p>Two by the chapel.</p><div hidden>{INSIDE}</div></details>",
    ],
)
def test_a_box_hides_what_no_label_unfolds(box: str) -> None:
    """Without a label, in hidden text, and in an open box what is hidden stays so."""
    found = read(page(box))
    assert hidden_words(found) > 0.1
    assert hidden_links(found) == 1.0
    assert hidden_blocks(found)[0].quote.startswith("word word")


def test_plain_text_and_nothing_are_unknown() -> None:
    """Only markup can hide; a page without words has no share of them."""
    assert math.isnan(hidden_words(read_text("Beans")))
    assert math.isnan(hidden_links(read_text("Beans")))
    assert math.isnan(hidden_words(read("")))
    assert hidden_links(read("")) == 0.0


def test_hidden_links_are_quoted_where_they_stand() -> None:
    """Not the longest hidden text, but the one that leads away."""
    away = "position:absolute; left:-5000px"
    html = (
        f"<p>{'Water the beans every morning. ' * 12}</p><p style='{away}'>{'word ' * 30}</p>"
        f"<p style='{away}'>Cheap <a href='https://pills.example/'>pills</a></p>"
    )
    assert [quote.quote for quote in blocks_of_hidden_links(read(html))] == ["Cheap pills"]
    assert blocks_of_hidden_links(read_text("Beans")) == ()
