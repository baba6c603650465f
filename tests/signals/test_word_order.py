"""Values of lists of keywords known by hand."""

from __future__ import annotations

from itertools import product
from math import isnan

from planted import chosen, told
from story_pages import STORY

from pagequality.reading import read, read_text
from pagequality.signals.word_order import combined_blocks, keyword_lists

LISTED = ", ".join(
    f"{how} {who} {town}"
    for how, who, town in product(
        ("cheap", "best", "local"), ("plumber", "roofer"), ("Ware", "Ely", "Kew", "Hull")
    )
)
"""Twenty-four keywords of three words each, of nine different words."""
NUMBERS = " ".join(f"part {number}" for number in range(36))


def test_keyword_lists_are_a_share_of_the_words() -> None:
    """Of 144 main words half stand in the list, whatever stands around."""
    told_of = " ".join(" ".join(STORY).split()[:72])
    page = chosen(f"<nav>{LISTED}</nav><main><p>{told_of}</p><p>{LISTED}</p></main>")
    assert keyword_lists(page) == 0.5
    assert [kind for _, kind in told(combined_blocks(page))] == ["keyword list"]


def test_prose_and_parts_lists_are_none() -> None:
    """Prose has many different words, and so has a list of different parts."""
    assert keyword_lists(read_text(" ".join(STORY))) == 0.0
    assert keyword_lists(read_text(NUMBERS)) == 0.0


def test_short_lines_and_code_are_none() -> None:
    """A list line by line is a menu or a table; code says few words often."""
    assert keyword_lists(read_text(LISTED.replace(", ", "\n"))) == 0.0
    assert keyword_lists(chosen(f"<main><pre>{LISTED}</pre></main>")) == 0.0


def test_no_words_no_share() -> None:
    """Unknown without words."""
    assert isnan(keyword_lists(read("")))
    assert combined_blocks(read("")) == ()
