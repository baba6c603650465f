"""The judge's file is short, and says what it said."""

from __future__ import annotations

import json

from models.judge.build import shorten
from models.places import DEFAULT


def test_steps_are_rounded_and_nothing_else(tmp_path):
    """Six digits of a step stay; thresholds, which pages have as values, keep all of theirs."""
    trees = {"value": [0.12345678912345, -2.0], "threshold": [0.12345678912345]}
    path = tmp_path / "judge.json"
    path.write_text(json.dumps({"name": "x", "judges": {"html": {"trees": trees, "slope": 1.23}}}))
    shorten(path)
    found = json.loads(path.read_text())
    assert found["judges"]["html"]["trees"] == {**trees, "value": [0.123457, -2.0]}
    assert found["judges"]["html"]["slope"] == 1.23
    assert found["name"] == "x"


def test_the_shipped_judge_is_short():
    """It was written so: shortening it again changes nothing."""
    text = (DEFAULT / "judge.json").read_text("utf-8")
    values = json.loads(text)["judges"]["html"]["trees"]["value"]
    assert values == [float(f"{value:.6g}") for value in values]
