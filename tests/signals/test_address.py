"""What the signals of the page's address promise, on addresses counted by hand."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import pytest

from pagequality.reading import read, read_text
from pagequality.signals.address import (
    SIGNALS,
    address_digits,
    address_repeats_title,
    slug_words,
)

if TYPE_CHECKING:
    from pagequality.signals.base import Signal

each_signal = pytest.mark.parametrize("signal", SIGNALS, ids=[signal.name for signal in SIGNALS])
TITLE = "<title>Runner beans, leeks and peas</title>"
ADDRESS = "https://www.leeks9.example/garden/2024/grow-runner-beans-7?page=12-3#top-of-page"
"""The path has 32 characters, 5 of them digits."""
KNOWN = {
    slug_words: 4.0,
    address_digits: 5 / 32,
    address_repeats_title: 2 / 4,
}
"""What each signal says of `ADDRESS` under `TITLE`, whose words are runner, beans, leeks, peas."""


@each_signal
def test_the_path_is_read_without_host_query_and_fragment(signal: Signal) -> None:
    """Host, query and fragment add no word, no digit, no part and no title word."""
    assert signal.function(read(TITLE, url=ADDRESS)) == KNOWN[signal.function]
    bare = "http://a.example/garden/2024/grow-runner-beans-7"
    assert signal.function(read(TITLE, url=bare)) == KNOWN[signal.function]


@each_signal
def test_the_address_of_plain_text_is_as_good(signal: Signal) -> None:
    """With an address and a title, plain text leaves nothing unknown here."""
    page = read_text("Sow them in May.", title="Runner beans, leeks and peas", url=ADDRESS)
    assert signal.function(page) == KNOWN[signal.function]


@each_signal
def test_the_canonical_address_stands_in_for_a_missing_one(signal: Signal) -> None:
    """Without an address the page's own statement of it is read; a given address goes first."""
    stated = f"{TITLE}<link rel=canonical href='{ADDRESS}'><p>Sow them in May."
    other = stated.replace(ADDRESS, "https://a.example/1")
    assert signal.function(read(stated)) == KNOWN[signal.function]
    assert signal.function(read(other, url=ADDRESS)) == KNOWN[signal.function]


@each_signal
@pytest.mark.parametrize("url", [None, "", "https://a.example", "https://a.example/", "http://[x"])
def test_an_address_without_a_path_is_unknown(signal: Signal, url: str | None) -> None:
    """No address, a home page's and a broken one tell nothing, which is not zero."""
    assert isnan(signal.function(read(TITLE, url=url)))
    assert isnan(signal.function(read_text("Sow them in May.", title="Beans", url=url)))


def test_slug_words_counts_the_last_part_alone() -> None:
    """Hyphens further up do not count, and a slash at the end hides nothing."""
    assert slug_words(read("", url="https://a.example/a-b-c-d/beans")) == 1.0
    assert slug_words(read("", url="https://a.example/beans/a-b-c-d/")) == 4.0


def test_slug_words_stops_at_twenty() -> None:
    """A longer query in the address adds words, up to twenty."""
    assert slug_words(read("", url="https://a.example/" + "x-" * 18 + "x")) == 19.0
    assert slug_words(read("", url="https://a.example/" + "x-" * 30 + "x")) == 20.0


def test_address_digits_grows_with_every_digit() -> None:
    """Digits in place of letters raise the share; a path of letters has none."""
    assert address_digits(read("", url="https://a.example/abc")) == 0.0
    assert address_digits(read("", url="https://a.example/ab3")) == 0.25
    assert address_digits(read("", url="https://a.example/123")) == 0.75


def test_address_repeats_title_counts_content_words_once() -> None:
    """Function words of the title promise nothing; case and repetition change nothing."""
    title = "<title>The beans and the BEANS of Peas</title>"
    assert address_repeats_title(read(title, url="https://a.example/the-and-of")) == 0.0
    assert address_repeats_title(read(title, url="https://a.example/Beans/beans")) == 0.5
    assert address_repeats_title(read(title, url="https://a.example/beans-peas")) == 1.0


def test_address_repeats_title_is_unknown_without_a_title() -> None:
    """A headline is no title: a page without one, or with function words alone, is unknown."""
    url = "https://a.example/beans"
    assert isnan(address_repeats_title(read("<h1>Beans</h1>", url=url)))
    assert isnan(address_repeats_title(read("<title>The and of</title>", url=url)))
