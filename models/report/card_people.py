"""What the card tells of reasons and of sites: whether people could act on them."""

from __future__ import annotations

from typing import Any, Final

from models.report.card_tables import number, span, table, wrapped

Report = dict[str, Any]
_COMPARED: Final = {
    "roc_auc": "ROC AUC",
    "average_precision": "average precision",
    "recall_at_1_false_positive": "recall at 1 % false positives",
    "honest_above_half": "honest pages above 0.5",
}
_ENOUGH: Final = 30
"""Honest pages of a kind from which on the share that is called low is said to be too high."""
_CALLED = ("convincing", "irrelevant", "embarrassing")


def false_alarms(report: Report) -> list[str]:
    """Name by rule the kinds of honest pages that are called low too often, and those too rare.

    >>> row = {"pages": 40, "pages_called_low": 2, "called_low": 0.05}
    >>> few = {"a": row, "b": row | {"pages": 29}, "c": row | {"called_low": 0.03}}
    >>> report = {"most_in_a_slice": 0.03, "slices": few, "page types": {}}
    >>> print(*false_alarms(report), sep=chr(10))
    Above 3% with at least 30 pages: a (5.0% of 40). Fewer than 30 pages, too few to say: b (2 of
    29).
    """
    most, kinds = report["most_in_a_slice"], dict(report["slices"])
    kinds |= {f"the page type {name}": row for name, row in report["page types"].items()}
    above = {
        f"{name} ({row['called_low']:.1%} of {row['pages']:,})": row["called_low"]
        for name, row in kinds.items()
        if row["pages"] >= _ENOUGH and row["called_low"] > most
    }
    rare = [
        f"{name} ({row['pages_called_low']} of {row['pages']})"
        for name, row in kinds.items()
        if row["pages"] < _ENOUGH
    ]
    worst = sorted(above, key=lambda name: -above[name])
    return wrapped(
        f"Above {most:.0%} with at least {_ENOUGH} pages: {', '.join(worst) or 'none'}. Fewer than "
        f"{_ENOUGH} pages, too few to say: {', '.join(rare) or 'none'}."
    )


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
    others = [report[name].get("other_by_lack") for name in ("low", "honest")]
    lead = (
        f"The first {report['first']} topics of verdicts on the wild pages of one fold, judge and "
        "wording fitted without it: the share of all that is said that they carry, the share of "
        "accusations (other marks aside) with a quote, accusations by what is unknown or usual, "
        "quotes shown twice:"
    )
    lines = [*wrapped(lead), "", *table(head, counted)]
    if None not in others:
        apart = (
            'Inside "other marks", which are told last and only as a sum, what is unknown or usual '
            f"accuses {others[0]:,} times on the low and {others[1]:,} times on the honest pages."
        )
        lines += ["", *wrapped(apart)]
    if "read" not in report:
        return lines
    called = [
        [name, *(report["read"][name].get(word, 0) for word in _CALLED)]
        for name in ("low", "honest")
    ]
    told = (
        "What a strict reader who had no part in the library called the topics of 20 low and 20 "
        "honest pages of that fold (`models/labels/TOPICS.md` has the criteria, `topics.csv` the "
        "rows). The pages were drawn anew; other pages of the fold had been read before:"
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


def template_lines(found: Report) -> list[str]:
    """Show what page verdicts gain or lose where a site's template lines are taken out."""
    report = found.get("template_lines")
    if not report:
        return []
    pages, changed = report["all_pages"], report["changed"]
    before, after = pages["as_they_are"], pages["without_lines"]
    lead = (
        f"On {before['pages']:,} labelled pages ({before['low']:,} low) of {report['sites']} wild "
        "sites of which at least four pages are known, with judges of half the sites that never "
        f"saw the page's site: {changed['pages']:,} pages have lines of five words or more that "
        f"stand on most pages of their site, {changed['words_out']:.1%} of the words of all main "
        f"content; {changed['left_as_they_are']} more keep them, since too little would be left."
    )
    body = [
        [name, number(before[key]), number(after[key]), _difference(pages["difference"][key])]
        for key, name in _COMPARED.items()
    ]
    head = ["", "as they are", "without the lines", "difference, 95 % over sites"]
    spans = {name: pages["difference"][key]["interval"] for key, name in _COMPARED.items()}
    beyond = [name for name, (low, high) in spans.items() if not low <= 0.0 <= high]
    plain = (
        f"Beyond its noise is the difference in {' and in '.join(beyond)}."
        if beyond
        else "No difference is beyond its noise: on the whole a page is judged as well with its "
        "template lines as without them."
    )
    return [*wrapped(lead), "", *table(head, body), "", *wrapped(plain)]


def _difference(row: Report) -> str:
    """Write a difference with its sign, and its interval.

    >>> _difference({"value": -0.00123, "interval": [-0.003, 0.0011]})
    '-0.0012 (-0.0030 to +0.0011)'
    """
    low, high = row["interval"]
    return f"{row['value']:+.4f} ({low:+.4f} to {high:+.4f})"
