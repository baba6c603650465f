"""The report of one page: the verdict, what led to it, and the page's own words with it marked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from pagequality.reports.marks import Span, hue, marked
from pagequality.reports.page_figures import page_figures
from pagequality.reports.sheet import LONGEST, day, document, facts, listed, paragraph, section
from pagequality.reports.waterfall import waterfall
from pagequality.text.html import Html, joined, link, tag
from pagequality.views.parts import CALLED_LOW, NOT_LOW, cut, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pagequality.judge.verdict import Verdict

    Figures = Mapping[str, Any]

CLASSES: Final = {
    "low quality": "low", "unclear": "open", "honest": "good", "not judged": "soft",
    CALLED_LOW: "low", NOT_LOW: "good",
}  # fmt: skip
"""The class of style that goes with what a page is called."""


def page_report(
    verdict: Verdict, *, when: date | None = None, threshold: float | None = None
) -> str:
    """Return the report of one page as a file of HTML, less than 300 kB.

    Args:
        verdict: of the page.
        when: the day on which the page was judged; today when not given.
        threshold: probability from which on it is called low, in place of the label.

    Raises:
        ValueError: the threshold is out of range.

    >>> from pagequality.judge.unjudged import unjudged
    >>> from pagequality.page.notice import Notice
    >>> made = page_report(unjudged(Notice("not html", "the payload is PDF")))
    >>> "not judged" in made, "the payload is PDF" in made, "<script" in made
    (True, True, False)
    """
    title = verdict.headline or verdict.url or "A page without a title"
    found = page_figures(verdict, when=when, threshold=threshold)
    sections = [_head(verdict, title, found), _notices(verdict), _about(verdict, found)]
    if not verdict.abstained:
        sections.append(section("What led to this", waterfall(verdict)))
    sections += [
        section("The page's own text", *_text(verdict, found)),
        section("How far to trust it", listed(found["limits"])),
        section("How to object", *map(paragraph, found["objecting"])),
    ]
    return document(f"{found['label']}: {title}", *sections)


def _head(verdict: Verdict, title: str, found: Figures) -> Html:
    address = link(verdict.url, cut(verdict.url, LONGEST)) if verdict.url else Html("")
    return tag(
        "header",
        tag("p", "Report of one page", class_="kicker"),
        tag("h1", cut(title, LONGEST)),
        tag("p", address, class_="soft"),
        _judged(verdict, found),
    )


def _judged(verdict: Verdict, found: Figures) -> Html:
    word = found["label"]
    kind = CLASSES[word]
    if verdict.abstained:
        return tag("p", word, class_=f"verdict {kind}")
    share = verdict.probability
    doubt = [tag("p", f"Doubt: {verdict.doubt}.", class_="doubt")] if verdict.doubt else []
    told = f" likely to be low quality{'' if found['low'] else f': {word}'}"
    named = {"honest_up_to": "honest up to", "low_from": "low from"}
    ends = [(found[key], name) for key, name in named.items() if found[key] is not None]
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


def _about(verdict: Verdict, found: Figures) -> Html:
    states = {"ok": "ok: a page with content"}
    return facts((
        ("State of the page", states.get(verdict.state.name, verdict.state.name.replace("_", " "))),
        ("Kind of page", cut(verdict.page_type, LONGEST)),
        ("Language", cut(verdict.language, LONGEST)),
        ("Called low from", "" if found["threshold"] is None else f"{found['threshold']:g}"),
        ("Judged on", day(date.fromisoformat(found["made_on"]))),
        ("Judged by", f"{found['made_by']}, model {cut(verdict.model, LONGEST)}"),
    ))  # fmt: skip


def _text(verdict: Verdict, found: Figures) -> Iterator[Html]:
    """Yield the page's words with the quotes marked, or why they are not here."""
    if not found["text"]:
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
    yield tag("div", *_lines(found, spans, numbers), class_="text")
    if found["lines_left_out"]:
        yield tag("p", f"{found['lines_left_out']:,} more lines are left out here.", class_="soft")


def _spans(verdict: Verdict) -> Iterator[Span]:
    for topic in verdict.topics:
        for quote in topic.evidence:
            if 0 <= quote.start < quote.end:
                yield Span(quote.start, quote.end, topic.name)


def _lines(found: Figures, spans: list[Span], numbers: dict[str, int]) -> Iterator[Html]:
    """Yield the lines of the page's text, marked."""
    for stretch in found["text"]:
        start = stretch["start"]
        for line in stretch["text"].split("\n"):
            here = [
                span._replace(start=span.start - start, end=span.end - start)
                for span in spans
                if span.start < start + len(line) and span.end > start
            ]
            if line.strip():
                kind = None if stretch["main"] else "template"
                yield tag("p", marked(line, here, numbers), class_=kind)
            start += len(line) + 1
