"""Reasons: contributions told in sentences, strongest first, quotes for what accuses."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pagequality.judge.evidence import Quotes
from pagequality.judge.reasons import reasons
from pagequality.page.evidence import Evidence
from pagequality.reading import read_text
from pagequality.signals import NAMES, SIGNALS

SIZE = len(NAMES)
QUOTE = (Evidence("a quote", "kind", 0, "p"),)


class Shown(Quotes):
    """Quotes the same of every signal, and notes for which it was asked."""

    def __init__(self):
        super().__init__(read_text(""))
        self.asked = []

    def of(self, signal):
        """Return the one quote."""
        self.asked.append(signal.name)
        return QUOTE


def told(added, values=None, typical=None, *, quotes=None):
    """Reasons from contributions, values and typical values by name; all others are 0."""
    rows = []
    for given in (values or {}, added, typical or {}):
        row = np.zeros(SIZE)
        for name, number in given.items():
            row[NAMES.index(name)] = number
        rows.append(row)
    vector, contributions, usual = rows
    return reasons(quotes or Shown(), vector, added=contributions, typical=usual)


def sentence(value, typical):
    """The sentence for years, which this page has and typical pages have."""
    (reason,) = told({"years": 1.0}, {"years": value}, {"years": typical})
    return reason.sentence


@pytest.mark.parametrize(
    ("value", "typical", "expected"),
    [
        (3.0, 1.0, "Years and dates: 3, more than usual (1)."),
        (1.0, 3.0, "Years and dates: 1, less than usual (3)."),
        (0.0, 0.5, "Years and dates: 0, less than usual (0.5)."),
        (-2.0, -1.0, "Years and dates: -2, less than usual (-1)."),
        (0.12345, 45678.0, "Years and dates: 0.123, less than usual (4.57e+04)."),
        (2.0, 2.0, "Years and dates: 2, as usual."),
        (1.019, 1.0, "Years and dates: 1.02, as usual."),
        (1.0, 1.019, "Years and dates: 1, as usual."),
        (1.03, 1.0, "Years and dates: 1.03, more than usual (1)."),
        (0.0, 0.0, "Years and dates: 0, as usual."),
        (1e-6, 0.0, "Years and dates: 1e-06, more than usual (0)."),
        (3.0, math.nan, "Years and dates: 3."),
        (math.nan, 1.0, "Not to be told on this page: years and dates."),
        (math.nan, math.nan, "Not to be told on this page: years and dates."),
    ],
)
def test_a_sentence_says_how_the_page_differs(value, typical, expected):
    """More or less than usual, as usual within two percent, or what is not known."""
    assert sentence(value, typical) == expected


def test_a_reason_holds_the_numbers_it_tells():
    """Name, value, typical value and contribution are the signal's own."""
    (reason,) = told({"years": -0.5}, {"years": 3.0, "prices": 9.0}, {"years": 1.0})
    assert (reason.signal, reason.value, reason.typical) == ("years", 3.0, 1.0)
    assert reason.contribution == -0.5


def test_reasons_come_strongest_first_whatever_their_sign():
    """Sorted by size; of equal size, in the order of the signals; small ones are cut off."""
    added = {
        "years": 0.5, "prices": -2.0, "names": 1.0, "length": -0.5, "figures": 0.03,
        "commas": -0.03, "dashes": 0.0299, "asides": -0.0299,
    }  # fmt: skip
    assert NAMES.index("length") < NAMES.index("years")
    assert NAMES.index("figures") < NAMES.index("commas")
    found = told(added)
    assert [reason.signal for reason in found] == [
        "prices", "names", "length", "years", "figures", "commas",
    ]  # fmt: skip
    assert [reason.contribution for reason in found] == [-2.0, 1.0, -0.5, 0.5, 0.03, -0.03]
    assert told({"dashes": 0.0299}) == ()


def test_only_what_accuses_is_quoted():
    """A reason that speaks for the page has no quotes, and none is looked for."""
    quotes = Shown()
    found = told({"years": -2.0, "prices": 1.0, "names": -0.5}, quotes=quotes)
    assert [reason.evidence for reason in found] == [(), QUOTE, ()]
    assert quotes.asked == ["prices"]


def test_only_the_first_twelve_reasons_are_quoted():
    """The twelve strongest of all, those for the page counted too."""
    names = [signal.name for signal in SIGNALS[:20]]
    against = told({name: 2.0 - 0.05 * place for place, name in enumerate(names)})
    assert [bool(reason.evidence) for reason in against] == [True] * 12 + [False] * 8
    mixed = told({name: (2.0 - 0.05 * place) * (-1) ** place for place, name in enumerate(names)})
    assert [bool(reason.evidence) for reason in mixed] == [True, False] * 6 + [False] * 8
