"""How far a verdict can be trusted: in words, from what its topics say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.signals.topics import OTHER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pagequality.judge.topic import Topic

_SPEAKS: Final = 0.25
"""Log-odds from which on a topic has a say."""
_FEW: Final = 2
_AGAINST: Final = 0.5
"""So much of what accuses must something else excuse for the marks to disagree."""
FEW: Final = "few marks agree: look yourself"
DIVIDED: Final = "its marks disagree: look yourself"
STATISTICAL: Final = "mostly statistical marks: look yourself"


def doubt(topics: Sequence[Topic], *, low: bool) -> str:
    """Return why somebody should look at a page before acting, or nothing.

    Args:
        topics: of the verdict.
        low: whether the page is called low; a page that is not called low is not doubted.

    >>> doubt((), low=True), doubt((), low=False)
    ('few marks agree: look yourself', '')
    """
    if not low:
        return ""
    accusing = [topic for topic in topics if topic.contribution >= _SPEAKS]
    told = [topic for topic in accusing if topic.name != OTHER]
    total = sum(topic.contribution for topic in accusing)
    excused = -sum(topic.contribution for topic in topics if topic.contribution < 0)
    if sum(topic.contribution for topic in told) < total / 2:
        return STATISTICAL
    if len(told) < _FEW:
        return FEW
    return DIVIDED if excused > _AGAINST * total else ""
