"""The dossier of a site: what to hand to its owner, or to whoever keeps a list it is on."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.errors import CorpusError
from pagequality.judge.verdict import LOW
from pagequality.page.page import shown
from pagequality.page.site import belongs_to, host_of, site_of
from pagequality.reports.cells import text_of
from pagequality.reports.counts import SPEAKS
from pagequality.reports.dossier_page import dossier_page
from pagequality.reports.kept import verdict_of
from pagequality.reports.rows import scores_of
from pagequality.reports.sheet import LONGEST, dated, maker
from pagequality.reports.sites import site_lines
from pagequality.reports.threshold import threshold_of
from pagequality.signals.topics import TITLES, TOPICS
from pagequality.tabular.moments import moment
from pagequality.text.html import on_the_web
from pagequality.text.visible import json_text
from pagequality.views.parts import called, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from pagequality.judge.topic import Topic
    from pagequality.judge.verdict import Verdict
    from pagequality.page.evidence import Evidence
    from pagequality.reports.cells import Row
    from pagequality.reports.sites import Roll

_MOST: Final = 30
"""Pages against a site that are told of."""
_FOR: Final = 10
"""Pages for it."""
_TOPICS: Final = 6
_QUOTES: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Dossier:
    """What scores say of one site.

    Attributes:
        figures: everything as plain values.
    """

    figures: dict[str, Any]

    def to_html(self) -> str:
        """Return the dossier as one file of HTML, less than 2 MB whatever the site."""
        return dossier_page(self.figures)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the same as JSON; quotes are TextQuoteSelectors of the W3C."""
        return json_text(self.figures, indent=indent)


class _Ranked(NamedTuple):
    """A row and how far up it stands; no two stand equally."""

    rank: float
    order: int
    row: Row


@dataclass(slots=True)
class _Tally:
    """What is counted of a site, row by row, and the pages that tell most."""

    site: str
    threshold: float
    pages: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    accused: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)
    models: Counter[str] = field(default_factory=Counter)
    against: list[_Ranked] = field(default_factory=list)
    for_it: list[_Ranked] = field(default_factory=list)

    def take(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Count the rows of the site, and pass them on."""
        for row in rows:
            if not _is_of(row, self.site):
                continue
            self.pages += 1
            verdict = verdict_of(row)
            self.labels[self.called(verdict)] += 1
            if not verdict.abstained:
                self.models[text_of(row, "model")] += 1
                self._judged(row, verdict)
            yield row

    def _judged(self, row: Row, verdict: Verdict) -> None:
        chance, low = verdict.probability, verdict.is_low(self.threshold)
        for topic in verdict.topics:
            self.accused[topic.name] += topic.contribution >= SPEAKS
            self.decided[topic.name] += low and topic.without < self.threshold
        if low:
            _keep(self.against, _Ranked(chance, -self.pages, row), _MOST)
        else:
            _keep(self.for_it, _Ranked(-chance, -self.pages, row), _FOR)

    def called(self, verdict: Verdict) -> str:
        """Say what a page is, by the bands of labels where the threshold is that of theirs."""
        return called(verdict, None if self.threshold == LOW else self.threshold)

    def page(self, row: Row) -> dict[str, Any]:
        """Return what is told of a page."""
        verdict = verdict_of(row)
        url = text_of(row, "url")
        told = [topic for topic in verdict.topics if abs(topic.contribution) >= SPEAKS]
        return {
            "url": cut(url, LONGEST),
            "fetched": moment(row.get("fetched")),
            "headline": cut(verdict.headline, LONGEST),
            "probability": verdict.probability,
            "label": self.called(verdict),
            "doubt": cut(text_of(row, "doubt"), LONGEST),
            "topics": [_topic(topic, url) for topic in told[:_TOPICS]],
        }


def site_dossier(
    scores: Any,
    site: str,
    *,
    roll: Roll,
    threshold: float | None = None,
    when: date | None = None,
) -> Dossier:
    """Gather what scores say of one site; see `pagequality.site_dossier`.

    Args:
        scores: files or a frame.
        site: its name.
        roll: judges the sites.
        threshold: from which on a page is called low; that which is kept with the files without it.
        when: the day on which the dossier is made.
    """
    given = scores_of(scores)
    low, whence = threshold_of(threshold, given.names)
    tally = _Tally(host_of(site.strip()) or site.strip().lower(), low)
    lines = site_lines(tally.take(given.rows(frozenset())), roll, threshold=low)
    if not tally.pages:
        bare = site_of(site)
        other = f"; its site is {shown(bare)}" if bare not in {"", tally.site} else ""
        message = f"no page of {shown(site)} is in these scores{other}"
        raise CorpusError(message)
    main = max(lines, key=lambda line: line.pages)
    return Dossier({
        "report": "dossier",
        "site": cut(tally.site, LONGEST),
        "verdict": main.verdict,
        "mean_probability": main.mean_probability,
        "share_low": main.share_low,
        "pages": tally.pages,
        "labels": dict(tally.labels.most_common()),
        "threshold": low,
        "threshold_from": whence,
        "topics": [
            {"topic": name, "accused": tally.accused[name], "decides": tally.decided[name]}
            for name in TOPICS if tally.accused[name]
        ],
        "against": [tally.page(ranked.row) for ranked in sorted(tally.against, reverse=True)],
        "for": [tally.page(ranked.row) for ranked in sorted(tally.for_it, reverse=True)],
        "models": [cut(name, LONGEST) for name, _ in tally.models.most_common(3)],
        "made_by": maker(),
        "made_on": dated(when).isoformat(),
    })  # fmt: skip


def _is_of(row: Row, site: str) -> bool:
    """Whether a page is of a site, by the name that its row gives or by its address."""
    url = text_of(row, "url")
    if site in {text_of(row, "site").strip().lower(), site_of(url)}:
        return bool(site)
    return belongs_to(host_of(url), site)


def _keep(heap: list[_Ranked], new: _Ranked, most: int) -> None:
    """Keep those that stand highest."""
    if len(heap) < most:
        heapq.heappush(heap, new)
    elif new > heap[0]:
        heapq.heapreplace(heap, new)


def _topic(topic: Topic, url: str) -> dict[str, Any]:
    return {
        "topic": topic.name,
        "title": TITLES[topic.name],
        "contribution": topic.contribution,
        "without": None if math.isnan(topic.without) else topic.without,
        "sentence": cut(topic.sentence, LONGEST),
        "quotes": [_quote(quote, url) for quote in topic.evidence[:_QUOTES]],
    }


def _quote(quote: Evidence, url: str) -> dict[str, Any]:
    """Return a quote as an annotation's selector, with what it shows and where it opens."""
    words = quote._replace(quote=cut(quote.quote, LONGEST))
    selector = {name: cut(text, LONGEST) for name, text in words.selector().items()}
    cues = [list(cue) for cue in quote.cues if cue[1] <= len(words.quote)]
    address = words.link(url) if on_the_web(url) and len(url) <= LONGEST else ""
    return {**selector, "kind": cut(quote.kind, LONGEST), "cues": cues, "link": address}
