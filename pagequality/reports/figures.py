"""The figures of a corpus report as plain values: what its HTML shows and its JSON holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pagequality.reports.alerts import alerts
from pagequality.reports.counts import EDGES, Counts
from pagequality.reports.moved import from_before, from_training
from pagequality.reports.sheet import maker
from pagequality.reports.sites import site_lines
from pagequality.signals.topics import TOPICS
from pagequality.views.parts import cut

if TYPE_CHECKING:
    from collections import Counter
    from datetime import date

    from pagequality.judge.model import Model
    from pagequality.reports.counts import Group, Near
    from pagequality.reports.rows import Scores
    from pagequality.reports.sites import Roll, SiteLine

_SITES: Final = 50
"""Sites that are listed."""
_GROUPS: Final = 12
"""Page types and languages that are listed."""
_ROWS: Final = 30
"""Rows of any other list."""
_CHANGED: Final = 20
_FEWEST: Final = 3
"""Judged pages of a site whose change is told."""
_MOVED: Final = 0.01
"""How far its mean probability must have moved."""
_CELL: Final = 200
_EVIDENCE: Final = frozenset(("evidence", "template_lines"))
"""Columns that no corpus report reads."""


class Counted:
    """A corpus that was gone through once: its tally and its sites."""

    def __init__(self, scores: Scores, roll: Roll, *, threshold: float) -> None:
        self.counts = Counts(threshold)
        rows = self.counts.take(scores.rows(_EVIDENCE))
        self.sites = site_lines(rows, roll, threshold=threshold)


def figures(counted: Counted, *, model: Model | None, before: Counted | None) -> dict[str, Any]:
    """Return every figure of a report but how it was made.

    Args:
        counted: the corpus.
        model: the one that gave the scores, if it is at hand.
        before: the corpus to compare with.
    """
    counts = counted.counts
    behind = model if model is not None and _gave(model, counts) else None
    found: dict[str, Any] = {
        "report": "corpus",
        **_numbers(counts),
        "models": [{"model": name, "pages": n} for name, n in counts.models.most_common(_ROWS)],
        "base_rate": None if behind is None else behind.base_rate,
        "histogram": _histogram(counts),
        "thresholds": _thresholds(counts),
        "sites": _sites(counted.sites),
        "topics": {
            "page_type": _groups(counts.types),
            "language": _groups(counts.languages),
        },
        "not_judged": [
            {**why._asdict(), "pages": n, "example": counts.examples[why]}
            for why, n in counts.why_not.most_common(_ROWS)
        ],
        "notices": _common(counts.notices, "code"),
        "nearest": [_near(page) for _, _, page in sorted(counts.near, reverse=True)],
        "drift": from_training(counts.sample, behind),
        "compared": None if before is None else _compared(counted, before),
    }
    return {**found, "alerts": [alert._asdict() for alert in alerts(found)]}


def _gave(model: Model, counts: Counts) -> bool:
    """Whether a model gave the scores, or most of them."""
    return [name for name, _ in counts.models.most_common(1)] == [f"{model.name} {model.digest}"]


def made(scores: Scores, *, command: str, when: date) -> dict[str, Any]:
    """Return how a report was made."""
    return {
        "scores": [cut(name, _CELL) for name in scores.names[:_ROWS]],
        "files": len(scores.names),
        "made_by": maker(),
        "made_on": when.isoformat(),
        "command": command,
    }


def _numbers(counts: Counts) -> dict[str, Any]:
    return {
        "threshold": counts.threshold,
        "pages": counts.pages,
        "judged": counts.judged,
        "kept": counts.judged - counts.dropped,
        "dropped": counts.dropped,
        "doubted": counts.doubted,
        "errors": counts.errors,
        "nameless_errors": counts.nameless,
        "mean_probability": counts.total / counts.judged if counts.judged else None,
        "called_between": list(counts.called),
    }


def _histogram(counts: Counts) -> list[dict[str, Any]]:
    return [
        {"from": first, "to": last, "kept": kept, "dropped": dropped}
        for first, last, kept, dropped in zip(
            EDGES, EDGES[1:], counts.kept_in, counts.dropped_in, strict=False
        )
    ]


def _thresholds(counts: Counts) -> list[dict[str, Any]]:
    """Return what other thresholds would keep and drop."""
    bars = [kept + dropped for kept, dropped in zip(counts.kept_in, counts.dropped_in, strict=True)]
    return [
        {"threshold": edge, "kept": sum(bars[:place]), "dropped": sum(bars[place:])}
        for place, edge in enumerate(EDGES[:-1])
        if place >= len(bars) // 2
    ]


def _sites(lines: list[SiteLine]) -> dict[str, Any]:
    named = [line for line in lines if line.site]
    largest = max(named, key=lambda line: line.pages, default=None)
    return {
        "number": len(named),
        "without_address": sum(line.pages for line in lines if not line.site),
        "largest": None if largest is None else _site(largest),
        "listed": [_site(line) for line in named[:_SITES]],
    }


def _site(line: SiteLine) -> dict[str, Any]:
    return {**line._asdict(), "site": cut(line.site, _CELL), "against": cut(line.against, _CELL)}


def _groups(groups: dict[str, Group]) -> list[dict[str, Any]]:
    """Return the largest groups, and for each how many pages each topic accuses."""
    largest = sorted(groups.items(), key=lambda item: (-item[1].pages, item[0]))[:_GROUPS]
    return [
        {
            "name": name,
            "pages": group.pages,
            "dropped": group.low,
            "topics": {topic: group.topics[topic] for topic in TOPICS if group.topics[topic]},
        }
        for name, group in largest
    ]


def _common(counter: Counter[str], name: str) -> list[dict[str, Any]]:
    return [{name: key, "pages": n} for key, n in counter.most_common(_ROWS)]


def _near(page: Near) -> dict[str, Any]:
    return {**page._asdict(), "topics": [topic._asdict() for topic in page.topics]}


def _compared(now: Counted, then: Counted) -> dict[str, Any]:
    """Say what has changed since another file of scores."""
    return {
        "before": _numbers(then.counts),
        "histogram_before": _histogram(then.counts),
        "score": from_before(now.counts.sample, then.counts.sample),
        "topics": [
            {"topic": topic, "before": _share(then.counts, topic), "now": _share(now.counts, topic)}
            for topic in TOPICS
        ],
        "sites": _changed(now.sites, then.sites),
    }


def _share(counts: Counts, topic: str) -> float | None:
    """Return the share of judged pages that a topic accuses."""
    accused = sum(group.topics[topic] for group in counts.types.values())
    return accused / counts.judged if counts.judged else None


def _changed(now: list[SiteLine], then: list[SiteLine]) -> list[dict[str, Any]]:
    """Return the sites whose mean probability has moved most."""
    known = {line.site: line for line in then}
    rows = [
        {
            "site": cut(line.site, _CELL),
            "before": means[0],
            "now": means[1],
            "verdict_before": known[line.site].verdict,
            "verdict_now": line.verdict,
        }
        for line in now
        if line.site and (means := _means(known.get(line.site), line)) is not None
    ]
    moved = [row for row in rows if _move(row) >= _MOVED]
    return sorted(moved, key=_move, reverse=True)[:_CHANGED]


def _means(old: SiteLine | None, new: SiteLine) -> tuple[float, float] | None:
    """Return a site's mean probability before and now, where both rest on some pages."""
    if old is None or min(old.judged, new.judged) < _FEWEST:
        return None
    if old.mean_probability is None or new.mean_probability is None:
        return None
    return old.mean_probability, new.mean_probability


def _move(row: dict[str, Any]) -> float:
    return abs(float(row["now"]) - float(row["before"]))
