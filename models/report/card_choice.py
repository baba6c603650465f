"""The card's section on choosing: settings, model classes, families, how much data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from models.report.card_tables import COLUMNS, number, table, wrapped
from pagequality.signals import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SINGLE: Final = {
    "within_wild": "within wild sources", "pairs": "pairs in order", "crossed": "crossed"
}  # fmt: skip
"""Columns of the exam that are one figure each."""
_STEADY: Final = ("wild: ROC AUC", "web: ROC AUC", *_SINGLE.values())
"""Columns that rest on all pages, not on the few at one end."""
_LEAST: Final = -0.4
"""Thousandths that a mark's absence may cost and be called nothing."""


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
        lines += ["", f"### {title}", "", *_columns(rows)]
    return lines


def _columns(rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return a table of variants by the columns of the exam that their report has."""
    body = [[name, *map(number, _figures(row).values())] for name, row in rows.items()]
    return table(["", *_figures(next(iter(rows.values())))], body)


def _figures(row: Mapping[str, Any]) -> dict[str, float]:
    """Return a variant's figures by the heads of their columns."""
    parts = [part for part, value in row.items() if isinstance(value, dict)]
    found = {f"{part}: {head}": row[part][key] for part in parts for key, head in COLUMNS.items()}
    return found | {head: row[key] for key, head in _SINGLE.items() if key in row}


def around(found: dict[str, Any]) -> list[str]:
    """Show what each mark around the content adds, and whether content is heard alike as text."""
    if "around" not in found:
        return []
    report = found["around"]
    content, marks = report["content"], dict(report["marks"])
    name, first = next(iter(marks.items()))
    every = _figures(marks.pop(name))
    changes = {mark: _changes(_figures(row), every) for mark, row in marks.items()}
    idle = ", ".join(
        mark for mark, by in changes.items() if min(by[column] for column in _STEADY) >= _LEAST
    )
    rows = [[mark, *(f"{change:+.1f}" for change in by.values())] for mark, by in changes.items()]
    return [
        "What stands around the content was fitted anew without each of its marks, the content's",
        "terms as they are, whole sites held out. With every mark:",
        "",
        *_columns({name: first}),
        "",
        "Without one of them, in thousandths (what recalls lose or win hangs on few pages):",
        "",
        *table(["", *every], rows),
        "",
        *wrapped(
            f"Without these no ROC AUC and no share of pairs falls by half a thousandth: {idle}."
        ),
        "",
        *wrapped(
            f"Of {content['pages']:,} pages, each beside what a corpus would have of its text, the "
            f"log-odds of the content's terms differ by {content['median_difference']:.2f} at the "
            f"median, and by at most half a point on {content['alike']:.0%} of them (correlation "
            f"{content['correlation']:.3f})."
        ),
    ]


def _changes(figures: Mapping[str, float], every: Mapping[str, float]) -> dict[str, float]:
    """Return by how many thousandths figures differ.

    >>> _changes({"pairs": 0.93}, {"pairs": 0.9314})
    {'pairs': -1.4}
    """
    return {head: round(1e3 * (figures[head] - figure), 1) for head, figure in every.items()}


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
        *_networks(report),
    ]


def _networks(report: Mapping[str, Any]) -> list[str]:
    """Show how much pages of networks count, if the report says."""
    if "networks" not in report:
        return []
    tried = "; ".join(f"at {weight:g} {point:.4f}" for weight, point in report["networks"])
    return [
        "",
        "Pages of neither slice, most of them of networks, teach wording alone. The same mean by",
        f"what such a page counts: {tried}. Shipped is {report['networks_shipped']:g}; another",
        "weight is taken only where it is better beyond the noise.",
    ]


def _named(choice: Sequence[Any]) -> str:
    share, bound = choice
    return f"{share:.0%} trees, bound {bound:g}"
