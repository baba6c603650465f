"""Main content: what every page must give, and what has broken other extractors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagequality import read
from pagequality.errors import ModelError
from pagequality.learned.bundle import open_bundle
from pagequality.learned.main_content import labels as labelling
from pagequality.learned.main_content.containers import first_alike
from pagequality.learned.main_content.features import measure
from pagequality.learned.main_content.network import MainContentModel
from pagequality.learned.models import default_models

MENU = (
    '<header class="site-header"><nav class="main-nav"><ul>'
    + "".join(f'<li><a href="/{w}">{w}</a></li>' for w in ("Home", "Boats", "Tides", "Shop"))
    + "</ul></nav></header>"
)
FOOTER = (
    '<footer class="site-footer"><ul><li><a href="/privacy">Privacy policy</a></li>'
    '<li><a href="/terms">Terms of use</a></li></ul><p>© 2025 Harbour Notes</p></footer>'
)
SENTENCES = (
    "The harbour wall was built by hand from stone that came down the river on flat barges.",
    "Every spring the crew checks the joints and fills what the winter storms have opened.",
    "In March they found that the eastern steps had sunk by almost four inches since autumn.",
    "A diver spent two days below the water line and came back with photographs of the gap.",
    "Repairs will take until June, the engineer told us, because the tides leave little time.",
    "Until then boats over ten metres have to moor on the western side of the basin.",
)
PIECES = (
    *("<div>", "</div>", "<p>", "<li>x", "<td>", "<br>", "word ", "<a href=/>y</a>", "<h1>"),
    *("</h1>", "<nav class='a B-c'>", "</nav>", "<template>", "€5 "),
)
NOISE = ("Terms of use", "Privacy policy", "Shop")


def page(body: str, title: str = "The harbour wall") -> str:
    """A page with a menu, a body and a footer."""
    return f"<html><head><title>{title}</title></head><body>{MENU}{body}{FOOTER}</body></html>"


def paragraphs(texts=SENTENCES) -> str:
    """Every sentence as a paragraph."""
    return "".join(f"<p>{text}</p>" for text in texts)


def assert_main(html: str, wanted=SENTENCES, unwanted=NOISE) -> None:
    """All wanted texts are in the main text and none of the unwanted."""
    text = read(html).main_text
    assert [w for w in wanted if w not in text] == []
    assert [u for u in unwanted if u in text] == []


def test_article_in_paragraphs():
    """Paragraphs are content, menu and footer are not; the heading stands on its own line."""
    html = page(f"<main><article><h1>The harbour wall</h1>{paragraphs()}</article></main>")
    assert_main(html)
    assert read(html).main_text.startswith("The harbour wall\n\nThe harbour wall was built")


@pytest.mark.parametrize(
    "body",
    [
        "<div id='content'>" + "".join(f"<div>{s}</div>" for s in SENTENCES) + "</div>",
        "<div id='content'>" + "<br><br>".join(SENTENCES) + "</div>",
        "<table><tr><td width='20%'><a href='/a'>Boats</a></td><td>"
        + paragraphs()
        + "</td></tr></table>",
        "<div>" * 300 + paragraphs() + "</div>" * 300,
        "<article><p>" + " ".join(SENTENCES) + "</article>",
    ],
    ids=["text in div", "br-separated", "layout table", "deep nesting", "unclosed"],
)
def test_odd_markup(body):
    """Whatever elements carry the prose, the prose is main content."""
    assert_main(page(body))


def test_prose_like_boilerplate():
    """Newsletter and cookie texts are left out though they read like prose."""
    cookie = "We use cookies to give you the best experience on our website and to show you ads."
    letter = "Sign up for our newsletter and get the best stories in your inbox every week."
    body = (
        f"<div class='cookie-banner'><p>{cookie}</p><button>Accept all</button></div>"
        f"<article><h1>The harbour wall</h1>{paragraphs()}</article>"
        f"<div class='newsletter-signup'><p>{letter}</p><form><input name=e></form></div>"
    )
    assert_main(page(body), unwanted=(*NOISE, cookie, letter))


def test_forum():
    """The posts of a thread are its content, answers as much as the question."""
    posts = "".join(
        f"<div class='post' id='post-{i}'><div class='author'><a href='/u/{i}'>user{i}</a></div>"
        f"<div class='post-body'><p>{text}</p></div></div>"
        for i, text in enumerate(SENTENCES)
    )
    assert_main(page(f"<div class='topic'><h1>Who repairs the wall?</h1>{posts}</div>", "Who?"))


def test_only_structured_data():
    """Text that stands in structured data alone is the main content."""
    body = "\\n\\n".join(SENTENCES)
    script = f'<script type="application/ld+json">{{"articleBody": "{body}"}}</script>'
    assert_main(f"<title>The wall</title>{script}<div id=app></div>", unwanted=())


@pytest.mark.parametrize("tag", ["noscript", "template", "div hidden", "div style='display:none'"])
def test_only_unseen_text(tag):
    """Where nothing is shown, what a page holds unseen is read."""
    html = f"<title>The wall</title><{tag}><article>{paragraphs()}</article></{tag.split()[0]}>"
    assert_main(html, unwanted=())


def template(inner: str) -> str:
    """A page that shows nothing but holds a template."""
    return f"<title>The wall</title><div id=app></div><template>{inner}</template><p>Loading"


@pytest.mark.parametrize(
    "inner",
    [
        f"<article>{paragraphs()}</article>",
        " ".join(SENTENCES),
        f"<div><template>{paragraphs()}</template></div>",
        "",
    ],
    ids=["elements", "bare text", "nested", "empty"],
)
def test_templates_read_alike(inner):
    """Both parsers find the same blocks in a template, nested ones too."""
    pytest.importorskip("html5lib")
    one, two = read(template(inner)), read(template(inner), parser="bs4")
    assert one.blocks == two.blocks
    assert [s in one.text for s in SENTENCES] == [bool(inner)] * len(SENTENCES)


def test_template_beside_text():
    """What a template holds is no part of a page that shows text."""
    html = page(f"<article>{paragraphs()}</article><template><p>Loading offers</p></template>")
    assert "Loading offers" not in read(html).text


@pytest.mark.parametrize("tag", ["p", "pre"])
def test_a_text_may_be_one_block_however_long(tag):
    """A transcript without a paragraph is main content, and so is the article beside one."""
    long = " ".join(SENTENCES * 150)
    page = read(f"<h1>What the diver said</h1><{tag}>{long}</{tag}>")
    assert len(page.main_words) > 0.99 * len(page.tokens)
    notes = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    both = read(f"<main><h1>Harbour notes</h1>{notes}</main><{tag}>{long}</{tag}>")
    assert "A diver spent two days" in both.main_text[:500]


def test_templates_are_limited():
    """Of many templates, or a very long one, only the beginning is read."""
    many = read("".join(f"<template><p>Row {i}</template>" for i in range(100)))
    long = read(template("<p>row" * 5000))
    deep = read(template("<template>" * 5000 + "bottom"))
    assert [block.text for block in many.blocks][-1] == "Row 31"
    assert 500 < len(long.blocks) < 2100
    assert "bottom" not in deep.text


def test_product():
    """The description of a product is content."""
    body = (
        "<main class='product'><h1 class='product-title'>Brass deck lamp</h1>"
        "<div class='price'>$48.00</div><div class='product-description'><h2>Description</h2>"
        f"{paragraphs(SENTENCES[:3])}</div></main>"
        "<section class='related-products'><h2>You may also like</h2><ul><li><a href='/1'>Rope"
        "</a></li><li><a href='/2'>Anchor</a></li></ul></section>"
    )
    assert_main(page(body), SENTENCES[:3])


def test_copies_for_small_screens():
    """The hidden copy of an article changes nothing in what is found."""
    article = f"<article><h1>The harbour wall</h1>{paragraphs()}</article>"
    hidden = f"<div class='mobile-only' style='display:none'>{paragraphs()}</div>"
    assert_main(page(article + hidden))


def test_copies_that_are_shown():
    """Content that stands on the page twice is content once."""
    article = f"<article><h1>The harbour wall</h1>{paragraphs()}</article>"
    text = read(page(f"<div class='content'>{article}{article}</div>")).main_text
    assert [text.count(sentence) for sentence in SENTENCES] == [1] * len(SENTENCES)


def test_parts_that_are_sent_late():
    """What React sends in a hidden element and puts in its place at once is shown."""
    late = f"<div hidden id='S:0'>{paragraphs()}</div><div hidden id='menu'>Harbours</div>"
    hidden = [block.hidden for block in read(page(late)).blocks if block.text in SENTENCES]
    assert hidden == [False] * len(SENTENCES)
    assert any(block.hidden for block in read(page(late)).blocks if block.text == "Harbours")


def test_frame_without_end():
    """A frame closed by a slash, which HTML does not know, swallows nothing of the page."""
    frame = "<noscript><iframe src='/tags' style='display:none' /></noscript>"
    assert_main(page(f"{frame}<article><h1>The wall</h1>{paragraphs()}</article>"))


def test_share_of_folded_content():
    """Content that is folded away counts for the share of content."""
    folded = f"<div class='accordion' style='display:none'>{paragraphs(SENTENCES[3:])}</div>"
    shown = f"<article><h1>The harbour wall</h1>{paragraphs(SENTENCES[:3])}</article>"
    assert 0 <= read(page(shown)).main_share <= read(page(shown + folded)).main_share <= 1


def test_empty():
    """A page without text has no blocks, no main content and no type."""
    empty = read("")
    assert empty.is_main.shape == empty.main_probability.shape == (0,)
    assert empty.main_text == empty.page_type == ""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_markup(pieces):
    """Any markup gives one finite probability in [0, 1] and one decision a block, twice alike."""
    first, again = read("".join(pieces)), read("".join(pieces))
    assert first.is_main.shape == first.main_probability.shape == (len(first.blocks),)
    assert ((first.main_probability >= 0) & (first.main_probability <= 1)).all()
    assert (first.main_probability == again.main_probability).all()


def test_page_type_is_known():
    """The page type is one of the model's names."""
    assert read(page(paragraphs())).page_type in default_models().main_content.types


def test_pages_read_before_change_nothing():
    """A page is judged alike whatever pages were read before it."""
    html = page(f"<div class='Fresh-label zq1'>{paragraphs()}</div>")
    usual = read(html).main_probability
    for word in ("a", "b", "c"):
        read(page(f"<div class='{word}-nav'>{paragraphs()}</div>"))
    assert (read(html).main_probability == usual).all()


@pytest.mark.parametrize("limit", ["MOST_LABELS", "MOST_CHARACTERS"])
def test_labels_are_forgotten(monkeypatch, limit):
    """When too many or too long labels were met, remembering starts anew and changes nothing."""
    monkeypatch.setattr(labelling, limit, 4)
    vectors = np.arange(4, dtype=np.float32).reshape(2, 2)
    book = labelling.LabelBook(labelling.Stems(("nav", "foot")), vectors)
    labels = tuple(f"nav-{i}" for i in range(3))
    once = book.look_up(labels)
    book.look_up(tuple(f"foot-{i}" for i in range(9)))
    for known, again in zip(once, book.look_up(labels), strict=True):
        assert (known == again).all()
    assert sorted(book._known.numbers) == sorted(labels)


@given(st.lists(st.integers(-(2**62), 2**62), max_size=50))
def test_first_alike(numbers):
    """A number's place holds the same number; nearly always it is the first of them."""
    places = first_alike(np.array(numbers, np.int64)).tolist()
    assert [numbers[place] for place in places] == numbers
    for i, place in enumerate(places):
        assert numbers.index(numbers[i]) <= place <= i


def test_a_scorer_without_memory_agrees():
    """A copy of the model that has met no page yet scores a page alike."""
    usual = default_models().main_content
    fresh = MainContentModel(usual.weights, usual.stems, usual.types)
    seen = read(page(paragraphs()))
    shapes = (
        measure(seen.table, seen.tokens, seen.first_word, book=model.book)
        for model in (usual, fresh)
    )
    scores = [fresh.score(shape)[0] for shape in shapes]
    assert (scores[0] == scores[1]).all()


def test_wrong_protocol():
    """An artefact of another protocol is refused."""
    about = b'{"protocol": 99, "stems": [], "page_types": []}'
    bundle = open_bundle()
    bundle = replace(bundle, files={**bundle.files, "main_content.json": about})
    with pytest.raises(ModelError, match="protocol 99"):
        MainContentModel.of(bundle)


def test_what_breaks_in_while_a_book_learns_leaves_no_trace() -> None:
    """A time limit may end a page at any moment; the next page's labels mean what they mean."""

    class Breaking(dict[str, int]):
        """Numbers that are not written down the first time."""

        left = 1

        def update(self, *given: Any, **known: Any) -> None:
            """Break off once."""
            if self.left:
                self.left -= 1
                raise KeyboardInterrupt
            super().update(*given, **known)

    stems, vectors = (
        labelling.Stems(("nav", "foot")),
        np.array([[1.0, 0.0], [0.0, 2.0]], np.float32),
    )
    book = labelling.LabelBook(stems, vectors)
    book._known.numbers = Breaking()
    with pytest.raises(KeyboardInterrupt):
        book.look_up(("main-nav", "footer"))
    found = book.look_up(("footer", "main-nav"))
    expected = labelling.LabelBook(stems, vectors).look_up(("footer", "main-nav"))
    assert all(np.array_equal(one, two) for one, two in zip(found, expected, strict=True))
