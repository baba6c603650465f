"""Labelled pages as examples: how much each counts, and which ones teach."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("pyarrow", reason="needs the extra train")

from models.judge.labelled import Labelled, site_weights
from pagequality.learned.wording.aspects import TARGETS, VIEWS, taught_by

SITES = np.array(["a", "a", "b", "a", "c", "a", "c"])


def labelled_of():
    """Seven labelled pages of three sites, without words."""
    number = len(SITES)
    nothing = np.zeros(number)
    return Labelled(
        ids=[str(i) for i in range(number)],
        source=np.array(["wcxb", "mixed-2", "news", "wild:farm", "forum", "blog", "mixed"]),
        site=SITES,
        low=np.array([0, 1, -1, 0, -1, 1, 0]),
        score=np.array([0.0, 4.0, 2.0, 1.0, 2.0, 3.0, np.nan]),
        flags={},
        aspects=np.zeros((number, len(TARGETS))),
        words=nothing,
        page_type=nothing,
        vectors=np.arange(number)[:, None] * 1.0,
        text_vectors=np.arange(number)[:, None] * -1.0,
        views={view: [np.full(1, 7, np.uint32)] * number for view in VIEWS},
        text_views={view: [np.full(1, 8, np.uint32)] * number for view in VIEWS},
    )


def test_a_large_site_is_weighed_down() -> None:
    """Sixteen pages of a site count eight times less each than a page that is alone on its own."""
    weights = site_weights(np.array(["large"] * 16 + ["alone", "other"]), 0.75)
    assert weights[-1] / weights[0] == pytest.approx(16**0.75) == pytest.approx(8.0)
    assert weights[-1] == weights[-2]
    assert weights.mean() == pytest.approx(1.0)
    assert 16 * weights[0] > weights[-1], "more pages of a site still say more"


def test_the_exponent_says_how_far() -> None:
    """With 0 all pages count alike; with 1 each site does."""
    assert site_weights(SITES, 0.0).tolist() == [1.0] * 7
    whole = site_weights(SITES, 1.0)
    totals = [whole[site == SITES].sum() for site in "abc"]
    assert totals == pytest.approx([7 / 3] * 3)


def test_examples_carry_the_weights_of_their_sites() -> None:
    """They are grouped and weighed by site; what lies outside the usual mix counts as told."""
    rows = np.array([0, 1, 4, 5, 6])
    found = labelled_of().examples(rows, exponent=0.75, networks=0.25)
    weights, usual = site_weights(SITES[rows], 0.75), np.array([1, 1, 0, 0, 1])
    for source, sign, words in (("html", 1.0, 7), ("text", -1.0, 8)):
        assert found.vectors[source].ravel().tolist() == (sign * rows).tolist()
        assert {view: texts[0].tolist() for view, texts in found.words[source].items()} == {
            view: [words] for view in VIEWS
        }
    assert found.labels.tolist() == [0, 1, -1, 1, 0]
    assert found.groups.tolist() == ["a", "a", "c", "a", "c"]
    assert found.weights.tolist() == (weights * np.where(usual, 1.0, 0.25)).tolist()
    assert found.usual.tolist() == (weights * usual).tolist()


def test_mediocre_pages_of_held_out_sites_teach_nothing() -> None:
    """Pages of score 2 teach beside the training rows, unless their site is held out."""
    found = labelled_of()
    inside, told = np.array([0, 1]), {"exponent": 0.75, "networks": 0.25}
    all_of_it = found.teaching(inside, np.array([], int), **told)
    assert all_of_it.vectors["html"].ravel().tolist() == [0, 1, 2, 4]
    assert found.teaching(inside, np.array([6]), **told).vectors["html"].ravel().tolist() == [
        0,
        1,
        2,
    ]


def test_pages_outside_the_usual_mix_teach_wording_alone() -> None:
    """They keep their words and what is said of them, and lose their label."""
    found = labelled_of().teaching(np.array([0, 3, 5]), np.array([1]), exponent=0.75, networks=0.25)
    assert found.labels.tolist()[:3] == [0, 0, -1]
    assert labelled_of().usual.tolist() == [True, True, False, True, False, False, True]


def test_a_row_of_labels_says_what_wording_learns() -> None:
    """Low, the score as a share, four flags, and the kinds of page that annotators saw."""
    mill = {"low": "1", "score": "3", "flags": "pk", "kind": "keyword"}
    shop = {"low": "", "score": "2", "flags": "o", "kind": "commerce"}
    assert taught_by(mill) == [1.0, 0.75, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0]
    assert taught_by(shop) == [0.5, 0.5, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    assert np.isnan(taught_by(shop | {"score": ""})[1])
