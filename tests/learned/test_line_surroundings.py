"""What stands around a line, in text and in markup, and how its score is summed; by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from cut_lines import cut

from pagequality.learned.template_noise import context as line_context
from pagequality.learned.template_noise import markup as line_marks
from pagequality.learned.template_noise import model as lines
from pagequality.learned.template_noise.features import (
    BITS,
    CLASSES,
    KINDS,
    buckets,
    find_lines,
    lexical,
    readable,
)
from pagequality.learned.template_noise.letters import BITS as LETTER_BITS
from pagequality.learned.template_noise.letters import Letters
from pagequality.reading import read
from pagequality.text.lexicons import Matcher

if TYPE_CHECKING:
    from pagequality.learned.template_noise.features import Lines

# Blocks among others

AROUND = 1 + line_marks.WIDTH
SILENT = Letters(np.zeros(1 << LETTER_BITS, np.float32), 0.0)
OWN, PLACED = line_context.OWN, line_context.PLACED


def surroundings(html: str, *hidden: int) -> np.ndarray:
    """What stands around the blocks of a page, without phrases, some of the blocks hidden."""
    page = read(html)
    found = find_lines(page.tokens, page.table.start)
    unseen = np.isin(np.arange(len(found)), hidden)
    table = replace(page.table, hidden=unseen)
    phrases = np.zeros((len(found), 4 * len(KINDS)), np.float32)
    return line_context.context(table, found, phrases)


def placed(html: str, *hidden: int) -> np.ndarray:
    """The last columns: shape, place and page."""
    return surroundings(html, *hidden)[:, -PLACED:]


TIDES = "<h1>Tides</h1><p>High tide is in.</p><p><a href=/>Home</a></p><p>Low tide</p><p>Out</p>"


def test_a_block_is_told_by_its_neighbours() -> None:
    """The values of the block before and behind, and means over 3 and 8 around, itself left out."""
    own = np.array([
        [np.log1p(1) / 2, 0, 0, 1, 0],
        [np.log1p(4) / 2, 0, 1, 0, 0],
        [np.log1p(1) / 2, 1, 0, 0, 0],
        [np.log1p(2) / 2, 0, 0, 0, 0],
        [np.log1p(1) / 2, 0, 0, 0, 1],
    ])  # fmt: skip
    table = surroundings(TIDES, 4)
    assert table.shape == (5, line_context.WIDTH)
    around = table[:, AROUND:-PLACED].reshape(5, 4, OWN)
    assert not around[:, :, 5:].any(), "no phrases"
    around = around[:, :, :5]
    assert around[1:, 0] == pytest.approx(own[:-1], abs=1e-6)
    assert around[:-1, 1] == pytest.approx(own[1:], abs=1e-6)
    assert not around[0, 0].any()
    assert not around[-1, 1].any()
    assert around[0, 2] == pytest.approx(own[1:4].mean(axis=0), abs=1e-6)
    assert around[4, 2] == pytest.approx(own[1:4].mean(axis=0), abs=1e-6)
    for block in range(5):
        others = np.delete(own, block, axis=0).mean(axis=0)
        assert around[block, 3] == pytest.approx(others, abs=1e-6)


def test_phrases_of_neighbours_are_seen() -> None:
    """In whatever length of line they stand."""
    page = read("<p>Tide</p><p>Share this</p><p>Ebb</p>")
    found = find_lines(page.tokens, page.table.start)
    social, width = KINDS.index("social"), len(KINDS)
    for third in range(3):
        phrases = np.zeros((3, 4 * width), np.float32)
        phrases[1, third * width + social] = 1
        table = line_context.context(page.table, found, phrases)
        around = table[:, AROUND:-PLACED].reshape(3, 4, OWN)[:, :, 5 + social]
        assert around.tolist() == [[0, 1, 0.5, 0.5], [0, 0, 0, 0], [1, 0, 0.5, 0.5]]


def test_blocks_of_one_shape_are_counted() -> None:
    """All of one tag and depth on the page, and those in a row."""
    table = placed("<p>a</p><p>b</p><h2>c</h2><p>d</p><div><p>e</p></div>")
    assert np.expm1(3 * table[:, 0]) == pytest.approx([3, 3, 1, 3, 1], abs=1e-5)
    assert np.expm1(3 * table[:, 1]) == pytest.approx([2, 2, 1, 1, 1], abs=1e-5)


def test_a_block_stands_before_among_or_behind_prose() -> None:
    """Prose is twenty words that are no links; a page may have none."""
    prose = f"<p>{'tide ' * 20}</p>"
    table = placed(f"<p>a</p>{prose}<p>b</p>{prose}<p>c</p><p>d</p>")
    zones = table[:, 3:7].argmax(axis=1).tolist()
    assert zones == [0, 1, 1, 1, 2, 2]
    assert np.expm1(3 * table[:, 7]) == pytest.approx([1, 0, 1, 0, 1, 2], abs=1e-5)
    linked = f"<p><a href=/>{'tide ' * 20}</a></p>"
    for none, hidden in ((linked, 9), (f"<p>{'tide ' * 19}</p>", 9), (prose, 1)):
        table = placed(f"<p>a</p>{none}", hidden)
        assert table[:, 3:7].argmax(axis=1).tolist() == [3, 3]
        assert np.expm1(3 * table[:, 7]) == pytest.approx([50, 50], abs=1e-3)


def test_the_page_and_marks_of_a_block() -> None:
    """Hidden, the number of blocks, their mean length, and an image before it."""
    table = placed("<p>one two three</p><img src=a.png alt=''><p>four</p><p>five six</p>", 2)
    assert table[:, 8].tolist() == [0, 0, 1]
    assert table[:, 9] == pytest.approx(np.full(3, np.log(3) / 5))
    assert table[:, 10] == pytest.approx(np.full(3, np.log1p(2) / 3))
    assert table[:, 11].tolist() == [0, 1, 0]


def test_a_line_is_repeated_if_its_words_are_in_order() -> None:
    """Letter case and marks do not count, order does; a line without words is no copy."""
    lines_cut = cut("High tide", "tide high", "HIGH, tide!", "→", "→", "High")
    assert line_context.repeated(lines_cut).tolist() == [1, 0, 1, 0, 0, 0]


def test_nothing_stands_around_nothing() -> None:
    """A page without blocks has no rows."""
    assert surroundings("").shape == (0, line_context.WIDTH)


# Markup


MARKED = """<body><header class="Newsletter-box"><p>Tide</p></header>
<main><h3><a href=/a>Linked heading</a></h3><p>Half <a href=/a>link</a><br>broken</p>
<ul id="related-posts"><li><a href=/a>a</a> <a href=/b>b</a> <a href=/c>c</a></li></ul>
<input><p>Form</p></main></body>"""


def marked(block: int, html: str = MARKED) -> set[str]:
    """The names of what is marked in a block."""
    edges = (
        ("linked", line_marks._LINKED), ("place", line_marks._PLACES),
        ("links", line_marks._LINKS), ("depth", line_marks._DEPTHS),
    )  # fmt: skip
    names = [*line_marks.NAMES, *(f"<{part}>" for part in line_marks._PARTS), *line_marks._TAGS]
    names += ["other", *(f"{name} {i}" for name, bins in edges for i in range(len(bins) + 1))]
    names += ["control", "broken"]
    assert len(names) == line_marks.WIDTH
    table = read(html).table
    row = line_marks.marks(table, line_marks.tag_numbers(table))[block]
    return {name for name, value in zip(names, row, strict=True) if value}


def test_markup_of_a_small_page() -> None:
    """Holders by name and tag, the own tag, links, place and depth; nothing else."""
    assert marked(0) == {
        "newsletter", "<header>", "p", "linked 0", "place 1", "links 0", "depth 0",
    }  # fmt: skip
    assert marked(1) == {"h3", "linked 3", "place 2", "links 1", "depth 0"}
    assert marked(2) == {"p", "linked 1", "place 2", "links 1", "depth 0"}
    assert marked(3) == {"p", "linked 0", "place 3", "links 0", "depth 0", "broken"}
    assert marked(4) == {
        "related", "<ul>", "li", "linked 2", "place 3", "links 2", "depth 0",
    }  # fmt: skip
    assert marked(5) == {"p", "linked 0", "place 4", "links 0", "depth 0", "control"}


def test_a_holder_of_most_of_the_page_tells_nothing() -> None:
    """Three of five blocks are not most of them, four are."""

    def page(inside: int) -> str:
        return "<nav class=menu>" + "<p>Tide</p>" * inside + "</nav>" + "<p>High</p>" * (5 - inside)

    assert {"navigation", "<nav>"} <= marked(0, page(3))
    assert not {"navigation", "<nav>"} & marked(0, page(4))
    assert not {"navigation", "<nav>"} & marked(3, page(3))


def test_deep_blocks_and_odd_tags_are_told() -> None:
    """Depth falls into bins that start at 6, 10 and 15."""
    for depth, place in ((5, 0), (6, 1), (9, 1), (10, 2), (15, 3)):
        html = "<div>" * (depth - 3) + "<dialog>Tide</dialog>"
        assert {"other", f"depth {place}"} <= marked(0, html)


# The scores of lines


def test_probabilities_of_classes_add_up() -> None:
    """Shares of exponentials, whatever their size."""
    odds = np.zeros((2, len(CLASSES)), np.float32)
    odds[0, 3], odds[1, :2] = np.log(3), 1000.0
    chance = lines.LineScores(odds).probability
    assert chance.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert chance[0, 3] == pytest.approx(3 / 15)
    assert chance[1, :3] == pytest.approx([0.5, 0.5, 0.0])


def made_model(found: Lines) -> lines.TemplateNoiseModel:
    """A model with a weight of one for the constant, and some for words, pairs, beginnings."""
    (words, _), (pairs, _), (stems, _) = buckets(found)
    width = len(CLASSES)
    tables = [np.zeros((1 << bits, width), np.float32) for bits in BITS]
    tables[0][words[0], 1] = 3.0
    tables[1][pairs[1], 1] = 5.0
    tables[2][stems[1], 2] = 7.0
    tables[1][pairs[3], 0] = 2.0
    features = readable(found).shape[1] + 4 * len(KINDS)
    plain = np.zeros((features, width), np.float32)
    plain[0] = 1.0
    around = np.zeros((line_context.WIDTH, width), np.float32)
    around[0, 4] = 9.0
    return lines.TemplateNoiseModel(plain, tuple(tables), around, SILENT)


def test_log_odds_sum_what_is_found() -> None:
    """A weight a feature, and words, pairs and beginnings damped by their number."""
    found, matcher = cut("high tide", "→"), Matcher({"social": ["share"]})
    model, kinds = made_model(found), lines.topic_kinds(matcher.topics)
    odds = model.log_odds(found, lexical(found, matcher.match(found.tokens), kinds))
    expected = np.ones((2, len(CLASSES)))
    expected[0, 1] += 3 / np.sqrt(2) + 5 / np.sqrt(3)
    expected[0, 2] += 7 / np.sqrt(2)
    expected[1, 0] += 2.0
    assert odds == pytest.approx(expected, abs=1e-5)


def test_more_words_do_not_weigh_more() -> None:
    """By the root of their number: four times as many weigh twice as much; no word, none."""
    found = cut("tide", "tide tide tide tide", "", "tide")
    tables = [np.zeros((1 << bits, len(CLASSES)), np.float32) for bits in BITS]
    (words, _), (_, _), (stems, _) = buckets(found)
    tables[0][words[0], 1], tables[2][stems[0], 2] = 3.0, 5.0
    plain = np.zeros((readable(found).shape[1], len(CLASSES)), np.float32)
    around = np.zeros((line_context.WIDTH, len(CLASSES)), np.float32)
    model = lines.TemplateNoiseModel(plain, tuple(tables), around, SILENT)
    odds = model.log_odds(found, np.zeros((4, 0), np.float32))
    assert odds[:, 1] == pytest.approx([3, 6, 0, 3], abs=1e-5)
    assert odds[:, 2] == pytest.approx([5, 10, 0, 5], abs=1e-5)


def test_surroundings_add_to_the_words_but_not_for_an_adblock_notice() -> None:
    """Where there are blocks their weights count; a line that its words call adblock stays it."""
    page, matcher = read("<p>high tide</p><p>→</p>"), Matcher({"social": ["share"]})
    found = find_lines(page.tokens, page.table.start)
    model, matches = made_model(found), matcher.match(page.tokens)
    alone, both = (
        model.score(page.tokens, page.table.start, matches, topics=matcher.topics, table=table)
        for table in (None, page.table)
    )
    added = both.log_odds - alone.log_odds
    assert added[0] == pytest.approx(9.0 * np.eye(len(CLASSES))[4], abs=1e-5)
    assert CLASSES[alone.kind[1]] == "adblock"
    assert not added[1].any()
