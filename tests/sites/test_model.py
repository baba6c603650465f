"""The model of sites: strict loading, exact sums, and what few pages are worth."""

from __future__ import annotations

import pytest

from pagequality.errors import ModelError
from pagequality.sites.measures import ACCUSING, NAMES
from pagequality.sites.model import SiteModel, default_site_model

PLAIN = default_site_model().to_json()


def test_a_model_survives_as_json():
    """What is written is read again."""
    assert SiteModel.from_json(PLAIN) == default_site_model()


@pytest.mark.parametrize(
    "broken",
    [
        None, [], {}, {"names": 1}, {**PLAIN, "names": ["size"]}, {**PLAIN, "weights": [1.0]},
        {**PLAIN, "half": 0}, {**PLAIN, "half": "1"}, {**PLAIN, "scatter": -1},
        {**PLAIN, "start": True}, {**PLAIN, "weights": [1e30] * len(NAMES)},
        {**PLAIN, "caution": [1.0]}, {**PLAIN, "caution": [0.0, 1.0]},
    ],
)  # fmt: skip
def test_a_broken_model_is_told_in_one_line(broken):
    """Whatever is wrong with it."""
    with pytest.raises(ModelError, match=r"sites\.json holds no model of sites") as error:
        SiteModel.from_json(broken)
    assert "\n" not in str(error.value)


def test_what_is_unknown_adds_nothing():
    """And what pages show side by side can only accuse."""
    model = default_site_model()
    unknown = (float("nan"),) * len(NAMES)
    assert model.full(unknown) == (0.0,) * len(NAMES)
    for name in ("doorways", *ACCUSING):
        place = NAMES.index(name)
        assert model.weights[place] >= 0
        assert model.typical[place] == 0


def test_more_pages_of_one_kind_say_more_but_never_all():
    """Log-odds grow with pages, less and less."""
    model = default_site_model()
    sums = [model.log_odds((3.0,) * len(NAMES), pages) for pages in (0, 1, 2, 4, 8, 1000)]
    assert sums == sorted(sums)
    assert sums[0] == 0.0
    assert sums[-1] - sums[-2] < sums[2] - sums[1]


def test_pages_needed_are_those_that_give_what_is_wanted():
    """So many pages reach it and one less does not; nothing where none reach it."""
    model = SiteModel((0.0,) * len(NAMES), (1.0,) * len(NAMES), 0.0, 3.0, 1.0)
    pages = model.needed(6.0, 4.0)
    assert 6.0 * model.share(pages) >= 4.0 > 6.0 * model.share(pages - 1)
    assert model.needed(6.0, 7.0) is None
    assert model.needed(-6.0, 4.0) is None
    assert model.needed(0.0, 4.0) is None
