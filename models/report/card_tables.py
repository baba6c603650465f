"""The reports, and Markdown tables of their figures."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from models.places import DEFAULT, REPORTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAMES: Final = (
    "judge", "left_out", "templates", "baselines", "traps", "honest", "slices", "comparison",
    "speed", "main_content", "choice", "corpus", "install", "word_order", "around",
    "reasons", "sites", "template_lines", "dead_ends",
    "template_noise", "hedging", "headline", "promises", "attacks", "soak", "mutants",
)  # fmt: skip
"""The reports that card, README and documentation show."""
OURS: Final = "pagequality"
"""The row of ours in tables beside rivals."""
_WIDTH: Final = 95
COLUMNS: Final = {
    "roc_auc": "ROC AUC",
    "average_precision": "average precision",
    "recall_at_95_precision": "recall at 95 % precision",
    "recall_at_1_false_positive": "recall at 1 % false positives",
}


def reports(folder: Path = REPORTS, bundle: Path = DEFAULT) -> dict[str, Any]:
    """Return the reports that are there, by name; the model's own facts as ``model``."""
    found: dict[str, Any] = {
        name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in NAMES
        if (folder / f"{name}.json").exists()
    }
    path = bundle / "judge.json"
    if path.exists():
        model = json.loads(path.read_text(encoding="utf-8"))
        found["model"] = {key: model[key] for key in ("name", "base_rate", "half_words", "about")}
        found["model"]["signals"] = len(model["signals"])
        judge = model["judges"]["html"]
        found["model"]["bound"] = judge["bound"] * judge["slope"]
    return found


def rivals(found: dict[str, Any], part: str) -> dict[str, Any]:
    """Return the rows of a slice beside rivals; ours is the exam's, where the pages are the same.

    >>> rows = {"pagequality": {"web": {"roc_auc": 0.9}}, "rival": {"web": {"roc_auc": 0.8}}}
    >>> found = {"baselines": {"slices": {"web": {"pages": 9, "low": 4}}, "table": rows}}
    >>> rivals(found, "web")
    {'pagequality': {'roc_auc': 0.9}, 'rival': {'roc_auc': 0.8}}
    >>> exam = {"pages": 9, "low": 4, "roc_auc": 0.91}
    >>> rivals({**found, "judge": {"site_grouped": {"web": exam}}}, "web")["pagequality"]["roc_auc"]
    0.91
    """
    report = found["baselines"]
    rows = {name: row[part] for name, row in report["table"].items()}
    exam = found.get("judge", {}).get("site_grouped", {}).get(part)
    if exam and all(exam[key] == count for key, count in report["slices"][part].items()):
        rows[OURS] = {**rows.get(OURS, {}), **exam}
    return rows


def number(value: float | None) -> str:
    """Write a figure with three decimals; a dash where there is none.

    >>> number(0.97123), number(None)
    ('0.971', '–')
    """
    return "–" if value is None else f"{value:.3f}"


def wrapped(text: str) -> list[str]:
    """Return prose as lines.

    >>> [len(line) for line in wrapped("word " * 40)]
    [94, 94, 9]
    """
    return wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def span(interval: Sequence[float] | None) -> str:
    """Write an interval.

    >>> span([0.9, 0.95])
    '(0.900–0.950)'
    """
    return f"({interval[0]:.3f}–{interval[1]:.3f})" if interval else ""


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """Return the lines of a table; numbers stand right.

    >>> print(*table(["name", "n"], [["a", 1]]), sep="; ")
    | name | n |; |---|--:|; | a | 1 |
    """
    if not rows:
        return []
    marks = ["---" if isinstance(cell, str) and i == 0 else "--:" for i, cell in enumerate(rows[0])]
    lines = [f"| {' | '.join(head)} |", f"|{'|'.join(marks)}|"]
    return lines + [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]


def _cell(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value).strip()
