"""A verdict as it shows itself in a notebook: gauge, family bars, reasons, quotes.

One piece of HTML with its styles inline, no script, every word of the page escaped.
"""

from __future__ import annotations

import math
from html import escape as as_html
from typing import TYPE_CHECKING, Final

from pagequality.text.visible import visible

if TYPE_CHECKING:
    from pagequality.judge.topic import Reason
    from pagequality.judge.verdict import Verdict

_REASONS: Final = 6
_QUOTES: Final = 2
_LONGEST: Final = 160
_BOX: Final = (
    "font-family:system-ui,sans-serif;font-size:13px;line-height:1.45;max-width:46em;"
    "border:1px solid #8886;border-radius:6px;padding:12px 16px"
)
_TRACK: Final = "display:inline-block;width:180px;height:8px;background:#8883;border-radius:4px"


def card(verdict: Verdict) -> str:
    """Return the verdict as HTML.

    >>> from pagequality.judge.verdict import Verdict
    >>> nan = float("nan")
    >>> empty = Verdict(nan, True, (("too little text", "3 words"),), {}, {}, (), nan, nan, nan, {})
    >>> "not judged" in card(empty), "<script" in card(empty)
    (True, False)
    """
    title = escape(_short(verdict.headline or verdict.url or "Page"))
    parts = [f'<div style="{_BOX}"><div style="font-weight:600">{title}</div>', _gauge(verdict)]
    parts += [
        f'<div style="color:#a60">{escape(code)}: {escape(message)}</div>'
        for code, message in verdict.notices
    ]
    parts += [_family(name, score) for name, score in verdict.families.items()]
    if not verdict.abstained:
        parts += [_reason(reason) for reason in verdict.reasons[:_REASONS]]
    parts.append(f'<div style="color:#8889;margin-top:6px">{escape(verdict.model)}</div></div>')
    return "".join(parts)


def _colour(share: float) -> str:
    """Green for 0, over amber, to red for 1."""
    return f"hsl({round(130 * (1 - share))} 55% 42%)"


def _bar(share: float) -> str:
    inner = f"width:{100 * share:.0f}%;height:8px;background:{_colour(share)};border-radius:4px"
    return f'<span style="{_TRACK}"><span style="display:block;{inner}"></span></span>'


def _gauge(verdict: Verdict) -> str:
    if verdict.abstained:
        return '<div style="font-size:18px">not judged</div>'
    share = verdict.probability
    return (
        f'<div style="font-size:18px">{_bar(share)} '
        f'<b style="color:{_colour(share)}">{share:.0%}</b> likely low quality</div>'
    )


def _family(name: str, score: float) -> str:
    label = f'<span style="display:inline-block;width:11em">{escape(name.replace("_", " "))}</span>'
    shown = "unknown" if math.isnan(score) else f"{_bar(score)} {score:.2f}"
    return f"<div>{label}{shown}</div>"


def _reason(reason: Reason) -> str:
    colour = _colour(1.0 if reason.contribution > 0 else 0.0)
    amount = f'<b style="color:{colour}">{reason.contribution:+.2f}</b>'
    quotes = "".join(
        f'<div style="margin-left:3.5em;color:#888">\u201c{escape(_short(quote.quote))}\u201d</div>'
        for quote in reason.evidence[:_QUOTES]
    )
    return f'<div style="margin-top:4px">{amount} {escape(reason.sentence)}{quotes}</div>'


def escape(text: str) -> str:
    """Return a page's words as HTML that shows them, and nothing that they could do."""
    return as_html(visible(text))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "\u2026"
