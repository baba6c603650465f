"""What a page says of itself: fields of its head, its headline, its structured data."""

from __future__ import annotations

import json

import pytest

from pagequality.reading import read


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


@pytest.mark.parametrize(
    "author",
    [{"@type": "Person", "@id": "#ann"}, [{"@id": "#ann"}], {}, [], None,
     {"@type": "Person", "worksFor": {"@type": "Organization", "name": "Barley Post"}}],
)  # fmt: skip
def test_an_author_without_a_name_is_none(author: object) -> None:
    """Types, addresses and the names of other things are nobody's name."""
    assert read(data({"@type": "Article", "author": author})).head.author == ""


@pytest.mark.parametrize("author", ["Renée & Zoë", {"@type": "Person", "name": "Renée & Zoë"}])
def test_an_author_is_read_without_escapes(author: object) -> None:
    """Letters and marks may be written by number, in data and in HTML."""
    told = data({"author": author, "datePublished": "2024-05-01T10:00:00+01:00"})
    for written in (told, told.replace("&", "&amp;"), told.replace("+01", r"\u002b01")):
        head = read(written).head
        assert (head.author, head.published) == ("Renée & Zoë", "2024-05-01T10:00:00+01:00")
    assert read(data({"author": 'Ann "Barley" Lee'})).head.author == 'Ann "Barley" Lee'


def test_structured_data_tells_dates_and_types() -> None:
    """Types are kept once each, in order; statements of the head go first."""
    told = data({
        "@graph": [
            {"@type": "NewsArticle", "datePublished": "2024-05-01"},
            {"@type": "Person", "name": "Ann"},
            {"@type": "NewsArticle"},
        ]
    })  # fmt: skip
    later = data({"@type": "WebPage", "datePublished": "1999-01-01"})
    head = read(told + later).head
    assert head.published == "2024-05-01"
    assert head.schema_types == ("NewsArticle", "Person", "WebPage")
    meta = "<meta name=date content=2020-01-01><meta name=author content=Bo>"
    first = read(meta + told + data({"author": "Ann Lee"})).head
    assert (first.published, first.author) == ("2020-01-01", "Bo")
