"""A verdict as it shows itself in a notebook: the short form of the page report.

One piece of HTML with its styles inline, no script, every word of the page escaped. Its colours
are seen on light and on dark ground, for a notebook has either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pagequality.learned.odds import sigmoid
from pagequality.text.html import Html, joined, tag
from pagequality.views.parts import START, amount, cut, effect, percent, quoted, rarity

if TYPE_CHECKING:
    from pagequality.judge.topic import Topic
    from pagequality.judge.verdict import Verdict

_TOPICS: Final = 5
_QUOTES: Final = 2
_LONGEST: Final = 160
_BOX: Final = (
    "font-family:system-ui,sans-serif;font-size:13px;line-height:1.45;max-width:46em;"
    "border:1px solid #8886;border-radius:6px;padding:12px 16px;overflow-wrap:anywhere"
)
_TRACK: Final = "display:inline-block;width:180px;height:8px;background:#8883;border-radius:4px"
_SOFT: Final = "opacity:.75"
_WARNING: Final = "color:#a60"
_STEP: Final = "margin-top:4px;padding-left:3.7em;text-indent:-3.7em"
_AMOUNT: Final = "display:inline-block;width:3.7em;text-indent:0"
_UNDER: Final = "margin-left:3.7em"


def card(verdict: Verdict) -> str:
    """Return the verdict as HTML.

    >>> from pagequality.judge.verdict import Verdict
    >>> nan = float("nan")
    >>> empty = Verdict(nan, True, (("too little text", "3 words"),), {}, {}, (), nan, nan, {})
    >>> "not judged" in card(empty), "<script" in card(empty)
    (True, False)
    """
    title = cut(verdict.headline or verdict.url or "Page", _LONGEST)
    warnings = [f"{code}: {message}" for code, message in verdict.notices]
    if verdict.doubt:
        warnings.append(f"doubt: {verdict.doubt}")
    return tag(
        "div",
        _line(title, style="font-weight:600"),
        _gauge(verdict),
        *(_line(cut(warning, _LONGEST), style=_WARNING) for warning in warnings),
        *([] if verdict.abstained else _sum(verdict)),
        _line(cut(verdict.model, _LONGEST), style=f"{_SOFT};margin-top:6px"),
        style=_BOX,
    )


def _line(*children: str, style: str = "") -> Html:
    return tag("div", *children, style=style or None)


def _colour(share: float) -> str:
    """Green for 0, over amber, to red for 1."""
    return f"hsl({round(130 * (1 - share))} 55% 42%)"


def _ink(share: float) -> str:
    """Return the same colour for letters, nearer to that of the notebook's own."""
    return f"color:color-mix(in srgb, {_colour(share)} 65%, currentColor)"


def _gauge(verdict: Verdict) -> Html:
    if verdict.abstained:
        return _line("not judged", style="font-size:18px")
    share = verdict.probability
    inner = f"display:block;width:{100 * share:.0f}%;height:8px;border-radius:4px"
    bar = tag("span", tag("span", style=f"{inner};background:{_colour(share)}"), style=_TRACK)
    told = tag("b", percent(share), style=_ink(share))
    return _line(bar, " ", told, " likely to be low quality", style="font-size:18px")


def _sum(verdict: Verdict) -> list[Html]:
    """Return where it starts, the strongest topics, what is left, and the sum."""
    shown = verdict.topics[:_TOPICS]
    rest = verdict.log_odds - verdict.baseline - sum(topic.contribution for topic in shown)
    left = len(verdict.topics) - len(shown)
    base = f"{START}: {percent(sigmoid(verdict.baseline))}"
    return [
        _step(verdict.baseline, base),
        *(_topic(topic, verdict) for topic in shown),
        *([_step(rest, f"{left} other topic{'s' if left > 1 else ''}")] if left else []),
        _step(verdict.log_odds, f"The sum: {percent(verdict.probability)}"),
    ]


def _step(number: float, *told: str) -> Html:
    ink = _ink(1.0 if number > 0 else 0.0)
    return _line(tag("b", amount(number), style=f"{_AMOUNT};{ink}"), *told, style=_STEP)


def _topic(topic: Topic, verdict: Verdict) -> Html:
    told = [effect(topic, verdict.probability), rarity(topic, verdict.page_type)]
    quotes = (_line(quoted(quote, verdict.url), style=_UNDER) for quote in topic.evidence[:_QUOTES])
    sentence = cut(topic.sentence, _LONGEST)
    return joined(
        _step(topic.contribution, tag("b", f"{topic.title}. "), sentence),
        *quotes,
        _line("; ".join(filter(None, told)), style=f"{_UNDER};{_SOFT}"),
    )
