"""The report of one page: the verdict, what led to it, and the page's own words with it marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.judge.verdict import HONEST, LOW
from pagequality.reports.marks import Span, hue, marked
from pagequality.reports.said import LIMITS, OBJECTING
from pagequality.reports.sheet import (
    LONGEST,
    dated,
    day,
    document,
    facts,
    listed,
    maker,
    paragraph,
    section,
)
from pagequality.reports.waterfall import waterfall
from pagequality.text.html import Html, joined, link, tag
from pagequality.views.parts import cut, percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pagequality.judge.verdict import PageText, Verdict

_TEXT: Final = 150_000
"""Bytes of a page's own words, marked, that a report holds."""
_LINE: Final = 20_000
"""Characters of one line of them."""
CLASSES: Final = {"low quality": "low", "unclear": "open", "honest": "good", "not judged": "soft"}
"""The class of style that goes with a verdict's label."""


def page_report(verdict: Verdict, *, when: date | None = None) -> str:
    """Return the report of one page as a file of HTML, less than 300 kB.

    Args:
        verdict: of the page.
        when: the day on which the page was judged; today when not given.

    >>> from pagequality.judge.unjudged import unjudged
    >>> from pagequality.page.notice import Notice
    >>> made = page_report(unjudged(Notice("not html", "the payload is PDF")))
    >>> "not judged" in made, "the payload is PDF" in made, "<script" in made
    (True, True, False)
    """
    title = verdict.headline or verdict.url or "A page without a title"
    sections = [_head(verdict, title), _notices(verdict), _about(verdict, dated(when))]
    if not verdict.abstained:
        sections.append(section("What led to this", waterfall(verdict)))
    sections += [
        section("The page's own text", *_text(verdict)),
        section("How far to trust it", listed(LIMITS)),
        section("How to object", *map(paragraph, OBJECTING)),
    ]
    return document(f"{verdict.label}: {title}", *sections)


def _head(verdict: Verdict, title: str) -> Html:
    address = link(verdict.url, cut(verdict.url, LONGEST)) if verdict.url else Html("")
    return tag(
        "header",
        tag("p", "Report of one page", class_="kicker"),
        tag("h1", cut(title, LONGEST)),
        tag("p", address, class_="soft"),
        _judged(verdict),
    )


def _judged(verdict: Verdict) -> Html:
    kind = CLASSES[verdict.label]
    if verdict.abstained:
        return tag("p", verdict.label, class_=f"verdict {kind}")
    share = verdict.probability
    doubt = [tag("p", f"Doubt: {verdict.doubt}.", class_="doubt")] if verdict.doubt else []
    told = f" likely to be low quality{'' if verdict.is_low() else f': {verdict.label}'}"
    ends = ((HONEST, "honest up to"), (LOW, "low from"))
    return joined(
        tag("p", percent(share), tag("span", told), class_=f"verdict {kind}"),
        tag("div", tag("i", style=f"width:{100 * share:.1f}%"),
            *(tag("b", style=f"left:{100 * end:.0f}%") for end, _ in ends),
            class_=f"scale {kind}"),
        tag("div", *(tag("span", f"{name} {percent(end)}", style=f"left:{100 * end:.0f}%")
                     for end, name in ends), class_="scale-ends"),
        *doubt,
    )  # fmt: skip


def _notices(verdict: Verdict) -> Html:
    state = verdict.state
    shown = [cut(f"{message} ({code})", LONGEST) for code, message in verdict.notices]
    if verdict.abstained:
        shown[:1] = [f"Not judged: {text}." for text in shown[:1]]
    if state.quote:
        shown.append(f"The words that show it: \u201c{cut(state.quote, LONGEST)}\u201d")
    return joined(*(tag("p", text, class_="notice") for text in shown))


def _about(verdict: Verdict, when: date) -> Html:
    states = {"ok": "ok: a page with content"}
    return facts((
        ("State of the page", states.get(verdict.state.name, verdict.state.name.replace("_", " "))),
        ("Kind of page", cut(verdict.page_type, LONGEST)),
        ("Language", cut(verdict.language, LONGEST)),
        ("Judged on", day(when)),
        ("Judged by", f"{maker()}, model {cut(verdict.model, LONGEST)}"),
    ))  # fmt: skip


def _text(verdict: Verdict) -> Iterator[Html]:
    """Yield the page's words with the quotes marked, or why they are not here."""
    if not verdict.text.text.strip():
        yield paragraph("It is not kept with this verdict.")
        return
    spans = [*_spans(verdict)]
    numbers = {name: place for place, name in enumerate(dict.fromkeys(s.name for s in spans), 1)}
    titles = {topic.name: topic.title for topic in verdict.topics}
    keys = (
        tag("li", tag("mark", titles[name], class_=f"hue-{hue(place)}", data_topics=place))
        for name, place in numbers.items()
    )
    yield paragraph(
        "Quotes are marked with the number of what they show; where two overlap, with both. "
        "Small dimmed lines belong to the template around the main content."
    )
    if numbers:
        yield tag("ul", *keys, class_="legend")
    shown, missing = _lines(verdict.text, spans, numbers)
    yield tag("div", *shown, class_="text")
    if missing:
        yield tag("p", f"{missing:,} more lines are left out here.", class_="soft")


def _spans(verdict: Verdict) -> Iterator[Span]:
    for topic in verdict.topics:
        for quote in topic.evidence:
            if 0 <= quote.start < quote.end:
                yield Span(quote.start, quote.end, topic.name)


def _lines(page: PageText, spans: list[Span], numbers: dict[str, int]) -> tuple[list[Html], int]:
    """Return the lines that fit, marked, and how many do not."""
    shown: list[Html] = []
    lines, start, room = page.text.split("\n"), 0, _TEXT
    for place, line in enumerate(lines):
        here = [
            span._replace(start=span.start - start, end=span.end - start)
            for span in spans
            if span.start < start + len(line) and span.end > start
        ]
        is_main = place < len(page.is_main) and page.is_main[place]
        made = tag("p", marked(cut(line, _LINE), here, numbers),
                   class_=None if is_main else "template")  # fmt: skip
        room -= len(made.encode())
        if room < 0:
            return shown, len(lines) - place
        if line.strip():
            shown.append(made)
        start += len(line) + 1
    return shown, 0
