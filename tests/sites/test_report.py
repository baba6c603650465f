"""Sites: grouped without a network, judged only when there is enough to judge by."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from corpus_stubs import Stub, page

from pagequality.corpus.run import score_corpus
from pagequality.errors import CorpusError
from pagequality.page.site import belongs_to, site_of
from pagequality.sites.report import interval, site_report, sites


def rows(site, chances, **more):
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


def test_few_pages_stay_open():
    """One terrible page is no terrible site, three are not either."""
    (one,) = sites(rows("a.example", [0.99]))
    (three,) = sites(rows("a.example", [0.99] * 3))
    (many,) = sites(rows("a.example", [0.99] * 12))
    assert [one.verdict, three.verdict, many.verdict] == ["open", "open", "low"]


def test_a_mixed_site_stays_open_however_large():
    """Pages of one site resemble each other, so numbers alone prove little."""
    (site,) = sites(rows("a.example", [0.9, 0.4] * 5000))
    assert site.verdict == "open"
    assert site.share_low == 0.5


@pytest.mark.parametrize("total", [0.0, 0.3, 1.0])
def test_the_interval_narrows_with_pages_but_never_closes(total):
    """More pages say more; a thousand hardly more than a hundred."""
    widths = [hi - lo for lo, hi in (interval(total * n, n) for n in (0, 1, 10, 100, 1000, 10**6))]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] > 0.1
    assert widths[-3] - widths[-1] < 0.05


def test_what_the_pages_of_a_site_have_in_common():
    """Reasons that accuse are counted, lines that come back are named."""
    lines = {"template_lines": "Share this!\nPage of the day"}
    reasons = {"topic_1": "wording +1.00: Words ...", "topic_2": "standing -2.00: A named ..."}
    mine = rows("a.example", [0.9] * 3, **lines, **reasons) + rows("a.example", [None])
    (site,) = sites(mine)
    assert (site.pages, site.judged) == (4, 3)
    assert site.reasons == "wording (3)"
    assert site.template_lines == "Share this! (3)\nPage of the day (3)"


def test_sites_are_sorted_by_how_sure_it_is_that_they_are_low():
    """The surest come first; pages without an address are one nameless site."""
    mixed = rows("good.example", [0.01] * 20) + rows("bad.example", [0.99] * 20)
    mixed += [{"url": None, "probability": 0.5, "abstained": False, "error": None}]
    assert [(site.site, site.verdict) for site in sites(mixed)] == [
        ("bad.example", "low"),
        ("", "open"),
        ("good.example", "good"),
    ]


@pytest.mark.parametrize("maker", [pd.DataFrame, pl.DataFrame, pa.Table.from_pylist])
def test_a_frame_gives_a_frame_of_its_type(maker):
    """With the columns of a scores file, or of a scored frame."""
    scores = maker(rows("a.example", [0.99] * 20 + [None]))
    report = site_report(scores)
    assert type(report) is type(scores)
    frame = report.to_pandas() if isinstance(report, pa.Table) else report
    assert list(frame["verdict"]) == ["low"]
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
    assert report["verdict"].to_pylist() == ["low"]
    assert report["template_lines"].to_pylist() == ["Share this page (60)"]
    (tmp_path / "no.jsonl").write_text('{"a": 1}\n')
    with pytest.raises(CorpusError, match="no scores"):
        site_report(tmp_path / "no.jsonl")
    with pytest.raises(CorpusError, match="cannot read"):
        site_report(tmp_path / "nothing.csv")
