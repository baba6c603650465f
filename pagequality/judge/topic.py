"""What is said of one topic: frozen values that need nothing else to be read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pagequality.signals.topics import TITLES

if TYPE_CHECKING:
    from pagequality.page.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of the sum that gives the verdict.

    Attributes:
        signal: the signal's name.
        value: what was measured on this page.
        typical: its median on honest pages of this type.
        contribution: what it adds to the log-odds of low quality; negative speaks for the page.
        sentence: the same for a person.
        evidence: quotes that show it; no two reasons of a verdict share one.
        telling: whether the page differs from most honest ones, the way the contribution points.
    """

    signal: str
    value: float
    typical: float
    contribution: float
    sentence: str
    evidence: tuple[Evidence, ...] = ()
    telling: bool = True


@dataclass(frozen=True, slots=True)
class Topic:
    """What the signals of one topic say together.

    Attributes:
        name: one of `signals.topics.TOPICS`.
        contribution: the sum of what its signals add to the log-odds.
        without: the probability of low quality if nothing were known of this topic, in [0, 1].
        rarity: the share of honest pages of this type that it accuses at least as much: 1, or one
            of `judge.usual.SHARES`; ``nan`` where it does not accuse or nothing is known.
        reasons: its signals that matter, strongest first.
    """

    name: str
    contribution: float
    without: float
    rarity: float
    reasons: tuple[Reason, ...] = ()

    @property
    def title(self) -> str:
        """What it is called before people."""
        return TITLES[self.name]

    @property
    def sentence(self) -> str:
        """The sentence of the strongest telling signal that points where the topic does."""
        fitting = (
            reason.sentence for reason in self.reasons
            if reason.telling and (reason.contribution > 0) == (self.contribution > 0)
        )  # fmt: skip
        return next(fitting, "Much as on honest pages.")

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The quotes of its reasons, those of the strongest first."""
        return tuple(chain.from_iterable(reason.evidence for reason in self.reasons))

    @property
    def remainder(self) -> float:
        """What its signals that are too weak to be reasons add up to."""
        return self.contribution - sum(reason.contribution for reason in self.reasons)
