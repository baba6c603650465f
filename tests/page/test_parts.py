"""Parts of a page: hosts and sites of addresses, and blocks as columns."""

from __future__ import annotations

import pytest

from pagequality.page.blocks import BlockTable
from pagequality.page.site import host_of, site_of
from pagequality.reading import read


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.plot.example/beans/may?x=//soil.example/", "www.plot.example"),
        ("http://plot.example", "plot.example"),
        ("//cdn.plot.example/a.js", "cdn.plot.example"),
        ("/beans/may", ""),
        ("beans.html", ""),
        ("", ""),
        (f"http://{'a' * 245}.example", f"{'a' * 245}.example"),
        (f"http://{'a' * 246}.example", ""),
    ],
)
def test_a_host_stands_between_the_slashes(url: str, host: str) -> None:
    """The host ends at the path; an address without one has none."""
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.plot.example/a.b/c", "plot.example"),
        ("https://a.b.c.Plot.EXAMPLE/", "plot.example"),
        ("http://plot.example", "plot.example"),
        ("/beans.may/", ""),
        ("", ""),
        (f"http://{'a.' * 200}plot.example/", ""),
    ],
)
def test_sub_domains_and_letter_case_are_of_one_site(url: str, site: str) -> None:
    """A site is what its sub-domains share."""
    assert site_of(url) == site


def test_a_table_is_as_long_as_its_blocks() -> None:
    """All columns have one entry a block, and so has the table."""
    table = read("<p>Beans</p><p>Soil</p><p>Water</p>").table
    assert isinstance(table, BlockTable)
    assert len(table) == len(table.tag) == len(table.start) == len(table.broken) == 3
    assert table.start.tolist() == [0, 6, 11]
    assert table.end.tolist() == [5, 10, 16]
