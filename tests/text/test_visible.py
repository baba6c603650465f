"""Text of pages in terminals, tables and JSON: shown, and nothing more."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagequality.tabular.formats import csv_lines
from pagequality.text.visible import cell, cell_text, json_text, visible, whole

STEERING = "\x00\x07\x1b\x7f\x9b\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\U000e0041"
TEXTS = st.text(st.sampled_from([*STEERING, *"\ud800\udfff\n\r\t=+-@',\";a\\é"]) | st.characters())


def steers(text: str) -> bool:
    """Whether anything in a text does more than be read."""
    return any(mark in STEERING or 0xD800 <= ord(mark) < 0xE000 for mark in text)


@given(TEXTS)
def test_a_line_stays_a_line(text: str) -> None:
    """Whatever a name or a message holds, it is one line that steers nothing."""
    shown = visible(text)
    assert not steers(shown)
    assert len(shown.splitlines()) <= 1
    assert visible(shown) == shown


@given(TEXTS)
def test_a_cell_is_no_formula(text: str) -> None:
    """It begins with no sign that a spreadsheet computes on, and can be read back."""
    written = cell(text)
    assert not steers(written)
    assert written[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    if text == visible(text):
        assert cell_text(written) == text


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_row_of_csv_is_one_row(cells: list[str]) -> None:
    """Line ends, quotes and separators in cells make no new rows and no new cells."""
    written = csv_lines([tuple(cells)]).decode()
    (found,) = csv.reader(io.StringIO(written, newline=""))
    assert found == list(map(cell, cells))


@given(TEXTS)
def test_json_means_the_same(text: str) -> None:
    """What JSON holds is the text itself, with half characters written out."""
    written = json_text({"a": text})
    assert not steers(written)
    assert json.loads(written)["a"] == whole(text)
    written.encode()


@pytest.mark.parametrize("names", [("\udce9.html", "\udce8.html")])
def test_names_that_differ_differ(names: tuple[str, str]) -> None:
    """File names that are not UTF-8 stay apart wherever they are written."""
    for way in (visible, cell, whole, json_text):
        assert len({way(name) for name in names}) == 2
