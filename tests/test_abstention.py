"""Abstention: a page that cannot be judged says which of its words are too few."""

from __future__ import annotations

import pytest

import pagequality as pq
from pagequality.judge.abstention import reasons_to_abstain

LINE = "<p>Water the beans in the morning before the sun is high, said Ann Lee on Monday.</p>"
ROWS = "".join(f"<p>Row {row} of the beans was watered by Ann Lee on Monday.</p>" for row in "1234")


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>Hello", "1 visible words"),
        (f"<h1>Beans</h1>{LINE * 9}", "16 words of main content"),
    ],
)
def test_the_words_that_are_too_few_are_named(html: str, told: str) -> None:
    """Few visible words, or little main content: here one line over and over, which counts once."""
    (notice,) = reasons_to_abstain(pq.read(html))
    assert notice.code == "too little text"
    assert told in notice.message


def test_a_short_page_with_content_is_judged() -> None:
    """A few sentences that differ are enough."""
    assert not reasons_to_abstain(pq.read(f"<h1>Beans</h1>{ROWS}"))
