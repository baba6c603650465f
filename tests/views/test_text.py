"""What people are shown is what the verdict says, and nothing that a page could smuggle in."""

from __future__ import annotations

import io
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pagequality as pq
from pagequality.signals import SIGNALS
from pagequality.page.evidence import Evidence
from pagequality.judge.verdict import Reason, Verdict
from pagequality.views import Style, Table, explain, signal_rows, signal_text, style_for

REASON = Reason("images", 2.0, 1.0, 1.25, "The page has many images (2, typically 1).",
                (Evidence("a quote", "image", 3, "html>body>p"),))  # fmt: skip
LOW = Verdict(
    probability=0.9,
    abstained=False,
    notices=(("truncated", "only its beginning was read"),),
    families={"boilerplate": 0.5, "speculation": math.nan},
    signals={"images": 2.0},
    reasons=(REASON, replace(REASON, signal="asides", contribution=-0.5, evidence=())),
    log_odds=2.0,
    baseline=1.0,
    remainder=0.25,
    evidence={"speculation": (Evidence("will it rain?", "closing question", 7, "html>body"),)},
    headline="Rain",
)
PLAIN = Style()


def test_everything_of_the_verdict_is_told():
    """Probability, notice, families, reasons, quotes and their places all stand in the text."""
    told = explain(LOW, style=PLAIN, name="rain.html")
    for part in ("rain.html", "Rain", "low quality: 90.0%", "only its beginning was read",
                 "0.50", "unknown", "+1.25", "-0.50", "[images]", "“a quote”", "+2.00",
                 "“will it rain?”", "closing question in html>body"):  # fmt: skip
        assert part in told


def test_numbers_shown_add_up():
    """The reasons shown, all else and the start add up to the sum, however many are shown."""
    for most in (0, 1, 2):
        lines = explain(LOW, style=PLAIN, most=most).splitlines()
        numbers = [float(line.split()[0]) for line in lines if line.strip()[:1] in set("+-")]
        assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=0.02)
        assert len(numbers) == most + 3


def test_abstention_gives_reasons_not_numbers():
    """A page that is not judged gets a notice, and no probability in any view."""
    silent = pq.analyze("")
    told = explain(silent, style=PLAIN)
    assert told.startswith("not judged: ")
    assert "%" not in told
    assert "–" in Table(["a"], PLAIN).line("a", silent)


def test_lines_keep_the_width():
    """No line is wider than the style allows, quotes and tables included."""
    long = replace(LOW, evidence={"speculation": (Evidence("so " * 200, "hedge", 1, "div>" * 90),)})
    for width in (80, 110):
        style = Style(width=width)
        table = Table(["x" * 200, "y"], style)
        shown = explain(long, style=style, name="rain.html").splitlines()
        shown += [table.line("x" * 200, LOW), *table.header().splitlines()[1:]]
        assert max(map(len, shown)) <= width


@given(st.text(max_size=60))
def test_pages_cannot_steer_the_terminal(text):
    """No control character of a page's text or name reaches the output; ASCII stays ASCII."""
    dirty = replace(
        LOW, headline=text, evidence={"speculation": (Evidence(text, "hedge", 0, text),)}
    )
    for style in (PLAIN, Style(unicode=False)):
        told = explain(dirty, style=style, name=text) + Table([text], style).line(text, dirty)
        assert told.replace("\n", "").isprintable()
        assert style.unicode or told.isascii()


def test_colour_only_where_it_is_wanted():
    """Colour on a terminal only, never with NO_COLOR or a dumb terminal."""

    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self):
            return True

    assert style_for(Terminal(), {}).colour
    assert not style_for(Terminal(), {"NO_COLOR": "1"}).colour
    assert not style_for(Terminal(), {"TERM": "dumb"}).colour
    assert not style_for(io.StringIO(), {}).colour
    assert "\x1b[31m" in explain(LOW, style=Style(colour=True))
    assert "\x1b" not in explain(LOW, style=PLAIN)


def test_ascii_where_the_stream_has_no_more():
    """A stream that cannot carry the marks gets ASCII ones."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert not style_for(stream, {}).unicode
    assert explain(LOW, style=style_for(stream, {})).isascii()


def test_table_counts_what_it_showed():
    """The summary counts each verdict once."""
    table = Table(["a", "b"], PLAIN)
    table.line("a", LOW)
    table.line("b", replace(LOW, probability=0.1))
    assert table.summary() == "2 pages: 1 honest, 1 low quality"


def test_every_signal_is_listed():
    """Both lists of the signals hold all of them, with definition and source."""
    rows = signal_rows(SIGNALS)
    assert [row["name"] for row in rows] == [signal.name for signal in SIGNALS]
    assert all(row["definition"] and row["source"] for row in rows)
    told = " ".join(signal_text(SIGNALS, PLAIN).split())
    for row in rows:
        assert f"{row['name']} " in told
        assert " ".join(row["definition"].split()) in told
