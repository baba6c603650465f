"""What is said of a site: frozen values that need nothing else to be read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from pagequality.text.visible import json_text, plain

Label = Literal["low", "mixed", "honest", "undecided"]
Step = Literal["low", "honest", "go on"]
UNKNOWN: Final = math.nan


class Example(NamedTuple):
    """A page that shows something: its address, and its own probability of being low."""

    url: str
    probability: float


class SiteTopic(NamedTuple):
    """Something that speaks against several pages of a site.

    Attributes:
        name: of the topic or signal.
        pages: how many of the compared pages it accuses.
        contribution: what it adds to their log-odds, on average.
        examples: the pages that it accuses most.
    """

    name: str
    pages: int
    contribution: float
    examples: tuple[Example, ...]


class Quote(NamedTuple):
    """Words of one page."""

    url: str
    text: str


class Finding(NamedTuple):
    """Something that only pages side by side show.

    Attributes:
        name: what it is, such as ``near_duplicates``.
        share: of the compared pages it holds for, in [0, 1].
        sentence: the same for a person.
        quotes: of two pages, where there are words to show.
    """

    name: str
    share: float
    sentence: str
    quotes: tuple[Quote, ...] = ()


class Section(NamedTuple):
    """A part of a site, by its host or by how its paths begin.

    Attributes:
        name: host and path, such as ``blog.garden.example/shop/``.
        pages: how many of the compared pages it has.
        probability: that it is low, taken alone.
        label: as of a site.
    """

    name: str
    pages: int
    probability: float
    label: Label


@dataclass(frozen=True, slots=True)
class SiteVerdict:
    """The judgement of one site.

    Attributes:
        site: the registrable domain, or what the caller named it.
        probability: that it is low, calibrated for as many low sites as honest ones, in [0, 1];
            ``nan`` before a page was judged.
        interval: where that would lie if all its pages were seen, 95 times of 100.
        label: ``low``, ``mixed``, ``honest`` or ``undecided``.
        decision: of the sequential test: ``low``, ``honest`` or ``go on``.
        pages: how many were seen.
        judged: how many of them were judged.
        compared: how many of them the verdict rests on: at most `sample.KEPT`.
        pages_needed: how many more the test expects to need if they are like those seen; 0 when
            it has decided, nothing where more of the same would never decide; no more than the
            budget leaves.
        topics: what speaks against its pages, most pages first.
        terms: what the log-odds of that probability are the sum of.
        findings: what only pages side by side show.
        sections: its parts, where they differ.
        not_judged: why pages were not judged, with their number.
    """

    site: str
    probability: float
    interval: tuple[float, float]
    label: Label
    decision: Step
    pages: int
    judged: int
    compared: int
    pages_needed: int | None
    topics: tuple[SiteTopic, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    findings: tuple[Finding, ...] = ()
    sections: tuple[Section, ...] = ()
    not_judged: tuple[tuple[str, int], ...] = ()

    @property
    def rank(self) -> tuple[float, float, str]:
        """What sites are sorted by: those surest to be low first, unjudged ones last.

        >>> first = SiteVerdict("a.example", 0.9, (0.7, 1.0), "low", "low", 9, 9, 9, 0)
        >>> last = SiteVerdict("b.example", UNKNOWN, (0.0, 1.0), "undecided", "go on", 1, 0, 0, 5)
        >>> first.rank < last.rank
        True
        """
        known = -1.0 if math.isnan(self.probability) else self.probability
        return (-known, -self.interval[0], self.site)

    @property
    def examples(self) -> tuple[Example, ...]:
        """The pages that its topics show, each once."""
        return tuple(dict.fromkeys(page for topic in self.topics for page in topic.examples))

    def to_dict(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers; what is unknown becomes ``None``."""
        return plain(self)  # type: ignore[no-any-return]

    def to_json(self, *, indent: int | None = None) -> str:
        """Return `to_dict` as JSON, in which nothing of a page steers a terminal."""
        return json_text(self.to_dict(), indent=indent)
