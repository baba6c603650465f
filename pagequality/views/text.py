"""A verdict as a person reads it: the probability, the families, the reasons, the quotes."""

from __future__ import annotations

import math
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from pagequality.views.style import colour_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pagequality.judge.topic import Reason
    from pagequality.judge.verdict import Verdict
    from pagequality.page.evidence import Evidence
    from pagequality.views.style import Style

_BAR: Final = 30
_INDENT: Final = " " * 10
"""What stands under a reason: two blanks, a number such as  +1.25, two blanks."""
_QUOTES: Final = 2


def explain(verdict: Verdict, *, style: Style, name: str = "", most: int = 10) -> str:
    """Write a verdict out; ``most`` reasons, strongest first, the rest as one line.

    >>> from pagequality.views.style import Style
    >>> from pagequality.judge.verdict import Verdict
    >>> nothing = Verdict(float("nan"), True, (("empty", "the page holds no text"),), {}, {},
    ...     (), 0.0, 0.0, 0.0, {})
    >>> print(explain(nothing, style=Style(), name="a.html"))
    a.html
    <BLANKLINE>
    not judged: the page holds no text (empty)
    """
    parts = [_title(verdict, name, style), _probability(verdict, style)]
    if not verdict.abstained:
        parts += [_families(verdict, style), _reasons(verdict, style, most)]
    parts.append(_quotes(verdict, style))
    return "\n\n".join(part for part in parts if part)


def _title(verdict: Verdict, name: str, style: Style) -> str:
    language = f"language {verdict.language}" if verdict.language else ""
    known = ", ".join(filter(None, (verdict.page_type, language, verdict.url)))
    lines = ((name, "bold"), (verdict.headline, ""), (known, "dim"))
    cut = [(style.cut(style.clean(text), style.width), colour) for text, colour in lines if text]
    return "\n".join(style.paint(text, colour) if colour else text for text, colour in cut)


def _probability(verdict: Verdict, style: Style) -> str:
    word = verdict.label
    notices = [f"{style.clean(message)} ({code})" for code, message in verdict.notices]
    if verdict.abstained:
        return f"{style.paint(word, 'bold')}: {'; '.join(notices)}"
    colour = colour_of(verdict)
    share = f"{verdict.probability:.1%}"
    bar = style.paint(style.bar(verdict.probability, _BAR), colour)
    first = f"{style.paint(word, colour)}: {share} likely to be low-quality content"
    return "\n".join([first, bar, *(f"note: {notice}" for notice in notices)])


def _families(verdict: Verdict, style: Style) -> str:
    lines = [style.paint("Families, each from 0 to 1", "bold")]
    for family, score in verdict.families.items():
        told = "unknown" if math.isnan(score) else f"{score:.2f}"
        lines.append(f"  {_spoken(family):<18} {told:>7}  {style.bar(score, _BAR // 2)}".rstrip())
    return "\n".join(lines)


def _reasons(verdict: Verdict, style: Style, most: int) -> str:
    shown = verdict.reasons[:most]
    lines = [style.paint("Reasons, in log-odds: + speaks for low quality, - against it", "bold")]
    for reason in shown:
        lines += _reason(reason, style)
    rest = verdict.log_odds - verdict.baseline - sum(reason.contribution for reason in shown)
    count = len(verdict.reasons) - len(shown)
    lines.append(f"  {rest:+6.2f}  all else ({count} weaker reasons)")
    lines.append(f"  {verdict.baseline:+6.2f}  where every page starts")
    lines.append(f"  {verdict.log_odds:+6.2f}  the sum")
    return "\n".join(lines)


def _reason(reason: Reason, style: Style) -> list[str]:
    colour = "red" if reason.contribution > 0 else "green"
    number = style.paint(f"{reason.contribution:+6.2f}", colour)
    told = _wrapped(f"{style.clean(reason.sentence)} [{reason.signal}]", style, _INDENT)
    lines = [f"  {number}  {told[0].lstrip()}", *told[1:]]
    for evidence in reason.evidence[:_QUOTES]:
        lines += _wrapped(style.quote(evidence.marked(*style.cue_marks)), style, _INDENT)
    return lines


def _quotes(verdict: Verdict, style: Style) -> str:
    found = {family: quotes for family, quotes in verdict.evidence.items() if quotes}
    if not found:
        return ""
    lines = [style.paint("Found on the page", "bold")]
    for family, quotes in found.items():
        lines.append(f"  {_spoken(family)}")
        lines += _quoted(quotes, style)
    return "\n".join(lines)


def _quoted(quotes: Iterable[Evidence], style: Style) -> list[str]:
    lines = []
    for evidence in quotes:
        kind = style.paint(evidence.kind, "yellow")
        lines += _wrapped(style.quote(evidence.marked(*style.cue_marks)), style, "    ")
        place = f" in {style.clean(evidence.path)}" if evidence.path else ""
        room = style.width - len(evidence.kind) - len(_INDENT)
        lines.append(f"      {kind}{style.paint(_tail(place, room), 'dim')}")
    return lines


def _wrapped(text: str, style: Style, indent: str) -> list[str]:
    return wrap(text, style.width, initial_indent=indent, subsequent_indent=indent)


def _tail(path: str, most: int) -> str:
    """Keep the end of a path that is too long: that is where the block stands."""
    return path if len(path) <= most else " in ..." + path[len(path) - most + 7 :]


def _spoken(name: str) -> str:
    return name.replace("_", " ")
