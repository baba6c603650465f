"""Verdict -> the small plain dict that crawlers keep beside a page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, TypedDict

from pagequality.signals.topics import OTHER

if TYPE_CHECKING:
    from pagequality.judge.verdict import Verdict

_MOST: Final = 3


class Summary(TypedDict):
    """What a crawler keeps of a verdict: strings, numbers, lists; JSON and pickle hold it alike.

    Attributes:
        probability: of low quality, in [0, 1]; ``None`` for a page that was not judged.
        label: ``low quality``, ``unclear``, ``honest`` or ``not judged``.
        low: whether to call the page low; false for a page that was not judged.
        state: ``ok`` for content; ``thin``, ``error``, ``login_wall`` and so on.
        notices: short codes of what a reader should know.
        language: language code, or nothing.
        page_type: what kind of page it seems to be, or nothing.
        topics: what speaks against the page, strongest first, at most three of a closed set.
        model: name and digest of the model.
    """

    probability: float | None
    label: str
    low: bool
    state: str
    notices: list[str]
    language: str
    page_type: str
    topics: list[str]
    model: str


def summary(verdict: Verdict, threshold: float | None = None) -> Summary:
    """Sum up a verdict, the same keys whatever it says.

    Args:
        verdict: what was said of a page.
        threshold: probability from which on it is called low; 0.7 when not given.

    >>> from pagequality.judge.unjudged import unjudged
    >>> from pagequality.page.notice import Notice
    >>> found = summary(unjudged(Notice("not html", "the payload is PDF")))
    >>> found["probability"], found["low"], found["label"], found["notices"]
    (None, False, 'not judged', ['not html'])
    """
    return {
        "probability": verdict.probability if math.isfinite(verdict.probability) else None,
        "label": verdict.label,
        "low": verdict.is_low(threshold),
        "state": verdict.state.name,
        "notices": [code for code, _ in verdict.notices],
        "language": verdict.language,
        "page_type": verdict.page_type,
        "topics": topics(verdict),
        "model": verdict.model,
    }


def topics(verdict: Verdict) -> list[str]:
    """Return the topics that speak against a page, strongest first; no merely statistical marks.

    >>> from pagequality.judge.unjudged import unjudged
    >>> from pagequality.page.notice import Notice
    >>> topics(unjudged(Notice("not html", "the payload is PDF")))
    []
    """
    if verdict.abstained:
        return []
    accusing = (t.name for t in verdict.topics if t.contribution > 0 and t.name != OTHER)
    return list(accusing)[:_MOST]
