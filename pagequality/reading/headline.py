"""The headline: the story's own heading, not the site's name, a section's or a widget's.

Headings of the page and statements of its head (``og:title``, structured data, the title
without the site's name) bear witness for each other; where they disagree, place decides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pagequality.page.head import Head
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags

_SEPARATOR = re.compile(r"\s+[|\-–—·»«•:~/]+\s+|\s*[|»•]\s*|(?<=\w):\s+")
_BLIND = re.compile(r"\s+[|\-–—·»]\s+")
_WORD = re.compile(r"\w+")
_EDGES: Final = " |-–—:·»«•~/"
_TOPS: Final = ("h1",)
_LOWER: Final = ("h2", "h3", "h4")
_MOST_WORDS: Final = 45
"""A heading of more words is a page inside a heading."""
_MOST_HEADINGS: Final = 200
_AGREES: Final = 0.8
_FURNITURE: Final = frozenset(("nav", "aside", "footer", "form", "dialog", "noscript", "template"))
_FURNITURE_WORDS = re.compile(
    r"sidebar|widget|modal|popup|newsletter|cookie|consent|login|signin|sign-in|skiptranslate|"
    r"related|comment|respond|footer|menu|\bnav|search|subscribe|share|promo|advert|banner-ad"
)
_BRAND = re.compile(r"site-?(?:title|name|logo|brand|heading)|logo|\bbrand|masthead|blog-?title|wordmark")


class Heading(NamedTuple):
    """A heading: its words, where it stands, and what speaks for and against it."""

    text: str
    block: int
    is_top: bool
    is_main: bool
    is_odd: bool
    agrees: float


def key(text: str) -> str:
    """Return the words of a text in lower case, for comparison.

    >>> key("The Skelby Gazette.")
    'the skelby gazette'
    """
    return " ".join(_WORD.findall(text.lower()))


@cache
def phrases(kind: str) -> frozenset[str]:
    """Return a list of headings, as `key` gives them.

    >>> "most read" in phrases("widgets"), "leave a reply" in phrases("comments")
    (True, True)
    """
    paths = sorted((WORDS / kind).glob("*.txt"))
    return frozenset(key(line) for path in paths for line in read_phrases(path))


def pick(walk: Walk, is_main: Flags, head: Head) -> str:
    """Name the page's subject, from its headings and what its head says."""
    names = _site_names(head)
    said = [strip_site_name(text, *names) for text in _statements(head)]
    said = [text for text in said if text and key(text) not in names]
    told = [frozenset(key(text).split()) for text in said]
    headings = _headings(walk, is_main, told, names)
    tops = [one for one in headings if one.is_top and not one.is_odd]
    best = max(tops, key=_fitness, default=None)
    if best is not None and best.agrees >= _AGREES:
        return best.text
    lower = max((one for one in headings if not one.is_top and not one.is_odd), key=_fitness, default=None)
    if lower is not None and lower.agrees >= _AGREES:
        return lower.text
    if best is not None:
        return best.text
    if said:
        return said[0]
    rest = [one for one in headings if one.is_top and key(one.text) not in phrases("widgets")]
    rest.sort(key=lambda one: (one.is_main, -one.block), reverse=True)
    return rest[0].text if rest else strip_site_name(head.title, *names)


def _fitness(heading: Heading) -> tuple[float, bool, int]:
    return heading.agrees, heading.is_main, -heading.block


def _statements(head: Head) -> list[str]:
    """What the head calls the page, most reliable first."""
    stated = [head.schema_headline, head.open_graph_title, head.title]
    return [text for text in stated if text]


def _site_names(head: Head) -> tuple[str, ...]:
    """What the site calls itself, as `key` gives it."""
    names = [key(name) for name in (head.site_name, head.publisher) if name]
    host = re.sub(r"^\w+://(?:www\.)?|[/?#].*", "", head.canonical).partition(".")[0]
    return tuple(dict.fromkeys([name for name in names if name] + ([host.lower()] if host else [])))


def _headings(
    walk: Walk, is_main: Flags, told: Sequence[frozenset[str]], names: Sequence[str]
) -> list[Heading]:
    """The page's headings, whole: with what stands in several blocks of one."""
    roles = set(walk.headings)
    odd = [(first, last) for tag, label, _, first, last in walk.containers if _is_furniture(tag, label)]
    found: list[Heading] = []
    for tag, label, _, first, last in walk.containers:
        top = tag in _TOPS or (first in roles and tag not in _LOWER)
        if not top and tag not in _LOWER:
            continue
        if top and tag not in _TOPS:
            roles.discard(first)
        blocks = [i for i in range(first, last) if not walk.rows[i][5]]
        text = " ".join(walk.texts[i] for i in blocks)
        words = key(text)
        if not words or words.count(" ") >= _MOST_WORDS:
            continue
        strange = (
            words in names or words in phrases("widgets") or _BRAND.search(label.lower()) is not None
            or any(a <= first and last <= b for a, b in odd)
        )  # fmt: skip
        agrees = max((_likeness(frozenset(words.split()), one) for one in told), default=0.0)
        found.append(Heading(text, first, top, bool(is_main[blocks].any()), strange, agrees))
        if len(found) >= _MOST_HEADINGS:
            break
    return found


def _is_furniture(tag: str, label: str) -> bool:
    return tag in _FURNITURE or (bool(label) and _FURNITURE_WORDS.search(label.lower()) is not None)


def _likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """How alike two sets of words are, in [0, 1]."""
    return 2 * len(one & two) / max(len(one) + len(two), 1)


def strip_site_name(title: str, *names: str) -> str:
    """Take the site's name off a title: a part that is one of the names, or else a short last part.

    >>> strip_site_name("How to brew tea | Kettle Weekly")
    'How to brew tea'
    >>> strip_site_name("Kettle Weekly: How to brew tea", "kettle weekly")
    'How to brew tea'
    >>> strip_site_name("First record in ten years – Home Water", "port stock exchange")
    'First record in ten years – Home Water'
    """
    marks = [(0, 0), *(found.span() for found in _SEPARATOR.finditer(title)), (len(title), len(title))]
    parts = [(a, b) for (_, a), (b, _) in zip(marks, marks[1:], strict=False)]
    known = False
    if len(parts) > 1:
        for end in (-1, 0):
            while len(parts) > 1 and _is_name(title[slice(*parts[end])], names):
                del parts[end]
                known = True
    kept = title[parts[0][0] : parts[-1][1]].strip(_EDGES)
    if known or names:
        return kept or title
    return _cut(title)


def _is_name(part: str, names: Iterable[str]) -> bool:
    words = key(part)
    joined = words.replace(" ", "")
    return bool(words) and any(
        words == name or joined == name.replace(" ", "") or (" " in name and name in words
        and len(words) <= 2 * len(name))
        for name in names
    )  # fmt: skip


def _cut(title: str) -> str:
    """Leave out a last part that is at most half of a title."""
    parts = _BLIND.split(title)
    if len(parts) > 1 and len(parts[-1].split()) <= len(title.split()) / 2:
        return title[: title.rindex(parts[-1])].rstrip(_EDGES)
    return title
