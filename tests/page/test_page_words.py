"""What a page says of its content's words: kinds, noise, wording, titles; by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_page import HTML, hashes, small_page, with_main

from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise import model as lines
from pagequality.learned.wording import estimates
from pagequality.learned.wording import views as views_of
from pagequality.learned.wording.aspects import of_view
from pagequality.reading import read, read_text
from pagequality.text.vocabulary import Kind

if TYPE_CHECKING:
    from pagequality.page.page import Page


@pytest.fixture
def page() -> Page:
    """The small page; menu and footer are no content, the rest is."""
    return small_page()


def test_kinds_of_words_are_counted_in_the_content() -> None:
    """Each word of the content is of one kind."""
    page = read_text("You said the best beans\nI was overall ready")
    counts = dict.fromkeys(Kind, 0) | {
        Kind.SECOND: 1, Kind.REPORTING: 1, Kind.FUNCTION: 1, Kind.SUPERLATIVE: 1,
        Kind.FIRST: 1, Kind.PAST: 1, Kind.CONNECTIVE: 1, Kind.OTHER: 2,
    }  # fmt: skip
    assert page.word_kinds.tolist() == list(counts.values())
    first = with_main(page, [True, False]).word_kinds
    assert int(first.sum()) == 5
    assert first[Kind.FIRST] == first[Kind.PAST] == first[Kind.CONNECTIVE] == 0


def test_characters_are_counted_in_lower_case() -> None:
    """ASCII characters have a count each, all others one together; blocks end in a line break."""
    page = read_text("Abba!\nCé c")
    both = {"a": 2, "b": 2, "!": 1, "\n": 1, "c": 2, " ": 1}
    counts = page.main_characters
    assert len(counts) == 129
    assert {chr(i): int(counts[i]) for i in np.flatnonzero(counts[:128])} == both
    assert counts[128] == 1
    first = with_main(page, [True, False]).main_characters
    assert {chr(i): int(first[i]) for i in np.flatnonzero(first)} == {
        "a": 2, "b": 2, "!": 1, "\n": 1,
    }  # fmt: skip
    second = with_main(page, [False, True]).main_characters
    assert (int(second[ord("c")]), int(second[128]), int(second[ord("\n")])) == (2, 1, 0)


def odds(page: Page, **said: dict[int, float]) -> lines.LineScores:
    """Line scores by hand: log-odds by class for some blocks, 0 for all others."""
    table = np.zeros((len(page.table), len(lines.CLASSES) + 1), np.float32)
    for name, rows in said.items():
        for block, value in rows.items():
            table[block, lines.CLASSES.index(name)] = value
    return lines.LineScores(table)


def test_noise_is_what_is_more_likely_noise_than_body(page: Page) -> None:
    """A block is body where that has half of the chances; else it is of the likeliest kind."""
    body = dict.fromkeys((1, 2, 4, 5, 6), 9.0)
    page.memo[line_scores.__wrapped__] = odds(
        page, navigation={0: 5.0, 3: 2.9}, promo={7: 4.0}, body={**body, 3: 3.0, 7: 1.0}
    )
    # block 3: exp(3) of exp(3) + exp(2.9) + 11 is 0.41, likelier than any kind but not than all
    names = [lines.CLASSES[kind] for kind in line_scores(page).kind]
    assert names == ["navigation", "body", "body", "navigation", *["body"] * 3, "promo"]


def test_wording_reads_content_titles_and_headings(page: Page) -> None:
    """Headline and title follow each other; headings count if the content has one."""
    views = {name: found.tolist() for name, found in views_of(page).items()}
    assert views["body"] == page.main_words.tolist()
    assert views["title"] == hashes("beans in may beans for may plot notes")
    assert views["headings"] == hashes("slugs again")
    outside = views_of(with_main(page, [True] + [False] * 7))
    assert outside["headings"].tolist() == []
    assert outside["body"].tolist() == hashes("home")


def test_a_title_that_is_not_there_is_not_read() -> None:
    """A first line that stands in for the headline is read once, and nothing of no title."""
    assert views_of(read_text("Beans\nSoil"))["title"].tolist() == hashes("beans")
    assert views_of(read("<p>Beans"))["title"].tolist() == []
    assert views_of(read("<p>Beans"))["headings"].tolist() == []


def test_wording_is_estimated_by_the_model_of_the_view() -> None:
    """Pages and texts are judged by the same models; plain text has no headings."""
    html = read(HTML)
    text = read_text("Beans in May\nSow them late and water them every day")
    models = html.models.wording
    for page in (html, text):
        for view in ("body", "title"):
            names = [aspect.signal for aspect in of_view(view)]
            expected = models[view].scores(views_of(page)[view])
            found = [estimates(page)[name] for name in names]
            assert np.array_equal(found, expected, equal_nan=True)
    assert np.isnan([estimates(text)[aspect.signal] for aspect in of_view("headings")]).all()


def test_headline_and_title_stand_in_for_each_other(page: Page) -> None:
    """The words of one are those of the other where that is missing."""
    no_headline = replace(page, head=replace(page.head, headline=""))
    no_title = replace(page, head=replace(page.head, title=""))
    assert no_headline.headline_tokens.text == page.title
    assert no_title.title_tokens.text == "Beans in May"
    assert page.headline_tokens.text == "Beans in May"
    assert page.title_tokens.text == page.title


def test_content_words_of_headline_and_title_are_distinct(page: Page) -> None:
    """Words of no special kind count once each."""
    head = replace(page.head, headline="Beans and the best beans", title="A plot, the plot: soil")
    named = replace(page, head=head)
    assert named.headline_content_words.tolist() == hashes("beans")
    assert sorted(named.title_content_words.tolist()) == sorted(hashes("plot soil"))
