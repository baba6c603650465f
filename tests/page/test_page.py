"""Pages as values: which links are whose, what is computed once, and what travels."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import cached_property

import numpy as np
import pytest
from planted import chosen, with_main

from pagequality.learned.hedging import cues, sentence_scores
from pagequality.learned.models import default_models
from pagequality.learned.template_noise import line_scores
from pagequality.learned.wording import estimates, style, views
from pagequality.page.memo import once
from pagequality.page.page import Page
from pagequality.page.state import PageState
from pagequality.reading import read, read_text

OWN = "https://www.own.example/beans"
DOI = "https://doi.org/1"
REMEMBERED = (cues, line_scores, sentence_scores, style, views, estimates)
"""What learned models say of a page, computed when first asked for."""


def link(address):
    """Write a link of one word."""
    return f'<a href="{address}">see</a>'


def leading_away(html, url):
    """Return where the page's outgoing links lead."""
    return [href for href, *_ in read(html, url=url).outgoing]


def test_main_links_are_outgoing_links_of_the_content():
    """Neither the menu's links nor those to the own site or within the page are among them."""
    html = (
        f"<p>{link('https://menu.example/')}</p>"
        f"<p>{link(DOI)} {link('https://blog.own.example/peas')} {link('/kale')}</p>"
        f"<p>{link('http://s.example/')}</p>"
    )
    assert with_main(html, [False, True, False], url=OWN).main_links == (DOI,)
    assert with_main(html, [False, False, True], url=OWN).main_links == ("http://s.example/",)
    assert with_main(html, [False, False, False], url=OWN).main_links == ()
    canonical = f"<link rel=canonical href='{OWN}'>"
    assert with_main(canonical + html, [False, True, False]).main_links == (DOI,)


def test_links_at_the_very_end_belong_to_the_last_block():
    """A link without text behind the last paragraph is the content's if that paragraph is."""
    last = "<a href='https://shop.example/a'><img src=a.png></a>"
    assert chosen(f"<nav>Home</nav><main><p>Beans</p>{last}</main>").main_links == (
        "https://shop.example/a",
    )
    assert chosen(f"<main><p>Beans</p></main><p>Home</p>{last}").main_links == ()
    assert chosen(f"<main>{last}</main>").main_links == ()


@pytest.mark.parametrize(
    ("address", "outgoing"),
    [
        ("https://own.example/peas", False),
        ("http://own.example", False),
        ("https://blog.own.example:8080/peas", False),
        ("https://WWW.OWN.EXAMPLE/peas", False),
        ("https://evilown.example/peas", True),
        ("https://own.example.evil.example/peas", True),
        ("https://evil.example/?next=https://own.example/", True),
        ("https://own.example@evil.example/", True),
        ("/peas", False),
        ("#top", False),
        ("mailto:ada@peas.example", False),
    ],
)
def test_a_link_is_outgoing_if_another_site_answers_for_it(address, outgoing):
    """Parts of the own site are the own site; a name that ends alike or is held within is not."""
    assert leading_away(link(address), OWN) == ([address] if outgoing else [])


def test_each_tenant_of_a_shared_suffix_is_a_site():
    """Whoever rents a name below a public suffix answers for it alone."""
    html = link("https://bob.github.io/") + link("https://www.ann.github.io/peas")
    assert leading_away(html, "https://ann.github.io/") == ["https://bob.github.io/"]
    html = link("https://peas.co.uk/") + link("https://shop.beans.co.uk/")
    assert leading_away(html, "https://beans.co.uk/") == ["https://peas.co.uk/"]


def test_of_an_unknown_site_every_link_is_outgoing():
    """Without an address of its own a page is at home nowhere."""
    assert leading_away(link("https://own.example/") + link("/peas"), None) == [
        "https://own.example/"
    ]


def test_a_value_is_computed_once_a_page():
    """Asked twice, a function of a page has looked once, and of each page for itself."""
    looked = []

    @once
    def headline(page):
        looked.append(page)
        return page.headline

    beans, peas = read("<h1>Beans</h1>"), read("<h1>Peas</h1>")
    assert [headline(beans), headline(peas), headline(beans)] == ["Beans", "Peas", "Beans"]
    assert looked == [beans, peas]


def test_a_value_that_is_nothing_is_kept_too():
    """What was found to be nothing is not looked for again."""
    looked = []
    nothing = once(looked.append)
    page = read("<h1>Beans</h1>")
    assert (nothing(page), nothing(page)) == (None, None)
    assert looked == [page]


def test_a_changed_copy_computes_anew():
    """A copy with another content remembers nothing of the page that it was made from."""
    page = read("<p>Beans grow well.</p><p>Perhaps it will rain on the beans.</p>")
    first = replace(page, is_main=np.array([True, False]))
    assert [len(sentence_scores(first)), len(views(first)["body"])] == [0, 3]
    other = replace(first, is_main=np.array([False, True]))
    assert [len(sentence_scores(other)), len(views(other)["body"])] == [1, 7]
    assert [len(sentence_scores(first)), len(views(first)["body"])] == [0, 3]


def test_a_page_in_a_state_keeps_what_was_computed_of_it():
    """None of the totals asks for the state, so a page in one has those that told it."""
    page = read("<h1>Beans</h1><p>Beans grow well. Perhaps it will rain on the beans.</p>")
    words = page.main_words
    missing = page.in_state(PageState("error", "Beans"))
    assert (missing.state.name, page.state.name, missing.main_words is words) == (
        "error", "thin", True,
    )  # fmt: skip
    assert (missing.memo, missing.url, missing.table) == ({}, page.url, page.table)
    totals = [name for name, kept in vars(Page).items() if isinstance(kept, cached_property)]
    assert len(totals) > 20
    for name in totals:
        one, other = (
            getattr(replace(page, state=page.state).in_state(state), name)
            for state in (page.state, missing.state)
        )
        assert pickle.dumps(one) == pickle.dumps(other), name


def test_a_page_travels_without_what_can_be_computed_again():
    """Sent to another process, it is no larger for what was asked of it, and answers alike."""
    page = read_text("Beans grow well here.\nPerhaps it will rain on the beans.\nSign up now")
    before = pickle.dumps(page)
    scores, words = sentence_scores(page), estimates(page)
    for remembered in REMEMBERED:
        remembered(page)
    assert page.main_text
    assert len(page.memo) == len(REMEMBERED)
    assert len(pickle.dumps(page)) == len(before)
    again = pickle.loads(pickle.dumps(page))  # noqa: S301 - our own
    assert again.memo == {}
    assert again.models is default_models()
    assert np.array_equal(sentence_scores(again), scores)
    assert estimates(again) == pytest.approx(words, nan_ok=True)


def test_blocks_are_found_by_their_tags_and_their_words_counted():
    """Words of chosen blocks are counted together; blocks are found by any of some tags."""
    page = read_text("Beans\nSow them in May\nPick in August")
    assert page.words_of(np.array([True, False, True])) == 4
    assert page.words_of(np.zeros(3, bool)) == 0
    tags = page.table.tag
    assert page.blocks_of({tags[0]}).tolist() == [i for i in range(3) if tags[i] == tags[0]]
    assert page.blocks_of({"blink"}).tolist() == []


def test_main_words_stand_at_their_places():
    """The places of the main content's words name those words, with the kind of each."""
    page = with_main("<h1>Beans</h1><p>Sow the best in May</p><p>Pick", [False, True, True])
    assert page.main_places.tolist() == [1, 2, 3, 4, 5, 6]
    assert page.main_words.tolist() == page.tokens.hash[1:].tolist()
    assert page.word_kinds.tolist() == np.bincount(page.kinds[1:], minlength=10).tolist()
