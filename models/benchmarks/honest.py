"""The budget of false alarms: how many honest pages are called low at the shipped threshold.

    python models/benchmarks/honest.py [--ids]

Honest pages are those of score 0 or 1; their probabilities are the held-out ones of
models/evaluate.py; the threshold is that of a verdict's word "low quality". A page that the
library declines to judge is not called low, and is counted apart. Slices are cut by the plain
rules in `RULES`, over annotators' kinds, markup and words. Writes models/default/honest.json;
`--ids` prints which pages were called low.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import importlib
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

import models.benchmarks.filters as filters
import numpy as np

from pagequality.training import evaluation
from pagequality.judge.abstention import reasons_to_abstain
from pagequality.reading import read
from pagequality.judge.verdict import LOW

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
data: Any = importlib.import_module("data")
held_out: Any = importlib.import_module("held_out")

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
    page: Any
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
}


def honest_pages(folder: Path, ids: set[str]) -> dict[str, Honest]:
    """Read these pages with what the rules need."""
    known, found = data.labels(folder), {}
    for stored in data.pages(folder):
        if stored["id"] in ids:
            row = known[stored["id"]]
            page = read(stored["html"], url=stored["url"])
            html = stored["html"].decode("utf-8", "replace")
            found[stored["id"]] = Honest(row["kind"], row["source"], html, page, page.page_type)
    return found


def row_of(called: np.ndarray, declined: np.ndarray) -> dict[str, Any]:
    """Count one slice; the share is of all its pages, as a corpus builder loses them."""
    count, number = int(called.sum()), len(called)
    return {
        "pages": number,
        "declined": int(declined.sum()),
        "pages_called_low": count,
        "called_low": round(count / number, 4) if number else 0.0,
        "interval": evaluation.wilson(count, number),
    }


def report(folder: Path, *, show_ids: bool) -> dict[str, Any]:
    """Cut the honest pages into slices and count in each who is called low."""
    labelled, rows, sums = held_out.held_out(folder)
    own = np.flatnonzero(labelled.low[rows] == 0)
    probability = 1.0 / (1.0 + np.exp(-sums["html"][own]))
    names = [labelled.ids[rows[i]] for i in own]
    pages = honest_pages(folder, set(names))
    declined = np.array([bool(reasons_to_abstain(pages[name].page)) for name in names])
    called = (probability >= LOW) & ~declined
    web = labelled.web[rows[own]]
    slices = {
        name: np.array([holds(pages[page]) for page in names]) for name, (_, holds) in RULES.items()
    }
    if show_ids:
        for i in np.flatnonzero(called):
            inside = ", ".join(name for name, chosen in slices.items() if chosen[i])
            print(f"{names[i]} {pages[names[i]].source:18} {probability[i]:.3f} {inside}")
    types = Counter(pages[name].page_type or "unknown" for name in names)
    by_type = {
        kind: np.array([(pages[name].page_type or "unknown") == kind for name in names])
        for kind in types
    }
    return {
        "threshold": LOW,
        "most": MOST,
        "most_in_a_slice": MOST_IN_A_SLICE,
        "all honest pages": row_of(called, declined),
        "web slice": row_of(called[web], declined[web]),
        "slices": {
            name: {"rule": RULES[name][0], **row_of(called[chosen], declined[chosen])}
            for name, chosen in slices.items()
        },
        "page types": {
            kind: row_of(called[chosen], declined[chosen]) for kind, chosen in by_type.items()
        },
    }


def main() -> None:
    """Count, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=data.data_folder())
    parser.add_argument("--ids", action="store_true", help="print the pages called low")
    options = parser.parse_args()
    found = report(options.data, show_ids=options.ids)
    print(f"called low at or above {found['threshold']}")
    named = {"all honest pages": found["all honest pages"], "web slice": found["web slice"]}
    for name, row in {**named, **found["slices"], **found["page types"]}.items():
        print(
            f"{name:30} {row['pages_called_low']:4} of {row['pages']:5}  {row['called_low']:.3f} "
            f"{row['interval']}  declined {row['declined']}"
        )
    path = data.DEFAULT / "honest.json"
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
