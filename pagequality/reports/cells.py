"""What the cells of a row of scores tell; a cell of another kind tells nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pagequality.signals.topics import TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = dict[str, Any]
_TOPIC: Final = re.compile(r"(\w+) ([+-]\d+\.\d+): (.*)", re.DOTALL)


class ToldTopic(NamedTuple):
    """What a cell says of a topic: its name, what it adds to the log-odds, a sentence."""

    name: str
    contribution: float
    sentence: str

    @property
    def title(self) -> str:
        """What the topic is called before people."""
        return TITLES[self.name]


def text_of(row: Mapping[str, Any], name: str) -> str:
    """Return a cell that holds text; empty where it holds none.

    >>> text_of({"url": None}, "url"), text_of({}, "url")
    ('', '')
    """
    value = row.get(name)
    return value if isinstance(value, str) else ""


def topics_of(row: Mapping[str, Any]) -> tuple[ToldTopic, ...]:
    """Return the topics that a row tells of, strongest first; cells of other words are passed by.

    >>> topics_of({"topic_1": "wording +1.20: Words that low pages use.", "topic_2": "?"})
    (ToldTopic(name='wording', contribution=1.2, sentence='Words that low pages use.'),)
    """
    cells = (text_of(row, name) for name in row if name.startswith("topic_"))
    found = [match.groups() for match in map(_TOPIC.fullmatch, cells) if match]
    return tuple(
        ToldTopic(name, float(amount), sentence)
        for name, amount, sentence in found
        if name in TITLES
    )
