"""What the library says of a page: frozen values that need nothing else to be read."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.arguments import need_number
from pagequality.judge.doubt import doubt
from pagequality.judge.topic import Reason, Topic
from pagequality.page.evidence import Evidence
from pagequality.page.notice import Notice
from pagequality.page.page import shown
from pagequality.page.state import OK, PageState
from pagequality.text.visible import json_text, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LOW: Final = 0.7
"""A page of this probability or more is called low quality."""
HONEST: Final = 0.3
"""A page of this probability or less is called honest; between the two it is unclear."""


class PageText(NamedTuple):
    """The text of a page, and which of its lines are main content.

    Attributes:
        text: one block a line; quotes are found in it by their offsets.
        is_main: for each line whether it belongs to the main content.
    """

    text: str
    is_main: tuple[bool, ...]


NO_TEXT: Final = PageText("", ())


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Verdict:
    """The judgement of one page.

    Two verdicts are equal when they say the same, unknown values included.

    Attributes:
        probability: of low quality, calibrated, in [0, 1]; ``nan`` when abstained.
        abstained: the page cannot be judged; a notice says why.
        notices: what a reader should know, each a short code and a sentence.
        families: the four known families, each in [0, 1]; ``nan`` where unknown.
        signals: every signal by name; ``nan`` where unknown.
        topics: what each topic says, strongest first, merely statistical marks last.
        log_odds: of low quality; ``baseline`` and the topics' contributions add up to it.
        baseline: the log-odds before anything speaks for or against a page of this type.
        evidence: by family, quotes that show what was found on the page.
        url: where the page came from, if that was said.
        headline: what the page says it is about.
        language: its language code.
        page_type: what kind of page it seems to be.
        state: whether it has content at all, or is an error, a wall, a shell and so on.
        model: name and digest of the model.
        text: what the quotes are from; not part of what `to_dict` returns.
    """

    probability: float
    abstained: bool
    notices: tuple[Notice, ...]
    families: dict[str, float]
    signals: dict[str, float]
    topics: tuple[Topic, ...]
    log_odds: float
    baseline: float
    evidence: dict[str, tuple[Evidence, ...]]
    url: str = ""
    headline: str = ""
    language: str = ""
    page_type: str = ""
    state: PageState = OK
    model: str = ""
    text: PageText = NO_TEXT

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every signal that matters, whatever its topic, strongest first."""
        every = chain.from_iterable(topic.reasons for topic in self.topics)
        return tuple(sorted(every, key=lambda reason: -abs(reason.contribution)))

    @property
    def label(self) -> str:
        """The probability in words: ``low quality``, ``unclear``, ``honest`` or ``not judged``."""
        if self.abstained:
            return "not judged"
        if self.probability >= LOW:
            return "low quality"
        return "unclear" if self.probability > HONEST else "honest"

    @property
    def doubt(self) -> str:
        """Why to look at a page that is called low before acting on it; mostly empty."""
        return self.doubt_from(None)

    def doubt_from(self, threshold: float | None) -> str:
        """Return `doubt` for whoever calls pages low from another threshold on; see `is_low`."""
        return doubt(self.topics, low=self.is_low(threshold))

    def is_low(self, threshold: float | None = None) -> bool:
        """Whether to call the page low: false for a page that was not judged.

        Args:
            threshold: probability from which on, in (0, 1]; 0.7 when not given.

        Raises:
            TypeError: the threshold is no number.
            ValueError: it is out of range.
        """
        if threshold is not None:
            need_number("threshold", threshold)
        if threshold is not None and not 0.0 < threshold <= 1.0:
            message = f"threshold must lie between 0 and 1, not {threshold:g}"
            raise ValueError(message)
        return not self.abstained and self.probability >= (LOW if threshold is None else threshold)

    def to_dict(self) -> dict[str, Any]:
        """Return plain lists, dicts and numbers; what is unknown becomes ``None``.

        >>> nothing = Verdict(math.nan, True, (Notice("empty", "no text"),), {}, {}, (), 0, 0, {})
        >>> plain = nothing.to_dict()
        >>> plain["probability"], plain["doubt"], Verdict.from_dict(plain) == nothing
        (None, '', True)
        """
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        del values["text"]
        return {name: plain(value) for name, value in values.items()} | {"doubt": self.doubt}

    def to_json(
        self, *, indent: int | None = None, full: bool = False, when: date | None = None,
        threshold: float | None = None,
    ) -> str:  # fmt: skip
        """Return `to_dict` as JSON, in which nothing of the page steers a terminal.

        Args:
            indent: spaces a level; all on one line when not given.
            full: with all that the report (`to_html`) tells: the page's own text, who judged it
                and when, how far to trust it, how to object. `from_dict` takes it, too.
            when: the day on which the page was judged, for ``full``; today when not given.
            threshold: from which on the page is called low, for ``full``.
        """
        if not full:
            return json_text(self.to_dict(), indent=indent)
        figures = import_module("pagequality.reports.page_figures")
        text: str = figures.page_json(self, indent=indent, when=when, threshold=threshold)
        return text

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Verdict:
        """Make a verdict of what `to_dict` returned, or of its JSON.

        Raises:
            KeyError: something is missing.
        """
        values = {field.name: data[field.name] for field in fields(cls) if field.name != "text"}
        return cls(**values | {
            **{name: _number(data[name])
               for name in ("probability", "log_odds", "baseline")},
            **{name: {key: _number(value) for key, value in data[name].items()}
               for name in ("families", "signals")},
            "state": _state(data["state"]),
            "notices": tuple(Notice(*_fields(row, Notice)) for row in data["notices"]),
            "topics": tuple(map(_topic, data["topics"])),
            "evidence": {key: tuple(map(_quote, rows)) for key, rows in data["evidence"].items()},
        })  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return self.to_dict() == other.to_dict() if isinstance(other, Verdict) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.url, self.headline, self.model, self.label))

    def __repr__(self) -> str:
        told = "" if self.abstained else f" {self.probability:.3f}"
        why = f" ({'; '.join(notice.code for notice in self.notices[:3])})" if self.notices else ""
        parts = [f"{name}={shown(getattr(self, name))}" for name in ("headline", "url")]
        return f"<Verdict {self.label}{told}{why} {' '.join(parts)}>"

    def to_html(self, *, when: date | None = None, threshold: float | None = None) -> str:
        """Return a report of the page that can be sent: one file, without script or network.

        Args:
            when: the day on which the page was judged; today when not given.
            threshold: probability from which on it is called low, in place of the label.

        Raises:
            ValueError: the threshold is out of range.

        >>> nothing = Verdict(math.nan, True, (Notice("empty", "no text"),), {}, {}, (), 0, 0, {})
        >>> nothing.to_html().splitlines()[0]
        '<!doctype html>'
        """
        pages = import_module("pagequality.reports.page")
        report: str = pages.page_report(self, when=when, threshold=threshold)
        return report

    def _repr_html_(self) -> str:
        """Show the verdict in a notebook."""
        card: str = import_module("pagequality.views.notebook").card(self)
        return card


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _fields(row: Mapping[str, Any], kind: type[Notice | Evidence]) -> list[Any]:
    return [row[name] for name in kind._fields]


def _state(row: Mapping[str, Any]) -> PageState:
    told = row["notice"]
    notice = None if told is None else Notice(*_fields(told, Notice))
    return PageState(row["name"], row["quote"], notice)


def _quote(row: Mapping[str, Any]) -> Evidence:
    quote = Evidence(*_fields(row, Evidence))
    return quote._replace(cues=tuple((start, end) for start, end in quote.cues))


def _topic(row: Mapping[str, Any]) -> Topic:
    numbers = {name: _number(row[name]) for name in ("contribution", "without", "rarity")}
    return Topic(row["name"], **numbers, reasons=tuple(map(_reason, row["reasons"])))


def _reason(row: Mapping[str, Any]) -> Reason:
    numbers = {name: _number(row[name]) for name in ("value", "typical", "contribution")}
    evidence = tuple(map(_quote, row["evidence"]))
    return Reason(**{**row, **numbers, "evidence": evidence})
