"""The report of a corpus: every form says the same, has a bound, and nothing of a page acts."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from made import NASTY, check, row

import pagequality as pq
from pagequality.errors import CorpusError
from pagequality.judge.scorer import shipped_scorer
from pagequality.signals import NAMES

MOST = 2_000_000
WHEN = date(2026, 3, 1)
SHIPPED = shipped_scorer().model
MODEL = f"{SHIPPED.name} {SHIPPED.digest}"
ROWS = [row(place, (place + 0.5) / 100) for place in range(100)]


def written(folder, rows, name="scores.jsonl"):
    """Write rows as a file of scores."""
    path = folder / name
    path.write_text("".join(f"{json.dumps(one)}\n" for one in rows), encoding="utf-8")
    return path


def test_the_figures_are_right(tmp_path):
    """Counted by hand: a hundred pages spread evenly, and two that were not judged."""
    more = [row(1, None, state="thin", notices="too little text"), row(2, None, error="broken: x")]
    found = pq.corpus_report(written(tmp_path, ROWS + more), threshold=0.75, when=WHEN).figures
    assert (found["pages"], found["judged"], found["kept"], found["dropped"]) == (102, 100, 75, 25)
    assert found["mean_probability"] == pytest.approx(0.5)
    assert [bar["kept"] + bar["dropped"] for bar in found["histogram"]] == [5] * 20
    assert found["thresholds"][0] == {"threshold": 0.5, "kept": 50, "dropped": 50}
    assert found["sites"]["number"] == 7
    assert found["topics"]["page_type"] == [
        {"name": "article", "pages": 100, "dropped": 25, "topics": {"wording": 100}}
    ]
    assert [one["pages"] for one in found["not_judged"]] == [1, 1]
    assert found["nearest"][0]["probability"] == pytest.approx(0.745, abs=0.011)
    assert len(found["nearest"]) == 20


def nullable(rows):
    """A frame of pandas with flags as scoring a frame makes them."""
    return pd.DataFrame(rows).astype({"pq_low": "boolean"})


@pytest.mark.parametrize("make", [nullable, pd.DataFrame, pl.DataFrame, pa.Table.from_pylist])
def test_frames_and_files_give_the_same_figures(tmp_path, make):
    """Whatever kind of flags and numbers a library has: the same alerts, too."""
    rows = [one | {"low": one["probability"] >= 0.9} for one in ROWS]
    rows += [row(1, None, state="thin") | {"low": None}]
    told = pq.corpus_report(written(tmp_path, rows), threshold=0.5, when=WHEN).figures
    named = [{f"pq_{name}": cell for name, cell in one.items()} for one in rows]
    found = pq.corpus_report(make(named), threshold=0.5, when=WHEN).figures
    parts = ("alerts", "called_between", "kept", "dropped", "sites", "not_judged", "histogram")
    assert {part: found.get(part) for part in parts} == {part: told.get(part) for part in parts}
    assert told["called_between"] == [pytest.approx(0.895), pytest.approx(0.905)]


@pytest.mark.parametrize("name", ["s.jsonl", "s.csv", "s.parquet", "frame"])
def test_sites_may_be_named_in_a_column(tmp_path, name):
    """In files and frames; a row without a name is of the site of its address."""
    names = ("My site", "2024", None)
    given = pd.DataFrame([one | {"site": names[place % 3]} for place, one in enumerate(ROWS)])
    if name.endswith("l"):
        given = written(tmp_path, given.to_dict("records"))
    elif name != "frame":
        frame, given = given, tmp_path / name
        (frame.to_parquet if name.endswith("t") else frame.to_csv)(given, index=False)
    sites = pq.corpus_report(given, when=WHEN).figures["sites"]
    assert sites["number"] == 2 + 7
    dossier = pq.site_dossier(given, "my site", when=WHEN)
    assert (dossier.figures["pages"], dossier.figures["site"]) == (34, "my site")
    assert pq.site_dossier(given, "2024", when=WHEN).figures["pages"] == 33


def test_html_and_json_tell_the_same(tmp_path):
    """The JSON is the figures; the page shows them, alerts before anything else."""
    report = pq.corpus_report(written(tmp_path, ROWS), when=WHEN)
    assert json.loads(report.to_json()) == report.figures
    text = check(report.to_html(), most=MOST).text
    assert text.index("Look at this first") < text.index("Probabilities") < text.index("Sites")
    assert "1 March 2026" in text
    assert "pagequality report" in text
    assert "--threshold 0.7" in text
    for told in ("kept: 70 (70", "dropped: 30 (30", "made 0123456789ab", "site0.example"):
        assert told in text.replace("\u00a0", " ")


def test_a_frame_gives_the_same_and_its_own_kind_back(tmp_path):
    """Pandas in, pandas out, with one figure a row; files give a pyarrow table."""
    frame = pq.corpus_report(pd.DataFrame(ROWS), when=WHEN)
    file = pq.corpus_report(written(tmp_path, ROWS), when=WHEN)
    made = {"scores", "files", "command"}
    assert {key: value for key, value in frame.figures.items() if key not in made} == {
        key: value for key, value in file.figures.items() if key not in made
    }
    table = frame.to_frame()
    assert isinstance(table, pd.DataFrame)
    assert list(table.columns) == ["part", "name", "measure", "value"]
    kept = table[(table.part == "corpus") & (table.measure == "kept")]
    assert kept["value"].tolist() == [70.0]
    assert file.to_frame().num_rows == len(table)
    assert "corpus_report(scores, threshold=0.7)" in frame.figures["command"]


def test_nothing_of_a_page_acts(tmp_path):
    """Whatever stands in the cells of a file."""
    rows = [
        row(place, chance, url=f"javascript:{NASTY}", id=NASTY, headline=NASTY, language=NASTY,
            page_type=NASTY, notices=NASTY, model=NASTY, state=NASTY, doubt=NASTY,
            topic_1=f"wording +1.00: {NASTY}", topic_2=NASTY,
            error=NASTY if chance is None else None)
        for place, chance in enumerate([0.2, 0.7, 0.9, None] * 20)
    ]  # fmt: skip
    path = written(tmp_path, rows)
    read = check(pq.corpus_report(path, before=path, when=WHEN).to_html(), most=MOST)
    assert read.links == []
    assert "<script>alert(1)</script>" in read.text


def test_a_report_has_a_bound_whatever_the_corpus(tmp_path):
    """Long cells and many different values make neither the report nor the memory large."""

    def rows(number):
        for place in range(number):
            yield row(place, place % 100 / 100 or None, url=f"https://s{place % 900}.example/",
                      headline="<" * 2000, page_type=f"t{place}", language=f"l{place}",
                      notices=f"n{place}", topic_1=f"wording +1.00: {'&' * 2000}",
                      model=f"m{place}", state=f"s{place}", log_odds=0.0)  # fmt: skip

    path = written(tmp_path, rows(2800))
    pq.corpus_report(written(tmp_path, ROWS, "warm.jsonl"))  # what is loaded once
    tracemalloc.start()
    made = pq.corpus_report(path, when=WHEN).to_html()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    check(made, most=MOST)
    assert most < 10_000_000 < path.stat().st_size


def test_drift_is_told_where_the_model_is_at_hand(tmp_path):
    """Scores against those of the training; signals, too, where they were written."""
    rows = [one | {"model": MODEL, "probability": 0.95} for one in ROWS]
    found = pq.corpus_report(written(tmp_path, rows), when=WHEN)
    assert found.figures["drift"]["score"]["reading"] == "different"
    assert found.figures["drift"]["signals"] == []
    assert {"drift", "far from the base rate"} <= {one["name"] for one in found.figures["alerts"]}
    signals = {f"signal_{name}": 0.5 for name in NAMES}
    found = pq.corpus_report(written(tmp_path, [one | signals for one in rows]), when=WHEN)
    assert found.figures["drift"]["signals"]
    assert "median in training" in check(found.to_html(), most=MOST).text
    other = pq.corpus_report(written(tmp_path, ROWS), when=WHEN).figures["drift"]
    assert other == {"why_not": "the model that gave the scores is not at hand"}


def test_a_comparison_tells_what_moved(tmp_path):
    """Figures side by side, the sites that moved most, whether scores did."""
    now = [one | {"probability": min(one["probability"] + 0.3, 0.99)} for one in ROWS]
    before, after = written(tmp_path, ROWS), written(tmp_path, now, "now.jsonl")
    report = pq.corpus_report(after, before=before, when=WHEN)
    compared = report.figures["compared"]
    assert compared["before"]["dropped"] == 30
    assert compared["score"]["reading"] == "different"
    assert {one["site"] for one in compared["sites"]} == {f"site{n}.example" for n in range(7)}
    assert all(one["now"] > one["before"] for one in compared["sites"])
    text = check(report.to_html(), most=MOST).text
    assert "Compared with before" in text
    assert "--compare" in text
    same = pq.corpus_report(before, before=before, when=WHEN).figures["compared"]
    assert same["sites"] == []
    assert same["score"]["reading"] == "alike"


def test_an_empty_file_has_a_report(tmp_path):
    """Of no pages, with an alert."""
    report = pq.corpus_report(written(tmp_path, []), when=WHEN)
    check(report.to_html(), most=MOST)
    assert [one["name"] for one in report.figures["alerts"]] == ["few pages"]
    assert repr(report) == "<CorpusReport 0 of 0 pages judged, alerts: few pages>"
    assert "<li><b>few pages</b>: 0 pages were judged. " in report._repr_html_()


def test_wrong_use_is_told(tmp_path):
    """A threshold out of range, a file of something else."""
    path = written(tmp_path, ROWS)
    with pytest.raises(ValueError, match="threshold must lie above 0 and be 1 at most, not 0"):
        pq.corpus_report(path, threshold=0.0)
    with pytest.raises(CorpusError, match="these are no scores"):
        pq.corpus_report(written(tmp_path, [{"a": 1}], "other.jsonl"))
