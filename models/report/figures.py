"""The README's tables: accuracy and speed against peers, drawn from the reports."""

from __future__ import annotations

from textwrap import wrap
from typing import Any, Final

from models.report.card_tables import COLUMNS, number, span, table

_CRAWL: Final = 2.5e9
"""Pages of a monthly Common Crawl, roughly."""
_CONTENT: Final = {"f1": "F1", "precision": "precision", "recall": "recall"}


def figures(found: dict[str, Any]) -> str:
    """Return the README's tables: accuracy and speed against peers."""
    lines: list[str] = []
    if report := found.get("baselines"):
        count = report["slices"]["web"]
        rows = sorted(report["table"].items(), key=lambda item: -item[1]["web"]["roc_auc"])
        body = [[name, *(number(row["web"][key]) for key in COLUMNS)] for name, row in rows]
        lead = f"On {count['pages']:,} ordinary web pages ({count['low']} low), whole sites held "
        lines += [f"{lead}out:", "", *table(["", *COLUMNS.values()], body), ""]
    lines += unseen(found)
    if report := found.get("main_content"):
        rows = sorted(report["word_f1"].items(), key=lambda item: -item[1]["all"]["f1"])
        body = [[name, *(number(row["all"][key]) for key in _CONTENT)] for name, row in rows]
        lead = f"Main content of {report['pages']:,} pages (WCXB, whole sites held out), by words:"
        lines += [lead, "", *table(["", *_CONTENT.values()], body), ""]
    if report := found.get("speed"):
        rows = sorted(report["milliseconds"].items(), key=lambda item: item[1]["median"])
        body = [[name, f"{row['median']:.2f}", f"{row['mean']:.2f}"] for name, row in rows]
        lead = f"Milliseconds a page on one core, {report['pages']} pages:"
        lines += [lead, "", *table(["", "median", "mean"], body), ""]
    if lines:
        lines += [*_caution(found), ""]
        lines.append("More in the model's card: [models/reports/card.md](models/reports/card.md).")
    return "\n".join(lines)


def unseen(found: dict[str, Any]) -> list[str]:
    """Say what the shipped judge is worth on sites of sources that it has never seen."""
    report = found.get("unseen")
    if not report:
        return []
    row = report["all"]
    judged = row["pages"] - row["declined"]
    text = (
        f"Those sites are new to it, their sources are not. On {judged:,} pages of "
        f"{row['sites']:,} sites from other sources ({row['low']:,} low), the shipped judge has "
        f"**ROC AUC {number(row['roc_auc'])}** {span(row['roc_auc_interval'])}, average precision "
        f"{number(row['average_precision'])}, recall {number(row['recall_at_1_false_positive'])} "
        f"at 1 % false positives, and calls {row['called_low']:.1%} of the honest pages low. "
        "Expect that on a crawl of your own, and set the threshold on a sample of it."
    )
    return [*wrap(text, 95), ""]


def _caution(found: dict[str, Any]) -> list[str]:
    """Say how the figures were come by, and what nested choosing gives."""
    lines = [
        "All is fitted inside the training folds; some settings were chosen on the folds reported,",
        "so read our own rows as optimistic.",
    ]
    if report := found.get("choice"):
        web = report["held_out"]["web"]
        area, precision = number(web["roc_auc"]), number(web["average_precision"])
        lines += [
            "With the judge's settings chosen inside each training part instead, the first table's",
            f"first row has ROC AUC {area} and average precision {precision}.",
        ]
    return lines


def cluster(found: dict[str, Any]) -> str:
    """Return the arithmetic of a crawl's cores and hours, from measured pages a second."""
    report = found.get("corpus")
    if not report:
        return ""
    forms = {form: row for form, row in report.items() if isinstance(row, dict)}
    body = [
        [form, row["jobs"]["2"]["pages"],
         *(f"{row['jobs'][jobs]['pages_per_second']:.0f}" for jobs in ("1", "2")),
         f"{row['speed_up']:.2f}", f"{row['reading_overhead']:.0%}",
         *(f"{row['jobs']['2'][f'{when}_mib']:.0f}"
           for when in ("first_tenth", "last_tenth", "peak"))]
        for form, row in forms.items()
    ]  # fmt: skip
    head = [
        "", "pages", "pages/s, 1 process", "2 processes", "times", "reading", "MiB, first tenth",
        "last tenth", "peak",
    ]  # fmt: skip
    speed = forms["warc.gz"]["jobs"]["2"]["pages_per_second"] / 2
    hours = _CRAWL / speed / 3600
    minutes = 30_000 / speed / 60
    return "\n".join(
        [
            f"Measured on {report['processors']} cores (`models/benchmarks/corpus.py`), one alone",
            f"on {forms['warc.gz']['jobs']['1']['pages']:,} pages. Reading is its share of the",
            "time that scoring takes; memory is what two workers and the parent hold together:",
            "",
            *table(head, body),
            "",
            f"A monthly Common Crawl has about {_CRAWL / 1e9:.1f} billion pages. At {speed:.0f}",
            f"pages a second and core they take {_CRAWL:,.0f} / {speed:.0f} / 3,600 = {hours:,.0f}",
            f"core-hours: {hours / 1000:,.1f} hours on 1,000 cores, {hours / 24 / 64:,.1f} days on",
            f"one machine of 64. A WARC file of 30,000 pages takes a core {minutes:.0f} minutes;",
            "no more than that is lost with a task.",
        ]
    )


def filled(text: str, inside: str, name: str = "figures") -> str:
    """Put text between the README's marks of this name."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    if begin not in text or end not in text:
        return text
    before, _, rest = text.partition(begin)
    after = rest.partition(end)[2]
    middle = f"\n{inside}\n" if inside else "\n"
    return f"{before}{begin}{middle}{end}{after}"
