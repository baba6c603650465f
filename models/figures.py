"""The README's tables: accuracy and speed against peers, drawn from the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from card_tables import COLUMNS, number, reports, table

if TYPE_CHECKING:
    from pathlib import Path

BEGIN: Final = "<!-- figures:begin -->"
_CONTENT: Final = {"f1": "F1", "precision": "precision", "recall": "recall"}
END: Final = "<!-- figures:end -->"


def figures(folder: Path) -> str:
    """Return the README's tables: accuracy and speed against peers."""
    found = reports(folder)
    lines: list[str] = []
    if report := found.get("baselines"):
        count = report["slices"]["web"]
        rows = sorted(report["table"].items(), key=lambda item: -item[1]["web"]["roc_auc"])
        body = [[name, *(number(row["web"][key]) for key in COLUMNS)] for name, row in rows]
        lead = f"On {count['pages']:,} ordinary web pages ({count['low']} low), whole sites held "
        lines += [f"{lead}out:", "", *table(["", *COLUMNS.values()], body), ""]
    if report := found.get("content_metrics"):
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
        lines += [
            "Fitted inside the training folds; some settings were chosen on the folds reported, so",
            "read our own rows as optimistic.",
            "",
        ]
        lines.append("More in the model's card: [models/default/card.md](models/default/card.md).")
    return "\n".join(lines)


def filled(text: str, inside: str) -> str:
    """Put the tables between the README's marks."""
    if BEGIN not in text or END not in text:
        return text
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    return (
        f"{before}{BEGIN}\n{inside}\n{END}{after}" if inside else f"{before}{BEGIN}\n{END}{after}"
    )
