"""Verdicts as values: quotes with their cues marked, plain dictionaries, strict JSON."""

from __future__ import annotations

import json
import math

from pagequality.judge.verdict import Reason, Verdict
from pagequality.page.evidence import Evidence

QUOTE = Evidence("It may rain, perhaps.", "hedge", 2, "html>body>p", ((3, 6), (13, 20)))
VERDICT = Verdict(
    probability=0.25,
    abstained=False,
    notices=(("truncated", "only its beginning was read"),),
    families={"boilerplate": math.nan, "speculation": 0.5},
    signals={"years": math.nan, "prices": math.inf},
    reasons=(Reason("years", math.nan, 1.0, -0.5, "Not to be told.", (QUOTE,)),),
    log_odds=-1.0,
    baseline=-0.75,
    remainder=0.25,
    evidence={"speculation": (QUOTE,), "boilerplate": ()},
    headline="Café",
    model="made 1",
)
PLAIN_QUOTE = {
    "quote": "It may rain, perhaps.", "kind": "hedge", "block": 2, "path": "html>body>p",
    "cues": [[3, 6], [13, 20]],
}  # fmt: skip
PLAIN = {
    "probability": 0.25,
    "abstained": False,
    "notices": [["truncated", "only its beginning was read"]],
    "families": {"boilerplate": None, "speculation": 0.5},
    "signals": {"years": None, "prices": None},
    "reasons": [
        {"signal": "years", "value": None, "typical": 1.0, "contribution": -0.5,
         "sentence": "Not to be told.", "evidence": [PLAIN_QUOTE]}
    ],
    "log_odds": -1.0,
    "baseline": -0.75,
    "remainder": 0.25,
    "evidence": {"speculation": [PLAIN_QUOTE], "boilerplate": []},
    "url": "",
    "headline": "Café",
    "language": "",
    "page_type": "",
    "model": "made 1",
}  # fmt: skip


def test_marks_stand_around_the_cues():
    """Each cue between an opening and a closing mark of one's choice, the rest as it was."""
    assert QUOTE.marked() == "It «may» rain, «perhaps»."
    assert QUOTE.marked("[", "/]") == "It [may/] rain, [perhaps/]."
    assert QUOTE._replace(cues=()).marked() == "It may rain, perhaps."
    assert QUOTE._replace(cues=((0, 2), (3, 6))).marked("<", ">") == "<It> <may> rain, perhaps."


def test_a_verdict_is_plain_values():
    """Tuples become lists, quotes dictionaries, and what is unknown or infinite ``None``."""
    assert VERDICT.to_dict() == PLAIN
    assert list(VERDICT.to_dict()) == list(PLAIN)


def test_json_is_the_dictionary():
    """JSON says the same, letters as they are, on one line or indented."""
    text = VERDICT.to_json()
    assert json.loads(text) == PLAIN
    assert "\n" not in text
    assert '"Café"' in text
    assert '\n  "probability": 0.25,\n' in VERDICT.to_json(indent=2)
