"""Frames keep their type, rows and order; iterables give verdicts in order."""

from __future__ import annotations

import itertools
import json
import math

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet
from sample_pages import read_samples

import pagequality as pq
from pagequality.corpus.columns import Columns
from pagequality.corpus.frames import _item, score_batch
from pagequality.corpus.worker import PageWorker
from pagequality.errors import CorpusError

PAGES = [sample.html.decode() for sample in read_samples()[:5]]
ROWS = {"n": [1, 2, 3, 4, 5, 6], "html": [*PAGES, None], "url": ["http://a.example/"] * 5 + [None]}
MAKERS = {
    "pandas": pd.DataFrame,
    "indexed": lambda rows: pd.DataFrame(rows, index=[9, 9, 7, 1, 0, 3]),
    "polars": pl.DataFrame,
    "pyarrow": pa.table,
}


def cells(frame, name):
    """Return a column as plain values, ``nan`` as ``None``."""
    values = frame[name].to_pylist() if isinstance(frame, pa.Table) else list(frame[name])
    return [None if pd.isna(value) else value for value in values]


@pytest.mark.parametrize("maker", MAKERS)
def test_a_frame_comes_back_as_it_was_with_columns_added(maker):
    """The caller's type, the rows, the index; the verdicts are those of `analyze`."""
    frame = MAKERS[maker](ROWS)
    scored = pq.score_frame(frame)
    assert type(scored) is type(frame)
    assert cells(scored, "n") == ROWS["n"]
    if maker == "indexed":
        assert list(scored.index) == [9, 9, 7, 1, 0, 3]
    verdicts = [pq.analyze(page, url="http://a.example/") for page in PAGES]
    expected = [None if v.abstained else v.probability for v in verdicts]
    assert cells(scored, "pq_probability") == [*expected, None]
    assert cells(scored, "pq_error")[:5] == [None] * 5
    assert cells(scored, "pq_abstained") == [*(v.abstained for v in verdicts), None]
    assert cells(scored, "pq_error")[5].startswith("no page")


def test_columns_can_be_asked_for_and_named():
    """Signals, evidence, flags, another prefix, other columns."""
    frame = pl.DataFrame({"body": PAGES})
    options = pq.ScoringOptions(html="body", signals=True, explain=True, threshold=0.5)
    scored = pq.score_frame(frame, options=options, prefix="q.")
    assert {"q.signal_" + name for name in pq.analyze(PAGES[0]).signals} <= set(scored.columns)
    assert scored["q.low"].dtype == pl.Boolean
    assert "evidence" in scored["q.evidence"][0]
    assert isinstance(scored["q.reasons"].dtype, pl.List)
    assert scored["q.reasons"][0][0]["signal"] in pq.analyze(PAGES[0]).signals


@pytest.mark.parametrize("maker", MAKERS)
def test_columns_have_types_of_their_own(maker):
    """Flags with unknown ones, numbers, lists of records, in every library's own way."""
    frame = pq.score_frame(MAKERS[maker](ROWS), options=pq.ScoringOptions(explain=True))
    low, reasons = cells_of(frame, "pq_low"), cells_of(frame, "pq_reasons")
    assert [one is None or one is pd.NA for one in low] == [False] * 5 + [True]
    assert all(type(one) is bool for one in low[:5])
    verdict = pq.analyze(PAGES[0], url="http://a.example/")
    assert [one["signal"] for one in reasons[0]] == [one.signal for one in verdict.reasons]
    assert [one["contribution"] for one in reasons[0]] == [
        one.contribution for one in verdict.reasons
    ]


def cells_of(frame, name):
    """Return a column as the library's own values."""
    return frame[name].to_pylist() if isinstance(frame, pa.Table) else frame[name].to_list()


@pytest.mark.parametrize("maker", MAKERS)
def test_what_the_server_said_counts_as_in_a_file(maker, tmp_path):
    """The status, and the encoding of a header; in frames, batches of an engine and files alike."""
    html = "<title>Чай</title><h1>Чай</h1>".encode("koi8-r") + PAGES[0].encode()
    headers = [[["Content-Type", f"text/html; charset={name}"]] for name in ("koi8-r", "cp1251")]
    rows = {"html": [html] * 3, "status": [200, 404, None], "headers": [*headers, None]}
    known = [{"status": 200, "headers": dict(headers[0])}, {"status": 404}, {}]
    verdicts = [pq.analyze(html, **one) for one in known]
    expected = [(verdict.state.name, verdict.headline[:3]) for verdict in verdicts]
    assert (expected[0][1], expected[1][0]) == ("Чай", "error")
    table, frame = pa.table(rows), MAKERS["pandas" if maker == "indexed" else maker](rows)
    parquet.write_table(table, tmp_path / "a.parquet")
    pq.score_corpus(tmp_path / "a.parquet", tmp_path / "s.jsonl", n_jobs=1, progress=False)
    lines = map(json.loads, (tmp_path / "s.jsonl").read_text().splitlines())
    batch = score_batch(table, PageWorker(), prefix="pq_", keep_html=False)
    for scored in (pq.score_frame(frame), batch):
        states, headlines = cells(scored, "pq_state"), cells(scored, "pq_headline")
        found = [(state, headline[:3]) for state, headline in zip(states, headlines, strict=True)]
        assert [found[0], found[1][0]] == [expected[0], expected[1][0]]
    assert [line["state"] for line in lines] == states


@pytest.mark.parametrize("dtype", ["string", "object"])
def test_a_missing_cell_of_pandas_is_nothing(dtype):
    """A missing page is none, and a missing address is no address that says so."""
    missing = pd.NA if dtype == "string" else math.nan
    rows = {"html": [missing, PAGES[0]], "url": ["http://a.example/", missing], "status": [1, 404]}
    frame = pd.DataFrame(rows).astype({"html": dtype, "url": dtype, "status": "Int64"})
    frame.loc[0, "status"] = pd.NA
    scored = pq.score_frame(frame)
    assert scored["pq_error"][0].startswith("no page")
    assert scored["pq_state"][1] == "error"
    item = _item({"html": PAGES[0], "url": missing, "status": missing}, Columns())
    assert (item.url, item.status) == ("", None)


def test_processes_change_nothing():
    """Two processes give what one gives."""
    frame = pa.table(ROWS)
    assert pq.score_frame(frame, n_jobs=2) == pq.score_frame(frame)


def test_an_empty_frame_gets_its_columns():
    """No rows is no reason to lose the columns."""
    scored = pq.score_frame(pl.DataFrame({"html": []}, schema={"html": pl.String}))
    assert "pq_probability" in scored.columns


def test_a_missing_column_is_misuse():
    """The message says what there is."""
    with pytest.raises(CorpusError, match="body"):
        pq.score_frame(pl.DataFrame({"body": PAGES}))
    frame, options = pl.DataFrame({"html": PAGES, "at": PAGES}), pq.ScoringOptions(url="adress")
    with pytest.raises(CorpusError, match="no column 'adress'; there are: html, at"):
        pq.score_frame(frame, options=options)


def test_a_frame_without_names_or_rows_is_told_what_to_do():
    """Numbers are no names, and a lazy frame holds nothing yet."""
    numbered = pd.DataFrame([[PAGES[0], 1]])
    with pytest.raises(CorpusError, match=r"rename\(columns=\{0: 'html'\}\)"):
        pq.score_frame(numbered)
    named = pq.score_frame(numbered.rename(columns={0: "html"}))
    assert list(named.columns[:3]) == ["html", 1, "pq_probability"]
    with pytest.raises(CorpusError, match=r"give frame\.collect\(\)"):
        pq.score_frame(pl.LazyFrame({"html": PAGES}))
    with pytest.raises(CorpusError, match=r"give frame\.collect\(\)"):
        pq.corpus_report(pl.LazyFrame({"html": PAGES}))


@pytest.mark.parametrize("name", ["html", "at", 7])
def test_two_columns_of_one_name_are_refused(name):
    """The message says which."""
    frames = [pd.DataFrame([[PAGES[0], 1, 2]], columns=["html", name, name])]
    if isinstance(name, str):
        frames.append(pa.table([PAGES, PAGES, PAGES], names=["html", name, name]))
    for frame in frames:
        with pytest.raises(CorpusError, match=f"several columns of the frame are called '{name}'"):
            pq.score_frame(frame)


def test_a_column_of_an_added_name_is_replaced():
    """So that a frame can be scored again."""
    frame = pl.DataFrame({"html": PAGES, "pq_label": ["mine"] * len(PAGES)})
    scored = pq.score_frame(frame)
    assert "mine" not in scored["pq_label"].to_list()
    assert pq.score_frame(scored).equals(scored)


def test_what_is_no_frame_and_no_list_of_pages_is_refused():
    """The message says what would do."""
    with pytest.raises(CorpusError, match="not list; for pages by themselves there is score_many"):
        pq.score_frame(PAGES)
    for one in (PAGES[0], PAGES[0].encode(), {"html": PAGES[0]}):
        with pytest.raises(TypeError, match="many pages are expected"):
            pq.score_many(one)


def test_many_pages_in_order():
    """Text, bytes, pairs and mappings; what cannot be judged is an abstained verdict."""
    pages = [PAGES[0], (PAGES[1].encode(), "http://a.example/"), {"html": PAGES[2]}, b"%PDF", None]
    verdicts = list(pq.score_many(pages))
    assert verdicts[0].to_dict() == pq.analyze(PAGES[0]).to_dict()
    assert verdicts[1].url == "http://a.example/"
    assert verdicts[2].probability == pq.analyze(PAGES[2]).probability
    assert [v.notices[0].code for v in verdicts[3:]] == ["not html", "no page"]
    assert all(v.abstained and math.isnan(v.probability) for v in verdicts[3:])
    assert verdicts[3].to_dict()["probability"] is None


@pytest.mark.parametrize("odd", [("<p>Tea", "http://a.example/", 200), ("<p>Tea",), ["<p>Tea"]])
def test_what_is_no_pair_costs_itself_alone(odd):
    """It is a bad record like any other, and the pages around it are judged."""
    first, found, last = pq.score_many([PAGES[0], odd, PAGES[1]])
    assert found.notices[0].code == "bad record"
    assert not first.abstained
    assert not last.abstained


def test_many_pages_from_an_endless_stream():
    """Verdicts come while the stream goes on."""
    stream = pq.score_many(itertools.cycle(["<p>One", "<p>Two"]), n_jobs=1)
    assert len(list(itertools.islice(stream, 40))) == 40
    stream.close()
