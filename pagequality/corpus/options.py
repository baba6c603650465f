"""How many pages are scored: where they stand, and what is kept of their verdicts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

from pagequality.arguments import need_flag, need_number, need_text
from pagequality.corpus.columns import Columns
from pagequality.judge.verdict import LOW
from pagequality.tabular.schema import Layout

TIME_LIMIT: Final = 20.0
"""Seconds that a page may take, unless told otherwise."""
LONGEST_TIME: Final = 2_500_000.0
"""Seconds that no system's timer is too small for: about a month."""


@dataclass(frozen=True, slots=True)
class ScoringOptions:
    """Options shared by corpora, frames, Spark, Ray and the command line.

    Attributes:
        html: column or key of the page; with ``text``, of its text.
        url: column or key of the address; need not be there.
        id: column or key of the page's name; need not be there.
        text: the pages are extracted text (a WET file, for one), not HTML.
        signals: add a column for each signal.
        explain: add the evidence as JSON.
        sketch: add what comparing pages of a site needs (`pagequality.sketch`).
        threshold: probability from which on a page is called low, in (0, 1]; without one it is
            that of `Verdict.is_low`.
        time_limit: seconds a page may take; nothing for no limit.

    Raises:
        TypeError: a name is no text, a number none, or a flag neither true nor false.
        ValueError: the threshold or the time limit is out of range.

    >>> ScoringOptions(threshold=0.9).threshold
    0.9
    >>> ScoringOptions(threshold=90)
    Traceback (most recent call last):
        ...
    ValueError: threshold must lie between 0 and 1, not 90
    """

    html: str = "html"
    url: str = "url"
    id: str = "id"
    text: bool = False
    signals: bool = False
    explain: bool = False
    sketch: bool = False
    threshold: float | None = None
    time_limit: float | None = TIME_LIMIT

    def __post_init__(self) -> None:
        for name in ("html", "url", "id"):
            need_text(name, getattr(self, name))
        for name in ("text", "signals", "explain", "sketch"):
            need_flag(name, getattr(self, name))
        for name in ("threshold", "time_limit"):
            if getattr(self, name) is not None:
                need_number(name, getattr(self, name))
        if self.threshold is not None and not 0.0 < self.threshold <= 1.0:
            message = f"threshold must lie between 0 and 1, not {self.threshold:g}"
            raise ValueError(message)
        if self.time_limit is not None and not 0.0 < self.time_limit <= LONGEST_TIME:
            message = (
                f"time_limit must be a positive number of seconds up to {LONGEST_TIME:.0f}, not "
                f"{self.time_limit:g}"
            )
            raise ValueError(message)

    @property
    def low_from(self) -> float:
        """The probability from which on a page is called low."""
        return LOW if self.threshold is None else self.threshold

    @property
    def columns(self) -> Columns:
        """Where tables and JSON objects keep the page."""
        return Columns(self.html, self.url, self.id)

    def layout(self, *, rejects: bool = False) -> Layout:
        """Return which columns a row has; ``rejects`` keeps the evidence of low pages."""
        return Layout(self.signals, self.explain, self.threshold, rejects, self.sketch)


def checked(options: Any) -> ScoringOptions:
    """Return options; a mapping of them is refused, and what to write in its place is said.

    >>> checked({"html": "body", "signals": True})
    Traceback (most recent call last):
        ...
    TypeError: options must be ScoringOptions, not dict: ScoringOptions(html=..., signals=...)
    """
    if isinstance(options, ScoringOptions):
        return options
    given = options if isinstance(options, dict) else {}
    told = ", ".join(f"{one.name}=..." for one in fields(ScoringOptions) if one.name in given)
    hint = f": ScoringOptions({told})" if told else ""
    message = f"options must be ScoringOptions, not {type(options).__name__}{hint}"
    raise TypeError(message)


DEFAULT_OPTIONS: Final = ScoringOptions()
