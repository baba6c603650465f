"""Draw the model's card from the reports; no figure of the shipped model is typed by hand.

A section whose report is absent is left out.
"""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from models.places import LABELS, MODELS, REPORTS, ROOT
from models.report import card_exam
from models.report.card_choice import around, comparison
from models.report.card_people import false_alarms, reasons, sites, template_lines
from models.report.card_small import small_models
from models.report.card_states import dead_ends, declined
from models.report.card_tables import COLUMNS, number, reports, rivals, span, table, wrapped
from models.report.hostile import mutants

if TYPE_CHECKING:
    from pathlib import Path

CARD: Final = REPORTS / "card.md"
WORDS: Final = MODELS / "report" / "card_words.md"
Report = dict[str, Any]


def in_words(path: Path) -> dict[str, list[str]]:
    """Return what the card says in words, by section."""
    parts = path.read_text(encoding="utf-8").split("## ")[1:]
    pairs = (part.split("\n", 1) for part in parts)
    return {title: text.strip().splitlines() for title, text in pairs}


def model(found: Report) -> list[str]:
    """Describe the model from its own file."""
    facts = found.get("model")
    if not facts:
        return []
    about = facts["about"]
    return [
        *wrapped(
            f"A sum of terms over {facts['signals']} readable signals. The content speaks first: "
            "one curve a signal, and boosted trees whose steps are credited to the signals they "
            "ask. What stands around it (template, advertising, trust, contact, address) adds "
            "curves of its own, whose accusations together, and whose excuses, are bounded to "
            f"{facts['bound']:.2f} of log-odds. Signals that can only accuse or only excuse have "
            "curves and trees that keep to it; what is unknown adds nothing. Then one calibration "
            "(Platt). Contributions and baseline add up exactly to the log-odds of the verdict. "
            "Wording signals are hashed models of words, pairs and turns of phrase, fitted out of "
            "fold."
        ),
        "",
        f"Trained on {about.get('pages', 0):,} pages, {about.get('low', 0):,} low; data digest",
        f"`{about.get('data', '?')}`, seed {about.get('seed', '?')}. Probabilities hold at a base",
        f"rate of {facts['base_rate']:.3f}; `prior=` moves them. With {facts['half_words']:.0f}",
        "words of main content a page's own signals count half.",
    ]


def labels(path: Path) -> list[str]:
    """Describe the labels from the published list: how many, of which score, from where."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scores = Counter(row["score"] for row in rows)
    parts = Counter(row["source"].partition(":")[0] for row in rows)
    low = Counter(row["source"].partition(":")[0] for row in rows if row["low"] == "1")
    lines = [f"{len(rows):,} pages of {len({row['site'] for row in rows}):,} sites and networks."]
    lines += ["", *table(["score", "pages"], [[key, scores[key]] for key in sorted(scores)])]
    body = [[name, count, low[name]] for name, count in parts.most_common()]
    return [*lines, "", *table(["source", "pages", "low"], body)]


def metrics(found: Report) -> list[str]:
    """Show what stands beside the exam's head: other slices, templates, families, sources."""
    if "judge" not in found:
        return []
    report = found["judge"]
    return [
        *card_exam.other_slices(report), *card_exam.templates(found), *_families(report),
        *_sources(found), *_order(found),
    ]  # fmt: skip


def _families(report: Report) -> list[str]:
    body = [
        [name.replace("_", " "), row["flagged"], number(row["roc_auc"])]
        for name, row in report.get("families", {}).items()
    ]
    head = ["family", "pages flagged", "ROC AUC of the family's score"]
    lines = ["", "### Families, against annotators' flags", "", *card_exam.flags(report), ""]
    lines = [*lines, *table(head, body)] if body else []
    weights = sorted(
        report.get("family_shares", {}).items(), key=lambda item: -item[1]["low"]["share"]
    )
    body = [
        [name.replace("_", " "),
         *(cell for part in ("low", "honest")
           for cell in (f"{row[part]['share']:.1%}", f"{row[part]['adds']:+.2f}"))]
        for name, row in weights
    ]  # fmt: skip
    head = ["family", "share on low pages", "adds", "share on honest pages", "adds"]
    lead = wrapped(
        "What each family has of all that is added to the log-odds, as the share of mean absolute "
        "sums, and what it adds on average (web and wild slice, sites held out):"
    )
    return (
        [*lines, "", "### The weight of families", "", *lead, "", *table(head, body)]
        if body
        else lines
    )


def _sources(found: Report) -> list[str]:
    report = found.get("left_out")
    if not report:
        return []
    body = [
        [row["source"], row["pages"], row["low"], number(row.get("roc_auc")),
         number(row.get("recall_at_1_false_positive"))]
        for row in report["sources"]
    ]  # fmt: skip
    head = ["source held out", "pages", "low", "ROC AUC inside", "recall at 1 % false positives"]
    return ["", "### Whole sources held out", "", *table(head, body)]


def _order(found: Report) -> list[str]:
    """Show what the network of word order finds of texts made without order."""
    report = found.get("word_order")
    if not report:
        return []
    honest = report["honest"]
    rows = [*report["found"].items()]
    rows += [(f"{name}, short", row) for name, row in report.get("found_short", {}).items()]
    body = [[name, row["texts"], f"{row['found']:.1%}"] for name, row in rows]
    lead = wrapped(
        "A small network tells text that is no text, which the labelled pages hardly hold. From "
        f"log-odds of {report['point']} on, which 1 % of the honest pages of a fifth of the "
        f"sites exceed, it speaks on {honest['alarms']} of {honest['pages']} honest pages of "
        "another fifth, and on what each recipe makes of these (`models/learned/"
        "word_order_texts.py`); the other sites taught it. Short pages have 200 to 500 words of "
        "parts of several texts:"
    )
    return ["", "### Text without order", "", *lead, "", *table(["recipe", "texts", "found"], body)]


def calibration(found: Report) -> list[str]:
    """Show the reliability table, its error, and the same by length, type and source."""
    if "judge" not in found:
        return []
    web = found["judge"]["site_grouped"]["wild"]
    error = f"{number(web['calibration_error'])} {span(web.get('calibration_error_interval'))}"
    brier = f"{number(web['brier'])} {span(web.get('brier_interval'))}"
    lines = ["On the wild slice: expected calibration error"]
    lines += [f"{error}, Brier score {brier}. On web and wild slice together:", ""]
    lines += _reliability(found["judge"].get("reliability", []))
    given = found["judge"].get("calibration", {})
    body = [
        [name, number(row["prior"]),
         f"{number(row['calibration_error'])} {span(row['calibration_error_interval'])}",
         number(row["brier"])]
        for name, row in given.items()
    ]  # fmt: skip
    lines += ["", "With `prior=` set to a slice's own share of low pages:", ""] if body else []
    lines += table(["", "prior", "calibration error", "Brier"], body)
    if "wild" in given:
        lines += ["", "The wild slice so:", "", *_reliability(given["wild"]["reliability"])]
    for title, rows in found.get("slices", {}).items():
        if title == "declined":
            continue
        body = [
            [name, row["pages"], number(row["mean_probability"]),
             f"{number(row['share_low'])} {span(row['interval'])}", number(row.get("roc_auc")),
             number(row.get("calibration_error")), number(row["brier"])]
            for name, row in rows.items()
        ]  # fmt: skip
        head = ["", "pages", "mean given", "share low", "ROC AUC", "calibration error", "Brier"]
        lines += ["", f"By {title}:", "", *table(head, body)]
    return lines


def _reliability(rows: list[dict[str, Any]]) -> list[str]:
    body = [
        [f"{row['from']:.1f} to {row['from'] + 0.1:.1f}", int(row["pages"]),
         number(row["probability"]), f"{number(row['low'])} {span(row.get('interval'))}"]
        for row in rows
    ]  # fmt: skip
    return table(["probability", "pages", "mean given", "share low"], body)


def baselines(found: Report) -> list[str]:
    """Show the table of rivals, slice by slice, the strongest last."""
    report = found.get("baselines")
    if not report:
        return []
    lines = wrapped(
        "The row of ours is the exam's; the others are of the run that measured them, on the same "
        "pages and folds."
    )
    for part, counts in report["slices"].items():
        rows = sorted(rivals(found, part).items(), key=lambda item: item[1]["roc_auc"])
        body = [
            [name, f"{number(row['roc_auc'])} {span(row['roc_auc_interval'])}",
             *(number(row[column]) for column in list(COLUMNS)[1:])]
            for name, row in rows
        ]  # fmt: skip
        title = f"**{part}** ({counts['pages']:,} pages, {counts['low']} low)"
        lines += ["", title, "", *table(["", *COLUMNS.values()], body)]
    lines += [f"\n{name}: not measured, {why}." for name, why in report["skipped"].items()]
    return lines


def traps(found: Report) -> list[str]:
    """Show how far marks that should mean nothing get, against the limit."""
    report = found.get("traps")
    if not report:
        return []
    parts = list(dict.fromkeys(part for row in report["figures"].values() for part in row))
    body = [
        [name, *(f"{number(row[part]['roc_auc'])} {span(row[part]['roc_auc_interval'])}"
                 for part in parts)]
        for name, row in report["figures"].items()
    ]  # fmt: skip
    shared = report["rank_correlation_on_honest_web_pages"]
    last = (
        f"Rank correlation of the marks' scores with the model's on honest web pages: {shared}. "
        "Over pairs of a low and an honest web page from the same tenth of the marks' scores, the "
        f"model's ROC AUC is {number(report['model_among_pages_alike'])}, that of the marks "
        f"{number(report['marks_among_pages_alike'])}: the model does not need them. Over pairs of "
        f"one page type the marks have {number(report['marks_among_pages_of_a_type'])}."
    )
    return [*table(["ROC AUC of", *parts], body), "", last]


def elsewhere(found: Report) -> list[str]:
    """Show each source of the wild slice, whole sites held out."""
    report = found.get("judge", {}).get("wild")
    if not report:
        return []
    body = [
        [name, row["sites"], row["pages"], row["low"],
         f"{number(row.get('roc_auc'))} {span(row.get('roc_auc_interval'))}",
         number(row.get("recall_at_1_false_positive")),
         f"{row['honest_above_half']:.1%}",
         f"{row['called_low']:.1%} {span(row.get('called_low_interval'))}"]
        for name, row in report["sources"].items()
    ]  # fmt: skip
    head = [
        "", "sites", "pages", "low", "ROC AUC, interval over sites",
        "recall at 1 % false positives", "honest above 0.5", "honest called low",
    ]  # fmt: skip
    last = "Mean ROC AUC within the sources that have 20 pages of each: "
    last += f"{number(report['mean_roc_auc'])}."
    return [*table(head, body), "", last]


def honest(found: Report) -> list[str]:
    """Show the false alarms among honest pages, by slices."""
    report = found.get("honest")
    if not report:
        return []
    rows = {name: report[name] for name in ("all honest pages", "wild slice", "web slice")}
    body = [
        [name, row.get("rule", ""), row["pages"], row["declined"], row["pages_called_low"],
         f"{row['called_low']:.1%} {span(row['interval'])}"]
        for name, row in {**rows, **report["slices"]}.items()
    ]  # fmt: skip
    lead = (
        f'From {report["threshold"]} on a verdict says "low quality". So it says of honest pages:'
    )
    head = ["honest pages", "rule", "pages", "declined", "called low", "share and 95 % interval"]
    return [lead, "", *table(head, body), "", *false_alarms(report)]


def failures(found: Report) -> list[str]:
    """Name the pages that the held-out judge got most wrong; the labels say where they are."""
    rows = [
        [name, row["id"], row["page_type"], row["words"], row["score"], number(row["probability"])]
        for name, pages in found.get("judge", {}).get("worst", {}).items()
        for row in pages
    ]
    if not rows:
        return []
    lead = wrapped(
        "The pages of web and wild slice that it gets most wrong when their site is held out; what "
        "they are stands in `models/labels/pages.csv`:"
    )
    head = ["", "page", "type", "words", "annotators' score", "probability"]
    return ["", *lead, "", *table(head, rows)]


def card(found: Report, known_labels: Path) -> str:
    """Return the whole card."""
    words = in_words(WORDS)
    sections = {
        "The exam, side by side": card_exam.side_by_side(found),
        "What it is for": words["What it is for"],
        "What it is not for": words["What it is not for"],
        "Model": model(found),
        "Data": labels(known_labels),
        "Labels": words["Labels"],
        "Figures": metrics(found),
        "Sources of the wild slice": elsewhere(found),
        "Calibration": calibration(found),
        "Rivals, on the same folds": baselines(found),
        "How the model was chosen": comparison(found),
        "What stands around the content": around(found),
        "False alarms on honest pages": honest(found),
        "Reasons": reasons(found),
        "Whole sites": sites(found),
        "Template lines of a site": template_lines(found),
        "Small models": small_models(found, words),
        "Pages it declines": [*declined(found), *dead_ends(found)],
        "What it must not learn": [*words["What it must not learn"], "", *traps(found)],
        "Biases and known failures": [*words["Biases and known failures"], *failures(found)],
        "What was tried and did not help": words["What was tried and did not help"],
        "What its tests notice": mutants(found),
        "Licence": words["Licence"],
    }
    parts = [f"# Model card: {found.get('model', {}).get('name', 'pagequality-default')}", ""]
    parts.append("Drawn by `python -m models run card` from the reports beside it.")
    for title, lines in sections.items():
        if lines:
            parts += ["", f"## {title}", "", *lines]
    text = "\n".join(parts)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text + "\n"


def run(_data: Path) -> None:
    """Write the card."""
    CARD.write_text(card(reports(), LABELS / "pages.csv"), encoding="utf-8")
    print(f"wrote {CARD.relative_to(ROOT)}")
