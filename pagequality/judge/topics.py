"""Contributions by topic: what each signal is about on this page, and what each topic adds.

What is usual on one kind of page and not on another is merely statistical, and stands under
`topics.OTHER`. Every other signal has a topic of its own. Some accusations convince nobody: by the
lack of something, by a value that is usual on honest pages, or by what no words of the page show.
They may take back what excuses in their topic; beyond that they are statistical, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pagequality.judge.usual import SHARES
from pagequality.signals import SIGNALS
from pagequality.signals.base import ACCUSE, EITHER
from pagequality.signals.topics import OTHER, TOPICS, topic_of

if TYPE_CHECKING:
    from pagequality.judge.usual import Standing
    from pagequality.text.arrays import Flags, Floats, Ints

_UNUSUAL: Final = SHARES.index(0.2)
"""What more honest pages than these have is usual."""
_OTHER: Final = TOPICS.index(OTHER)
_HOME: Final = np.array([
    _OTHER if signal.speaks == EITHER else TOPICS.index(topic_of(signal)) for signal in SIGNALS
])  # fmt: skip
_TELLS: Final = (_HOME != _OTHER) & np.array(
    [signal.speaks == ACCUSE and signal.quote is not None for signal in SIGNALS]
)


def tells(vector: Floats, added: Floats, standing: Standing) -> Flags:
    """Return which signals accuse in a way that could convince, if the page shows it.

    Args:
        vector: the page's signals.
        added: what each adds to the log-odds.
        standing: what is usual on honest pages of its type.
    """
    unusual = ~(vector <= standing.signals[:, _UNUSUAL])
    told: Flags = (added > 0.0) & _TELLS & unusual
    return told


def places(added: Floats, told: Flags) -> Ints:
    """Return for each signal the number of the topic that it belongs to on a page.

    Args:
        added: what each signal adds to the log-odds.
        told: which of them accuse in a way that convinces.
    """
    untold = (added > 0.0) & ~told
    said = np.bincount(_HOME, np.where(untold, 0.0, added), minlength=len(TOPICS)).tolist()
    homes = _HOME.copy()
    marks = np.flatnonzero(untold)
    for signal in marks[np.argsort(-added[marks], kind="stable")].tolist():
        home = _HOME[signal]
        if said[home] + added[signal] <= 0.0:
            said[home] += added[signal]
        else:
            homes[signal] = _OTHER
    return homes


def sums(added: Floats, topic: Ints) -> Floats:
    """Return what each topic adds to the log-odds.

    >>> sums(np.ones(len(SIGNALS)), np.zeros(len(SIGNALS), np.intp))[:2].tolist()[1]
    0.0
    """
    summed: Floats = np.bincount(topic, added, minlength=len(TOPICS)).astype(float)
    return summed
