"""What lines look like, alone and among others, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from pagequality.classifiers import line_context, line_features, line_marks, lines
from pagequality.classifiers.line_features import (
    BITS,
    KINDS,
    Lines,
    buckets,
    find_lines,
    lexical,
    readable,
)
from pagequality.lexicons import Matcher
from pagequality.reading import read
from pagequality.text import tokenise

PLAIN, GROUPS = line_features._PLAIN, line_features._MARK_GROUPS
ENDS, LENGTHS = len(line_features._ENDS) + 1, len(line_features._LENGTHS) + 1


def cut(*texts: str) -> Lines:
    """These lines."""
    tokens = tokenise("\n".join(texts))
    sizes = np.array([len(text) + 1 for text in texts], np.intp)
    return find_lines(tokens, np.cumsum(sizes) - sizes)


def plain_of(text: str) -> list[float]:
    """The first readable features of a line."""
    return readable(cut("Before.", text, "After 7"))[1, :PLAIN].tolist()


def test_lines_are_cut_at_their_starts() -> None:
    """Each has its characters, its first word and its number of words."""
    found = cut("Two words", "", "now three words")
    assert found.start.tolist() == [0, 10, 11]
    assert found.end.tolist() == [9, 10, 26]
    assert found.first_word.tolist() == [0, 2, 2]
    assert found.words.tolist() == [2, 0, 3]
    assert found.word_line.tolist() == [0, 0, 2, 2, 2]
    assert len(find_lines(tokenise(""), np.zeros(0, np.intp))) == 0


def test_every_plain_feature_of_a_line() -> None:
    """Seven words of 36 characters: one comma, two stops, a letter alone, a long word, a year."""
    text = "a 7 on 1999, extraordinary! 日. x2 q"
    words = 8
    assert plain_of(text) == pytest.approx([
        1.0,
        1 / words,
        np.log1p(len(text)),
        len(text) / words / 10,
        4 / words,
        2.0,
        0.0,
        1.0,
        0.0,
        0.0,
        1 / words,
        1.0,
        np.log1p(2),
        1 / words,
    ], abs=1e-6)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "starts"),
    [("tide", [1, 0, 0]), ("Tide", [0, 0, 0]), ("7 tides", [0, 1, 0]), ("→ tide", [0, 0, 1])],
)
def test_how_a_line_starts(text: str, starts: list[int]) -> None:
    """With a small letter, a digit, a mark, or otherwise."""
    assert plain_of(text)[7:10] == starts


def test_a_line_without_words_and_one_without_end() -> None:
    """Marks alone are no word; the mean length is cut at twenty, and a year has four digits."""
    assert plain_of("→")[6] == 1.0
    assert plain_of("x" * 50)[3] == 2.0
    assert [plain_of(text)[11] for text in ("in 1999", "in 199", "in 19999", "in abcd")] == [
        1, 0, 0, 0,
    ]  # fmt: skip
    assert [plain_of(text)[10] for text in ("x" * 9, "x" * 10)] == [0.0, 1.0]


def test_marks_are_counted_by_group() -> None:
    """The root of their number; letters and space are none, and a mark unknown is any other."""
    row = readable(cut("Tides.", "a@b | c | d: ~ 5% € §", "x"))[1, PLAIN : PLAIN + GROUPS]
    counted = {
        mark: float(row[group])
        for group, marks in enumerate(line_features._MARKS)
        for mark in marks
        if mark in "@|:~%€."
    }
    assert counted == pytest.approx(
        {"@": 1.0, "|": np.sqrt(2), ":": 1.0, "~": 1.0, "%": 1.0, "€": 1.0, ".": 0.0}
    )
    assert row[-1] == 1.0
    assert float((row**2).sum()) == pytest.approx(8.0)


@pytest.mark.parametrize(
    ("text", "place"),
    [("Tide", 0), ("Tide.", 1), ("Tide!", 2), ("Tide?", 3), ("Tide:", 4), ("Tide…", 5),
     ("(Tide)", 6), ("Tide →", 7), ("Tide »", 7), ("Tide,", 8), ("Tide *", 9)],
)  # fmt: skip
def test_how_a_line_ends(text: str, place: int) -> None:
    """One column a group of closing marks, the first for none."""
    row = readable(cut("Before.", text, "After?"))[1, PLAIN + GROUPS : PLAIN + GROUPS + ENDS]
    assert row.tolist() == np.eye(ENDS)[place].tolist()


@pytest.mark.parametrize(
    ("words", "place"),
    [(0, 0), (1, 1), (2, 2), (5, 5), (6, 5), (7, 6), (12, 8), (15, 8), (16, 9), (79, 12), (80, 13)],
)
def test_lengths_fall_into_bins(words: int, place: int) -> None:
    """One column a bin, which starts at its edge."""
    first = PLAIN + GROUPS + ENDS
    row = readable(cut("x", "- " + "tide " * words, "x"))[1, first : first + LENGTHS]
    assert row.tolist() == np.eye(LENGTHS)[place].tolist()


def test_shares_fall_into_bins() -> None:
    """Of words with a capital, all in capitals, and of figures; six bins each."""
    first = PLAIN + GROUPS + ENDS + LENGTHS

    def places(text: str) -> list[int]:
        row = readable(cut("x", text, "x"))[1, first:].reshape(3, 6)
        assert row.sum(axis=1).tolist() == [1.0] * 3
        return row.argmax(axis=1).tolist()

    assert places("the tide") == [0, 0, 0]
    assert places("The high tide is in") == [1, 0, 0]
    assert places("The TIDE is in") == [3, 2, 0]
    assert places("The NEW Tide is") == [4, 2, 0]
    assert places("AA BB") == [5, 5, 0]
    assert places("A b 3 4") == [2, 0, 3]


def test_phrases_count_by_kind_and_length_of_line() -> None:
    """Short up to eight words, long beyond 24; the share is of the line's characters."""
    matcher = Matcher({"social": ["share"], "wall": ["log in"], "sober": ["tide"]})
    kinds = lines.topic_kinds(matcher.topics)
    texts = ("Share: log in", "share " * 2 + "x " * 10, "tide " * 24 + "share", "Tide")
    found = cut(*texts)
    table = lexical(found, matcher.match(found.tokens), kinds)
    width, social, wall = len(KINDS), KINDS.index("social"), KINDS.index("wall")
    cells = {(row, column): table[row, column] for row, column in np.argwhere(table).tolist()}
    assert cells == pytest.approx({
        (0, social): 1.0,
        (0, wall): 1.0,
        (0, 3 * width + social): 5 / 13,
        (0, 3 * width + wall): 6 / 13,
        (1, width + social): 1.0,
        (1, 3 * width + social): 10 / 32,
        (2, 2 * width + social): 1.0,
        (2, 3 * width + social): 5 / 125,
    })  # fmt: skip
    for words, third in ((7, 0), (8, 0), (9, 1), (24, 1), (25, 2)):
        one = cut("tide " * (words - 1) + "share")
        row = lexical(one, matcher.match(one.tokens), kinds)[0]
        assert row[: 3 * width].nonzero()[0].tolist() == [third * width + social]


def test_words_pairs_and_beginnings_have_buckets() -> None:
    """As many words and beginnings as a line has, and one pair more, with its two edges."""
    (words, count), (pairs, pair_count), (stems, stem_count) = buckets(cut("high tide", "", "tide"))
    assert (count.tolist(), pair_count.tolist(), stem_count.tolist()) == (
        [2, 0, 1],
        [3, 1, 2],
        [2, 0, 1],
    )
    assert words[1] == words[2] != words[0]
    assert stems[1] == stems[2] != stems[0]
    assert len(pairs) == 6
    assert pairs[2] == pairs[5], "the same word ends both lines"
    assert pairs[1] != pairs[4], "but they begin otherwise"
    assert all(
        (found < 1 << bits).all() for found, bits in zip((words, pairs, stems), BITS, strict=True)
    )


def test_four_letters_begin_a_word() -> None:
    """Endings do not matter, beginnings do."""
    stems = buckets(cut("harbour harbours harb harp har"))[2][0].tolist()
    assert stems[0] == stems[1] == stems[2]
    assert len(set(stems)) == 3


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
    model = lines.LineModel(plain, tuple(tables), np.zeros(1), np.zeros(1))
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
    keep = page.line_scores.keep
    assert keep[2:].min() > keep[:2].max() + 0.3
