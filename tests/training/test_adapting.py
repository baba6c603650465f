"""A model on top of another: exact like any model, close to the old one without reason to move."""

from __future__ import annotations

import numpy as np
import pytest

from pagequality.judge.model import default_model, load_model
from pagequality.learned.odds import logit
from pagequality.signals import NAMES
from pagequality.training.adapting import adapt, correct, corrected
from pagequality.training.evaluation import roc_auc
from pagequality.training.fit import Examples, log_odds

PAGES = 160


@pytest.fixture(scope="module")
def table():
    """Made pages: signals around the typical ones, some unknown."""
    random = np.random.default_rng(3)
    typical = np.nan_to_num(default_model().typical)
    values = typical * random.uniform(0.2, 2.5, (PAGES, len(NAMES)))
    return np.where(random.random(values.shape) < 0.05, np.nan, values)


def examples_of(table, labels):
    """Labels of made pages, every page a site."""
    ones = np.ones(len(labels))
    return Examples({"html": table}, labels, np.arange(len(labels)), ones, ones, {})


@pytest.mark.parametrize("ridge", [None, 10.0])
def test_a_correction_becomes_terms_exactly(table, ridge):
    """The corrected judge says what correction and old judge say, and its reasons add up."""
    labels = (np.nan_to_num(table[:, 3]) > np.nanmedian(table[:, 3])).astype(int)
    judge = default_model().judges["html"]
    old = log_odds(judge, table)
    correction = correct(table, examples_of(table, labels), old, ridge=ridge)
    new = corrected(judge, correction)
    assert log_odds(new, table) == pytest.approx(correction.of(table, old), abs=1e-9)


def test_new_labels_are_learnt(table, tmp_path):
    """What the old model does not know is learnt, held out too; the file reads back the same."""
    labels = (np.nan_to_num(table[:, 3]) > np.nanmedian(table[:, 3])).astype(int)
    base = default_model()
    model, held_out = adapt(base, examples_of(table, labels), name="mine")
    before = roc_auc(labels, log_odds(base.judges["html"], table))
    assert roc_auc(labels, held_out) > before + 0.1
    assert model.about["log_loss_held_out"] < model.about["log_loss_before"]
    model.save(tmp_path / "mine.json")
    again = load_model(tmp_path / "mine.json")
    one, other = (part.judge(table[0], words=300) for part in (again, model))
    assert one.log_odds == other.log_odds
    assert one.baseline + one.contributions.sum() == pytest.approx(one.log_odds)


def test_agreement_changes_little(table):
    """Labels drawn from the old model's own probabilities leave its order as it is."""
    base = default_model()
    old = log_odds(base.judges["html"], table)
    centred = old - np.median(old)
    labels = (np.random.default_rng(5).random(PAGES) < 1 / (1 + np.exp(-centred))).astype(int)
    _, held_out = adapt(base, examples_of(table, labels), name="mine")
    assert np.corrcoef(held_out, old)[0, 1] > 0.8


def test_the_other_source_keeps_its_order(table):
    """Labels of HTML alone move plain text only to the new base rate."""
    labels = np.arange(PAGES) % 2
    base = default_model()
    model, _ = adapt(base, examples_of(table, labels), name="mine")
    moved = log_odds(model.judges["text"], table) - log_odds(base.judges["text"], table)
    assert moved == pytest.approx(logit(0.5) - logit(base.base_rate))
