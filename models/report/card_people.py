"""What the card tells of reasons and of sites: whether people could act on them."""

from __future__ import annotations

from typing import Any

from models.report.card_tables import number, span, table, wrapped

Report = dict[str, Any]
_CALLED = ("convincing", "irrelevant", "embarrassing")


def reasons(found: Report) -> list[str]:
    """Show what the first topics carry, and what a strict reader said of them."""
    report = found.get("reasons")
    if not report:
        return []
    counted = [
        [name, row["pages"], number(row["carried"]), number(row["quoted"]), row["by_lack"],
         row["twice"]]
        for name, row in ((name, report[name]) for name in ("low", "honest"))
    ]  # fmt: skip
    head = ["pages", "n", "carried", "quoted", "by lack or usual", "quotes twice"]
    lead = (
        f"The first {report['first']} topics of verdicts on the wild pages of one fold, judge and "
        "wording fitted without it: the share of all that is said that they carry, the share of "
        "accusations (other marks aside) with a quote, accusations by what is unknown or usual, "
        "quotes shown twice:"
    )
    lines = [*wrapped(lead), "", *table(head, counted)]
    if "read" not in report:
        return lines
    called = [
        [name, *(report["read"][name].get(word, 0) for word in _CALLED)]
        for name in ("low", "honest")
    ]
    told = (
        "What a strict reader who had no part in the library called the topics of 20 low and 20 "
        "honest pages of that fold (`models/labels/TOPICS.md` has the criteria, `topics.csv` the "
        "rows). The authors had seen two earlier readings of the same pages:"
    )
    return [*lines, "", *wrapped(told), "", *table(["pages", *_CALLED], called)]


def sites(found: Report) -> list[str]:
    """Show how few pages tell a site, and how the sequential test keeps what it promises."""
    report = found.get("sites")
    if not report:
        return []
    few = report["from_few_pages"]
    body = [
        [pages, row["sites"], f"{number(row['roc_auc'])} {span(row['roc_auc_interval'])}",
         *(number(few[way][pages]["roc_auc"]) for way in ("mean", "deciles and linear model"))]
        for pages, row in few["ours"].items()
    ]  # fmt: skip
    test, doors = report["sequential"]["all"], report["doorways"]
    known = report["sites"]
    lead = (
        f"{known['low']} low, {known['honest']} honest and {known['mixed']} mixed sites, whole "
        "sites held out, pages drawn at random; their pages were scored by judges of the make "
        "before this one that never saw the site:"
    )
    told = (
        f"The sequential test decides {test['decided']:.0%} within 16 pages, after "
        f"{test['pages_until_decided']:.1f} on average; {test['honest_called_low']:.1%} of honest "
        f"sites are called low and {test['low_called_honest']:.1%} of low ones honest. It keeps "
        "its promise over all sites, not within each kind: see `models/reports/sites.json`. Of "
        f"pages of eight doorways {doors['page_recall']:.0%} are found; its bounds were set on "
        "these."
    )
    head = ["pages seen", "sites", "ROC AUC", "mean of scores", "deciles and linear model"]
    return [*wrapped(lead), "", *table(head, body), "", *wrapped(told)]
