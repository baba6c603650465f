"""What a page promises of itself, on one small page whose every value is counted by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pagequality.classifiers import lines, sentences, wording
from pagequality.lexicons import Matcher
from pagequality.parts import Block
from pagequality.reading import read, read_text
from pagequality.text import hash_words
from pagequality.vocabulary import Kind

if TYPE_CHECKING:
    from pagequality.page import Page

HTML = """<html lang="en"><head><title>Beans for May | Plot Notes</title></head><body>
<nav class="menu top"><a href="https://plot.example/Home">Home</a></nav>
<article id="story"><h1>Beans in May</h1>
<p class="lead">Sow them late, in <a href="https://soil.example/Warm">warm</a> soil, two seeds
to a hole.<br>Water every day.</p>
<h2>Slugs again</h2><p>Go out at dusk with a lamp and pick them off. Do not wait there.</p>
<p hidden>They may return.</p></article>
<footer><p><a href="/cart">Buy</a> <a href="http://shop.example/" rel="sponsored">seeds</a></p>
</footer></body></html>"""
TEXTS = (
    "Home",
    "Beans in May",
    "Sow them late, in warm soil, two seeds to a hole.",
    "Water every day.",
    "Slugs again",
    "Go out at dusk with a lamp and pick them off. Do not wait there.",
    "They may return.",
    "Buy seeds",
)
WORDS = [1, 3, 11, 3, 2, 15, 3, 2]
MAIN = [False, True, True, True, True, True, True, False]


def with_main(page: Page, main: list[bool]) -> Page:
    """The same page, with other blocks as its main content."""
    return replace(page, is_main=np.array(main, bool))


def hashes(text: str) -> list[int]:
    """The hashes of words, in order."""
    return hash_words(text.split()).tolist()


@pytest.fixture
def page() -> Page:
    """The small page; menu and footer are no content, the rest is."""
    return with_main(read(HTML, url="https://www.plot.example/may"), MAIN)


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
    alone = sentences.classify_many([page.text[starts[i] : ends[i]] for i in judged])
    rows = [[one.hedge, one.speculation, one.vague_attribution] for one in alone]
    assert np.allclose(page.speculation, rows, atol=1e-9)


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
    return lines.LineScores(page.line_scores.lines, table)


def test_noise_is_what_is_more_likely_noise_than_body(page: Page) -> None:
    """A block is body where that has half of the chances; else it is of the likeliest kind."""
    body = dict.fromkeys((1, 2, 4, 5, 6), 9.0)
    vars(page)["line_scores"] = odds(
        page, navigation={0: 5.0, 3: 2.9}, promo={7: 4.0}, body={**body, 3: 3.0, 7: 1.0}
    )
    # block 3: exp(3) of exp(3) + exp(2.9) + 11 is 0.41, likelier than any kind but not than all
    names = [lines.CLASSES[kind] for kind in page.noise_kind]
    assert names == ["navigation", "body", "body", "navigation", *["body"] * 3, "promo"]
    counted = dict(zip(lines.CLASSES, page.noise_words.tolist(), strict=True))
    assert {name: count for name, count in counted.items() if count} == {
        "navigation": 4,
        "promo": 2,
        "body": 34,
    }


def test_noise_is_judged_by_markup_where_there_is_any(page: Page) -> None:
    """Of plain text the words alone speak; a page of markup has a row of marks a block."""
    assert page.line_scores.marks is not None
    assert len(page.line_scores.marks) == len(page.line_scores.log_odds) == 8
    assert read_text("Beans\nSoil").line_scores.marks is None


def test_wording_reads_content_titles_and_headings(page: Page) -> None:
    """Headline and title follow each other; headings count inside the content and outside."""
    views = {name: found.tolist() for name, found in page.wording_views.items()}
    assert views["body"] == page.main_words.tolist()
    assert views["title"] == hashes("beans in may beans for may plot notes")
    assert views["headings"] == hashes("slugs again")
    outside = with_main(page, [True] + [False] * 7).wording_views
    assert outside["headings"].tolist() == hashes("slugs again")
    assert outside["body"].tolist() == hashes("home")


def test_a_title_that_is_not_there_is_not_read() -> None:
    """A first line that stands in for the headline is read once, and nothing of no title."""
    assert read_text("Beans\nSoil").wording_views["title"].tolist() == hashes("beans")
    assert read("<p>Beans").wording_views["title"].tolist() == []
    assert read("<p>Beans").wording_views["headings"].tolist() == []


def test_wording_is_estimated_by_the_models_of_the_source() -> None:
    """Each view is judged by the model of its source; plain text has none for headings."""
    html = read(HTML)
    text = read_text("Beans in May\nSow them late and water them every day")
    models = wording.default_models()
    for page in (html, text):
        for view in ("body", "title"):
            expected = models[f"{page.source}_{view}"].scores(page.wording_views[view])
            assert np.array_equal(page.wording[view], expected, equal_nan=True)
    assert np.isnan(text.wording["headings"]).all()
    assert not np.array_equal(
        html.wording["body"], models["text_body"].scores(html.main_words), equal_nan=True
    )


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
