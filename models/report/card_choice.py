"""The card's section on choosing: settings, model classes, families, how much data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.report.card_tables import COLUMNS, number, table
from pagequality.signals import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Sequence


def comparison(found: dict[str, Any]) -> list[str]:
    """Show what was chosen, the model classes, the ablation and the learning curve."""
    lines = _chosen(found["choice"]) if "choice" in found else []
    tables = dict(found.get("comparison", {}))
    signals = tables.pop("signals", len(SIGNALS))
    if signals != len(SIGNALS):
        lines += [
            "",
            f"The tables below were drawn from an earlier make of {signals} signals, before the",
            "content came first and the wild slice was learned from. They say how classes and",
            "families compared then, not how good this model is.",
        ]
    for title, rows in tables.items():
        body = [
            [name, *(number(row[part][key]) for part in row for key in COLUMNS)]
            for name, row in rows.items()
        ]
        parts = next(iter(rows.values()))
        head = ["", *(f"{part}: {key}" for part in parts for key in COLUMNS.values())]
        lines += ["", f"### {title}", "", *table(head, body)]
    return lines


def _chosen(report: dict[str, Any]) -> list[str]:
    """Show what was chosen inside the folds."""
    body = [
        [f"{share:.0%}", f"{bound:g}", number(point)] for share, bound, point in report["points"]
    ]
    return [
        "The trees' share of the say and the bound of what stands around the content were chosen",
        "on three folds inside each training part, by the mean of average precision on the wild",
        "and on the web slice, pairs of one topic in the right order, and ROC AUC on swapped",
        "pages:",
        "",
        *table(["trees", "bound", "mean"], body),
        "",
        f"Best in the folds: {'; '.join(map(_named, report['chosen_in_folds']))}. Shipped is the",
        "plainest of those within noise of the best over all folds, fewest trees, lowest bound:",
        f"{_named(report['shipped'])}. How much is noise was said when the points were known.",
    ]


def _named(choice: Sequence[Any]) -> str:
    share, bound = choice
    return f"{share:.0%} trees, bound {bound:g}"
