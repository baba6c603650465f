"""The card and the README's figures: drawn from reports, with arithmetic that holds."""

from __future__ import annotations

from models.places import LABELS
from models.report import card, card_exam, figures, readme
from models.report.card_choice import comparison
from models.report.card_people import _COMPARED, false_alarms, template_lines
from models.report.card_tables import reports, rivals

RUN = {"pages": 6000, "pages_per_second": 100.0, "peak_mib": 300.0}
MEMORY = {"first_tenth_mib": 500.0, "last_tenth_mib": 505.0, "peak_mib": 512.0}
FORM = {
    "jobs": {"1": RUN, "2": {"pages": 50_000, "pages_per_second": 180.0, **MEMORY}},
    "speed_up": 1.8,
    "reading_overhead": 0.05,
}
CHOICE = {
    "chosen_in_folds": [[0.0, 1.0], [0.5, 2.0]],
    "shipped": [0.5, 1.0],
    "points": [[0.5, 1.0, 0.81], [0.0, 0.5, 0.7]],
}


def test_the_cluster_arithmetic_follows_the_measured_speed():
    """Half of the two-process speed is a core's; pages by it are the hours stated."""
    report = {"processors": 2, "parquet": FORM, "warc.gz": FORM}
    text = " ".join(figures.cluster({"corpus": report}).split())
    assert "2,500,000,000 / 90 / 3,600 = 7,716 core-hours: 7.7 hours on 1,000 cores" in text
    assert "| parquet | 50,000 | 100 | 180 | 1.80 | 5% | 500 | 505 | 512 |" in text


def test_without_a_report_nothing_is_claimed(tmp_path):
    """No report, no figures."""
    found = reports(tmp_path, tmp_path)
    assert found == {}
    assert (figures.cluster(found), figures.figures(found)) == ("", "")


def test_only_what_stands_between_the_marks_is_replaced():
    """Filling twice gives the same, and text around the marks stays."""
    text = "before\n<!-- cluster:begin -->\nold\n<!-- cluster:end -->\nafter\n"
    once = figures.filled(text, "new", "cluster")
    assert once == text.replace("old", "new")
    assert figures.filled(once, "new", "cluster") == once
    assert figures.filled(text, "new") == text


def test_shown_commands_are_what_the_program_prints(monkeypatch):
    """The text between a command's marks is replaced by what it prints; other text stays."""
    monkeypatch.setattr(readme, "printed", lambda name: f"printed by {name}")
    text = "a\n<!-- score:begin -->\nold\n<!-- score:end -->\nb <!-- explain:begin -->\n"
    filled = readme.with_commands(text)
    assert "\n```\n$ pagequality score tests/pages\nprinted by score\n```\n" in filled
    assert filled.startswith("a\n")
    assert filled.endswith("<!-- score:end -->\nb <!-- explain:begin -->\n")
    assert readme.with_commands(filled) == filled


def test_the_card_says_what_was_chosen_and_what_is_shipped():
    """Choices, their points and the shipped setting stand in the card."""
    lines = "\n".join(comparison({"choice": CHOICE}))
    assert "0% trees, bound 1; 50% trees, bound 2" in lines
    assert "lowest bound:\n50% trees, bound 1." in lines
    assert "| 50% | 1 | 0.810 |" in lines


def test_the_card_says_plainly_what_template_lines_do():
    """What is beyond its noise is named; nothing else is."""
    row = dict.fromkeys(_COMPARED, 0.5) | {"pages": 90, "low": 40}
    sure, doubtful = ({"value": 0.01, "interval": span} for span in ([0.005, 0.02], [-0.01, 0.03]))
    pages = {"as_they_are": row, "without_lines": row}
    report = {
        "sites": 9,
        "changed": {"pages": 30, "words_out": 0.012, "left_as_they_are": 4},
        "all_pages": pages | {"difference": dict.fromkeys(_COMPARED, doubtful)},
    }
    lines = " ".join(template_lines({"template_lines": report}))
    assert "judged as well with its template lines as without them" in lines
    assert "30 pages have lines" in lines
    report["all_pages"]["difference"]["roc_auc"] = sure
    lines = " ".join(template_lines({"template_lines": report}))
    assert "Beyond its noise is the difference in ROC AUC." in lines
    assert template_lines({}) == []


def test_the_exam_stands_first_and_in_one_table():
    """Every part of it is a line of the head, before anything is said of the model."""
    text = card.card(reports(), LABELS / "pages.csv")
    head = text.split("\n## ")[1].splitlines()
    rows = [line.split("|")[1].strip() for line in head if line.startswith("| ")]
    assert head[0] == "The exam, side by side"
    assert rows[1:] == [
        "wild slice", "web slice", "within single wild sources, mean", "pairs of one topic",
        "contents in other pages' templates", "wild slice, as plain text",
        "web slice, as plain text", "3 sources left out, mean",
    ]  # fmt: skip
    assert len({line.count("|") for line in head if line.startswith("|")}) == 1
    for line in head:
        assert not line.startswith("| ") or text.count(line) == 1, "no line stands twice"


def test_without_an_exam_there_is_no_head():
    """No report, no table; without sources left out the others stand alone."""
    assert card_exam.side_by_side({}) == []
    without = {name: report for name, report in reports().items() if name != "left_out"}
    assert "left out, mean" not in "\n".join(card_exam.side_by_side(without))


def test_false_alarms_are_named_by_rule():
    """Above the share with enough pages, the worst first; too few pages are too few to say."""
    kinds = {
        "fine": (100, 3), "bad": (100, 4), "worse": (30, 3), "few": (29, 9),
    }  # fmt: skip
    rows = {
        name: {"pages": pages, "pages_called_low": called, "called_low": called / pages}
        for name, (pages, called) in kinds.items()
    }
    report = {"most_in_a_slice": 0.03, "slices": rows, "page types": {"forum": rows["bad"]}}
    said = " ".join(false_alarms(report))
    assert "30 pages: worse (10.0% of 30), bad (4.0% of 100), the page type forum (4.0%" in said
    assert said.endswith("too few to say: few (9 of 29).")
    nothing = {"most_in_a_slice": 0.5, "slices": {"fine": rows["fine"]}, "page types": {}}
    assert " ".join(false_alarms(nothing)).count("none") == 2


def test_our_row_beside_rivals_is_the_exams():
    """README and card show one figure for one model on one slice."""
    found = reports()
    exam = found["judge"]["site_grouped"]
    for part in found["baselines"]["slices"]:
        assert rivals(found, part)["pagequality"]["roc_auc"] == exam[part]["roc_auc"]
    wild = next(line for line in figures.figures(found).splitlines() if "| pagequality |" in line)
    assert f"| {exam['wild']['roc_auc']:.3f} |" in wild
    fewer = {"site_grouped": {"wild": exam["wild"] | {"pages": 1}}}
    row = rivals(found | {"judge": fewer}, "wild")["pagequality"]
    assert row == found["baselines"]["table"]["pagequality"]["wild"], "other pages, other figures"


def test_the_card_is_what_the_reports_give():
    """The card is drawn, not typed: drawing it again changes nothing."""
    drawn = card.card(reports(), LABELS / "pages.csv")
    assert drawn == card.CARD.read_text(encoding="utf-8")


def test_the_readmes_figures_are_what_the_reports_give():
    """So are the tables of the README."""
    text = readme.README.read_text(encoding="utf-8")
    assert readme.with_figures(text, reports()) == text
