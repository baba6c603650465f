"""What only pages side by side show: text, headings, titles, dates and names that come back.

Each measure is a share in [0, 1] of what was compared, and unknown where fewer than `FEWEST` pages
can be compared. None accuses by itself: honest sites have templates, series and one author, too.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.sites.verdict import Finding, Quote
from pagequality.text.sets import resemblance
from pagequality.text.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from pagequality.page.sketch import Sketch
    from pagequality.sites.marks import PageMark

FEWEST: Final = 3
"""Pages of which something must be known before it is compared."""
_TWIN: Final = 0.5
"""Two pages that have so much of their runs of words in common are near duplicates."""
_SAME_OUTLINE: Final = 0.8
_FEWEST_HEADINGS: Final = 3
_SHOWN: Final = 0.2
"""A finding is shown to people from this share on."""
_NOBODY: Final = frozenset(("admin", "administrator", "editor", "staff", "author", "webmaster"))
_DAY: Final = 10
"""Characters of a date that name the day."""


class Pair(NamedTuple):
    """Two compared pages, and how much they have in common."""

    alike: float
    one: int
    other: int


class Measured(NamedTuple):
    """A share, and the two pages that show it best."""

    share: float
    pair: Pair | None = None


UNKNOWN: Final = Measured(math.nan)


class Measure(NamedTuple):
    """Something to compare: what it is called, how it is found and shown, and said to a person."""

    name: str
    find: Callable[[Sequence[Sketch]], Measured]
    shown: Callable[[Sketch], str]
    sentence: str


def _twins(
    sketches: Sequence[Sketch], field: Callable[[Sketch], Collection[int]], least: float
) -> Measured:
    """Return the share of pages that have another one so much alike."""
    known = [i for i, sketch in enumerate(sketches) if field(sketch)]
    if len(known) < FEWEST:
        return UNKNOWN
    pairs = [
        Pair(resemblance(field(sketches[i]), field(sketches[j])), i, j)
        for i, j in combinations(known, 2)
    ]
    alike = [pair for pair in pairs if pair.alike >= least]
    having = {page for pair in alike for page in pair[1:]}
    return Measured(len(having) / len(known), max(alike, default=None))


def _near_duplicates(sketches: Sequence[Sketch]) -> Measured:
    return _twins(sketches, lambda sketch: sketch.shingles, _TWIN)


def _same_outline(sketches: Sequence[Sketch]) -> Measured:
    outlined = [sketch for sketch in sketches if len(sketch.headings) >= _FEWEST_HEADINGS]
    if len(outlined) < FEWEST:
        return UNKNOWN
    return _twins(sketches, lambda sketch: sketch.headings, _SAME_OUTLINE)


def _repeated(fields: Sequence[Collection[object]], least: float) -> Measured:
    """Return what share of their members is on at least so many of the pages, on average."""
    known = [set(members) for members in fields if members]
    if len(known) < FEWEST:
        return UNKNOWN
    pages = Counter(member for members in known for member in members)
    often = max(2.0, least * len(known))
    shares = [sum(pages[member] >= often for member in own) / len(own) for own in known]
    return Measured(sum(shares) / len(shares))


def _foremost(values: Sequence[str]) -> Measured:
    """Return the share of the commonest value among those that are known."""
    known = [value for value in values if value]
    if len(known) < FEWEST:
        return UNKNOWN
    return Measured(Counter(known).most_common(1)[0][1] / len(known))


def _titles_alike(sketches: Sequence[Sketch]) -> Measured:
    return _repeated([words_of(sketch.heading) for sketch in sketches], 0.5)


def _unnamed(sketches: Sequence[Sketch]) -> Measured:
    known = [sketch.author.strip().lower() for sketch in sketches if sketch.author.strip()]
    if len(known) < FEWEST:
        return UNKNOWN
    return Measured(sum(author in _NOBODY for author in known) / len(known))


def _day(published: str) -> str:
    return published[:_DAY] if published[:4].isdigit() else ""


MEASURES: Final = (
    Measure("near_duplicates", _near_duplicates, lambda sketch: sketch.opening,
            "{share} of the pages are near copies of another page of the site"),
    Measure("repeated_sentences", lambda pages: _repeated([page.moulds for page in pages], 0.3),
            lambda sketch: sketch.opening,
            "{share} of the sentences stand on other pages, too, names and numbers apart"),
    Measure("template_lines", lambda pages: _repeated([page.lines for page in pages], 0.5),
            lambda sketch: sketch.title,
            "{share} of what stands around the content is on most pages"),
    Measure("same_outline", _same_outline, lambda sketch: sketch.heading,
            "{share} of the pages have the headings of another page"),
    Measure("titles_alike", _titles_alike, lambda sketch: sketch.heading,
            "{share} of the words of headlines are on most pages"),
    Measure("one_author", lambda pages: _foremost([page.author for page in pages]),
            lambda sketch: sketch.author, "one name stands on {share} of the signed pages"),
    Measure("unnamed_author", _unnamed, lambda sketch: sketch.author,
            "{share} of the signed pages are signed by a role, not a person"),
    Measure("one_day", lambda pages: _foremost([_day(page.published) for page in pages]),
            lambda sketch: sketch.published, "{share} of the dated pages are of one day"),
    Measure("shared_targets", lambda pages: _repeated([page.domains for page in pages], 0.3),
            lambda sketch: sketch.title,
            "{share} of the sites that the content links to are those of other pages"),
    Measure("shared_images", lambda pages: _repeated([page.images for page in pages], 0.0),
            lambda sketch: sketch.title, "{share} of the images are on other pages, too"),
    Measure("shared_names", lambda pages: _repeated([page.names for page in pages], 0.0),
            lambda sketch: sketch.title,
            "{share} of the names in the content are on other pages, too"),
)  # fmt: skip
NAMES: Final = tuple(measure.name for measure in MEASURES)


def compare(marks: Sequence[PageMark]) -> dict[str, Measured]:
    """Return every measure of the pages that were sketched, unknown ones included."""
    sketches = [mark.sketch for mark in marks if mark.sketch is not None]
    if len(sketches) < FEWEST:
        return dict.fromkeys(NAMES, UNKNOWN)
    return {measure.name: measure.find(sketches) for measure in MEASURES}


def findings(marks: Sequence[PageMark], found: dict[str, Measured]) -> tuple[Finding, ...]:
    """Return what is worth showing, with words of two pages."""
    sketched = [(mark, mark.sketch) for mark in marks if mark.sketch is not None]
    told = []
    for measure in MEASURES:
        share, pair = found[measure.name]
        if share >= _SHOWN:
            pages = [] if pair is None else [sketched[pair.one], sketched[pair.other]]
            quotes = tuple(Quote(mark.url, measure.shown(sketch)) for mark, sketch in pages)
            sentence = measure.sentence.format(share=f"{share:.0%}")
            told.append(Finding(measure.name, share, sentence, quotes))
    return tuple(told)
