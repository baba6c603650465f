"""The sample pages end to end: judged as their rows say, and as they were judged before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sample_pages import MOVED, PAGES, Sample, read_samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from pagequality.judge.verdict import Verdict

    Judged = Callable[[Sample], Verdict]

SNAPSHOTS = PAGES.parent / "snapshots"
REFRESH = "pytest tests/test_samples.py --rewrite-snapshots"
NOT_TO_JUDGE = {"foreign", "wall", "error", "empty"}
TOP = 3
TOLERANCE = 0.011
"""Room for the last digit, which another processor may round the other way."""


def test_a_sample_is_judged_as_its_row_says(sample: Sample, judged: Judged) -> None:
    """No honest page is called low, the hard ones included."""
    verdict = judged(sample)
    if sample.label is None:
        assert verdict.abstained == (sample.kind in NOT_TO_JUDGE), verdict.notices
    else:
        assert not verdict.abstained, verdict.notices
    if sample.label != 1 and not verdict.abstained:
        reasons = [topic.sentence for topic in verdict.topics]
        assert verdict.label != "low quality", reasons


def test_few_honest_pages_are_more_likely_low_than_not(judged: Judged) -> None:
    """At most one in twelve of the pages that are not low."""
    verdicts = [judged(sample) for sample in read_samples() if sample.label != 1]
    chances = [verdict.probability for verdict in verdicts if not verdict.abstained]
    assert sum(chance > 0.5 for chance in chances) <= len(chances) / 12


def test_low_pages_rank_above_honest_ones(judged: Judged) -> None:
    """A low page has the higher probability in at least nine of ten pairs."""
    chance = {sample: judged(sample).probability for sample in read_samples()}
    low = [chance[sample] for sample in chance if sample.label == 1]
    honest = [chance[sample] for sample in chance if sample.label == 0]
    assert len(low) >= 12
    assert len(honest) >= 12
    wins = sum((a > b) + 0.5 * (a == b) for a in low for b in honest)
    assert wins / (len(low) * len(honest)) >= 0.9


def test_most_low_pages_are_found(judged: Judged) -> None:
    """Two of three low pages are more likely low than not."""
    low = [judged(sample).probability for sample in read_samples() if sample.label == 1]
    assert sum(probability > 0.5 for probability in low) >= len(low) * 2 / 3


def expected(verdict: Verdict) -> dict[str, Any]:
    """What a snapshot keeps: the probability and the topics that weigh most."""
    return {
        "probability": None if verdict.abstained else round(verdict.probability, 2),
        "topics": [topic.name for topic in verdict.topics[:TOP]],
        "notices": [code for code, _ in verdict.notices],
    }


def keep(path: Path, found: dict[str, Any]) -> None:
    """Write a snapshot."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def test_scores_have_not_moved(
    sample: Sample, judged: Judged, request: pytest.FixtureRequest
) -> None:
    """A verdict is what it was; if it should move, a flag rewrites what is expected."""
    path = (SNAPSHOTS / sample.name).with_suffix(".json")
    found = expected(judged(sample))
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    if request.config.getoption("--rewrite-snapshots"):
        if found != before:
            keep(path, found)
            request.config.stash[MOVED].append((sample.name, before, found))
        return
    assert before is not None, f"no snapshot: run {REFRESH}"
    same = {**found, "probability": None} == {**before, "probability": None}
    if None in {found["probability"], before["probability"]}:
        close = found["probability"] == before["probability"]
    else:
        close = abs(found["probability"] - before["probability"]) < TOLERANCE
    assert (same, close) == (True, True), f"was {before}, is {found}; to accept it: {REFRESH}"


def test_every_snapshot_has_its_page() -> None:
    """No snapshot is left of a page that is gone."""
    pages = {(SNAPSHOTS / sample.name).with_suffix(".json") for sample in read_samples()}
    assert set(SNAPSHOTS.rglob("*.json")) <= pages
