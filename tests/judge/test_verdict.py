"""Verdicts as values: quotes with their cues marked, plain dictionaries, strict JSON."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from pagequality.judge.topic import Reason, Topic
from pagequality.judge.verdict import Verdict
from pagequality.page.evidence import Evidence
from pagequality.page.notice import Notice

QUOTE = Evidence("It may rain, perhaps.", "hedge", 2, "html>body>p", ((3, 6), (13, 20)))
REASON = Reason("years", math.nan, 1.0, -0.5, "Not to be told.", (QUOTE,))
VERDICT = Verdict(
    probability=0.25,
    abstained=False,
    notices=(Notice("truncated", "only its beginning was read"),),
    families={"boilerplate": math.nan, "speculation": 0.5},
    signals={"years": math.nan, "prices": math.inf},
    topics=(Topic("standing", -0.25, 0.3, math.nan, (REASON,)),),
    log_odds=-1.0,
    baseline=-0.75,
    evidence={"speculation": (QUOTE,), "boilerplate": ()},
    headline="Café",
    model="made 1",
)
PLAIN_QUOTE = {
    "quote": "It may rain, perhaps.", "kind": "hedge", "block": 2, "path": "html>body>p",
    "cues": [[3, 6], [13, 20]], "start": -1, "end": -1, "prefix": "", "suffix": "",
}  # fmt: skip
PLAIN = {
    "probability": 0.25,
    "abstained": False,
    "notices": [{"code": "truncated", "message": "only its beginning was read"}],
    "families": {"boilerplate": None, "speculation": 0.5},
    "signals": {"years": None, "prices": None},
    "topics": [
        {"name": "standing", "contribution": -0.25, "without": 0.3, "rarity": None, "reasons": [
            {"signal": "years", "value": None, "typical": 1.0, "contribution": -0.5,
             "sentence": "Not to be told.", "evidence": [PLAIN_QUOTE], "telling": True},
        ]},
    ],
    "log_odds": -1.0,
    "baseline": -0.75,
    "evidence": {"speculation": [PLAIN_QUOTE], "boilerplate": []},
    "url": "",
    "headline": "Café",
    "language": "",
    "page_type": "",
    "state": {"name": "ok", "quote": "", "notice": None},
    "model": "made 1",
    "doubt": "",
}  # fmt: skip


def test_marks_stand_around_the_cues():
    """Each cue between an opening and a closing mark of one's choice, the rest as it was."""
    assert QUOTE.marked() == "It *may* rain, *perhaps*."
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


def test_a_verdict_survives_its_dictionary():
    """Made again of its dictionary or its JSON it is equal, quotes and notices with it."""
    for data in (VERDICT.to_dict(), json.loads(VERDICT.to_json())):
        again = Verdict.from_dict(data)
        assert again == VERDICT
        assert hash(again) == hash(VERDICT)
        assert again.notices == VERDICT.notices
        assert again.notices[0].code == "truncated"
        assert again.evidence == VERDICT.evidence
        assert again.evidence["speculation"][0].marked() == "It *may* rain, *perhaps*."
        assert again.reasons[0].evidence == (QUOTE,)


def test_what_is_unknown_is_unknown_again():
    """``None`` becomes ``nan``, in every place that holds a number."""
    again = Verdict.from_dict({**PLAIN, "probability": None})
    assert math.isnan(again.probability)
    assert math.isnan(again.families["boilerplate"])
    assert math.isnan(again.signals["prices"])
    assert math.isnan(again.reasons[0].value)
    assert again.reasons[0].typical == 1.0


@pytest.mark.parametrize("name", [name for name in PLAIN if name != "doubt"])
def test_a_verdict_lacks_nothing(name):
    """A dictionary without one of its parts is no verdict; the doubt comes of the topics."""
    with pytest.raises(KeyError, match=name):
        Verdict.from_dict({key: value for key, value in PLAIN.items() if key != name})


@pytest.mark.parametrize(
    "other",
    [
        {"probability": 0.5}, {"headline": "Cafe"}, {"model": "made 2"}, {"topics": ()},
        {"notices": (Notice("truncated", "cut"),)}, {"families": {"boilerplate": 0.0}},
        {"abstained": True}, {"evidence": {}},
    ],
)  # fmt: skip
def test_verdicts_are_equal_when_they_say_the_same(other):
    """Unknown values equal each other; one part that differs makes another verdict."""
    assert replace(VERDICT) == VERDICT
    assert replace(VERDICT, **other) != VERDICT
    assert VERDICT.to_dict() != VERDICT
