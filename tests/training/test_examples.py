"""Training: whose pages teach, how much each counts, and what is held out; by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from few_examples import examples_of, few_trees

from pagequality.judge.model import SOURCES, Family
from pagequality.learned.curves import Curves
from pagequality.learned.odds import logit
from pagequality.learned.wording.aspects import TARGETS
from pagequality.signals import NAMES
from pagequality.text.tokens import hash_words
from pagequality.training.evaluation import roc_auc
from pagequality.training.examples import Examples, folds, joined
from pagequality.training.fit import (
    HALF_WORDS,
    PAGE_BOUND,
    TREES_SHARE,
    Settings,
    calibrate,
    fit,
    fit_judge,
    fit_terms,
    held_out_of,
    log_odds,
    stacked,
)
from pagequality.training.terms import fit_curves, fit_trees

if TYPE_CHECKING:
    from collections.abc import Iterator

NAN = float("nan")
ASPECTS = len(TARGETS)


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    with few_trees():
        yield


def made(pages: int = 60, *, groups: int | None = None) -> Examples:
    """Made pages of three signals, the first of which tells something; weights differ."""
    random = np.random.default_rng(11)
    vectors = random.normal(size=(pages, 3))
    labels = (vectors[:, 0] + random.normal(size=pages) > 0).astype(np.intp)
    vectors[::7, 1] = NAN
    found = examples_of(vectors, labels, groups=np.arange(pages) % (groups or pages))
    return replace(
        found, weights=random.uniform(0.2, 3.0, pages), usual=np.tile([1.0, 0.0, 2.0], pages // 3)
    )


# What is held out


def test_every_page_is_held_out_once() -> None:
    """Each fold holds out other pages, and learns from all the rest."""
    found = made()
    parts = folds(found, 4, seed=1)
    assert len(parts) == 4
    assert sorted(np.concatenate([outside for _, outside in parts])) == list(range(60))
    for inside, outside in parts:
        assert sorted([*inside, *outside]) == list(range(60))


def test_folds_hold_both_kinds_of_pages() -> None:
    """Low pages are dealt out evenly, and another seed deals otherwise."""
    found = examples_of(np.zeros((40, 1)), np.repeat([0, 1], [30, 10]))
    for _, outside in folds(found, 5, seed=3):
        assert found.labels[outside].sum() == 2
    one, other = (folds(found, 5, seed=seed)[0][1].tolist() for seed in (3, 4))
    assert one != other


@pytest.mark.parametrize(
    ("labels", "groups", "count"),
    [
        ([0] * 12 + [1] * 3, range(15), 3),
        ([0] * 3 + [1] * 12, range(15), 3),
        ([0, 1] * 8, [i // 4 for i in range(16)], 4),
        ([0, 1] * 10 + [-1] * 6, range(26), 5),
    ],
    ids=["few low", "few honest", "few groups", "unlabelled are no class"],
)
def test_there_are_no_more_folds_than_pages_allow(
    labels: list[int], groups: list[int], count: int
) -> None:
    """Each fold needs a page of both labels and a group of its own."""
    found = examples_of(np.zeros((len(labels), 1)), np.array(labels), groups=np.array([*groups]))
    assert len(folds(found, 5, seed=1)) == count


def test_a_site_does_not_tell_of_itself() -> None:
    """Pages whose signals name their site and nothing else are not recognised held out."""
    random = np.random.default_rng(5)
    site = np.repeat(np.arange(24), 5)
    labels = random.permutation(np.repeat([0, 1], 12))[site]
    vectors = random.normal(size=(24, 6))[site]
    apart = fit_judge(vectors, examples_of(vectors, labels, groups=site), seed=1).sums
    mixed = fit_judge(vectors, examples_of(vectors, labels), seed=1).sums
    assert roc_auc(labels, apart) < 0.65
    assert roc_auc(labels, mixed) > 0.75


def test_taking_and_joining_keep_pages_whole() -> None:
    """A row of examples stays a row: signals, label, group, weights, words and aspects."""
    found = made(6)
    found = replace(
        found,
        words={"html": {"body": [hash_words([word]) for word in "a b c d e f".split()]}},
        aspects=np.arange(6.0)[:, None],
    )
    some = found.take(np.array([4, 1]))
    both = joined(some, found.take(np.array([0])))
    rows = [4, 1, 0]
    assert len(both) == 3
    assert np.array_equal(both.vectors["html"], found.vectors["html"][rows], equal_nan=True)
    for name in ("labels", "groups", "weights", "usual", "aspects"):
        assert getattr(both, name).tolist() == getattr(found, name)[rows].tolist()
    assert [words.tolist() for words in both.words["html"]["body"]] == [
        hash_words([word]).tolist() for word in "eba"
    ]


# Terms and calibration


def test_curves_and_trees_share_the_say() -> None:
    """The sum is the curves' log-odds and the trees', each times its share."""
    found = made()
    table = found.vectors["html"]
    judge = fit_terms(table, found, seed=2)
    curves, start = fit_curves(table, found.labels, found.weights)
    trees = fit_trees(table, found.labels, found.weights, seed=2)
    assert 0.0 < TREES_SHARE < 1.0
    expected = []
    for row in table:
        steps, base = trees.contributions(row)
        line = start + curves.contributions(row).sum()
        expected.append((1 - TREES_SHARE) * line + TREES_SHARE * (base + steps.sum()))
    assert log_odds(judge, table) == pytest.approx(np.array(expected))


@pytest.mark.parametrize(
    "weights",
    [[1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 2, 1, 2, 2, 2], [1, 1, 1, 1, 3, 1, 1, 1]],
    ids=["alike", "honest pages count double", "the odd low page counts three times"],
)
def test_calibration_makes_scores_log_odds(weights: list[float]) -> None:
    """Of four pages that score 1 three are low, of four that score -1 one; weights count.

    Of four pages of a side each counts as one of that side five times in six.
    """
    scores = np.repeat([1.0, -1.0], 4)
    labels = np.array([1, 1, 1, 0, 1, 0, 0, 0])
    counted = np.array(weights, float)
    low = counted * np.where(labels == 1, 5 / 6, 1 / 6)
    at_one, below = (low[part].sum() / counted[part].sum() for part in (slice(4), slice(4, 8)))
    ahead, behind = np.log(at_one / (1 - at_one)), np.log(below / (1 - below))
    found = calibrate(scores, labels, counted)
    assert found == pytest.approx(((ahead - behind) / 2, (ahead + behind) / 2), abs=1e-3)


@pytest.mark.parametrize("pages", [4, 40, 400])
def test_few_pages_never_make_sure(pages: int) -> None:
    """Scores that part the sides cleanly make as sure as so many pages can; those beside none."""
    scores = np.repeat([5.0, -5.0, 0.0], pages)
    labels = np.repeat([1, 0, 1], pages)
    weights = np.repeat([1.0, 1.0, 0.0], pages)
    slope, intercept = calibrate(scores, labels, weights)
    sure = 1 / (1 + np.exp(-(slope * 5.0 + intercept)))
    assert sure == pytest.approx((pages + 1) / (pages + 2), abs=1e-3)


def test_held_out_pages_are_calibrated_for_the_usual_mix() -> None:
    """Of the usual pages nearly as many are low as is said; those that are not have no say."""
    found = made()
    sums = fit_judge(found.vectors["html"], found, seed=1).sums
    gaps = 1 / (1 + np.exp(-sums)) - found.labels
    share = found.usual / found.usual.sum()
    assert share @ gaps == pytest.approx(0.0, abs=5e-3)
    assert share @ (gaps * sums) == pytest.approx(0.0, abs=5e-2)
    assert abs(found.weights @ gaps) > 0.1


def test_the_judge_and_what_was_held_out_share_a_calibration() -> None:
    """Slope and intercept that make held-out sums log-odds are the judge's own."""
    found = made(groups=12)
    table = found.vectors["html"]
    judge, sums, _ = fit_judge(table, found, seed=4)
    raw = np.zeros(len(found))
    for inside, outside in folds(found, 5, 4):
        raw[outside] = log_odds(fit_terms(table[inside], found.take(inside), 4), table[outside])
    slope, intercept = calibrate(raw, found.labels, found.usual)
    assert sums == pytest.approx(slope * raw + intercept, abs=1e-2)
    whole = log_odds(fit_terms(table, found, 4), table)
    assert log_odds(judge, table) == pytest.approx(slope * whole + intercept, abs=1e-2)


def around(pages: int = 80) -> Examples:
    """Pages whose content tells nothing, and whose template tells all."""
    labels = np.arange(pages) % 2
    vectors = np.full((pages, len(NAMES)), NAN)
    vectors[:, NAMES.index("interruptions")] = 9.0 * labels
    return examples_of(vectors, labels)


def test_what_stands_around_moves_no_more_than_the_bound() -> None:
    """However surely the template tells, it accuses by the bound at most, before calibration."""
    found = around()
    table = found.vectors["html"]
    judge = fit_judge(table, found, seed=1).judge
    low, honest = (judge.contributions(table[row])[0].sum() for row in (1, 0))
    assert 0.0 < low - honest <= judge.slope * judge.bound + 1e-9
    none = fit_judge(table, found, seed=1, settings=Settings(page_bound=0.0)).judge
    assert none.contributions(table[1])[0] == pytest.approx(0.0)
    assert PAGE_BOUND > 0.0


def test_the_content_does_not_see_what_stands_around() -> None:
    """Content terms say the same of every page whose template alone differs."""
    found = around()
    table = found.vectors["html"]
    assert np.ptp(log_odds(fit_terms(table, found, seed=1), table)) == 0.0


def test_sources_of_a_page_share_its_weight() -> None:
    """A page read as HTML and as text teaches once; probabilities are for the first."""
    found = made(6)
    both = stacked(
        replace(found, vectors={"html": found.vectors["html"], "text": found.vectors["html"]})
    )
    assert len(both) == 12
    assert both.weights.sum() == pytest.approx(found.weights.sum())
    assert both.usual.tolist() == [*found.usual, *[0.0] * 6]
    assert both.groups.tolist() == [*found.groups, *found.groups]


# The model


def test_held_out_pages_are_kept_in_order_of_probability() -> None:
    """Log-odds become probabilities; pages of no weight in the usual mix are left out."""
    found = replace(
        examples_of(np.zeros((4, 1)), np.array([1, 0, 0, 1])), usual=np.array([1.0, 1.0, 0.0, 3.0])
    )
    sums = np.array([np.log(3), -np.log(4), 9.0, 0.0])
    assert held_out_of(sums, found) == {"probability": [0.2, 0.5, 0.75], "low": [0, 1, 1]}


def test_a_model_keeps_what_it_was_made_of() -> None:
    """Base rate of the usual mix, medians of its honest pages, held-out pages, both judges."""
    found = made()
    found.vectors["html"][:, 2] = NAN
    family = Family(np.array([0]), Curves(np.zeros((1, 6)), np.zeros((1, 6)), np.zeros(1)), 0.0)
    model, words = fit(
        found, name="made", seed=3, families={"boilerplate": family}, about={"pages": 60}
    )
    usual = found.usual > 0
    honest = found.vectors["html"][usual & (found.labels == 0)]
    assert (model.name, words, model.half_words) == ("made", {}, HALF_WORDS)
    assert model.base_rate == pytest.approx(float(found.usual @ found.labels / found.usual.sum()))
    assert model.typical[0] == np.median(honest[:, 0])
    assert model.typical[1] == np.nanmedian(honest[:, 1])
    assert np.isnan(model.typical[2])
    assert model.families == {"boilerplate": family}
    assert set(model.judges) == set(SOURCES)
    assert model.judges["text"] is model.judges["html"]
    assert model.about["pages"] == 60
    assert model.about["quantiles"]["pages"] == int(usual.sum()) == 40
    sums = fit_judge(found.vectors["html"], found, seed=3).sums
    assert model.held_out == held_out_of(sums, found)


def test_a_page_without_words_is_as_likely_low_as_any() -> None:
    """Of half its length in words the model's own signals count half."""
    model, _ = fit(made(), name="made", seed=3)
    row = made().vectors["html"][0]
    none, half, all_of_it = (
        model.judge(row, words=words) for words in (0, int(HALF_WORDS), 10**12)
    )
    base = logit(model.base_rate)
    assert none.log_odds == pytest.approx(base)
    assert half.log_odds == pytest.approx((base + all_of_it.log_odds) / 2)
