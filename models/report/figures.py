"""The README's tables: accuracy and speed against peers, drawn from the reports."""

from __future__ import annotations

from typing import Any, Final

from models.report.card_tables import COLUMNS, number, rivals, span, table, wrapped

_CRAWL: Final = 2.5e9
"""Pages of a monthly Common Crawl, roughly."""
_SLICES: Final = {"wild": "pages of small sites of every kind", "web": "pages of a mixed crawl"}
_CONTENT: Final = {"f1": "F1", "precision": "precision", "recall": "recall"}


def figures(found: dict[str, Any]) -> str:
    """Return the README's tables: accuracy and speed against peers."""
    lines: list[str] = []
    if report := found.get("baselines"):
        for part in [part for part in _SLICES if part in report["slices"]]:
            pages, count = _SLICES[part], report["slices"][part]
            rows = sorted(rivals(found, part).items(), key=lambda item: -item[1]["roc_auc"])
            body = [[name, *(number(row[key]) for key in COLUMNS)] for name, row in rows]
            lead = f"On {count['pages']:,} {pages} ({count['low']:,} low), whole sites held out:"
            lines += [lead, "", *table(["", *COLUMNS.values()], body), ""]
    lines += exam(found)
    if report := found.get("main_content"):
        rows = sorted(report["word_f1"].items(), key=lambda item: -item[1]["all"]["f1"])
        body = [[name, *(number(row["all"][key]) for key in _CONTENT)] for name, row in rows]
        lead = f"Main content of {report['pages']:,} pages (WCXB, whole sites held out), by words:"
        lines += [lead, "", *table(["", *_CONTENT.values()], body), ""]
    if report := found.get("speed"):
        rows = sorted(report["milliseconds"].items(), key=lambda item: item[1]["median"])
        kinds = ("median", "mean", "p95", "parses")
        body = [[name, *(f"{row[kind]:.2f}" for kind in kinds)] for name, row in rows]
        lead = f"Milliseconds of processor time a page, {report['pages']} pages:"
        head = ["", "median", "mean", "95th percentile", "median, in bare parses"]
        lines += [lead, "", *table(head, body), ""]
    if lines:
        lines += [*_caution(), ""]
        lines.append("More in the model's card: [models/reports/card.md](models/reports/card.md).")
    return "\n".join(lines)


def exam(found: dict[str, Any]) -> list[str]:
    """Say what the judge is worth on small sites of every kind that it has not seen."""
    report = found.get("judge", {})
    if "swapped" not in report:
        return []
    row, sources = report["site_grouped"]["wild"], report["wild"]["sources"].values()
    honest = [(one["pages"] - one["low"], one["called_low"]) for one in sources]
    called = sum(pages * share for pages, share in honest) / sum(pages for pages, _ in honest)
    text = (
        f"On {row['pages']:,} pages of small sites of every kind, taken as they come, whole sites "
        f"held out, **ROC AUC is {number(row['roc_auc'])}** {span(row['roc_auc_interval'])}, "
        f"average precision {number(row['average_precision'])}, recall "
        f"{number(row['recall_at_1_false_positive'])} at 1 % false positives, and {called:.1%} of "
        "the honest pages are called low. Within "
        f"single sources the mean ROC AUC is {number(report['wild']['mean_roc_auc'])}; of pairs of "
        f"a low and an honest page about one topic {report['same_topic']['right']:.1%} stand in "
        "the right order; low content in honest templates against honest content in low ones has "
        f"ROC AUC {number(report['swapped']['crossed_roc_auc'])}. Set the threshold on a sample of "
        "your own crawl."
    )
    return [*wrapped(text), ""]


def _caution() -> list[str]:
    """Say how the figures were come by."""
    return [
        "All is fitted inside the training folds. What is measured and how was thought of by",
        "people who had seen figures on these pages: read our own rows as a little optimistic.",
    ]


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
