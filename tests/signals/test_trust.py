"""Trust signals on pages whose author, links, years and prices can be counted by hand."""

from __future__ import annotations

import math

import pytest
from planted import with_main

from pagequality.reading import read, read_text
from pagequality.signals.trust import (
    dead_links,
    described_images,
    different_sites,
    prices,
    references,
    reported_speech,
    years,
)

OWN = "https://www.own.example/beans"
WORDS = "bean " * 99
"""With one word more a text of a hundred, so that one find is ten in a thousand."""
DOI, ENCYCLOPAEDIA, SHOP = "https://doi.org/1", "https://en.wikipedia.org/wiki/Pea", "//s.example"
FIFTEEN = "Water the beans every morning before the sun is high and the day is hot"
"""Fifteen words, the fewest that make prose."""


def by(author, text="Beans grow well here."):
    """Make a page that names its author in the head."""
    return read(f'<meta name=author content="{author}"><p>{text}')


def link(address):
    """Write a link of one word."""
    return f'<a href="{address}">see</a>'


def test_references_are_links_of_the_content_to_places_of_record():
    """One in a hundred words is ten in a thousand; shops and other parts of the page are none."""
    text, menu = f"<p>{WORDS}{link(DOI)}</p>", f"<p>{link(ENCYCLOPAEDIA)}</p>"
    assert references(with_main(text, [True])) == 10.0
    assert references(with_main(menu + text, [False, True])) == 10.0
    assert references(with_main(menu + text, [True, True])) == pytest.approx(2000 / 101)
    assert references(with_main(f"<p>{WORDS}{link('https:' + SHOP)}</p>", [True])) == 0.0
    assert references(with_main(text, [True], url="https://www.doi.org/")) == 0.0
    assert references(with_main(f"<p>{link(DOI)}</p>", [True])) == 20.0


def test_different_sites_are_counted_once_and_in_the_content():
    """Two pages of one site are one site; menus and the own site count for nothing."""
    peas, kale = "https://peas.example/", "https://kale.example/"
    text = f"<p>{link(peas + '1')} {link(peas + '2')} {link(OWN)} {link('/x')}</p>"
    menu = f"<p>{link(kale)}</p>"
    assert different_sites(with_main(text, [True], url=OWN)) == 1.0
    assert different_sites(with_main(text + menu, [True, False], url=OWN)) == 1.0
    assert different_sites(with_main(text + menu, [True, True], url=OWN)) == 2.0
    assert different_sites(with_main("<p>Beans</p>", [True], url=OWN)) == 0.0
    many = " ".join(link(f"https://bean{number}.example/") for number in range(31))
    assert different_sites(with_main(f"<p>{many}</p>", [True])) == 30.0


def test_years_are_of_the_last_and_this_century():
    """A number of four digits from 1900 to 2099 in the content, for each thousand words."""
    assert years(read_text(f"{WORDS}1987")) == years(read_text(f"{WORDS}2024")) == 10.0
    for other in ("1887", "2187", "19870", "198", "9199", "bean"):
        assert years(read_text(f"{WORDS}{other}")) == 0.0, other
    assert years(read_text("Sown in 1987")) == 50.0
    footer = f"<p>{WORDS}1987</p><p>2024</p>"
    assert years(with_main(footer, [True, False])) == 10.0
    assert years(with_main(footer, [True, True])) == pytest.approx(2000 / 101)


def test_prices_are_amounts_behind_a_currency():
    """For each thousand words of the whole page; a currency alone is no price."""
    for price in ("$3", "£3", "€3"):
        assert prices(read_text(f"{WORDS}{price}")) == 10.0, price
    for other in ("3", "3$", "$ 3", "$bean", "#3"):
        assert prices(read_text(f"{WORDS}{other}")) == 0.0, other
    assert prices(read_text("Beans $3")) == 50.0
    page = with_main(f"<p>{'bean ' * 98}$3</p><p>$3</p>", [True, False])
    assert prices(page) == 20.0


def test_dead_links_lead_nowhere_in_prose():
    """To the page's own top or to a script; an anchor and an address lead somewhere."""
    links = {"#": 1, "": 0, " # ": 1, "javascript:void(0)": 1, " JavaScript:x": 1}
    for address, dead in links.items():
        html = f"<p>{FIFTEEN} {link(address)} {link('/peas')} {link('#peas')}</p>"
        assert dead_links(with_main(html, [True])) == pytest.approx(dead / (3 if address else 2))
    assert dead_links(with_main(f"<p>{FIFTEEN} {link('/peas')}</p>", [True])) == 0.0


def test_dead_links_outside_prose_do_not_count():
    """Menus open by them, and so do blocks of fewer than fifteen words."""
    lively, dead = f"<p>{FIFTEEN} {link('/peas')}</p>", f"<p>{FIFTEEN} {link('#')}</p>"
    short, exact = FIFTEEN.split(" ", 2)[2], FIFTEEN.split(" ", 1)[1]
    assert dead_links(with_main(lively + dead, [True, True])) == 0.5
    assert dead_links(with_main(lively + dead, [True, False])) == 0.0
    assert dead_links(with_main(f"{lively}<p>{exact} {link('#')}</p>", [True, True])) == 0.5
    assert dead_links(with_main(f"{lively}<p>{short} {link('#')}</p>", [True, True])) == 0.0
    assert math.isnan(dead_links(with_main(f"<p>Beans {link('#')}</p>", [True])))


def test_described_images_have_more_than_an_empty_description():
    """Of four images one carries words; white space describes nothing."""
    bare = "<img src=a><img src=b alt=''><img src=c alt=' '>"
    assert described_images(read(f"{bare}<img src=d alt='Beans'>")) == 0.25
    assert described_images(read(bare)) == 0.0
    assert math.isnan(described_images(read("<p>Beans")))


@pytest.mark.parametrize(
    "text",
    [
        "The beans, said Ann Doe, came up in May.",
        "The farmer told us the beans came up late.",
        "On that day Ann Doe, 45, said the beans were late.",
        "“The beans came up in May,” said the vicar.",
        "Ann Doe, who sows a row of them every year, said the beans were late.",
        "The mayor explained that the beans were late.",
    ],
)
def test_who_is_named_or_described_and_says_something_is_quoted(text):
    """One verb of saying with its speaker, before it or behind what was said."""
    page = read_text(text)
    assert reported_speech(page) == pytest.approx(1000 / len(page.tokens))


@pytest.mark.parametrize(
    "text",
    [
        "You will be asked to sow one row of beans.",
        "This notice says what we do with your beans.",
        "Thousands of happy growers have reported amazing beans.",
        "New beans are added regularly, so be sure to check back.",
        "We told you that you would not believe these beans!",
        "She said it was the best bean that she ever had.",
        "Critics said Ann Doe was late. Growers told Ann Doe so.",
        "Our plot does not allow us to say what caused it, as noted above.",
        "What has Ann Doe said about beans?",
        "Ann Doe tires of beans.",
        "Ann Doe added a row of beans.",
        "She ate as we saw beans with Ann Doe",
    ],
)
def test_where_nobody_speaks_nobody_is_quoted(text):
    """Passives, documents, crowds, the writer, and a "she" that nothing names."""
    assert reported_speech(read_text(text)) == 0.0


def test_who_has_been_named_is_he_or_she_later():
    """Two verbs of saying, of which the second alone would have no speaker."""
    page = read_text("“Beans,” said Ann Doe, “want rain.” Later she said more.")
    assert reported_speech(page) == pytest.approx(2000 / len(page.tokens))


def test_a_family_name_is_known_from_elsewhere():
    """A sentence may begin with it; a plain word that begins one is no name."""
    named = "The plot of Ann Doe is wet. Doe said it was late."
    assert reported_speech(read_text(named)) == pytest.approx(1000 / 12)
    assert reported_speech(read_text(named.replace("Doe said", "Rain said"))) == 0.0


def test_speech_is_counted_in_the_content():
    """What is said beside it is not."""
    html = "<p>We saw beans, said Ann.</p><p>Peas, said Ann.</p>"
    assert reported_speech(with_main(html, [True, False])) == 200.0


def test_plain_text_leaves_unknown_what_only_markup_can_tell():
    """Links and images are unknown of text; years, prices and speech are not."""
    page = read_text(f"My uncle said {DOI} cost $3 in 1987, and {FIFTEEN}")
    for signal in (references, different_sites, dead_links, described_images):
        assert math.isnan(signal(page)), signal.__name__
    for signal in (years, prices, reported_speech):
        assert signal(page) > 0, signal.__name__


def test_an_empty_page_is_not_distrusted():
    """Where nothing stands nobody fails to name a year or a price."""
    for signal in (references, years, prices, reported_speech):
        assert math.isnan(signal(read(""))), signal.__name__
