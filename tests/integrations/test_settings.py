"""The frozen value that travels, and what a process makes of it."""

from __future__ import annotations

import pickle

import pytest
from sample_pages import read_samples

import pagequality as pq
from pagequality.corpus.items import Item
from pagequality.errors import ModelError
from pagequality.integrations.settings import CrawlSettings, SummaryWorker
from pagequality.tabular.summary import summary

LOW = next(sample for sample in read_samples() if sample.label == 1)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"threshold": 90}, "threshold must lie between 0 and 1"),
        ({"prior": 1.0}, "prior must lie between 0 and 1"),
        ({"time_limit": 0}, "time_limit must be a positive number"),
    ],
)
def test_wrong_numbers_are_refused_at_once(wrong, message):
    """Before any page, in one line."""
    with pytest.raises(ValueError, match=message):
        CrawlSettings(**wrong)


def test_settings_are_light_and_judge_as_the_library_does():
    """What travels holds no model; what comes back is the same verdict."""
    settings = CrawlSettings(threshold=0.6)
    assert len(pickle.dumps(settings)) < 500
    url = "http://a.example/"
    expected = summary(pq.analyze(LOW.html, url=url), 0.6)
    assert settings.judge(LOW.html, url=url) == expected
    worker = pickle.loads(pickle.dumps(SummaryWorker(settings)))  # noqa: S301 - as processes do
    assert worker(Item(url, url, LOW.html)) == expected


def test_the_prior_is_heard():
    """A page is less likely to be low where few are."""
    rare, even = (CrawlSettings(prior=prior).judge(LOW.html) for prior in (0.01, 0.5))
    assert rare["probability"] < even["probability"]


def test_a_model_that_is_not_there_is_told_as_such():
    """Whoever asks for the scorer hears it; there is one scorer for equal settings."""
    with pytest.raises(ModelError, match="nowhere"):
        _ = CrawlSettings(model="nowhere.json").scorer
    assert CrawlSettings(prior=0.2).scorer is CrawlSettings(prior=0.2, threshold=0.9).scorer


def test_a_page_that_is_missing_is_not_judged():
    """Nothing raises, and nothing is accused."""
    found = CrawlSettings().judge(None, url="http://a.example/")
    assert (found["label"], found["low"], found["notices"]) == ("not judged", False, ["no page"])
