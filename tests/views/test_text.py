"""What people are shown is what the verdict says, and nothing that a page could smuggle in."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pagequality as pq
from pagequality.judge.topic import Reason, Topic
from pagequality.judge.verdict import Verdict
from pagequality.page.evidence import Evidence
from pagequality.page.notice import Notice
from pagequality.signals import SIGNALS
from pagequality.views import Style, Table, explain, signal_rows, signal_text

REASON = Reason("images", 2.0, 1.0, 1.25, "Images: 2 in 1,000 words.",
                (Evidence("a quote", "image", 3, "html>body>p"),))  # fmt: skip
AGAINST = Topic("advertising", 1.25, 0.6, 0.05, (REASON,))
FOR = Topic("layout", -0.5, 0.95, math.nan,
            (replace(REASON, signal="asides", contribution=-0.5, evidence=()),))  # fmt: skip
LOW = Verdict(
    probability=0.9,
    abstained=False,
    notices=(Notice("truncated", "only its beginning was read"),),
    families={"boilerplate": 0.5, "speculation": math.nan},
    signals={"images": 2.0},
    topics=(AGAINST, FOR),
    log_odds=2.0,
    baseline=1.25,
    evidence={},
    headline="Rain",
)
PLAIN = Style()


def test_everything_of_the_verdict_is_told():
    """Probability, notice, families, topics, their effect and quotes all stand in the text."""
    told = explain(LOW, style=PLAIN, name="rain.html")
    for part in ("rain.html", "Rain", "low quality: 90.0%", "only its beginning was read",
                 "0.50", "unknown", "+1.25", "-0.50", "Advertising and offers", "“a quote” (image)",
                 "+2.00", "without it 60%", "few marks agree"):  # fmt: skip
        assert part in told


def test_numbers_shown_add_up():
    """The start, the topics shown and all else add up to the sum, however many are shown."""
    for most in (0, 1, 2):
        lines = explain(LOW, style=PLAIN, most=most).splitlines()
        numbers = [float(line.split()[0]) for line in lines if line.strip()[:1] in set("+-")]
        assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=0.02)
        assert len(numbers) == min(most, 2) + (3 if most < 2 else 2)


def test_weak_topics_and_what_is_usual_are_not_written_out():
    """They are part of what is summed up, whatever they speak for."""
    weak, usual = replace(FOR, contribution=-0.3), replace(FOR, contribution=-0.9, reasons=())
    told = explain(replace(LOW, topics=(usual, weak)), style=PLAIN)
    assert FOR.title not in told
    assert "all else (2 weaker topics)" in told
    for contribution, is_told in ((0.3, False), (0.5, True)):
        against = replace(AGAINST, contribution=contribution)
        told = explain(replace(LOW, topics=(against,)), style=PLAIN)
        assert (AGAINST.title in told) == is_told


def test_abstention_gives_reasons_not_numbers():
    """A page that is not judged gets a notice, and no probability in any view."""
    silent = pq.analyze("")
    told = explain(silent, style=PLAIN)
    assert told.startswith("not judged: ")
    assert "%" not in told
    assert "–" in Table(["a"], PLAIN).line("a", silent)


def test_lines_keep_the_width():
    """No line is wider than the style allows, quotes and tables included."""
    quote = Evidence("so " * 200, "hedge", 1, "div>" * 90)
    long = replace(LOW, topics=(replace(AGAINST, reasons=(replace(REASON, evidence=(quote,)),)),))
    for width in (80, 110):
        style = Style(width=width)
        table = Table(["x" * 200, "y"], style)
        shown = explain(long, style=style, name="rain.html").splitlines()
        shown += [table.line("x" * 200, LOW), *table.header().splitlines()[1:]]
        assert max(map(len, shown)) <= width


@given(st.text(max_size=60))
def test_pages_cannot_steer_the_terminal(text):
    """No control character of a page's text or name reaches the output; ASCII stays ASCII."""
    reason = replace(REASON, evidence=(Evidence(text, "hedge", 0, text),))
    dirty = replace(LOW, headline=text, topics=(replace(AGAINST, reasons=(reason,)),))
    for style in (PLAIN, Style(unicode=False)):
        told = explain(dirty, style=style, name=text) + Table([text], style).line(text, dirty)
        assert told.replace("\n", "").isprintable()
        assert style.unicode or told.isascii()


def test_colours_say_which_way():
    """Red what is low or accuses, green what speaks for the page; without colours no code."""
    told = explain(LOW, style=Style(colour=True), name="rain.html")
    for painted in ("\x1b[1mrain.html\x1b[0m", "\x1b[31mlow quality\x1b[0m: 90.0%",
                    "\x1b[31m███████████████████████████░░░\x1b[0m", "\x1b[31m +1.25\x1b[0m",
                    "\x1b[32m -0.50\x1b[0m"):  # fmt: skip
        assert painted in told
    honest = explain(replace(LOW, probability=0.3), style=Style(colour=True))
    assert "\x1b[32mhonest\x1b[0m: 30.0%" in honest
    assert "\x1b" not in explain(LOW, style=PLAIN)


TOLD = """\
rain.html
Rain
forum, language en, https://a.example/rain

low quality: 90.0% likely to be low-quality content
███████████████████████████░░░
note: few marks agree: look yourself
note: only its beginning was read (truncated)

Families, each from 0 to 1
  boilerplate           0.50  ████████░░░░░░░
  speculation        unknown

Why: + speaks for low quality, - against it, in log-odds
   +1.25  before anything speaks for or against it: 78%
   +1.25  Advertising and offers; without it 60%
          Images: 2 in 1,000 words.
          “a *quote*” (image)
   -0.50  Layout; without it 95%
          Images: 2 in 1,000 words.
   +2.00  the sum: 90.0%"""


def test_a_verdict_written_out():
    """Title, probability, doubt, families, topics with their effect and quotes, and sums."""
    quote = Evidence("a quote", "image", 3, "html>body>p", ((2, 7),))
    reason = replace(REASON, evidence=(quote,))
    whole = replace(
        LOW, page_type="forum", language="en", url="https://a.example/rain",
        topics=(replace(AGAINST, reasons=(reason,)), FOR),
    )  # fmt: skip
    assert explain(whole, style=PLAIN, name="rain.html") == TOLD


def test_two_quotes_a_topic_and_the_strongest_topics():
    """More quotes and weaker topics are left out, and the topics counted."""
    quotes = tuple(Evidence(f"quote {n}", "image", n, "p") for n in range(3))
    strong = replace(AGAINST, reasons=(replace(REASON, evidence=quotes),))
    told = explain(replace(LOW, topics=(strong, FOR, FOR)), style=PLAIN, most=1)
    assert "quote 1" in told
    assert "quote 2" not in told
    assert "Layout" not in told
    assert "   -0.50  all else (2 weaker topics)" in told


def test_every_signal_is_listed():
    """Both lists of the signals hold all of them, with definition and source."""
    rows = signal_rows(SIGNALS)
    assert [row["name"] for row in rows] == [signal.name for signal in SIGNALS]
    assert all(row["definition"] and row["source"] for row in rows)
    told = " ".join(signal_text(SIGNALS, PLAIN).split())
    for row in rows:
        assert f"{row['name']} " in told
        assert " ".join(row["definition"].split()) in told


def test_a_signal_in_the_list():
    """Its range, what a high value means, where it comes from; under its family in the text."""
    years = next(signal for signal in SIGNALS if signal.name == "years")
    (row,) = signal_rows([years])
    assert (row["family"], row["low"], row["high"]) == ("trust", 0, 50)
    assert row["meaning"] == "This page has years and dates."
    assert row["source"] == "our observation"
    (free,) = signal_rows([years._replace(high=math.inf)])
    assert (free["low"], free["high"]) == (0, None)
    assert signal_text([years], PLAIN).splitlines() == [
        "trust",
        "  years  0 to 50",
        '      Years ("1987") for each thousand words of the main content, 50 at most.',
        "      Source: our observation",
    ]
