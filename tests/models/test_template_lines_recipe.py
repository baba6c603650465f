"""The recipe that judges pages with and without the lines of their site's template."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import pagequality as pq
from models.judge import bootstrap
from models.judge.labelled import LEARNED_OF_HEADLINES
from models.sites.sketches import Sketched
from models.sites.template_lines import FEWEST, _as_known, compared, lines_of
from pagequality.signals import NAMES


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch):
    """Draw sites anew a few times only: what is promised holds of any number."""
    monkeypatch.setattr(bootstrap, "_RESAMPLES", 20)


SKETCH = pq.sketch(pq.read("<p>Nothing to see."))


def sketched(sites, judged=None):
    """Return pages of some sites that all have block 7, and one of their own."""
    own = [replace(SKETCH, lines=(7,), passages=(100 + n,)) for n in range(len(sites))]
    names = np.array([f"p{n}" for n in range(len(sites))])
    known = np.ones(len(sites), bool) if judged is None else np.array(judged)
    return Sketched(names, names, np.array(sites), names, known, own)


def test_sites_of_few_judged_pages_are_left_out():
    """Their lines are not known well enough; pages that were not judged are not looked at."""
    found = lines_of(sketched(["a"] * FEWEST + ["b"] * (FEWEST - 1)))
    assert set(found) == {"a"}
    assert (found["a"].hashes, found["a"].repeated) == ((7,), (FEWEST,))
    assert lines_of(sketched(["a"] * FEWEST, [True] * (FEWEST - 1) + [False])) == {}


def test_what_was_learned_from_a_pages_headline_stays_unknown():
    """And nothing else becomes unknown."""
    before, values = np.zeros(len(NAMES)), np.ones(len(NAMES))
    before[LEARNED_OF_HEADLINES[0]] = np.nan
    assert np.flatnonzero(np.isnan(_as_known(values, before))).tolist() == [LEARNED_OF_HEADLINES[0]]


def test_pages_that_stay_as_they_are_differ_in_nothing():
    """Not by chance, either: the interval is that of pages beside themselves."""
    generator = np.random.default_rng(0)
    low = generator.integers(0, 2, 80)
    sums = np.repeat(generator.normal(low, 1.0)[:, np.newaxis], 2, axis=1)
    found = compared(low, sums, [f"s{n % 20}" for n in range(80)])
    assert found["as_they_are"] == found["without_lines"]
    for row in found["difference"].values():
        assert (row["value"], row["interval"]) == (0.0, [0.0, 0.0])


def test_a_gain_is_a_gain():
    """Where the second sums tell low from honest and the first do not."""
    low = np.arange(80) % 2
    sums = np.stack([np.random.default_rng(0).normal(size=80), low * 2.0 - 1.0], axis=1)
    found = compared(low, sums, [f"s{n % 20}" for n in range(80)])
    assert found["difference"]["roc_auc"]["interval"][0] > 0
    assert found["without_lines"]["roc_auc"] == pytest.approx(1.0)
