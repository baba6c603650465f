"""Rows for programs: all of a verdict as a JSON line, its gist as CSV."""

from __future__ import annotations

import json
import math
from dataclasses import replace

from pagequality.judge.verdict import Reason, Verdict
from pagequality.views import CSV_COLUMNS, csv_row, json_line

VERDICT = Verdict(
    probability=0.123456789,
    abstained=False,
    notices=(("truncated", "only its beginning"), ("wall", "it asks")),
    families={"speculation": 0.5, "boilerplate": math.nan, "template_noise": 0.25},
    signals={"years": math.nan},
    reasons=tuple(
        Reason(name, 1.0, 1.0, added, "…")
        for name, added in (("years", -1.256), ("prices", 0.5), ("names", -0.25), ("dashes", 0.1))
    ),
    log_odds=-2.0,
    baseline=0.0,
    remainder=0.0,
    evidence={},
    headline='Beans, "café"',
    language="en",
    page_type="forum",
    model="made 1",
)


def test_a_json_line_is_the_verdict_under_the_pages_name():
    """The name first, then everything; one line, letters as they are."""
    line = json_line("a.html", VERDICT)
    assert json.loads(line) == {"page": "a.html", **VERDICT.to_dict()}
    assert line.startswith('{"page": "a.html", "probability": 0.123456789, ')
    assert "café" in line
    assert "\n" not in line


def test_a_csv_row_is_the_gist():
    """Six digits, codes of notices, the families in the order of the head, three reasons."""
    assert ",".join(CSV_COLUMNS) == (
        "page,probability,abstained,notices,boilerplate,headline_mismatch,template_noise,"
        "speculation,log_odds,language,page_type,headline,reasons,model"
    )
    assert csv_row("a.html", VERDICT) == (
        'a.html,0.123457,0,truncated; wall,,,0.25,0.5,-2,en,forum,"Beans, ""café""",'
        "years -1.26; prices +0.50; names -0.25,made 1"
    )
    silent = replace(VERDICT, probability=math.nan, abstained=True)
    assert csv_row("a.html", silent).startswith("a.html,,1,truncated; wall,")
