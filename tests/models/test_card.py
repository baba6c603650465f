"""The card and the README's figures: drawn from reports, with arithmetic that holds."""

from __future__ import annotations

from copy import deepcopy

import pytest

from models.places import LABELS
from models.report import card, card_exam, figures, readme
from models.report.card_choice import comparison
from models.report.card_people import _COMPARED, false_alarms, template_lines
from models.report.card_small import headlines, lines, sentences, small_models
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


SMALL = ("template_noise", "hedging", "headline", "promises")


@pytest.fixture
def small():
    """The reports of the small models, free to be changed."""
    return {name: report for name, report in deepcopy(reports()).items() if name in SMALL}


def prose(drawn):
    """What a part of the card says, on one line."""
    return " ".join(drawn)


@pytest.mark.parametrize("missing", SMALL)
def test_a_small_model_without_a_report_is_not_spoken_of(small, missing):
    """Its part goes, and the others are drawn without it."""
    words = card.in_words(card.WORDS)
    whole = small_models(small, words)
    marks = {"template_noise": "### Lines", "hedging": "### Sentences",
             "headline": "Fake News Challenge", "promises": "published threshold"}  # fmt: skip
    assert all(mark in prose(whole) for mark in marks.values())
    del small[missing]
    left = prose(small_models(small, words))
    assert [name for name in SMALL if marks[name] not in left] == [missing]
    assert ("Bait: ROC AUC" in left) == (missing not in {"headline", "promises"})
    assert small_models({}, words) == lines({}) == sentences({}) == headlines({}) == []


def test_the_card_names_ways_of_telling_lines_that_are_ahead(small):
    """A simpler way is named where it is ahead, of each of ours that it beats, and only there."""
    report = small["template_noise"]
    for part in ("first", "wild", "notices"):
        for way in report[part]:
            report[part][way] |= {"noise_f1": 0.7, "macro_f1": 0.6}
    for part in ("first", "wild", "notices"):
        report[part]["with surroundings"]["noise_f1"] = 0.8
    told = prose(lines(small))
    assert "None is ahead of our words alone. None is ahead of ours with surroundings." in told
    report["wild"]["TF-IDF"]["noise_f1"] = 0.75
    told = prose(lines(small))
    assert "Ahead of our words alone: TF-IDF in noise F1 on wild (0.750 against 0.700)." in told
    assert "None is ahead of ours with surroundings." in told
    report["wild"]["words alone"]["noise_f1"] = 0.85
    told = prose(lines(small))
    assert "None is ahead of our words alone." in told
    assert "ours with surroundings: words alone in noise F1 on wild (0.850 against 0.800)." in told


def test_the_card_says_what_surroundings_add_to_each_kind(small):
    """Differences are those of the two rows above them, and kinds that lose are named."""
    report = small["template_noise"]
    alone, around = (report[f"kinds, {way}"] for way in ("words alone", "with surroundings"))
    alone["f1"] = {"legal": 0.5, "wall": 0.6, "body": 0.7}
    around["f1"] = {"legal": 0.4, "wall": 0.65, "body": 0.69}
    alone["lines of"] = {"legal": 12, "wall": 3, "body": 1200}
    drawn = lines(small)
    assert "| lines | 12 | 3 | 1,200 |" in drawn
    assert "| these add | -0.100 | +0.050 | -0.010 |" in drawn
    assert "Surroundings harm legal and body." in prose(drawn)
    around["f1"] = alone["f1"]
    assert "Surroundings harm" not in prose(lines(small))


def test_the_card_compares_sentences_on_the_same_sources(small):
    """A simpler way is held against our figure of the same question and source."""
    report = small["hedging"]
    for row in report["compared"].values():
        row.update(dict.fromkeys(row, 0.1))
    for signal in report["family"]["signals"].values():
        signal["flag"] = 0.5
    told = prose(sentences(small))
    assert "None is ahead of ours." in told
    assert "None is ahead of the family." in told
    report["hedge"]["f1_wild"], report["family"]["roc_auc"] = 0.7, 0.8
    report["compared"]["list of keywords"]["hedge f1_wild"] = 0.71
    report["family"]["signals"]["rumours"]["flag"] = 0.9
    told = prose(sentences(small))
    assert "Ahead of ours: list of keywords in hedge, wild (0.710 against 0.700)." in told
    assert "the signal rumours alone (0.900 against 0.800)." in told


def test_the_card_shows_promises_by_kind_and_the_threshold(small):
    """Kinds without a figure of their own have a dash; rivals that are ahead are named."""
    report = small["promises"]
    report["promises"]["kinds"] = {"items": {"headlines": 7, "f1": 0.9},
                                   "label": {"headlines": 4, "f1": 0.25}}  # fmt: skip
    report["not_fully_kept"] = {"pages": 11, "auc": 0.6, "items": {"pages": 5, "auc": 0.8}}
    report["at_the_threshold"] = {
        "kept": 40, "kept_accused": 0.025, "not_kept": 20, "not_kept_found": 0.35,
    }  # fmt: skip
    report["rivals"] = {"cosine of TF-IDF": 0.4, "linear model of words": 0.674}
    report["bait"] |= {"auc": 0.81, "auc_by_posts": 0.44}
    drawn = headlines(small)
    assert "| pages | 5 | – |" in drawn
    assert "| ROC AUC | 0.800 | – |" in drawn
    told = prose(drawn)
    assert "accuses 2.5% of 40 pages that keep their promise and finds 35.0% of 20" in told
    assert "Ahead of ours: linear model of words (0.674 against 0.600)." in told
    assert "that model has 0.440, the one made for pages 0.810." in told


def test_the_card_is_what_the_reports_give():
    """The card is drawn, not typed: drawing it again changes nothing."""
    drawn = card.card(reports(), LABELS / "pages.csv")
    assert drawn == card.CARD.read_text(encoding="utf-8")


def test_the_readmes_figures_are_what_the_reports_give():
    """So are the tables of the README."""
    text = readme.README.read_text(encoding="utf-8")
    assert readme.with_figures(text, reports()) == text
