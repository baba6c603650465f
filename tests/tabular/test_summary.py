"""The small plain dict of a verdict."""

from __future__ import annotations

import json
import pickle

from sample_pages import read_samples

import pagequality as pq
from pagequality.signals.topics import OTHER, TOPICS
from pagequality.tabular.summary import Summary, summary, topics

KEYS = set(Summary.__annotations__)


def test_a_summary_is_plain_and_says_what_the_verdict_says(sample, judged):
    """The same keys for every page; JSON and pickle give back the same."""
    verdict = judged(sample)
    found = summary(verdict)
    assert set(found) == KEYS
    assert json.loads(json.dumps(found)) == pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert found["low"] is verdict.is_low()
    assert (found["label"], found["state"]) == (verdict.label, verdict.state.name)
    assert (found["probability"] is None) == verdict.abstained


def test_topics_are_few_and_of_a_closed_set(sample, judged):
    """Merely statistical marks are none of them, and a page that was not judged has none."""
    verdict = judged(sample)
    found = topics(verdict)
    assert set(found) <= set(TOPICS) - {OTHER}
    assert len(found) <= 3
    assert found if verdict.is_low() and not verdict.doubt else True
    assert not (found and verdict.abstained)


def test_the_threshold_moves_low_and_nothing_else():
    """A page below it is not low."""
    sample = next(sample for sample in read_samples() if sample.label == 1)
    verdict = pq.analyze(sample.html)
    lenient, strict = summary(verdict, 0.01), summary(verdict, 1.0)
    assert (lenient["low"], strict["low"]) == (True, False)
    assert lenient == {**strict, "low": True}


def test_topics_are_the_strongest_that_accuse():
    """The strongest comes first; one that excuses the page is none of them."""
    sample = next(sample for sample in read_samples() if sample.label == 1)
    verdict = pq.analyze(sample.html)
    added = {topic.name: topic.contribution for topic in verdict.topics if topic.name != OTHER}
    found = topics(verdict)
    assert found == sorted(found, key=lambda name: -added[name])
    assert all(added[name] > 0 for name in found)
    assert added[found[0]] == max(added.values())
