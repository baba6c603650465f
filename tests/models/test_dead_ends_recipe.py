"""The recipe of dead ends: what was written is sound, and a small fit tells what it was taught."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="needs the extra train")
pytest.importorskip("scipy")
pytest.importorskip("pyarrow")

from models.benchmarks import dead_ends as benchmark
from models.learned import dead_ends as recipe
from pagequality.learned.dead_ends import KINDS

GONE = ["Nothing lives here", "This place is gone", "Gone away for good", "It is not here now"]
DOOR = ["Log in to go on", "Members log in first", "Sign in or log in", "Log in with your card"]
SAID = recipe.Written(np.array(["error"] * 4 + ["login_wall"] * 4), GONE + DOOR)
TOLD = ["Beans grow in the sun", "The ferry carried coal", "She paid for the roof"] * 4


def test_what_was_written_has_known_kinds_and_stands_there_once() -> None:
    """Every kind and the hard sentences of content; nothing twice, nothing empty."""
    said = recipe.written()
    assert set(said.kind.tolist()) == {*KINDS, "none"}
    texts = [" ".join(text.lower().split()) for text in said.text]
    assert all(texts)
    assert len(set(texts)) == len(texts)


def test_a_fit_tells_what_it_was_taught() -> None:
    """Dead ends from content, and an error from a door."""
    scores = recipe.as_model(*recipe.fit_all(SAID, TOLD)).log_odds(GONE + DOOR + TOLD)
    assert scores[:8, 0].min() > scores[8:, 0].max()
    error, door = (1 + KINDS.index(kind) for kind in ("error", "login_wall"))
    assert (scores[:4, error] > scores[:4, door]).all()
    assert (scores[4:8, error] < scores[4:8, door]).all()


def test_the_groups_of_a_short_sentence_leave_no_trace() -> None:
    """What would leave its sentence is no column of the design."""
    design = recipe.design(["Gone", "Gone away"])
    assert design.shape[0] == 2
    assert design.sum(axis=1).A1.tolist() == pytest.approx([2.0, 6 / 2**0.5])


def test_every_sentence_is_judged_by_a_model_that_never_saw_it() -> None:
    """With labels by chance, what is heard in sentences held out is chance as well."""
    chance = np.random.default_rng(7)
    texts = [f"{a} {b}" for a, b in chance.choice(GONE, (400, 2))]
    kinds = np.where(chance.random(200) < 1 / 2, "error", "none")
    said = recipe.Written(kinds, [f"{n} {text}" for n, text in enumerate(texts[:200])])
    sites = np.array([f"site {n}" for n in range(200)])
    others = recipe.OnPages([f"{n} {text}" for n, text in enumerate(texts[200:])], sites)
    found = benchmark.heard(benchmark.models_of_folds(said, others), said, others)
    assert found["written"] + found["hard"] == 200
    assert 0.3 < found["auc_hard"] < 0.7
