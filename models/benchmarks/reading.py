"""Write verdicts out for a strict reader: pages of sites that the judge never saw.

Twenty low and twenty honest pages of the wild slice, one a site, drawn by chance from a fold of
whole sites other than the one that is counted, each with its address, its headline, the beginning
of its text and the verdict as ``pagequality explain`` writes it. They are other people's pages, so
the files lie in the cache. What the reader calls their topics goes into ``labels/topics.csv``;
``labels/TOPICS.md`` has the criteria.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from models.benchmarks.reasons import judged
from models.data import pages
from models.places import cache_folder
from pagequality.reading import read
from pagequality.views import explain
from pagequality.views.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from models.benchmarks.reasons import Judged

FOLD: Final = 3
"""The fold that the present table was read from; whoever reads anew takes another."""
PAGES: Final = 20
_BEGINNING: Final = 2500
"""Characters of a page's text that are written out."""


def drawn(found: Iterable[Judged], chance: Random, most: int = PAGES) -> list[Judged]:
    """Draw some pages, one a site."""
    shuffled = list(found)
    chance.shuffle(shuffled)
    chosen: dict[str, Judged] = {}
    for page in shuffled:
        chosen.setdefault(_site(page), page)
    return list(chosen.values())[:most]


def _site(page: Judged) -> str:
    """The host of a page; a page without an address is a site of its own."""
    return page.url.split("/")[2] if "//" in page.url else page.id


def written(page: Judged, html: bytes) -> str:
    """Write a page and its verdict out."""
    known = read(html, url=page.url)
    verdict = explain(page.verdict, style=Style(), name=page.id)
    head = f"######## {page.id}\nURL {page.url}\nHEADLINE {known.headline}"
    text = f"== the beginning of its text\n{known.text[:_BEGINNING]}"
    return f"{head}\n\n{text}\n\n== the verdict\n{verdict}\n\n\n"


def run(data: Path) -> None:
    """Draw, and write a file of low pages and one of honest ones."""
    found, chance = list(judged(data, FOLD)), Random(f"{FOLD} reading")  # noqa: S311 - a draw
    folder = cache_folder() / "reading"
    folder.mkdir(parents=True, exist_ok=True)
    groups = {
        name: drawn((page for page in found if page.low == low), chance)
        for name, low in (("low", 1), ("honest", 0))
    }
    asked = {page.id for group in groups.values() for page in group}
    html = {stored["id"]: stored["html"] for stored in pages(data) if stored["id"] in asked}
    for name, group in groups.items():
        path = folder / f"{name}.txt"
        path.write_text("".join(written(page, html[page.id]) for page in group), "utf-8")
        print(f"{len(group)} {name} pages: {path}", flush=True)
