"""What wording models and families learn from whom, and how much a page counts; by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from few_examples import examples_of, wording_of

from pagequality.learned.wording.aspects import TARGETS
from pagequality.learned.wording.features import SHIFT
from pagequality.signals import NAMED_FAMILIES, NAMES, SIGNALS
from pagequality.signals.wording import LEAST, MOST
from pagequality.text.tokens import hash_words, tokenise
from pagequality.training.fit import fit_families
from pagequality.training.wording import RIDGE, with_wording

if TYPE_CHECKING:
    from pagequality.learned.wording.model import WordingModel
    from pagequality.training.examples import Examples

ASPECTS = len(TARGETS)


def of_kinds(*kinds: tuple[str, float, float, int]) -> tuple[list, np.ndarray, np.ndarray]:
    """Words, aspects and weights of pages: text, what is said of it, weight, how many."""
    words, aspects, weights = [], [], []
    for text, said, weight, number in kinds:
        words += [tokenise(text).hash] * number
        aspects += [[said] * ASPECTS] * number
        weights += [weight] * number
    return words, np.array(aspects), np.array(weights)


def said_of(model: WordingModel, text: str) -> float:
    """What a model estimates of the first aspect."""
    return float(model.scores(tokenise(text).hash)[0])


LOW, HONEST = "cheap pills for everyone who clicks", "we measured each stone by hand"


def test_heavy_pages_pull_wording_by_the_root_of_their_weight() -> None:
    """Six pages of weight 4 say 1, six of weight 1 say 0; the estimates follow on paper.

    The roots are 2 and 1, so the mean is 2 / 3, and against their mean they are 4 / 3 and 2 / 3.
    Six pages alike come ``6 / (6 + ridge / root)`` of the way from the mean to what is said.
    """
    words, aspects, weights = of_kinds((LOW, 1.0, 4.0, 6), (HONEST, 0.0, 1.0, 6))
    model = wording_of(words, aspects, weights, ridge=0.5)
    assert model.bias == pytest.approx(2 / 3)
    assert said_of(model, LOW) == pytest.approx(2 / 3 + 1 / 3 * 6 / (6 + 0.375), abs=1e-3)
    assert said_of(model, HONEST) == pytest.approx(2 / 3 - 2 / 3 * 6 / (6 + 0.75), abs=1e-3)
    scaled = wording_of(words, aspects, 100 * weights, ridge=0.5)
    assert said_of(scaled, LOW) == pytest.approx(said_of(model, LOW))


def test_pages_without_weight_hardly_teach_wording() -> None:
    """What they say is heard as a thousandth, and breaks nothing."""
    words, aspects, weights = of_kinds((LOW, 1.0, 0.0, 6), (HONEST, 0.0, 1.0, 6))
    model = wording_of(words, aspects, weights, ridge=0.5)
    assert 0.0 < said_of(model, LOW) < 0.02


def test_words_of_fewer_than_three_pages_are_not_learnt() -> None:
    """A word is rarer the fewer pages hold it; one of two pages says nothing."""
    three = "tide and"
    words, aspects, weights = of_kinds(("and", 0.0, 1.0, 1), (three, 1.0, 1.0, 3), ("ebb", 1, 1, 2))
    idf = wording_of(words, aspects, weights, ridge=1.0).idf
    tide, known, ebb = (hash_words([word])[0] >> SHIFT for word in ("tide", "and", "ebb"))
    assert idf[tide] == pytest.approx(np.log(6 / 3) + 1)
    assert idf[known] == pytest.approx(np.log(6 / 4) + 1)
    assert idf[ebb] == 0.0


def contradicting(heavy: float) -> Examples:
    """Twenty pages of the same words; the low ones weigh more or less than the honest."""
    labels = np.tile([0, 1], 10)
    found = examples_of(np.zeros((20, len(NAMES))), labels)
    return replace(
        found,
        weights=np.where(labels == 1, heavy, 1.0),
        words={"html": {"body": [tokenise(LOW).hash] * 20}},
        aspects=np.repeat(labels[:, None].astype(float), ASPECTS, axis=1),
    )


@pytest.mark.parametrize(("heavy", "mean"), [(1.0, 1 / 2), (81.0, 9 / 10), (1 / 9, 1 / 4)])
def test_weights_reach_the_wording_of_both_sets(heavy: float, mean: float) -> None:
    """Where the same words are said to be both, the weighted mean is what they mean."""
    known = contradicting(heavy)
    models, train, test = with_wording(known, known, seed=1)
    assert test is not None
    place = NAMES.index("body_wording")
    assert said_of(models["body"], LOW) == pytest.approx(mean, abs=0.01)
    assert test.vectors["html"][:, place] == pytest.approx(mean, abs=0.01)
    assert train.vectors["html"][:, place] == pytest.approx(mean, abs=0.06)


def test_words_of_a_site_alone_are_unknown_out_of_fold() -> None:
    """A site does not tell of its own words: its pages are scored by the others alone."""
    labels = np.tile([0, 1], 20)
    texts = [tokenise(f"quagga{i // 4} okapi{i // 4} gnu{i // 4}").hash for i in range(40)]
    known = replace(
        examples_of(np.zeros((40, len(NAMES))), labels, groups=np.arange(40) // 4),
        words={"html": {"body": texts}},
        aspects=np.repeat(labels[:, None].astype(float), ASPECTS, axis=1),
    )
    place = NAMES.index("body_wording")
    _, train, test = with_wording(known, known, seed=1)
    assert test is not None
    assert train.vectors["html"][:, place] == pytest.approx(0.5, abs=0.1)
    said = (np.arange(40) // 4 % 2).astype(float)
    told = replace(known, aspects=np.repeat(said[:, None], ASPECTS, axis=1))
    apart, parted = (
        with_wording(replace(told, groups=groups), None, seed=1)[1].vectors["html"][:, place]
        for groups in (told.groups, np.arange(40))
    )
    assert np.ptp(apart[said == 1]) < 0.2
    assert parted[said == 1].mean() > parted[said == 0].mean() + 0.5
    assert apart[said == 1].mean() < apart[said == 0].mean() + 0.1


def test_each_aspect_fills_its_own_signal() -> None:
    """Estimates stand in the columns of their signals, cut to the range; others are left."""
    known = contradicting(1.0)
    assert known.aspects is not None
    said = np.tile(np.arange(ASPECTS) / 10, (20, 1))
    said[:, TARGETS.index("news")] = 99.0
    said[:, TARGETS.index("mill")] = -99.0
    _, _, test = with_wording(replace(known, aspects=said), known, seed=1)
    assert test is not None
    row = dict(zip(NAMES, test.vectors["html"][0].tolist(), strict=True))
    assert row["body_wording"] == pytest.approx(0.0, abs=1e-4)
    assert row["body_score"] == pytest.approx(0.1, abs=1e-4)
    assert row["original_wording"] == pytest.approx(0.2, abs=1e-4)
    assert row["padded_wording"] == pytest.approx(0.3, abs=1e-4)
    assert MOST in row.values()
    assert LEAST in row.values()
    assert row["title_wording"] == row["length"] == 0.0


def test_each_view_is_held_back_as_far_as_asked() -> None:
    """The ridge of a view is its own, and a stronger one leaves words nearer to the mean."""
    labels = np.tile([0, 1], 10)
    texts = [tokenise(LOW if label else HONEST).hash for label in labels]
    known = replace(contradicting(1.0), words={"html": {"body": texts, "title": texts}})
    models, _, _ = with_wording(known, None, seed=1, ridge={"body": 10.0, "title": 0.1})
    assert said_of(models["body"], LOW) == pytest.approx(0.5 + 0.5 * 10 / 20, abs=1e-3)
    assert said_of(models["title"], LOW) == pytest.approx(0.5 + 0.5 * 10 / 10.1, abs=1e-3)
    usual, _, _ = with_wording(known, None, seed=1)
    for view, model in usual.items():
        expected = 0.5 + 0.5 * 10 / (10 + RIDGE[view])
        assert said_of(model, LOW) == pytest.approx(expected, abs=1e-3)


# Families


def test_flagged_and_other_pages_weigh_alike() -> None:
    """Where no signal tells anything, every page is half like the flagged ones, however few."""
    flags = {family: np.repeat([1, 0], [3, 27]) for family in NAMED_FAMILIES}
    for name, family in fit_families(np.zeros((30, len(NAMES))), flags).items():
        assert family.score(np.zeros(len(NAMES))) == pytest.approx(0.5, abs=1e-4), name


def test_a_family_learns_from_its_own_flags_and_signals() -> None:
    """A signal that tells moves the score of its own family, and that alone."""
    for place in (NAMES.index("link_density"), NAMES.index("headline_capitals")):
        flag = np.repeat([1, 0], [10, 30])
        vectors = np.zeros((40, len(NAMES)))
        vectors[:, place] = flag
        home = SIGNALS[place].family
        other = np.tile([1, 0, 0, 0], 10)
        flags = {family: flag if family == home else other for family in NAMED_FAMILIES}
        fitted = fit_families(vectors, flags)
        assert place in fitted[home].signals
        for name, family in fitted.items():
            scores = [family.score(row) for row in (vectors[0], vectors[-1])]
            if name == home:
                assert scores[0] > 0.55
                assert scores[0] + scores[1] == pytest.approx(1.0, abs=0.01)
            else:
                assert scores == pytest.approx([0.5, 0.5], abs=0.01)
