"""Alerts: each rule speaks where it should, and is silent where all is well."""

from __future__ import annotations

import pytest

from pagequality.reports.alerts import alerts

QUIET = {
    "pages": 1000,
    "judged": 950,
    "threshold": 0.7,
    "nameless_errors": 0,
    "base_rate": 0.25,
    "mean_probability": 0.2,
    "called_between": [0.69, 0.71],
    "models": [{"model": "made", "pages": 950}],
    "notices": [{"code": "truncated", "pages": 20}],
    "drift": {"score": {"reading": "alike", "stability": 0.01}, "reading": "It looks alike."},
    "sites": {
        "number": 90,
        "without_address": 0,
        "largest": {"site": "a.example", "pages": 100},
    },
}
FEW = {"judged": 49, "pages": 52, "notices": [], "sites": QUIET["sites"] | {"number": 1}}
FAR = {"score": {"reading": "different", "stability": 0.5}, "reading": "Label some."}


def test_nothing_is_said_where_nothing_stands_out():
    """No alert without a reason."""
    assert alerts(QUIET) == []


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("few pages", FEW),
        ("many not judged", {"judged": 799}),
        ("nameless errors", {"nameless_errors": 11}),
        ("no addresses", {"sites": QUIET["sites"] | {"without_address": 100}}),
        ("one site dominates",
         {"sites": QUIET["sites"] | {"largest": {"site": "a.example", "pages": 300}}}),
        ("far from the base rate", {"mean_probability": 0.5}),
        ("far from the base rate", {"mean_probability": 0.0}),
        ("drift", {"drift": FAR}),
        ("notices", {"notices": [{"code": "truncated", "pages": 95}]}),
        ("several models", {"models": QUIET["models"] * 2}),
        ("another threshold", {"threshold": 0.5}),
    ],
)  # fmt: skip
def test_one_thing_out_of_order_gives_one_alert(name, changed):
    """With what was found and what to do about it."""
    (alert,) = alerts(QUIET | changed)
    assert alert.name == name
    assert alert.told.endswith(".")
    assert alert.advice.endswith(".")


def test_a_corpus_of_one_site_is_not_dominated_by_it():
    """Nor does one whose pages have no address have a largest site."""
    alone = {"number": 1, "without_address": 0, "largest": {"site": "a.example", "pages": 1000}}
    assert alerts(QUIET | {"sites": alone}) == []
    assert alerts(QUIET | {"base_rate": None, "drift": {"why_not": "no model"}}) == []
