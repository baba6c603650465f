"""Laws of what a template puts amid a story: it is no content, and what asks is still counted."""

from __future__ import annotations

import pytest
from story_pages import page

from pagequality.learned.main_content.decision import BESIDE
from pagequality.reading import read
from pagequality.signals import template_noise

REST = "<p>The council meets again in the spring of next year, and hears the clockmaker.</p>"
LETTER = (
    "<div class=newsletter-signup><h3>The Post at breakfast</h3><p>Our editor picks six stories "
    "each morning for you.</p><form><input type=email><button>Sign me up</button></form></div>"
)
SHARE = (
    "<div class=share-bar><a href=/f>Share on Facebook</a> <a href=/t>Tweet this</a> "
    "<a href=/p>Pin it</a> <a href=/m>Mail to a friend</a></div>"
)
CARD = (
    "<div class=teaser><a href=/n/mill><span>Village life</span><h4>The mill is for sale</h4>"
    "<p>Its owner wants to move to the coast, and hopes for a buyer who bakes.</p></a></div>"
)
CLUB = (
    "<div class=subscription-widget><p>The Post is read by everybody in the vale. To help us, "
    "become a paying member.</p><form><input type=email></form></div>"
)
AMID = {"a form without words": (CLUB, "paying member"),
        "a form": (LETTER, "Post at breakfast"), "a card": (CARD, "wants to move to the coast"),
        "a bar": (SHARE, "Tweet this")}  # fmt: skip


@pytest.mark.parametrize("kind", AMID)
def test_a_box_amid_a_story_is_no_content(kind: str) -> None:
    """Where the story goes on behind a box of the template, it has none of the box."""
    box, told = AMID[kind]
    main = read(page(box + REST)).main_text
    assert told not in main
    assert main == read(page(REST)).main_text


def test_a_bar_above_the_first_paragraph_is_no_content() -> None:
    """Links to share a page are none of the story that they stand at the head of."""
    main = read(page().replace("</h1>", f"</h1>{SHARE}")).main_text
    assert main == read(page()).main_text


def test_requests_that_are_left_out_are_counted() -> None:
    """The signals of template noise see a box amid the content that is none of it."""
    noisy, plain = read(page(LETTER + SHARE + REST)), read(page(REST))
    for signal in (template_noise.newsletter_nags, template_noise.social_clutter):
        assert signal(noisy) > signal(plain)
    assert template_noise.interruptions(noisy) > template_noise.interruptions(plain)


def test_what_asks_below_the_end_is_left_to_the_model() -> None:
    """Behind the last paragraph the signals see content alone, and no rule takes it from them."""
    assert BESIDE in read(page(LETTER + REST)).main_probability
    assert BESIDE not in read(page(LETTER)).main_probability


OWN = {
    "a box of that name without a form": LETTER.replace("<input type=email>", "").replace(
        "button", "i"
    ),
    "a bar with words of its own": SHARE.replace("Pin it", "Pin it</a> The clockmaker has a page "
                                                 "of his own there, with pictures of all wheels"),
    "links side by side": CARD + CARD.replace("mill", "forge"),
    "a link to a place on the page": CARD.replace("/n/mill", "#mill"),
}  # fmt: skip


@pytest.mark.parametrize("kind", OWN)
def test_a_story_keeps_boxes_of_its_own(kind: str) -> None:
    """What only looks like a box of the template stays what the model says it is."""
    bare = OWN[kind].replace("newsletter-signup", "one").replace("share-bar", "one")
    bare = bare.replace("<h4>", "<p>").replace("</h4>", "</p>")
    assert ("Post at breakfast" in read(page(OWN[kind] + REST)).main_text) == (
        "Post at breakfast" in read(page(bare + REST)).main_text
    )


LABELS = {
    "an ad": "<div class=slot>Advertisement</div>",
    "an ad in German": "<p>Anzeige</p>",
    "an ad with advice": "<div>Advertisement - Continue Reading Below</div>",
    "visitors": "<p>You are visitor 004411</p>",
    "an ad in short": "<div>Ad</div>",
    "visitors in order": "<p>You are the 4411th visitor since May 1999</p>",
    "visits": "<p>This page has been visited 4411 times.</p>",
    "visitors by then": "<div>Visitors since 1998: 4411</div>",
    "visitors since a day": "<div>Visitors: 12,345 since May 1999</div>",
}


@pytest.mark.parametrize("kind", LABELS)
def test_labels_are_no_content(kind: str) -> None:
    """A line that only says what stands there, or how many people have been here, tells nothing."""
    html = page().replace("<p>Repairs", LABELS[kind] + "<p>Repairs")
    assert read(html).main_text == read(page()).main_text


@pytest.mark.parametrize("own", ["<h2>Advertising</h2>", "<ul><li>Advertising</li></ul>"])
def test_a_heading_or_an_item_is_no_label(own: str) -> None:
    """A story may be about advertising."""
    html = page().replace("<p>Repairs", own + "<p>Repairs")
    assert "Advertising" in read(html).main_text


def test_the_latest_news_above_a_story_are_no_content() -> None:
    """A ticker above the heading leads to other stories."""
    ticker = (
        "<div class=ticker><span>Latest</span><ul><li>9.14 The mill is for sale again</li>"
        "<li>9.02 Fog on the bypass, drive with care</li></ul></div>"
    )
    html = page().replace("<main>", f"<main>{ticker}")
    assert "Fog" not in read(html).main_text
    assert "Fog" in read(html.replace("=ticker", "=lead")).main_text


PLACES = "".join(
    f"<li><a href=#p{i}>{i} How the clock was mended, part {i}</a></li>" for i in (1, 2)
)
SENTENCE = (
    "<p>The clock has <a href=#p1>one wheel</a> of brass and <a href=#p2>one of oak</a>, as the "
    "clockmaker found in spring when he opened the case.</p>"
)
CONTENTS = {
    "by id": f"<div id=toc class=toc><h2>Contents</h2><ul>{PLACES}</ul></div>",
    "by class": f"<nav class='ez-toc-container'><p>On this page</p><ol>{PLACES}</ol></nav>",
    "by its words": f"<div class=table-of-contents><ul>{PLACES}</ul></div>",
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_a_table_of_contents_is_no_content(kind: str) -> None:
    """What leads to places of the page says only what stands there."""
    main = read(page(REST).replace("</h1>", f"</h1>{CONTENTS[kind]}")).main_text
    assert main == read(page(REST)).main_text


@pytest.mark.parametrize(
    "box",
    [
        CONTENTS["by id"].replace("#p", "/chapter/"),
        CONTENTS["by id"].replace(" id=toc class=toc", " class=stock"),
        f"<div class=toc>{SENTENCE}</div>",
    ],
)
def test_what_a_table_of_contents_is_not_is_content(box: str) -> None:
    """A book's list of chapters, a list in another element, and sentences with links are kept."""
    assert "wheel" in read(page(box.replace("How", "How the wheel of") + REST)).main_text
