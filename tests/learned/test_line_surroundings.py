"""What stands around a line, in text and in markup, and how its score is summed; by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from cut_lines import cut

from pagequality.learned.template_noise import context as line_context
from pagequality.learned.template_noise import line_scores
from pagequality.learned.template_noise import markup as line_marks
from pagequality.learned.template_noise import model as lines
from pagequality.learned.template_noise.features import BITS, KINDS, buckets, readable
from pagequality.reading import read
from pagequality.text.lexicons import Matcher

if TYPE_CHECKING:
    from pagequality.learned.template_noise.features import Lines

# Lines among others


def surroundings(found: Lines, kept: list[float], body: list[float]) -> np.ndarray:
    """The context of lines that are kept, and are body, with these log-odds; noise has 0 each."""
    table = np.zeros((len(found), len(KINDS) + 2))
    table[:, -1], table[:, -2] = kept, body
    return line_context.context(found, table)


def test_a_line_is_told_by_itself_and_by_its_neighbours() -> None:
    """Its four values come alone, as means over 1, 3 and 8 lines around, over the page, at most."""
    texts = ["Tide", "High tide is in.", "Home", "Low tide is out!", "Tide", "End"]
    kept, body = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0], [0.0, 1.0, 2.0, 3.0, 4.0, 50.0]
    table = surroundings(cut(*texts), kept, body)
    noise = np.log(12)
    own = np.column_stack([
        kept,
        np.clip(np.array(body) - noise, -8, 8),
        np.log1p([1, 4, 1, 4, 1, 1]),
        [0, 1, 0, 1, 0, 0],
    ])  # fmt: skip
    assert table[:, :4] == pytest.approx(own, abs=1e-5)
    assert table[2, 4:8] == pytest.approx(own[1:4].mean(axis=0), abs=1e-5)
    assert table[0, 4:8] == pytest.approx(own[0:2].mean(axis=0), abs=1e-5)
    assert table[1, 8:12] == pytest.approx(own[0:5].mean(axis=0), abs=1e-5)
    for row in table:
        assert row[12:16] == pytest.approx(own.mean(axis=0), abs=1e-5)
        assert row[16:20] == pytest.approx(own.mean(axis=0), abs=1e-5)
        assert row[20:24] == pytest.approx(own.max(axis=0), abs=1e-5)
    assert table[:, 24].tolist() == [1, 0, 0, 0, 1, 0]
    assert table[:, 25] == pytest.approx(np.log(6))
    assert table[:, 26] == pytest.approx(np.arange(1, 7) / 6)


def test_the_edges_of_a_page_are_a_tenth() -> None:
    """Of twenty lines the first one and the last two."""
    table = surroundings(cut(*(f"Tide {number}" for number in range(20))), [0.0] * 20, [0.0] * 20)
    assert np.flatnonzero(table[:, 27]).tolist() == [0]
    assert np.flatnonzero(table[:, 28]).tolist() == [18, 19]
    assert not table[:, 24].any()
    far = surroundings(cut(*["Tide"] * 20), [float(i) for i in range(20)], [0.0] * 20)
    assert far[9, 12] == pytest.approx(np.mean(range(1, 18)))
    assert far[2, 12] == pytest.approx(np.mean(range(11)))


def test_a_line_is_repeated_if_its_words_are_in_order() -> None:
    """Letter case and marks do not count, order does; a line without words is no copy."""
    table = surroundings(
        cut("High tide", "tide high", "HIGH, tide!", "→", "→", "High"), [0.0] * 6, [0.0] * 6
    )
    assert table[:, 24].tolist() == [1, 0, 1, 0, 0, 0]


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
    row = line_marks.marks(read(html).table)[block]
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


def test_rows_of_a_line_are_summed_and_damped() -> None:
    """By the root of their number: four times as many weigh twice as much."""
    rows = np.array([[1.0], [2.0], [3.0], [4.0], [5.0]], np.float32)
    assert lines._by_line(rows, np.array([4, 1])).tolist() == [[10 / 2], [5.0]]


def test_probabilities_of_classes_add_up() -> None:
    """Logarithms of shares of exponentials, whatever their size."""
    odds = np.array([[0.0, np.log(3)], [1000.0, 1000.0]])
    assert np.exp(lines.log_probability(odds)) == pytest.approx(np.array([[0.25, 0.75], [0.5] * 2]))


def test_log_odds_sum_what_is_found() -> None:
    """A weight a feature, and words, pairs and beginnings damped by their number."""
    found = cut("high tide", "→")
    matcher = Matcher({"social": ["share"]})
    (words, _), (pairs, _), (stems, _) = buckets(found)
    width = len(lines.CLASSES)
    tables = [np.zeros((1 << bits, width), np.float32) for bits in BITS]
    tables[0][words[0], 1] = 3.0
    tables[1][pairs[1], 1] = 5.0
    tables[2][stems[1], 2] = 7.0
    tables[1][pairs[3], 0] = 2.0
    features = readable(found).shape[1] + 4 * len(KINDS)
    plain = np.zeros((features, width + 1), np.float32)
    plain[0] = 1.0
    model = lines.TemplateNoiseModel(plain, tuple(tables), np.zeros(1), np.zeros(1))
    odds = model.log_odds(found, matcher.match(found.tokens), lines.topic_kinds(matcher.topics))
    expected = np.ones((2, width + 1))
    expected[0, 1] += 3 / np.sqrt(2) + 5 / np.sqrt(3)
    expected[0, 2] += 7 / np.sqrt(2)
    expected[1, 0] += 2.0
    assert odds == pytest.approx(expected, abs=1e-5)


def test_lines_of_prose_are_kept_rather_than_menus() -> None:
    """An editor keeps prose among prose, and leaves out the menu."""
    page = read(
        "<nav><a href=/>Home</a></nav><nav><a href=/b>Shop</a></nav>"
        + "".join(
            f"<p>The harbour froze in the {season} of that year, and the boats stayed in."
            for season in ("winter", "autumn", "spring")
        )
    )
    keep = line_scores(page).keep
    assert keep[2:].min() > keep[:2].max() + 0.3
