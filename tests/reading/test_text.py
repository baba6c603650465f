"""Laws of text: words and sentences come out as a browser shows them."""

from __future__ import annotations

import pytest
from story_pages import STORY, page

from pagequality.reading import read, read_text

LINES = {
    "an element of one's own": (
        "<p>The <town-name>Barley</town-name> clock struck <x-time>nine</x-time>.</p>",
        "The Barley clock struck nine.",
    ),
    "one's own first": ("<p><x-sum>Nine pounds</x-sum> will do.</p>", "Nine pounds will do."),
    "an element of an office program": (
        "<p>Near <st1:place>Barley</st1:place> it rains.<o:p></o:p></p>", "Near Barley it rains.",
    ),
    "a button in a sentence": (
        "<p>Wind the <button>mainspring</button> weekly.</p>", "Wind the mainspring weekly.",
    ),
    "a button at the end": ("<p>Wind the <button>bell</button>.</p>", "Wind the bell."),
    "mathematics": (
        "<p>It turns by <math><mrow><mn>3</mn><mi>r</mi></mrow></math> a day.</p>",
        "It turns by 3r a day.",
    ),
    "mathematics with its source": (
        "<p>So <math><semantics><mi>r</mi><annotation>{r}</annotation></semantics></math> is.</p>",
        "So r is.",
    ),
    "a chance to break": ("<p>The Clock<wbr>Tower stays.</p>", "The ClockTower stays."),
    "soft hyphens": ("<p>The clock&shy;maker, a bell\u00adrope</p>", "The clockmaker, a bellrope"),
    "no width": ("<p>The clo\u200bck&#8203; &#x2060;str\u2060uck</p>", "The clock struck"),
    "an initial": ("<p><b>T</b>he clock <i>i</i>Ring</p>", "The clock iRing"),
    "a label before": ("<p><span>School</span><span>Clock runs</span></p>", "School Clock runs"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LINES)
def test_a_sentence_is_one_line(kind: str) -> None:
    """Elements that run on in a line part no sentence and glue no words."""
    markup, line = LINES[kind]
    assert line in read(page(markup)).text.split("\n")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<nav><a href=/n>news</a><a href=/s>sport</a></nav>", "news sport"),
        ("<nav><a href=/1>1</a><a href=/2>2</a></nav>", "1 2"),
        ("<p>Size:<input type=radio>S<input type=radio>M</p>", "S M"),
        ("<p><button>Reply</button><button>Share</button></p>", "Reply\nShare"),
    ],
)
def test_words_of_neighbours_are_not_glued(markup: str, words: str) -> None:
    """Links, controls and buttons side by side are words of their own."""
    assert words in read(page(markup)).text


def test_joiners_shape_letters_and_pictures() -> None:
    """What joins letters of other scripts, or parts of a picture, stays; elsewhere it goes."""
    kept = "می\u200cخواهم 👩\u200d🚒"
    assert kept in read(f"<p>{kept} be\u200cans</p>").text
    assert "beans" in read(f"<p>{kept} be\u200cans</p>").text
    assert read_text("har\u00advest").text == "harvest"


def test_a_link_without_address_is_none() -> None:
    """An anchor that is never closed makes no text a link."""
    plain, open_anchor = page(), page().replace("<main>", "<main><a name=top>")
    assert read(open_anchor).table.link_characters.sum() == read(plain).table.link_characters.sum()


def test_a_link_that_is_never_closed_is_no_link_text() -> None:
    """A link that runs through the whole story was forgotten; a card of a link is one."""
    runs = read(page(f"<p>{' '.join(STORY)}</p>").replace("<article>", "<article><a href=/top>"))
    story = [row.link_characters for row in runs.blocks if row.text in STORY]
    assert story == [0] * len(STORY)
    card = read(page(f"<a href=/n><h3>Bells</h3><p>{STORY[0]}</p></a>"))
    assert card.table.link_characters.max() == len(STORY[0])


def test_a_shadow_root_is_shown() -> None:
    """A declared shadow root is text of the page; a template is not."""
    story = "".join(f"<p>{text}</p>" for text in STORY)
    root = f"<x-story><template shadowrootmode=open><style>p{{margin:0}}</style>{story}</template>"
    page_text = read(f"<h1>Clock</h1>{root}</x-story>").main_text
    assert all(paragraph in page_text for paragraph in STORY)
    assert (
        STORY[0] not in read(page().replace(STORY[0], "") + f"<template>{STORY[0]}</template>").text
    )


@pytest.mark.parametrize(
    "start",
    ["<title/>", "<div class=ad />", "<a name='x'/>", "<script src='/a.js' />", "<textarea/>"],
)
def test_a_slash_closes_what_is_written_as_xml(start: str) -> None:
    """In a page that says it is XML, no element that a slash closes takes in the rest."""
    story = "".join(f"<p>{text}</p>" for text in STORY)
    html = f'<?xml version="1.0"?><html><head>{start}</head><body>{start}<h1>Clock</h1>{story}'
    assert all(paragraph in read(html).main_text for paragraph in STORY)


def test_a_first_line_without_end_is_no_headline() -> None:
    """A text may begin with a million letters in a row; a headline has an end."""
    assert read_text("Beans\n\nWater them well.").headline == "Beans"
    assert read_text("x" * 2000 + "\nBeans").headline == "x" * 2000
    assert read_text("x" * 2001 + "\nBeans").headline == ""
