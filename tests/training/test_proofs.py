"""How much a value proves, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from pagequality.judge.proofs import NO_PROOFS
from pagequality.signals import NAMES
from pagequality.training.proofs import RARE, fit_proofs, proved

PLACE = NAMES.index("word_order")
MADE = {"word_order": np.linspace(1.0, 11.0, 1000)}


def table(values: np.ndarray) -> np.ndarray:
    """Signals of honest pages of which one alone is known."""
    found = np.full((len(values), len(NAMES)), np.nan)
    found[:, PLACE] = values
    return found


def chance(honest: np.ndarray, value: float, made: dict[str, np.ndarray] = MADE) -> float:
    """What a value of the one signal proves."""
    return fit_proofs(table(honest), made).strongest(table(np.array([value]))[0])[1]


def test_what_all_made_pages_and_no_honest_one_reach_proves_by_their_number() -> None:
    """Of 999 honest pages one more might: a thousand times as common, and rare to begin with."""
    odds = RARE / (1.0 - RARE) * 1000 * 0.9
    assert chance(np.zeros(999), 2.0) == pytest.approx(odds / (1.0 + odds), abs=0.02)


def test_what_honest_pages_reach_proves_nothing() -> None:
    """As many of them as of the made ones, or a tenth as many."""
    assert chance(np.linspace(1.0, 11.0, 1000), 11.0) == 0.0
    assert chance(np.linspace(-89.0, 11.0, 1000), 11.0) < 0.3


def test_a_higher_value_never_proves_less() -> None:
    """Whatever honest pages have."""
    honest = np.random.default_rng(5).exponential(1.0, 2000)
    found = [chance(honest, value) for value in np.linspace(0.0, 40.0, 60)]
    assert found == sorted(found)
    assert found[0] == 0.0 < found[-1] < 1.0


def test_where_nothing_is_known_nothing_fails() -> None:
    """Honest pages of which the signal is unknown, made ones that do not show it."""
    assert chance(np.full(300, np.nan), 0.0) == 0.0
    assert chance(np.full(300, np.nan), 9.0) > 0.5
    assert fit_proofs(table(np.zeros(9)), {"word_order": np.zeros(9)}) is NO_PROOFS


def test_log_odds_rise_by_what_is_proved() -> None:
    """Pages without a proof keep theirs."""
    proofs = fit_proofs(table(np.zeros(999)), MADE)
    sums = proved(np.array([-3.0, -3.0]), table(np.array([0.0, 9.0])), proofs)
    assert sums[0] == -3.0
    assert sums[1] > 0.0
