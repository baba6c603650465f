"""Proofs: what makes a page low whatever the rest says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagequality.judge.model import default_model
from pagequality.judge.proofs import NO_PROOFS, Proofs, either
from pagequality.learned.odds import logit, sigmoid
from pagequality.signals import NAMES

ORDER, NOTES = NAMES.index("word_order"), NAMES.index("working_notes")
PROOFS = Proofs(
    np.array([ORDER, NOTES]),
    np.array([[1.0, 3.0, 5.0], [0.0, 2.0, 2.0]]),
    np.array([[0.0, 0.2, 0.8], [0.0, 0.6, 0.6]]),
)
CHANCES = st.floats(0.001, 0.999)


def vector(**values: float) -> np.ndarray:
    """Signals of which only some are known."""
    found = np.full(len(NAMES), np.nan)
    for name, value in values.items():
        found[NAMES.index(name)] = value
    return found


@given(CHANCES, CHANCES)
def test_a_page_is_low_if_the_rest_says_so_or_a_proof(rest: float, chance: float) -> None:
    """The chances of neither multiply."""
    both = sigmoid(logit(rest) + either(logit(rest), chance))
    assert both == pytest.approx(1.0 - (1.0 - rest) * (1.0 - chance))


@pytest.mark.parametrize("rest", [-1e9, -800.0, 800.0, 1e9])
def test_no_log_odds_are_too_large(rest: float) -> None:
    """A model of one's own may say anything; a proof only ever accuses."""
    assert 0.0 <= either(rest, 0.8) < np.inf
    assert either(rest, 0.0) == 0.0


def test_chances_lie_on_lines_between_knots() -> None:
    """Nothing at the first knot and below, the last chance beyond the last."""
    values = (-1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 40.0)
    found = [PROOFS.strongest(vector(word_order=value))[1] for value in values]
    assert found == pytest.approx([0.0, 0.0, 0.1, 0.2, 0.5, 0.8, 0.8])


def test_the_strongest_proof_counts_alone() -> None:
    """Two of them are not more than one: both tell that nobody read the page."""
    assert PROOFS.strongest(vector(word_order=3.0, working_notes=2.0)) == (NOTES, 0.6)
    assert PROOFS.strongest(vector(word_order=5.0, working_notes=2.0)) == (ORDER, 0.8)


def test_the_unknown_proves_nothing() -> None:
    """Nor do other signals."""
    assert PROOFS.strongest(vector()) == (-1, 0.0)
    assert PROOFS.strongest(vector(word_length=9.0)) == (-1, 0.0)
    assert NO_PROOFS.strongest(vector(word_order=40.0)) == (-1, 0.0)


def test_a_proof_is_written_to_its_signal_and_the_sum_stays_exact() -> None:
    """Other signals keep what they add."""
    judge = default_model().judges["html"]
    values = vector(word_order=5.0, length=6.0)
    without, start = replace(judge, proofs=NO_PROOFS).contributions(values)
    added, again = replace(judge, proofs=PROOFS).contributions(values)
    more = added - without
    rest = start + float(without.sum())
    assert start == again
    assert np.flatnonzero(more).tolist() == [ORDER]
    assert sigmoid(rest + more[ORDER]) == pytest.approx(1.0 - 0.2 * (1.0 - sigmoid(rest)))


def test_json_keeps_proofs() -> None:
    """And an empty set of them."""
    again = Proofs.from_json(PROOFS.to_json(NAMES), NAMES)
    assert again.to_json(NAMES) == PROOFS.to_json(NAMES)
    none = Proofs.from_json(NO_PROOFS.to_json(NAMES), NAMES)
    assert none.strongest(vector(word_order=9.0)) == (-1, 0.0)


@pytest.mark.parametrize(
    "broken",
    [{"knots": [[3, 1, 5], [0, 2, 2]]}, {"chances": [[0, 0.2, 1.0], [0, 0, 0]]},
     {"chances": [[0, -0.2, 0.5], [0, 0, 0]]}, {"chances": [[0, 0.2], [0, 0]]},
     {"signals": ["word_order"]}, {"signals": ["word_order", "no_such_signal"]}],
)  # fmt: skip
def test_broken_proofs_are_refused(broken: dict) -> None:
    """Knots that fall, chances beyond 1 or below 0, shapes and names that do not fit."""
    with pytest.raises(ValueError, match=r"proofs|tuple"):
        Proofs.from_json(PROOFS.to_json(NAMES) | broken, NAMES)
