"""The report of a corpus: from scores to figures, and from figures to HTML, JSON or a frame."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic

from pagequality.reports.corpus_page import corpus_page
from pagequality.reports.figures import Counted, figures, made
from pagequality.reports.rows import scores_of
from pagequality.reports.sheet import dated
from pagequality.reports.threshold import threshold_of
from pagequality.tabular.frames import Frame, make
from pagequality.tabular.schema import Column
from pagequality.text.html import tag
from pagequality.text.visible import json_text
from pagequality.views.parts import cut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pagequality.judge.model import Model
    from pagequality.reports.sites import Roll

_FRAME: Final = (
    Column("part", "text", "of the report, such as histogram or sites"),
    Column("name", "text", "what the figure is of, such as a site"),
    Column("measure", "text", "what was counted or measured"),
    Column("value", "number", "the figure"),
)
_COMMAND: Final = 4000
"""Characters of a command that are shown."""
_NAMES: Final = ("name", "site", "topic", "state", "code", "model", "from", "threshold", "url")
"""Keys that name a row, in the order in which they are looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class CorpusReport(Generic[Frame]):
    """What a file of scores says of a corpus.

    Attributes:
        figures: every figure as plain values.
    """

    figures: dict[str, Any]
    _like: Any = None

    def to_html(self) -> str:
        """Return the report as one file of HTML, less than 2 MB whatever the corpus."""
        return corpus_page(self.figures)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the figures as JSON, in which nothing of a page steers a terminal."""
        return json_text(self.figures, indent=indent)

    def to_frame(self) -> Frame:
        """Return the figures as a frame, one a row: part, name, measure and value.

        The frame is of the type of the scores that were given; a pyarrow table for files.
        """
        frame: Frame = make(_FRAME, [*_rows("corpus", self.figures)], like=self._like)
        return frame

    def __repr__(self) -> str:
        found = self.figures
        names = ", ".join(alert["name"] for alert in found["alerts"]) or "none"
        return f"<CorpusReport {found['judged']} of {found['pages']} pages judged, alerts: {names}>"

    def _repr_html_(self) -> str:
        """Show the alerts in a notebook; the whole report is a file of its own."""
        alerts = (
            tag("li", tag("b", alert["name"]), ": ", alert["told"], " ", alert["advice"])
            for alert in self.figures["alerts"]
        )
        return tag("div", tag("p", repr(self)), tag("ul", *alerts))


def corpus_report(  # noqa: PLR0913 - each keyword is one plain choice of the caller's
    scores: Any,
    *,
    roll: Roll,
    threshold: float | None = None,
    model: Model | None = None,
    before: Any = None,
    when: date | None = None,
) -> CorpusReport[Any]:
    """Make a report of scores; see `pagequality.corpus_report`.

    Args:
        scores: files or a frame.
        roll: judges the sites.
        threshold: from which on a page is dropped; that which is kept with the files without it.
        model: that gave the scores, if it is at hand.
        before: scores to compare with.
        when: the day on which the report is made.
    """
    given = scores_of(scores)
    low, whence = threshold_of(threshold, given.names)
    earlier = None if before is None else Counted(scores_of(before), roll, threshold=low)
    counted = Counted(given, roll, threshold=low)
    found = figures(counted, model=model, before=earlier)
    how = made(given, command=_command(given.names, before, threshold=low), when=dated(when))
    like = None if given.names else scores
    return CorpusReport({**found, "threshold_from": whence, **how}, like)


def _command(names: tuple[str, ...], before: Any, *, threshold: float) -> str:
    """Return what to type to make a report again."""
    if not names:
        return f"pagequality.corpus_report(scores, threshold={threshold!r})"
    parts = ["pagequality", "report", *names, "--threshold", repr(threshold)]
    if before is not None:
        parts += ["--compare", str(before)]
    return cut(shlex.join([*parts, "-o", "report.html"]), _COMMAND)


def _rows(part: str, value: Any, name: str = "") -> Iterator[tuple[str, str, str, float]]:
    """Yield every number below a value, with the names of where it stands."""
    if isinstance(value, list):
        for row in value:
            yield from _rows(part, row, name)
        return
    if not isinstance(value, dict):
        return
    own = next((str(value[key]) for key in _NAMES if key in value and part != "corpus"), "")
    name = "; ".join(filter(None, (name, own)))
    for key, cell in value.items():
        if isinstance(cell, (dict, list)):
            inner = key if part == "corpus" else f"{part}.{key}"
            yield from _rows(inner, cell, name)
        elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
            yield part, name, key, float(cell)
