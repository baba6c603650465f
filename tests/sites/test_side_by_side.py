"""What pages show beside each other, on invented pages whose shares are known."""

from __future__ import annotations

import math

import pytest

import pagequality as pq
from pagequality.sites import side_by_side
from pagequality.sites.marks import PageMark
from pagequality.text.sets import resemblance

NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()


def text(start):
    """Return prose of which each sentence is of its own."""
    words = [f"{word}{start}" for word in NUMBERS]
    return " ".join(f"The {' '.join(words[n : n + 6])} boats came back." for n in range(6))


def page(number, *, body=None, title=None, author="", day="2024-05-01", around="", headings=()):  # noqa: PLR0913 - a page has many parts
    """Return an invented page."""
    parts = "".join(f"<h2>{heading}</h2><p>{text(number)}</p>" for heading in headings)
    return (
        f"<html><head><title>{title or f'Page {number}'}</title>"
        f"<meta name='author' content='{author}'>"
        f"<meta property='article:published_time' content='{day}T08:00:00Z'></head><body><main>"
        f"<h1>{title or f'Boats {NUMBERS[number]}'}</h1><p>{body or text(number)}</p>{parts}</main>"
        f"<footer>{around}</footer></body></html>"
    )


def compared(pages):
    """Return what some pages show side by side, and their marks."""
    marks = [
        PageMark(number, f"https://a.example/{number}", 0.0, sketch=pq.sketch(pq.read(html), html))
        for number, html in enumerate(pages)
    ]
    return side_by_side.compare(marks), marks


def test_near_copies_are_found_with_words_of_two_pages():
    """Of four pages two are copies; their beginnings are quoted."""
    found, marks = compared([page(0), page(1), page(2), page(5, body=text(0))])
    assert found["near_duplicates"].share == 0.5
    told = {one.name: one for one in side_by_side.findings(marks, found)}
    quotes = told["near_duplicates"].quotes
    assert {quote.url for quote in quotes} == {"https://a.example/0", "https://a.example/3"}
    assert quotes[0].text == quotes[1].text
    assert told["near_duplicates"].sentence.startswith("50%")


def test_pages_of_their_own_repeat_nothing():
    """Neither copies nor outlines nor names."""
    found, _ = compared([page(number) for number in range(4)])
    assert found["near_duplicates"].share == 0.0
    assert found["one_author"].share != found["one_author"].share


def test_one_author_and_one_day():
    """Three of four pages are signed alike; all are of one day."""
    names = ("admin", "admin", "admin", "Ann Lee")
    found, _ = compared([page(n, author=name) for n, name in enumerate(names)])
    assert found["one_author"].share == 0.75
    assert found["unnamed_author"].share == 0.75
    assert found["one_day"].share == 1.0


def test_the_same_headings_are_an_outline():
    """Names in the headings may differ."""
    headings = ("What it is", "How it works", "Why you need it")
    found, _ = compared([page(number, headings=headings) for number in range(3)])
    assert found["same_outline"].share == 1.0
    assert found["titles_alike"].share == 0.5


def test_too_few_pages_show_nothing():
    """Two pages may be alike by chance; without sketches nothing is known."""
    found, marks = compared([page(0), page(0)])
    assert all(math.isnan(one.share) for one in found.values())
    assert side_by_side.findings(marks, found) == ()
    assert side_by_side.compare([PageMark(1, "", 0.0)]).keys() == set(side_by_side.NAMES)


@pytest.mark.parametrize(("one", "other", "share"), [
    ((1, 2), (1, 2), 1.0), ((1, 2), (3, 4), 0.0), ((1, 2, 3, 4), (3, 4, 5, 6), 1 / 3),
    ((), (1,), 0.0),
])  # fmt: skip
def test_resemblance_is_exact_for_small_sets(one, other, share):
    """Members in both, of all members."""
    assert resemblance(one, other) == pytest.approx(share)
    assert resemblance(other, one) == pytest.approx(share)


def test_resemblance_of_large_sets_is_estimated():
    """From the smallest hashes of two sets of which a half is common."""
    one, other = range(0, 3000, 2), range(0, 3000, 3)
    kept = [tuple(sorted(hash_of(n) for n in members))[:48] for members in (one, other)]
    assert resemblance(*kept) == pytest.approx(500 / 2000, abs=0.15)


def hash_of(number):
    """Return a number that has nothing to do with this one."""
    return (number * 2654435761 + 12345) % (1 << 32)
