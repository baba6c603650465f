"""What a page promises of itself, on one small page whose every value is counted by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_page import MAIN, TEXTS, WORDS, hashes, small_page, with_main

from pagequality.learned.hedging import sentence_scores
from pagequality.learned.hedging.model import HEADS
from pagequality.page.blocks import Block
from pagequality.reading import read, read_text
from pagequality.text.lexicons import Matcher

if TYPE_CHECKING:
    from pagequality.page.page import Page


@pytest.fixture
def page() -> Page:
    """The small page; menu and footer are no content, the rest is."""
    return small_page()


def test_text_is_one_block_a_line(page: Page) -> None:
    """Lines of the text are the blocks, in document order."""
    assert page.text == "\n".join(TEXTS)
    assert page.title == "Beans for May | Plot Notes"
    assert page.headline == "Beans in May"


def test_main_text_parts_paragraphs_and_keeps_line_breaks(page: Page) -> None:
    """An empty line parts blocks; a line break inside a paragraph stays one."""
    _, heading, sow, water, slugs, dusk, late, _ = TEXTS
    assert page.main_text == f"{heading}\n\n{sow}\n{water}\n\n{slugs}\n\n{dusk}\n\n{late}"


def test_a_line_break_behind_what_is_left_out_parts_paragraphs(page: Page) -> None:
    """Where the line before is no content, its next one starts a paragraph of its own."""
    main = [False, True, False, True, False, False, False, False]
    assert with_main(page, main).main_text == f"{TEXTS[1]}\n\n{TEXTS[3]}"
    assert with_main(page, [False] * 8).main_text == ""


def test_blocks_are_rows_of_the_columns(page: Page) -> None:
    """A block's row says what its columns say, and how likely it is content."""
    certain = replace(page, main_probability=np.arange(8) / 8)
    assert len(certain.blocks) == 8
    assert certain.blocks[2] == Block(
        tag="p", text=TEXTS[2], depth=4, words=11, links=1, link_characters=4, hidden=False,
        is_main=True, probability=0.25, path="html>body>article.story>p.lead",
    )  # fmt: skip
    assert certain.blocks[7] == Block(
        tag="p", text=TEXTS[7], depth=4, words=2, links=2, link_characters=8, hidden=False,
        is_main=False, probability=0.875, path="html>body>footer>p",
    )  # fmt: skip
    assert [block.hidden for block in certain.blocks] == [False] * 6 + [True, False]


def test_a_path_names_holders_outermost_first(page: Page) -> None:
    """Elements follow with the first of their class or id words, and end before the next block."""
    assert page.path(0) == "html>body>nav.menu"
    assert page.path(1) == "html>body>article.story>h1"
    assert page.path(4) == "html>body>article.story>h2"
    assert page.path(7) == "html>body>footer>p"


def test_words_are_counted_by_block(page: Page) -> None:
    """Each block has its words, and a number for its first one."""
    assert page.block_words.tolist() == WORDS
    assert page.first_word.tolist() == [0, 1, 4, 15, 18, 20, 35, 38, 40]


def test_hidden_words_are_not_visible(page: Page) -> None:
    """A reader sees all words but the hidden ones, whether they are content or not."""
    assert page.visible_words == with_main(page, [False] * 8).visible_words == 40 - 3


def test_words_of_the_content_are_told_apart(page: Page) -> None:
    """A word belongs to the content where its block does."""
    assert page.is_main_word.tolist() == [False] + [True] * 37 + [False] * 2
    alone = with_main(page, [False, True, False, False, True, False, False, False])
    assert alone.main_words.tolist() == hashes("beans in may slugs again")


def test_offsets_find_their_block(page: Page) -> None:
    """A block is found by its first and by its last character."""
    start, end = page.table.start, page.table.end
    assert page.block_at(start).tolist() == page.block_at(end - 1).tolist() == list(range(8))


def test_phrases_are_counted_in_the_content_alone() -> None:
    """Each phrase stands in a block; a topic counts those of the content."""
    matcher = Matcher({"beans": ["runner beans"], "tea": ["tea"]})
    page = read_text("Runner beans\nTea, tea\nrunner beans or tea", matcher=matcher)
    assert page.match_block.tolist() == [0, 1, 1, 2, 2]
    assert (page.topic_count("beans"), page.topic_count("tea")) == (2, 3)
    some = with_main(page, [True, False, True])
    assert (some.topic_count("beans"), some.topic_count("tea")) == (2, 1)
    with pytest.raises(ValueError, match="tuple"):
        page.topic_count("coffee")


def test_links_to_other_sites_lead_out(page: Page) -> None:
    """Links of the own site, its sub-domains too, and such without a host do not."""
    links = [
        ("https://plot.example/a", "", 0),
        ("https://shop.plot.example/b", "", 0),
        ("/c", "", 0),
        ("mailto:ann@soil.example", "", 0),
        ("https://soil.example/plot.example", "nofollow", 0),
        ("http://www.seeds.example/", "", 0),
    ]
    several = replace(page, markup=replace(page.markup, links=tuple(links)))
    assert several.outgoing == tuple(links[4:])


def test_the_canonical_address_stands_in_for_the_own() -> None:
    """Without a URL the canonical link tells the own site; without either all links lead out."""
    link = '<p><a href="https://soil.example/">Soil</a> <a href="http://plot.example/">Plot</a>'
    unknown = read(link)
    assert [href for href, *_ in unknown.outgoing] == [
        "https://soil.example/",
        "http://plot.example/",
    ]
    told = read(f'<link rel="canonical" href="https://www.plot.example/a">{link}')
    assert [href for href, *_ in told.outgoing] == ["https://soil.example/"]
    given = read(
        f'<link rel="canonical" href="https://www.plot.example/a">{link}',
        url="https://soil.example/b",
    )
    assert [href for href, *_ in given.outgoing] == ["http://plot.example/"]


def test_links_of_the_content_lead_out_of_it(page: Page) -> None:
    """Of the outgoing links only those that stand in the content count."""
    assert page.main_links == ("https://soil.example/Warm",)
    assert with_main(page, [not main for main in MAIN]).main_links == ("http://shop.example/",)
    assert read("").main_links == ()


def test_a_link_behind_the_last_text_belongs_to_the_last_block() -> None:
    """A link around an image at the end counts as content where the last block does."""
    end = read("<p>Beans</p><p>Soil</p><a href='https://soil.example/'><img src=x></a>")
    assert end.markup.links == (("https://soil.example/", "", 2),)
    assert with_main(end, [False, True]).main_links == ("https://soil.example/",)
    assert with_main(end, [True, False]).main_links == ()


def test_addresses_are_joined_in_lower_case(page: Page) -> None:
    """A slash stands before every address and a space behind."""
    assert page.addresses == (
        "/https://plot.example/home /https://soil.example/warm //cart /http://shop.example/ "
    )


def test_headings_are_those_below_the_first_level() -> None:
    """``h2`` to ``h6`` are headings; ``h1`` and prose are not."""
    levels = "".join(f"<h{level}>Level {level}</h{level}>" for level in range(1, 7))
    assert read(f"<p>Before</p>{levels}<p>After</p>").headings.tolist() == [2, 3, 4, 5, 6]


def test_sentences_are_cut_and_counted(page: Page) -> None:
    """Sentences end at stops and at blocks; each knows its block and its words."""
    cut = [page.text[start:end] for start, end in zip(*page.sentences, strict=True)]
    first, second = TEXTS[5].split(". ")
    assert cut == [*TEXTS[:5], f"{first}.", second, *TEXTS[6:]]
    assert page.sentence_block.tolist() == [0, 1, 2, 3, 4, 5, 5, 6, 7]
    assert page.sentence_words.tolist() == [1, 3, 11, 3, 2, 11, 4, 3, 2]


def test_sentences_of_four_words_are_judged(page: Page) -> None:
    """Shorter ones, and those outside the content, are not."""
    assert np.flatnonzero(page.main_sentences).tolist() == [2, 5, 6]
    other = with_main(page, [True] * 5 + [False] + [True] * 2)
    assert np.flatnonzero(other.main_sentences).tolist() == [2]


def test_speculation_is_that_of_the_judged_sentences(page: Page) -> None:
    """Each judged sentence has a row: what it gets alone."""
    starts, ends = page.sentences
    judged = np.flatnonzero(page.main_sentences)
    alone = page.models.hedging.classify_many([page.text[starts[i] : ends[i]] for i in judged])
    rows = [[getattr(one, head) for head in HEADS] for one in alone]
    assert np.allclose(sentence_scores(page), rows, atol=1e-9)


def test_the_body_leaves_out_the_headline_once(page: Page) -> None:
    """The block that is the headline is not the headline's own body; a second copy is."""
    assert page.body_places.tolist() == list(range(4, 38))
    assert page.is_main.tolist() == MAIN
    again = with_main(read("<h1>Beans</h1><p>Soil</p><p>Beans</p>"), [True, True, True])
    assert again.body_places.tolist() == [1, 2]
    elsewhere = with_main(again, [False, True, True])
    assert elsewhere.body_places.tolist() == [1]
    text = read_text("Beans\nSoil and\nwater")
    assert text.body_places.tolist() == [1, 2, 3]
    assert with_main(text, [False, True, False]).body_places.tolist() == [1, 2]


def test_a_headline_far_down_stays_in_the_body() -> None:
    """Only the first eight blocks of the content are looked at."""
    for before, left_out in ((7, True), (8, False)):
        html = "<p>Soil</p>" * before + "<h1>Beans</h1><p>Late</p>"
        low = with_main(read(html), [True] * (before + 2))
        assert (before in low.body_places) == (not left_out)
