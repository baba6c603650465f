"""What the signals of adverts promise, on links counted by hand."""

from __future__ import annotations

from math import isnan

import pytest
from planted import lines_of

from pagequality.reading import read, read_text
from pagequality.signals.adverts import (
    SIGNALS,
    affiliate_links,
    sales_promises,
    sells,
    unendorsed_links,
)

OWN = "https://www.garden.example/beans"
FOUR_LINKS = """
    <a href="https://shop.example/spade?tag=leaf-20">spade</a>
    <a href="https://seeds.example/beans">beans</a>
    <a href="https://seeds.example/go/peas">peas</a>
    <a href="https://soil.example/">soil</a>
    <a href="https://shop.garden.example/go/us">our shop</a> <a href="/recommends/us">ours</a>
"""
"""Four links to other sites, two of them with marks of a programme, and two to the own site."""


@pytest.mark.parametrize("signal", SIGNALS, ids=[signal.name for signal in SIGNALS])
def test_plain_text_tells_nothing_of_adverts(signal) -> None:
    """Links are markup: of plain text they are unknown."""
    assert isnan(signal.function(read_text("Buy beans at https://shop.example/?tag=x", url=OWN)))


def test_affiliate_links_is_a_share_of_links_to_other_sites() -> None:
    """Two of four outgoing links carry a mark; marked links to the own site count nowhere."""
    assert affiliate_links(read(FOUR_LINKS, url=OWN)) == 0.5
    assert affiliate_links(read(FOUR_LINKS.replace("?tag=", "?page="), url=OWN)) == 0.25
    assert affiliate_links(read(FOUR_LINKS.replace("/beans", "/beans?aff_id=3"), url=OWN)) == 0.75


def test_affiliate_links_of_an_unknown_site_are_all_outgoing() -> None:
    """Where the page's own address is unknown, every absolute link leads away: three of five."""
    assert affiliate_links(read(FOUR_LINKS)) == 3 / 5


@pytest.mark.parametrize(
    "href",
    [
        "https://shop.example/x?id=4&tag=leaf-20",
        "https://shop.example/x?ref=leaf",
        "https://AMZN.TO/3xYz",
        "https://leaf.example/Recommends/spade",
        "https://www.awin1.com/cread.php",
        "https://x.shareasale.com/r.cfm",
        "https://leaf.example/?clickid=1",
        "https://leaf.example/x?affid=1",
    ],
)
def test_affiliate_links_knows_programmes_in_any_case(href: str) -> None:
    """Marks of widespread programmes are seen, in large letters too."""
    assert affiliate_links(read(f"<a href='{href}'>spade</a>")) == 1.0


def test_affiliate_links_is_one_at_most_and_unknown_without_links() -> None:
    """Links full of marks are no more than all links; without links to others it is unknown."""
    assert affiliate_links(read("<a href='https://a.example/go/?tag=x'>spade</a>")) == 1.0
    assert affiliate_links(read("<a href='https://a.example/rag?stag'>spade</a>")) == 0.0
    assert isnan(affiliate_links(read("<a href='/go/?tag=x'>spade</a>", url=OWN)))


def test_unendorsed_links_is_a_share_of_links_to_other_sites() -> None:
    """Three of five outgoing links are not vouched for, whatever the own site's links say."""
    html = """
        <a href="https://a.example" rel="nofollow">a</a>
        <a href="https://b.example" rel="noopener sponsored">b</a>
        <a href="https://c.example" rel="ugc">c</a>
        <a href="https://d.example" rel="noopener">d</a> <a href="https://e.example">e</a>
        <a href="/login" rel="nofollow">log in</a>
    """
    assert unendorsed_links(read(html, url=OWN)) == 3 / 5
    assert unendorsed_links(read(html.replace('rel="ugc"', ""), url=OWN)) == 2 / 5
    assert isnan(unendorsed_links(read("<a href='/login' rel='nofollow'>log in</a>", url=OWN)))


def test_a_link_counts_once_and_parameters_stand_behind_their_mark() -> None:
    """Several marks are one link; a longer name, or an own folder, is no mark."""
    links = (
        "https://a.example/?ref=1&partner=x&aff=2",
        "https://b.example/find?staff=12",
        "https://c.example/out/walks.html",
        "https://d.example/",
    )
    page = read("".join(f"<a href='{link}'>beans</a> " for link in links))
    assert affiliate_links(page) == 0.25


def test_stock_promises_are_quoted_with_their_words_marked() -> None:
    """The sentence with most of them first."""
    page = lines_of("We have the best prices.", "Peace of mind and great value for all of you.")
    assert [quote.marked("[", "]") for quote in sales_promises(page)] == [
        "[Peace of mind] and [great value] for all of you.", "We have the [best prices].",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "plain",
    [
        "Visit the official website of the school.",
        "Essay writing service",
        "An online casino near you, open 24/7",
        "Buy now, or click here and get a quote",
        "The cheapest one is not always the best choice.",
        "We don't have the best prices.",
    ],
)
def test_trades_places_hours_buttons_and_what_is_denied_promise_nothing(plain: str) -> None:
    """They are counted, and nothing that a reader would mind; one promise is made by anybody."""
    assert sales_promises(lines_of(*[plain] * 3)) == ()
    assert sales_promises(lines_of(*[plain] * 3, "Great value for all.")) == ()
    assert sales_promises(lines_of(*[plain] * 3, "Great value for all.", "Best deals!")) != ()


def test_a_page_sells_by_affiliate_links_or_by_promises() -> None:
    """A link to a shop alone sells nothing, nor does a single promise."""
    sold = read("<p>Beans <a href='https://shop.example/spade?tag=leaf-20'>spade</a>")
    assert sells(sold)
    assert sells(lines_of("Best deals and great value."))
    assert not sells(lines_of("Great value."))
    assert not sells(read("<p>Beans <a href='https://shop.example/spade'>spade</a>"))
    assert not sells(read(""))
