"""What the report of a page tells beside its verdict, as plain values; its JSON is both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pagequality.judge.verdict import HONEST, LOW
from pagequality.reports.said import LIMITS, OBJECTING
from pagequality.reports.sheet import dated, maker
from pagequality.text.html import escape
from pagequality.text.visible import json_text
from pagequality.views.parts import called, cut

if TYPE_CHECKING:
    from datetime import date

    from pagequality.judge.verdict import PageText, Verdict

_TEXT: Final = 150_000
"""Bytes of a page's own words that a report holds."""
_LINE: Final = 20_000
"""Characters of one line of them."""
_AROUND: Final = 28
"""Bytes that a line takes beside its words."""
_STRETCH: Final = 100
"""Bytes that a line takes which begins a stretch."""


def page_figures(
    verdict: Verdict, *, when: date | None = None, threshold: float | None = None
) -> dict[str, Any]:
    """Return what a report tells beside its verdict, the page's own text among it.

    The text comes in stretches of main content and of template, each with the offset of its first
    character, so that the offsets of quotes hold; lines that do not fit are counted.

    Args:
        verdict: of the page.
        when: the day on which the page was judged; today when not given.
        threshold: from which on the page is called low; `Verdict.label` says it without.

    >>> from pagequality.judge.unjudged import unjudged
    >>> from pagequality.page.notice import Notice
    >>> found = page_figures(unjudged(Notice("not html", "the payload is PDF")))
    >>> found["label"], found["text"], found["made_by"].split()[0]
    ('not judged', [], 'pagequality')
    """
    text, missing = _stretches(verdict.text)
    return {
        "report": "page",
        "label": called(verdict, threshold),
        "low": None if verdict.abstained else verdict.is_low(threshold),
        "threshold": threshold,
        "honest_up_to": HONEST if threshold is None else None,
        "low_from": LOW if threshold is None else threshold,
        "text": text,
        "lines_left_out": missing,
        "limits": list(LIMITS),
        "objecting": list(OBJECTING),
        "made_by": maker(),
        "made_on": dated(when).isoformat(),
    }


def page_json(verdict: Verdict, *, indent: int | None, **options: Any) -> str:
    """Return the report of one page as JSON: `Verdict.to_dict`, and `page_figures`."""
    plain = verdict.to_dict()
    topics = [
        {**told, "title": topic.title, "sentence": topic.sentence}
        for told, topic in zip(plain["topics"], verdict.topics, strict=True)
    ]
    figures = page_figures(verdict, **options)
    return json_text({**plain, "topics": topics, **figures}, indent=indent)


def _stretches(page: PageText) -> tuple[list[dict[str, Any]], int]:
    """Return the lines that fit, those of one kind together, and how many do not fit."""
    found: list[tuple[int, bool, list[str]]] = []
    lines, start, room, is_cut, missing = page.text.split("\n"), 0, _TEXT, False, 0
    for place, line in enumerate(lines):
        is_main = place < len(page.is_main) and page.is_main[place]
        goes_on = bool(found) and not is_cut and (is_main == found[-1][1] or not line.strip())
        if goes_on or line.strip():
            shown = cut(line, _LINE)
            room -= _size(shown) + (_AROUND if goes_on else _STRETCH)
            if room < 0:
                missing = len(lines) - place
                break
            if not goes_on:
                found.append((start, is_main, []))
            found[-1][2].append(shown)
            is_cut = len(line) > _LINE
        start += len(line) + 1
    stretches = [
        {"start": first, "main": is_main, "text": "\n".join(rows)} for first, is_main, rows in found
    ]
    return stretches, missing


def _size(line: str) -> int:
    """Return how many bytes a line takes in HTML or in JSON, whichever is more."""
    return max(len(escape(line).encode()), len(json_text(line).encode()))
