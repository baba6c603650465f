"""Laws of what stands below a story: comments and other stories are no content of it."""

from __future__ import annotations

import pytest
from story_pages import STORY, page

from pagequality.reading import read

REMARKS = (
    "I remember well how the clock stopped during the storm of that winter, and nobody cared.",
    "Nine hundred pounds is a lot of money for two wheels, if you ask me what I think of it.",
    "My grandfather wound it every week for thirty years and was never paid a single penny.",
)
DATA = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'


def remarks(outer: str, inner: str = "<p>") -> str:
    """What readers say, in an element."""
    return outer + "".join(f"{inner}{remark}</p></div>" for remark in REMARKS)


COMMENTS = {
    "by class": remarks("<div class='comments-area'>", "<div class=reply><p>"),
    "by id": remarks("<div id=comments>", "<div><p>"),
    "by heading": remarks("<div><h3>Leave a reply</h3>", "<div><p>"),
    "by their number": remarks("<div><h3>3 comments on this story</h3>", "<div><p>"),
    "one by one": remarks("", "<div class=comment-content><p>"),
}


@pytest.mark.parametrize("kind", COMMENTS)
def test_comments_are_no_content(kind: str) -> None:
    """What readers write below a story is no part of it, the story is whole."""
    main = read(page(after=COMMENTS[kind], head=DATA)).main_text
    assert all(paragraph in main for paragraph in STORY)
    assert not any(remark in main for remark in REMARKS)


def test_a_story_about_comments_is_kept() -> None:
    """Class words that only name comments in passing hide no story."""
    html = page().replace("<main>", "<main class='comments-open no-comments has-comment-link'>")
    assert read(html).main_text == read(page()).main_text


def test_a_discussion_is_content() -> None:
    """Where nearly all is comments, they are what the page is for."""
    posts = "".join(f"<div class=comment-content><p>{text}</p></div>" for text in REMARKS * 4)
    unlike = posts.replace("I remember", "We remember")
    main = read(f"<title>Clock</title><h1>Clock</h1><p>{STORY[0]} {STORY[1]}</p>{unlike}").main_text
    assert any(remark in main for remark in REMARKS)


TEASERS = "".join(
    f"<li><h3><a href=/n/{name}>The {name} of the village</a></h3><p>The {name} opens again on "
    "Saturday, after the owners have painted its doors and mended the roof.</p>"
    for name in ("bakery", "mill", "smithy", "brewery", "chapel")
)


def test_other_stories_are_no_content() -> None:
    """A run of teasers below a story's end belongs to other pages."""
    main = read(page(after=f"<div class=river><ul>{TEASERS}</ul></div>", head=DATA)).main_text
    assert all(paragraph in main for paragraph in STORY)
    assert "bakery" not in main


def test_sections_that_link_to_themselves_are_content() -> None:
    """Headings that lead to their own place part a text, they do not lead away from it."""
    sections = "".join(
        f"<h2><a href='#s{i}'>What the council said {i}</a></h2><p>{text}</p>"
        for i, text in enumerate(REMARKS)
    )
    assert all(remark in read(page(sections)).main_text for remark in REMARKS)
