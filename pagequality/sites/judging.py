"""A sample of a site -> its verdict."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pagequality.judge.verdict import HONEST, LOW
from pagequality.learned.odds import sigmoid
from pagequality.sites.features import content_of, findings, measure
from pagequality.sites.measures import NAMES
from pagequality.sites.model import default_site_model
from pagequality.sites.sample import KEPT
from pagequality.sites.sections import sections_of
from pagequality.sites.sequential import FEWEST
from pagequality.sites.verdict import UNKNOWN, Example, Section, SiteTopic, SiteVerdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.sites.features import Measures
    from pagequality.sites.marks import PageMark
    from pagequality.sites.sample import Sample
    from pagequality.sites.sequential import Promise
    from pagequality.sites.verdict import Label, Step

_SIDES: Final = 1.96
"""Standard deviations that hold 95 of 100."""
_MOST_TOPICS: Final = 5
_MOST_EXAMPLES: Final = 3
_FEWEST_MIXED: Final = 8
_MIXED: Final = 0.2
"""A site is mixed if at least so much of it is low and so much of it honest."""


def judge(site: str, sample: Sample, promise: Promise) -> SiteVerdict:
    """Say what a sample says of its site."""
    marks, model = sample.marks, default_site_model()
    found = measure(marks)
    log_odds = model.log_odds(found.values, found.pages)
    step = promise.step(model.evidence(log_odds), found.pages, judged=sample.judged)
    sections = sections_of(marks, promise)
    return SiteVerdict(
        site=site,
        probability=sigmoid(log_odds) if found.pages else UNKNOWN,
        interval=_interval(log_odds, found.pages),
        label=_label(marks, step, sections),
        decision=step,
        pages=sample.pages,
        judged=sample.judged,
        compared=len(marks),
        pages_needed=0
        if step != "go on"
        else _needed(log_odds, found.pages, sample=sample, promise=promise),
        topics=_topics(marks),
        terms=_terms(found),
        findings=findings(marks, found),
        sections=sections,
        not_judged=tuple(sorted(sample.unjudged.items())),
    )


def next_step(sample: Sample, promise: Promise) -> Step:
    """Say whether the promise is kept, and which way; go on otherwise."""
    found = measure(sample.marks)
    model = default_site_model()
    log_odds = model.log_odds(found.values, found.pages)
    return promise.step(model.evidence(log_odds), found.pages, judged=sample.judged)


def _terms(found: Measures) -> tuple[tuple[str, float], ...]:
    """Return what adds up to the log-odds: the start, and each measure that is known."""
    model = default_site_model()
    share = model.share(found.pages)
    added = zip(("start", *NAMES), (model.start, *model.full(found.values)), strict=True)
    return tuple((name, share * term) for name, term in added if share * term)


def _interval(log_odds: float, seen: int) -> tuple[float, float]:
    if not seen:
        return 0.0, 1.0
    width = _SIDES * default_site_model().scatter / math.sqrt(seen)
    return sigmoid(log_odds - width), sigmoid(log_odds + width)


def _needed(log_odds: float, seen: int, *, sample: Sample, promise: Promise) -> int | None:
    """Return how many more pages like those judged would decide, or use up the budget.

    Nothing where no page was judged yet, or where a full sample of such pages would not decide.
    """
    left = None if promise.budget is None else promise.budget - sample.judged
    more = _more_content(log_odds, seen, promise)
    if more is None:
        return left
    kept = len(sample.marks)
    pages = math.ceil(more * kept / seen)
    if kept + pages > KEPT:
        return left
    return pages if left is None else min(pages, left)


def _more_content(log_odds: float, seen: int, promise: Promise) -> int | None:
    """Return how many more pages of content would decide; nothing where none would."""
    model = default_site_model()
    if not seen or not log_odds:
        return None
    wanted = (promise.low if log_odds > 0 else promise.honest) / model.evidence(log_odds)
    found = model.needed(log_odds / model.share(seen), wanted * log_odds)
    return None if found is None else max(1, FEWEST - seen, found - seen)


def _label(marks: Sequence[PageMark], step: Step, sections: Sequence[Section]) -> Label:
    """Call a site mixed if its parts differ, or if it is decided by neither side of its pages."""
    if sections:
        return "mixed"
    if step != "go on":
        return step
    pages = [sigmoid(mark.log_odds) for mark in content_of(marks)]
    if len(pages) >= _FEWEST_MIXED:
        low = sum(page >= LOW for page in pages) / len(pages)
        honest = sum(page <= HONEST for page in pages) / len(pages)
        if min(low, honest) >= _MIXED:
            return "mixed"
    return "undecided"


def _topics(marks: Sequence[PageMark]) -> tuple[SiteTopic, ...]:
    """Return what speaks against most pages, with those that it accuses most."""
    found: defaultdict[str, list[tuple[float, PageMark]]] = defaultdict(list)
    for mark in marks:
        for name, added in mark.accusers:
            found[name].append((added, mark))
    topics = [_topic(name, against) for name, against in found.items()]
    topics.sort(key=lambda topic: (-topic.pages * topic.contribution, topic.name))
    return tuple(topics[:_MOST_TOPICS])


def _topic(name: str, against: list[tuple[float, PageMark]]) -> SiteTopic:
    against.sort(key=lambda one: (-one[0], one[1].key))
    shown = [Example(mark.url, sigmoid(mark.log_odds)) for _, mark in against[:_MOST_EXAMPLES]]
    mean = sum(added for added, _ in against) / len(against)
    return SiteTopic(name, len(against), mean, tuple(shown))
