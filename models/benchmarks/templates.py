"""One text in many templates, by the shipped judge: what it says should hardly move.

Invented texts, honest and low, stand in six invented templates each; the page that this project
started from stands in the templates of honest pages of the wild and the web slice. None of the
texts taught anything; the honest pages did, and taught that their templates are honest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from models.benchmarks.template_swap import swapped_page
from models.data import labels, pages
from models.places import SEEDS, write_report
from pagequality.judge.scorer import shipped_scorer
from pagequality.judge.verdict import LOW
from pagequality.reading import read
from pagequality.reading.decode import decode

if TYPE_CHECKING:
    from pathlib import Path

EXAM: Final = SEEDS / "exam"
_TEMPLATES: Final = 70
_SEED: Final = 2026


def text_of(path: Path) -> tuple[str, str]:
    """Return the title and the content markup of an invented text."""
    head, _, content = path.read_text(encoding="utf-8").partition("\n")
    return head.removeprefix("<title>").removesuffix("</title>"), content


def in_invented_templates() -> dict[str, dict[str, float]]:
    """Return the probability of every text in every template, by the names of their files."""
    scorer = shipped_scorer()
    table: dict[str, dict[str, float]] = {}
    for path in sorted((EXAM / "texts").glob("*.html")):
        title, content = text_of(path)
        for template in sorted((EXAM / "templates").glob("*.html")):
            html = template.read_text(encoding="utf-8")
            page = html.replace("{title}", title).replace("{content}", content)
            table.setdefault(path.stem, {})[template.stem] = round(scorer.score(page), 4)
    return table


def in_honest_templates(folder: Path) -> dict[str, Any]:
    """Return what becomes of the project's first page in templates of honest pages."""
    title, _, text = (folder / "seed_page.txt").read_text(encoding="utf-8").partition("\n")
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    html = f"<title>{title}</title><body><h1>{title}</h1>{lines}"
    seed, scorer = (html, read(html)), shipped_scorer()
    chances = []
    for stored in _honest(folder):
        template = (decode(stored["html"]).text, read(stored["html"], url=stored["url"]))
        page = swapped_page(seed, template)
        if page:
            chances.append(scorer.score(page, url=stored["url"]))
    known = np.array(chances)
    return {
        "as_plain_text": round(scorer.analyze_text(text, title=title).probability, 4),
        "templates": len(known),
        "median": round(float(np.nanmedian(known)), 4),
        "share_above_half": round(float((known >= 0.5).mean()), 4),
        "share_called_low": round(float((known >= LOW).mean()), 4),
    }


def _honest(folder: Path) -> list[dict[str, Any]]:
    """Draw honest pages that have a main element, one a site."""
    known = labels(folder)
    usual = ("wild:", "wcxb", "mixed")
    names = [name for name, row in known.items()
             if row["low"] == "0" and row["source"].startswith(usual)]  # fmt: skip
    drawn: dict[str, str] = {}
    for i in np.random.default_rng(_SEED).permutation(len(names)):
        drawn.setdefault(known[names[i]]["site"], names[i])
    wanted = set(list(drawn.values())[:_TEMPLATES])
    return [stored for stored in pages(folder) if stored["id"] in wanted]


def report(folder: Path) -> dict[str, Any]:
    """Return both tables, and the extremes of the first."""
    table = in_invented_templates()
    honest = [max(row.values()) for name, row in table.items() if name.startswith("honest")]
    farm = [min(row.values()) for name, row in table.items() if name.startswith("farm")]
    return {
        "invented": table,
        "honest_at_most": max(honest),
        "farm_at_least": min(farm),
        "first_page": in_honest_templates(folder),
    }


def run(data: Path) -> None:
    """Score, print, write."""
    found = report(data)
    for name, row in found["invented"].items():
        print(f"{name:28}", "  ".join(f"{key} {value:.2f}" for key, value in row.items()))
    print(found["first_page"])
    write_report("templates", found)
