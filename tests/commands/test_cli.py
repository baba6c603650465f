"""The command line: data on stdout, words on stderr, exit codes that mean something."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import subprocess
import sys

import pytest
from sample_pages import PAGES

import pagequality as pq
from pagequality.cli import build_parser, main
from pagequality.commands import COMMANDS, load
from pagequality.signals import SIGNALS
from pagequality.tabular.schema import Layout, all_columns, row

ROOT = PAGES.parent.parent
PAGE = PAGES / "bike-pump-test.html"
PLAIN = Layout()
WORDS = "The council met on Tuesday and agreed to mend the bridge before winter. " * 8


@pytest.fixture
def run(capsys):
    """Run the command line; give back the exit code, stdout and stderr."""

    def run(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def standard_input(monkeypatch):
    """Put bytes on standard input."""

    def put(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return put


def test_table_has_a_line_a_page(run, samples, judged):
    """A folder's pages each get a line with the probability that the library gives."""
    code, out, err = run("score", PAGES)
    assert code == 0
    for sample in samples:
        (line,) = [line for line in out.splitlines() if sample.name.rpartition("/")[2] in line]
        probability = judged(sample).probability
        shown = "–" if math.isnan(probability) else f"{probability:.3f}"
        assert line.split()[0] == shown
    assert f"{len(list(PAGES.rglob('*.html')))} pages: " in err
    assert len(samples) == len(list(PAGES.rglob("*.html")))


def expected(name, verdict, *, url="", layout=PLAIN):
    """The row of a scores file that a page's verdict makes, by the names of its columns."""
    names = [column.name for column in all_columns(layout)]
    return dict(zip(names, (name, url, None, *row(verdict, layout)), strict=True))


def test_json_lines_are_rows_of_a_scores_file(run):
    """A JSON line holds the page's name and what a scores file tells of its verdict."""
    code, out, err = run("score", PAGE, PAGES / "edge", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert rows[0] == expected(str(PAGE), pq.analyze(PAGE.read_bytes()))
    assert len(rows) == 1 + len(list((PAGES / "edge").glob("*.html")))


def test_json_lines_hold_the_whole_verdict_when_asked(run):
    """Signals, topics with quotes, quotes by family: nothing of the verdict is out of reach."""
    arguments = ("--signals", "--explain", "--threshold", "0.4")
    _, out, _ = run("score", PAGE, "--format", "jsonl", *arguments)
    verdict = pq.analyze(PAGE.read_bytes())
    layout = Layout(signals=True, explain=True, threshold=0.4)
    found = json.loads(out)
    assert found == expected(str(PAGE), verdict, layout=layout)
    plain = verdict.to_dict()
    assert json.loads(found["evidence"])["topics"] == plain["topics"]
    assert {name: found[f"signal_{name}"] for name in plain["signals"]} == plain["signals"]
    assert found["low"] is (verdict.probability >= 0.4)


def test_csv_holds_the_same_rows(run):
    """CSV has a header, the same columns and the same numbers; unknown is empty."""
    _, out, _ = run("score", PAGE, "--format", "csv")
    (found,) = csv.DictReader(io.StringIO(out))
    verdict = pq.analyze(PAGE.read_bytes())
    cells = expected(str(PAGE), verdict)
    assert found == {name: "" if cell is None else str(cell) for name, cell in cells.items()}
    assert float(found["probability"]) == verdict.probability
    assert found["headline"] == verdict.headline


def test_options_reach_the_scorer(run):
    """URL, prior, parser and model change the verdict as they do in the library."""
    own = pq.Scorer()
    code, out, _ = run("score", PAGE, "--format", "jsonl", "--prior", "0.05", "--parser", "bs4",
                       "--url", "https://example.com/a/b?id=7")  # fmt: skip
    scorer = pq.Scorer(own.model, prior=0.05, parser="bs4")
    url = "https://example.com/a/b?id=7"
    verdict = scorer.analyze(PAGE.read_bytes(), url=url)
    assert code == 0
    assert json.loads(out) == expected(str(PAGE), verdict, url=url)


def test_own_model_is_used(run, tmp_path):
    """``--model`` names a saved model."""
    pq.Scorer().model.save(tmp_path / "own.json")
    _, out, _ = run("score", PAGE, "--format", "jsonl", "--model", tmp_path / "own.json")
    assert json.loads(out)["probability"] == pq.score(PAGE.read_bytes())


def test_text_is_judged_as_text(run, tmp_path, standard_input):
    """A .txt file and ``--text`` are text; the same words as HTML are a page."""
    file = tmp_path / "council.txt"
    file.write_text(WORDS, "utf-8")
    verdict = pq.analyze_text(WORDS)
    for name, arguments in ((str(file), [file]), ("standard input", ["-", "--text"])):
        standard_input(WORDS.encode())
        _, out, _ = run("score", *arguments, "--format", "jsonl")
        assert json.loads(out) == expected(name, verdict)
    standard_input(WORDS.encode())
    _, out, _ = run("score", "-", "--format", "jsonl")
    assert json.loads(out)["probability"] == pq.score(WORDS)


def test_explain_tells_and_gives_json(run):
    """`explain` writes for people, or the report as JSON, from which the verdict comes back."""
    farm = PAGE.with_name("northpeak-gear-coupon.html")
    code, out, err = run("explain", farm)
    verdict = pq.analyze(farm.read_bytes())
    assert (code, err) == (0, "")
    for part in (verdict.headline, "Families", "Why", verdict.topics[0].title):
        assert part in out
    _, out, _ = run("explain", farm, "--format", "json")
    assert json.loads(out) == json.loads(verdict.to_json(full=True))
    assert pq.Verdict.from_dict(json.loads(out)) == verdict


def test_signals_come_from_the_code(run):
    """`signals` lists every signal of the library, or one family's."""
    _, out, _ = run("signals", "--format", "json")
    assert [row["name"] for row in json.loads(out)] == [signal.name for signal in SIGNALS]
    _, out, _ = run("signals", "--family", "speculation")
    assert "hedged_speculation" in out
    assert "link_density" not in out


def test_unreadable_page_is_named_and_the_rest_judged(run, tmp_path):
    """A missing file costs exit code 1, one line and a row with an error, not the other pages."""
    gone = tmp_path / "gone.html"
    code, out, err = run("score", gone, PAGE, "--format", "jsonl")
    assert code == 1
    first, second = (json.loads(line) for line in out.splitlines())
    assert {name: cell for name, cell in first.items() if cell not in {None, ""}} == {
        "id": str(gone),
        "error": f"bad file: cannot read {gone}: No such file or directory",
    }
    assert (second["id"], second["error"]) == (str(PAGE), None)
    assert err.count("\n") == 1
    assert "gone.html: No such file" in err
    code, out, _ = run("score", gone, PAGE, "--format", "csv")
    assert code == 1
    first, second = csv.DictReader(io.StringIO(out))
    assert first["error"].startswith("bad file: cannot read")
    assert (second["id"], second["error"]) == (str(PAGE), "")


def test_unreadable_page_has_no_line_in_the_table(run, tmp_path):
    """People are told on stderr; the table holds what was judged."""
    code, out, err = run("score", tmp_path / "gone.html", PAGE)
    assert code == 1
    assert PAGE.name in out
    assert "gone.html" not in out
    assert "gone.html: No such file" in err
    assert "1 page: " in err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], (2, "required: COMMAND")),
        (["scroe"], (2, "invalid choice: 'scroe'")),
        (["score"], (2, "required: FILE")),
        (["score", "-", "--prior", "2"], (2, "'2' is no number between 0 and 1")),
        (["score", "-", "--format", "xml"], (2, "invalid choice: 'xml'")),
        (["score", "-", "--frmat", "csv"], (2, "unrecognized arguments")),
        (["score", PAGES, "--url", "https://example.com"], (2, "single page")),
        (["score", PAGE, "--model", "gone.json"], (2, "cannot read gone.json")),
        (["score", PAGE, "--model", PAGE], (2, "cannot read")),
        (["score", PAGE, "--model", PAGES], (2, "cannot read")),
        (["explain", PAGES], (2, "is a folder")),
        (["explain", "gone.html"], (1, "cannot read gone.html: No such file")),
        (["score", "gone.html"], (1, "cannot read gone.html: No such file")),
        (["score", "https://a.example/"], (2, "nothing is fetched here: curl")),
        (["score", PAGES / "edge", "--text"], (1, "no pages in")),
        (["score", PAGE, "--frmat", "csv"], (2, "--frmat csv (see pagequality score --help)")),
        (["score", PAGE, "--model", PAGES / "labels.csv"], (2, "labels.csv as a model, a JSON")),
        (["score", ""], (2, "pages: an empty name is no file")),
        (["score", PAGE, "", "-o", "s.jsonl"], (2, "pages: an empty name is no file")),
        (["score", PAGE, "-o", ""], (2, "output: an empty name is no file")),
        (["explain", ""], (2, "page: an empty name is no file")),
        (["sites", ""], (2, "scores: an empty name is no file")),
    ],
)
def test_wrong_use_is_one_clear_line(run, arguments, expected):
    """Whatever is wrong is said in one line on stderr, with the documented exit code."""
    code, out, err = run(*arguments)
    assert (code, out) == (expected[0], "")
    assert expected[1] in err
    assert err.count("\n") == 1


def test_help_shows_examples_that_parse(run):
    """Every command's help has examples and the exit codes; the examples are well formed."""
    assert "exit codes: 0" in run("--help")[1]
    for name in COMMANDS:
        command = load(name)
        assert command.name == name
        code, out, _ = run(name, "--help")
        assert code == 0
        assert "exit codes: 0" in out
        for example in command.examples:
            assert example in out
            ours = example.partition("pagequality ")[2].partition(" >")[0].split()
            assert build_parser().parse_args(ours).run is command.run


def test_version(run):
    """The version is the library's."""
    assert run("--version")[:2] == (0, f"pagequality {pq.__version__}\n")


def in_a_process(*arguments, **options):
    """Run ``python -m pagequality`` as people do."""
    return subprocess.run(
        [sys.executable, "-m", "pagequality", *arguments],
        capture_output=True, check=False, cwd=ROOT, **options,
    )  # fmt: skip


def test_module_runs_as_the_command():
    """``python -m pagequality`` works; an ASCII terminal is no reason to fail."""
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = in_a_process("explain", str(PAGE), env=environ)
    assert ran.returncode == 0, ran.stderr
    assert b"Why" in ran.stdout


def test_reader_that_leaves_is_no_error():
    """A closed pipe ends the command quietly."""
    with subprocess.Popen(
        [sys.executable, "-m", "pagequality", "score", str(PAGES), "--format", "jsonl", "-q"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as process:  # fmt: skip
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_scoring_loads_nothing_heavy():
    """The command line scores without scikit-learn and its company."""
    code = (
        "import sys; from pagequality.cli import main; main(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "score", str(PAGE)],
        capture_output=True, check=True, text=True, cwd=ROOT,
    )  # fmt: skip
    loaded = {name.partition(".")[0] for name in ran.stderr.split()}
    assert "pagequality" in loaded
    assert loaded.isdisjoint({"sklearn", "joblib", "scipy", "pandas", "bs4"})
