"""The card's head: the whole exam of the judge side by side, and what its lines mean."""

from __future__ import annotations

from typing import Any, Final

from models.report.card_tables import COLUMNS, number, span, table, wrapped

Report = dict[str, Any]
_FIRST: Final = ("wild", "web")
"""The slices that stand in the head; the others are parts of them, or hold both."""
_FEWEST: Final = 20
"""Low and honest pages of a wild source that counts in the mean; see `models.judge.evaluate`."""
_NONE: Final = ("–",) * 4
_AS: Final = {"site_grouped": "", "plain_text": ", as plain text"}


def side_by_side(found: Report) -> list[str]:
    """Show every part of the exam in one table, so that none is read alone."""
    report = found.get("judge", {})
    if "swapped" not in report:
        return []
    topic, swapped = report["same_topic"], report["swapped"]
    pages, plain = ([_slice(report, part, name) for name in _FIRST] for part in _AS)
    body = [
        *pages,
        ["within single wild sources, mean", *_within(report["wild"]), *_NONE],
        ["pairs of one topic", f"{topic['pairs']:,} pairs", "–", "–", *_NONE[:-1],
         f"{topic['right']:.1%}"],
        ["contents in other pages' templates", swapped["pages"], "–", _crossed(swapped), *_NONE],
        *plain,
        *_left_out(found.get("left_out")),
    ]  # fmt: skip
    lead = (
        "Whole sites held out, everywhere. No one of these figures is judgement: what raises one "
        "and lowers another follows where pages came from."
    )
    told = (
        "Pairs are of a low page and an honest page of another site about the same topic: counted "
        "is how many stand in the right order. Contents in other pages' templates are low content "
        "in honest templates against honest content in low ones. Sources left out are groups of "
        "pages that are mostly low, of which no page taught: their recall is a mean over the "
        "groups. Intervals are of 95 %, over sites."
    )
    head = ["", "pages", "low", *COLUMNS.values(), "right order"]
    return [*wrapped(lead), "", *table(head, body), "", *wrapped(told)]


def other_slices(report: Report) -> list[str]:
    """Show the slices that do not stand in the head: parts of the web slice, and all pages."""
    body = [
        _slice(report, part, name)[:-1]
        for part in _AS for name in report.get(part, {}) if name not in _FIRST
    ]  # fmt: skip
    lead = wrapped(
        "`wcxb` and `mixed` are the parts of the web slice; `all` has the spam networks and "
        "the old collections, too:"
    )
    table_of = table(["slice", "pages", "low", *COLUMNS.values()], body)
    return ["", "### Other slices", "", *lead, "", *table_of] if body else []


def templates(found: Report) -> list[str]:
    """Show what remains of content and template, and invented texts in invented templates."""
    judge, report = found.get("judge", {}), found.get("templates")
    lines = ["", "### Topic and template", ""]
    if "swapped" in judge:
        swapped = judge["swapped"]
        lines += wrapped(
            "As a mean over the low pages' sites "
            f"{judge['same_topic']['right_over_sites']:.1%} of the pairs of one topic stand in the "
            f"right order. The {swapped['pages']:,} contents in other pages' templates have ROC "
            f"AUC {number(swapped['own_roc_auc'])} in their own. Of the log-odds "
            f"{swapped['share_of_content']:.2f} of the content's and "
            f"{swapped['share_of_template']:.2f} of the template's remain."
        )
    if not report:
        return lines if "swapped" in judge else []
    names = list(next(iter(report["invented"].values())))
    body = [
        [text, *(f"{row[name]:.2f}" for name in names)] for text, row in report["invented"].items()
    ]
    first = report["first_page"]
    return [
        *lines, "", "Invented texts in invented templates, by the shipped judge:", "",
        *table(["", *names], body), "",
        *wrapped(
            f"The page that this project started from has {first['as_plain_text']:.2f} as plain "
            f"text. In the templates of {first['templates']} honest pages its median is "
            f"{first['median']:.2f}, and it is above 0.5 in {first['share_above_half']:.0%} of "
            "them."
        ),
    ]  # fmt: skip


def flags(report: Report) -> list[str]:
    """Say on what the families' ROC AUC is measured."""
    known = sum(report.get("abstentions", {}).get("judgeable", {}).values())
    every = f"all {known:,} labelled pages that can be judged" if known else "all labelled pages"
    return wrapped(
        f"Measured on {every}, of score 2 as well, whole sites held out: a page is flagged for a "
        "family where its letter (b, h, t or s, in this order) stands in the one column of letters "
        "that annotators filled beside their score, and every other page is not."
    )


def _slice(report: Report, part: str, name: str) -> list[Any]:
    row = report[part][name]
    title = f"{name} slice" if name in _FIRST else name
    return [
        title + _AS[part], row["pages"], row["low"],
        f"{number(row['roc_auc'])} {span(row.get('roc_auc_interval'))}",
        *(number(row[column]) for column in list(COLUMNS)[1:]), "–",
    ]  # fmt: skip


def _within(report: Report) -> list[Any]:
    """Return pages and low pages of the sources that count in the mean, and the mean."""
    counted = [
        row for row in report["sources"].values()
        if min(row["low"], row["pages"] - row["low"]) >= _FEWEST
    ]  # fmt: skip
    pages, low = (sum(row[key] for row in counted) for key in ("pages", "low"))
    return [pages, low, number(report["mean_roc_auc"])]


def _crossed(swapped: Report) -> str:
    return f"{number(swapped['crossed_roc_auc'])} {span(swapped['crossed_roc_auc_interval'])}"


def _left_out(report: Report | None) -> list[list[Any]]:
    if not report:
        return []
    pages, low = (sum(row[key] for row in report["sources"]) for key in ("pages", "low"))
    recall = number(report["mean_recall_of_mostly_low"])
    return [
        [f"{len(report['sources'])} sources left out, mean", pages, low, "–", "–", "–", recall, "–"]
    ]
