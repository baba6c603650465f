"""A whole run: same rows in every format and number of processes, stoppable, resumable."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_pages import NUMBER, json_lines, table
from corpus_stubs import CRASH, RAISE, Stub, page

import pagequality
from pagequality.corpus.options import ScoringOptions
from pagequality.corpus.run import score_corpus
from pagequality.errors import CorpusError, MissingExtraError
from pagequality.tabular.formats import format_of
from pagequality.tabular.outputs import made_with

HERE = Path(__file__).parent


def score(source, sink, **options):
    """Run with a quick scorer and no bar."""
    options = {"scorer": Stub(), "progress": False, "n_jobs": 1, **options}
    return score_corpus(source, sink, **options)


def rows(path):
    """Return what a file holds."""
    return list(format_of(path).read(path))


SINKS = ("s.parquet", "s.jsonl", "s.jsonl.gz", "s.csv", "s.v2.csv.gz")


@pytest.mark.parametrize("sink", [*((name, 1) for name in SINKS), ("s.parquet", 2)])
def test_every_sink_holds_the_same_rows(corpora, tmp_path, sink):
    """One row a page, in order, whatever the file and however many processes."""
    name, n_jobs = sink
    report = score(corpora / "a.warc.gz", tmp_path / name, n_jobs=n_jobs, part_rows=5)
    found = rows(tmp_path / name)
    assert [row["id"] for row in found] == [str(i) for i in range(NUMBER)]
    assert [row["probability"] for row in found] == [i / 100 for i in range(NUMBER)]
    assert found[3]["topic_1"] == "layout +0.50: It is long."
    assert found[3]["template_lines"] == "Share this page"
    assert found[3]["abstained"] is False
    assert found[3]["low"] is False
    assert (report.pages, report.judged, report.exit_code) == (NUMBER, NUMBER, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".{name}.run", "corpora", name]


@pytest.mark.parametrize("name", SINKS)
def test_a_scores_file_tells_what_it_was_made_with(corpora, tmp_path, name):
    """Release, model, threshold and prior: in the schema of Parquet, else in the receipt."""
    score(
        corpora / "a.jsonl", tmp_path / name, scorer=pagequality.Scorer(prior=0.05),
        options=ScoringOptions(threshold=0.9),
    )  # fmt: skip
    model = pagequality.Scorer().model
    assert made_with(tmp_path / name) == {
        "release": pagequality.__version__, "model": f"{model.name} {model.digest}",
        "threshold": 0.9, "prior": 0.05,
    }  # fmt: skip
    if "parquet" in name:
        (tmp_path / f".{name}.run").unlink()
        assert made_with(tmp_path / name)["threshold"] == 0.9
    else:
        (tmp_path / name).write_bytes(b"another file")
        assert made_with(tmp_path / name) == {}


def test_every_reason_comes_as_a_record(corpora, tmp_path):
    """A list of records in Parquet and JSON lines, the same as JSON in a cell of CSV."""
    for name in ("s.parquet", "s.jsonl", "s.csv"):
        score(corpora / "a.jsonl", tmp_path / name, options=ScoringOptions(explain=True))
    first, second, third = (rows(tmp_path / f"s.{end}")[3]["reasons"]
                            for end in ("parquet", "jsonl", "csv"))  # fmt: skip
    assert first[0]["signal"] == "length"
    assert first == second == json.loads(third)


def test_a_corpus_without_the_column_of_pages_is_refused(tmp_path):
    """Before anything is scored or written; the columns that are there are named."""
    (tmp_path / "a.jsonl").write_bytes(b'{"body": "<p>Tea", "link": "u"}\n' * 3)
    (tmp_path / "a.csv").write_text("body,link\n<p>Tea,u\n")
    pq.write_table(pa.table({"body": ["<p>Tea"], "link": ["u"]}), tmp_path / "a.parquet")
    for name in ("a.jsonl", "a.csv", "a.parquet"):
        with pytest.raises(CorpusError, match=r"'html'.*body, link.*--html-column"):
            score(tmp_path / name, tmp_path / "s.csv")
    with pytest.raises(CorpusError, match="no column 'adress'"):
        score(tmp_path / "a.csv", tmp_path / "s.csv",
              options=ScoringOptions(html="body", url="adress"))  # fmt: skip
    assert not list(tmp_path.glob("*s.csv*"))
    found = score(tmp_path / "a.csv", tmp_path / "s.csv", options=ScoringOptions(html="body"))
    assert found.pages == 1


FAILED = [{"url": f"http://a.example/{i}", "error": "timeout"} for i in range(30)]
GOOD = [{"url": "http://a.example/", "html": page(7)}]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", ""])
def test_failed_fetches_before_the_pages_are_error_rows(tmp_path, name):
    """However many stand first; the pages behind them are scored."""
    source = FAILED + GOOD
    if name:
        source = tmp_path / name
        source.write_text(
            "\n".join(map(json.dumps, FAILED + GOOD))
            if name.endswith("l") else json.dumps(FAILED + GOOD)
        )  # fmt: skip
    report = score(source, tmp_path / "s.csv")
    assert (report.pages, report.judged, report.errors["no column"]) == (31, 1, 30)


def corpus_of(folder, name, records):
    """Keep records in a file of a kind, or in memory."""
    path = folder / (name or "a.jsonl")
    if name in {"list", "table"}:
        return records if name == "list" else pa.Table.from_pylist(records)
    if name == "a.json":
        path.write_text(json.dumps(records))
    elif name == "a.parquet":
        pq.write_table(pa.Table.from_pylist(records), path)
    elif name == "a.csv":
        rows_ = ["url,html", *(f"{record['url']},{record['html']}" for record in records)]
        path.write_text("\n".join(rows_))
    else:
        path.write_text("\n".join(map(json.dumps, records)))
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.parquet", "list", "table"])
def test_a_column_that_was_asked_for_must_be_there(tmp_path, name):
    """In every kind of corpus: else all pages would be scored without address or name."""
    source = corpus_of(tmp_path, name, GOOD)
    for wrong in ({"url": "lnik"}, {"id": "nosuch"}, {"html": "body"}):
        (word,) = wrong.values()
        with pytest.raises(CorpusError, match=f"no (column )?'{word}'"):
            score(source, tmp_path / "s.csv", options=ScoringOptions(**wrong))
    assert not list(tmp_path.glob("s.csv*"))
    assert score(source, tmp_path / "s.csv", options=ScoringOptions(id="url")).judged == 1


READ_ONCE = ["a.jsonl", "a.json", "a.csv", "a.jsonl.gz", "generator"]


def once(folder, name, monkeypatch):
    """Put pages on standard input, or hand them over one by one."""
    records = FAILED[:3] + GOOD * 40 if name.startswith("a.json") else GOOD * 40
    if name == "generator":
        return iter(records), ""
    data = corpus_of(folder, name.removesuffix(".gz"), records).read_bytes()
    data = gzip.compress(data) if name.endswith(".gz") else data
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    return "-", name.split(".")[1]


@pytest.mark.parametrize("name", READ_ONCE)
@pytest.mark.parametrize("sink", ["s.csv", "-"])
def test_what_can_be_read_only_once_is_looked_at_too(tmp_path, monkeypatch, capfd, *, name, sink):
    """A column that is not there is refused as it is in a file, and no page is lost of others."""
    sink = sink if sink == "-" else tmp_path / sink
    for wrong in ({"url": "lnik"}, {"id": "nosuch"}, {"html": "body"}):
        (word,) = wrong.values()
        source, form = once(tmp_path, name, monkeypatch)
        with pytest.raises(CorpusError, match=f"no (column )?'{word}'.*--"):
            score(source, sink, options=ScoringOptions(**wrong), input_format=form)
    assert not [*tmp_path.glob("s.csv*"), *tmp_path.glob(".s.csv*")]
    assert capfd.readouterr().out == ""
    source, form = once(tmp_path, name, monkeypatch)
    report = score(source, sink, options=ScoringOptions(id="url"), input_format=form)
    assert (report.judged, report.pages) == (40, 43 if name.startswith("a.json") else 40)


def test_a_resumed_pipe_is_looked_at_from_its_beginning(tmp_path, monkeypatch):
    """The last pages alone may lack an address: the column was there."""
    pages = [
        {"id": str(i), "html": page(i), **({"link": "u"} if i < 20 else {})} for i in range(40)
    ]
    options = ScoringOptions(url="link")
    broken_off(through_a_pipe(monkeypatch, pages), tmp_path / "s.csv", options=options)
    given = through_a_pipe(monkeypatch, pages)
    assert score(given, tmp_path / "s.csv", resume=True, options=options).pages == 40


def test_an_empty_corpus_is_told_without_a_number_that_is_none(tmp_path):
    """No page, no share; and nothing went wrong."""
    (tmp_path / "a.jsonl").write_bytes(b"")
    report = score(tmp_path / "a.jsonl", tmp_path / "s.csv")
    assert (report.pages, report.exit_code) == (0, 0)
    assert "nan" not in str(report)


def test_a_run_with_nothing_left_to_do_has_no_speed(corpora, tmp_path):
    """No pages a second are told of pages that an earlier run has done."""
    assert "pages a second" in str(score(corpora / "a.jsonl", tmp_path / "s.csv"))
    again = score(corpora / "a.jsonl", tmp_path / "s.csv", resume=True)
    assert again.pages == NUMBER
    assert "a second" not in str(again)


def test_columns_on_demand(corpora, tmp_path):
    """Signals and evidence are there when asked for."""
    options = ScoringOptions(signals=True, explain=True)
    score(corpora / "a.jsonl", tmp_path / "s.parquet", options=options)
    found = rows(tmp_path / "s.parquet")[0]
    assert any(name.startswith("signal_") for name in found)
    assert (
        json.loads(found["evidence"])["topics"][0]["reasons"][0]["evidence"][0]["quote"]
        == "Share this page"
    )


def test_rejects_are_the_low_pages_with_their_evidence(corpora, tmp_path):
    """What would be dropped can be looked at, and nothing else is in there."""
    report = score(
        corpora / "a.parquet", tmp_path / "s.parquet", options=ScoringOptions(threshold=0.07),
        rejects=tmp_path / "r.jsonl", part_rows=5,
    )  # fmt: skip
    dropped = rows(tmp_path / "r.jsonl")
    assert [row["id"] for row in dropped] == ["7", "8", "9", "10", "11"]
    assert all(row["low"] and "Share this page" in row["evidence"] for row in dropped)
    kept = [row for row in rows(tmp_path / "s.parquet") if not row["low"]]
    assert len(kept) == 7
    assert all(row["evidence"] is None for row in kept)
    assert (report.low, report.share_low) == (5, 5 / 12)


def test_rejects_need_a_threshold(corpora, tmp_path):
    """What is dropped is chosen on purpose, never by what is usual."""
    with pytest.raises(CorpusError, match="threshold"):
        score(corpora, tmp_path / "s.csv", rejects=tmp_path / "r.csv")
    with pytest.raises(CorpusError, match="both"):
        score(
            corpora, tmp_path / "s.csv", rejects=tmp_path / "s.csv",
            options=ScoringOptions(threshold=0.5),
        )  # fmt: skip


def test_errors_are_rows_and_counted(tmp_path):
    """The exit code tells that some pages have no verdict."""
    lines = json_lines(3) + b"{\n" + json.dumps({"id": "x", "url": "u", "html": CRASH}).encode()
    (tmp_path / "a.jsonl").write_bytes(lines)
    report = score(tmp_path / "a.jsonl", tmp_path / "s.parquet", n_jobs=2)
    found = rows(tmp_path / "s.parquet")
    assert [bool(row["error"]) for row in found] == [False, False, False, True, True]
    assert (found[4]["id"], found[4]["url"]) == ("x", "u")
    assert report.errors == {"bad record": 1, "worker died": 1}
    assert report.exit_code == 1
    assert "1 bad record" in str(report)


def test_standard_output_gets_json_lines(corpora, capfdbinary):
    """A run can stand in a pipe."""
    score(corpora / "a.jsonl", "-")
    lines = capfdbinary.readouterr().out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [str(i) for i in range(NUMBER)]


def test_an_unknown_sink_is_refused_before_anything_is_read(corpora, tmp_path):
    """The name must tell the format."""
    with pytest.raises(CorpusError, match="format"):
        score(corpora, tmp_path / "scores.xlsx")
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match="cannot write"):
        score(corpora, tmp_path / "file" / "scores.csv")


def test_a_missing_extra_shows_before_a_page_is_scored(tmp_path, monkeypatch):
    """Nobody waits for the first part to hear that Parquet cannot be written; no folder stays."""
    asked = []
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match="pip install"):
        score((asked.append(i) or page(i) for i in range(3)), tmp_path / "s.parquet")
    assert not asked
    assert not list(tmp_path.iterdir())


def test_odd_text_reaches_every_sink(tmp_path):
    """Half surrogates, line breaks and quotes in names do no harm."""
    odd = {"id": 'a "b",\n\ud800', "url": "u", "html": page(5)}
    for name in ("s.parquet", "s.jsonl", "s.csv"):
        score([odd], tmp_path / name)
        (found,) = rows(tmp_path / name)
        assert found["id"].startswith('a "b",\n')


FAULTY = {"id": "1", "url": "", "html": RAISE}


def unfinished(tmp_path):
    """Leave a run behind that was broken off after some parts."""
    broken_off(tmp_path / "a.jsonl", tmp_path / "s.parquet")


def broken_off(source, sink, **more):
    """Break a run off at its thirty-fourth page."""

    class Broken(Stub):
        """Gives out like a machine that is switched off."""

        def analyze_payload(self, payload, **known):
            if payload.endswith("number 33."):
                raise KeyboardInterrupt
            return super().analyze_payload(payload, **known)

    with pytest.raises(KeyboardInterrupt):
        score(source, sink, scorer=Broken(), part_rows=10, **more)


def test_a_broken_run_is_not_overwritten_unasked(tmp_path):
    """Hours of work are resumed or removed, never lost by a slip."""
    (tmp_path / "a.jsonl").write_bytes(json_lines(50))
    unfinished(tmp_path)
    with pytest.raises(CorpusError, match="resume"):
        score(tmp_path / "a.jsonl", tmp_path / "s.parquet")
    report = score(tmp_path / "a.jsonl", tmp_path / "s.parquet", resume=True)
    assert (report.resumed, report.pages) == (30, 50)
    assert [row["id"] for row in rows(tmp_path / "s.parquet")] == [str(i) for i in range(50)]


def test_another_run_is_not_resumed(tmp_path):
    """Other options or a changed input would mix two runs in one file."""
    (tmp_path / "a.jsonl").write_bytes(json_lines(50))
    unfinished(tmp_path)
    with pytest.raises(CorpusError, match="options"):
        score(
            tmp_path / "a.jsonl", tmp_path / "s.parquet", resume=True,
            options=ScoringOptions(signals=True),
        )  # fmt: skip
    (tmp_path / "a.jsonl").write_bytes(json_lines(51))
    with pytest.raises(CorpusError, match="input"):
        score(tmp_path / "a.jsonl", tmp_path / "s.parquet", resume=True)


def test_resuming_a_finished_run_does_nothing(corpora, tmp_path):
    """A job that is started once too often is harmless."""
    first = score(corpora / "a.jsonl", tmp_path / "s.jsonl.gz")
    before = (tmp_path / "s.jsonl.gz").stat().st_mtime_ns
    again = score(corpora / "a.jsonl", tmp_path / "s.jsonl.gz", resume=True)
    assert (again.pages, again.resumed) == (first.pages, first.pages)
    assert (tmp_path / "s.jsonl.gz").stat().st_mtime_ns == before


PAGES = [{"id": str(i), "url": f"http://a.example/{i}", "html": page(i)} for i in range(40)]
OTHERS = [{"id": f"other {i}", "url": "", "html": page(i)} for i in range(40)]


def through_a_pipe(monkeypatch, records):
    """Put records on standard input."""
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(lines.encode())))
    return "-"


@pytest.mark.parametrize("given", [lambda _, records: records, through_a_pipe])
def test_a_finished_run_is_not_taken_for_that_of_an_unknown_input(tmp_path, monkeypatch, given):
    """Nothing tells standard input or pages in memory from others; the file stays."""
    score(given(monkeypatch, PAGES), tmp_path / "s.jsonl")
    for records in (OTHERS, PAGES):
        with pytest.raises(CorpusError, match="nothing tells whether it is of this input"):
            score(given(monkeypatch, records), tmp_path / "s.jsonl", resume=True)
    assert [row["id"] for row in rows(tmp_path / "s.jsonl")] == [str(i) for i in range(40)]


@pytest.mark.parametrize("given", [lambda _, records: iter(records), through_a_pipe])
@pytest.mark.parametrize("name", ["s.csv", "s.parquet", "s.jsonl"])
def test_an_unfinished_run_goes_on_with_the_same_pages_alone(tmp_path, monkeypatch, *, given, name):
    """Where nothing else tells an input from others, the pages do."""
    odd = [{**PAGES[0], "id": "=1\n\x9b\ud800"}, FAULTY, *PAGES[2:]]
    broken_off(given(monkeypatch, odd), tmp_path / name)
    with pytest.raises(CorpusError, match="not of the page that is read now"):
        score(given(monkeypatch, OTHERS), tmp_path / name, resume=True)
    with pytest.raises(CorpusError, match="not of the page that is read now"):
        score(given(monkeypatch, odd[:7]), tmp_path / name, resume=True)
    report = score(given(monkeypatch, odd), tmp_path / name, resume=True)
    assert (report.pages, report.resumed) == (40, 30)


SCRIPT = """
import sys
from corpus_stubs import Stub
import pagequality
from pagequality.corpus.options import ScoringOptions
from pagequality.corpus.run import score_corpus
if __name__ == "__main__":
    folder, resume, n_jobs = sys.argv[1], sys.argv[2] == "resume", int(sys.argv[3])
    report = score_corpus(
        folder + "/a.parquet", folder + "/s.parquet", options=ScoringOptions(threshold=0.5),
        scorer=Stub(0.004), n_jobs=n_jobs, part_rows=16, rejects=folder + "/r.csv",
        resume=resume, progress=False,
    )
    sys.exit(report.exit_code)
"""


def start(folder, *, resume, n_jobs=2):
    """Start a run in a process of its own."""
    paths = os.pathsep.join([str(HERE), str(HERE.parent.parent), os.environ.get("PYTHONPATH", "")])
    words = [sys.executable, "-c", SCRIPT, str(folder), "resume" if resume else "new", str(n_jobs)]
    return subprocess.Popen(words, env={**os.environ, "PYTHONPATH": paths})


def parts(folder):
    """Return the number of parts that are safe."""
    return len(list((folder / "s.parquet.parts").glob("scores-*")))


def wait_for_parts(folder, number, *, seconds=40):
    """Wait until a run has made some parts."""
    end = time.monotonic() + seconds
    while parts(folder) < number and time.monotonic() < end:
        time.sleep(0.01)


def test_nothing_is_lost_or_doubled_by_kill_9(tmp_path):
    """Killed at random moments and resumed, a run ends as if it had never been killed.

    With how many processes it goes on is all the same.
    """
    pq.write_table(table(400), tmp_path / "a.parquet", row_group_size=50)
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    for attempt, n_jobs in enumerate((2, 1, 2, 1)):
        run = start(tmp_path, resume=attempt > 0, n_jobs=n_jobs)
        wait_for_parts(tmp_path, parts(tmp_path) + chance.randint(0, 3))
        time.sleep(chance.random() * 0.2)
        run.kill()
        run.wait()
    wanted = {"options": ScoringOptions(threshold=0.5)}
    report = score(
        tmp_path / "a.parquet", tmp_path / "s.parquet", rejects=tmp_path / "r.csv", resume=True,
        **wanted,
    )  # fmt: skip
    assert (report.pages, report.exit_code) == (400, 0)
    score(
        tmp_path / "a.parquet", tmp_path / "whole.parquet", rejects=tmp_path / "whole.csv", **wanted
    )
    assert pq.read_table(tmp_path / "s.parquet") == pq.read_table(tmp_path / "whole.parquet")
    assert (tmp_path / "r.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert not (tmp_path / "s.parquet.parts").exists()


@pytest.mark.parametrize(("number", "n_jobs"), [(signal.SIGINT, 2), (signal.SIGTERM, 1)])
def test_a_signal_leaves_a_valid_output(tmp_path, number, n_jobs):
    """Ctrl-C and SIGTERM finish what is in hand; the rest can be resumed."""
    pq.write_table(table(400), tmp_path / "a.parquet", row_group_size=50)
    run = start(tmp_path, resume=False, n_jobs=n_jobs)
    wait_for_parts(tmp_path, 2)
    run.send_signal(number)
    assert run.wait(20) == 128 + number
    begun = pq.read_table(tmp_path / "s.parquet")
    assert begun["id"].to_pylist() == [str(i) for i in range(len(begun))]
    assert 32 <= len(begun) < 400
    score(
        tmp_path / "a.parquet", tmp_path / "s.parquet", options=ScoringOptions(threshold=0.5),
        rejects=tmp_path / "r.csv", resume=True,
    )  # fmt: skip
    assert pq.read_table(tmp_path / "s.parquet")["id"].to_pylist() == [str(i) for i in range(400)]


def test_a_second_run_of_the_same_output_is_refused(tmp_path):
    """Two runs at once would write the same parts."""
    pq.write_table(table(400), tmp_path / "a.parquet")
    run = start(tmp_path, resume=False)
    try:
        wait_for_parts(tmp_path, 1)
        with pytest.raises(CorpusError, match="another run"):
            score(tmp_path / "a.parquet", tmp_path / "s.parquet", resume=True)
    finally:
        run.kill()
        run.wait()


def test_csv_has_one_line_of_names(corpora, tmp_path):
    """However many parts there were."""
    score(corpora / "a.jsonl", tmp_path / "s.csv.gz", part_rows=3)
    with gzip.open(tmp_path / "s.csv.gz", "rt", newline="") as file:
        lines = list(csv.reader(file))
    assert [line[0] for line in lines] == ["id", *(str(i) for i in range(NUMBER))]
