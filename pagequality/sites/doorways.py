"""Doorways: one page over and over, with a place, a name or a product swapped.

Most of a page's sentences stand on other pages, too, once names, numbers and the words of its title
are left out; they sell or advise; and what was left out changes nothing else, for the page has
hardly a number of its own. A branch library repeats itself, too, but has its own telephone and its
hours, a race its own day and course; a data sheet speaks to nobody. What is not known to be prose
for a reader accuses nobody, and neither do fewer than `FEWEST` pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.sites.verdict import Finding, Quote
from pagequality.text.sets import MOST
from pagequality.text.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.page.sketch import Sketch
    from pagequality.sites.marks import PageMark

FEWEST: Final = 4
"""Pages that must be of one mould."""
_OFTEN: Final = 3
"""A sentence on so many pages is repeated."""
_PROSE: Final = 80
_ADDRESSING: Final = 0.02
_OWN: Final = 0.12
"""A page of which more of the numbers are on no other page has something of its own."""
_NEARLY_ALL, _MOSTLY, _HALF = 0.75, 0.6, 0.5
_SEVERAL: Final = 3
_MUCH: Final = 400
_COMMON: Final = 0.5
_SWAPPED: Final = 5
_VARIANTS: Final = frozenset(
    "red orange yellow green blue purple violet pink brown black white grey gray silver gold navy "
    "teal beige cream small medium large xl xxl xs s m l cotton wool linen silk leather steel oak "
    "pine glass left right single double king queen matt matte gloss".split()
)
"""Words that tell variants of one thing: a shop may have a page for each."""
_PLACE: Final = re.compile(r"\b(?:in|near|around|across|serving)\s+\S|,\s*[A-Z]{2}\b")
_PRODUCT: Final = re.compile(
    r"\b(?:buy|price|prices|cost|cheap|best|review|reviews|vs)\b", re.IGNORECASE
)


class Repetition(NamedTuple):
    """How a page repeats its neighbours.

    Attributes:
        share: of its sentences that stand on at least two other pages, names and numbers apart.
        swapped: how many of these are worded otherwise elsewhere.
        own: the share of its numbers that no other page has.
        figures: how many such numbers.
    """

    share: float
    swapped: int
    own: float
    figures: int


class Doorways(NamedTuple):
    """Pages that are one page with words swapped.

    Attributes:
        pages: which of the compared pages, by number.
        share: of the compared pages.
        words: what was swapped, page by page.
        kind: ``place``, ``product`` or ``name``: what the words seem to be.
    """

    pages: tuple[int, ...] = ()
    share: float = 0.0
    words: tuple[str, ...] = ()
    kind: str = ""


NONE: Final = Doorways()


def repetitions(sketches: Sequence[Sketch]) -> list[Repetition]:
    """Return how each page repeats the others."""
    reach = min(
        (sketch.moulds[-1] for sketch in sketches if len(sketch.moulds) == MOST),
        default=1 << 32,
    )
    known = [
        {mould: whole for mould, whole in zip(sketch.moulds, sketch.wordings, strict=True)
         if mould <= reach}
        for sketch in sketches
    ]  # fmt: skip
    pages = Counter(mould for moulds in known for mould in moulds)
    wordings = defaultdict(set)
    for moulds in known:
        for mould, whole in moulds.items():
            wordings[mould].add(whole)
    figures = Counter(figure for sketch in sketches for figure in sketch.numbers)
    found = []
    for sketch, moulds in zip(sketches, known, strict=True):
        again = [mould for mould in moulds if pages[mould] >= _OFTEN]
        swapped = sum(len(wordings[mould]) > 1 for mould in again)
        own = sum(figures[figure] == 1 for figure in sketch.numbers)
        found.append(Repetition(
            len(again) / max(1, len(moulds)), swapped, own / max(1, len(sketch.numbers)), own
        ))  # fmt: skip
    return found


def find(marks: Sequence[PageMark]) -> Doorways:
    """Return the doorways among the pages that were sketched."""
    sketches = [mark.sketch for mark in marks if mark.sketch is not None]
    if len(sketches) < FEWEST:
        return NONE
    repeated = repetitions(sketches)
    sure = [
        i for i, sketch in enumerate(sketches)
        if _for_readers(sketch) and _is_doorway(sketch, repeated[i])
    ]  # fmt: skip
    if len(sure) < FEWEST:
        return NONE
    pages = [
        i for i, sketch in enumerate(sketches)
        if i in sure or (_for_readers(sketch) and repeated[i].share >= _HALF)
    ]  # fmt: skip
    titles = [sketches[i].heading or sketches[i].title for i in pages]
    words = swapped_words(titles)
    if len(set(words)) < FEWEST or all(_is_variant(word) for word in words):
        return NONE
    return Doorways(tuple(pages), len(pages) / len(sketches), words, _kind(titles))


def _for_readers(sketch: Sketch) -> bool:
    """Whether a page is prose that speaks to somebody."""
    return sketch.prose >= _PROSE and sketch.addressing >= _ADDRESSING * sketch.prose


def _is_doorway(sketch: Sketch, repeated: Repetition) -> bool:
    """Whether a page repeats others so far that what differs is swapped."""
    if repeated.figures > 1 and repeated.own > _OWN:
        return False
    return (
        (repeated.share >= _NEARLY_ALL and repeated.swapped > 0)
        or (repeated.share >= _HALF and repeated.swapped >= _SEVERAL)
        or (repeated.share >= _MOSTLY and repeated.share * sketch.prose >= _MUCH)
    )


def swapped_words(titles: Sequence[str]) -> tuple[str, ...]:
    """Return the words of each title that most of the others do not have.

    >>> swapped_words(["Chimney sweep in Ames", "Chimney sweep in Troy", "Chimney sweep in Rome"])
    ('ames', 'troy', 'rome')
    """
    split = [words_of(title) for title in titles]
    pages = Counter(word for words in split for word in set(words))
    common = max(1.0, _COMMON * len(titles))
    return tuple(" ".join(word for word in words if pages[word] <= common) for words in split)


def _is_variant(words: str) -> bool:
    return all(word in _VARIANTS for word in words.split())


def _kind(titles: Sequence[str]) -> str:
    """Guess what is swapped from how most titles speak of it."""
    for kind, form in (("place", _PLACE), ("product", _PRODUCT)):
        if sum(form.search(title) is not None for title in titles) > _COMMON * len(titles):
            return kind
    return "name"


def finding(marks: Sequence[PageMark], found: Doorways) -> Finding:
    """Say which words change, with the beginnings of two pages."""
    sketched = [(mark, mark.sketch) for mark in marks if mark.sketch is not None]
    words = list(dict.fromkeys(word for word in found.words if word))[:_SWAPPED]
    quotes = tuple(
        Quote(mark.url, sketch.opening) for mark, sketch in (sketched[i] for i in found.pages[:2])
    )
    sentence = (
        f"{len(found.pages)} of {len(sketched)} pages are one page with a {found.kind} swapped: "
        f"{', '.join(words)}"
    )
    return Finding("doorways", found.share, sentence, quotes)
