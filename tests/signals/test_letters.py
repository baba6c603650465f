"""What the signals of letters promise."""

from __future__ import annotations

from math import isnan

from planted import chosen, told, words

from pagequality.reading import read_text
from pagequality.signals.cliche import machine_cliches
from pagequality.signals.letters import disguised_words, lookalike_letters

HIDING = "Whеn іt соmеs tо knives"


def test_lookalike_letters_is_a_share_of_the_main_words() -> None:
    """Four disguised words of twenty, those around the content left out."""
    content = f"<main>{HIDING} {words(15)}</main>"
    assert lookalike_letters(chosen(f"<nav>Веst knіvеs</nav>{content}")) == 0.2
    assert lookalike_letters(chosen(f"<nav>Best</nav><main>{words(20)}</main>")) == 0.0


def test_disguised_words_are_read_all_the_same() -> None:
    """A stock phrase is one in whatever letters, and is quoted as it is written."""
    page = read_text(f"{HIDING} {words(15)}")
    assert machine_cliches(page) == 50.0
    assert told(disguised_words(page)) == [(page.text, "look-alike letters")]


def test_no_words_no_share() -> None:
    """Unknown without words."""
    assert isnan(lookalike_letters(read_text("")))
