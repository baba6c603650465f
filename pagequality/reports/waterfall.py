"""Topics that add up to a verdict: from before anything is said, one step a topic."""

from __future__ import annotations

import math
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.learned.odds import logit, sigmoid
from pagequality.reports.sheet import LONGEST, table
from pagequality.signals.topics import OTHER
from pagequality.text.html import Html, joined, tag
from pagequality.views.parts import START, amount, cut, effect, percent, quoted, rarity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagequality.judge.topic import Reason, Topic
    from pagequality.judge.verdict import Verdict

_TICKS: Final = (0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999)
_MARGIN: Final = 0.4
"""Log-odds that are left free at both ends of the scale."""
_CLEAR: Final = 4.0
"""Percent of the scale at each end where a name would be cut."""
_WEAK: Final = 0.25
"""Log-odds below which a topic is folded up with others that are as weak."""


class Step(NamedTuple):
    """A topic, and the log-odds before it is added and after."""

    topic: Topic
    before: float
    after: float


class _Scale:
    """Turns log-odds into places on a line, in percent of its length."""

    def __init__(self, values: list[float]) -> None:
        self.low = min(values) - _MARGIN
        self.length = max(values) + _MARGIN - self.low

    def place(self, log_odds: float) -> float:
        """Return a place between 0 and 100."""
        return 100.0 * (log_odds - self.low) / self.length

    def bar(self, step: Step) -> Html:
        """Draw a step."""
        left, right = sorted((self.place(step.before), self.place(step.after)))
        return tag("div", tag("i", style=f"left:{left:.2f}%;width:{right - left:.2f}%"),
                   class_="track")  # fmt: skip

    def line(self, where: float) -> Html:
        """Draw a place."""
        return tag("div", tag("b", style=f"left:{self.place(where):.2f}%"), class_="track")

    def ticks(self) -> Html:
        """Name the probabilities that lie on the line."""
        places = ((chance, self.place(logit(chance))) for chance in _TICKS)
        return tag(
            "div",
            *(
                tag("span", percent(chance), style=f"left:{place:.2f}%")
                for chance, place in places
                if _CLEAR < place < 100.0 - _CLEAR
            ),
            class_="ticks",
        )


def steps(verdict: Verdict) -> list[Step]:
    """Return the topics as steps that lead from the baseline to the log-odds."""
    sums = [*accumulate((topic.contribution for topic in verdict.topics), initial=verdict.baseline)]
    return [
        Step(topic, before, after)
        for topic, before, after in zip(verdict.topics, sums, sums[1:], strict=False)
    ]


def waterfall(verdict: Verdict) -> Html:
    """Draw how topics lead from before anything is said to the verdict, and what each says."""
    found = steps(verdict)
    reached = [verdict.baseline, verdict.log_odds, *(step.after for step in found)]
    scale = _Scale([0.0, *filter(math.isfinite, reached)])
    return joined(
        tag("p", "Each step adds to the log-odds of low quality: + speaks for it, \u2212 against "
            "it. The steps add up to the verdict exactly.", class_="soft"),
        tag("ul", _end(START, verdict.baseline, scale), *_rows(found, verdict, scale),
            _end("The sum: this page", verdict.log_odds, scale), class_="plain"),
    )  # fmt: skip


def _rows(found: list[Step], verdict: Verdict, scale: _Scale) -> Iterator[Html]:
    """Yield the steps, those that are weak folded up."""
    for weak, together in groupby(found, key=_is_weak):
        steps = [*together]
        rows = [_topic(step, verdict, scale) for step in steps]
        if not weak:
            yield from rows
            continue
        moved = amount(sum(step.topic.contribution for step in steps))
        names = ", ".join(step.topic.title for step in steps)
        summary = tag("summary", f"{len(steps)} weaker, {moved} together: {names}")
        yield tag("li", tag("details", summary, tag("ul", *rows, class_="plain")))


def _is_weak(step: Step) -> bool:
    return abs(step.topic.contribution) < _WEAK and step.topic.name != OTHER


def _end(told: str, value: float, scale: _Scale) -> Html:
    """Draw where the sum starts or ends."""
    name = tag("h3", told, ": ", percent(sigmoid(value)), " ", tag("small", amount(value)))
    return tag(
        "li", tag("div", scale.ticks(), scale.line(value)), tag("div", name), class_="topic ends"
    )


def _topic(step: Step, verdict: Verdict, scale: _Scale) -> Html:
    topic = step.topic
    moves = f"Moves {percent(sigmoid(step.before))} to {percent(sigmoid(step.after))}"
    told = [moves, effect(topic, verdict.probability), rarity(topic, verdict.page_type)]
    quotes = (tag("blockquote", quoted(quote, verdict.url)) for quote in topic.evidence)
    words = tag(
        "div",
        tag("h3", topic.title, " ", tag("span", amount(topic.contribution), class_="amount")),
        tag("p", cut(topic.sentence, LONGEST)),
        *quotes,
        tag("p", f"{'; '.join(filter(None, told))}.", class_="soft"),
        _signals(topic),
    )
    side = "against" if topic.contribution > 0 else "for"
    return tag("li", scale.bar(step), words, class_=f"topic {side}")


def _signals(topic: Topic) -> Html:
    """Fold the signals of a topic up, with what is left to those too weak to be named."""
    if not topic.reasons:
        return Html("")
    rows = [_signal(reason) for reason in topic.reasons]
    rows.append(("", "signals too weak to be named", "", "", amount(topic.remainder)))
    head = ("signal", "what it says", "here", "usual", "adds")
    number = len(topic.reasons)
    return tag(
        "details",
        tag("summary", f"{number} signal{'s' if number > 1 else ''}"),
        table(head, rows, numbers=3),
    )


def _signal(reason: Reason) -> tuple[str, ...]:
    known = (f"{value:.3g}" if math.isfinite(value) else "unknown"
             for value in (reason.value, reason.typical))  # fmt: skip
    name = cut(reason.signal, LONGEST)
    return name, cut(reason.sentence, LONGEST), *known, amount(reason.contribution)
