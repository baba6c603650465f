"""Verdicts written out for a strict reader: which pages are drawn, and what is shown of each."""

from __future__ import annotations

from random import Random

import pagequality as pq
from models.benchmarks import reading
from models.benchmarks.reasons import Judged

HTML = b"<h1>Beans of Skelby</h1><p>" + b"We sowed the beans in May, and it rained. " * 9


def judged(number: int, url: str) -> Judged:
    """A page with an address, and its verdict."""
    return Judged(f"page-{number}", url, 1, pq.analyze(HTML, url=url))


def chance() -> Random:
    """A draw that comes out alike."""
    return Random(1)  # noqa: S311 - a draw


def test_one_page_a_site_is_drawn():
    """However many a site has; pages without an address are sites of their own."""
    urls = [f"https://site{number % 3}.example/{number}" for number in range(9)]
    found = [judged(number, url) for number, url in enumerate([*urls, "", ""])]
    chosen = reading.drawn(found, chance())
    assert len({page.url.split("/")[2] for page in chosen if page.url}) == 3
    assert len(chosen) == 5
    assert reading.drawn(found, chance()) == chosen
    assert reading.drawn(found, chance(), most=2) == chosen[:2]


def test_a_page_is_written_out_with_its_verdict():
    """Address, headline, the beginning of the text, and what `explain` says."""
    told = reading.written(judged(7, "https://skelby.example/beans"), HTML)
    for part in ("######## page-7", "URL https://skelby.example/beans", "HEADLINE Beans of Skelby",
                 "We sowed the beans in May", "likely to be low-quality content"):  # fmt: skip
        assert part in told
    assert len(told) < 2500 + 3000
