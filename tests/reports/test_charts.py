"""The histogram: bars as high as their numbers, numbers on the axes, a line at the threshold."""

from __future__ import annotations

import re

from pagequality.reports.charts import histogram, nice

BARS = [
    {"from": 0.0, "to": 0.5, "kept": 30, "dropped": 0},
    {"from": 0.5, "to": 1.0, "kept": 10, "dropped": 20},
]


def rects(made):
    """The kind, top and height of each bar."""
    found = re.findall(r'y="([\d.]+)" width="[\d.]+" height="([\d.]+)" class="(\w+)"', made)
    return [(kind, float(top), float(height)) for top, height, kind in found]


def test_bars_are_as_high_as_their_numbers():
    """Dropped pages stand on the kept ones of the same bar, in another colour."""
    one, kept, dropped = rects(histogram(BARS, threshold=0.7))
    assert [kind for kind, _, _ in (one, kept, dropped)] == ["kept", "kept", "dropped"]
    assert one[2] == 3 * kept[2]
    assert dropped[2] == 2 * kept[2]
    assert dropped[1] == one[1]
    assert dropped[1] + dropped[2] == kept[1]


def test_axes_have_numbers_and_the_threshold_its_name():
    """Pages from none to a round number, probabilities from 0 to 1."""
    made = histogram(BARS, threshold=0.7)
    told = re.findall(r">([^<>]+)</text>", made)
    assert told == ["0", "20", "40", "0", "0.2", "0.4", "0.6", "0.8", "1",
                    "probability of low quality", "pages", "threshold 0.7"]  # fmt: skip


def test_other_scores_are_an_outline_of_as_many_pages():
    """Drawn to the same total, so that shapes can be compared; nothing without any."""
    before = [{**bar, "kept": 1, "dropped": 0} for bar in BARS]
    made = histogram(BARS, threshold=0.7, before=before)
    (points,) = re.findall(r'points="([^"]+)"', made)
    tops = {point.split(",")[1] for point in points.split()}
    assert len(tops) == 2
    assert "polyline" not in histogram(BARS, threshold=0.7)


def test_an_empty_corpus_has_a_histogram():
    """Of no bars."""
    empty = [{**bar, "kept": 0, "dropped": 0} for bar in BARS]
    assert rects(histogram(empty, threshold=0.7)) == []


def test_the_highest_number_is_round():
    """And no smaller than any bar."""
    for most in (1, 2, 9, 10, 11, 99, 1234, 10**9 + 1):
        assert most <= nice(most) <= max(2 * most, 2)
        assert nice(most) % 2 == 0
