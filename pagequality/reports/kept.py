"""Rows of scores -> verdicts: as much of each as its row has kept, damaged cells left out."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from pagequality.judge.verdict import Verdict
from pagequality.learned.odds import sigmoid
from pagequality.reports.cells import text_of, topics_of
from pagequality.signals.topics import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pagequality.reports.cells import Row, ToldTopic


def verdict_of(row: Row) -> Verdict:
    """Return the verdict of a row: with its quotes if it was scored with them, else without.

    >>> row = {"probability": 0.9, "abstained": False, "log_odds": 2.2,
    ...        "topic_1": "wording +1.20: Words that low pages use.", "evidence": "{broken"}
    >>> verdict = verdict_of(row)
    >>> verdict.label, verdict.topics[0].title, verdict.topics[0].evidence
    ('low quality', 'Its wording', ())
    """
    told = _told(row)
    try:
        found = Verdict.from_dict({**told, **_kept(row)})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Verdict.from_dict(told)
    return found if _is_sound(found) else Verdict.from_dict(told)


def _told(row: Row) -> dict[str, Any]:
    """Return what the plain cells of a row tell, as `Verdict.to_dict` would."""
    log_odds = row.get("log_odds")
    if not isinstance(log_odds, (int, float)):
        log_odds = math.nan
    codes = filter(None, text_of(row, "notices").split("; "))
    names = ("url", "headline", "language", "page_type", "model")
    return {
        "probability": row["probability"],
        "abstained": row["probability"] is None,
        "notices": [{"code": code, "message": code} for code in codes],
        "families": {},
        "signals": {},
        "topics": [_without_quotes(topic, log_odds) for topic in topics_of(row)],
        "log_odds": log_odds,
        "baseline": None,
        "evidence": {},
        "state": {"name": text_of(row, "state") or "ok", "quote": "", "notice": None},
        **{name: text_of(row, name) for name in names},
    }


def _without_quotes(topic: ToldTopic, log_odds: float) -> dict[str, Any]:
    without = None if math.isnan(log_odds) else sigmoid(log_odds - topic.contribution)
    return {
        "name": topic.name,
        "contribution": topic.contribution,
        "without": without,
        "rarity": None,
        "reasons": [
            {"signal": "", "value": None, "typical": None, "contribution": topic.contribution,
             "sentence": topic.sentence, "evidence": []}
        ],
    }  # fmt: skip


def _kept(row: Row) -> Mapping[str, Any]:
    """Return the topics that the cell of evidence holds.

    Raises:
        ValueError: it holds none.
    """
    kept = json.loads(text_of(row, "evidence"))
    return {name: kept[name] for name in ("topics", "log_odds", "baseline")}


def _is_sound(verdict: Verdict) -> bool:
    """Whether what a cell held is of the types that it should be."""
    if not all(isinstance(topic.name, str) and topic.name in TITLES for topic in verdict.topics):
        return False
    return all(isinstance(value, kind) for value, kind in _typed(verdict))


def _typed(verdict: Verdict) -> Iterator[tuple[Any, type]]:
    """Yield values and the types that they should have."""
    for topic in verdict.topics:
        for reason in topic.reasons:
            yield from ((reason.signal, str), (reason.sentence, str))
            for quote in reason.evidence:
                texts = (quote.quote, quote.kind, quote.path, quote.prefix, quote.suffix)
                yield from ((text, str) for text in texts)
                places = (
                    quote.block,
                    quote.start,
                    quote.end,
                    *(n for cue in quote.cues for n in cue),
                )
                yield from ((place, int) for place in places)
