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

_SEPARATOR = re.compile(
    r"\s+[|\-–—·»«›‹•:~/@>]+\s+|\s*[|»›•—]\s*|(?<=\w):\s+|\s+[\[(](?=[^\[\]()]*[\])]$)"
)
_MARKS: Final = "|-–—·»«›‹•:~/@>[("
_TRAILS: Final = frozenset("|»›«‹·•>")
"""Marks between the parts of a trail; dashes and colons stand inside headlines, too."""
_BLIND = re.compile(r"\s+[|\-–—·»]\s+")
_WORD = re.compile(r"\w+")
_EDGES: Final = " |-–—:·»«›‹•~/>"
_BARE_EDGES: Final = " |-–—:·•~/>"
"""Those of them that quote nothing."""
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,8}")
_DATE = re.compile(
    r"(?=.*\b(?:19|20)\d\d\b)(?=.*\b\d{1,2}\b)(?:[^\W\d]+[.,]? ){0,3}[\d./-]+(?:st|nd|rd|th)?,?"
    r"(?: (?:de )?[^\W\d]+\.?,?)?(?: de)?(?: \d+)?"
)
_AUTHOR = re.compile(r"(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or) [A-ZÀ-Þ]\S+(?: \S+){0,3}")
_FIXED: Final = frozenset(("the", "of", "and", "online", "magazine", "news", "blog", "website"))
"""Words that a site's name has around it now and then, also in small letters."""
_SECTION_WORDS: Final = 2
_TRAIL_BEHIND: Final = 3
"""So many words must be left when a section, a date or an author is cut off a title."""
_LONGEST_TAIL: Final = 40
_COUNTS = re.compile(
    r"\s*(?:[|·•]\s*)?(?:\[[^\]]+\]|(?!(?:19|20)\d\d\b)\d[\d.,]*[kKmM+]?(?:[ -][^\W\d]+\.?){0,3}|"
    r"\((?!(?:19|20)\d\d\))\d[\d.,]*[kKmM+]?(?: [^\W\d]+\.?){0,2}\)|edit)"
)
"""What stands behind a headline in its heading: an edit link, a count, a length, an age."""
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
        return _without_tail(best.text, said)
    if told:
        lower = _best(walk, _headings(walk, is_main, told=told, tags=_LOWER), names, least=_AGREES)
        if lower is not None:
            return _without_tail(lower.text, said)
    if best is not None:
        return _without_tail(best.text, said)
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


def _without_tail(text: str, said: Sequence[str]) -> str:
    """Cut off a heading what is said behind the headline: an edit link, a date, a count."""
    for one in said:
        tail = text[len(one) :]
        if 0 < len(tail) < _LONGEST_TAIL and text.lower().startswith(one.lower()):
            bare = tail.strip(_EDGES)
            if _COUNTS.fullmatch(tail) or (
                tail[0] == " " and (_DATE.fullmatch(bare) or _AUTHOR.fullmatch(bare))
            ):
                return text[: len(one)]
    return text


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
    for end in (-1, 0):
        cut = False
        while len(parts) > 1 and _is_name(title[slice(*parts[end])], names, exact=known):
            del parts[end]
            known = cut = True
        while len(parts) > 1 and _is_more(title, parts, end, cut=cut):
            del parts[end]
            known = True
    quotes = "«" in title and "»" in title
    kept = title[parts[0][0] : parts[-1][1]].strip(_BARE_EDGES if quotes else _EDGES)
    if known or names:
        return kept or title
    return _cut(title)


def _is_more(title: str, parts: Sequence[tuple[int, int]], end: int, *, cut: bool) -> bool:
    """Whether a title's part says nothing of its own.

    It repeats its neighbour, is the site's address, or, behind a name that was ``cut`` off, a
    section's name, a date or an author.
    """
    part, near = (title[slice(*parts[i])] for i in (end, -2 if end else 1))
    if key(part) == key(near):
        return True
    if not cut:
        return bool(end) and _DOMAIN.fullmatch(part) is not None
    first, second = parts[-2:] if end else parts[:2]
    mark = title[first[1] : second[0]]
    left = title[parts[0][0] : first[1]] if end else title[second[0] : parts[-1][1]]
    if mark.strip() not in _TRAILS or ("«" in title and "»" in title):
        return False
    if len(left.split()) < _TRAIL_BEHIND:
        return False
    if _DATE.fullmatch(part) or _AUTHOR.fullmatch(part):
        return True
    return len(part.split()) <= _SECTION_WORDS and part.replace(" ", "").replace("-", "").isalpha()


def _is_name(part: str, names: Iterable[str], *, exact: bool = False) -> bool:
    """Whether a part is one of the names, or, unless ``exact``, one with a few words about it."""
    words = key(part)
    joined = words.replace(" ", "")
    return bool(words) and any(
        words == name or joined == name.replace(" ", "") or (
            not exact and " " in name and name in words and len(words) <= 2 * len(name)
            and all(_is_fixed(word) for word in _WORD.findall(part))
        )
        for name in names
    )  # fmt: skip


def _is_fixed(word: str) -> bool:
    """Whether a word may stand in a name; verbs of a headline are written small."""
    return not word[0].islower() or word in _FIXED


def _cut(title: str) -> str:
    """Leave out a last part that is at most half of a title."""
    parts = _BLIND.split(title)
    if len(parts) > 1 and len(parts[-1].split()) <= len(title.split()) / 2:
        return title[: title.rindex(parts[-1])].rstrip(_EDGES)
    return title
