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
            f"The tables below were drawn from a draft of {signals} signals; the model has",
            f"{len(SIGNALS)}. They say how classes and families compare, not how good it is.",
        ]
    for title, rows in tables.items():
        body = [
            [name, row["web"]["pages"],
             *(number(row[part][key]) for part in ("web", "all") for key in COLUMNS)]
            for name, row in rows.items()
        ]  # fmt: skip
        head = ["", "web pages", *(f"{part}: {key}" for part in ("web", "all")
                                   for key in COLUMNS.values())]  # fmt: skip
        lines += ["", f"### {title}", "", *table(head, body)]
    return lines


def _chosen(report: dict[str, Any]) -> list[str]:
    """Show what was chosen inside the folds, and how the choices fare on sites held out."""
    body = [
        [name, row["pages"], *(number(row[key]) for key in COLUMNS)]
        for name, row in report["held_out"].items()
    ]
    *best, point = report["on_all_pages"][0]
    return [
        "Wording strength, site weights and the trees' share of the say were chosen on three folds",
        "inside each training part. Those choices, judged on the sites held out:",
        "",
        *table(["slice", "pages", *COLUMNS.values()], body),
        "",
        f"Chosen: {'; '.join(map(_named, report['chosen_in_folds']))}.",
        f"On all pages, average precision on inner folds is highest ({point}) for",
        f"{_named(best)}; shipped: {_named(report['shipped'])}.",
    ]


def _named(choice: Sequence[Any]) -> str:
    wording, exponent, share = choice
    return f"{wording} wording, exponent {exponent}, {share:.0%} trees"
