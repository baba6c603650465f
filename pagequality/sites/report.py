"""Scores -> sites: what a tracker that saw them all says, as rows."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.errors import CorpusError
from pagequality.page.page import shown
from pagequality.signals.topics import SHOWN
from pagequality.sites.lists import evidence_of, reversed_host
from pagequality.sites.tracker import SiteTracker
from pagequality.tabular.formats import rows_in
from pagequality.tabular.frames import make, rows_of
from pagequality.tabular.schema import Column, Layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pagequality.sites.verdict import SiteVerdict
    from pagequality.tabular.schema import Row

_NEEDED: Final = ("url", "probability", "abstained", "error")
READ: Final = frozenset((
    *_NEEDED, "id", "site", "headline", "state", "sketch",
    *(f"topic_{number}" for number in range(1, SHOWN + 1)),
))  # fmt: skip
"""Columns of scores that a report reads."""

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


def track(scores: Any, **promise: Any) -> SiteTracker:
    """Feed a tracker with a scores file, several, or a frame.

    Raises:
        CorpusError: these are no scores.
    """
    tracker = SiteTracker(**promise)
    for row in _rows_of(scores):
        tracker.add_row(row)
    return tracker


def site_report(
    scores: Any,
    *,
    false_alarms: float = 0.01,
    misses: float = 0.05,
    budget: int | None = None,
) -> Any:
    """Roll scores up by site, those that are surest to be low first.

    It says what a `SiteTracker` says that saw every row, whatever their order.

    Args:
        scores: a scores file (or several), or a frame with the columns of one: pandas,
            polars or pyarrow. A column ``site`` names the site, else the address does.
        false_alarms: the share of honest sites that may be called low.
        misses: the share of low sites that may be called honest.
        budget: pages after which a site is decided as things stand.

    Returns:
        A frame of the caller's type, with `COLUMNS`; a pyarrow table for files.

    Raises:
        CorpusError: these are no scores.
    """
    tracker = track(scores, false_alarms=false_alarms, misses=misses, budget=budget)
    like = None if isinstance(scores, (str, Path, list, tuple)) else scores
    return make(COLUMNS, rows(tracker), like=like)


class SiteInBrief(NamedTuple):
    """What reports tell of a site: its name, its label, and what speaks against its pages."""

    site: str
    verdict: str
    reasons: str


def sites(rows: Iterable[Mapping[str, Any]]) -> list[SiteInBrief]:
    """Judge the sites of rows, those that are surest to be low first.

    >>> rows = [{"url": f"http://a.example/{i}", "probability": 0.98} for i in range(30)]
    >>> sites(rows)[0][:2]
    ('a.example', 'low')
    """
    tracker = SiteTracker()
    for row in rows:
        tracker.add_row(row)
    ranked = sorted(
        (verdict.rank, SiteInBrief(verdict.site, verdict.label, _topics(verdict)))
        for verdict in map(tracker.verdict, tracker.sites)
    )
    return [brief for _, brief in ranked]


def rows(tracker: SiteTracker) -> list[Row]:
    """Return the rows of `COLUMNS` for every site of a tracker; no verdict outlives its row."""
    tied = {}
    for network in tracker.networks():
        for site in network.sites:
            others = ", ".join(other for other in network.sites[:9] if other != site)
            tied[site] = f"{'; '.join(network.shared)}: {others}"
    ranked = sorted(
        (verdict.rank, row_of(verdict, tied.get(verdict.site, "")))
        for verdict in map(tracker.verdict, tracker.sites)
    )
    return [row for _, row in ranked]


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
        _topics(verdict),
        "\n".join(example.url for example in verdict.examples),
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


def _topics(verdict: SiteVerdict) -> str:
    return "; ".join(f"{topic.name} ({topic.pages})" for topic in verdict.topics)


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _rows_of(scores: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(scores, (str, Path)):
        scores = [scores]
    if not isinstance(scores, (list, tuple)):
        yield from rows_of(scores, _NEEDED, layout=Layout(sketch=True))
        return
    for path in scores:
        for row in rows_in(Path(path), wanted=READ):
            check_row(row)
            yield row


def check_row(row: Mapping[str, Any]) -> None:
    """Refuse a row that does not come from a scores file."""
    missing = [name for name in _NEEDED if name not in row]
    if missing:
        message = f"these are no scores: there is no {', '.join(missing)}"
        raise CorpusError(message)
    for name, kinds in (("url", str), ("probability", (int, float))):
        if row[name] is not None and not isinstance(row[name], kinds):
            message = f"these are no scores: {name} is {shown(str(row[name]))}"
            raise CorpusError(message)
