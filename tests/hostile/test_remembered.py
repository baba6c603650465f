"""What is remembered from page to page: nothing without a bound, for a crawl sees millions."""

from __future__ import annotations

import sys
from pathlib import Path

import pagequality as pq

PAGES = Path(__file__).parents[1] / "pages"


def remembered() -> dict[str, int]:
    """How much every memory without a bound holds, by the name of its function."""
    modules = [
        (name, module) for name, module in sys.modules.items()
        if name.split(".")[0] == "pagequality"
    ]  # fmt: skip
    return {
        f"{name}.{of}": kept.cache_info().currsize
        for name, module in modules
        for of, kept in list(vars(module).items())
        if hasattr(kept, "cache_info") and kept.cache_info().maxsize is None
    }


def judge(word: str) -> None:
    """Judge pages that were never seen before: this word stands in all their sentences."""
    for path in sorted(PAGES.glob("*.html")):
        html = (
            path.read_text("utf-8").replace(" the ", f" the {word} ").replace("<p>", f"<p>{word} ")
        )
        pq.analyze(html, url=f"https://{word}.example/{path.name}").to_json()


def test_no_page_is_remembered_for_good() -> None:
    """What is kept without a bound is the same after other pages with other words and addresses."""
    judge("first")
    before = remembered()
    judge("second")
    assert len(before) > 20
    assert remembered() == before
