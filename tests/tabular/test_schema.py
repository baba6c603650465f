"""Rows for programs: one flat row of a verdict, the same in every file, frame and terminal."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from pagequality.judge.topic import Reason, Topic
from pagequality.judge.verdict import Verdict
from pagequality.page.evidence import Evidence
from pagequality.page.notice import Notice
from pagequality.page.state import PageState
from pagequality.signals import NAMES
from pagequality.tabular.failure import Failure
from pagequality.tabular.formats import csv_lines, json_line
from pagequality.tabular.record import REASON
from pagequality.tabular.schema import Layout, all_columns, columns, row, template_lines

QUOTE = Evidence("Share this page", "social", 0, "html>body")
VERDICT = Verdict(
    probability=0.123456789,
    abstained=False,
    notices=(Notice("truncated", "only its beginning"), Notice("wall", "it asks")),
    families={"speculation": 0.5, "boilerplate": math.nan, "template_noise": 0.25},
    signals={"years": 7.0, "names": math.nan},
    topics=tuple(
        Topic(name, added, 0.5, 0.1, (Reason("years", 1.0, 1.0, added, f"Of {name}.", (QUOTE,)),))
        for name, added in (
            ("layout", -1.256),
            ("headline", 0.5),
            ("wording", -0.25),
            ("stuffing", 0.1),
            ("standing", -0.1),
            ("other_marks", 0.05),
        )
    ),
    log_odds=-2.0,
    baseline=0.0,
    evidence={"template_noise": (QUOTE,), "speculation": (QUOTE._replace(quote="Will it?"),)},
    url="https://a.example/",
    headline='Beans, "café"',
    language="en",
    page_type="forum",
    state=PageState("thin", "Sold out."),
    model="made 1",
)
NAMED = (
    "id", "url", "fetched", "probability", "low", "abstained", "notices", "label", "headline",
    "language", "page_type", "state", "log_odds", "boilerplate", "headline_mismatch",
    "template_noise", "speculation", "topic_1", "topic_2", "topic_3", "topic_4", "topic_5", "doubt",
    "template_lines", "model", "error",
)  # fmt: skip
PLAIN = Layout()


def told(verdict, layout=PLAIN):
    """The cells of a row by the names of their columns."""
    names = [column.name for column in columns(layout)]
    return dict(zip(names, row(verdict, layout), strict=True))


def test_the_columns_of_a_scores_file():
    """Who the page is, then what was judged; evidence and signals when they are asked for."""
    assert tuple(column.name for column in all_columns(PLAIN)) == NAMED
    assert [column.name for column in columns(PLAIN)] == list(NAMED[3:])
    more = [column.name for column in all_columns(Layout(signals=True, explain=True))]
    assert more == [*NAMED, "evidence", "reasons", *(f"signal_{name}" for name in NAMES)]
    rejected = [column.name for column in all_columns(Layout(rejects=True))]
    assert rejected == [*NAMED, "evidence"]


def test_every_column_says_what_it_holds():
    """Its type is text, number, flag or reasons, and a cell of that column is of that type."""
    kinds = {"text": str, "number": float, "flag": bool, "reasons": list}
    layout = Layout(signals=True, explain=True, threshold=0.1)
    for column, cell in zip(columns(layout), row(VERDICT, layout), strict=True):
        assert column.about
        assert cell is None or type(cell) is kinds[column.type], column.name


def test_a_row_is_the_gist():
    """Full precision, codes of notices, families under their names, the five strongest topics."""
    assert told(VERDICT) == {
        "probability": 0.123456789, "low": False, "abstained": False, "notices": "truncated; wall",
        "label": "honest", "headline": 'Beans, "café"', "language": "en", "page_type": "forum",
        "state": "thin", "log_odds": -2.0, "boilerplate": None, "headline_mismatch": None,
        "template_noise": 0.25,
        "speculation": 0.5, "topic_1": "layout -1.26: Of layout.",
        "topic_2": "headline +0.50: Of headline.", "topic_3": "wording -0.25: Of wording.",
        "topic_4": "stuffing +0.10: Of stuffing.", "topic_5": "standing -0.10: Of standing.",
        "doubt": None, "template_lines": "Share this page", "model": "made 1", "error": None,
    }  # fmt: skip
    one = replace(VERDICT, topics=VERDICT.topics[:1])
    assert [told(one)[f"topic_{n}"] for n in (1, 2, 5)] == ["layout -1.26: Of layout.", None, None]


def test_a_low_page_that_few_marks_accuse_is_doubted():
    """The cell says why to look; a page that is not called low has nothing there."""
    low = replace(VERDICT, probability=0.9)
    assert told(low)["doubt"] == "few marks agree: look yourself"


@pytest.mark.parametrize(("threshold", "low"), [(None, False), (0.5, True), (0.61, False)])
def test_doubt_is_of_what_the_caller_calls_low(threshold, low):
    """A page above his threshold may be doubted, whatever it is called at another one."""
    cells = told(replace(VERDICT, probability=0.6), Layout(threshold=threshold))
    assert (cells["low"], bool(cells["doubt"])) == (low, low)


def test_a_page_that_was_not_judged_has_no_topics():
    """No probability, not low, no topic counts; its notices say why."""
    silent = told(
        replace(VERDICT, probability=math.nan, abstained=True, log_odds=math.nan),
        Layout(threshold=0.1),
    )
    assert [silent[name] for name in ("probability", "low", "log_odds", "topic_1")] == [None] * 4
    assert (silent["abstained"], silent["label"]) == (True, "not judged")
    assert silent["notices"] == "truncated; wall"


@pytest.mark.parametrize(("threshold", "low"), [(0.12, True), (0.123456789, True), (0.13, False)])
def test_at_or_above_the_threshold_is_low(threshold, low):
    """Only a low page keeps its evidence among rejects; explained, every page does."""
    assert told(VERDICT, Layout(threshold=threshold))["low"] is low
    rejected = told(VERDICT, Layout(threshold=threshold, rejects=True))["evidence"]
    assert (rejected is not None) is low
    explained = told(VERDICT, Layout(threshold=threshold, explain=True))["evidence"]
    plain = VERDICT.to_dict()
    assert json.loads(explained) == {
        name: plain[name] for name in ("topics", "evidence", "log_odds", "baseline")
    }
    assert rejected in {None, explained}


def test_without_a_threshold_low_is_what_the_verdict_calls_low():
    """Seven tenths, as `Verdict.is_low` has it; true or false, never text."""
    assert told(replace(VERDICT, probability=0.7))["low"] is True
    assert told(replace(VERDICT, probability=0.69))["low"] is False


def test_every_reason_is_a_record_when_asked_for():
    """Its fields by their names, unknown values as nothing; an abstained page gives none."""
    layout = Layout(explain=True)
    rows = told(VERDICT, layout)["reasons"]
    assert [one["signal"] for one in rows] == [reason.signal for reason in VERDICT.reasons]
    assert rows[0].keys() == REASON.keys()
    assert sum(one["contribution"] for one in rows) == pytest.approx(
        sum(reason.contribution for reason in VERDICT.reasons)
    )
    unknown = replace(VERDICT.reasons[0], value=math.nan)
    one = replace(VERDICT, topics=(replace(VERDICT.topics[0], reasons=(unknown,)),))
    assert told(one, layout)["reasons"][0]["value"] is None
    silent = replace(VERDICT, probability=math.nan, abstained=True)
    assert told(silent, layout)["reasons"] == []


def test_signals_stand_under_their_names():
    """Unknown ones, and those that the verdict does not name, are empty."""
    cells = told(VERDICT, Layout(signals=True))
    assert cells["signal_years"] == 7.0
    assert {cells[f"signal_{name}"] for name in NAMES if name != "years"} == {None}


def test_a_failure_is_a_row_with_an_error():
    """Everything else is empty, whatever was asked for."""
    cells = told(Failure("bad file", "cannot be read"), Layout(signals=True, explain=True))
    assert cells.pop("error") == "bad file: cannot be read"
    assert set(cells.values()) == {None}


def test_template_lines_are_the_quotes_of_two_families():
    """Template noise, then boilerplate; each line once, folded, cut at 120, six at most."""
    long = QUOTE._replace(quote="so  much\n" * 40)
    lines = [QUOTE._replace(quote=f"line {n}") for n in range(9)]
    found = template_lines(
        replace(VERDICT, evidence={"boilerplate": (lines[0], *lines), "template_noise": (long,)})
    )
    assert found == [("so much " * 40)[:119] + "…", *(f"line {n}" for n in range(5))]
    assert template_lines(replace(VERDICT, evidence={"speculation": (QUOTE,)})) == []


def test_a_row_as_a_line_of_json_and_of_csv():
    """One line each, letters as they are; quotes and commas do no harm; unknown is empty."""
    cells = ("a.html", "", "2026-02-11", *row(VERDICT, PLAIN))
    line = json_line(NAMED, cells).decode()
    assert line.startswith('{"id": "a.html", "url": "", "fetched": "2026-02-11", "probab')
    assert json.loads(line) == dict(zip(NAMED, cells, strict=True))
    assert "café" in line
    assert line.count("\n") == 1
    assert csv_lines([cells]).decode() == (
        'a.html,,2026-02-11,0.123456789,False,False,truncated; wall,honest,"Beans, ""café""",en,'
        "forum,thin,-2.0,,,0.25,0.5,layout -1.26: Of layout.,headline +0.50: Of headline.,"
        "wording -0.25: Of wording.,stuffing +0.10: Of stuffing.,standing -0.10: Of standing.,,"
        "Share this page,made 1,\r\n"
    )
