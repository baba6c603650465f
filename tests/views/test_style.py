"""What a terminal can show: bars, marks, cuts, colours and widths."""

from __future__ import annotations

import io
import math

import pytest

from pagequality.views import Style, style_for

PLAIN, ASCII, COLOUR = Style(), Style(unicode=False), Style(colour=True)


@pytest.mark.parametrize(
    ("share", "bar"),
    [
        (0.0, "░░░░"),
        (0.12, "░░░░"),
        (0.25, "█░░░"),
        (0.7, "███░"),
        (1.0, "████"),
        (math.nan, "    "),
    ],
)
def test_a_bar_fills_with_its_share(share, bar):
    """From the left, to the nearest cell."""
    assert PLAIN.bar(share, 4) == bar
    assert ASCII.bar(share, 4) == bar.translate({ord("█"): "#", ord("░"): "."})


@pytest.mark.parametrize(
    ("colour", "code"), [("red", 31), ("green", 32), ("yellow", 33), ("bold", 1), ("dim", 2)]
)
def test_a_colour_has_the_code_of_its_name(colour, code):
    """As terminals have it, ended after the text."""
    assert COLOUR.paint("beans", colour) == f"\x1b[{code}mbeans\x1b[0m"


def test_marks_and_quotes_fit_the_stream():
    """Typographic marks where there are any, else plain ones; cues are bold in colour."""
    assert PLAIN.quote(" so  they\nsay ") == "“so they say”"
    assert ASCII.quote("so – they say") == '"so ? they say"'
    assert (PLAIN.cue_marks, ASCII.cue_marks) == (("*", "*"), ("*", "*"))
    assert COLOUR.cue_marks == ("\x1b[1m", "\x1b[22m")
    assert (PLAIN.unknown, ASCII.unknown) == ("–", "-")


def test_a_cut_text_has_the_length_asked_for():
    """Text that fits stays; else its beginning and an ellipsis."""
    assert PLAIN.cut("baked beans", 11) == "baked beans"
    assert PLAIN.cut("baked beans", 10) == "baked bea…"
    assert PLAIN.cut("baked beans", 7) == "baked…"
    assert ASCII.cut("baked beans", 10) == "baked b..."
    assert PLAIN.cut("baked beans", 0) == "…"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self):
        """Say so."""
        return True


@pytest.mark.parametrize(
    ("columns", "width"), [("77", 77), ("40", 40), ("39", 40), ("0", 110), ("wide", 110), ("", 110)]
)
def test_the_width_is_what_is_asked_for(columns, width):
    """``COLUMNS`` says it, at least 40; a file has 110."""
    assert style_for(io.StringIO(), {"COLUMNS": columns}).width == width


def test_a_terminal_has_colours_unless_they_are_unwanted():
    """On a terminal only, and never with NO_COLOR or a dumb one."""
    assert style_for(Terminal(), {"COLUMNS": "50"}) == Style(50, colour=True)
    assert not style_for(Terminal(), {"NO_COLOR": "1"}).colour
    assert not style_for(Terminal(), {"TERM": "dumb"}).colour
    assert not style_for(io.StringIO(), {}).colour


def test_a_stream_that_cannot_carry_the_marks_gets_ascii():
    """Latin and ASCII streams lack them; so does an encoding that nobody knows."""
    for encoding in ("ascii", "latin-1"):
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        assert not style_for(stream, {}).unicode
    assert style_for(io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), {}).unicode
