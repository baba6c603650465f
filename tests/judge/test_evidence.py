"""Evidence: what is quoted of a page for what was found."""

from __future__ import annotations

import pytest
from sample_pages import PAGES

import pagequality as pq
from pagequality.signals.boilerplate import blocks_outside
from pagequality.signals.headline_mismatch import headline_and_missing
from pagequality.signals.trust import dead_link_blocks, dead_links

HEADLINE = "Kelmouth ferries rescued 12 swans in Zanzibar"
BODY = (
    "The ferry crew from Kelmouth was rescuing a swan again on Tuesday. "
    + "Nobody knows why the birds keep coming to the long pier in the rain. " * 6
)


def lacking(page: pq.Page) -> list[str]:
    """Return the words that the evidence says the body lacks."""
    found = headline_and_missing(page)
    return [quote.quote for quote in found if quote.kind.startswith("promised")]


def test_promised_words_that_the_body_lacks_are_named():
    """Words that the body says in another form are delivered; names and numbers are not."""
    page = pq.read(f"<article><h1>{HEADLINE}</h1><p>{BODY}</p></article>")
    assert lacking(page) == ["12, Zanzibar"]
    assert lacking(pq.read_text(f"{HEADLINE}\n\n{BODY}")) == ["12, Zanzibar"]


def test_headline_does_not_deliver_itself():
    """The headline standing in the main content is no delivery; the same words later are."""
    told = f"<p>{BODY}</p><p>All 12 went on to Zanzibar the next day, where the sun shone.</p>"
    assert not lacking(pq.read(f"<article><h1>{HEADLINE}</h1>{told}</article>"))
    assert not headline_and_missing(pq.read(f"<article>{told}</article>"))


def test_a_label_promises_nothing_that_could_be_missed():
    """A headline of two words with meaning is not quoted as one that the text fails."""
    label = "<h1>Programmes and Services</h1>"
    assert not headline_and_missing(pq.read(f"<article>{label}<p>{BODY}</p></article>"))


def test_the_headline_is_no_boilerplate():
    """A headline that stands outside the main content is not quoted as clutter."""
    html = (PAGES / "kitchen-spice-doctors.html").read_bytes()
    page = pq.read(html)
    quoted = [found.quote for found in blocks_outside(page)]
    assert quoted
    assert page.headline not in quoted


def test_paragraphs_with_dead_links_are_quoted():
    """Links to nowhere count in prose alone, and the paragraph that holds them is the quote."""
    links = (
        "<a href='#'>so they say</a>, <a href=' JavaScript:void(0)'>more</a>, <a href='/p'>p</a>"
    )
    menu = "<nav><a href='#'>Open</a></nav>"
    page = pq.read(f"{menu}<article><h1>{HEADLINE}</h1><p>{BODY}</p><p>{BODY}{links}</p></article>")
    (found,) = dead_link_blocks(page)
    assert found.kind == "dead link"
    assert found.quote.startswith("The ferry crew")
    assert dead_links(page) == pytest.approx(2 / 3)
