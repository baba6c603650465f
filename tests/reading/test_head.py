"""What a page says of itself: fields of its head, its headline, its structured data."""

from __future__ import annotations

import json

import numpy as np
import pytest

from pagequality.reading import read
from pagequality.reading.head import json_ld_paragraphs, pick_headline, strip_site_name
from pagequality.reading.walk import Walk


def data(value: object) -> str:
    """A script of structured data."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


FIELDS = {
    "og:title": "open_graph_title",
    "twitter:title": "open_graph_title",
    "og:site_name": "site_name",
    "description": "description",
    "og:description": "description",
    "keywords": "keywords",
    "author": "author",
    "article:author": "author",
    "article:published_time": "published",
    "date": "published",
    "article:modified_time": "modified",
    "og:type": "open_graph_type",
    "content-language": "language",
}


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("key", ["name", "property", "http-equiv"])
def test_a_statement_may_be_made_in_three_ways(name: str, key: str) -> None:
    """Letter case and white space around do not count, and no other field is touched."""
    head = read(f"<meta {key}='{name.upper()}' content=' Runner beans '>").head
    told = {field: getattr(head, field) for field in {*FIELDS.values()}}
    assert {field: value for field, value in told.items() if value} == {
        FIELDS[name]: "Runner beans"
    }


def test_the_first_statement_is_believed() -> None:
    """An empty one says nothing."""
    head = read(
        "<meta name=author content=' '><meta name=author content=Ann><meta name=author content=Bo>"
        "<meta property=og:description content=First><meta name=description content=Second>"
    ).head
    assert (head.author, head.description) == ("Ann", "First")


def test_the_language_of_the_root_goes_first() -> None:
    """``lang`` outranks a header in the document."""
    header = "<meta http-equiv=content-language content=fr>"
    assert read(f"<html lang=de>{header}").head.language == "de"
    assert read(f"<html>{header}").head.language == "fr"


@pytest.mark.parametrize(
    "author",
    ["Ann Lee", {"@type": "Person", "name": "Ann Lee"}, [{"name": "Ann Lee"}, {"name": "Bo"}],
     ["Ann Lee", "Bo"]],
)  # fmt: skip
def test_structured_data_names_an_author(author: object) -> None:
    """As a string, as a person, or as the first of several."""
    assert read(data({"@type": "Article", "author": author})).head.author == "Ann Lee"


def test_structured_data_tells_dates_and_types() -> None:
    """Types are kept once each, in order; statements of the head go first."""
    told = data({
        "@graph": [
            {"@type": "NewsArticle", "datePublished": "2024-05-01", "dateModified": "2024-05-02"},
            {"@type": "Person", "name": "Ann"},
            {"@type": "NewsArticle"},
        ]
    })  # fmt: skip
    later = data({"@type": "WebPage", "datePublished": "1999-01-01"})
    head = read(told + later).head
    assert (head.published, head.modified) == ("2024-05-01", "2024-05-02")
    assert head.schema_types == ("NewsArticle", "Person", "WebPage")
    meta = "<meta name=date content=2020-01-01><meta name=author content=Bo>"
    first = read(meta + told + data({"author": "Ann Lee"})).head
    assert (first.published, first.modified, first.author) == ("2020-01-01", "2024-05-02", "Bo")


# The headline


def headings(title: str, *rows: tuple[str, str]) -> Walk:
    """A walk that has met these tags and texts."""
    walk = Walk()
    walk.title = title
    walk.tags, walk.texts = [tag for tag, _ in rows], [text for _, text in rows]
    return walk


THREE = headings(
    "Beans in May | Plot Notes",
    ("h1", "Plot notes"),
    ("p", "Beans in May"),
    ("h1", "Beans in may"),
    ("h1", "Beans in May once more"),
    ("h2", "Beans in May | Plot Notes"),
)


def main(*blocks: int, of: int = 5) -> np.ndarray:
    """Which blocks are content."""
    return np.isin(np.arange(of), blocks)


def test_the_heading_that_says_the_title_is_the_headline() -> None:
    """Of several ``h1`` the one that shares most words with the title; letter case is one."""
    nothing = main()
    assert pick_headline(THREE, nothing) == "Beans in may"
    walk = headings("A tale of soil", ("h1", "Menu"), ("h1", "A tale"), ("h1", "A tale of soil"))
    assert pick_headline(walk, main(of=3)) == "A tale of soil"


def test_of_equal_headings_that_of_the_content_is_the_headline() -> None:
    """And of several there, or nowhere, the first."""
    assert pick_headline(THREE, main(3)) == "Beans in May once more"
    assert pick_headline(THREE, main(2, 3)) == "Beans in may"
    walk = headings("", ("h1", "One"), ("h1", "Two"), ("h1", "Three"))
    assert pick_headline(walk, main(of=3)) == "One"
    assert pick_headline(walk, main(1, 2, of=3)) == "Two"


def test_without_a_first_heading_the_title_is_the_headline() -> None:
    """Less the name of the site; other headings do not count."""
    walk = headings("Beans in May | Plot Notes", ("h2", "Soil"), ("p", "Beans"))
    assert pick_headline(walk, main(0, 1, of=2)) == "Beans in May"
    assert pick_headline(headings(""), main(of=0)) == ""


@pytest.mark.parametrize(
    ("title", "site", "left"),
    [
        ("Beans in May | Plot Notes", "", "Beans in May"),
        ("Beans in May - Plot Notes", "", "Beans in May"),
        ("Beans in May – Soil — Plot Notes", "", "Beans in May – Soil"),
        ("Beans · Plot", "", "Beans"),
        ("Beans | Plot Notes", "", "Beans"),
        ("Beans | Plot Notes Weekly", "", "Beans | Plot Notes Weekly"),
        ("Twenty-one beans", "", "Twenty-one beans"),
        ("Growing beans in May|Plot", "", "Growing beans in May|Plot"),
        ("Growing beans, twenty-one", "", "Growing beans, twenty-one"),
        ("Plot Notes: Beans in May", "Plot Notes", "Beans in May"),
        ("PLOT NOTES | Beans in May", "Plot Notes ", "Beans in May"),
        ("Plot Notes", "Plot Notes", "Plot Notes"),
        ("Beans in May", "Plot Notes", "Beans in May"),
        ("", "", ""),
    ],
)
def test_the_name_of_the_site_is_taken_off(title: str, site: str, left: str) -> None:
    """The short part behind the last separator, or the known name in front."""
    assert strip_site_name(title, site) == left


# Text in structured data


def test_the_longest_text_is_taken() -> None:
    """Of all documents, nested ones too; what is broken is passed over."""
    documents = [
        '{"articleBody": "broken',
        json.dumps({"description": "Some words.", "name": "A name that is longer than any text."}),
        json.dumps([{"@graph": [{"reviewBody": "The longest of the texts here."}]}]),
        json.dumps({"text": "Short."}),
    ]
    assert json_ld_paragraphs(documents) == ["The longest of the texts here."]
    assert json_ld_paragraphs([]) == json_ld_paragraphs(["[1, null]"]) == []


def test_markup_in_stored_text_parts_paragraphs() -> None:
    """Tags are left out and end a paragraph; white space is folded, empty lines are none."""
    stored = json.dumps({"articleBody": "<p>Water  the\tbeans.</p>\n\n<p> </p>Wait<br>there."})
    assert json_ld_paragraphs([stored]) == ["Water the beans.", "Wait", "there."]


def test_data_that_nests_too_deep_is_left_out() -> None:
    """Twelve levels are looked at."""
    for levels, found in ((12, ["Deep down."]), (13, [])):
        value: object = {"text": "Deep down."}
        for _ in range(levels):
            value = [value]
        assert json_ld_paragraphs([json.dumps(value)]) == found
