"""Options of `score` act or are refused; thresholds act alike wherever scores go."""

from __future__ import annotations

import io
import json
from argparse import Namespace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sample_pages import PAGES

import pagequality
from pagequality.cli import main
from pagequality.commands.thresholds import threshold_of
from pagequality.errors import PageQualityError
from pagequality.judge.verdict import LOW
from pagequality.tabular.outputs import made_with

PAGE = str(PAGES / "bike-pump-test.html")
FOLDER = str(PAGES / "edge")


@pytest.fixture
def lines(tmp_path):
    """A corpus of two pages."""
    path = tmp_path / "a.jsonl"
    pages = (PAGES / name for name in ("bike-pump-test.html", "dane-corvell-net-worth.html"))
    path.write_text("".join(json.dumps({"html": page.read_text()}) + "\n" for page in pages))
    return str(path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["PAGE", "--jobs", "2"], "--jobs is for corpora: add -o FILE"),
        (["PAGE", "--format", "csv", "--isolate"], "--isolate is for corpora"),
        (["PAGE", "--signals"], "--signals adds columns"),
        (["PAGE", "--explain"], "--explain adds columns"),
        (["PAGE", "--html-column", "body"], "--html-column names a column"),
        (["PAGE", "--format", "csv", "--sort", "name"], "--sort orders the table"),
        (["PAGE", "--text", "--parser", "bs4"], "--parser parses HTML"),
        (["LINES", "--format", "table"], "a corpus makes no table"),
        (["LINES", "--sort", "name"], "--sort orders the table"),
        (["LINES", "--rejects", "low.csv"], "--rejects needs --output"),
        (["LINES", "--resume"], "--resume needs --output"),
        (["LINES", "--url", "https://a.example/"], "--url is for a single page"),
        (["LINES", "-o", "s.csv", "--format", "csv"], "--format is told by the name"),
        (["LINES", "-j", "0"], "'0' is no number of processes"),
        (["LINES", "--threshold", "0.9", "--precision", "0.9"], "not allowed with"),
        (["LINES", "-q", "--html-column", "body"], "no 'body' among: html"),
        (["LINES", "-o", "s.csv", "--url-column", "lnik"], "no 'lnik' among: html"),
        (["LINES", "-o", "s.csv", "--id-column", "nosuch"], "no 'nosuch' among: html"),
        (["FOLDER", "-o", "s.csv", "--html-column", "body"], "--html-column names a column"),
        (["FOLDER", "-o", "s.csv", "--id-column", "id"], "--id-column names a column"),
        (["FOLDER", "LINES", "-o", "s.csv", "-j", "0"], "'0' is no number of processes"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(lines, capsys, arguments, said):  # noqa: PLR0917 - fixtures
    """In one line, before anything is scored."""
    words = [{"PAGE": PAGE, "LINES": lines, "FOLDER": FOLDER}.get(word, word) for word in arguments]
    try:
        code = main(["score", *words])
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("sites SCORES --why -o x.csv", "--why is for the table"),
        ("sites SCORES --format hosts --most 0", "--most is for the table"),
        ("sites SCORES --format cc --why", "--why is for the table"),
        ("sites SCORES --evidence http://a.example/", "--evidence is for lists"),
        ("sites SCORES --evidence http://a.example/ -o x.csv", "--evidence is for lists"),
        ("sites SCORES --false-alarms 0.6", "'0.6' is no share of errors"),
        ("sites SCORES --misses 0.5", "'0.5' is no share of errors"),
        ("sites SCORES --budget 0", "'0' is no whole number from 1 on"),
        ("explain PAGE --format json --topics 1", "--topics is for the text"),
        ("explain PAGE --format html --topics 0", "--topics is for the text"),
        ("explain PAGE --text --parser bs4", "--parser parses HTML"),
        ("compare FOLDER --html-column body", "--html-column names a column"),
        ("compare LINES --url-column lnik", "no 'lnik' among: html"),
        ("compare LINES --text", "no 'text' among: html"),
        ("compare LINES --sample 0", "'0' is no whole number from 1 on"),
        ("serve --max-bytes 0", "'0' is no whole number from 1 on"),
    ],
)
def test_other_commands_refuse_what_would_do_nothing_too(lines, capsys, command, said):  # noqa: PLR0917 - fixtures
    """In one line, and nothing is written."""
    scores, out_file = Path(lines).with_name("s.jsonl"), Path(lines).with_name("x.csv")
    row = {"url": "http://a.example/", "probability": 0.9, "abstained": False, "error": None}
    scores.write_text(json.dumps(row))
    known = {"PAGE": PAGE, "LINES": lines, "FOLDER": FOLDER, "SCORES": str(scores)}
    known["x.csv"] = str(out_file)
    try:
        code = main([known.get(word, word) for word in command.split()])
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert not out_file.exists()


@pytest.mark.parametrize("command", [["score", "-q"], ["score", "-o", "OUT"], ["compare"]])
@pytest.mark.parametrize("wrong", [["--url-column", "lnik"], ["--html-column", "body"]])
def test_a_pipe_is_told_of_columns_as_a_file_is(tmp_path, monkeypatch, capfd, *, command, wrong):
    """One line, code 2, and nothing is scored."""
    data = b'{"html": "<p>Tea", "url": "http://a.example/"}\n' * 3
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    words = [str(tmp_path / "s.csv") if word == "OUT" else word for word in command]
    assert main([*words, "-", "--input-format", "jsonl", *wrong]) == 2
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert f"no '{wrong[1]}' among: html, url: say where" in err
    assert not list(tmp_path.iterdir())


def test_texts_stand_under_their_own_name_in_every_command(tmp_path, capsys):
    """What `score --text` reads, `compare --text` does: the column `text`."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Too short to judge."}))
    assert main(["compare", str(path), "--text"]) == 2
    assert "only 0 pages could be judged" in capsys.readouterr().err
    assert main(["score", str(path), "--text", "-q"]) == 0


def test_a_threshold_acts_wherever_scores_go(lines, tmp_path, capfd):
    """In the table, in rows and in files; it is said, and files keep it."""
    model = pagequality.Scorer().model
    chosen = model.threshold_for(precision=0.9, prior=0.1)
    wish = ["--precision", "0.9", "--prior", "0.1"]
    told = f"low from {chosen:.4f} on: precision 0.9 where 0.1 of the pages are low"

    assert main(["score", PAGE, *wish]) == 0
    out, err = capfd.readouterr()
    assert " not low " in out.splitlines()[-1]
    assert told in err
    assert "1 page: 1 not low" in err

    probability = pagequality.Scorer(prior=0.1).score((PAGES / PAGE).read_bytes())
    for more in (["--threshold", repr(probability)], ["--threshold", repr(probability + 1e-6)]):
        assert main(["score", PAGE, "--prior", "0.1", "--format", "jsonl", *more]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [row["low"] for row in rows] == [True, False]

    assert main(["score", lines, "-o", str(tmp_path / "s.parquet"), "-j", "1", *wish]) == 0
    assert told in capfd.readouterr().err
    assert made_with(tmp_path / "s.parquet")["threshold"] == chosen
    table = pq.read_table(tmp_path / "s.parquet")
    assert table["low"].to_pylist() == [p >= chosen for p in table["probability"].to_pylist()]


@pytest.mark.parametrize("name", ["bike-pump-test.html", "dane-corvell-net-worth.html"])
def test_one_page_is_called_low_as_many_are(tmp_path, capsys, name):
    """In text, JSON and HTML; the threshold is said, and without one nothing changes."""
    page, low = str(PAGES / name), str(pagequality.score((PAGES / name).read_bytes()))
    for threshold, word in ((low, "low"), (str(float(low) + 1e-6), "not low")):
        more = ["--threshold", threshold]
        assert main(["explain", page, *more]) == 0
        out, err = capsys.readouterr()
        assert f"\n{word}: " in out
        assert err == f"pagequality: low from {float(threshold):g} on\n"
        assert main(["explain", page, "--format", "json", *more]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["low"], found["threshold"]) == (word == "low", float(threshold))
        assert pagequality.Verdict.from_dict(found).probability == float(low)
        assert main(["explain", page, "--format", "html", "-o", str(tmp_path / "a"), *more]) == 0
        assert capsys.readouterr().err.endswith(f"pagequality: {word}: {tmp_path / 'a'}\n")
        made = (tmp_path / "a").read_text("utf-8")
        assert f"<title>{word}: " in made
        assert (f"likely to be low quality: {word}" in made) == (word == "not low")
        assert f"<dd>{float(threshold):g}</dd>" in made
    chosen = pagequality.Scorer().model.threshold_for(precision=0.9)
    assert main(["explain", page, "--format", "json", "--precision", "0.9"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["threshold"] == chosen
    assert "precision 0.9" in err
    assert main(["explain", page, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found = json.loads(out)
    assert (found["low"], found["threshold"]) == (float(low) >= LOW, None)


def test_what_is_not_judged_is_not_low(tmp_path, capsys):
    """Nor is it not low: it is unknown."""
    page = tmp_path / "a.html"
    page.write_text("<p>Too short.")
    for form, said in (("text", "not judged: "), ("json", '"low": null'), ("html", "not judged")):
        assert main(["explain", str(page), "--format", form, "--threshold", "0.9"]) == 0
        assert said in capsys.readouterr().out


def test_a_precision_out_of_reach_is_wrong_use():
    """The message says which option, and why."""

    class Model:
        """Its held-out pages are no help."""

        def threshold_for(self, **_):
            """Refuse."""
            message = "no threshold keeps to a precision of 0.9"
            raise ValueError(message)

    options = Namespace(threshold=None, precision=0.9, prior=None)
    with pytest.raises(PageQualityError, match="--precision: no threshold keeps to"):
        threshold_of(options, Model())


def test_a_corpus_on_standard_output_is_json_lines_or_csv(lines, capfd):
    """The same columns in both."""
    assert main(["score", lines, "-q", "-j", "1"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert main(["score", lines, "-q", "-j", "1", "--format", "csv"]) == 0
    out = capfd.readouterr().out.splitlines()
    assert out[0].split(",") == list(rows[0])
    assert len(rows) == 2


def test_the_table_is_sorted_when_asked(capsys):
    """The likeliest first, what is not judged last; or by name; else as the pages come."""
    assert main(["score", FOLDER, "--sort", "probability"]) == 0
    shown = [line.split()[0] for line in capsys.readouterr().out.splitlines()[3:]]
    numbers = [float(one) for one in shown if one != "–"]
    assert numbers == sorted(numbers, reverse=True)
    assert shown[len(numbers) :] == ["–"] * (len(shown) - len(numbers))
    assert 0 < len(numbers) < len(shown)
    pages = [str(PAGES / "edge" / name) for name in ("not-found.html", "body-in-json-ld.html")]
    for order, first in ((["--sort", "name"], "body-in"), ([], "not-found")):
        assert main(["score", *pages, *order]) == 0
        assert first in capsys.readouterr().out.splitlines()[3]


def test_what_is_left_out_of_a_folder_is_said(tmp_path, capsys):
    """By kind; and an empty folder is one line, too."""
    for name in ("a.html", "b.csv", "c.txt", "d.png", "e.png"):
        (tmp_path / name).write_text("<p>Tea")
    assert main(["score", str(tmp_path)]) == 0
    err = capsys.readouterr().err
    assert f"left out of {tmp_path}: 1 csv, 1 text (name such files to have them read), 2 of" in err
    for name in ("a.html", "b.csv"):
        (tmp_path / name).unlink()
    assert main(["score", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"pagequality: no pages in {tmp_path}; left out of ")
    assert err.count("\n") == 1


def test_where_there_is_no_page_one_line_says_so(tmp_path, capfd):
    """An empty corpus or file of scores is all well, as a part of a larger one; a folder is not."""
    corpus, folder, scores = tmp_path / "a.jsonl", tmp_path / "empty", tmp_path / "s.csv"
    corpus.write_text("")
    folder.mkdir()
    for given, code in ((corpus, 0), (folder, 1)):
        for more in ([], ["-o", str(scores), "-j", "1"]):
            assert main(["score", str(given), *more]) == code
            assert capfd.readouterr() == ("", f"pagequality: no pages in {given}\n")
    for more in ([], ["--format", "hosts"], ["--format", "cc"], ["-o", str(tmp_path / "x.csv")]):
        assert main(["sites", str(scores), *more]) == 0
        out, err = capfd.readouterr()
        assert err.startswith(f"pagequality: no pages in {scores}\n")
        assert "site " not in out
    assert (tmp_path / "x.csv").exists()
    assert main(["report", str(scores), "-o", str(tmp_path / "r.html")]) == 0
    assert "few pages: 0 pages were judged" in capfd.readouterr().err


def test_a_text_is_read_as_such_wherever_its_score_goes(tmp_path):
    """By its name, alone and beside pages, which are read as HTML."""
    text, scores = tmp_path / "a.txt", tmp_path / "s.jsonl"
    text.write_text("The council met on Tuesday and agreed to mend the bridge by May. " * 8)
    expected = pagequality.analyze_text(text.read_text()).probability
    for given in ([str(text)], [PAGE, str(text)], [str(text), FOLDER]):
        assert main(["score", *given, "-o", str(scores), "-j", "1", "-q"]) == 0
        rows = [json.loads(line) for line in scores.read_text().splitlines()]
        (row,) = [row for row in rows if row["id"] == str(text)]
        assert row["probability"] == expected
    page = pagequality.score((PAGES / PAGE).read_bytes())
    assert main(["score", PAGE, str(text), "-o", str(scores), "-j", "1", "-q"]) == 0
    assert json.loads(scores.read_text().splitlines()[0])["probability"] == page


def test_verbose_says_what_is_done(lines, tmp_path, capfd):
    """Which files are read; twice, with what; nothing of it without."""
    for more, said in (([], None), (["-v"], "reading "), (["-vv"], "made with threshold: 0.7")):
        out = str(tmp_path / f"s{len(more)}{said is None}{said}.csv".replace(" ", ""))
        assert main(["score", lines, "-o", out, "-j", "1", *more]) == 0
        err = capfd.readouterr().err
        assert err.count("reading ") == (said is not None)
        assert said is None or said in err


@pytest.mark.parametrize("command", ["score", "explain"])
def test_verbose_says_as_much_of_a_single_page(capsys, command):
    """What is read and how long it took; twice, with what."""
    size = (PAGES / PAGE).stat().st_size
    for more, lines in (([], 0), (["-v"], 2), (["-vv"], 6)):
        assert main([command, PAGE, *more]) == 0
        err = capsys.readouterr().err
        told = [line for line in err.splitlines() if "1 page: " not in line]
        assert len(told) == lines
        assert (f"reading {PAGE} as html, {size} bytes" in err) == bool(more)
        assert (f"{PAGE}: honest in " in err) == bool(more)
        assert ("made with threshold: 0.7" in err) == (more == ["-vv"])
