"""The judge's settings: what is chosen is written, and what is written is built with."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("pyarrow", reason="needs the extra train")

from models.judge import choose
from models.judge.settings import chosen, keep
from models.places import REPORTS
from pagequality.learned.wording.aspects import VIEWS
from pagequality.signals import NAMES
from pagequality.training import fit as library
from pagequality.training.examples import Examples
from pagequality.training.fit import Settings


@pytest.mark.parametrize(("share", "bound"), choose.CHOICES)
def test_a_choice_is_kept_and_read(tmp_path, share, bound):
    """What comes back is the choice, with what was there before."""
    settings = replace(chosen(), trees_share=share, page_bound=bound)
    keep(settings, tmp_path / "settings.json")
    found = chosen(tmp_path / "settings.json")
    assert found == settings
    assert tuple(found.ridge) == VIEWS
    assert found.fit == Settings(ridge=found.ridge, trees_share=share, page_bound=bound)


def test_what_is_shipped_is_what_the_report_says_was_chosen():
    """Settings and report are of one choice: the plainest of those within noise of the best."""
    report = json.loads((REPORTS / "choice.json").read_text(encoding="utf-8"))
    points = {(share, bound): point for share, bound, point in report["points"]}
    assert tuple(report["shipped"]) == choose.plainest(points)
    assert [chosen().trees_share, chosen().page_bound] == report["shipped"]


@pytest.fixture
def known():
    """Forty made-up pages, each a site of its own, low or honest by turns."""
    generator = np.random.default_rng(0)
    labels, ones = np.arange(40) % 2, np.ones(40)
    vectors = np.full((40, len(NAMES)), np.nan)
    vectors[:, NAMES.index("length")] = labels + generator.random(40)
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
    nothing = library.Judge(None, None, None, 0.0, 1.0, 0.0)

    def wording(examples, _test, _seed, *, ridge):
        seen["ridge"] = ridge
        return {}, examples, None

    def judge(vectors, examples, _seed, *, settings):
        seen["share"] = settings.trees_share
        return library.Fitted(nothing, np.zeros(len(examples)), np.zeros(vectors.shape))

    monkeypatch.setattr(library, "with_wording", wording)
    monkeypatch.setattr(library, "fit_judge", judge)
    library.fit(known, name="m", settings=settings)
    assert seen == {"ridge": ridge, "share": share}
