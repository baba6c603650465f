"""What the exam's tables count, by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from models.benchmarks.honest import RULES, Honest
from models.judge.cross_validation import FAMILIES
from models.judge.evaluate import family_shares, reliability
from pagequality.reading import read


def test_each_bin_comes_with_the_interval_of_its_share() -> None:
    """Of ten pages at 0.3 two are low: the interval is that of two in ten."""
    (row,) = reliability(np.array([1, 1, *[0] * 8]), np.full(10, 0.35))
    assert (row["pages"], row["low"]) == (10, 0.2)
    assert row["interval"] == pytest.approx([0.0567, 0.5098], abs=1e-3)


def test_shares_of_families_add_up_and_keep_their_sign() -> None:
    """On low pages the first family has three quarters of all that is added; honest ones apart."""
    added = np.zeros((4, len(FAMILIES)))
    added[:2, 0], added[:2, 1], added[2, 1] = 3.0, [1.0, -1.0], -2.0
    bench = SimpleNamespace(
        labelled=SimpleNamespace(usual=np.array([True, True, True, False])),
        rows=np.arange(4), labels=np.array([1, 1, 0, 0]), sums={"families": added},
    )  # fmt: skip
    table = family_shares(cast("Any", bench))
    assert table[FAMILIES[0]]["low"] == {"share": 0.75, "adds": 3.0}
    assert table[FAMILIES[1]]["low"] == {"share": 0.25, "adds": 0.0}
    assert table[FAMILIES[1]]["honest"] == {"share": 1.0, "adds": -2.0}
    assert sum(row["low"]["share"] for row in table.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Tax calculator for 2026", "calculators"),
        ("Minutes of the parish meeting", "minutes and notices"),
        ("Roof repairs in Ware", "tradespeople"),
        ("A poem for the harvest", "poems and stories"),
    ],
)
def test_a_kind_is_told_by_whole_words_of_the_title(title: str, kind: str) -> None:
    """The rule holds for the word and for several, and not for a word that begins like it."""

    def holds(text: str) -> bool:
        html = f"<title>{text}</title><p>Beans"
        return RULES[kind][1](Honest("good", "wcxb", html, read(html), ""))

    assert holds(title)
    assert not holds("Calculatory, minuted, roofless and poemlike matters")
