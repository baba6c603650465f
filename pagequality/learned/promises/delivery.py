"""What became of a promise, and a page as the checks of promises see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.learned.promises.measures import MEASURES
from pagequality.page.memo import once

if TYPE_CHECKING:
    from pagequality.learned.promises.kinds import HeadlinePromise
    from pagequality.page.page import Page
    from pagequality.text.arrays import Floats, Hashes, Ints

KEPT, PARTLY, BROKEN, UNKNOWN = 1.0, 0.5, 0.0, float("nan")
HALF: Final = 0.5


def degree(points: float, some: float, all_of_it: float) -> float:
    """Kept from ``all_of_it`` points on, in part from ``some``.

    >>> [degree(points, 1, 3) for points in (0, 1, 2, 3)]
    [0.0, 0.5, 0.5, 1.0]
    """
    return KEPT if points >= all_of_it else PARTLY if points >= some else BROKEN


class Delivery(NamedTuple):
    """What became of one promise.

    Attributes:
        promise: what the headline promises.
        kept: 1 kept, 0.5 in part, 0 not kept, ``nan`` where it cannot be said.
        found: what was found or is missing, in words.
        block: a block of the page that shows it, or -1.
        counted: how many items were found, where items are promised.
    """

    promise: HeadlinePromise
    kept: float
    found: str
    block: int = -1
    counted: int | None = None


def said(promise: HeadlinePromise, otherwise: str) -> str:
    """Quote the words that promise, or say what is promised where the whole headline does."""
    return repr(promise.words) if promise.words else otherwise


def missing(shares: dict[str, float]) -> str:
    """Say what is missing, and what there is too little of: below a share of 1.

    >>> missing({"dates": 0, "names": 0.5, "prices": 3})
    'no dates found, little sign of names'
    """
    none = [name for name, share in shares.items() if not share]
    few = [name for name, share in shares.items() if 0 < share < 1]
    told = [f"no {' or '.join(none)} found"] if none else []
    return ", ".join([*told, f"little sign of {' or '.join(few)}"] if few else told)


class Body(NamedTuple):
    """A page as the checks see it: its measures by name, and its main content's words."""

    page: Page
    measured: dict[str, float]
    places: Ints
    words: Hashes

    @staticmethod
    def of(page: Page, row: Floats) -> Body:
        """Put a page beside its row of `MEASURES`."""
        places = page.body_places
        measured = dict(zip(MEASURES, row.tolist(), strict=True))
        return Body(page, measured, places, page.tokens.hash[places])

    def count(self, name: str) -> int:
        """Return a number that is measured by its logarithm."""
        return round(float(np.expm1(self.measured[name])))

    def at(self, word: int) -> int:
        """Return the block of a word of the body, by its number."""
        return int(self.page.block_at(self.page.tokens.start[self.places[word : word + 1]])[0])


@once
def body_sentences(page: Page) -> tuple[Ints, int]:
    """For each word of the body the number of its sentence, and how many there are."""
    number = np.searchsorted(
        page.sentences[0], page.tokens.start[page.body_places], side="right"
    ) - 1  # fmt: skip
    number = np.cumsum(np.diff(number, prepend=number[:1]) > 0)
    return number, int(number[-1]) + 1
