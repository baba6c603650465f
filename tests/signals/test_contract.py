"""What every signal promises, one test a promise, over all of `SIGNALS`."""

from __future__ import annotations

import doctest
import math
import pickle
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pages import any_text, documents, words
from sample_pages import Sample, read_samples

from pagequality.judge.vector import vector
from pagequality.reading import read, read_text
from pagequality.signals import NAMED_FAMILIES, NAMES, SIGNALS, wording
from pagequality.signals.base import ACCUSE, EITHER
from pagequality.signals.both_ways import BOTH_WAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.page.page import Page
    from pagequality.signals.base import Signal

URL = "https://www.example.com/news/2024/best-beans-7.html?ref=x"
EMPTY = ("", "   \n", "<p></p>", "<html><body></body></html>", "<!-- nothing -->")
WRITTEN = [signal for signal in SIGNALS if signal.family != "wording"]
"""The signals whose functions are written down; those of ``wording`` are made from a table."""
each_signal = pytest.mark.parametrize("signal", SIGNALS, ids=[signal.name for signal in SIGNALS])


@pytest.fixture(scope="session")
def pages() -> list[Page]:
    """Every sample page, read as HTML and as the text that a reader would copy from it."""
    found = []
    for sample in read_samples():
        page = read(sample.html, url=URL)
        found += [page, read_text(page.text, title=page.title), read_text(page.main_text)]
    return found


def broken_promises(signals: Iterable[Signal], page: Page) -> list[str]:
    """Signals whose value on a page is no float, infinite or out of their range."""
    found = []
    for signal in signals:
        value = signal.function(page)
        inside = math.isnan(value) or signal.low <= value <= signal.high
        if type(value) is not float or not inside:
            found.append(f"{signal.name}: {value!r} not in [{signal.low}, {signal.high}]")
    return found


@each_signal
def test_values_are_floats_in_range(signal: Signal, pages: list[Page]) -> None:
    """On every sample page the value is a float within the declared range, or unknown."""
    assert [found for page in pages for found in broken_promises([signal], page)] == []


@each_signal
def test_the_range_means_something(signal: Signal) -> None:
    """A range has a finite length."""
    assert math.isfinite(signal.low)
    assert math.isfinite(signal.high)
    assert signal.low < signal.high


@each_signal
@pytest.mark.parametrize("html", EMPTY)
def test_an_empty_page_is_handled(signal: Signal, html: str) -> None:
    """A page without text gives a value, read as HTML or as text."""
    assert broken_promises([signal], read(html)) == []
    assert broken_promises([signal], read_text("")) == []


@each_signal
def test_the_function_is_documented(signal: Signal) -> None:
    """A docstring gives a defining sentence and a source."""
    assert re.match(r"\S.*?[.?]$", signal.definition, re.DOTALL), "no first sentence"
    assert "Source:" in (signal.function.__doc__ or "")


@pytest.mark.parametrize("signal", WRITTEN, ids=[signal.name for signal in WRITTEN])
def test_the_docstring_has_examples(signal: Signal) -> None:
    """An ordinary and an empty page show what the function gives."""
    examples = doctest.DocTestParser().get_examples(signal.function.__doc__ or "")
    calls = [example.source for example in examples if f"{signal.name}(" in example.source]
    assert len(calls) >= 2, "needs an ordinary and an empty page as examples"
    assert any('read("")' in call or 'read_text("")' in call for call in calls) or any(
        example.want.strip() == "nan" for example in examples
    ), "no example of an empty page or an unknown value"


def test_a_family_made_from_a_table_has_examples() -> None:
    """Its module shows one of its functions on an ordinary and an empty page."""
    examples = doctest.DocTestParser().get_examples(wording.__doc__ or "")
    shown = [(example.source, example.want.strip()) for example in examples]
    assert any("body_wording(read_text(" in call and want == "True" for call, want in shown)
    assert ('body_wording(read_text(""))\n', "nan") in shown


@each_signal
def test_the_row_is_filled_in(signal: Signal) -> None:
    """The table gives a source, and a phrase that completes "this page has ..."."""
    assert signal.source.strip()
    assert signal.phrase.strip()
    assert not signal.phrase.endswith(".")


@each_signal
def test_the_function_can_be_sent_to_workers(signal: Signal) -> None:
    """It is a plain function of a module, so that it survives pickling."""
    assert pickle.loads(pickle.dumps(signal.function)) is signal.function  # noqa: S301 - our own


def test_what_speaks_for_either_side_says_why() -> None:
    """A signal points one way, or the table says on which honest pages it is usual, too."""
    either = {signal.name for signal in SIGNALS if signal.speaks == EITHER}
    assert set(BOTH_WAYS) == either
    assert all(why.endswith(".") for why in BOTH_WAYS.values())


def test_stuffing_never_excuses() -> None:
    """Lists of keys, titles of many parts and strings of places speak for no page."""
    stuffing = ("title_parts", "meta_keywords", "place_mentions", "keyword_lists")
    assert {signal.speaks for signal in SIGNALS if signal.name in stuffing} == {ACCUSE}


def test_names_are_unique() -> None:
    """No two signals share a name, and the vector's names are theirs."""
    assert len(set(NAMES)) == len(NAMES) == len(SIGNALS)
    assert list(NAMES) == [signal.name for signal in SIGNALS]


def test_there_are_enough_signals() -> None:
    """At least 45 signals, and each of the four known families has some."""
    assert len(SIGNALS) >= 45
    known = ["boilerplate", "headline_mismatch", "template_noise", "speculation"]
    assert list(NAMED_FAMILIES) == known
    assert set(known) <= {signal.family for signal in SIGNALS}


def test_values_are_the_same_every_time(sample: Sample) -> None:
    """Reading a page twice gives the same vector, bit for bit."""
    first, second = (vector(read(sample.html, url=URL)) for _ in range(2))
    assert first.tobytes() == second.tobytes()


@given(documents, st.none() | any_text | st.just(URL))
def test_any_page_keeps_the_promises(html: str, url: str | None) -> None:
    """On pages that hypothesis makes, read as HTML, every signal keeps its range."""
    assert broken_promises(SIGNALS, read(html, url=url)) == []


@given(st.lists(words | any_text, max_size=12).map("\n".join), st.none() | any_text)
def test_any_text_keeps_the_promises(text: str, title: str | None) -> None:
    """On any plain text every signal keeps its range."""
    assert broken_promises(SIGNALS, read_text(text, title=title)) == []
