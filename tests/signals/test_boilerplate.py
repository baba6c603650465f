"""What the signals of boilerplate promise, on characters and words counted by hand."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import pytest
from planted import chosen, words

from pagequality.reading import read, read_text
from pagequality.signals.boilerplate import (
    boilerplate_ratio,
    content_breaks,
    link_density,
    main_link_density,
    scrap_share,
    template_share,
    text_to_markup,
)

FROM_MARKUP = (
    boilerplate_ratio,
    link_density,
    main_link_density,
    text_to_markup,
    template_share,
    content_breaks,
)
STORY = "".join(
    f"<p>The {crop} went in late that year, because the frost stayed until May and the ground was "
    f"too hard to dig. My father said that {crop} would forgive us, and they did: in August we "
    "carried them down to the village in two old baskets, and nobody went home without some.</p>"
    for crop in ("beans", "leeks", "onions", "peas")
)


@pytest.mark.parametrize("signal", FROM_MARKUP, ids=[signal.__name__ for signal in FROM_MARKUP])
def test_plain_text_tells_nothing_of_its_template(signal) -> None:
    """Somebody has taken the template away already: unknown, not zero."""
    assert isnan(signal(read_text("Home\nContact\n" + words(60))))


@pytest.mark.parametrize("signal", [*FROM_MARKUP, scrap_share])
def test_a_page_without_words_is_unknown(signal) -> None:
    """Nothing visible, no share of it."""
    assert isnan(signal(read("<nav></nav><footer></footer>")))


def test_boilerplate_ratio_is_what_the_content_leaves() -> None:
    """A content of a quarter of the words leaves three quarters; to three places."""
    page = read(f"<article>{STORY}</article>")
    assert boilerplate_ratio(replace(page, main_share=0.25)) == 0.75
    assert boilerplate_ratio(replace(page, main_share=1.0)) == 0.0
    assert boilerplate_ratio(replace(page, main_share=0.98765)) == 0.012


def test_boilerplate_ratio_grows_with_what_stands_around_a_story() -> None:
    """A bare story is nearly all content; menus and teasers of as many words halve that."""
    menu = "".join(f"<li><a href='/{n}'>Garden tools {n}</a></li>" for n in range(70))
    bare = f"<article><h1>A late spring</h1>{STORY}</article>"
    wrapped = f"<nav><ul>{menu}</ul></nav>{bare}<footer><ul>{menu}</ul></footer>"
    assert boilerplate_ratio(read(bare)) < 0.15
    assert boilerplate_ratio(read(wrapped)) > boilerplate_ratio(read(bare)) + 0.3


def test_link_density_is_the_linked_share_of_visible_characters() -> None:
    """Nine of nineteen characters can be clicked, in a menu as in a text; a tenth moves it up."""
    html = "<p>Beans grow</p><nav><a href='/'>Home page</a></nav>"
    assert link_density(read(html)) == pytest.approx(9 / 19)
    assert link_density(read(html.replace("page", "pages"))) == pytest.approx(10 / 20)
    assert link_density(read("<p>Beans grow</p>")) == 0.0


def test_link_density_leaves_out_what_is_not_shown() -> None:
    """Hidden links and hidden text count on neither side."""
    html = f"<p>{words(40)}</p><p><a href='/'>{'x' * 201}</a></p>"
    assert link_density(read(html)) == 201 / 400
    hidden = "<div hidden><a href='/a'>Home</a></div><div style='display:none'>Log in here</div>"
    assert link_density(read(html + hidden)) == 201 / 400


def test_main_link_density_looks_into_the_content_alone() -> None:
    """Ten of the content's fifty characters are linked, whatever the menu links."""
    html = f"<nav><a href='/'>Home</a></nav><main><p>{'x' * 39} <a href='/b'>{'y' * 10}</a></main>"
    assert main_link_density(chosen(html)) == 0.2
    assert main_link_density(chosen(html.replace("Home", "Home and garden"))) == 0.2
    assert main_link_density(chosen(html.replace("x" * 39, "x" * 89))) == 0.1
    assert isnan(main_link_density(chosen("<p>No content</p>")))


def test_text_to_markup_is_even_at_twenty_characters_an_element() -> None:
    """Eighty characters in four elements (html, head, body, p) give a half; tags lower it."""
    assert text_to_markup(read(f"<p>{'x' * 80}</p>")) == 0.5
    assert text_to_markup(read(f"<p>{'x' * 240}</p>")) == 0.75
    assert text_to_markup(read(f"<div><div><div><div><p>{'x' * 80}</p>")) == pytest.approx(1 / 3)


def test_text_to_markup_counts_no_scripts() -> None:
    """Scripts and styles are often stripped before a page is stored, and are no elements here."""
    html = f"<p>{'x' * 80}</p><script>var a = 1</script><style>p {{color: red}}</style>"
    assert text_to_markup(read(html)) == 0.5


FRAMED = f"""
    <nav><p>{words(3)}</p></nav> <aside><header><p>{words(2)}</p></header></aside>
    <div><p>{words(35)}</p></div> <form><p>{words(4)}</p></form> <footer><p>{words(6)}</p></footer>
"""
"""Fifty words, fifteen of them in frames; two of these in a header within an aside."""


def test_template_share_counts_every_framed_word_once() -> None:
    """A header within an aside is no double frame; each kind of frame counts."""
    assert template_share(read(FRAMED)) == 15 / 50
    assert template_share(read(FRAMED.replace("<footer>", "<div>"))) == 9 / 50
    assert template_share(read(FRAMED.replace("nav>", "section>"))) == 12 / 50
    assert template_share(read(FRAMED.replace("aside>", "div>"))) == 15 / 50
    assert template_share(read(FRAMED.replace("header>", "div>"))) == 15 / 50
    assert template_share(read(FRAMED.replace("form>", "div>"))) == 11 / 50


def test_template_share_leaves_out_what_is_not_shown() -> None:
    """A hidden menu, or a note for browsers without scripts, changes nothing."""
    hidden = f"<nav hidden><p>{words(9)}</p></nav><noscript><p>{words(9)}</p></noscript>"
    assert template_share(read(FRAMED + hidden)) == 15 / 50


def test_scrap_share_counts_blocks_of_five_words_or_fewer() -> None:
    """Five words are a scrap and six are none, in plain text as in markup."""
    assert scrap_share(read(f"<p>{words(5)}</p><p>{words(6)}</p>")) == pytest.approx(5 / 11)
    assert scrap_share(read_text(f"{words(5)}\n{words(6)}")) == pytest.approx(5 / 11)
    assert scrap_share(read_text(f"{words(5)}\n{words(6)}\n{words(1)}")) == 6 / 12


def test_scrap_share_leaves_out_what_is_not_shown() -> None:
    """Hidden scraps are no scraps."""
    html = f"<p>{words(35)}</p><p>{words(5)}</p><div hidden><p>{words(3)}</p></div>"
    assert scrap_share(read(html)) == 5 / 40


def test_content_breaks_counts_gaps_inside_the_content() -> None:
    """Two gaps in 200 words are one a hundred; what stands before and after is no gap."""
    gap, part = "<aside>Ad</aside><aside>Another ad</aside>", f"<main>{words(50)}</main>"
    assert content_breaks(chosen(part + gap + part + gap + part + part)) == 1.0
    assert content_breaks(chosen(gap + part + gap + part + gap + part + part + gap)) == 1.0
    assert content_breaks(chosen(part + gap + part + part + part)) == 0.5
    assert content_breaks(chosen(gap + part * 4 + gap)) == 0.0


def test_content_breaks_stops_at_twenty() -> None:
    """A content in crumbs gets twenty; a page without content is unknown."""
    assert content_breaks(chosen("<main>loam</main><p>Ad</p>" * 9)) == 20.0
    assert isnan(content_breaks(chosen("<p>Ad</p>")))
