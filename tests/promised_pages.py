"""Pages that keep a promise or do not, and what the checks say of them."""

from __future__ import annotations

from pagequality import read
from pagequality.learned.promises.delivery import Body
from pagequality.learned.promises.kinds import detailed
from pagequality.learned.promises.lexicon import split
from pagequality.learned.promises.model import body_measures, check
from pagequality.text.tokens import tokenise

FILLER = "It is important to find the right beans, and there are many of them to look at. "


NAMES = (
    "amber", "broad", "curly", "dwarf", "early", "fen", "green", "hardy", "islay", "jade",
    "kelp", "long", "mill", "north",
)  # fmt: skip


def passage(number: int) -> str:
    """A sentence of its own about a bean."""
    return (
        f"The {NAMES[number]} bean came up late behind our {NAMES[-number]} wall, and the hens of "
        f"the {NAMES[(3 * number) % 14]} farm had eaten most of it before the summer was over."
    )


def verdict(kind: str, headline: str, html: str) -> tuple[float, str]:
    """What the check of one kind says of a page."""
    page = read(f"<title>{headline}</title><h1>{headline}</h1>{html}")
    measured = body_measures(page, tokenise(headline))
    assert measured is not None
    found = check(detailed(kind, 1.0, split(headline)), Body.of(page, measured))
    return found.kept, found.found
