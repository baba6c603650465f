"""Training: the wording models see no page that they score, and pages of no label only teach."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from few_examples import wording_of

from pagequality.errors import ModelError
from pagequality.learned.bundle import Bundle
from pagequality.learned.wording.aspects import LONGEST, TARGETS, VIEWS, columns_of
from pagequality.learned.wording.model import models_of, to_arrays
from pagequality.signals import NAMES
from pagequality.text.tokens import tokenise
from pagequality.training.examples import Examples, folds, joined
from pagequality.training.wording import with_wording

LOW = "cheap pills or easy money for everyone who clicks today"
HONEST = "we measured the harbour wall and wrote down every stone"
PLACE = NAMES.index("body_wording")


def examples(labels, *, unlabelled=0):
    """Pages whose words tell their label, the last ones without one; each on a site of its own."""
    labels = np.array([*labels, *[-1] * unlabelled])
    texts = [tokenise(LOW if label else HONEST).hash for label in labels]
    number = len(labels)
    aspects = np.repeat(np.clip(labels, 0, 1)[:, None].astype(float), len(TARGETS), axis=1)
    return Examples(
        {"html": np.zeros((number, len(NAMES)))}, labels, np.arange(number), np.ones(number),
        np.ones(number), {"html": {"body": texts}}, aspects,
    )  # fmt: skip


def test_pages_without_a_label_teach_and_are_left_out():
    """They are gone from what is returned, and change what the wording says of the others."""
    known, more = examples([0, 1] * 10), examples([0, 1] * 10, unlabelled=5)
    test = examples([0, 1])
    _, alone, judged = with_wording(known, test, seed=1)
    _, kept, other = with_wording(more, test, seed=1)
    assert kept.labels.tolist() == alone.labels.tolist() == known.labels.tolist()
    assert (judged.vectors["html"][:, PLACE] != other.vectors["html"][:, PLACE]).all()


def test_a_page_is_scored_by_models_that_have_not_seen_it():
    """What its own label says of a page's own words is not what it is scored by."""
    known = examples([0, 1] * 10)
    for row in (0, 2, 4):
        known.words["html"]["body"][row] = tokenise("zebra quagga okapi gnu").hash
    known = replace(known, groups=np.array([0, 1, 0, 3, 0, *range(5, 20)]))
    _, train, test = with_wording(known, known, seed=1)
    assert train.vectors["html"][0, PLACE] == pytest.approx(0.55, abs=0.1)
    assert test.vectors["html"][0, PLACE] < 0.2


def test_wording_is_ridge_regression():
    """Two kinds of six pages without a common word lie 6 / (6 + ridge) apart."""
    known = examples([0, 1] * 6)
    texts = known.words["html"]["body"]
    model = wording_of(texts, known.aspects, known.weights, ridge=0.5)
    said = np.array([model.scores(words) for words in texts])
    alike = said[known.labels == 1][0] - said[known.labels == 0][0]
    assert alike == pytest.approx(6 / 6.5, abs=1e-4)


def test_examples_with_words_need_aspects():
    """Without them there is nothing to learn, and the message says so; joining keeps them."""
    known = examples([0, 1] * 5)
    with pytest.raises(ValueError, match="need aspects"):
        with_wording(replace(known, aspects=None), None, seed=1)
    assert joined(known, known).aspects.shape == (20, len(TARGETS))
    assert joined(replace(known, aspects=None), replace(known, aspects=None)).aspects is None


def test_folds_never_part_a_group():
    """Pages without a label are dealt out like the others."""
    both = replace(examples([0, 1] * 5, unlabelled=5), groups=np.repeat(np.arange(5), 3))
    for inside, outside in folds(both, 3, seed=1):
        assert not set(both.groups[inside]) & set(both.groups[outside])


def bundle_of(arrays):
    """A bundle that holds nothing but these wording models."""
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return Bundle("made", "0", {"wording.npz": file.getvalue()})


def test_kept_wording_says_nearly_the_same():
    """Weights in bytes move no estimate by a hundredth; other aspects are refused."""
    known = examples([0, 1] * 6)
    texts, models = known.words["html"]["body"], {}
    for view in VIEWS:
        asked = known.aspects[:, columns_of(view)]
        models[view] = wording_of(texts, asked, known.weights, ridge=0.5, longest=LONGEST[view])
    arrays = to_arrays(models)
    words = texts[1]
    again = models_of(bundle_of(arrays))
    assert tuple(again) == VIEWS
    for view, model in models.items():
        assert again[view].longest == model.longest
        assert again[view].scores(words) == pytest.approx(model.scores(words), abs=0.01)
    arrays["body_bias"] = np.zeros(2, np.float32)
    with pytest.raises(ModelError, match="other estimates than body_wording, body_score"):
        models_of(bundle_of(arrays))
    del arrays["body_bias"]
    with pytest.raises(ModelError, match="does not hold the wording models"):
        models_of(bundle_of(arrays))
