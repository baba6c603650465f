"""Labels of one's own: evaluate, train, compare."""

from __future__ import annotations

import csv
import gzip
import json

import pytest
import zstandard
from sample_pages import PAGES

import pagequality as pq
from pagequality.cli import main
from pagequality.commands.labels import LabelsError, page_of, read_labels
from pagequality.judge.scorer import Scorer
from pagequality.training import fit, terms

LABELS = PAGES / "labels.csv"


@pytest.fixture
def run(capsys):
    """Run the command line; give back the exit code, stdout and stderr."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def table(tmp_path):
    """Write a CSV file of labels."""

    def write(columns, *rows):
        path = tmp_path / "labels.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([columns, *rows])
        return path

    return write


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    """A model on top of the shipped one, from the sample pages' labels."""
    path = tmp_path_factory.mktemp("models") / "mine.json"
    assert main(["train", str(LABELS), "--on-top", "-o", str(path)]) == 0
    return path


def test_evaluate_agrees_with_the_library(run, judged, samples):
    """The probabilities are the library's, page by page."""
    code, out, _ = run("evaluate", LABELS, "--format", "json")
    found = json.loads(out)
    verdicts = [judged(sample) for sample in samples if sample.label is not None]
    scores = [verdict.probability for verdict in verdicts if not verdict.abstained]
    assert code == 0
    assert found["probabilities"] == pytest.approx(scores, abs=1e-5)
    assert found["judged"] == len(scores)
    assert found["labelled"] == len(verdicts) == len(read_labels(str(LABELS)))
    assert found["figures"]["low"] == sum(found["labels"])


def test_evaluate_shows_thresholds_and_draws(run, tmp_path):
    """The tables for people, and the reliability curve as a picture."""
    pytest.importorskip("matplotlib")
    picture = tmp_path / "reliability.png"
    code, out, err = run("evaluate", LABELS, "--prior", "0.1", "--plot", picture)
    assert code == 0
    for wanted in ("ROC AUC", "precision 0.95", "the model's own", "0.9 to 1.0"):
        assert wanted in out
    assert "drew" in err
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_train_on_top_gives_a_model(run, mine):
    """The trained model scores pages and its reasons add up."""
    scorer = pq.Scorer(mine)
    verdict = scorer.analyze((PAGES / "bike-pump-test.html").read_bytes())
    told = sum(topic.contribution for topic in verdict.topics)
    assert verdict.baseline + told == pytest.approx(verdict.log_odds)
    assert run("score", PAGES / "bike-pump-test.html", "--model", mine)[0] == 0
    assert 0.0 < scorer.model.threshold_for(false_positive_rate=0.1) < 1.0


def test_train_alone_gives_a_model(run, tmp_path, monkeypatch):
    """Own labels alone: a model too, with advice where labels are few."""
    monkeypatch.setattr(terms, "_ENSEMBLES", 1)  # else as large as they are grown for users
    monkeypatch.setattr(fit, "_INNER_FOLDS", 2)
    path = tmp_path / "alone.json"
    code, out, err = run("train", LABELS, "-o", path, "--name", "ours")
    assert code == 0
    assert "held out" in out
    assert "--on-top" in err
    assert pq.load_model(path).name == "ours"


def test_compare_knows_its_own_pages(run, mine):
    """The pages of the training are like themselves, or too few to say otherwise."""
    code, out, _ = run("compare", PAGES, "--to", mine, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["score"]["reading"] == "alike"
    assert found["judged"] + found["declined"] + found["unreadable"] == len(
        list(PAGES.rglob("*.html"))
    )
    assert "too few pages" in found["reading"] or "should hold" in found["reading"]


def test_pages_may_stand_in_the_table(table):
    """A column of HTML or of text, with addresses that name the site; no label, no page."""
    path = table(
        ["html", "url", "low"],
        ["<p>One", "https://a.example/1", "1"],
        ["<p>Two", "https://a.example/2", ""],
        ["<p>Three", "https://b.example/3", "0"],
    )
    found = read_labels(str(path))
    assert [(one.html, one.low, one.site) for one in found] == [
        ("<p>One", 1, "a.example"),
        ("<p>Three", 0, "b.example"),
    ]
    (text,) = read_labels(str(table(["text", "low"], ["Plain words", "1"])))
    assert text.is_text


@pytest.mark.parametrize(
    ("columns", "row", "fault"),
    [
        (["file"], ["a.html"], "has no column low"),
        (["name", "low"], ["a.html", "1"], "has no column file, html or text"),
        (["file", "low"], ["a.html", "maybe"], "line 2: low is 'maybe'"),
        (["file", "low"], ["a.html", ""], "labels no page"),
    ],
)
def test_odd_tables_are_refused(table, run, *, columns, row, fault):
    """The message says what is wrong and where; the exit code is that of misuse."""
    path = table(columns, row)
    with pytest.raises(LabelsError, match=fault):
        read_labels(str(path))
    code, _, err = run("evaluate", path)
    assert code == 2
    assert fault in err


def test_pages_of_one_site_are_one_group(table, run):
    """Whatever its host and with or without a scheme; what is no address has no site."""
    urls = ["http://www.farm.example/a", "https://blog.farm.example/b", "farm.example/c",
            "http://[bad", ""]  # fmt: skip
    path = table(["html", "url", "site", "low"], *(["<p>Tea", url, "", "1"] for url in urls))
    sites = [one.site for one in read_labels(str(path))]
    assert sites == ["farm.example"] * 3 + ["", ""]
    code, _, err = run("evaluate", path)
    assert (code, err.count("\n")) == (2, 1)
    (named,) = read_labels(str(table(["html", "url", "site", "low"], ["<p>", urls[0], " x ", "1"])))
    assert named.site == "x"


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.txt.gz", "a.txt.zst"])
def test_texts_are_told_from_pages_as_everywhere(table, tmp_path, name):
    """By how a name ends, packed or not."""
    pack = {"gz": gzip.compress, "zst": zstandard.compress}.get(name.rpartition(".")[2], bytes)
    (tmp_path / name).write_bytes(pack(b"Plain <words> of one page."))
    (one,) = read_labels(str(table(["file", "low"], [name, "1"])))
    page = page_of(Scorer(), one)
    assert (page.source, page.text) == ("text", "Plain <words> of one page.")


@pytest.mark.parametrize("start", ["", "sep=;\n"])
def test_labels_may_be_parted_as_pages_may(tmp_path, start):
    """By what parts the names, or is declared to; lines are counted all the same."""
    path = tmp_path / "labels.csv"
    path.write_text(f"\ufeff{start}text;low\nTea, hot;1\nMilk;0\n", encoding="utf-8")
    assert [(one.text, one.low) for one in read_labels(path)] == [("Tea, hot", 1), ("Milk", 0)]
    path.write_text(f"{start}text;low\nTea;1\nMilk;2\n", encoding="utf-8")
    with pytest.raises(LabelsError, match=f"line {4 if start else 3}: low is '2'"):
        read_labels(path)


def test_labels_with_an_open_quote_are_refused(tmp_path):
    """No label is read as a part of another page."""
    (tmp_path / "labels.csv").write_text('html,low\n<p>One,1\n"<p>Two,0\n<p>Three,0\n')
    with pytest.raises(LabelsError, match="cannot read"):
        read_labels(str(tmp_path / "labels.csv"))


def test_one_kind_is_no_evaluation(run, table):
    """Only low pages: nothing to compare, nothing to train on."""
    rows = [[str(PAGES / name), "1"] for name in ("bike-pump-test.html", "plum-dumplings.html")]
    path = table(["file", "low"], *rows)
    assert run("evaluate", path)[0] == 2
    code, _, err = run("train", path, "-o", path.with_suffix(".json"))
    assert code == 2
    assert "two sites each" in err


def test_missing_files_are_told(run, table):
    """A page that cannot be read is named; the rest is judged."""
    rows = [[str(PAGES / one.name), one.low] for one in read_labels(str(LABELS))]
    assert {low for _, low in rows[::5]} == {0, 1}
    path = table(["file", "low"], *rows[::5], ["gone.html", "1"])
    code, _, err = run("evaluate", path)
    assert code == 1
    assert "cannot read gone.html" in err
