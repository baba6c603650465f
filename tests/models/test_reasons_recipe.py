"""Reasons counted without a reader: what accuses by a lack is seen in every topic."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

pytest.importorskip("pyarrow", reason="needs the extra train")

from models.benchmarks.reasons import FIRST, counts
from models.report.card_people import reasons
from pagequality.judge.topic import Reason, Topic
from pagequality.signals.topics import OTHER, TOPICS

if TYPE_CHECKING:
    from pagequality.judge.verdict import Verdict

SEEN, USUAL, UNKNOWN = 3.0, 1.0, float("nan")


def topic(name: str, *values: float, contribution: float = 1.0) -> Topic:
    """A topic whose reasons have these values where 1 is usual, and all add the same."""
    said = [Reason("signal", value, USUAL, contribution, "It says so.") for value in values]
    return Topic(name, contribution * len(said), 0.5, 1.0, tuple(said))


def verdict(*topics: Topic) -> Verdict:
    """Only the topics of a verdict are counted."""
    return cast("Verdict", SimpleNamespace(topics=topics))


def test_a_lack_that_accuses_counts_where_it_stands() -> None:
    """In topics that are told it is one figure, inside other marks another."""
    said = verdict(topic(TOPICS[0], SEEN, UNKNOWN), topic(OTHER, SEEN, USUAL, UNKNOWN))
    found = counts([said, said])
    assert (found["by_lack"], found["other_by_lack"]) == (2, 4)


def test_what_is_seen_or_excuses_is_no_lack() -> None:
    """More than usual accuses by what is there; less than nothing accuses nobody."""
    excuse = topic(OTHER, USUAL, UNKNOWN, contribution=-1.0)
    found = counts([verdict(topic(TOPICS[0], SEEN), excuse), verdict(topic(OTHER, SEEN))])
    assert (found["by_lack"], found["other_by_lack"]) == (0, 0)


def test_other_marks_are_looked_at_wherever_they_stand() -> None:
    """They come last, often behind the topics that are counted otherwise."""
    first = [topic(name, SEEN) for name in TOPICS if name != OTHER][:FIRST]
    found = counts([verdict(*first, topic(OTHER, UNKNOWN))])
    assert (found["by_lack"], found["other_by_lack"], found["accusing"]) == (0, 1, FIRST)


def test_the_card_says_it_once_it_is_counted() -> None:
    """A report of before is drawn without the sentence."""
    row = counts([verdict(topic(OTHER, UNKNOWN, USUAL))])
    assert np.isfinite(row["carried"])
    old = {key: value for key, value in row.items() if key != "other_by_lack"}
    report = {"first": FIRST, "low": row, "honest": row}
    drawn = " ".join(reasons({"reasons": report}))
    assert "accuses 2 times on the low and 2 times on the honest pages." in drawn
    drawn = " ".join(reasons({"reasons": report | {"low": old, "honest": old}}))
    assert "times on the low" not in drawn
