"""Verdicts of sites as rows: the columns of a report, and annotations of hosts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from pagequality.sites.lists import evidence_of, reversed_host
from pagequality.tabular.schema import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.sites.verdict import SiteVerdict
    from pagequality.tabular.schema import Row

_SHOWN: Final = 3
COLUMNS: Final = (
    Column("site", "text", "registrable domain"),
    Column("probability", "number", "that the site is low; empty before a page was judged"),
    Column("lower", "number", "lower end of where it would lie if all pages were seen"),
    Column("upper", "number", "upper end"),
    Column("label", "text", "low, mixed, honest or undecided"),
    Column("decision", "text", "of the sequential test: low, honest or go on"),
    Column("pages", "number", "rows of the scores"),
    Column("judged", "number", "pages with a probability"),
    Column("compared", "number", "pages that the verdict rests on"),
    Column("pages_needed", "number", "further pages to a decision; empty if none is in sight"),
    Column("topics", "text", "what speaks against its pages, with how many"),
    Column("examples", "text", "addresses of pages that show it, one a line"),
    Column("findings", "text", "what pages show side by side, one a line"),
    Column("sections", "text", "parts that differ, with their labels"),
    Column("network", "text", "what it shares with other sites, and which"),
    Column("not_judged", "text", "why pages were not judged, with how many"),
)
ANNOTATIONS: Final = (
    Column("surt_host_name", "text", "host, as Common Crawl's indexes write it"),
    Column("pagequality_low", "number", "probability that the site is low"),
    Column("pagequality_label", "text", "low, mixed, honest or undecided"),
    Column("pagequality_pages", "number", "pages that were judged"),
    Column("pagequality_evidence", "text", "where the evidence is"),
)
"""Columns of annotations of hosts, to be joined with the host index of Common Crawl."""


def topics_of(verdict: SiteVerdict) -> str:
    """Return what speaks against a site's pages, with how many, in one line."""
    return "; ".join(f"{topic.name} ({topic.pages})" for topic in verdict.topics)


def row_of(verdict: SiteVerdict, network: str = "") -> Row:
    """Return the row of `COLUMNS` for a verdict; ``network`` says what it shares, and with whom."""
    return (
        verdict.site,
        _known(verdict.probability),
        *verdict.interval,
        verdict.label,
        verdict.decision,
        verdict.pages,
        verdict.judged,
        verdict.compared,
        verdict.pages_needed,
        topics_of(verdict),
        "\n".join(example.url for example in verdict.examples[:_SHOWN]),
        "\n".join(finding.sentence for finding in verdict.findings),
        "; ".join(f"{section.name} {section.label}" for section in verdict.sections),
        network,
        "; ".join(f"{why} ({number})" for why, number in verdict.not_judged),
    )


def annotation_rows(verdicts: Iterable[SiteVerdict], base: str = "") -> list[Row]:
    """Return the rows of `ANNOTATIONS` for sites that were judged; ``base`` as in `evidence_of`."""
    return [
        (reversed_host(verdict.site), verdict.probability, verdict.label, verdict.judged,
         evidence_of(verdict, base))
        for verdict in sorted(verdicts, key=lambda one: reversed_host(one.site))
        if verdict.judged and verdict.site
    ]  # fmt: skip


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
