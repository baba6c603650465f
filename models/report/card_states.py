"""What the card tells of pages that are not judged: how many, why, and how well they are told."""

from __future__ import annotations

from typing import Any

from models.report.card_tables import number, table, wrapped

Report = dict[str, Any]


def declined(found: Report) -> list[str]:
    """Show how often, and why, pages are declined."""
    rows = found.get("slices", {}).get("declined", {})
    codes = sorted({code for row in rows.values() for code in row} - {"pages", "declined"})
    body = [
        [name, row["pages"], f"{row['declined'] / row['pages']:.1%}",
         *(row.get(code, 0) for code in codes)]
        for name, row in rows.items()
    ]  # fmt: skip
    return table(["pages that are", "pages", "declined", *codes], body) if body else []


def dead_ends(found: Report) -> list[str]:
    """Show how well pages without content are told in words that nobody foresaw."""
    report = found.get("dead_ends")
    if not report:
        return []
    said, short = report["sentences"], report["short_pages"]["honest"]
    heard = wrapped(
        f"A model hears what dead ends say: of {said['written']:,} sentences written for it it "
        f"finds {said['found']:.0%} when it has not seen them, at a point that 1 % of "
        f"{said['on_pages']:,} sentences of pages with content exceed (ROC AUC "
        f"{number(said['auc'])}; against {said['hard']:,} honest sentences in the same tone "
        f"{number(said['auc_hard'])}). Of {short['pages']} short honest pages it refuses "
        f"{len(short['refused'])}. Pages by authors who had seen neither rules nor sentences, "
        "refused (limits were mended after the second set was read):"
    )
    body = [
        [name, *(f"{row.get(f'{kind} by {way}', 0)} of {row[kind]}" for kind in ("dead", "honest")
                 for way in ("rules", "both"))]
        for name, row in report["exam"].items()
    ]  # fmt: skip
    head = ["set", "dead ends, by rules", "by rules and model", "honest, by rules", "and model"]
    return ["", *heard, "", *table(head, body)]
