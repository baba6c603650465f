"""The table for people: what stands in a line, which topic is shown, what is counted."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from pagequality.judge.topic import Reason, Topic
from pagequality.judge.verdict import Verdict
from pagequality.page.evidence import COUNTED, Evidence
from pagequality.page.notice import Notice
from pagequality.views import Style, Table


def about(name, added, sentence):
    """A topic with one reason."""
    return Topic(name, added, 0.5, 0.1, (Reason("prices", 9.0, 1.0, added, sentence),))


AGAINST = about("advertising", 0.75, "Sales calls: 9 words.")
FOR = about("speculation", -1.25, "Years and dates: 9 in 1,000 words.")
WEAK = about("layout", 0.5, "Text in lists: 5 % of words.")
VERDICT = Verdict(
    probability=0.8134,
    abstained=False,
    notices=(),
    families={
        "boilerplate": 0.5, "headline_mismatch": 0.996, "template_noise": math.nan,
        "speculation": 0.004,
    },
    signals={},
    topics=(FOR, AGAINST, WEAK),
    log_odds=0.0,
    baseline=0.0,
    evidence={},
)  # fmt: skip
PLAIN = Style(width=90)
NAMES = ["pages/one.html", "pages/in/another.html"]


def test_the_head_says_what_stands_where():
    """The folder that all share, the letters of the families, the columns."""
    assert Table(NAMES, PLAIN).header().splitlines() == [
        "pages in pages",
        "b boilerplate, h headline mismatch, n template noise, s speculation (0 to 1)",
        "P(low)  verdict       b   h   n   s  page             strongest reason",
    ]
    assert Table(NAMES[:1], PLAIN).header().startswith("b boilerplate")


def test_a_line_holds_probability_word_families_name_and_topic():
    """Columns under their heads; a family of 0.995 and more is 1.0, an unknown one a dash."""
    table = Table(NAMES, PLAIN)
    assert table.line(NAMES[0], VERDICT) == (
        " 0.813  low quality .50 1.0   – .00  one.html         Advertising and offers: Sales calls…"
    )
    nearly = replace(VERDICT, families={**VERDICT.families, "headline_mismatch": 0.994})
    assert ".50 .99   – .00" in table.line(NAMES[1], nearly)
    assert Table(NAMES[:1], PLAIN).line(NAMES[0], VERDICT).split()[7] == NAMES[0]


@pytest.mark.parametrize(
    ("probability", "topic"),
    [
        (0.9, "Advertising and offers: Sales calls: 9 words."),
        (0.5, "Advertising and offers: Sales calls: 9 words."),
        (0.49, "Speculation, sources and detail: Years and dates: 9 in…"),
        (0.1, "Speculation, sources and detail: Years and dates: 9 in…"),
    ],
)
def test_the_topic_shown_is_the_strongest_for_the_verdict(probability, topic):
    """Of those against the page where it is more likely low than not, else of those for it."""
    shown = Table(NAMES, Style()).line(NAMES[0], replace(VERDICT, probability=probability))
    assert shown.rpartition("  ")[2] == topic


def test_what_accuses_is_shown_by_its_first_quote():
    """A quote stands in place of the sentence about it; what excuses keeps its sentence."""
    shown = (Evidence("Great value!", "sales talk", 1, ""), Evidence("Now!", "sales talk", 2, ""))
    quoted = tuple(
        replace(topic, reasons=(replace(topic.reasons[0], evidence=shown),))
        for topic in VERDICT.topics
    )
    table = Table(NAMES, Style())
    low, honest = (replace(VERDICT, topics=quoted, probability=share) for share in (0.9, 0.1))
    assert table.line(NAMES[0], low).endswith("  Advertising and offers: “Great value!”")
    assert "detail: Years and dates" in table.line(NAMES[0], honest)


def test_what_is_counted_stands_in_the_table_without_quotation_marks():
    """A number that was counted is not the page's own words."""
    said = (Evidence("“beans” 12 times in 90 words", COUNTED, -1, ""),)
    counted = tuple(
        replace(topic, reasons=(replace(topic.reasons[0], evidence=said),))
        for topic in VERDICT.topics
    )
    told = Table(NAMES, Style()).line(NAMES[0], replace(VERDICT, topics=counted, probability=0.9))
    assert told.endswith(": “beans” 12 times in 90 words")


def test_without_a_verdict_the_notices_are_shown():
    """No number of any kind, and why there is none."""
    silent = replace(
        VERDICT, probability=math.nan, abstained=True,
        notices=(Notice("short", "3 words"), Notice("wall", "it asks to log in")),
    )  # fmt: skip
    assert Table(NAMES, PLAIN).line(NAMES[0], silent) == (
        "     –  not judged    –   –   –   –  one.html         3 words; it asks to log in"
    )


def test_names_too_long_keep_their_ends():
    """Files differ at their ends."""
    table = Table(["x" * 80 + "/beans.html"], Style(width=80))
    assert table.name_width == (80 - 39) * 3 // 5
    assert "  ...xxxxxxxxxx/beans.html  " in table.line("x" * 80 + "/beans.html", VERDICT)


def test_the_colour_goes_with_the_word():
    """Only the word is painted; red for low, yellow for unclear, green for honest."""
    table = Table(NAMES, Style(width=90, colour=True))
    for probability, code, word in (
        (0.7, 31, "low quality"), (0.5, 33, "unclear    "), (0.3, 32, "honest     "),
    ):  # fmt: skip
        line = table.line(NAMES[0], replace(VERDICT, probability=probability))
        assert line[8:].startswith(f"\x1b[{code}m{word}\x1b[0m")
        assert line.count("\x1b") == 2


def test_the_summary_counts_each_word_once():
    """Words in the order of the alphabet, each with how many pages got it."""
    table = Table(NAMES, PLAIN)
    for probability in (0.9, 0.1, 0.8, 0.5, 0.7):
        table.line(NAMES[0], replace(VERDICT, probability=probability))
    table.line(NAMES[1], replace(VERDICT, abstained=True))
    assert table.summary() == "6 pages: 1 honest, 3 low quality, 1 not judged, 1 unclear"


@pytest.mark.parametrize("width", [40, 60, 71, 72, 80, 110])
def test_no_line_is_wider_than_its_place(width):
    """Narrow places lose the families, never the verdict or the name."""
    style = Style(width=width)
    names = ["pages/" + "x" * 60 + "/one.html", "pages/two.html"]
    table = Table(names, style)
    lines = table.header().splitlines() + [table.line(name, VERDICT) for name in names]
    assert max(map(len, lines)) <= width
    assert lines[-1].split()[:3] == ["0.813", "low", "quality"]
    assert (".50" in lines[-1].split()) is (width >= 72)


def test_a_threshold_takes_the_place_of_the_words():
    """Low from it on, not low below; what was not judged stays so."""
    table = Table(NAMES, Style(width=90, colour=True), threshold=0.9)
    for probability, word, code in ((0.9, "low        ", 31), (0.89, "not low    ", 32)):
        line = table.line(NAMES[0], replace(VERDICT, probability=probability))
        assert line[8:].startswith(f"\x1b[{code}m{word}\x1b[0m")
    assert "not judged" in table.line(NAMES[0], replace(VERDICT, abstained=True))
    assert table.summary() == "3 pages: 1 low, 1 not judged, 1 not low"
