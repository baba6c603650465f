"""Contributions to topics and sentences: what was seen, how much, against what is usual.

What is usual on one kind of page and not on another is merely statistical, and stands under
`topics.OTHER`. Every other signal has a topic of its own. Some accusations convince nobody: by the
lack of something, by a value that is usual on honest pages, or by what no words of the page show.
They may take back what excuses in their topic; beyond that they are statistical, too. So it is with
excuses that say no more than how a page sounds, or that its headline does not bait, and with an
"I" that is not the writer's: they only take back.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pagequality.judge.topic import Reason, Topic
from pagequality.judge.usual import EVERY, SHARES
from pagequality.learned.odds import sigmoid
from pagequality.signals import SIGNALS
from pagequality.signals.base import ACCUSE, EITHER, EXCUSE
from pagequality.signals.topics import OTHER, TOPICS, topic_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.judge.evidence import Quotes
    from pagequality.judge.judgement import Judgement
    from pagequality.judge.usual import Standing
    from pagequality.page.evidence import Evidence
    from pagequality.signals.base import Signal
    from pagequality.text.arrays import Flags, Floats, Ints

LEAST: Final = 0.03
"""A term smaller than this moves no probability by a percent."""
_QUOTES: Final = 3
"""Quotes of one topic."""
_RARE: Final = 0.05
"""What a larger share of honest pages has is usual: it accuses of nothing."""
_UNUSUAL: Final = SHARES.index(_RARE)
_PAGES: Final = {
    EVERY: "honest pages",
    "article": "honest articles",
    "service": "honest pages of services",
    "product": "honest product pages",
    "collection": "honest collections",
    "forum": "honest forum pages",
    "listing": "honest listings",
    "documentation": "honest pages of documentation",
}
_OTHER: Final = TOPICS.index(OTHER)
_HOME: Final = np.array([
    _OTHER if signal.speaks == EITHER else TOPICS.index(topic_of(signal)) for signal in SIGNALS
])  # fmt: skip
_NO_PRAISE: Final = frozenset(("wording", "headline_mismatch"))
_CIRCULAR: Final = np.array(
    [signal.family in _NO_PRAISE and signal.speaks != EITHER for signal in SIGNALS]
)
"""They are no praise: a page does not sound low or sounds honest, a bare name promises nothing."""
_PRAISES: Final = np.array(
    [signal.speaks == EXCUSE and signal.quote is not None for signal in SIGNALS]
)
"""What speaks for a page, and can be shown in its words."""
_TELLS: Final = (_HOME != _OTHER) & np.array(
    [signal.speaks == ACCUSE and bool(signal.quote or signal.shown_by) for signal in SIGNALS]
)

_NOTHING: Final = np.zeros(len(SIGNALS), bool)


class Measured(NamedTuple):
    """A page's signals, what they add, and what honest pages of its type have.

    Attributes:
        vector: the signals.
        judged: what each adds to the log-odds beyond what it adds on honest pages of its type.
        page_type: of what type the honest pages are, `EVERY` for all.
        standing: how high signals and topics stand on them.
    """

    vector: Floats
    judged: Judgement
    page_type: str
    standing: Standing


class Explainer:
    """Puts one page's contributions into words; shows no quote twice."""

    def __init__(self, page: Measured, quotes: Quotes) -> None:
        self._page = page
        self._quotes = quotes
        self._shown: set[str] = set()

    def topics(self) -> tuple[Topic, ...]:
        """Return what each topic says, strongest first, merely statistical marks last.

        Where stronger topics have shown all quotes of one that accuses, it is statistical, too.
        """
        page, added = self._page, self._page.judged.contributions
        told = tells(page.vector, added, page.standing)
        for i in np.flatnonzero(told).tolist():
            told[i] = bool(self._quotes.of(SIGNALS[i]))
        unshown = (added <= -LEAST) & _PRAISES
        for i in np.flatnonzero(unshown).tolist():
            unshown[i] = not self._quotes.of(SIGNALS[i])
        while True:
            homes = places(added, told, unshown)
            found = self._in_order(homes)
            mute = told & _are(homes, _unshown(found))
            if not mute.any():
                return found
            told &= ~mute

    def _in_order(self, homes: Ints) -> tuple[Topic, ...]:
        """Return the topics of signals that have their homes there."""
        self._shown.clear()
        added = self._page.judged.contributions
        total = sums(added, homes).tolist()
        strongest = sorted(range(len(TOPICS)), key=lambda i: (TOPICS[i] == OTHER, -abs(total[i])))
        speaking = set(homes[added != 0].tolist())
        return tuple(
            self._topic(number, (homes == number).nonzero()[0])
            for number in strongest
            if number in speaking
        )

    def _topic(self, number: int, signals: Ints) -> Topic:
        """Put together what the signals of one topic say; only what accuses is quoted."""
        page = self._page
        terms = page.judged.contributions[signals]
        total = float(terms.sum())
        quoted = total > 0 and TOPICS[number] != OTHER
        given, room = [], _QUOTES
        told = zip(terms.tolist(), signals.tolist(), strict=True)
        for added, i in sorted(told, key=lambda term: -abs(term[0])):
            if abs(added) < LEAST:
                break
            evidence = self._unseen(SIGNALS[i], room) if quoted and added > 0 else ()
            room -= len(evidence)
            given.append(self._reason(i, added, evidence))
        return Topic(
            TOPICS[number],
            total,
            sigmoid(page.judged.log_odds - total),
            page.standing.rarity_of_topic(number, total) if total > 0 else math.nan,
            tuple(given),
        )

    def _unseen(self, signal: Signal, most: int) -> tuple[Evidence, ...]:
        """Return the first quotes of a signal whose words were not shown before."""
        new: list[Evidence] = []
        for quote in self._quotes.of(signal) if most else ():
            words = quote.quote.casefold().rstrip("\u2026")
            if len(new) < most and words not in self._shown:
                self._shown.add(words)
                new.append(quote)
        return tuple(new)

    def _reason(self, number: int, added: float, evidence: tuple[Evidence, ...]) -> Reason:
        page, signal = self._page, SIGNALS[number]
        value, typical = float(page.vector[number]), float(page.standing.signals[number, 0])
        rarity, pages = page.standing.rarity(number, value), _PAGES[page.page_type]
        if added > 0 and rarity <= _RARE:
            against, telling = f"; 1 in {1 / rarity:.0f} {pages} has as much", True
        else:
            against = _against(signal, typical, pages)
            telling = added < 0 and _excuses(signal, value, typical)
        sentence = f"{_seen(signal, value, typical)}{against}."
        return Reason(signal.name, value, typical, added, sentence, evidence, telling)


def _unshown(topics: Iterable[Topic]) -> list[int]:
    """Return the numbers of those that accuse and show nothing."""
    return [
        TOPICS.index(topic.name) for topic in topics
        if topic.contribution > 0 and topic.name != OTHER and not topic.evidence
    ]  # fmt: skip


def _are(homes: Ints, topics: list[int]) -> Flags:
    """Return which signals have their homes in some topics."""
    chosen = np.zeros(len(TOPICS), bool)
    chosen[topics] = True
    return chosen[homes]


def tells(vector: Floats, added: Floats, standing: Standing) -> Flags:
    """Return which signals accuse in a way that could convince, if the page shows it.

    What is unknown accuses of nothing, be it of the page or of honest pages of its type; where
    nothing is known of honest pages, all may.

    Args:
        vector: the page's signals.
        added: what each adds to the log-odds.
        standing: what is usual on honest pages of its type.
    """
    usual = standing.signals[:, _UNUSUAL]
    unusual = vector > (-np.inf if np.isnan(usual).all() else usual)
    told: Flags = (added > 0.0) & _TELLS & unusual
    return told


def places(added: Floats, told: Flags, unshown: Flags = _NOTHING) -> Ints:
    """Return for each signal the number of the topic that it belongs to on a page.

    Args:
        added: what each signal adds to the log-odds.
        told: which of them accuse in a way that convinces.
        unshown: which of them speak for the page by what no words of its writer show.
    """
    circular, untold = (added < 0.0) & (_CIRCULAR | unshown), (added > 0.0) & ~told
    said = np.bincount(_HOME, np.where(circular | untold, 0.0, added), minlength=len(TOPICS))
    homes = _HOME.copy()
    for marks, side in ((circular, 1.0), (untold, -1.0)):
        own = np.flatnonzero(marks)
        for signal in own[np.argsort(-np.abs(added[own]), kind="stable")].tolist():
            home = _HOME[signal]
            if side * (said[home] + added[signal]) >= 0.0:
                said[home] += added[signal]
            else:
                homes[signal] = _OTHER
    return homes


def sums(added: Floats, topic: Ints) -> Floats:
    """Return what each topic adds to the log-odds.

    Args:
        added: what each signal adds.
        topic: the number of each signal's topic, as `places` gives it.
    """
    summed: Floats = np.bincount(topic, added, minlength=len(TOPICS)).astype(float)
    return summed


def _seen(signal: Signal, value: float, typical: float) -> str:
    """Say what was seen, and how much of it.

    >>> from pagequality.signals.speculation import SIGNALS
    >>> _seen(SIGNALS[0], 0.29, 0.03), _seen(SIGNALS[0], 0.0, 0.03)
    ('Sentences that speculate: 29 % of sentences', 'No sign of sentences that speculate')
    """
    amount = "" if signal.unit is None else f": {signal.unit.told(value)}"
    if signal.speaks == ACCUSE and not value:
        return f"No sign of {signal.phrase}"
    if value < typical:
        little = "Little sign of" if signal.speaks == ACCUSE else "Less than usual of"
        return f"{little} {signal.phrase}{amount}"
    return f"{signal.phrase[:1].upper()}{signal.phrase[1:]}{amount}"


def _excuses(signal: Signal, value: float, typical: float) -> bool:
    """Whether a page has far less of what accuses than honest pages, or more of what excuses."""
    if signal.speaks == ACCUSE:
        return value < typical / 2
    return signal.speaks == EXCUSE and value > typical


def _against(signal: Signal, typical: float, pages: str) -> str:
    """Say what honest pages have, where it can be counted."""
    if signal.unit is None or math.isnan(typical):
        return ""
    return f"; {pages} have {signal.unit.told(typical)}"
