"""What the signals of adverts promise, on links, slots and buttons counted by hand."""

from __future__ import annotations

from math import isnan

import pytest
from planted import chosen, words

from pagequality.reading import read, read_text
from pagequality.signals.adverts import (
    SIGNALS,
    advert_slots,
    affiliate_links,
    call_blocks,
    main_outgoing_links,
    single_target,
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
LINKED = f"""
    <nav><a href="https://soil.example/1">Soil</a> <a href="https://soil.example/2">Soil</a></nav>
    <main><p>{words(96)} <a href="https://shop.example/a">loam</a>
      <a href="https://shop.example/b">loam</a> <a href="https://seeds.example/">loam</a>
      <a href="/peas">loam</a></p></main>
    <footer><a href="https://soil.example/3">Soil</a> <a href="https://soil.example/4">Soil</a>
      <a href="https://soil.example/5">Soil</a></footer>
"""
"""A content of 100 words with three links to two other sites, and five more links around it."""


@pytest.mark.parametrize("signal", SIGNALS, ids=[signal.name for signal in SIGNALS])
def test_plain_text_tells_nothing_of_adverts(signal) -> None:
    """Links, slots and buttons are markup: of plain text they are unknown."""
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


def _slots(more: str = "") -> str:
    """Return a page of 400 visible words with two advert slots that hold one word each."""
    return f"""
        <div class="ad-slot"><p>loam</p></div> <aside id="top_banner"><p>loam</p></aside>
        <div class="header shadow adapter padded ready"><p>{words(398)}</p></div>{more}
    """


def test_advert_slots_counts_named_elements_for_each_thousand_words() -> None:
    """Two slots in 400 words are five in a thousand; names that hold "ad" in them are none."""
    assert advert_slots(read(_slots())) == 5.0
    assert advert_slots(read(_slots().replace("ad-slot", "slot"))) == 2.5


def test_advert_slots_counts_only_slots_with_text_against_words_that_show() -> None:
    """A slot left empty is no slot, and words that are not shown thin nothing out."""
    assert advert_slots(read(_slots("<div class=ads></div><div id=sponsored> </div>"))) == 5.0
    assert advert_slots(read(_slots(f"<div hidden>{words(400)}</div>"))) == 5.0


def test_advert_slots_stops_at_fifty_and_starts_at_zero() -> None:
    """A page of nothing but slots gets fifty, one without any zero."""
    assert advert_slots(read("<div class=ADS>Ads</div>" * 3)) == 50.0
    assert advert_slots(read(f"<p>{words(40)}</p>")) == 0.0


def test_main_outgoing_links_counts_the_content_alone() -> None:
    """Three links in 100 words are thirty; those of menu and footer, and own ones, are none."""
    assert main_outgoing_links(chosen(LINKED, url=OWN)) == 30.0
    own = LINKED.replace("https://seeds.example/", "https://garden.example/seeds")
    assert main_outgoing_links(chosen(own, url=OWN)) == 20.0


def test_main_outgoing_links_is_zero_in_a_content_without_links() -> None:
    """Links around a content that links nothing leave it at zero; a hundred is the most."""
    around = f"<nav><a href='https://a.example'>a</a></nav><main><p>{words(50)}</p></main>"
    assert main_outgoing_links(chosen(around)) == 0.0
    inside = "<main><p>loam <a href='https://a.example'>loam</a></p></main>"
    assert main_outgoing_links(chosen(inside)) == 100.0


def test_single_target_is_the_share_of_the_most_linked_site_of_the_content() -> None:
    """Two of the content's three links lead to the shop, however often others link the soil."""
    assert single_target(chosen(LINKED, url=OWN)) == pytest.approx(2 / 3)
    more = LINKED.replace("/peas", "https://shop.example/c")
    assert single_target(chosen(more, url=OWN)) == 3 / 4
    spread = LINKED.replace("shop.example/a", "tools.example/a")
    assert single_target(chosen(spread, url=OWN)) == pytest.approx(1 / 3)


def test_single_target_is_unknown_without_links_in_the_content() -> None:
    """Links around a content tell nothing of whom it was written for."""
    assert isnan(
        single_target(chosen("<nav><a href='https://a.example'>a</a></nav><main>b</main>"))
    )


def test_call_blocks_is_the_share_of_visible_words_on_buttons() -> None:
    """Two of forty words stand on a button; another button adds its own."""
    html = f"<p>{words(38)}</p><button>Buy <b>now</b></button>"
    assert call_blocks(read(html)) == 0.05
    assert call_blocks(read(html + f"<button>{words(10)}</button>")) == 12 / 50
    assert call_blocks(read(html.replace("button", "div"))) == 0.0


def test_call_blocks_leaves_out_buttons_that_are_not_shown() -> None:
    """Hidden buttons, and hidden words, count on neither side; no words at all are unknown."""
    html = f"<p>{words(38)}</p><button>Buy now</button><div hidden>{words(40)}</div>"
    assert call_blocks(read(html + "<button hidden>Buy it twice</button>")) == 0.05
    assert isnan(call_blocks(read("")))
