"""What callers give in place of a page, and addresses of any type."""

from __future__ import annotations

import math
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import pytest

import pagequality as pq
from pagequality.reading.source import address_of, advice_on, plain_status


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("https://mill.example/race?x=1", "address"),
        ("www.mill.example/race", "address"),
        ("page.html", "file name"),
        ("./crawl/2024/page 7.htm", "file name"),
        (r"C:\crawl\page.html", "file name"),
        ("pages.csv", "file name"),
    ],
)
def test_a_name_or_an_address_is_no_page(given: str, code: str) -> None:
    """It is told what should have been given, and `score` warns of it."""
    verdict = pq.analyze(given)
    assert verdict.abstained
    assert [notice.code for notice in verdict.notices] == [code]
    assert verdict.state.name == "not_html"
    with pytest.warns(UserWarning, match="give"):
        assert pq.score(given) != pq.score("<p>")
    assert pq.analyze_text(given).notices[-1].code == code


@pytest.mark.parametrize(
    "text", ["Tea", "Read page.html first.", "<p>https://a.example/", "a.html\nb.html", ""]
)
def test_a_page_that_names_one_is_a_page(text: str) -> None:
    """Words around it, markup or lines make it content."""
    assert advice_on(text) is None


def test_a_path_is_wrong_use() -> None:
    """The message says what to give instead."""
    with pytest.raises(TypeError, match="read_bytes"):
        pq.score(Path("page.html"))  # type: ignore[arg-type]


def test_html_given_as_text_is_noticed() -> None:
    """Tags in text are no words; a few in prose about tags are."""
    html = "<!doctype html><html><body>" + "<p>The mill race was cleared on Monday.</p>" * 9
    assert "markup" in [notice.code for notice in pq.analyze_text(html).notices]
    prose = "Write <p> where a paragraph begins and </p> where it ends. " * 2
    assert pq.analyze_text(prose).notices[0].code != "markup"


class Odd:
    """Something that cannot be made text."""

    def __str__(self) -> str:
        raise ValueError


def test_an_address_may_be_any_object() -> None:
    """With a useful ``str``; one that says nothing is no address."""
    for url in (urlsplit("https://mill.example/a"), "https://mill.example/a",
                b"https://mill.example/a"):  # fmt: skip
        assert pq.read("<p>Tea", url=url).url == "https://mill.example/a"
    assert address_of(PurePosixPath("/a/b")) == "/a/b"
    assert address_of(Odd()) == address_of(None) == ""


@pytest.mark.parametrize(
    "given",
    [
        None, True, math.nan, math.inf, 0, 7, 99, 600, 4040, "4040", "ok", "4x4", 404.5, [404],
        "\u0664\u0660\u0664",
    ],
)  # fmt: skip
def test_what_is_no_status_says_nothing(given: object) -> None:
    """A column of another meaning is not taken for one."""
    assert plain_status(given) is None


@pytest.mark.parametrize(
    "given", [404, 404.0, "404", "404.0", np.int16(404), np.float32(404), np.float64(404)]
)
def test_a_status_is_one_in_every_kind_of_number(given: object) -> None:
    """Parquet keeps a column in which one is missing as fractions, frames numbers of their own."""
    assert plain_status(given) == 404


PAGE = "<h1>Opening hours</h1>" + "<p>We bake at five in the morning, on Sundays at six.</p>" * 8


@pytest.mark.parametrize("given", [None, math.nan, pd.NA, pd.NaT, "", "done", np.float64("nan"), 0])
def test_an_unknown_status_accuses_no_page(given: Any) -> None:
    """Rows of frames hand on what stands where a value is missing."""
    assert pq.analyze(PAGE, status=given) == pq.analyze(PAGE)
    assert pq.read_text(PAGE, status=given).state == pq.read_text(PAGE).state
    assert pq.score(PAGE, status=given) == pq.score(PAGE)


@pytest.mark.parametrize("given", [404, 404.0, "404", np.int64(404), np.uint16(404)])
def test_a_status_is_read_as_in_files(given: Any) -> None:
    """Text and numbers of numpy are numbers, and told as such."""
    state = pq.analyze(PAGE, status=given).state
    assert state.name == "error"
    assert state.notice is not None
    assert state.notice.message.endswith("status 404")


def test_a_status_that_servers_made_up_is_an_error() -> None:
    """Some answer machines with 999."""
    assert pq.read(PAGE, status=999).state.name == "error"
