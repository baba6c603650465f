"""Laws of quotes from a page: the addresses that are made of them lead to them."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from pagequality.page.evidence import Evidence
from pagequality.reading import read_text
from pagequality.signals.quotes import LONGEST, of_block

LONG = (
    "The ferryman rows from the church to the mill and back in {} at dawn, when the herons fish "
    "and the reeds stand black in the water, and whoever wants to cross the river with him has to "
    "ring the bell that hangs below the oak and wait until he has finished with his breakfast."
)
URL = "https://river.example/"


@pytest.mark.parametrize("more", ["May", "June", "March", "August", "October", "November"])
def test_an_address_holds_whole_words(more: str) -> None:
    """Wherever a long quote was cut, a browser finds the words that it is to look for."""
    text = LONG.format(more)
    found = of_block(read_text(text), 0, "long")
    assert LONGEST - 9 < len(found.quote) <= LONGEST
    first, last = unquote(found.link(URL).partition("text=")[2]).split(",")
    assert text.startswith(f"{first} ")
    assert f" {last} " in text


def test_what_was_not_cut_is_looked_for_as_it_is() -> None:
    """A short quote is whole; of one long word there is nothing better than its beginning."""
    whole = Evidence("The herons fish", "long", 0, "p", start=0)
    assert unquote(whole.link(URL)) == f"{URL}#:~:text=The herons fish"
    cut = Evidence("Heronheron\u2026", "long", 0, "p", start=0)
    assert unquote(cut.link(URL)) == f"{URL}#:~:text=Heronheron"
