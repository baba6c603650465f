"""A corpus report as HTML: alerts first, how to make it again last."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from pagequality.reports.charts import histogram
from pagequality.reports.sheet import count, day, document, facts, paragraph, section, table
from pagequality.signals.topics import TITLES
from pagequality.text.html import Html, link, tag
from pagequality.views.parts import amount, cut, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Figures = Mapping[str, Any]

_ADDRESS: Final = 90


def corpus_page(found: Figures) -> str:
    """Draw the figures of a corpus; see `reports.figures`."""
    names = [PurePath(name).name for name in found["scores"][:3]]
    title = ", ".join(names) or "a frame of scores"
    return document(
        f"Corpus report: {title}",
        _head(found, title),
        section("Look at this first", *_alerts(found)),
        section("Probabilities", *_probabilities(found)),
        *([section("Compared with before", *_compared(found))] if found["compared"] else []),
        section("Sites", *_sites(found)),
        section("What accuses them", *_topics(found)),
        section("Not judged, and why", *_not_judged(found)),
        section(f"The {len(found['nearest'])} pages nearest the threshold", *_nearest(found)),
        section("Drift", *_drift(found)),
        section("How to make this again", *_made(found)),
    )


def _head(found: Figures, title: str) -> Html:
    judged, mean = found["judged"], found["mean_probability"]
    return tag(
        "header",
        tag("p", "Report of a corpus", class_="kicker"),
        tag("h1", title),
        facts((
            ("Pages", count(found["pages"])),
            ("Judged", _of(judged, found["pages"])),
            ("Kept", _of(found["kept"], judged)),
            ("Dropped", _of(found["dropped"], judged)),
            ("Threshold", f"{found['threshold']:g}, {found['threshold_from']}"),
            ("Doubted", f"{count(found['doubted'])} low pages: look before you drop them"
                if found["doubted"] else ""),
            ("Mean probability", "" if mean is None else percent(mean)),
            ("Made on", day(date.fromisoformat(found["made_on"]))),
        )),
    )  # fmt: skip


def _of(part: int, whole: int) -> str:
    """Tell a number of pages and its share of others."""
    return f"{count(part)} ({percent(part / whole)})" if whole else count(part)


def _alerts(found: Figures) -> Iterator[Html]:
    for alert in found["alerts"]:
        yield tag("p", tag("b", f"{alert['name'].capitalize()}. "), alert["told"], " ",
                  alert["advice"], class_="notice")  # fmt: skip
    if not found["alerts"]:
        yield paragraph("Nothing stands out.")


def _probabilities(found: Figures) -> Iterator[Html]:
    compared = found["compared"] or {}
    before = compared.get("histogram_before", ())
    yield histogram(found["histogram"], threshold=found["threshold"], before=before)
    keys = [
        tag("li", f"{name}: {_of(found[name], found['judged'])}", class_=f"key {kind}")
        for name, kind in (("kept", "good"), ("dropped", "low"))
    ]
    if before:
        keys.append(tag("li", "outline: before, scaled to as many pages"))
    yield tag("ul", *keys, class_="legend")
    yield paragraph("What other thresholds would do:")
    yield table(
        ("threshold", "kept", "", "dropped", ""),
        [
            (f"{row['threshold']:g}", *_pair(row["kept"], found), *_pair(row["dropped"], found))
            for row in found["thresholds"]
        ],
        numbers=4,
    )


def _pair(part: int, found: Figures) -> tuple[str, str]:
    return count(part), percent(part / found["judged"]) if found["judged"] else ""


def _compared(found: Figures) -> Iterator[Html]:
    compared = found["compared"]
    before = compared["before"]
    names = ("pages", "judged", "kept", "dropped", "errors", "doubted")
    rows = [(name, count(before[name]), count(found[name])) for name in names]
    shares = [("mean probability", before["mean_probability"], found["mean_probability"])]
    shares += [
        (f"accused: {TITLES[row['topic']]}", row["before"], row["now"])
        for row in compared["topics"] if row["before"] or row["now"]
    ]  # fmt: skip
    rows += [(name, _percent(then), _percent(now)) for name, then, now in shares]
    yield table(("", "before", "now"), rows, numbers=2)
    if compared["score"]:
        score = compared["score"]
        told = f"The scores are {score['reading']}: PSI {score['stability']:.3f}, by chance alone "
        yield paragraph(f"{told}up to {score['chance']:.3f}.")
    if compared["sites"]:
        yield paragraph("Sites whose mean probability moved most, of those with three pages each:")
        yield table(
            ("site", "verdict before", "now", "mean before", "now"),
            [
                (row["site"], row["verdict_before"], row["verdict_now"], percent(row["before"]),
                 percent(row["now"]))
                for row in compared["sites"]
            ],
            numbers=2,
        )  # fmt: skip


def _percent(share: float | None) -> str:
    return "" if share is None else percent(share)


def _sites(found: Figures) -> Iterator[Html]:
    listed, number = found["sites"]["listed"], found["sites"]["number"]
    if not listed:
        yield paragraph("No page has an address, so no site can be told.")
        return
    yield paragraph(f"{count(number)} sites, those first that are surest to be low.")
    yield table(
        ("site", "verdict", "what speaks against it (pages)", "pages", "judged", "mean", "low"),
        map(_site, listed),
        numbers=4,
    )
    if number > len(listed):
        yield tag("p", f"{count(number - len(listed))} more sites: see pagequality sites.",
                  class_="soft")  # fmt: skip


def _site(line: Figures) -> tuple[str, ...]:
    return (
        tag("td", line["site"], class_="name"),
        line["verdict"],
        tag("td", line["against"].replace("_", " "), class_="words"),
        count(line["pages"]),
        count(line["judged"]),
        _percent(line["mean_probability"]),
        _percent(line["share_low"]),
    )


def _topics(found: Figures) -> Iterator[Html]:
    yield paragraph(
        "Share of the judged pages that a topic accuses, among the five strongest topics of each."
    )
    for by, title in (("page_type", "kind of page"), ("language", "language")):
        groups = found["topics"][by]
        names = [name for name in TITLES if any(name in group["topics"] for group in groups)]
        yield table(
            (title, "pages", "low", *(TITLES[name] for name in names)),
            [
                (group["name"] or "(unknown)", count(group["pages"]),
                 percent(group["dropped"] / group["pages"]),
                 *(_shaded(group["topics"].get(name, 0) / group["pages"]) for name in names))
                for group in groups
            ],
            numbers=len(names) + 2,
        )  # fmt: skip


def _shaded(share: float) -> Html:
    """Return a cell that is filled as far as the share goes."""
    return tag("td", percent(share) if share else "", class_="n share",
               style=f"--share:{100 * share:.0f}%")  # fmt: skip


def _not_judged(found: Figures) -> Iterator[Html]:
    missing = found["pages"] - found["judged"]
    if not missing:
        yield paragraph("Every page was judged.")
        return
    errors = f"{count(found['errors'])} could not be read" if found["errors"] else "all were read"
    yield paragraph(f"{_of(missing, found['pages'])} of the pages; {errors}.")
    yield table(
        ("state", "notice or error", "for example", "pages"),
        [
            (row["state"].replace("_", " "), row["told"], _address(row["example"]),
             count(row["pages"]))
            for row in found["not_judged"]
        ],
        numbers=1,
    )  # fmt: skip


def _address(url: str) -> Html:
    return link(url, cut(url, _ADDRESS))


def _nearest(found: Figures) -> Iterator[Html]:
    yield paragraph("Look at these to see whether the threshold stands where you want it.")
    items = []
    for page in found["nearest"]:
        call = "dropped" if page["probability"] >= found["threshold"] else "kept"
        told = (
            tag("li", tag("b", amount(topic["contribution"])), " ",
                TITLES[topic["name"]], ". ", topic["sentence"])
            for topic in page["topics"]
        )  # fmt: skip
        kind = "low" if call == "dropped" else "good"
        items.append(
            tag(
                "li",
                tag("p", tag("b", f"{page['probability']:.3f} {call} ", class_=kind),
                    tag("bdi", page["headline"] or "(no headline)")),
                tag("p", _address(page["url"] or page["id"]), class_="soft"),
                tag("p", f"Doubt: {page['doubt']}") if page["doubt"] else "",
                tag("details", tag("summary", f"{len(page['topics'])} topics"), tag("ul", *told)),
            )
        )  # fmt: skip
    yield tag("ul", *items, class_="plain")


def _drift(found: Figures) -> Iterator[Html]:
    drift = found["drift"]
    if "score" not in drift:
        yield paragraph(f"Not compared with the training pages: {drift['why_not']}.")
        return
    yield paragraph(f"{drift['reading']} ({count(drift['pages'])} pages, taken at random.)")
    yield table(
        ("", "reading", "PSI", "by chance", "median in training", "here", "unknown in training",
         "here"),
        [
            (one["name"], one["reading"], f"{one['stability']:.3f}", f"{one['chance']:.3f}",
             _short(one["median_then"]), _short(one["median_now"]), percent(one["unknown_then"]),
             percent(one["unknown_now"]))
            for one in (drift["score"], *drift["signals"])
        ],
        numbers=6,
    )  # fmt: skip


def _short(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.3g}"


def _made(found: Figures) -> Iterator[Html]:
    models = "; ".join(f"{row['model']} ({count(row['pages'])})" for row in found["models"])
    yield facts((
        ("Program", found["made_by"]),
        ("Model", models),
        ("Threshold", f"{found['threshold']:g}"),
        ("Scores", f"{count(found['files'])} files" if found["files"] else "a frame"),
        ("Command", tag("code", found["command"])),
    ))  # fmt: skip
    yield paragraph(
        "A page at or above the threshold is dropped. Probabilities hold where low pages are about "
        "as common as the model's base rate says."
    )
