"""A verdict as a person reads it: the probability, the families, the topics with their quotes."""

from __future__ import annotations

import math
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from pagequality.learned.odds import sigmoid
from pagequality.signals.topics import OTHER
from pagequality.views.parts import called
from pagequality.views.style import colour_of

if TYPE_CHECKING:
    from pagequality.judge.topic import Topic
    from pagequality.judge.verdict import Verdict
    from pagequality.page.evidence import Evidence
    from pagequality.views.style import Style

_BAR: Final = 30
_INDENT: Final = " " * 10
"""What stands under a topic: two blanks, a number such as  +1.25, two blanks."""
_QUOTES: Final = 2
_WEAK: Final = 0.4
"""A topic that moves the log-odds by less moves no probability by more than ten percent: nobody
would act on it."""
TOPICS_SHOWN: Final = 5
"""Topics that are written out unless told otherwise."""


def explain(
    verdict: Verdict,
    *,
    style: Style,
    name: str = "",
    most: int = TOPICS_SHOWN,
    threshold: float | None = None,
) -> str:
    """Write a verdict out; ``most`` topics, strongest first, the rest as one line.

    With a threshold the page is called low or not low by it.

    >>> from pagequality.views.style import Style
    >>> from pagequality.judge.verdict import Verdict
    >>> nothing = Verdict(float("nan"), True, (("empty", "the page holds no text"),), {}, {},
    ...     (), 0.0, 0.0, {})
    >>> print(explain(nothing, style=Style(), name="a.html"))
    a.html
    <BLANKLINE>
    not judged: the page holds no text (empty)
    """
    parts = [_title(verdict, name, style), _probability(verdict, called(verdict, threshold), style)]
    if not verdict.abstained:
        parts += [_families(verdict, style), _topics(verdict, style, most)]
    return "\n\n".join(part for part in parts if part)


def _title(verdict: Verdict, name: str, style: Style) -> str:
    language = f"language {verdict.language}" if verdict.language else ""
    known = ", ".join(filter(None, (verdict.page_type, language, verdict.url)))
    lines = ((name, "bold"), (verdict.headline, ""), (known, "dim"))
    cut = [(style.cut(style.clean(text), style.width), colour) for text, colour in lines if text]
    return "\n".join(style.paint(text, colour) if colour else text for text, colour in cut)


def _probability(verdict: Verdict, word: str, style: Style) -> str:
    notices = [f"{style.clean(message)} ({code})" for code, message in verdict.notices]
    if verdict.abstained:
        return f"{style.paint(word, 'bold')}: {'; '.join(notices)}"
    colour = colour_of(word)
    share = f"{verdict.probability:.1%}"
    bar = style.paint(style.bar(verdict.probability, _BAR), colour)
    first = f"{style.paint(word, colour)}: {share} likely to be low-quality content"
    doubt = [verdict.doubt] if verdict.doubt else []
    return "\n".join([first, bar, *(f"note: {note}" for note in (*doubt, *notices))])


def _families(verdict: Verdict, style: Style) -> str:
    lines = [style.paint("Families, each from 0 to 1", "bold")]
    for family, score in verdict.families.items():
        told = "unknown" if math.isnan(score) else f"{score:.2f}"
        lines.append(f"  {_spoken(family):<18} {told:>7}  {style.bar(score, _BAR // 2)}".rstrip())
    return "\n".join(lines)


def _topics(verdict: Verdict, style: Style, most: int) -> str:
    """Write the strongest topics out, and sum the others up; statistical marks have a line."""
    told = [topic for topic in verdict.topics if topic.name != OTHER][:most]
    shown = [topic for topic in told if _is_worth_telling(topic)]
    shown += [topic for topic in verdict.topics if topic.name == OTHER]
    start = f"before anything speaks for or against it: {sigmoid(verdict.baseline):.0%}"
    lines = [style.paint("Why: + speaks for low quality, - against it, in log-odds", "bold")]
    lines += _line(verdict.baseline, start, style)
    for topic in shown:
        lines += _topic(topic, verdict, style)
    rest = verdict.log_odds - verdict.baseline - sum(topic.contribution for topic in shown)
    if left := len(verdict.topics) - len(shown):
        lines += _line(rest, f"all else ({left} weaker topic{'s' * (left > 1)})", style)
    lines += _line(verdict.log_odds, f"the sum: {verdict.probability:.1%}", style)
    return "\n".join(lines)


def _is_worth_telling(topic: Topic) -> bool:
    """Whether a topic moves the log-odds enough, and by what sets a page apart."""
    differs = any(reason.telling for reason in topic.reasons)
    return abs(topic.contribution) >= _WEAK and (topic.contribution > 0 or differs)


def _topic(topic: Topic, verdict: Verdict, style: Style) -> list[str]:
    before, now = f"{topic.without:.0%}", f"{verdict.probability:.0%}"
    effect = f"without it {'still ' if before == now else ''}{before}"
    if topic.name == OTHER:
        told = f"other marks, merely statistical, that no words show; {effect}"
        return _line(topic.contribution, told, style)
    lines = _line(topic.contribution, f"{topic.title}; {effect}", style)
    lines += _wrapped(style.clean(topic.sentence), style, _INDENT)
    for evidence in topic.evidence[:_QUOTES]:
        lines += _wrapped(_quoted(evidence, style), style, _INDENT)
    return lines


def _line(amount: float, told: str, style: Style) -> list[str]:
    shown = round(amount, 2) + 0.0  # no "-0.00"
    number = style.paint(f"{shown:+6.2f}", "red" if amount > 0 else "green")
    first, *more = _wrapped(told, style, _INDENT)
    return [f"  {number}  {first.lstrip()}", *more]


def _quoted(evidence: Evidence, style: Style) -> str:
    """Quote with the cues marked, and say what it shows."""
    if not evidence.is_quote:
        return f"{evidence.kind}: {style.clean(evidence.quote)}"
    return f"{style.quote(evidence.marked(*style.cue_marks))} ({evidence.kind})"


def _wrapped(text: str, style: Style, indent: str) -> list[str]:
    return wrap(text, style.width, initial_indent=indent, subsequent_indent=indent)


def _spoken(name: str) -> str:
    return name.replace("_", " ")
