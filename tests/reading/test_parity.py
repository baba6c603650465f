"""Both parsers, and a tree that somebody else has parsed, give the same page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from made_pages import tidy

from pagequality.judge.vector import vector
from pagequality.reading import read
from pagequality.reading.decode import decode

if TYPE_CHECKING:
    from sample_pages import Sample

    from pagequality.page.page import Page

pytest.importorskip("html5lib")


def assert_same(one: Page, two: Page) -> None:
    """Both pages have the same blocks, head, links and counts, and measure the same."""
    assert [block.text for block in one.blocks] == [block.text for block in two.blocks]
    assert one.blocks == two.blocks
    assert one.head == two.head
    assert one.markup.links == two.markup.links
    assert one.markup.elements == two.markup.elements
    assert np.array_equal(vector(one), vector(two), equal_nan=True)


def test_parsers_agree_on_sample_pages(sample: Sample) -> None:
    """``parser="bs4"`` gives the blocks that lexbor gives."""
    assert_same(read(sample.html), read(sample.html, parser="bs4"))


def test_a_tree_gives_the_same_page(sample: Sample) -> None:
    """A BeautifulSoup object built by html5lib gives the blocks that lexbor gives."""
    soup = pytest.importorskip("bs4").BeautifulSoup(decode(sample.html).text, "html5lib")
    one, two = read(sample.html), read(soup)
    assert [block.text for block in one.blocks] == [block.text for block in two.blocks]
    assert one.is_main.tolist() == two.is_main.tolist()
    assert one.head == two.head


@pytest.mark.parametrize("builder", ["html.parser", "lxml"])
def test_other_builders_come_close(sample: Sample, builder: str) -> None:
    """Trees of the lenient builders give the same visible words."""
    if builder == "lxml":
        pytest.importorskip("lxml")
    soup = pytest.importorskip("bs4").BeautifulSoup(decode(sample.html).text, builder)
    assert read(soup).text.split() == read(sample.html).text.split()


@given(tidy)
def test_parsers_agree_on_made_pages(html: str) -> None:
    """On pages with nothing broken both parsers give the same page."""
    assert_same(read(html), read(html, parser="bs4"))
