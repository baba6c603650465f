"""Files to send: the page report, the corpus report and the dossier from the command line."""

from __future__ import annotations

import json

import pytest
from made import check
from sample_pages import PAGES

from pagequality.cli import main

PAGE = PAGES / "kitchen-spice-doctors.html"


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    """A file of scores of the sample pages, with their evidence."""
    folder = tmp_path_factory.mktemp("scores")
    pages = folder / "pages.jsonl"
    lines = [
        json.dumps({"url": f"https://plot.example/{path.stem}", "html": path.read_text("utf-8")})
        for path in sorted(PAGES.glob("*.html"))[:8]
    ]
    pages.write_text("\n".join(lines), encoding="utf-8")
    path = folder / "scores.jsonl"
    assert main(["score", str(pages), "-o", str(path), "--explain", "-j", "1", "-q"]) == 0
    return path


def test_a_page_report_is_written(tmp_path, capsys):
    """Into the file that is named, or to standard output."""
    path = tmp_path / "report.html"
    assert main(["explain", str(PAGE), "--format", "html", "-o", str(path)]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"pagequality: low quality: {path}\n")
    made = path.read_text("utf-8")
    check(made, most=300_000)
    assert main(["explain", str(PAGE), "--format", "html"]) == 0
    assert capsys.readouterr().out == made


@pytest.mark.parametrize("form", ["text", "json"])
def test_any_form_can_be_written_into_a_file(tmp_path, capsys, form):
    """It holds what standard output would."""
    path = tmp_path / "told"
    assert main(["explain", str(PAGE), "--format", form, "-o", str(path)]) == 0
    assert main(["explain", str(PAGE), "--format", form]) == 0
    assert capsys.readouterr().out == path.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "form"), [("r.html", "html"), ("r.htm", "html"), ("r.json", "json")]
)
def test_a_name_of_another_form_names_the_option(tmp_path, capsys, name, form):  # noqa: PLR0917 - fixtures
    """Whoever names a report so means that form."""
    path = str(tmp_path / name)
    assert main(["explain", str(PAGE), "-o", path]) == 2
    assert f", or take --format {form}\n" in capsys.readouterr().err
    assert main(["explain", str(PAGE), "-o", path, "--format", form]) == 0


def test_a_page_is_not_written_over(tmp_path, capsys):
    """Nor is a folder taken for a file."""
    page = tmp_path / "page.html"
    page.write_bytes(PAGE.read_bytes())
    assert main(["explain", str(page), "--format", "html", "-o", str(page)]) == 2
    assert "would be overwritten" in capsys.readouterr().err
    assert page.read_bytes() == PAGE.read_bytes()
    assert main(["explain", str(page), "--format", "html", "-o", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err


def test_a_corpus_report_is_written(tmp_path, capsys, scores):
    """HTML and JSON; alerts are told at the terminal, too."""
    page, plain = tmp_path / "report.html", tmp_path / "report.json"
    arguments = ["--json", str(plain), "--compare", str(scores), "--threshold", "0.6"]
    assert main(["report", str(scores), "-o", str(page), *arguments]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "pagequality: few pages: " in err
    assert f"pagequality: 8 pages: {page}\n" in err
    text = check(page.read_text("utf-8"), most=2_000_000).text
    figures = json.loads(plain.read_text("utf-8"))
    assert figures["threshold"] == 0.6
    assert figures["command"] in text


def test_a_dossier_is_written(tmp_path, capsys, scores):
    """HTML and JSON, with the quotes that the scores kept."""
    page, plain = tmp_path / "dossier.html", tmp_path / "dossier.json"
    arguments = ["--site", "plot.example", "-o", str(page), "--json", str(plain)]
    assert main(["dossier", str(scores), *arguments]) == 0
    err = capsys.readouterr().err
    assert err.endswith(f"pagequality: 8 pages of plot.example: {page}\n")
    assert err.startswith("pagequality: low from 0.7 on: kept with the scores\n")
    read = check(page.read_text("utf-8"), most=2_000_000)
    assert any("#:~:text=" in link for link in read.links)
    quotes = [
        quote
        for one in json.loads(plain.read_text("utf-8"))["against"]
        for topic in one["topics"]
        for quote in topic["quotes"]
    ]
    assert quotes
    assert all(quote["type"] == "TextQuoteSelector" for quote in quotes)


def test_reports_count_by_the_threshold_of_the_scores(tmp_path, capsys, scores):
    """That which is kept with the file is said and used; one that is asked for wins."""
    chances = sorted(
        row["probability"] for row in map(json.loads, scores.read_text("utf-8").splitlines())
    )
    high, pages = (chances[-1] + chances[-2]) / 2, scores.with_name("pages.jsonl")
    kept, other = tmp_path / "s.parquet", tmp_path / "t.jsonl"
    assert main(["score", str(pages), "-o", str(kept), "-j", "1", "--threshold", str(high)]) == 0
    assert main(["score", str(pages), "-o", str(other), "-j", "1", "--threshold", "0.9"]) == 0
    capsys.readouterr()
    page, plain = tmp_path / "r.html", tmp_path / "r.json"
    outputs = ["-o", str(page), "--json", str(plain)]
    for command in (["report"], ["dossier", "--site", "plot.example"]):
        assert main([*command, str(kept), *outputs]) == 0
        assert f"low from {high:g} on: kept with the scores" in capsys.readouterr().err
        figures = json.loads(plain.read_text("utf-8"))
        assert (figures["threshold"], figures["threshold_from"]) == (high, "kept with the scores")
        assert f"{high:g}, kept with the scores" in check(page.read_text(), most=2_000_000).text
        if command == ["report"]:
            assert f"--threshold {high!r} -o" in figures["command"]
        assert main([*command, str(kept), *outputs, "--threshold", "0.6"]) == 0
        assert "low from 0.6 on: as asked for" in capsys.readouterr().err
        assert json.loads(plain.read_text("utf-8"))["threshold"] == 0.6
        assert main([*command, str(kept), str(other), *outputs]) == 2
        assert "made with several thresholds (0.9, " in capsys.readouterr().err
    assert main(["report", str(kept), *outputs]) == 0
    figures = json.loads(plain.read_text("utf-8"))
    assert figures["dropped"] == 1
    assert "another threshold" not in {alert["name"] for alert in figures["alerts"]}
    assert main(["dossier", str(kept), "--site", "plot.example", *outputs]) == 0
    figures = json.loads(plain.read_text("utf-8"))
    assert figures["labels"] == {"low": 1, "not low": 7}
    assert [one["label"] for one in figures["against"]] == ["low"]


@pytest.mark.parametrize("command", [["report"], ["dossier", "--site", "plot.example"]])
def test_scores_are_not_written_over(capsys, scores, command):
    """Neither by the page nor by its twin."""
    name, *more = command
    before = scores.read_bytes()
    other = str(scores.with_name("x.html"))
    for outputs in (["-o", str(scores)], ["-o", other, "--json", str(scores)]):
        assert main([name, str(scores), *more, *outputs]) == 2
        assert "would be overwritten" in capsys.readouterr().err
    assert scores.read_bytes() == before


@pytest.mark.parametrize(("name", "form"), [
    ("r.pdf", "html"), ("r.json", "html"), ("r.html", "json"), ("r.html", "text"),
    ("r.docx", "text"), ("r.html.gz", "html"), ("r.csv", "json"),
])  # fmt: skip
def test_no_file_is_named_as_what_it_does_not_hold(tmp_path, capsys, name, form):  # noqa: PLR0917 - fixtures
    """Whoever opens it would be told that it is broken."""
    assert main(["explain", str(PAGE), "--format", form, "-o", str(tmp_path / name)]) == 2
    assert "would hold" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["report"], ["dossier", "--site", "plot.example"]])
def test_no_report_is_named_as_what_it_does_not_hold(tmp_path, capsys, scores, command):  # noqa: PLR0917 - fixtures
    """Neither the page nor its twin."""
    name, *more = command
    for outputs in (["-o", "r.pdf"], ["-o", "r.html", "--json", "r.html.html"]):
        given = [word if word[0] == "-" else str(tmp_path / word) for word in outputs]
        assert main([name, str(scores), *more, *given]) == 2
        assert "would hold" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_site_that_is_not_there_is_told(tmp_path, capsys, scores):
    """And no file is left."""
    path = tmp_path / "dossier.html"
    assert main(["dossier", str(scores), "--site", "other.example", "-o", str(path)]) == 2
    assert "no page of 'other.example' is in these scores" in capsys.readouterr().err
    assert not path.exists()
