"""Abstention: a page that cannot be judged says why, by a code and a sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
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


def codes(page: pq.Page) -> list[str]:
    """The codes of the reasons to abstain."""
    return [notice.code for notice in reasons_to_abstain(page)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Please enable JavaScript to view this page.", "script shell"),
        ("Loading...", "script shell"),
        ("Please log in to continue.", "wall"),
        ("Verify you are human", "wall"),
        ("Already a subscriber?", "wall"),
        ("404", "error page"),
        ("The page you were looking for is gone.", "error page"),
        ("Access denied", "error page"),
        ("This domain is for sale.", "error page"),
    ],
)
def test_a_dead_end_is_called_what_it_is(line: str, code: str) -> None:
    """Little text, and a line that only shells, walls and errors have."""
    assert codes(pq.read(f"<p>{line}</p>")) == [code]
    assert codes(pq.read(f"<title>{line}</title><h1>Beans</h1>{ROWS}")) == [code]
    assert codes(pq.read(f"<h1>Beans</h1>{ROWS}")) == []


def test_long_pages_may_speak_of_errors_and_walls() -> None:
    """From 220 words on a page is no dead end, whatever it says."""
    page = pq.read_text("Access denied: " + "beans grow well " * 73)
    assert page.visible_words == 221
    assert codes(page) == []
    assert codes(pq.read_text("Access denied: " + "beans grow well " * 72)) == ["error page"]


def test_the_first_dead_end_is_told_alone() -> None:
    """Scripts before walls before errors; nothing of too few words beside them."""
    shell, wall, error = "Enable JavaScript.", "Log in to continue.", "Access denied."
    assert codes(pq.read(f"<p>{error} {wall} {shell}")) == ["script shell"]
    assert codes(pq.read(f"<p>{error} {wall}")) == ["wall"]


def test_other_languages_are_not_judged() -> None:
    """A page surely in another language than English; doubtful ones are judged."""
    page = pq.read(f"<h1>Beans</h1>{ROWS}")

    def said(language: str, confidence: float) -> list[str]:
        return codes(replace(page, language=language, language_confidence=confidence))

    assert said("de", 0.4) == ["unsupported language"]
    assert said("de", 0.39) == said("en", 1.0) == said("", 1.0) == []
    (notice,) = reasons_to_abstain(replace(page, language="de", language_confidence=1.0))
    assert notice.message == "the page is in 'de'; the model knows English"


def test_how_few_words_are_too_few() -> None:
    """25 visible words are enough, and so are 18 of main content."""
    assert codes(pq.read_text("bean " * 24)) == ["too little text"]
    assert codes(pq.read_text("bean " * 25)) == []
    for words, told in ((17, ["too little text"]), (18, [])):
        page = pq.read_text("bean " * words + "\n" + "pea " * 20)
        assert codes(replace(page, is_main=np.array([True, False]))) == told


def test_an_empty_page_is_empty() -> None:
    """Nothing else is told of a page without text."""
    assert codes(pq.read("")) == codes(pq.read_text("")) == ["empty"]
