"""Spans in a text: overlaps are split, and not a letter of the text is lost or moved."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from pagequality.reports.marks import Span, hue, marked, segments
from pagequality.text.visible import visible

NAMES = ("wording", "layout", "headline")
NUMBERS = {name: place for place, name in enumerate(NAMES, 1)}
SPANS = st.lists(
    st.builds(Span, st.integers(-3, 30), st.integers(-3, 30), st.sampled_from(NAMES)), max_size=8
)


@given(st.text(max_size=25), SPANS)
def test_the_pieces_are_the_text(text, spans):
    """Whatever is marked, the pieces one behind the other are the text."""
    assert "".join(piece.text for piece in segments(text, spans)) == text


@given(st.text(max_size=25), SPANS)
def test_every_letter_knows_the_spans_it_lies_in(text, spans):
    """A piece has the names of exactly the spans that hold each of its letters."""
    place = 0
    for piece in segments(text, spans):
        for letter in range(place, place + len(piece.text)):
            around = {span.name for span in spans if span.start <= letter < span.end}
            assert set(piece.names) == around
        place += len(piece.text)


@given(st.text(max_size=25), SPANS)
def test_the_words_of_the_marked_text_are_the_text(text, spans):
    """Without its marks the HTML reads as the text does, and holds no other element."""
    made = marked(text, spans, NUMBERS)
    bare = re.sub(r'</?mark(?: class="[^"<]*" data-topics="[\d ]*")?>', "", made)
    assert "<" not in bare
    assert html.unescape(bare) == visible(text)


def test_an_overlap_has_both_numbers():
    """Where two spans overlap stands a piece with both, coloured as the first."""
    made = marked("abcdef", [Span(0, 4, "wording"), Span(2, 6, "headline")], NUMBERS)
    assert made == (
        '<mark class="hue-1" data-topics="1">ab</mark>'
        '<mark class="hue-1 over" data-topics="1 3">cd</mark>'
        '<mark class="hue-3" data-topics="3">ef</mark>'
    )


def test_there_are_six_colours():
    """More topics than colours begin again; the numbers tell them apart."""
    assert [hue(number) for number in range(1, 13)] == [*range(1, 7), *range(1, 7)]
