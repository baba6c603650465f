"""What honest pages have: how high signals and topics stand on them, type by type."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pagequality.learned.strict import number
from pagequality.signals.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagequality.judge.judgement import Judgement
    from pagequality.text.arrays import Floats

EVERY: Final = ""
"""The name of all types together."""
SHARES: Final = (0.5, 0.2, 0.1, 0.05, 0.025, 0.01)
"""The shares of honest pages that have as much or more, one a column; the first is the median."""
_FARTHEST: Final = 1e12


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """How high signals and topics stand on the honest pages of one type.

    Attributes:
        signals: a row a signal, a column one of `SHARES`: what that share of pages reaches.
        topics: the same of what topics add to the log-odds, a row one of `topics.TOPICS`.
        added: what each signal adds to the log-odds where it says nothing worth telling.
    """

    signals: Floats
    topics: Floats
    added: Floats

    def beyond(self, vector: Floats, judged: Judgement) -> Judgement:
        """Return a judgement that starts before anything is said of a page, its sum the same.

        What each signal adds is then what it says beyond such pages; the unknown adds nothing.
        """
        usual = np.where(np.isnan(vector), 0.0, judged.weight * self.added)
        return judged._replace(
            baseline=judged.baseline + float(usual.sum()),
            contributions=judged.contributions - usual,
        )

    def rarity(self, signal: int, value: float) -> float:
        """Return the share of honest pages that have at least as much of a signal.

        It is one of `SHARES`, the smallest that is reached, or 1; ``nan`` where none is known.
        """
        return _rarity(self.signals[signal].tolist(), value)

    def rarity_of_topic(self, topic: int, contribution: float) -> float:
        """Return the share of honest pages that a topic accuses at least as much."""
        return _rarity(self.topics[topic].tolist(), contribution)


def _rarity(reached: list[float], value: float) -> float:
    if math.isnan(value) or math.isnan(reached[0]):
        return math.nan
    passed = sum(value > one for one in reached)
    return SHARES[passed - 1] if passed else 1.0


def nothing_known(signals: int) -> Standing:
    """Return what is known of so many signals where nothing was measured."""
    size = len(SHARES)
    return Standing(
        np.full((signals, size), np.nan), np.full((len(TOPICS), size), np.nan), np.zeros(signals)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """What is usual on honest pages, by page type; `EVERY` holds all of them."""

    by_type: Mapping[str, Standing] = field(default_factory=dict)

    def of(self, page_type: str, signals: int) -> tuple[str, Standing]:
        """Return what is usual on a type, and of which; of all where the type is not known.

        Args:
            page_type: as `Page.page_type` has it.
            signals: how many signals a page has.
        """
        name = page_type if page_type in self.by_type else EVERY
        return name, self.by_type.get(name) or nothing_known(signals)

    def to_json(self) -> dict[str, Any]:
        """Return plain lists of numbers by type; ``nan`` becomes ``None``."""
        return {
            name: {
                "signals": _plain(standing.signals),
                "topics": _plain(standing.topics),
                "added": _plain(standing.added[:, None]),
            }
            for name, standing in self.by_type.items()
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], signals: int) -> Usual:
        """Read what `to_json` wrote; refuse tables that do not fit signals or topics."""
        return cls({
            str(name): Standing(
                _table(tables["signals"], (signals, len(SHARES))),
                _table(tables["topics"], (len(TOPICS), len(SHARES))),
                _table(tables["added"], (signals, 1))[:, 0],
            )
            for name, tables in data.items()
        })  # fmt: skip


def _plain(table: Floats) -> list[list[float | None]]:
    return [
        [None if math.isnan(value) else float(f"{value:.4g}") for value in row]
        for row in table.tolist()
    ]


def _table(rows: Any, shape: tuple[int, int]) -> Floats:
    known = [[math.nan if x is None else number(x, most=_FARTHEST) for x in row] for row in rows]
    table = np.array(known, float)
    if table.shape != shape:
        message = "a table of usual values does not fit its signals or topics"
        raise ValueError(message)
    return table
