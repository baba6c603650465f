"""The classifier for own labels: what weights, groups and short pages mean to it."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import numpy as np
import pytest
from few_examples import few_trees

from pagequality.judge.model import default_model
from pagequality.learned.odds import logit
from pagequality.signals import NAMES
from pagequality.training.estimators import FewLabelsWarning, PageQualityClassifier
from pagequality.training.fit import Examples, fit

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.filterwarnings(  # here all labels are few
    "ignore::pagequality.training.estimators.FewLabelsWarning"
)

LENGTH = NAMES.index("length")
SIGNAL = NAMES.index("link_density")


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    with few_trees():
        yield


@pytest.fixture(scope="module")
def table() -> np.ndarray:
    """Forty made pages of typical signals, long ones, one signal telling."""
    typical = np.nan_to_num(default_model().typical)
    vectors = np.tile(typical, (40, 1))
    vectors[:, SIGNAL] = np.linspace(0.0, 1.0, 40)
    vectors[:, LENGTH] = np.log1p(1000)
    return vectors


LABELS = (np.arange(40) % 4 == 0).astype(int) | (np.arange(40) > 30).astype(int)


@pytest.fixture(scope="module")
def plain(table: np.ndarray) -> PageQualityClassifier:
    """Trained on pages that count alike, without groups."""
    with pytest.warns(FewLabelsWarning):
        return PageQualityClassifier().fit(table, LABELS)


def test_weights_are_those_of_the_mix(table: np.ndarray) -> None:
    """The base rate is the weighted share of low pages; pages of no weight are not counted."""
    weights = np.where(LABELS == 1, 3.0, 1.0)
    weights[:5] = 0.0
    model = PageQualityClassifier().fit(table, LABELS, sample_weight=weights).model_
    assert model.base_rate == pytest.approx(weights @ LABELS / weights.sum())
    assert (model.about["pages"], model.about["low"]) == (35, int(LABELS[5:].sum()))
    assert len(model.held_out["low"]) == 35
    assert set(model.families) == set(default_model().families)


def test_weights_count_in_fitting_and_in_the_mix(table: np.ndarray) -> None:
    """The classifier is what training makes of such examples and of what proves anywhere."""
    weights, groups = 1.0 + np.arange(40) % 5, np.arange(40) // 2
    found = Examples({"html": table}, LABELS, groups, weights, weights, {})
    proofs = default_model().judges["html"].proofs
    expected, _ = fit(found, name="own", seed=7, proofs=proofs)
    classifier = PageQualityClassifier(random_state=7)
    model = classifier.fit(table, LABELS, groups=groups, sample_weight=weights).model_
    assert model.judges["html"].to_json() == expected.judges["html"].to_json()
    assert model.held_out == expected.held_out


def test_weights_move_what_is_learnt(table: np.ndarray, plain: PageQualityClassifier) -> None:
    """Where low pages count more every page is likelier to be low."""
    heavy = PageQualityClassifier().fit(table, LABELS, sample_weight=1.0 + 5.0 * LABELS)
    assert (heavy.decision_function(table) > plain.decision_function(table) + 0.5).all()


def test_a_page_without_words_gets_the_base_rate(
    table: np.ndarray, plain: PageQualityClassifier
) -> None:
    """Its signals count as far as it has words: none at 0, half at the half length, else more."""
    model = plain.model_
    rows = np.tile(table[-1], (3, 1))
    rows[:, LENGTH] = np.log1p([0, model.half_words, 1_000_000])
    none, half, _ = plain.decision_function(rows)
    assert none == pytest.approx(logit(model.base_rate))
    whole = model.judge(rows[1], words=10**12).log_odds
    assert half == pytest.approx((none + whole) / 2)
    rarer = copy(plain).set_params(prior=0.01)
    assert rarer.decision_function(rows)[0] == pytest.approx(logit(0.01))


def test_pages_are_strangers_without_groups(table: np.ndarray) -> None:
    """Groups are told or there are none: low pages of one group alone cannot be learnt."""
    groups = np.where(LABELS == 1, 0, np.arange(40))
    with pytest.raises(ValueError, match="the low class has 1"):
        PageQualityClassifier().fit(table, LABELS, groups=groups)
