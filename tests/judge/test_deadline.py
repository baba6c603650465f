"""A deadline: a page over it abstains, says so, and is never half judged."""

from __future__ import annotations

import io
import json
import math
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from sample_pages import PAGES

import pagequality as pq
from pagequality.cli import main
from pagequality.reading.dead_ends import Facts
from pagequality.reading.deadline import Deadline, OutOfTimeError
from pagequality.reading.state import find

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = (PAGES / "bike-pump-test.html").read_bytes()
TEXT = "The council met on Tuesday and agreed to mend the bridge before winter. " * 8
STAGES = (
    "pagequality.reading.dom.parse", "pagequality.reading._rescue",
    "pagequality.reading.decision.find", "pagequality.reading.language.detect",
    "pagequality.reading.state.filler", "pagequality.reading.state.by_words",
    "pagequality.judge.scorer.Explainer.topics",
)  # fmt: skip
"""Stages of reading and judging, from the first to the last."""


def test_a_page_beyond_its_deadline_abstains() -> None:
    """With a state, a notice, its address and the model's name, and no number at all."""
    verdict = pq.analyze(PAGE, url="https://a.example/", deadline=1e-9)
    assert (verdict.label, verdict.state.name) == ("not judged", "timeout")
    assert verdict.notices == (("time limit", "the page took more than 1e-09 s"),)
    assert verdict.state.notice == verdict.notices[0]
    assert verdict.url == "https://a.example/"
    assert verdict.model == pq.analyze(PAGE).model
    assert math.isnan(verdict.probability)
    assert all(map(math.isnan, verdict.families.values()))
    assert pq.Verdict.from_dict(json.loads(verdict.to_json())) == verdict
    assert "time limit" in repr(verdict)
    assert "not judged" in verdict._repr_html_()


def test_scores_and_texts_have_one_too() -> None:
    """All of the front door."""
    assert math.isnan(pq.score(PAGE, deadline=1e-9))
    assert pq.analyze_text(TEXT, deadline=1e-9).state.name == "timeout"
    assert pq.Scorer().analyze_payload(TEXT, text=True, deadline=1e-9).abstained


def test_time_enough_changes_nothing() -> None:
    """The verdict is the same to the last digit."""
    assert pq.analyze(PAGE, deadline=600) == pq.analyze(PAGE)
    assert pq.score(PAGE, deadline=600) == pq.score(PAGE)
    assert pq.analyze_text(TEXT, deadline=600) == pq.analyze_text(TEXT)


@pytest.mark.parametrize("deadline", [0, -1, math.nan])
def test_a_deadline_is_a_time(deadline: float) -> None:
    """Wrong use is told apart from slow pages."""
    with pytest.raises(ValueError, match="deadline"):
        pq.analyze(PAGE, deadline=deadline)


@pytest.mark.parametrize("stage", STAGES)
def test_the_clock_is_looked_at_behind_each_stage(
    monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    """A stage that takes long is the last one of a page."""
    module, _, name = stage.rpartition(".")
    usual: Callable[..., Any] = getattr(_import(module), name)

    def slow(*given: Any, **known: Any) -> Any:
        time.sleep(0.4)
        return usual(*given, **known)

    pq.analyze(PAGE)
    monkeypatch.setattr(stage, slow)
    assert pq.analyze(PAGE, deadline=0.4).state.name == "timeout"


def _import(path: str) -> Any:
    """The object that a dotted path leads to."""
    module, _, name = path.rpartition(".")
    return sys.modules.get(path) or getattr(_import(module), name)


def test_the_clock_is_looked_at_before_each_step_that_tells_a_state() -> None:
    """A step that takes long is the last one."""
    page = pq.read(PAGE)
    with pytest.raises(OutOfTimeError, match="more than 2 s"):
        find(page, Facts(), Deadline(2.0, ends=time.monotonic() - 1))


def test_the_clock_is_looked_at_between_signals() -> None:
    """A signal that takes long is the last one."""
    page = pq.read(PAGE)
    with pytest.raises(OutOfTimeError, match="more than 2 s"):
        pq.Scorer().judge(page, deadline=Deadline(2.0, ends=time.monotonic() - 1))


def test_commands_give_pages_up(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that says why, in each format; exit code 0, for the page was read."""
    name = str(PAGES / "bike-pump-test.html")
    for words in (
        ["score", name], ["score", name, "--format", "jsonl"], ["score", name, "--format", "csv"],
        ["explain", name], ["explain", name, "--format", "json"],
    ):  # fmt: skip
        assert main([*words, "--time-limit", "1e-9"]) == 0
        assert "took more than" in (out := capsys.readouterr().out) or "time limit" in out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE)))
    assert main(["explain", "-", "--time-limit", "1e-9"]) == 0
    for wrong in ("0", "-1", "nan", "inf", "x", "1e300"):
        with pytest.raises(SystemExit):
            main(["explain", name, "--time-limit", wrong])
