"""Parts of a verdict in words and HTML, the same in a notebook and in a report."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from pagequality.text.html import Html, joined, link, tag

if TYPE_CHECKING:
    from pagequality.judge.topic import Topic
    from pagequality.judge.verdict import Verdict
    from pagequality.page.evidence import Evidence

_WHOLE: Final = 0.01
"""A share nearer to 0 or 1 than this is told with a decimal."""
_EDGE: Final = 0.0005
_NAME: Final = 60
"""Characters of the name of a kind."""
_QUOTE: Final = 500
"""Characters of a quote."""
START: Final = "Before anything speaks for or against it"
"""What the baseline is."""
CALLED_LOW, NOT_LOW = "low", "not low"


def called(verdict: Verdict, threshold: float | None = None) -> str:
    """Say in words what a page is: by its label, or by the threshold where one was given."""
    if threshold is None or verdict.abstained:
        return verdict.label
    return CALLED_LOW if verdict.is_low(threshold) else NOT_LOW


def percent(share: float) -> str:
    """Tell a share in percent, with a decimal where it would round to none or to all.

    >>> told = [percent(share) for share in (0.83, 0.004, 0.9999, 0.0, float("nan"))]
    >>> [text.replace(chr(160), " ") for text in told]
    ['83 %', '0.4 %', 'over 99.9 %', '0 %', 'unknown']
    """
    if math.isnan(share):
        return "unknown"
    if 0.0 < share < _EDGE:
        return "under 0.1\u00a0%"
    if 1.0 - _EDGE < share < 1.0:
        return "over 99.9\u00a0%"
    near = 0.0 < share < _WHOLE or 1.0 - _WHOLE < share < 1.0
    return f"{100 * share:.{int(near)}f}\u00a0%"


def cut(text: str, most: int) -> str:
    """Shorten text to so many characters.

    >>> cut("baked beans", 6)
    'baked…'
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"


def amount(number: float) -> str:
    """Write a contribution with its sign.

    >>> amount(1.234), amount(-0.5)
    ('+1.23', '−0.50')
    """
    shown = round(number, 2) + 0.0  # no "-0.00"
    return f"{shown:+.2f}".replace("-", "\u2212")


def effect(topic: Topic, probability: float) -> str:
    """Say what taking a topic away would change."""
    return f"without it {percent(probability)} would be {percent(topic.without)}"


def rarity(topic: Topic, page_type: str) -> str:
    """Say how many honest pages a topic accuses as much; nothing where that is not known."""
    if not 0.0 < topic.rarity < 1.0:
        return ""
    return f"1 in {1 / topic.rarity:.0f} {honest_pages(page_type)} has as much"


def honest_pages(page_type: str) -> str:
    """Name the pages that a page is compared with.

    >>> honest_pages("article"), honest_pages("")
    ('honest pages of this type (article)', 'honest pages')
    """
    return f"honest pages of this type ({cut(page_type, _NAME)})" if page_type else "honest pages"


def marked(quote: Evidence) -> Html:
    """Return a quote whose cue words are bold and underlined.

    >>> from pagequality.page.evidence import Evidence
    >>> marked(Evidence("It <may> rain", "hedge", 0, "p", ((4, 7),)))
    'It &lt;<b><u>may</u></b>&gt; rain'
    """
    text, pieces, behind = quote.quote, [], 0
    for first, last in sorted(quote.cues):
        if behind <= first < last <= len(text):
            pieces += [text[behind:first], tag("b", tag("u", text[first:last]))]
            behind = last
    return joined(*pieces, text[behind:])


def quoted(quote: Evidence, url: str) -> Html:
    """Return a quote with what it shows, and a link to its place on the page if there is one.

    What is said of the page, and is no quote, stands without quotation marks.
    """
    words = marked(quote._replace(quote=cut(quote.quote, _QUOTE)))
    words = joined("\u201c", words, "\u201d") if quote.is_quote else words
    address = quote.link(url)
    shown = link(address, words) if address else words
    return joined(shown, " ", tag("small", f"({cut(quote.kind, _NAME)})"))
