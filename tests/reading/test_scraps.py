"""Laws of what programs write around a page's own text: it is told apart, and no more than that."""

from __future__ import annotations

import pytest
from story_pages import STORY, TITLE, page

from pagequality.reading import read

DATA = '<meta property="og:type" content="article">'
REST = "<p>The council meets again in the spring of next year, and hears the clockmaker.</p>"
SITE = "<a href=/>The Barley Post</a>"
MOTTO = "Letters, births and the weather of the vale"
AROUND = {
    "a motto by name": (f"<div id=site-description>{MOTTO}</div>", "", MOTTO),
    "a slogan": (f"<p class=site-slogan>{MOTTO}</p>", "", MOTTO),
    "a motto below the site's name": (
        f"<header><b>{SITE}</b><p class=description>{MOTTO}</p></header>", "", MOTTO,
    ),
    "what old browsers are told": (
        "<div class=browser-warning>Please update your browser to see all of our pages.</div>",
        "", "update your browser",
    ),
    "what a form may say": (
        "<form><p>It has been sent.</p><ul><li>You must not send more than ten letters</ul></form>",
        "", "more than ten letters",
    ),
    "the rules of a forum": (
        "", "<div>You may not post new threads<br>[IMG] code is On<br>Smilies are On</div>",
        "Smilies are On",
    ),
    "who is followed": (
        "", "<div><h2>Written by Ada Holm</h2><div>4,120 Followers</div><p>She mends it.</p></div>",
        "Followers",
    ),
    "more by somebody": (
        "", "<h2>More from Ada Holm</h2><a href=/a><h3>A wheel</h3><p>It was the rope.</p></a>",
        "the rope.",
    ),
}  # fmt: skip
"""What stands above and below a story, and words of it that are no content."""


@pytest.mark.parametrize("kind", AROUND)
def test_what_programs_write_is_no_content(kind: str) -> None:
    """A story with it has the same text as without it."""
    above, below, told = AROUND[kind]
    html = page(REST + below, head=DATA).replace("<h1>", f"{above}<h1>")
    main = read(html).main_text
    assert told not in main
    assert all(paragraph in main for paragraph in (*STORY, TITLE))


OWN = {
    "a description below": (f"<p class=description>{MOTTO}, and much else of it.</p>", MOTTO),
    "rules that are told": (
        "<p>You may not post replies to the board of the church without a stamp.</p>", "a stamp",
    ),
    "a section of its own": (
        f"<h2>More from less</h2><p>{STORY[0].replace('clock', 'roof')}</p>", "More from less",
    ),
    "followers in a sentence": ("<p>The clock has 412 followers in our town.</p>", "412 followers"),
}  # fmt: skip


@pytest.mark.parametrize("kind", OWN)
def test_a_story_keeps_what_it_says_itself(kind: str) -> None:
    """Lines that only begin as those of programs do are the story's own."""
    own, told = OWN[kind]
    assert told in read(page(own + REST, head=DATA)).main_text


def _entry(number: int, text: str) -> str:
    return (
        f"<div class=post><dl class=postprofile><dt><a class=username>rye_{number}</a></dt><dd>"
        f"<strong>Posts:</strong> {number}</dd><dd><strong>Joined:</strong> Tue May 0{number}, 2012"
        f"</dd></dl><div class=postbody><h3><a href=#p{number}>Re: {TITLE}</a></h3><p class=author>"
        f"by rye_{number} » Mon Jan 10, 2015 9:10 pm</p><div class=content>{text} Thank you so "
        "much, have you tried the other way? I had the same one.</div></div></div>"
    )


def test_a_forum_says_of_its_members_what_is_no_content() -> None:
    """What they write is; how much and since when is not, nor is the board's motto."""
    posts = "".join(_entry(number, text) for number, text in enumerate(STORY, 1))
    html = (
        f"<title>{TITLE} - Clock Forum</title><body class=viewtopic><div id=site-description><h1>"
        f"Clock Forum</h1><p>{MOTTO}</p></div><h2 class=topic-title>{TITLE}</h2><a>Post Reply</a>"
        f"<div>6 posts • Page 1 of 1</div>{posts}"
    )
    found = read(html)
    assert found.page_type == "forum"
    assert not any(told in found.main_text for told in (MOTTO, "Posts: 3", "Joined:"))
    assert all(text in found.main_text for text in STORY)


def test_answers_to_one_entry_of_a_journal_are_no_content() -> None:
    """Also where they are so many that the page looks like a discussion."""
    answers = "".join(
        f"<dt>rye_{number} said...</dt><dd><p>{text.replace('the', 'your')} I think so too.</p>"
        f"</dd><dd>5 March 2017 at 10:0{number}</dd>"
        for number, text in enumerate(STORY)
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    html = (
        f"<title>{TITLE}</title><body><div class='post hentry'><h3>{TITLE}</h3>{text}</div>"
        f"<div class=comments id=comments><h4>6 comments:</h4><dl>{answers}</dl></div>"
    )
    assert "I think so too" not in read(html).main_text
