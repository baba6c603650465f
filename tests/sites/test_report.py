"""Reports over scores: what a tracker says that saw every row, in the caller's kind of frame."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from corpus_stubs import Stub, page
from hypothesis import given
from hypothesis import strategies as st

from pagequality.corpus.run import score_corpus
from pagequality.errors import CorpusError
from pagequality.page.site import belongs_to, site_of
from pagequality.sites.partials import merged, partials
from pagequality.sites.report import rows, site_report, track
from pagequality.sites.rows import annotation_rows
from pagequality.sites.sequential import Promise
from pagequality.sites.tracker import SiteTracker


def scores(site, chances, **more):
    """Return rows of scores for one site."""
    return [
        {"url": f"https://www.{site}/{i}", "probability": p, "abstained": p is None, "error": None}
        | more
        for i, p in enumerate(chances)
    ]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://a.b.example.co.uk/x", "example.co.uk"),
        ("http://user@EXAMPLE.com.:81/", "example.com"),
        ("https://ann.blogspot.com/2020", "ann.blogspot.com"),
        ("http://x.ann.github.io/", "ann.github.io"),
        ("http://b.a.example.com./", "example.com"),
        ("http://de/", "de"),
        ("example.org/path", "example.org"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
        ("http://localhost/", "localhost"),
        ("folder/page.html", "folder"),
        ("page.html", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_the_registrable_domain(url, site):
    """Public suffixes are suffixes; whoever rents a name below one is a site."""
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("host", "site", "own"),
    [
        ("garden.example", "garden.example", True),
        ("www.garden.example", "garden.example", True),
        ("evilgarden.example", "garden.example", False),
        ("garden.example.evil.example", "garden.example", False),
        ("example", "garden.example", False),
        ("garden.example", "", False),
        ("", "", False),
    ],
)
def test_what_belongs_to_a_site(host, site, own):
    """The site itself and what stands below it, cut at its dots; nothing belongs to no site."""
    assert belongs_to(host, site) is own


ROWS = st.lists(
    st.tuples(st.sampled_from(["a.example", "b.example"]), st.none() | st.floats(0, 1)), max_size=40
)


@given(ROWS, st.integers(1, 5))
def test_a_report_is_what_a_tracker_says(pages, parts):
    """In any order, and by partial trackers of any parts that merge."""
    found = [
        {"url": f"https://{site}/{n}", "probability": p, "abstained": p is None, "error": None}
        for n, (site, p) in enumerate(pages)
    ]
    whole = rows(track(pa.Table.from_pylist(found[::-1], schema=SCHEMA)))
    tracker = SiteTracker()
    for row in found:
        tracker.add_row(row)
    assert rows(tracker) == whole
    kept = [part for n in range(parts) for part in partials(found[n::parts])]
    sites = sorted({site for site, _ in kept})
    by_site = [
        merged(site, [text for name, text in kept if name == site], Promise()) for site in sites
    ]
    assert sorted(by_site, key=repr) == sorted(whole, key=repr)


SCHEMA = pa.schema([
    ("url", pa.string()), ("probability", pa.float64()), ("abstained", pa.bool_()),
    ("error", pa.string()),
])  # fmt: skip


def test_sites_are_sorted_by_how_sure_it_is_that_they_are_low():
    """The surest come first; pages without an address are one nameless site."""
    mixed = scores("good.example", [0.01] * 20) + scores("bad.example", [0.99] * 20)
    mixed += [{"url": None, "probability": None, "abstained": True, "error": None}]
    report = site_report(pd.DataFrame(mixed))
    assert list(zip(report["site"], report["label"], strict=True)) == [
        ("bad.example", "low"), ("good.example", "honest"), ("", "undecided"),
    ]  # fmt: skip


@pytest.mark.parametrize("maker", [pd.DataFrame, pl.DataFrame, pa.Table.from_pylist])
def test_a_frame_gives_a_frame_of_its_type(maker):
    """With the columns of a scores file, or of a scored frame."""
    found = maker(scores("a.example", [0.99] * 20 + [None]))
    report = site_report(found)
    assert type(report) is type(found)
    frame = report.to_pandas() if isinstance(report, pa.Table) else report
    assert list(frame["label"]) == ["low"]
    assert list(frame["judged"]) == [20]
    with pytest.raises(CorpusError, match="no scores"):
        site_report(maker([{"url": "u"}]))


def test_a_report_of_files(tmp_path):
    """Every format of scores is read, several files as one."""
    pages = [{"url": f"http://a.example/{i}", "html": page(99)} for i in range(20)]
    paths = [tmp_path / name for name in ("s.parquet", "s.jsonl.gz", "s.csv")]
    for path in paths:
        score_corpus(pages, path, scorer=Stub(), n_jobs=1, progress=False)
    report = site_report(paths)
    assert report["site"].to_pylist() == ["a.example"]
    assert report["pages"].to_pylist() == [60]
    assert report["label"].to_pylist() == ["low"]
    assert report["topics"].to_pylist() == ["layout (16)"]
    (tmp_path / "no.jsonl").write_text('{"a": 1}\n')
    with pytest.raises(CorpusError, match="no scores"):
        site_report(tmp_path / "no.jsonl")
    with pytest.raises(CorpusError, match="cannot read"):
        site_report(tmp_path / "nothing.csv")


def test_annotations_are_keyed_by_host():
    """As Common Crawl writes hosts, in its order, and none without a judged page."""
    tracker = SiteTracker()
    for row in scores("b.example", [0.99] * 3) + scores("a.example", [None]):
        tracker.add_row(row)
    ((host, low, label, judged, _),) = annotation_rows(tracker.verdicts())
    assert (host, label, judged) == ("example,b", tracker.verdict("b.example").label, 3)
    assert low > 0.9
