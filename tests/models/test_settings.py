"""The judge's settings: what is chosen is written, and what is written is built with."""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("pyarrow", reason="needs the extra train")

from models.judge import choose
from models.judge.settings import PATH, chosen, keep
from models.places import REPORTS
from pagequality.learned.wording.aspects import VIEWS
from pagequality.signals import NAMES
from pagequality.training import fit as library
from pagequality.training.fit import Examples, Settings

CHOICES = [(w, e, s) for w in choose.RIDGES for e in choose.EXPONENTS for s in choose.SHARES]


@pytest.mark.parametrize("choice", CHOICES)
def test_a_choice_is_kept_and_read(tmp_path, choice):
    """What comes back is the choice spelt out, a ridge for each view."""
    keep(choose.settings_of(choice), tmp_path / "settings.json")
    found = chosen(tmp_path / "settings.json")
    assert found == choose.settings_of(choice)
    assert (found.exponent, found.trees_share) == choice[1:]
    assert tuple(found.ridge) == VIEWS
    assert found.fit == Settings(ridge=found.ridge, trees_share=choice[2])


def test_what_is_shipped_is_what_the_report_says_was_chosen():
    """Settings and report are of one choice, the best on all pages."""
    report = json.loads((REPORTS / "choice.json").read_text(encoding="utf-8"))
    *best, _ = report["on_all_pages"][0]
    assert report["shipped"] == best
    assert chosen(PATH) == choose.settings_of(tuple(best))


def test_the_mildest_wins_by_its_points():
    """The choice with the most points is the best."""
    assert choose.best({("strong", 0.75, 0.5): 0.9, ("mild", 1.0, 0.0): 0.91})[0] == "mild"


@pytest.fixture
def known():
    """Forty made-up pages, each a site of its own, low or honest by turns."""
    generator = np.random.default_rng(0)
    labels, ones = np.arange(40) % 2, np.ones(40)
    vectors = np.full((40, len(NAMES)), np.nan)
    vectors[:, 0] = labels + generator.random(40)
    groups = np.arange(40).astype(str)
    return Examples({"html": vectors}, labels, groups, ones, ones, {})


def test_the_trees_share_reaches_the_terms(known):
    """With share 0 only curves speak, with 1 only trees."""
    curves = library.fit_terms(
        known.vectors["html"], known, 0, settings=library.Settings(trees_share=0.0)
    )
    trees = library.fit_terms(
        known.vectors["html"], known, 0, settings=library.Settings(trees_share=1.0)
    )
    assert np.ptp(curves.curves.values) > 0
    assert not np.any(curves.trees.value)
    assert not np.any(trees.curves.values)
    assert np.ptp(trees.trees.value) > 0
    assert trees.intercept == 0.0


@pytest.mark.parametrize(
    ("settings", "ridge", "share"),
    [
        (Settings(), library.RIDGE, library.TREES_SHARE),
        (Settings(ridge={"body": 9.0}, trees_share=0.1), {"body": 9.0}, 0.1),
    ],
)
def test_settings_reach_both_parts_of_a_fit(known, monkeypatch, settings, ridge, share):  # noqa: PLR0917 - cases
    """The wording models get the ridge and the judge the trees' share; without any, the usual."""
    seen = {}
    nothing = library.Judge(None, None, 1.0, 0.0)

    def wording(examples, _test, _seed, *, ridge):
        seen["ridge"] = ridge
        return {}, examples, None

    def judge(_vectors, examples, _seed, *, settings):
        seen["share"] = settings.trees_share
        return nothing, np.zeros(len(examples))

    monkeypatch.setattr(library, "with_wording", wording)
    monkeypatch.setattr(library, "fit_judge", judge)
    library.fit(known, name="m", settings=settings)
    assert seen == {"ridge": ridge, "share": share}
