"""Outputs: never what is read, refused before work is spent, whole or not there."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from corpus_pages import json_lines
from corpus_stubs import Stub, page

from pagequality.cli import main
from pagequality.corpus.options import ScoringOptions
from pagequality.corpus.run import score_corpus
from pagequality.errors import CorpusError
from pagequality.tabular.formats import Csv, format_of


def score(source, sink, **options):
    """Run with a quick scorer and no bar."""
    return score_corpus(source, sink, **{
        "scorer": Stub(), "progress": False, "n_jobs": 1,
        "options": ScoringOptions(threshold=0.5), **options,
    })  # fmt: skip


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder with a corpus, links to it, and a folder of corpora; the test stands in it."""
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_bytes(json_lines(3))
    Path("soft.jsonl").symlink_to("in.jsonl")
    Path("hard.jsonl").hardlink_to("in.jsonl")
    Path("crawl").mkdir()
    Path("crawl/a.jsonl").write_bytes(json_lines(3))
    return tmp_path


OVERWRITTEN = [
    ("in.jsonl", "in.jsonl", None), ("in.jsonl", "./in.jsonl", None),
    ("in.jsonl", "crawl/../in.jsonl", None), ("in.jsonl", "soft.jsonl", None),
    ("in.jsonl", "hard.jsonl", None), ("soft.jsonl", "in.jsonl", None),
    ("hard.jsonl", "in.jsonl", None), ("crawl", "crawl/a.jsonl", None),
    ("crawl", "crawl/new.jsonl", None), ("in.jsonl", "s.csv", "in.jsonl"),
    ("in.jsonl", "s.csv", "soft.jsonl"), ("crawl", "s.csv", "crawl/a.jsonl"),
    ("in.jsonl", "s.csv", "./s.csv"),
]  # fmt: skip


@pytest.mark.parametrize("resume", [False, True])
@pytest.mark.parametrize("names", OVERWRITTEN)
def test_no_output_is_an_input(room, names, resume):
    """By whatever name, link or folder it is reached, resumed or not; nothing is touched."""
    source, sink, rejects = names
    before = {path: path.read_bytes() for path in room.rglob("*") if path.is_file()}
    with pytest.raises(CorpusError):
        score(source, sink, rejects=rejects, resume=resume)
    assert {path: path.read_bytes() for path in room.rglob("*") if path.is_file()} == before


def test_commands_keep_their_inputs(room):
    """Scores are not overwritten by sites, labels not by a model or a plot, models by no scores."""
    score("in.jsonl", "s.csv")
    Path("labels.csv").write_text("file,low\nin.jsonl,1\n")
    Path("m.jsonl").write_text("{}")
    for words in (
        ["sites", "s.csv", "-o", "s.csv"],
        ["train", "labels.csv", "-o", "labels.csv"],
        ["train", "labels.csv", "-o", "in.jsonl"],
        ["evaluate", "labels.csv", "--plot", "labels.csv"],
        ["score", "in.jsonl", "-o", "m.jsonl", "--model", "m.jsonl"],
    ):
        before = {path: path.read_bytes() for path in room.iterdir() if path.is_file()}
        assert main(words) == 2, words
        assert {path: path.read_bytes() for path in room.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("sink", "rejects"),
    [("crawl.csv", None), ("s.csv", "crawl.csv"), ("in.jsonl/s.csv", None),
     ("s.csv", "in.jsonl/r.csv"), (f"{'s' * 300}.csv", None), (f"{'s' * 249}.csv", None),
     ("/proc/s.csv", None), ("s.csv", "/proc/r.csv")],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_first(room, sink, rejects):
    """A folder, a place under a file, names that are too long, and what is read-only."""
    (room / "crawl.csv").mkdir()
    asked = []
    with pytest.raises(CorpusError, match=r"\.csv"):
        score((asked.append(i) or {"html": page(i)} for i in range(3)), sink, rejects=rejects)
    assert not asked
    assert not list(room.glob("*.parts"))


def test_folders_of_outputs_are_made(room):
    """Those of scores and those of rejects."""
    score("in.jsonl", "new/deep/s.csv", rejects="other/r.csv")
    assert (room / "new/deep/s.csv").exists()
    assert (room / "other/r.csv").exists()


@pytest.mark.parametrize("at", ["write", "join"])
def test_a_full_disk_loses_nothing(room, monkeypatch, at):
    """The error says what to do; after making room the run ends as if nothing had been."""
    left = [2]

    def full(self, *given, **more):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return usual(self, *given, **more)

    usual = getattr(Csv, at)
    left[0] = 2 if at == "write" else 0
    with monkeypatch.context() as patched:
        patched.setattr(Csv, at, full)
        with pytest.raises(CorpusError, match="No space left"):
            score("in.jsonl", "s.csv", part_rows=1)
    score("in.jsonl", "s.csv", part_rows=1, resume=True)
    score("in.jsonl", "whole.csv")
    assert (room / "s.csv").read_bytes() == (room / "whole.csv").read_bytes()
    assert not list(room.glob(".*.new*"))


def test_a_full_standard_output_is_one_line(room, monkeypatch, capsys):
    """No traceback, and an exit code that tells."""
    (room / "p.html").write_text(page(1))
    for words in (["score", "p.html"], ["explain", "p.html"], ["signals"]):
        with (
            Path("/dev/full").open("w", encoding="utf-8") as full,
            monkeypatch.context() as patched,
        ):
            patched.setattr("sys.stdout", full)
            assert main(words) == 2
        assert "No space left" in capsys.readouterr().err


def test_resuming_asks_whether_the_output_is_of_this_run(room):
    """Input, options and model are compared, and whether the file is the one that was written."""
    first = score("in.jsonl", "s.csv")
    again = score("in.jsonl", "s.csv", resume=True)
    assert (again.pages, again.judged, again.resumed) == (first.pages, first.judged, first.pages)
    with pytest.raises(CorpusError, match="another input"):
        score("crawl", "s.csv", resume=True)
    with pytest.raises(CorpusError, match="made of other columns or options"):
        score("in.jsonl", "s.csv", resume=True, options=ScoringOptions(threshold=0.9))
    changed = Stub()
    changed.prior = 0.01
    with pytest.raises(CorpusError, match="another model"):
        score("in.jsonl", "s.csv", resume=True, scorer=changed)
    (room / "s.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CorpusError, match="nothing tells which run wrote it"):
        score("in.jsonl", "s.csv", resume=True)
    score("in.jsonl", "s.csv")
    (room / ".s.csv.run").unlink()
    with pytest.raises(CorpusError, match="nothing tells"):
        score("in.jsonl", "s.csv", resume=True)


@pytest.mark.parametrize("content", ["", "[]", "{", "null", "[" * 100_000, "\ud800"])
def test_a_broken_journal_is_said(room, content):
    """And what to do about it."""
    (room / "s.csv.parts").mkdir()
    (room / "s.csv.parts/journal.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(CorpusError, match="is broken: remove"):
        score("in.jsonl", "s.csv", resume=True)


@pytest.mark.usefixtures("room")
def test_a_huge_cell_is_read_back():
    """An address of more characters than the standard library's CSV allows."""
    rows = [{"html": page(1), "url": f"http://a.example/{'x' * 140_000}"}]
    score(rows, "s.csv")
    (found,) = format_of(Path("s.csv")).read(Path("s.csv"))
    assert len(found["url"]) > 140_000
    assert main(["sites", "s.csv"]) == 0


BROKEN = {
    "b.parquet": b"PAR1 nothing", "b.jsonl": b"[1]\n", "c.jsonl": b"{", "d.jsonl": b'"text"\n',
    "e.csv.gz": b"xx", "f.csv": b"\xff\x00", "g.csv": b"id,url\n1\n",
    "h.jsonl": json.dumps({"url": 3, "probability": 1, "abstained": 0, "error": None}).encode(),
    "i.jsonl": json.dumps({"url": "", "probability": "x", "abstained": 0, "error": None}).encode(),
    "j.csv": b"id,url,probability,abstained,error\n1,u,x,y,z,more,more\n",
}  # fmt: skip


@pytest.mark.parametrize("name", [*BROKEN, "nowhere.csv", "crawl", "fifo.csv"])
def test_what_are_no_scores_is_one_line(room, capsys, name):
    """Broken files, other files, folders and pipes."""
    if name in BROKEN:
        (room / name).write_bytes(BROKEN[name])
    elif name.startswith("fifo"):
        os.mkfifo(room / name)
    assert main(["sites", name]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_terminals_are_not_steered(room, capsys):
    """By sites and template lines, by names in messages, and by names in summaries."""
    odd = "\x1b[2J\x1b]0;x\x07\u202e\x9b"
    cells = {"abstained": "", "error": "", "probability": "0.9", "topic_1": f"a{odd} +1.0: x"}
    rows = [{"url": f"http://a{odd}b.example/{i}", "template_lines": f"Join{odd}", **cells}
            for i in range(3)]  # fmt: skip
    lines = [json.dumps({**one, "probability": 0.9, "error": None}) for one in rows]
    (room / "s.jsonl").write_text("\n".join(lines))
    assert main(["sites", "s.jsonl", "--why"]) == 0
    for words in (
        ["score", f"no{odd}.html"], ["score", f"no{odd}.jsonl"], ["explain", f"no{odd}.html"],
        ["score", "in.jsonl", "-o", f"s{odd}.xlsx"], ["sites", f"no{odd}.csv"],
        ["score", "crawl", "--model", f"no{odd}.json"], ["evaluate", f"no{odd}.csv"],
    ):  # fmt: skip
        assert main(words) in {1, 2}
    told = capsys.readouterr()
    assert not set(odd) & (set(told.out + told.err) - set("[2J]0;x"))
