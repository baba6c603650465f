"""Many verdicts as a table for people: a line a page, written as they come."""

from __future__ import annotations

import math
import os.path
from collections import Counter
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from pagequality.views.parts import called
from pagequality.views.style import colour_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.judge.verdict import Verdict
    from pagequality.views.style import Style

_LETTERS: Final = {
    "boilerplate": "b",
    "headline_mismatch": "h",
    "template_noise": "n",
    "speculation": "s",
}
_LEFT: Final = 23
"""Characters before the page's name and after it, before the reason; the families are more."""
_WIDE: Final = 72
"""Narrower places have no room for the families."""
_EVEN: Final = 0.5
_FULL: Final = 0.995


class Table:
    """A table that needs to know beforehand only what the pages are called.

    >>> from pagequality.views.style import Style
    >>> print(Table(["a.html"], Style()).header().splitlines()[1])
    P(low)  verdict       b   h   n   s  page    strongest reason
    """

    def __init__(
        self, names: Iterable[str], style: Style, *, threshold: float | None = None
    ) -> None:
        self.style, self.threshold = style, threshold
        self.letters = _LETTERS if style.width >= _WIDE else {}
        self.left = _LEFT + 4 * len(self.letters)
        names = list(names)
        self.folder = _shared_folder(names)
        most = max((len(style.clean(self._short(name))) for name in names), default=4)
        self.name_width = max(4, min(most, (style.width - self.left) * 3 // 5))
        self.counts: Counter[str] = Counter()

    def header(self) -> str:
        """Return a legend and the names of the columns."""
        letters = [f"{letter} {name.replace('_', ' ')}" for name, letter in self.letters.items()]
        columns = "".join(f"{letter:>4}" for letter in self.letters.values())
        names = (
            f"P(low)  {'verdict':<11}{columns}  {'page':<{self.name_width}}  {self._reason_head}"
        )
        legend = wrap(f"{', '.join(letters)} (0 to 1)", self.style.width) if letters else []
        folder = self.style.cut(f"pages in {self.style.clean(self.folder)}", self.style.width)
        where = [folder] if self.folder else []
        return "\n".join([*where, *legend, self.style.paint(names, "bold")])

    @property
    def _reason_head(self) -> str:
        return self.style.cut("strongest reason", self._room)

    @property
    def _room(self) -> int:
        """How many characters are left for the reason."""
        return self.style.width - self.left - self.name_width

    def line(self, name: str, verdict: Verdict) -> str:
        """Return one page's line."""
        style, word = self.style, called(verdict, self.threshold)
        self.counts[word] += 1
        share = style.unknown if verdict.abstained else f"{verdict.probability:.3f}"
        families = "".join(f"{self._share(verdict, family):>4}" for family in self.letters)
        shown = _tail(style.clean(self._short(name)), self.name_width)
        start = f"{share:>6}  {style.paint(f'{word:<11}', colour_of(word))}{families}  "
        why = style.cut(style.clean(_why(verdict)), self._room)
        return f"{start}{shown:<{self.name_width}}  {why}"

    def summary(self) -> str:
        """Say how many pages got which verdict."""
        told = (f"{count} {word}" for word, count in sorted(self.counts.items()))
        total = self.counts.total()
        return f"{total} page{'s' * (total != 1)}: {', '.join(told)}"

    def _short(self, name: str) -> str:
        """Leave out the folder that all pages share."""
        return os.path.relpath(name, self.folder) if self.folder else name

    def _share(self, verdict: Verdict, family: str) -> str:
        score = verdict.families.get(family, math.nan)
        if verdict.abstained or math.isnan(score):
            return self.style.unknown
        return "1.0" if score >= _FULL else f"{score:.2f}"[1:]


def _shared_folder(names: list[str]) -> str:
    """Return the folder that several pages lie in, nothing if there is none to name."""
    try:
        return os.path.commonpath([Path(name).parent for name in names]) if names[1:] else ""
    except ValueError:  # absolute and relative paths have none
        return ""


def _tail(name: str, most: int) -> str:
    """Keep the end of a name that is too long: files differ there."""
    return name if len(name) <= most else "..." + name[len(name) - most + 3 :]


def _why(verdict: Verdict) -> str:
    """Return the strongest topic that speaks for the verdict, or why there is none.

    What accuses is shown by its first quote, which says more in a few words than a sentence about
    it would.
    """
    if verdict.abstained:
        return "; ".join(message for _, message in verdict.notices)
    against = verdict.probability >= _EVEN
    fitting = (topic for topic in verdict.topics if (topic.contribution > 0) == against)
    topic = next(fitting, None)
    if topic is None:
        return ""
    shown = topic.evidence[0] if against and topic.evidence else None
    if shown is None:
        return f"{topic.title}: {topic.sentence}"
    return f"{topic.title}: " + (f"“{shown.quote}”" if shown.is_quote else shown.quote)
