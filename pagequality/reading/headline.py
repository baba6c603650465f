"""The headline: the story's own heading, not the site's name, a section's or a widget's.

Headings of the page and statements of its head (``og:title``, structured data, the title
without the site's name) bear witness for each other; where they disagree, place decides.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pagequality.page.blocks import Holder
    from pagequality.page.head import Head
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags

_SEPARATOR = re.compile(r"\s+[|\-–—·»«•:~/]+\s+|\s*[|»•]\s*|(?<=\w):\s+")
_MARKS: Final = "|-–—·»«•:~/"
_BLIND = re.compile(r"\s+[|\-–—·»]\s+")
_WORD = re.compile(r"\w+")
_EDGES: Final = " |-–—:·»«•~/"
_TOPS: Final = frozenset(("h1",))
_LOWER: Final = frozenset(("h2", "h3", "h4"))
_TAGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MOST_WORDS: Final = 45
"""A heading of more words is a page inside a heading."""
_MOST_HEADINGS: Final = 200
_MOST_BLOCKS: Final = 8
_MOST_TRIED: Final = 12
_AGREES: Final = 0.8
_DOUBT: Final = 0.2
_FURNITURE: Final = frozenset(("nav", "aside", "footer", "form", "dialog", "noscript", "template"))
_FURNITURE_WORDS = re.compile(
    r"sidebar|widget|modal|popup|newsletter|cookie|consent|login|signin|sign-in|skiptranslate|"
    r"related|comment|respond|footer|menu|\bnav|search|subscribe|share|promo|advert|banner-ad"
)
_BRAND = re.compile(
    r"site-?(?:title|name|logo|brand|heading)|logo|\bbrand|masthead|blog-?title|wordmark"
)


class Heading(NamedTuple):
    """A heading: its words, where it stands, and what speaks for it."""

    text: str
    label: str
    first: int
    last: int
    is_main: bool
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
    said = [text for text in dict.fromkeys(said) if text and key(text) not in names]
    told = [frozenset(key(text).split()) for text in said]
    tops = _headings(walk, is_main, told=told, tags=_TOPS)
    best = _best(walk, tops, names)
    if best is not None and best.agrees >= _AGREES:
        return best.text
    if told:
        lower = _best(walk, _headings(walk, is_main, told=told, tags=_LOWER), names, least=_AGREES)
        if lower is not None:
            return lower.text
    if best is not None:
        return best.text
    if said:
        return _agreed(said, told)
    rest = [one for one in tops if key(one.text) not in phrases("widgets")]
    rest.sort(key=lambda one: (one.is_main, -one.first), reverse=True)
    return rest[0].text if rest else strip_site_name(head.title, *names)


def _best(
    walk: Walk, headings: list[Heading], names: Sequence[str], *, least: float = 0.0
) -> Heading | None:
    """The heading that is borne out best, and is no site's name, widget's or section's."""
    for heading in sorted(headings, key=_fitness, reverse=True)[:_MOST_TRIED]:
        if heading.agrees >= least and not _is_odd(walk, heading, names):
            return heading
    return None


def _is_odd(walk: Walk, heading: Heading, names: Sequence[str]) -> bool:
    words = key(heading.text)
    if words in names or words in phrases("widgets") or _BRAND.search(heading.label.lower()):
        return True
    return not heading.is_main and any(
        _is_furniture(tag, label)
        for tag, label, _, first, last in walk.containers
        if first <= heading.first and heading.last <= last and last - first < len(walk.texts) / 2
    )


def _agreed(said: Sequence[str], told: Sequence[frozenset[str]]) -> str:
    """The statement that the others bear out best; the title where none does."""
    scores = [sum(_likeness(one, two) for two in told) for one in told]
    scores[-1] += _DOUBT
    return said[scores.index(max(scores))]


def _fitness(heading: Heading) -> tuple[float, bool, int]:
    return heading.agrees, heading.is_main, -heading.first


def _statements(head: Head) -> list[str]:
    """What the head calls the page, most reliable first."""
    stated = (head.schema_headline, head.open_graph_title, head.title)
    return [text for text in dict.fromkeys(stated) if text]


def _site_names(head: Head) -> tuple[str, ...]:
    """What the site calls itself, as `key` gives it."""
    names = [key(name) for name in (head.site_name, head.publisher) if name]
    return tuple(dict.fromkeys(name for name in names if name))


def _headings(
    walk: Walk, is_main: Flags, *, told: Sequence[frozenset[str]], tags: frozenset[str]
) -> list[Heading]:
    """The page's headings of some tags, whole: with what stands in several blocks of one."""
    holders = [holder for holder in walk.containers if holder[0] in tags]
    if tags is _TOPS and walk.headings:
        holders += _by_role(walk)
    found: list[Heading] = []
    for _, label, _, first, last in holders[:_MOST_HEADINGS]:
        if tags is _LOWER and not any(
            len(one) * 2 > walk.texts[first].count(" ") > len(one) / 3 - 2 for one in told
        ):
            continue
        blocks = [i for i in range(first, min(last, first + _MOST_BLOCKS)) if not walk.rows[i][5]]
        text, agrees = _best_prefix([walk.texts[i] for i in blocks], told)
        if text and text.count(" ") < _MOST_WORDS:
            main = any(is_main[i] for i in blocks)
            found.append(Heading(text, label, first, last, main, agrees))
    return found


def _by_role(walk: Walk) -> list[Holder]:
    """The innermost elements that call themselves headings, of the tags that are none."""
    innermost: dict[int, Holder] = {}
    roles = set(walk.headings)
    for holder in walk.containers:
        if holder[3] in roles and holder[0] not in _TAGS:
            innermost.setdefault(holder[3], holder)
    return list(innermost.values())


def _best_prefix(texts: list[str], told: Sequence[frozenset[str]]) -> tuple[str, float]:
    """The parts of a heading, whole, or those first ones that others call the page by."""
    best = " ".join(texts), 0.0
    for number in range(len(texts), 0, -1):
        text = " ".join(texts[:number])
        words = frozenset(key(text).split())
        agrees = max((_likeness(words, one) for one in told), default=0.0)
        if agrees > best[1]:
            best = text, agrees
    return best


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
    if not any(mark in title for mark in _MARKS):
        return title
    marks = [
        (0, 0),
        *(found.span() for found in _SEPARATOR.finditer(title)),
        (len(title), len(title)),
    ]
    parts = [(a, b) for (_, a), (b, _) in pairwise(marks)]
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
