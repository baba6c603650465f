"""Laws of boxes that lead to other stories: out of a story, and out of no list that is content."""

from __future__ import annotations

import pytest
from story_pages import STORY, TITLE, page

from pagequality.reading import read

NAMES = ("bakery", "mill", "smithy", "brewery")
DATA = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
BLURB = "opens again on Saturday, after the owners have painted its doors and mended the roof"
AGAIN = "".join(f"<p>{paragraph} So it was said again.</p>" for paragraph in STORY)


def row(inner: str) -> str:
    """What leads to four other stories."""
    return "".join(inner.format(name, BLURB) for name in NAMES)


LINKED = "<li><a href=/n/{0}>The {0} is open. The {0} {1}.</a></li>"
AMID = {
    "sentences that are links": f"<div class=box><p>Of our paper</p><ol>{row(LINKED)}</ol></div>",
    "slides": "<div class=swiper-wrapper>"
    + row("<div class=swiper-slide><a href=/n/{0}>The {0} of the village {1}</a></div>")
    + "</div>",
    "what is read most": "<div class='widget most-read'><h3>Most read</h3>"
    + row("<p><a href=/n/{0}>The {0} of the village</a> {1}</p>")
    + "</div>",
    "more stories": "<section id=more-stories><h2>In our paper</h2>"
    + row("<h3><a href=/n/{0}>The {0} of the village</a></h3><p>The {0} {1}.</p>")
    + "</section>",
}


@pytest.mark.parametrize("kind", AMID)
def test_a_box_of_other_stories_is_left_out_of_one(kind: str) -> None:
    """By the name of its element, or by sentences and slides that are links; the story is whole."""
    main = read(page(AMID[kind] + AGAIN, head=DATA)).main_text
    assert "smithy" not in main
    assert all(paragraph in main for paragraph in STORY)
    assert main.count("So it was said again.") == len(STORY)


OWN = {
    "a list of links": "<p>The four of them:</p><ul>"
    + row("<li><a href=/n/{0}>The {0} of the village</a></li>")
    + "</ul>",
    "sources": "<ol>"
    + row("<li><a href=https://archive.example/{0}>Holm, A. The {0} {1}, 1931, p. 4.</a></li>")
    + "</ol>",
    "sections": row("<h3><a href=/n/{0}>The {0} of the village</a></h3><p>The {0} {1}.</p>"),
    "a table of contents": "<div><p>In this story</p>"
    + row("<p><a href='#{0}'>How the {0} {1}</a></p>")
    + "</div>",
}


@pytest.mark.parametrize("kind", OWN)
def test_lists_that_a_story_makes_itself_are_content(kind: str) -> None:
    """Names that are links, sources elsewhere, and sections are no teasers."""
    assert "smithy" in read(page(OWN[kind] + AGAIN, head=DATA)).main_text


TEASERS = {
    "headings": "<div class=strip>"
    + row("<div><h3><a href=/n/{0}>The {0} of the village</a></h3><p>The {0} {1}.</p></div>")
    + "</div>",
    "lines": "<div class=strip>"
    + row("<p><b><a href=/n/{0}>The {0} of the village</a></b><br>The {0} {1}.</p>")
    + "</div>",
}


@pytest.mark.parametrize("kind", TEASERS)
def test_a_row_of_teasers_above_a_story_is_none_of_it(kind: str) -> None:
    """The story begins at the heading that its title names."""
    heading = f"<h1>{TITLE}</h1>"
    text = f"</article>{TEASERS[kind]}<article>{heading}"
    main = read(page(AGAIN, heading=text, head=DATA)).main_text
    assert "smithy" not in main
    assert all(paragraph in main for paragraph in STORY)


def test_tiles_below_a_story_are_none_of_it() -> None:
    """Even where only their texts look like content, and their headings do not."""
    tiles = row("<div class=tile><a href=/n/{0}><h3>The {0}</h3></a><p>The {0} {1}.</p></div>")
    html = page(AGAIN, head=DATA, after=f"<section><h2>Also in the Post</h2>{tiles}</section>")
    assert "smithy" not in read(html).main_text


@pytest.mark.parametrize("address", ["http://[", "//", "https:", "x//", "http://a.example/ü"])
def test_an_odd_address_of_its_own_stops_no_page(address: str) -> None:
    """Nothing raises, whatever a page calls itself."""
    link = f'<link rel=canonical href="{address}">'
    html = page(AMID["sentences that are links"] + AGAIN, head=DATA + link)
    assert "smithy" not in read(html).main_text
