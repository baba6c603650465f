"""Scores -> sites: what a tracker that saw them all says, as rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, overload

from pagequality.errors import CorpusError
from pagequality.page.page import shown
from pagequality.signals.topics import SHOWN
from pagequality.sites.rows import COLUMNS, row_of, topics_of
from pagequality.sites.tracker import SiteTracker
from pagequality.tabular.formats import rows_in
from pagequality.tabular.frames import Frame, make, rows_of
from pagequality.tabular.schema import Layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pagequality.tabular.frames import Table
    from pagequality.tabular.schema import Row

_NEEDED: Final = ("url", "probability", "abstained", "error")
READ: Final = frozenset((
    *_NEEDED, "id", "site", "headline", "state", "sketch",
    *(f"topic_{number}" for number in range(1, SHOWN + 1)),
))  # fmt: skip
"""Columns of scores that a report reads."""


def track(scores: Any, **promise: Any) -> SiteTracker:
    """Feed a tracker with a scores file, several, or a frame.

    Raises:
        CorpusError: these are no scores.
    """
    tracker = SiteTracker(**promise)
    for row in _rows_of(scores):
        tracker.add_row(row)
    return tracker


@overload
def site_report(
    scores: str | Path | Sequence[str | Path],
    *,
    false_alarms: float = ...,
    misses: float = ...,
    budget: int | None = ...,
) -> Table: ...


@overload
def site_report(
    scores: Frame, *, false_alarms: float = ..., misses: float = ..., budget: int | None = ...
) -> Frame: ...


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
        budget: judged pages after which a site is decided as things stand.

    Returns:
        A frame of the caller's type, with `COLUMNS`; a pyarrow table for files.

    Raises:
        CorpusError: these are no scores.
    """
    like = None if isinstance(scores, (str, Path, list, tuple)) else scores
    promise = {"false_alarms": false_alarms, "misses": misses, "budget": budget}
    return make(COLUMNS, rows(track(scores, **promise)), like=like)


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
        (verdict.rank, SiteInBrief(verdict.site, verdict.label, topics_of(verdict)))
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
