"""What a corpus report counts, row by row: its memory has a bound, whatever the corpus."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.reports.cells import text_of, topics_of
from pagequality.views.parts import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pagequality.reports.cells import Row, ToldTopic

EDGES: Final = tuple(place / 20 for place in range(21))
"""Where the bars of the histogram begin and end."""
NEAREST: Final = 20
"""Pages next to the threshold that are kept."""
SPEAKS: Final = 0.25
"""Log-odds from which on a topic accuses a page."""
OTHERS: Final = "(others)"
_SAMPLE: Final = 2000
"""Pages that drift is measured on."""
_KINDS: Final = 200
"""Different values of a column that are told apart."""
_CELL: Final = 200
"""Characters of a cell that are kept."""


class Near(NamedTuple):
    """A page near the threshold."""

    url: str
    id: str
    headline: str
    page_type: str
    probability: float
    doubt: str
    topics: tuple[ToldTopic, ...]


class WhyNot(NamedTuple):
    """Why pages were not judged: their state, and the notices or the error."""

    state: str
    told: str


@dataclass(slots=True)
class Group:
    """Judged pages of one type or language, and how many of them each topic accuses."""

    pages: int = 0
    low: int = 0
    topics: Counter[str] = field(default_factory=Counter)

    def add(self, topics: Iterable[ToldTopic], *, low: bool) -> None:
        """Count a page."""
        self.pages += 1
        self.low += low
        self.topics.update(topic.name for topic in topics if topic.contribution >= SPEAKS)


@dataclass(slots=True)
class Counts:
    """The tally of a corpus; see `take`.

    Attributes:
        threshold: probability from which on a page is dropped.
        called: the range in which the threshold of the file's own column ``low`` must lie.
    """

    threshold: float
    pages: int = 0
    judged: int = 0
    dropped: int = 0
    errors: int = 0
    nameless: int = 0
    doubted: int = 0
    total: float = 0.0
    kept_in: list[int] = field(default_factory=lambda: [0] * (len(EDGES) - 1))
    dropped_in: list[int] = field(default_factory=lambda: [0] * (len(EDGES) - 1))
    called: tuple[float, float] = (0.0, 1.0)
    why_not: Counter[WhyNot] = field(default_factory=Counter)
    notices: Counter[str] = field(default_factory=Counter)
    models: Counter[str] = field(default_factory=Counter)
    types: dict[str, Group] = field(default_factory=dict)
    languages: dict[str, Group] = field(default_factory=dict)
    examples: dict[WhyNot, str] = field(default_factory=dict)
    near: list[tuple[float, int, Near]] = field(default_factory=list)
    sample: list[dict[str, float]] = field(default_factory=list)
    _random: Random = field(default_factory=lambda: Random(0))  # noqa: S311 - no secret

    def take(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Count rows as they pass by."""
        for row in rows:
            self.pages += 1
            if row["probability"] is None:
                self._unjudged(row)
            else:
                self._judged(row, row["probability"])
            yield row

    def _unjudged(self, row: Row) -> None:
        error = text_of(row, "error")
        self.errors += bool(error)
        self.nameless += bool(error) and not (text_of(row, "url") or text_of(row, "id"))
        told = error.partition(":")[0] if error else text_of(row, "notices")
        why = WhyNot(cut(text_of(row, "state") or "no page", _CELL), cut(told, _CELL))
        why = why if why in self.why_not or len(self.why_not) < _KINDS else WhyNot(OTHERS, "")
        self.why_not[why] += 1
        self.examples.setdefault(why, cut(text_of(row, "url") or text_of(row, "id"), _CELL))

    def _judged(self, row: Row, chance: float) -> None:
        dropped = chance >= self.threshold
        self.judged += 1
        self.dropped += dropped
        self.total += chance
        self.doubted += bool(text_of(row, "doubt"))
        bars = self.dropped_in if dropped else self.kept_in
        bars[min(bisect_right(EDGES, chance), len(bars)) - 1] += 1
        self._called(row, chance)
        _count(self.models, cut(text_of(row, "model"), _CELL))
        for code in filter(None, text_of(row, "notices").split("; ")):
            _count(self.notices, cut(code, _CELL))
        topics = topics_of(row)
        for groups, name in ((self.types, "page_type"), (self.languages, "language")):
            _group(groups, cut(text_of(row, name), _CELL)).add(topics, low=dropped)
        self._keep_near(row, chance, topics)
        self._keep_sample(row)

    def _called(self, row: Row, chance: float) -> None:
        """Note between which probabilities the file's own calls change."""
        low, high = self.called
        if row.get("low") is True:
            self.called = low, min(high, chance)
        elif row.get("low") is False:
            self.called = max(low, chance), high

    def _keep_near(self, row: Row, chance: float, topics: tuple[ToldTopic, ...]) -> None:
        rank = (-abs(chance - self.threshold), -self.pages)
        if len(self.near) == NEAREST and rank < self.near[0][:2]:
            return
        short = tuple(topic._replace(sentence=cut(topic.sentence, _CELL)) for topic in topics)
        url, name, headline, kind, doubt = (
            cut(text_of(row, column), _CELL)
            for column in ("url", "id", "headline", "page_type", "doubt")
        )
        kept = (*rank, Near(url, name, headline, kind, chance, doubt, short))
        if len(self.near) < NEAREST:
            heapq.heappush(self.near, kept)
        else:
            heapq.heapreplace(self.near, kept)

    def _keep_sample(self, row: Row) -> None:
        """Keep each judged page with the same chance, so many of all."""
        place = self.judged - 1
        if place >= _SAMPLE:
            place = self._random.randrange(self.judged)
        if place < _SAMPLE:
            self.sample[place : place + 1] = [_numbers(row)]


def _numbers(row: Mapping[str, Any]) -> dict[str, float]:
    return {
        name: value
        for name, value in row.items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }


def _count(counter: Counter[str], key: str) -> None:
    """Count a value; values beyond a number are counted together."""
    counter[key if key in counter or len(counter) < _KINDS else OTHERS] += 1


def _group(groups: dict[str, Group], name: str) -> Group:
    known = name if name in groups or len(groups) < _KINDS else OTHERS
    return groups.setdefault(known, Group())
