"""What honest pages have: shares that reach a value, and a start where such pages stand."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from pagequality.judge.judgement import Judgement
from pagequality.judge.usual import EVERY, SHARES, Standing, Usual, nothing_known
from pagequality.signals import NAMES
from pagequality.signals.topics import TOPICS

SIZE = len(NAMES)
STANDING = Standing(
    np.tile(np.arange(1.0, 7.0), (SIZE, 1)),
    np.tile(np.arange(2.0, 8.0), (len(TOPICS), 1)),
    np.linspace(-1.0, 1.0, SIZE),
)


@pytest.mark.parametrize(
    ("value", "share"), [(0.5, 1.0), (1.0, 1.0), (1.5, 0.5), (3.5, 0.1), (6.0, 0.025), (9.0, 0.01)]
)
def test_the_smallest_share_that_has_as_much(value, share):
    """A value must pass what a share of pages reaches; below the median all have as much."""
    assert STANDING.rarity(3, value) == share
    assert STANDING.rarity_of_topic(2, value + 1.0) == share


def test_nothing_is_said_of_the_unknown():
    """Neither of an unknown value nor where no page was measured."""
    assert math.isnan(STANDING.rarity(0, math.nan))
    assert math.isnan(nothing_known(SIZE).rarity(0, 1.0))
    assert math.isnan(nothing_known(SIZE).rarity_of_topic(0, 1.0))


def test_a_judgement_starts_where_honest_pages_stand():
    """The sum stays the same, the unknown adds nothing, and short pages are weighed alike."""
    added = np.random.default_rng(3).normal(size=SIZE)
    vector = np.zeros(SIZE)
    vector[5] = math.nan
    added[5] = 0.0
    judged = Judgement(float(added.sum()) + 0.25, 0.25, added, 0.5)
    moved = STANDING.beyond(vector, judged)
    assert moved.log_odds == judged.log_odds
    assert moved.baseline + moved.contributions.sum() == pytest.approx(judged.log_odds)
    assert moved.contributions[5] == 0.0
    assert moved.contributions[0] == pytest.approx(added[0] + 0.5)
    same = nothing_known(SIZE).beyond(vector, judged)
    assert np.array_equal(same.contributions, added)


def test_a_type_that_is_not_known_stands_for_all():
    """Its name is then that of all types; without any table nothing is known."""
    usual = Usual({EVERY: STANDING, "forum": nothing_known(SIZE)})
    assert usual.of("forum", SIZE) == ("forum", usual.by_type["forum"])
    assert usual.of("product", SIZE) == (EVERY, STANDING)
    name, standing = Usual().of("forum", SIZE)
    assert name == EVERY
    assert np.isnan(standing.signals).all()


def test_tables_survive_json():
    """Four digits of every number; a table of another size is refused."""
    plain = json.loads(json.dumps(Usual({EVERY: STANDING, "forum": nothing_known(SIZE)}).to_json()))
    again = Usual.from_json(plain, SIZE)
    assert np.array_equal(again.by_type[EVERY].signals, STANDING.signals)
    assert again.by_type[EVERY].added == pytest.approx(STANDING.added, rel=1e-3)
    assert np.isnan(again.by_type["forum"].topics).all()
    for table in ("signals", "topics", "added"):
        broken = {EVERY: {**plain[EVERY], table: plain[EVERY][table][:-1]}}
        with pytest.raises(ValueError, match="does not fit"):
            Usual.from_json(broken, SIZE)
    assert len(SHARES) == 6
