"""The small plain dict of a verdict."""

from __future__ import annotations

import json
import pickle

import pytest
from sample_pages import read_samples

import pagequality as pq
from pagequality.signals import SIGNALS
from pagequality.tabular.summary import Summary, summary, topics

KEYS = set(Summary.__annotations__)
FAMILIES = {signal.family for signal in SIGNALS}


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
    """A page that is called low has one at least, one that was not judged has none."""
    verdict = judged(sample)
    found = topics(verdict)
    assert set(found) <= FAMILIES
    assert len(found) <= 3
    assert found if verdict.is_low() else True
    assert not (found and verdict.abstained)


def test_the_threshold_moves_low_and_nothing_else():
    """A page below it is not low."""
    sample = next(sample for sample in read_samples() if sample.label == 1)
    verdict = pq.analyze(sample.html)
    lenient, strict = summary(verdict, 0.01), summary(verdict, 1.0)
    assert (lenient["low"], strict["low"]) == (True, False)
    assert lenient == {**strict, "low": True}


def test_topics_are_ordered_by_what_their_signals_add_up_to():
    """The strongest family comes first; one that excuses the page is none of them."""
    sample = next(sample for sample in read_samples() if sample.label == 1)
    verdict = pq.analyze(sample.html)
    family = {signal.name: signal.family for signal in SIGNALS}
    added = dict.fromkeys(FAMILIES, 0.0)
    for reason in verdict.reasons:
        added[family[reason.signal]] += reason.contribution
    found = topics(verdict)
    assert found == sorted(found, key=lambda name: -added[name])
    assert all(added[name] > 0 for name in found)
    assert added[found[0]] == pytest.approx(max(added.values()))
