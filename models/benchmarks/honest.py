"""The budget of false alarms: how many honest pages are called low at the shipped threshold.

Honest pages are those of score 0 or 1; their probabilities are the held-out ones of
`cross_validation`; the threshold is that of a verdict's word "low quality". A page that the
library declines to judge is not called low, and is counted apart. Slices are cut by the plain
rules in `RULES`, over annotators' kinds, markup and words.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

import numpy as np

from models.benchmarks import filters
from models.data import labels, pages
from models.judge.held_out import held_out
from models.places import write_report
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.judge.verdict import LOW
from pagequality.learned.odds import sigmoids
from pagequality.reading import read
from pagequality.training import evaluation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pagequality.page.page import Page
    from pagequality.text.arrays import Flags

MOST: Final = 0.01
MOST_IN_A_SLICE: Final = 0.03
OLD: Final = ("schwarz", "sondhi-reliable", "sondhi-unreliable", "dragnet")
GIANTS: Final = re.compile(r"amazon|ebay|walmart|etsy|aliexpress|alibaba|bestbuy|target\.com|ikea")
ELSEWHERE: Final = frozenset(
    "de fr it es pt nl be at ch pl cz sk hu ro bg gr hr si rs ua ru by lt lv ee fi se no dk is tr "
    "jp cn kr tw hk th vn id br mx ar cl co pe ir sa ae eg il bd np pk".split()
)
"""Country domains where English is few people's first language."""
_LOCAL = re.compile(
    r"\b(?:county|mayor|sheriff|council|school board|township|city hall|parish|borough|"
    r"residents|neighbou?rhood|downtown|local)\b",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    r"\b(?:cups?|tbsp|tablespoons?|tsp|teaspoons?|ounces?|oz|grams?|preheat|minutes)\b",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"\b(?:reviews?|reviewed|tested|best|vs\.?|hands[- ]on|compared)\b", re.IGNORECASE
)


class Honest(NamedTuple):
    """What the rules may look at."""

    kind: str
    source: str
    html: str
    page: Page
    page_type: str

    @property
    def words(self) -> int:
        """Words of the main content."""
        return len(self.page.main_words)


def _top_domain(page: Honest) -> str:
    host = urlsplit(page.page.url).hostname or ""
    return host.rpartition(".")[2]


def _is_recipe(page: Honest) -> bool:
    told = "Recipe" in page.page.head.schema_types
    text = page.page.main_text
    return told or ("ingredients" in text.lower() and len(_MEASURES.findall(text)) >= 3)


def _has_adverts(page: Honest) -> bool:
    return bool(filters.ADVERTS.search(page.html))


def _is_tested_review(page: Honest) -> bool:
    about = bool(_REVIEW.search(f"{page.page.title} {page.page.headline}"))
    return about and bool(filters.AFFILIATES.search(page.html) or "affiliate" in page.html.lower())


def _told_by(words: str) -> tuple[str, Callable[[Honest], bool]]:
    """Return the rule that a page's title or heading has one of these words, or some of them."""
    pattern = re.compile(rf"\b(?:{words.replace(', ', '|')})s?\b", re.IGNORECASE)
    return (
        f"in title or heading: {words}",
        lambda page: bool(pattern.search(f"{page.page.title}\n{page.page.headline}")),
    )


RULES: Final[dict[str, tuple[str, Callable[[Honest], bool]]]] = {
    "news with ads": (
        "kind news, an advertising network in the source",
        lambda page: page.kind == "news" and _has_adverts(page),
    ),
    "local news with ads": (
        "the same, and two words of local life (county, mayor, council ...) in the text",
        lambda page: (
            page.kind == "news"
            and _has_adverts(page)
            and len(_LOCAL.findall(page.page.main_text)) >= 2
        ),
    ),
    "any page with ads": ("an advertising network in the source", _has_adverts),
    "recipes": ("Recipe in structured data, or ingredients with measures", _is_recipe),
    "reviews with affiliate links": (
        "a title of reviews or tests, and affiliate links or their disclosure",
        _is_tested_review,
    ),
    "small shops": (
        "kind commerce, not one of the giants",
        lambda page: page.kind == "commerce" and not GIANTS.search(page.page.url.lower()),
    ),
    "companies": ("kind corporate", lambda page: page.kind == "corporate"),
    "forums": ("kind forum", lambda page: page.kind == "forum"),
    "documentation": ("kind docs", lambda page: page.kind == "docs"),
    "blogs": ("kind blog", lambda page: page.kind == "blog"),
    "English from elsewhere": (
        "the address is under a country where English is few people's first language",
        lambda page: _top_domain(page) in ELSEWHERE,
    ),
    "very short": ("fewer than 150 words of main content", lambda page: page.words < 150),
    "old web": ("sources of 2006 to 2012", lambda page: page.source in OLD),
    "old hand-made pages": (
        "the hand-made pages of the wild slice",
        lambda page: page.source == "wild:handmade",
    ),
    "health": _told_by(
        "patient, symptom, treatment, hospital, clinic, health, medical, medicine, vaccine, pain"
    ),
    "minutes and notices": _told_by("minutes, agenda, notice, announcement, meeting, bulletin"),
    "manuals": _told_by("manual, handbook, user guide, installation, install, instruction, setup"),
    "memorials and family pages": _told_by(
        "obituary, memorial, in memory, genealogy, family, ancestor, descendant, cemetery"
    ),
    "poems and stories": _told_by(
        "poem, poetry, poet, story, stories, tale, verse, lyric, chapter"
    ),
    "clubs and parishes": _told_by(
        "club, society, association, league, choir, scout, church, parish, museum"
    ),
    "tradespeople": _told_by(
        "plumber, plumbing, roof, roofer, roofing, electrician, locksmith, painting, builder, "
        "carpentry, repair, cleaning, heating, landscaping"
    ),
    "dealers": _told_by("dealer, used, for sale, auction, second-hand, antique, showroom"),
    "visa and travel services": _told_by(
        "visa, embassy, consulate, tour, travel, hotel, flight, holiday, hostel"
    ),
    "coupons and offers": _told_by("coupon, voucher, discount, promo, deal, offer"),
    "calculators": _told_by("calculator, converter, estimator"),
}


def honest_pages(folder: Path, ids: set[str]) -> dict[str, Honest]:
    """Read these pages with what the rules need."""
    known, found = labels(folder), {}
    for stored in pages(folder):
        if stored["id"] in ids:
            row = known[stored["id"]]
            page = read(stored["html"], url=stored["url"])
            html = stored["html"].decode("utf-8", "replace")
            found[stored["id"]] = Honest(row["kind"], row["source"], html, page, page.page_type)
    return found


def row_of(called: Flags, declined: Flags) -> dict[str, Any]:
    """Count one slice; the share is of all its pages, as a corpus builder loses them."""
    count, number = int(called.sum()), len(called)
    return {
        "pages": number,
        "declined": int(declined.sum()),
        "pages_called_low": count,
        "called_low": round(count / number, 4) if number else 0.0,
        "interval": evaluation.wilson(count, number),
    }


def report(folder: Path) -> dict[str, Any]:
    """Cut the honest pages into slices and count in each who is called low."""
    found = held_out(folder)
    labelled, rows, sums = found.labelled, found.rows, found.sums
    own = np.flatnonzero(labelled.low[rows] == 0)
    probability = sigmoids(sums["html"][own])
    names = [labelled.ids[rows[i]] for i in own]
    honest = honest_pages(folder, set(names))
    declined = np.array([bool(reasons_to_abstain(honest[name].page)) for name in names])
    called = (probability >= LOW) & ~declined
    web, wild = labelled.web[rows[own]], labelled.wild[rows[own]]
    slices = {
        name: np.array([holds(honest[page]) for page in names])
        for name, (_, holds) in RULES.items()
    }
    for i in np.flatnonzero(called):
        inside = ", ".join(name for name, chosen in slices.items() if chosen[i])
        print(f"{names[i]} {honest[names[i]].source:18} {probability[i]:.3f} {inside}")
    types = Counter(honest[name].page_type or "unknown" for name in names)
    by_type = {
        kind: np.array([(honest[name].page_type or "unknown") == kind for name in names])
        for kind in types
    }
    return {
        "threshold": LOW,
        "most": MOST,
        "most_in_a_slice": MOST_IN_A_SLICE,
        "all honest pages": row_of(called, declined),
        "web slice": row_of(called[web], declined[web]),
        "wild slice": row_of(called[wild], declined[wild]),
        "slices": {
            name: {"rule": RULES[name][0], **row_of(called[chosen], declined[chosen])}
            for name, chosen in slices.items()
        },
        "page types": {
            kind: row_of(called[chosen], declined[chosen]) for kind, chosen in by_type.items()
        },
    }


def run(data: Path) -> None:
    """Count, print, write."""
    found = report(data)
    print(f"called low at or above {found['threshold']}")
    named = {name: found[name] for name in ("all honest pages", "web slice", "wild slice")}
    for name, row in {**named, **found["slices"], **found["page types"]}.items():
        print(
            f"{name:30} {row['pages_called_low']:4} of {row['pages']:5}  {row['called_low']:.3f} "
            f"{row['interval']}  declined {row['declined']}"
        )
    write_report("honest", found)
