"""The command line over a corpus: files in, files out, exit codes that tell."""

from __future__ import annotations

import gzip
import io
import json
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from corpus_pages import NUMBER, json_lines

from pagequality.cli import main
from pagequality.corpus.run import CorpusRun


def test_a_corpus_goes_into_a_file(corpora, tmp_path, capfd):
    """Options reach the run; the summary goes to standard error."""
    code = main([
        "score", str(corpora / "a.warc.gz"), "-o", str(tmp_path / "s.parquet"), "--jobs", "2",
        "--threshold", "0.01", "--rejects", str(tmp_path / "r.jsonl"), "--signals", "--explain",
    ])  # fmt: skip
    assert code == 0
    table = pq.read_table(tmp_path / "s.parquet")
    assert table.num_rows == NUMBER
    assert any(name.startswith("signal_") for name in table.column_names)
    assert (tmp_path / "r.jsonl").exists()
    out, err = capfd.readouterr()
    assert out == ""
    assert f"{NUMBER} pages" in err


def test_without_a_file_lines_go_to_standard_output(corpora, capfdbinary):
    """A corpus can be piped."""
    assert main(["score", str(corpora / "a.parquet"), "--jobs", "1", "--quiet"]) == 0
    out, err = capfdbinary.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == [str(i) for i in range(NUMBER)]
    assert err == b""


def test_standard_input(monkeypatch, tmp_path):
    """Lines come in through a pipe."""
    stdin = SimpleNamespace(buffer=io.BytesIO(gzip.compress(json_lines(3))))
    monkeypatch.setattr("sys.stdin", stdin)
    assert main(["score", "-", "-o", str(tmp_path / "s.csv"), "-j", "1", "-q"]) == 0
    assert len((tmp_path / "s.csv").read_text().splitlines()) == 4


def test_exit_codes(corpora, tmp_path, capfd):
    """1 for pages without a verdict, 2 for what cannot work at all."""
    out = ["-o", str(tmp_path / "s.csv"), "-j", "1"]
    (tmp_path / "bad.jsonl").write_bytes(json_lines(1) + b"{\n")
    assert main(["score", str(tmp_path / "bad.jsonl"), *out]) == 1
    assert "1 bad record" in capfd.readouterr().err
    (tmp_path / "a.wet.gz").write_bytes(b"")
    for words in (
        ["score", str(tmp_path / "nothing.parquet"), *out],
        ["score", str(tmp_path / "a.wet.gz"), *out],
        ["score", str(corpora / "a.jsonl"), "--resume"],
        ["score", str(corpora / "a.jsonl"), "--url", "http://a.example/", *out],
        ["sites", str(tmp_path / "bad.jsonl")],
    ):
        assert main(words) == 2
        assert capfd.readouterr().err.startswith("pagequality: ")


def test_a_precision_chooses_the_threshold(corpora, tmp_path):
    """The model's held-out pages say where it lies."""
    out = str(tmp_path / "s.parquet")
    assert (
        main(["score", str(corpora / "a.jsonl"), "-o", out, "--precision", "0.9", "-q", "-j", "1"])
        == 0
    )
    assert "low" in pq.read_table(out).column_names


@pytest.mark.parametrize("name", ["sites.csv", "sites.parquet", "sites.jsonl"])
def test_sites_of_scores(corpora, tmp_path, capfd, name):  # noqa: PLR0917 - fixtures
    """Sites are shown, or written like scores."""
    scores = str(tmp_path / "s.parquet")
    main(["score", str(corpora / "a.jsonl"), "-o", scores, "-j", "1", "-q"])
    assert main(["sites", scores, "--why"]) == 0
    assert "site.example" in capfd.readouterr().out
    assert main(["sites", scores, "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).stat().st_size


@pytest.mark.parametrize(("name", "rule"), [
    ("ublacklist", "*://*.low.example/*"), ("goggle", "$discard,site=low.example"),
    ("hosts", "0.0.0.0 low.example"), ("cc", '"surt_host_name": "example,low"'),
])  # fmt: skip
def test_lists_of_low_sites(tmp_path, capfd, name, rule):  # noqa: PLR0917 - fixtures
    """On stdout and into a file, and honest sites in none but the annotations."""
    scores = tmp_path / "s.jsonl"
    rows = [
        {"url": f"http://{site}.example/{n}", "probability": p, "abstained": False, "error": None}
        for n in range(9) for site, p in (("low", 0.99), ("good", 0.01))
    ]  # fmt: skip
    scores.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["sites", str(scores), "--format", name]) == 0
    shown = capfd.readouterr().out
    assert rule in shown
    assert ("good" in shown) is (name == "cc")
    out = tmp_path / ("list.jsonl" if name == "cc" else "list.txt")
    assert main(["sites", str(scores), "--format", name, "-o", str(out)]) == 0
    assert out.read_text() == shown


def test_a_run_stopped_before_its_first_page_says_so(corpora, capsys, monkeypatch):
    """That the corpus holds no pages would be wrong."""
    stopped = CorpusRun("s.jsonl", stopped_by=2)
    monkeypatch.setattr("pagequality.corpus.run.score_corpus", lambda *_, **__: stopped)
    assert main(["score", str(corpora / "a.jsonl"), "-o", "s.jsonl"]) == 130
    err = capsys.readouterr().err
    assert err.startswith("pagequality: stopped early, resumable: 0 pages in s.jsonl")
    assert "no pages" not in err
