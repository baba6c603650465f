"""What is given in place of a number, a text, a flag or options is told by name."""

from __future__ import annotations

import numpy as np
import pytest

import pagequality as pq
from pagequality.integrations.settings import CrawlSettings
from pagequality.judge.thresholds import moved
from pagequality.reading.deadline import Deadline
from pagequality.reports.rows import scores_of

PAGE = {"html": "<p>Tea"}
NUMBERS = {
    "threshold": [
        lambda given: pq.ScoringOptions(threshold=given),
        lambda given: pq.analyze("<p>Tea").is_low(given),
        lambda given: pq.corpus_report("scores.jsonl", threshold=given),
        lambda given: CrawlSettings(threshold=given),
    ],
    "time_limit": [
        lambda given: pq.ScoringOptions(time_limit=given),
        lambda given: list(pq.score_many(["<p>Tea"], time_limit=given)),
    ],
    "prior": [
        lambda given: pq.Scorer(prior=given),
        lambda given: CrawlSettings(prior=given),
        lambda given: moved(0.5, base_rate=0.5, prior=given),
    ],
    "deadline": [
        lambda given: pq.analyze("<p>Tea", deadline=given),
        lambda given: pq.score("<p>Tea", deadline=given),
        lambda given: pq.analyze_text("Tea", deadline=given),
        Deadline.after,
    ],
    "precision": [lambda given: pq.Scorer().model.threshold_for(precision=given)],
    "n_jobs": [
        lambda given: list(pq.score_many(["<p>Tea"], n_jobs=given)),
        lambda given: pq.score_corpus([PAGE], "-", n_jobs=given),
    ],
    "part_rows": [lambda given: pq.score_corpus([PAGE], "-", part_rows=given)],
}
CALLS = [(name, call) for name, calls in NUMBERS.items() for call in calls]


@pytest.mark.parametrize(("name", "call"), CALLS)
@pytest.mark.parametrize("given", ["0.9", "5", b"1", [1], True])
def test_text_is_no_number(name, call, given):
    """The error names the argument, whoever hands it on."""
    with pytest.raises(TypeError, match=f"^{name} must be a (whole )?number, not "):
        call(given)


def test_numbers_of_numpy_are_numbers():
    """And stay what they were."""
    assert pq.ScoringOptions(threshold=np.float32(0.5), time_limit=np.int64(2)).threshold == 0.5
    assert pq.Scorer(prior=np.float64(0.1)).prior == 0.1
    assert [found.abstained for found in pq.score_many(["<p>Tea"], n_jobs=np.int64(1))] == [True]


@pytest.mark.parametrize("name", ["text", "signals", "explain", "sketch"])
@pytest.mark.parametrize("given", ["yes", "no", 1, None, ["url"]])
def test_flags_are_true_or_false(name, given):
    """A word that says no is true, so none is taken."""
    with pytest.raises(TypeError, match=f"^{name} must be True or False, not "):
        pq.ScoringOptions(**{name: given})
    assert pq.ScoringOptions(**{name: np.True_}) == pq.ScoringOptions(**{name: True})


@pytest.mark.parametrize("name", ["html", "url", "id"])
@pytest.mark.parametrize("given", [None, 3, b"html"])
def test_names_of_columns_are_text(name, given):
    """A number is no name that a file has."""
    with pytest.raises(TypeError, match=f"^{name} must be text, not "):
        pq.ScoringOptions(**{name: given})


@pytest.mark.parametrize(
    "call",
    [
        lambda options: pq.score_corpus([PAGE], "-", options=options),
        lambda options: pq.score_frame([PAGE], options=options),
    ],
)
@pytest.mark.parametrize("given", [{"html": "body", "signals": True}, "html", None])
def test_options_are_made_of_their_class(call, given):
    """For a mapping the error says what to write."""
    with pytest.raises(TypeError, match=r"^options must be ScoringOptions, not ") as error:
        call(given)
    hint = "ScoringOptions(html=..., signals=...)"
    assert str(error.value).endswith(hint) is isinstance(given, dict)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("text", pq.analyze_text),
        ("text", pq.read_text),
        ("title", lambda given: pq.analyze_text("Tea", title=given or 7)),
        ("text", pq.classify_line),
        ("text", pq.classify_sentence),
        ("headline", pq.clickbait),
        ("headline", pq.headline_promise),
        ("headline", lambda given: pq.headline_mismatch(given, "Tea")),
        ("body", lambda given: pq.headline_mismatch("Tea", given)),
        ("site", lambda given: pq.site_dossier("scores.jsonl", given)),
    ],
)
@pytest.mark.parametrize("given", [b"Tea", None, 7])
def test_text_is_text(name, call, given):
    """Bytes are decoded by who knows how, and nothing is no text."""
    with pytest.raises(TypeError, match=f"^{name} must be text, not ") as error:
        call(given)
    assert str(error.value).endswith("decode it first") is isinstance(given, bytes)


def test_nothing_is_no_scores():
    """It is told before a library of frames says something else."""
    with pytest.raises(TypeError, match="scores are a file, several files, or a frame, not None"):
        scores_of(None)
