"""The headline: the story's own heading, not the site's name, a section's or a widget's.

Headings of the page and statements of its head (``og:title``, structured data, the title
without the site's name) bear witness for each other; where they disagree, place decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pagequality.page.blocks import HEADINGS
from pagequality.reading.titles import (
    HOME,
    cut_to,
    is_framed,
    is_front,
    is_nameless,
    is_unfilled,
    key,
    parts_of,
    phrases,
    strip_site_name,
    without_tail,
)
from pagequality.text.tokens import seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pagequality.page.blocks import Holder
    from pagequality.page.head import Head
    from pagequality.reading.walk import Walk
    from pagequality.text.arrays import Flags

_TOPS: Final = frozenset(("h1",))
_RANKS: Final = ("h2", "h3", "h4")
_LOWER: Final = frozenset(_RANKS)
_MOST_WORDS: Final = 45
"""A heading of more words is a page inside a heading."""
_MOST_HEADINGS: Final = 200
_MOST_BLOCKS: Final = 8
_MOST_TRIED: Final = 12
_AGREES: Final = 0.8
_DISAGREES: Final = 0.3
"""Statements that are less alike are about different things."""
_DOUBT: Final = 0.2
_TELLING: Final = 4
"""Words of so many letters tell what a page is about."""
_LONGEST_LINE: Final = 25
"""A line of more words is no headline."""
_PARAGRAPH: Final = 12
"""A block of more words is a paragraph."""
_SHORTEST_HEADLINE: Final = 3
_LONGEST_SITE: Final = 60
_LONGEST_MOTTO: Final = 8
_MOST_BESIDE: Final = 4
_MOST_DIGITS: Final = 4
"""Where every fourth letter is a digit, a heading is a date."""
_OPENING: Final = 40
"""In the first so many words of the main content its headline begins."""
_ENDS: Final = frozenset(".:;,")
_SPARE: Final = frozenset(
    ("dc.title", "dcterms.title", "citation_title", "title", "headline", "parsely-title")
)
"""Names of statements that are for catalogues and counters, and often those of the site."""
_FURNITURE: Final = frozenset(("nav", "aside", "footer", "form", "dialog", "noscript", "template"))
_FURNITURE_WORDS = re.compile(
    r"sidebar|widget|modal|popup|newsletter|cookie|consent|login|signin|sign-in|skiptranslate|"
    r"related|comment|respond|footer|menu|\bnav|search|subscribe|share|promo|advert|banner-ad"
)
_CONSENT = re.compile(r"cookie|consent|gdpr|(?:^|[\s_-])cmp(?=$|[\s_-])")
_BRAND = re.compile(
    r"site-?(?:title|name|logo|brand|heading)|logo|\bbrand|masthead|blog-?title|wordmark"
)

_NAMED = re.compile(
    r"\bmsotitle\b|\b(?:entry|post|article|story|news|page|content)[-_]?_?(?:title|heading)\b|"
    r"\bhead-?line\b"
)
"""What authors and programs call an element that holds a headline and is no heading."""


class Heading(NamedTuple):
    """A heading: its words, where it stands, and what speaks for it."""

    text: str
    label: str
    first: int
    last: int
    is_main: bool
    agrees: float


def pick(walk: Walk, is_main: Flags, head: Head) -> str:
    """Name the page's subject, from its headings and what its head says."""
    names = _site_names(head) + _linked_name(walk, head)
    said = _telling(_statements(head), names)
    told = [_words(text) for text in said]
    tops = _headings(walk, is_main, told=told, tags=_TOPS)
    tops += _whole(walk, is_main, _declared(walk, head.title), told=told)
    best = _best(walk, tops, names)
    if best is not None and best.agrees >= _AGREES:
        return without_tail(best.text, said)
    if told:
        lower = _best(walk, _headings(walk, is_main, told=told, tags=_LOWER), names, least=_AGREES)
        if lower is not None:
            return without_tail(lower.text, said)
    own = _telling([head.schema_headline], names)
    if own and _is_data(walk):
        return own[0]
    if best is not None:
        return without_tail(best.text, said)
    stated = [text for text in said if not is_front(text)]
    spare = _telling(_spare_titles(walk), names)
    alone = len(said) == 1 and not (spare or tops)
    found = _under_site(walk, is_main, head.title) if alone else ""
    if not found and (stated := spare + stated):
        return _agreed(stated, walk, is_main)
    title = strip_site_name(head.title, *names)
    return found or _above(walk, is_main, names, title=title) or _any(tops) or title


def _any(tops: Sequence[Heading]) -> str:
    """A heading that may be the site's name: the first of the main content's, or else of all."""
    fit = [one for one in tops if key(one.text) not in phrases("widgets")]
    fit = [one for one in fit if not is_unfilled(one.text)]
    fit.sort(key=lambda one: (one.is_main, -one.first), reverse=True)
    return fit[0].text if fit else ""


def _telling(statements: Sequence[str], names: Sequence[str]) -> list[str]:
    """What statements call the page, without the site's name; those that name nothing are none."""
    own = [text for text in statements if key(text) not in names]
    cut = [cut_to(text, own) for text in statements if not is_nameless(text)]
    told = [strip_site_name(text, *names) for text in cut]
    last = reversed(dict.fromkeys(reversed(told)))
    return [
        text for text in last if text and key(text) not in names and not is_nameless(text)
    ]  # fmt: skip


def _spare_titles(walk: Walk) -> list[str]:
    """What else the head calls the page, in catalogues and in data of the markup, if it is one."""
    found = {
        " ".join(seen(meta.get("content") or "").split())
        for meta in walk.metas
        if (meta.get("name") or meta.get("itemprop") or "").lower() in _SPARE
    }
    return list(found) if len(found) == 1 else []


def _is_data(walk: Walk) -> bool:
    """Whether the page's text came out of structured data: it stands in no element."""
    return max((holder[4] for holder in walk.containers), default=0) < len(walk.texts)


def _above(walk: Walk, is_main: Flags, names: Sequence[str], *, title: str) -> str:
    """What stands above the main content like a headline, where no statement names the page.

    Several headings of one rank may be those of a list, so none of them is taken on a front page;
    a page that bears the site's name has to call an element its headline.
    """
    is_list = is_front(title)
    end = _end_of_opening(walk, is_main)
    for rank in _ranks(walk, is_main):
        fit = [one for one in rank if one.is_main and not _is_odd(walk, one, names)]
        if fit and fit[0].first <= end and fit[0].text.count(" ") < _LONGEST_LINE:
            return "" if is_list and len(fit) > 1 else fit[0].text
        if fit or key(title) in names:
            return ""
    return "" if is_list else _first_line(walk, is_main)


def _under_site(walk: Walk, is_main: Flags, title: str) -> str:
    """The one heading above the main content, where the title only names the site.

    It does so where marks frame it, or where a link to the front page says the same; what else is
    in it is a motto, unless the main content speaks of that.
    """
    sites = _fronts(walk)
    parts = [key(part) for part in parts_of(title)]
    site = key(title) if is_framed(title) else next((one for one in parts if one in sites), "")
    if not site:
        return ""
    rest = _told_words(part for part in parts if part != site)
    heard = _words("\n".join(walk.texts[i] for i in is_main.nonzero()[0]))
    if not is_framed(title) and not _is_motto(rest, heard):
        return ""
    end, asking = _end_of_opening(walk, is_main), _asking(walk)
    for rank in _ranks(walk, is_main):
        fit = [one for one in rank if one.is_main and not _is_odd(walk, one, (site,))]
        fit = [one for one in fit if not _is_within(one, asking)]
        if fit:
            is_headline = len(fit) == 1 and fit[0].first <= end
            return fit[0].text if is_headline and _names_story(fit[0].text) else ""
    return ""


def _is_motto(words: frozenset[str], heard: frozenset[str]) -> bool:
    """Whether words beside a site's name say nothing of a page: no day, nor what it speaks of."""
    if len(words) > _LONGEST_MOTTO or any(not word.isalpha() for word in words):
        return False
    return not words or 2 * len(words & heard) < len(words)


def _linked_name(walk: Walk, head: Head) -> tuple[str, ...]:
    """The part at an end of the title that links to the front page say, if it is the site's name.

    It is if the page calls something the rest, in its head or in a heading that stands apart from
    that link; a motto stands with it.
    """
    parts = parts_of(head.title)
    if len(parts) < 2 or (head.canonical and HOME.fullmatch(head.canonical)):  # noqa: PLR2004
        return ()
    sites = _whole_links_home(walk)
    title, start, end = (key(text) for text in (head.title, parts[0], parts[-1]))
    rests = {
        site: rest.strip()
        for site, rest in ((start, title.removeprefix(start)), (end, title.removesuffix(end)))
        if site in sites
    }
    if len(rests) != 1:
        return ()
    stated = {key(text) for text in (head.open_graph_title, head.schema_headline)}
    called = [
        holder for holder in walk.containers
        if holder[0] in HEADINGS or (holder[1] and _NAMED.search(holder[1].lower()))
    ]  # fmt: skip
    return tuple(
        site for site, rest in rests.items()
        if rest in stated or any(
            key(walk.texts[one[3]]) == rest and not _is_beside(walk, one[3], site)
            for one in called[:_MOST_HEADINGS]
        )
    )  # fmt: skip


def _is_beside(walk: Walk, block: int, site: str) -> bool:
    """Whether a box of a few blocks holds one of them and, before it, the site's name."""
    near = range(max(block - _MOST_BESIDE, 0), block)
    names = [i for i in near if key(walk.texts[i]) == site]
    return bool(names) and any(
        first <= names[-1] and block < last <= first + _MOST_BESIDE
        for _, _, _, first, last in walk.containers
    )


def _whole_links_home(walk: Walk) -> frozenset[str]:
    """What blocks say that are links to the front page from end to end.

    Where that lies in a folder above, an index beside the page is the page itself.
    """
    homes = [one for one in walk.links if HOME.fullmatch(one[0]) and one[2] < len(walk.texts)]
    below = any(href.startswith("..") for href, _, _ in homes)
    return frozenset(
        key(walk.texts[block]) for href, _, block in homes
        if ("/" in href or (href and not below))
        and walk.rows[block][2] * 10 >= len(walk.texts[block]) * 9
    )  # fmt: skip


def _fronts(walk: Walk) -> frozenset[str]:
    """What links to the front page say, in so many words as a site's name has."""
    return frozenset(
        key(walk.texts[block]) for href, _, block in walk.links
        if HOME.fullmatch(href) and block < len(walk.texts)
        and len(walk.texts[block]) <= _LONGEST_SITE
        and not is_front(walk.texts[block])
    )  # fmt: skip


def _told_words(parts: Iterable[str]) -> frozenset[str]:
    """The words of parts of a title that tell something."""
    return frozenset(
        word for part in parts for word in part.split() if len(word) >= _TELLING
    )  # fmt: skip


def _asking(walk: Walk) -> list[tuple[int, int]]:
    """Where elements that ask for consent start and end."""
    return [
        (first, last) for _, label, _, first, last in walk.containers
        if label and _CONSENT.search(label.lower())
    ]  # fmt: skip


def _is_within(heading: Heading, elements: Iterable[tuple[int, int]]) -> bool:
    """Whether a heading stands in one of some elements."""
    return any(first <= heading.first and heading.last <= last for first, last in elements)


def _names_story(text: str) -> bool:
    """Whether a heading has as many words as a headline, and is no date."""
    if _MOST_DIGITS * sum(map(str.isdigit, text)) > len(text):
        return False
    return _SHORTEST_HEADLINE <= text.count(" ") + 1 <= _LONGEST_LINE


def _end_of_opening(walk: Walk, is_main: Flags) -> int:
    """The first block of the main content that is no headline, nor what stands around one."""
    words = 0
    for i in is_main.nonzero()[0]:
        words += walk.texts[i].count(" ") + 1
        if words > _OPENING:
            return int(i)
    return len(walk.texts)


def _ranks(walk: Walk, is_main: Flags) -> Iterator[list[Heading]]:
    """The headings below the first rank: elements that are named as such, then by their tags."""
    named = [
        holder
        for holder in walk.containers
        if holder[0] not in HEADINGS and holder[1] and _NAMED.search(holder[1].lower())
    ]
    yield _whole(walk, is_main, named, told=())
    for tag in _RANKS:
        yield _headings(walk, is_main, told=(), tags=frozenset((tag,)))


def _first_line(walk: Walk, is_main: Flags) -> str:
    """The main content's first line, if it is short and a paragraph follows."""
    blocks = [int(i) for i in is_main.nonzero()[0][:2]]
    if len(blocks) < 2:  # noqa: PLR2004 - a headline and a paragraph
        return ""
    text, words = walk.texts[blocks[0]], walk.texts[blocks[0]].count(" ") + 1
    is_line = words <= _LONGEST_LINE and text[-1] not in _ENDS and not text.startswith("---")
    is_link = 2 * walk.rows[blocks[0]][2] > len(text)
    follows = walk.texts[blocks[1]].count(" ") >= max(_PARAGRAPH, words)
    return text if is_line and not is_link and follows else ""


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
    if words in names or words in phrases("widgets") or is_unfilled(heading.text):
        return True
    if _BRAND.search(heading.label.lower()):
        return True
    return not heading.is_main and any(
        _is_furniture(tag, label)
        for tag, label, _, first, last in walk.containers
        if first <= heading.first and heading.last <= last and last - first < len(walk.texts) / 2
    )


def _agreed(said: Sequence[str], walk: Walk, is_main: Flags) -> str:
    """The statement that the others bear out best, or else the page's text.

    The title, which comes last, has it where nothing speaks for another.
    """
    told = [_words(text) for text in said]
    scores = [sum(_likeness(one, two) for two in told) for one in told]
    doubt = _DOUBT
    if len(said) > 1 and max(scores) < 1 + _DISAGREES:
        heard = _words("\n".join(walk.texts[i] for i in is_main.nonzero()[0]))
        scores = [sum(len(word) >= _TELLING for word in one & heard) for one in told]
        doubt = 1
    scores[-1] += doubt
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
    """The page's headings of some tags; of the lower ones those that may say what is told."""
    holders = [holder for holder in walk.containers if holder[0] in tags]
    if tags is _TOPS:
        holders += _by_role(walk) if walk.headings else []
    elif told:
        holders = [one for one in holders[:_MOST_HEADINGS] if _may_say(walk.texts[one[3]], told)]
    return _whole(walk, is_main, holders, told=told)


def _may_say(text: str, told: Sequence[frozenset[str]]) -> bool:
    """Whether a text is about as long as something that is told."""
    return any(len(one) * 2 > text.count(" ") > len(one) / 3 - 2 for one in told)


def _whole(
    walk: Walk, is_main: Flags, holders: Sequence[Holder], *, told: Sequence[frozenset[str]]
) -> list[Heading]:
    """Headings as they are read, whole: with what stands in several blocks of one."""
    found: list[Heading] = []
    for _, label, _, first, last in holders[:_MOST_HEADINGS]:
        blocks = [i for i in range(first, min(last, first + _MOST_BLOCKS)) if not walk.rows[i][5]]
        text, agrees = _best_prefix([walk.texts[i] for i in blocks], told)
        if text and text.count(" ") < _MOST_WORDS:
            main = any(is_main[i] for i in blocks)
            found.append(Heading(text, label, first, last, main, agrees))
    return found


def _declared(walk: Walk, title: str) -> list[Holder]:
    """The one element that the markup's data call the headline, if the title does not hold it.

    Some themes call the site's name one, which stands in the title of every page.
    """
    if len(set(walk.headlines)) != 1:
        return []
    found = [one for one in walk.containers if one[3] == walk.headlines[0]][:1]
    named = key(title)
    return [one for one in found if one[0] not in _TOPS and key(walk.texts[one[3]]) not in named]


def _by_role(walk: Walk) -> list[Holder]:
    """The innermost elements that call themselves headings, of the tags that are none."""
    innermost: dict[int, Holder] = {}
    roles = set(walk.headings)
    for holder in walk.containers:
        if holder[3] in roles and holder[0] not in HEADINGS:
            innermost.setdefault(holder[3], holder)
    return list(innermost.values())


def _best_prefix(texts: list[str], told: Sequence[frozenset[str]]) -> tuple[str, float]:
    """The parts of a heading, whole, or those first ones that others call the page by."""
    best = " ".join(texts), 0.0
    for number in range(len(texts), 0, -1):
        text = " ".join(texts[:number])
        words = _words(text)
        agrees = max((_likeness(words, one) for one in told), default=0.0)
        if agrees > best[1]:
            best = text, agrees
    return best


def _is_furniture(tag: str, label: str) -> bool:
    return tag in _FURNITURE or (bool(label) and _FURNITURE_WORDS.search(label.lower()) is not None)


def _words(text: str) -> frozenset[str]:
    """The different words of a text."""
    return frozenset(key(text).split())


def _likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """How alike two sets of words are, in [0, 1]."""
    return 2 * len(one & two) / max(len(one) + len(two), 1)
