"""What of a folder is read, and what is left out of it."""

from __future__ import annotations

import json

import pytest
from corpus_pages import json_lines, warc_records
from corpus_stubs import Stub, page

from pagequality.cli import main
from pagequality.corpus.run import score_corpus
from pagequality.corpus.sources import open_source
from pagequality.corpus.sources.folders import files_read, forms_read
from pagequality.errors import CorpusError
from pagequality.text.files import broken_links_below, files_below

ROWS = [{"html": page(i)} for i in range(2)]
TABLES = {
    "a.csv": "html\n<p>Tea 5\n<p>Tea 6\n",
    "b.tsv": "id\thtml\n1\t<p>Tea 5\n",
    "c.json": json.dumps(ROWS),
}


def names(folder, **options):
    """Return the names of the files that are read."""
    return [file.name for file, _ in files_read(folder, text=options.get("text", False))]


def filled(folder, *more):
    """Put tables into a folder, and pages or corpora."""
    for name, content in TABLES.items():
        (folder / name).write_text(content)
    for name in more:
        (folder / name).write_bytes(json_lines(1) if name.endswith(".jsonl") else b"<p>Tea 7")
    return folder


def test_tables_are_read_where_a_folder_holds_nothing_else(tmp_path):
    """They are what is meant then, and each of their rows is a page."""
    (tmp_path / "style.css").write_text("p {}")
    assert names(filled(tmp_path)) == ["a.csv", "b.tsv", "c.json"]
    assert len(list(open_source(tmp_path).items())) == 5


@pytest.mark.parametrize("other", ["z.html", "z.jsonl", "sub.html"])
def test_tables_beside_pages_are_about_the_pages(tmp_path, other):
    """Wherever in the folder the page stands; but not beside what is no page in this mode."""
    filled(tmp_path, other)
    assert names(tmp_path) == [other]
    assert names(tmp_path, text=True) == (["z.jsonl"] if other == "z.jsonl" else list(TABLES))


def test_an_archive_is_known_by_its_first_bytes(tmp_path):
    """Whatever it is called; other files without a known name are left out."""
    filled(tmp_path)
    (tmp_path / "crawl-0007").write_bytes(b"".join(warc_records(2)))
    (tmp_path / "notes").write_text("<p>Tea 9")
    assert names(tmp_path) == ["crawl-0007"]
    assert [item.id for item in open_source(tmp_path).items()] == ["0", "1"]


def test_no_output_becomes_a_page_of_its_own_folder(tmp_path):
    """A table beside tables would be read by whoever resumes; beside a page it is not."""
    filled(tmp_path)
    assert "csv" in forms_read(tmp_path, text=False)
    options = {"scorer": Stub(), "progress": False, "n_jobs": 1}
    with pytest.raises(CorpusError, match="would be read as one of the pages"):
        score_corpus(tmp_path, tmp_path / "s.csv", **options)
    filled(tmp_path, "z.html")
    assert score_corpus(tmp_path, tmp_path / "s.csv", **options).pages == 1


@pytest.mark.parametrize("output", [[], ["-o"], ["--format", "csv"], ["-q", "-o"]])
def test_a_folder_without_pages_is_told_and_nothing_is_written(tmp_path, capfd, output):
    """One line and exit code 1, wherever the scores would have gone."""
    folder, sink = tmp_path / "empty", tmp_path / "s.jsonl"
    folder.mkdir()
    output = [*output, str(sink)] if "-o" in output else output
    assert main(["score", str(folder), *output]) == 1
    assert capfd.readouterr() == ("", f"pagequality: no pages in {folder}\n")
    assert not sink.exists()


def test_a_folder_without_pages_beside_others_costs_itself_alone(tmp_path, capfd):
    """The others are scored; the exit code says that one held none."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.jsonl").write_bytes(json_lines(2))
    places = [str(tmp_path / "empty"), str(tmp_path / "a.jsonl")]
    assert main(["score", *places, "-j", "1", "-q"]) == 1
    out, err = capfd.readouterr()
    assert len(out.splitlines()) == 2
    assert err == f"pagequality: no pages in {tmp_path / 'empty'}\n"


def test_rows_are_of_all_that_a_folder_holds(tmp_path, capfd):
    """Printed or written; the table for people is of the pages, and says what it leaves out."""
    filled(tmp_path, "z.html", "y.jsonl")
    assert main(["score", str(tmp_path), "--format", "jsonl", "-q", "-j", "1"]) == 0
    assert len(capfd.readouterr().out.splitlines()) == 2
    assert main(["score", str(tmp_path)]) == 0
    out, err = capfd.readouterr()
    assert "z.html" in out
    assert "y.jsonl" not in out
    assert "1 json, 1 jsonl, 1 tsv (name such files" in err


def test_links_to_nothing_are_told(tmp_path, capfd):
    """A page that is gone is not passed over without a word."""
    (tmp_path / "a.html").write_text("<p>Tea 7")
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere.html")
    (tmp_path / "b.html").symlink_to(tmp_path / "a.html")
    assert [file.name for file in files_below(tmp_path)] == ["a.html", "b.html"]
    assert [file.name for file in broken_links_below(tmp_path)] == ["gone.html"]
    assert main(["score", str(tmp_path)]) == 0
    assert f"left out of {tmp_path}: 1 link that leads nowhere" in capfd.readouterr().err


def test_what_is_not_read_costs_itself_alone(tmp_path, capfd):
    """Beside others it is an error row with advice; alone it is refused."""
    (tmp_path / "old.arc").write_bytes(b"filedesc://old.arc 0.0.0.0")
    (tmp_path / "pages.xz").write_bytes(b"\xfd7zXZ\x00\x00")
    (tmp_path / "a.jsonl").write_bytes(json_lines(2))
    bad, good = [str(tmp_path / "old.arc"), str(tmp_path / "pages.xz")], str(tmp_path / "a.jsonl")
    assert main(["score", bad[0], good, bad[1], "-j", "1", "-q"]) == 1
    errors = [json.loads(line)["error"] for line in capfd.readouterr().out.splitlines()]
    assert [None if error is None else error[:8] for error in errors] == [
        "bad file", None, None, "bad file",
    ]  # fmt: skip
    assert "warcio recompress" in errors[0]
    assert main(["score", *bad, "-j", "1", "-q"]) == 2
    assert capfd.readouterr().err.count("\n") == 1
