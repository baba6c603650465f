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
    "by item type": remarks("", "<div itemscope itemtype='https://schema.org/Comment'><p>"),
    "by class of replies": remarks("<div class=reader-replies>", "<div><p>"),
    "by class of opinions": remarks("<section id=opinions>", "<div><p>"),
    "by the name of a service": remarks("<div class=utterances>", "<div><p>"),
    "by class of a service": remarks("<div>", "<article class=fyre-comment-article><p>"),
    "by what readers say": remarks("<div><h3>What readers say</h3>", "<div><p>"),
    "by their number behind": remarks("<div><h4>Comments (3)</h4>", "<div><p>"),
    "by heading in German": remarks("<div><h3>Schreiben Sie einen Kommentar</h3>", "<div><p>"),
    "by their number in Dutch": remarks("<div><h3>3 reacties</h3>", "<div><p>"),
    "by links to answer them": remarks("<div>", "<div><b>Ada</b>, 3 March, 9:14<p>").replace(
        "</p></div>", "</p><a href=#r>Reply</a> <a href=#f>Report</a></div>"
    ),
    "by an age and a link": remarks(
        "<ul>", "<li><div><b>ada7</b> <time>2 hours ago</time></div><p>"
    ).replace("</p></div>", "</p><div><a href=#r>Reply</a></div></li>"),
}


@pytest.mark.parametrize("kind", COMMENTS)
def test_comments_are_no_content(kind: str) -> None:
    """What readers write below a story is no part of it, the story is whole."""
    main = read(page(after=COMMENTS[kind], head=DATA)).main_text
    assert all(paragraph in main for paragraph in STORY)
    assert not any(remark in main for remark in REMARKS)


MARKED = {
    "a list": "<div id=comments class=comments-area><ol class=comment-list>{}</ol></div>",
    "elements of their own": "{}",
    "a list in Dutch": "<div id=reacties class=reacties-lijst>{}</div>",
    "a list in German": "<div class=kommentare>{}</div>",
    "a list in French": "<section id=liste-commentaires>{}</section>",
    "a list of an article": "<div class=article-comments__list>{}</div>",
    "a list in Spanish": "<section class='caja comentarios'>{}</section>",
}


def said_at_length(kind: str) -> str:
    """Three times as many readers' words as the story has, plainly marked."""
    label = "comment id=c" if kind == "elements of their own" else "one"
    said = (f"{remark} So it was in {1900 + i}, says {i}." for i in range(8) for remark in REMARKS)
    holders = (f"<article class={label}><p>{text}</p></article>" for text in said)
    return MARKED[kind].format("".join(holders))


@pytest.mark.parametrize("kind", MARKED)
def test_plain_comments_are_no_content_however_many(kind: str) -> None:
    """Behind a text of the page's own, what is marked as comments is left out whole."""
    main = read(page(after=said_at_length(kind))).main_text
    assert all(paragraph in main for paragraph in STORY)
    assert not any(remark in main for remark in REMARKS)


def test_a_short_note_has_comments_too() -> None:
    """A note of three sentences is a text of the page's own."""
    note = "".join(f"<p>{paragraph}</p>" for paragraph in STORY[:4])
    whole = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    main = read(page(after=said_at_length("a list")).replace(whole, note)).main_text
    assert STORY[0] in main
    assert REMARKS[0] not in main


TALK = {
    "by its address": ("<link rel=canonical href=https://a.example/forum/clocks/12>", "{}"),
    "by an item type": ("", "<div itemscope itemtype=https://schema.org/QAPage>{}</div>"),
    "by what holds all of it": ("", "<div class=thread-view>{}</div>"),
    "by its first post": ("", "{}"),
}


@pytest.mark.parametrize("kind", TALK)
def test_a_thread_keeps_what_people_say(kind: str) -> None:
    """Where people talk, what they say is the content, however it is marked."""
    head, holder = TALK[kind]
    posts = [" ".join(STORY), *REMARKS, *(f"{remark} Indeed." for remark in REMARKS)]
    first = " class=comment-body" if kind == "by its first post" else ""
    talk = f"<div{first}><p>{posts[0]}</p></div>" + "".join(
        f"<div class=comment-body><p>{post} And more of it is said in the hall.</p></div>"
        for post in posts[1:]
    )
    html = f"<html><head><title>Clock</title>{head}</head><body><h1>Clock</h1>"
    assert all(remark in read(html + holder.format(talk)).main_text for remark in REMARKS)


def test_comments_alone_are_content() -> None:
    """A page of nothing but comments is made of them."""
    said = said_at_length("a list")
    main = read(f"<title>Clock</title><h1>Clock</h1><p>What you told us.</p>{said}").main_text
    assert REMARKS[0] in main


def test_a_page_may_say_that_it_is_an_article_by_an_item_type() -> None:
    """One element whose type is an article says of the page what structured data would."""
    said = "".join(
        f"<p>{remark} So it was in {year}.</p>" for year in range(3) for remark in REMARKS
    )
    html = page(after=f"<div><h3>What readers say</h3>{said}</div>")
    typed = html.replace("<article>", "<article itemscope itemtype=http://schema.org/NewsArticle>")
    assert REMARKS[0] in read(html).main_text
    assert REMARKS[0] not in read(typed).main_text


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


KEPT = {
    "questions": "<h3>{}</h3><p>The clock has to be wound every week, or it stops on Friday.</p>",
    "an interview": "<p><b>Ada Holm:</b> {}</p>",
    "a report of 3 March": "<div><b>3 March, 9:14</b><p>{}</p></div>",
    "what customers say": "<div class=testimonial><b>Ada, 3 March</b><p>{}</p></div>",
    "a section of that name": "<section id=how-to-count-replies-in-a-list><p>{}</p></section>",
}


@pytest.mark.parametrize("kind", KEPT)
def test_what_others_say_in_a_story_is_kept(kind: str) -> None:
    """Words of others are the story's own, where nobody can answer them."""
    more = "".join(KEPT[kind].format(remark) for remark in REMARKS)
    assert all(remark in read(page(more, head=DATA)).main_text for remark in REMARKS)


def test_letters_are_the_content_of_a_page_of_letters() -> None:
    """An announcement that repeats the page's title announces the page's content."""
    letters = "".join(f"<p>{remark}</p>" for remark in REMARKS)
    html = page(f"<h2>Readers' letters</h2>{letters}", head=DATA)
    assert REMARKS[0] not in read(html).main_text
    named = html.replace("<title>", "<title>Readers' letters: ")
    assert all(remark in read(named).main_text for remark in REMARKS)


SECTIONS = {
    "Responses": "h2",
    "Comments": "h2",
    "Two responses": "h3",
    "Letters from readers": "h4",
}


@pytest.mark.parametrize("heading", SECTIONS)
def test_comments_end_at_the_next_section(heading: str) -> None:
    """What a report says below a section of responses is its own, whatever that is called."""
    rank = SECTIONS[heading]
    said = f"<{rank}>{heading}</{rank}><p>{REMARKS[0]}</p><h5>Ada</h5><p>{REMARKS[1]}</p>"
    rest = f"<{rank}>Assessment</{rank}><p>The wheels can be cut in Ripon by a man of eighty.</p>"
    main = read(page(said + rest, head=DATA)).main_text
    assert "a man of eighty" in main
    assert all(paragraph in main for paragraph in STORY)
    assert not any(remark in main for remark in REMARKS)


BELOW = {
    "names as headings": "<h3>Comments</h3><ol>{}</ol>",
    "a form": "<h3>Comments</h3>{}<h3>Leave a reply</h3><p>Nobody sees your address, he says.</p>",
    "a widget": "<h3>Comments</h3>{}<h3>Most read</h3><p>The smithy was sold to a Mr Kerr.</p>",
}


@pytest.mark.parametrize("kind", BELOW)
def test_headings_of_comments_are_no_sections(kind: str) -> None:
    """Names above comments, a form for one's own and a widget are no part of the story."""
    said = "".join(f"<li><h3>Ada {i}</h3><p>{text}</p>" for i, text in enumerate(REMARKS))
    main = read(page(after=f"<div>{BELOW[kind].format(said)}</div>", head=DATA)).main_text
    assert main == read(page(head=DATA)).main_text


def test_posts_that_can_be_answered_from_the_first_on_are_content() -> None:
    """Where the first post has links to answer it, too, the page is a discussion."""

    def post(text: str) -> str:
        return f"<div><b>ada7, 9:14</b><p>{text}</p><div><a href=#r>Reply</a></div></div>"

    posts = post(" ".join(REMARKS[:1])) + post(" ".join(STORY)) + post(REMARKS[1])
    html = f"<html><head>{DATA}<title>Clock</title></head><h1>Clock</h1>{posts}"
    assert REMARKS[1] in read(html).main_text


NEXT = "<article class=next><h1>The mill is for sale</h1>{}</article>"


@pytest.mark.parametrize("times", [1, 5])
def test_an_article_behind_the_own_one_is_no_content(times: int) -> None:
    """What is loaded below a story, with a first heading of its own, is another, even if longer."""
    text = "".join(f"<p>{remark} That was {i}.</p>" for i in range(times) for remark in REMARKS)
    main = read(page(after=NEXT.format(text))).main_text
    assert all(paragraph in main for paragraph in STORY)
    assert REMARKS[0] not in main
    part = NEXT.replace("h1", "h2").format(text)
    assert REMARKS[0] in read(page(after=part)).main_text


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


NAMES = ("bakery", "mill", "smithy", "brewery", "chapel")
BLURB = "opens again on Saturday, after the owners have painted its doors and mended the roof."
LISTS = {
    "terms": ("<dl>", "<dt><a href=/n/{0}>The {0} of the village</a></dt><dd>The {0} {1}</dd>"),
    "items": ("<ul>", "<li><a href=/n/{0}>The {0} of the village</a><p>The {0} {1}</p></li>"),
    "items with dates": ("<ol>", "<li><a href=/n/{0}>The {0} again</a><br>3 March 2024</li>"),
    "cells": ("<table><tr>", "<td><a href=/n/{0}>The {0} of the village</a><br>The {0} {1}</td>"),
    "articles": ("", "<article><h2>The {0} again</h2><p>The {0} {1}</p></article>"),
}


def run_of(kind: str) -> str:
    """Teasers of one kind."""
    outer, inner = LISTS[kind]
    names = NAMES[1:3] if kind == "articles" else NAMES
    return outer + "".join(inner.format(name, BLURB) for name in names)


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_other_stories_is_no_content(kind: str) -> None:
    """However teasers are written, behind the story's end they belong to other pages."""
    main = read(page(after=run_of(kind), head=DATA)).main_text
    assert all(paragraph in main for paragraph in STORY)
    assert "smithy" not in main


@pytest.mark.parametrize("kind", [kind for kind in LISTS if kind != "articles"])
def test_a_list_inside_a_story_is_content(kind: str) -> None:
    """What a story lists itself, with links and words of its own, is part of it."""
    closed = run_of(kind) + "</ul></ol></dl></tr></table><p>All five belong to one family.</p>"
    assert "smithy" in read(page(closed, head=DATA)).main_text


BOXES = {
    "a line": "<p>Read also: <a href=/n/smithy>The smithy opens again on Saturday</a></p>",
    "a line in capitals": "<p>RELATED: <a href=/n/smithy>The smithy opens on Saturday</a></p>",
    "a box": "<div><h4>Read also</h4><p><a href=/n/smithy>The smithy opens</a> on Saturday.</p>"
    "<p><a href=/n/mill>The mill opens</a> on Sunday.</p></div>",
    "an aside": "<aside><h4>In our paper</h4><p><a href=/n/smithy>The smithy opens</a> on "
    "Saturday.</p><p><a href=/n/mill>The mill opens</a> on Sunday.</p></aside>",
}


@pytest.mark.parametrize("kind", BOXES)
def test_what_leads_away_inside_a_story_is_left_out(kind: str) -> None:
    """A line or a box amid a story that leads to others is none of it; what follows is."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    html = page(BOXES[kind] + "<p>The council meets again in the spring of next year.</p>" + text
                .replace("e", "ee"), head=DATA)  # fmt: skip
    main = read(html).main_text
    assert "smithy" not in main
    assert "meets again in the spring" in main


OWN = {
    "a quote": "<aside><p>The smithy is older, says <a href=/ada>Ada Holm</a>.</p></aside>",
    "notes": "<aside class=footnotes><p><a href=/n/1>The smithy, 1887.</a></p><p><a href=/n/2>The "
    "mill and its owners, 1891.</a></p></aside>",
    "a sentence": "<p>Related: the smithy had its own <a href=/n/clock>clock</a> until 1920.</p>",
    "facts": "<aside><h4>In short</h4><p>The smithy is closed.</p><p>The mill is open.</p></aside>",
}


@pytest.mark.parametrize("kind", OWN)
def test_what_a_story_says_beside_itself_is_kept(kind: str) -> None:
    """Of quotes, notes and sentences with a link, an article loses no more than another page."""
    assert read(page(OWN[kind], head=DATA)).main_text == read(page(OWN[kind])).main_text


def test_sections_that_link_to_themselves_are_content() -> None:
    """Headings that lead to their own place part a text, they do not lead away from it."""
    sections = "".join(
        f"<h2><a href='#s{i}'>What the council said {i}</a></h2><p>{text}</p>"
        for i, text in enumerate(REMARKS)
    )
    assert all(remark in read(page(sections)).main_text for remark in REMARKS)
