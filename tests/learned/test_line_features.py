"""What lines look like, alone and among others, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from cut_lines import cut

from pagequality.learned.template_noise import features as line_features
from pagequality.learned.template_noise import model as lines
from pagequality.learned.template_noise.features import (
    BITS,
    KINDS,
    buckets,
    find_lines,
    lexical,
    readable,
)
from pagequality.text.lexicons import Matcher
from pagequality.text.tokens import tokenise

PLAIN, GROUPS = line_features._PLAIN, line_features._MARK_GROUPS
ENDS, LENGTHS = len(line_features._ENDS) + 1, len(line_features._LENGTHS) + 1


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
    """Eight words: two commas, three stops, four alone, a long word, a year."""
    text = "a, 7 on 1999, extraordinary! 日. x2? q"
    words = 8
    assert plain_of(text) == pytest.approx([
        1.0,
        2 / words,
        np.log1p(len(text)),
        len(text) / words / 10,
        4 / words,
        3.0,
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
