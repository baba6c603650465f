"""Doorways and honest pages that repeat themselves, told apart on invented sites."""

from __future__ import annotations

import pytest

import pagequality as pq
from models.sites.invented import DOORWAYS, HONEST
from pagequality.sites import doorways
from pagequality.sites.marks import PageMark
from pagequality.sites.tracker import SiteTracker


def marks(pages):
    """Return the marks of sketched pages."""
    return [
        PageMark(number, f"https://a.example/{number}", 0.0, sketch=pq.sketch(pq.read(page), page))
        for number, page in enumerate(pages)
    ]


@pytest.mark.parametrize("name", DOORWAYS)
def test_every_page_of_a_doorway_is_found(name):
    """A place, a trade or a product swapped in prose that sells."""
    found = doorways.find(marks(DOORWAYS[name]))
    assert found.share == 1.0


@pytest.mark.parametrize("name", HONEST)
def test_honest_pages_that_repeat_themselves_are_none(name):
    """They have hours, courses or sums of their own, are variants, or speak to nobody."""
    assert doorways.find(marks(HONEST[name])) == doorways.NONE


@pytest.mark.parametrize(
    ("name", "kind", "word"),
    [("a trade by town", "place", "ashcombe"), ("reviews of products", "product", "savik blender")],
)
def test_the_words_that_change_are_named(name, kind, word):
    """And what they seem to be."""
    found = doorways.find(marks(DOORWAYS[name]))
    assert found.kind == kind
    assert word in found.words


def test_few_pages_are_no_doorways():
    """Two or three pages alike are a coincidence, or a translation."""
    assert doorways.find(marks(DOORWAYS["a trade by town"][:3])) == doorways.NONE
    assert doorways.find([]) == doorways.NONE


def test_a_site_tells_its_doorways_with_words_of_two_pages():
    """The finding names the swapped words and quotes two pages; it accuses."""
    tracker, plain = SiteTracker(), SiteTracker()
    for number, html in enumerate(DOORWAYS["a trade by town"]):
        url = f"https://sweeps.example/{number}"
        verdict = pq.analyze(html, url=url)
        tracker.add(verdict, sketch=pq.sketch(pq.read(html, url=url), html))
        plain.add(verdict)
    verdict = tracker.verdict("sweeps.example")
    finding = verdict.findings[0]
    assert finding.name == "doorways"
    assert "with a place swapped" in finding.sentence
    assert any(f"{town}," in finding.sentence for town in ("harwick", "dunmere", "larkham"))
    assert len({quote.url for quote in finding.quotes}) == 2
    assert all("looking for a chimney sweep in" in quote.text for quote in finding.quotes)
    assert verdict.probability > plain.verdict("sweeps.example").probability
