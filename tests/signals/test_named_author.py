"""What named_author promises: a person is a name, and an address or an account is none."""

from __future__ import annotations

from math import isnan

import pytest

from pagequality.reading import read, read_text
from pagequality.signals.trust import named_author


def _by(author: str, text: str = "Beans grow slowly.") -> float:
    """What a page says whose head names this author."""
    return named_author(read(f"<meta name=author content='{author}'><p>{text}</p>"))


@pytest.mark.parametrize(
    "address",
    [
        "https://garden.example/ada pea",
        "http://www.garden.example/ada",
        "HTTPS://GARDEN.EXAMPLE/ADA PEA",
    ],
)
def test_named_author_is_no_address(address: str) -> None:
    """A link to a profile names nobody; a byline in the text still does."""
    assert _by(address) == 0.0
    assert _by(address, "Written by Ada Pea. Beans grow slowly.") == 1.0


def test_named_author_tells_a_person_from_an_account() -> None:
    """Two names are a person; one word, or a role, is half of one; nobody is none."""
    assert _by("Ada Pea") == 1.0
    assert _by("gardener77") == 0.5
    assert _by("Admin") == 0.5
    assert _by("") == 0.0


def test_named_author_finds_a_byline_in_plain_text() -> None:
    """Both names of a byline begin with a capital; a page without words is unknown."""
    assert named_author(read_text("Beans\nWritten by Ada Pea\nBeans grow slowly.")) == 1.0
    assert named_author(read_text("Beans are eaten by slugs and snails.")) == 0.0
    assert isnan(named_author(read("<meta name=author content='Ada Pea'>")))
