"""Whose "I" speaks for a page: that of its writer, and nobody else's."""

from __future__ import annotations

import pytest
from planted import chosen, told

from pagequality.judge.evidence import Quotes
from pagequality.reading import read
from pagequality.signals.adverts import by_the_writer
from pagequality.signals.specifics import first_hand, first_hand_quotes, own_quotes
from pagequality.signals.trust import reference_blocks

OWN = "I sowed my beans in May and I watered them myself until the end of July."
THANKS = "I bought these beans and I loved them."
RECORD = "<p>See <a href='https://doi.org/1'>the paper on beans</a> for all of it.</p>"
SOLD = "<a href='https://shop.example/beans?tag=beans-20'>See the price</a>"
PROMISED = "<p>Grab the best deals at the lowest price.</p>"


@pytest.mark.parametrize(
    "box",
    [
        "<blockquote><p>{}</p></blockquote>",
        "<aside><p>{}</p></aside>",
        "<form><p>{}</p></form>",
        "<div class='testimonials-slider'><p>{}</p></div>",
        "<section id='customer-reviews'><p>{}</p></section>",
    ],
)
def test_what_stands_in_a_box_is_somebody_elses(box: str):
    """Thanks of customers and quoted letters are measured, and not shown as the writer's."""
    page = chosen(f"<main><p>{OWN}</p>{box.format(THANKS)}</main>")
    assert told(first_hand_quotes(page)) == [(OWN, "first hand")]
    assert told(own_quotes(page)) == [(OWN, "own voice")]
    assert first_hand(page) == 1.0


def test_a_page_of_reviews_is_its_writers():
    """What holds the better part of the content is no box in it."""
    page = chosen(f"<main><div class='review'><p>{OWN}</p></div><p>Beans.</p></main>")
    assert told(own_quotes(page)) == [(OWN, "own voice")]


@pytest.mark.parametrize("sale", [SOLD, PROMISED])
def test_who_sells_is_no_witness(sale: str):
    """Neither "I" nor a link to a place of record speaks for a page of promises or commissions."""
    honest, sold = (chosen(f"<main><p>{OWN}</p>{RECORD}{more}</main>") for more in ("", sale))
    for finder in (own_quotes, first_hand_quotes, reference_blocks):
        assert finder(honest) != ()
        assert finder(sold) == ()
    assert first_hand(sold) > 0


def test_references_are_shown_by_their_paragraph():
    """The paragraph of the content that links the record; a footer's link is none."""
    page = chosen(f"<main>{RECORD}</main><footer>{RECORD}</footer>")
    assert told(reference_blocks(page)) == [("See the paper on beans for all of it.", "reference")]


def test_no_page_is_too_short():
    """Of nothing nobody is a witness."""
    assert by_the_writer(read("")).tolist() == []
    assert Quotes(read("")).by_family()["speculation"] == ()
