"""What is counted of a corpus, row by row: right by hand, and bounded whatever comes."""

from __future__ import annotations

import json

import pytest
from made import row

from pagequality.errors import CorpusError
from pagequality.reports.cells import topics_of
from pagequality.reports.counts import EDGES, NEAREST, OTHERS, Counts
from pagequality.reports.rows import scores_of

ROWS = [
    row(0, 0.05),
    row(1, 0.5, notices="truncated; odd encoding", topic_1="layout +0.30: Headings."),
    row(2, 0.7, low=True, doubt="few marks agree: look yourself", page_type="forum"),
    row(3, 1.0 - 1e-9, low=False, language="", topic_1=None),
    row(4, None, state="thin", notices="too little text"),
    row(5, None, state=None, abstained=None, error="broken: no bytes", url=None, id=None),
]


def counted(rows, threshold=0.7):
    """Count some rows."""
    counts = Counts(threshold)
    assert list(counts.take(rows)) == list(rows)
    return counts


def test_pages_are_counted_once_each():
    """Judged or not, kept or dropped, read or not; a page at the threshold is dropped."""
    counts = counted(ROWS)
    assert (counts.pages, counts.judged, counts.dropped) == (6, 4, 2)
    assert (counts.errors, counts.nameless, counts.doubted) == (1, 1, 1)
    assert counts.total == pytest.approx(2.25)
    assert dict(counts.notices) == {"truncated": 1, "odd encoding": 1}
    assert {tuple(why): n for why, n in counts.why_not.items()} == {
        ("thin", "too little text"): 1, ("no page", "broken"): 1,
    }  # fmt: skip
    assert counts.called == (1.0 - 1e-9, 0.7)


def test_a_bar_begins_at_its_edge():
    """A probability at an edge is in the bar above it; 1 is in the last bar."""
    counts = counted([row(0, edge) if 0 < edge < 1 else row(0, edge, log_odds=0.0)
                      for edge in EDGES if edge not in {0.0, 1.0}])  # fmt: skip
    assert counts.kept_in == [0] + [1] * 13 + [0] * 6
    assert counts.dropped_in == [0] * 14 + [1] * 6


def test_topics_are_counted_by_type_and_language():
    """Only those that accuse, and by more than a little."""
    counts = counted(ROWS)
    article = counts.types["article"]
    assert (article.pages, article.low, dict(article.topics)) == (3, 1, {"wording": 1, "layout": 1})
    assert counts.languages[""].pages == 1
    assert [told.title for told in topics_of(ROWS[0])] == ["Its wording", "Layout"]


def test_the_pages_nearest_the_threshold_are_kept():
    """However many there are, those that are nearest; of equals those that came first."""
    counts = counted([row(place, (place + 0.5) / 1000) for place in range(1000)])
    near = sorted(page.probability for _, _, page in counts.near)
    assert len(near) == NEAREST
    assert near[0] == pytest.approx(0.6905)
    assert near[-1] == pytest.approx(0.7095)
    same = counted([row(place, 0.5) for place in range(50)])
    assert sorted(page.id for _, _, page in same.near) == sorted(f"page {i}" for i in range(20))


def test_what_is_kept_has_a_bound():
    """Values that never end are counted together; cells that never end are cut."""
    rows = [
        row(place, 0.2, language=f"l{place}", page_type=f"t{place}", notices=f"n{place}",
            model=f"m{place}", headline="h" * 9999)
        for place in range(3000)
    ]  # fmt: skip
    rows += [row(place, None, state=f"s{place}", notices="x" * 9999) for place in range(3000)]
    counts = counted(rows)
    for kept in (counts.types, counts.languages, counts.notices, counts.models, counts.why_not):
        assert len(kept) <= 201
    assert counts.types[OTHERS].pages == 2800
    assert sum(counts.why_not.values()) == 3000
    assert len(counts.sample) == 2000
    assert max(len(page.headline) for _, _, page in counts.near) == 200


@pytest.mark.parametrize("chance", [1.5, -0.1, "0.5", float("inf")])
def test_what_is_no_probability_is_refused(tmp_path, chance):
    """In one line, with the value."""
    file = tmp_path / "scores.jsonl"
    cells = {"url": "", "probability": chance, "abstained": False, "error": None}
    file.write_text(json.dumps(cells))
    with pytest.raises(CorpusError, match="these are no scores: probability is"):
        list(scores_of(file).rows(frozenset()))
