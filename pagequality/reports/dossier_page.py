"""A dossier as HTML: the finding, what it rests on, what would change it, how to object."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from pagequality.page.evidence import Evidence
from pagequality.reports.said import APPEAL, LIMITS, SITES
from pagequality.reports.sheet import count, day, document, facts, listed, paragraph, section, table
from pagequality.signals.topics import TITLES
from pagequality.text.html import Html, joined, link, tag
from pagequality.views.parts import CALLED_LOW, amount, marked, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Figures = Mapping[str, Any]

_CLASSES: Final = {"low": "low", "honest": "good"}
_LOW: Final = ("low quality", CALLED_LOW)


def dossier_page(found: Figures) -> str:
    """Draw a dossier; see `reports.dossier`."""
    return document(
        f"Dossier: {found['site']}",
        _head(found),
        section("What it rests on", *_rests_on(found)),
        section(f"Pages called low: {len(found['against'])} shown", *_pages(found, "against")),
        section(f"Pages not called low: {len(found['for'])} shown", *_pages(found, "for")),
        section("How to appeal", *map(paragraph, APPEAL)),
        section("How far to trust it", listed(LIMITS)),
    )


def _head(found: Figures) -> Html:
    verdict, mean, low = (str(found["verdict"]), found["mean_probability"], found["share_low"])
    dates = any(page["fetched"] for page in (*found["against"], *found["for"]))
    labels = ", ".join(f"{count(number)} {label}" for label, number in found["labels"].items())
    kind = _CLASSES.get(verdict, "open")
    return tag(
        "header",
        tag("p", "Dossier of a site", class_="kicker"),
        tag("h1", found["site"]),
        tag("p", SITES.get(verdict) or str(verdict), class_=f"verdict {kind}"),
        facts((
            ("Pages", f"{count(found['pages'])}: {labels}"),
            ("Share of low pages", "" if low is None else percent(low)),
            ("Mean probability", "" if mean is None else percent(mean)),
            ("Called low from", f"{found['threshold']:g}, {found['threshold_from']}"),
            ("Fetched", "" if dates else "these scores do not record when"),
            ("Made on", day(date.fromisoformat(found["made_on"]))),
            ("Made by", f"{found['made_by']}, model {'; '.join(found['models']) or 'unknown'}"),
        )),
    )  # fmt: skip


def _rests_on(found: Figures) -> Iterator[Html]:
    if not found["topics"]:
        yield paragraph("No topic accuses its pages.")
        return
    yield paragraph(
        "How many pages each topic accuses, and how many would not be called low without it: these "
        "would change if what the topic is about were mended."
    )
    yield table(
        ("topic", "pages it accuses", "not low without it"),
        [
            (TITLES[row["topic"]], count(row["accused"]), count(row["decides"]))
            for row in found["topics"]
        ],
        numbers=2,
    )


def _pages(found: Figures, side: str) -> Iterator[Html]:
    pages = found[side]
    if not pages:
        yield paragraph("There are none.")
        return
    if side == "against" and not any(row["quotes"] for page in pages for row in page["topics"]):
        yield tag("p", "These scores were made without quotes: score the pages again with "
                  "--explain to have them.", class_="notice")  # fmt: skip
    for page in pages:
        yield _page(page)


def _page(page: Figures) -> Html:
    kind = "low" if page["label"] in _LOW else "good"
    doubt = [tag("p", f"Doubt: {page['doubt']}.", class_="doubt")] if page["doubt"] else []
    dated = [tag("p", f"Fetched: {page['fetched']}", class_="soft")] if page["fetched"] else []
    return tag(
        "article",
        tag("h3", tag("span", percent(page["probability"]), class_=kind), " ",
            tag("bdi", page["headline"] or "(no headline)")),
        tag("p", link(page["url"], page["url"]), class_="soft"),
        *dated,
        *doubt,
        tag("ul", *(_topic(row, page["probability"]) for row in page["topics"]), class_="plain"),
    )  # fmt: skip


def _topic(row: Figures, probability: float) -> Html:
    change = ""
    if row["without"] is not None:
        change = f" Without it {percent(probability)} would be {percent(row['without'])}."
    side = "against" if row["contribution"] > 0 else "for"
    return tag(
        "li",
        tag("span", amount(row["contribution"]), class_="amount"),
        joined(" ", tag("b", row["title"]), ". ", row["sentence"]),
        tag("span", change, class_="soft"),
        *(tag("blockquote", _quoted(quote)) for quote in row["quotes"]),
        class_=side,
    )


def _quoted(quote: Figures) -> Html:
    cues = tuple((first, last) for first, last in quote["cues"])
    words = joined("\u201c", marked(Evidence(quote["exact"], "", -1, "", cues)), "\u201d")
    shown = link(quote["link"], words) if quote["link"] else words
    return joined(shown, " ", tag("small", f"({quote['kind']})"))
