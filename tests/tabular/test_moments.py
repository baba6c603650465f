"""When a page was fetched: ISO dates and seconds within reason, and nothing else."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagequality.tabular.moments import FETCHED, fetched_of, moment

WHEN = datetime(2026, 2, 11, 8, 30, tzinfo=UTC)
ISO = "2026-02-11T08:30:00Z"


class NoZone(tzinfo):
    """A zone that cannot be asked."""

    def utcoffset(self, _):
        """Fail."""
        raise ValueError


@pytest.mark.parametrize("value", [
    ISO, "2026-02-11T08:30Z", "2026-02-11 08:30:00+00:00", "2026-02-11T08:30:00.123456789Z",
    "20260211T083000Z", "2026-02-11T10:30:00+02:00", " 2026-02-11T08:30:00Z\n", WHEN,
    WHEN.astimezone(timezone(timedelta(hours=-9))), pd.Timestamp(WHEN), WHEN.timestamp(),
    int(WHEN.timestamp()), np.float64(WHEN.timestamp()), "1770798600", "1770798600.75",
])  # fmt: skip
def test_a_moment_is_told_in_one_way(value):
    """In UTC, to the second, whatever it was written as."""
    assert moment(value) == ISO


def test_nothing_is_added_to_what_is_known():
    """A day stays a day, a time without a zone has none."""
    assert moment("2026-02-11") == moment(date(2026, 2, 11)) == moment("20260211") == "2026-02-11"
    assert moment("2026-02-11 08:30") == "2026-02-11T08:30:00"
    assert moment(datetime(2026, 2, 11, 8, 30, 7)) == "2026-02-11T08:30:07"  # noqa: DTZ001 - as it is


@pytest.mark.parametrize("value", [
    None, "", " ", "x" * 10_000_000, "2" * 10_000_000, "\x1b[2J", "11 Feb 2026", "02/11/2026",
    "Wed, 11 Feb 2026 08:30:00 GMT", "2026", "2026-02", "2026-13-01", "1989-12-31", "2101-01-01",
    "2100-12-31T23:59:59-01:00", "1770798600000", "20260211083000", "-5", "nan", "=1+1",
    "\uff12\uff10\uff12\uff16-02-11", math.nan, math.inf, -math.inf, 0, -1, 10**400, 1770798600000,
    True, b"2026-02-11", [2026], {"year": 2026}, pd.NaT, pd.NA, datetime.max.replace(tzinfo=UTC),
    datetime(2026, 2, 11, tzinfo=NoZone()), object(),
])  # fmt: skip
def test_what_is_no_moment_is_nothing(value):
    """Text of any length and any marks, numbers of any size, other kinds of values."""
    assert moment(value) == ""


@given(st.text() | st.integers() | st.floats() | st.datetimes() | st.dates() | st.binary())
def test_whatever_is_given_a_moment_is_plain(value):
    """Empty, or short, and the same when it is read again."""
    told = moment(value)
    assert set(told) <= set("0123456789-:TZ")
    assert len(told) in {0, 10, 19, 20}
    assert moment(told) == told


def test_the_first_name_that_holds_a_moment_counts():
    """Names that may stand for the day of writing are not looked at."""
    told = {name: f"2026-01-0{place}" for place, name in enumerate(FETCHED, 1)}
    for place, name in enumerate(FETCHED, 1):
        assert fetched_of(told) == f"2026-01-0{place}"
        told[name] = "unknown"
    assert fetched_of({"date": ISO, "timestamp": ISO}) == ""
