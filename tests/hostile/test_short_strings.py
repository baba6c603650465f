"""Titles, class names and links that were made to cost much: time grows no faster than they do."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

import pagequality as pq
from pagequality.learned.template_noise import line_scores

if TYPE_CHECKING:
    from collections.abc import Callable

PROSE = "".join(
    f"<p>This is an ordinary sentence about beans and gardens number {number} that people share."
    for number in range(12)
)
FACTOR = 3.2
"""Twice the size may take so many times as long: twice, and room for a busy machine."""
SMALL = 0.05
"""Seconds that say nothing of growth."""


def titled(piece: str) -> Callable[[int], str]:
    """A page whose title repeats a piece and ends in a letter."""
    return lambda size: f"<title>{piece * size}x</title>{PROSE}"


def many_words(size: int) -> str:
    """A title of different words."""
    return f"<title>{' '.join(f'w{number:x}' for number in range(size))}</title>{PROSE}"


def many_hosts(size: int) -> str:
    """Links to different hosts in prose."""
    links = (f"<a href='https://h{i}.example/'>beans</a> grow well there " for i in range(size))
    return f"{PROSE}<p>{''.join(links)}"


def seconds(page: str) -> float:
    """Processor time of a score."""
    start = time.process_time()
    pq.score(page)
    return time.process_time() - start


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (titled("."), 20_000),
        (titled(":"), 20_000),
        (titled("RT "), 20_000),
        (titled("@#"), 20_000),
        (titled("https://x "), 10_000),
        (many_words, 20_000),
        (many_hosts, 4000),
    ],
    ids=["dots", "colons", "reposts", "marks", "links", "words", "hosts"],
)
def test_time_grows_no_faster_than_the_page(make: Callable[[int], str], size: int) -> None:
    """Twice the repetitions take about twice the time, whatever is repeated."""
    seconds(make(10))
    once, twice = seconds(make(size)), min(seconds(make(2 * size)) for _ in range(2))
    assert twice < max(once, SMALL) * FACTOR


def test_class_names_that_grow_in_lower_case_mark_their_own_element() -> None:
    """A capital dotted I is two characters in lower case; hints stay where they are."""
    odd = pq.read(f'{PROSE}<ul class="{"İ" * 40}"><li>x</ul><ul class="menu"><li>y</ul>')
    plain = pq.read(f'{PROSE}<ul class="{"I" * 40}"><li>x</ul><ul class="menu"><li>y</ul>')
    assert line_scores(odd).kind.tolist() == line_scores(plain).kind.tolist()
    assert pq.score(f'{PROSE}<ul class="{"İ" * 6}nav"><li>x</ul>') >= 0
