"""Titles: what they name once the site's name is cut off, and which of them name nothing."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pagequality.text.wordlists import WORDS, read_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SIGNS: Final = r"|❘¦│‖\-–—·•∙●◦»«›‹:~/@><*⋆★☆✦♦◆▪■►▸→"
"""What stands between spaces where a title names its site, by the templates of site builders."""
_SEPARATOR = re.compile(
    rf"\s+[{_SIGNS}]+\s+|\s*[|»›•—]\s*|(?<=\w):\s+|\s+[\[(](?=[^\[\]()]*[\])]$)"
)
_MARKS: Final = frozenset(_SIGNS.replace("\\", "") + "[(")
_TRAILS: Final = frozenset("|❘»›«‹·•>")
"""Marks between the parts of a trail; dashes and colons stand inside headlines, too."""
_STEPS: Final = frozenset(("»", "›", "::"))
"""Those that lead from a site's name down to a story."""
_FRAME = re.compile(r"([:*~=.|<>•·_+-])\1+?\s*?\w")
_BLIND = re.compile(r"\s+[|❘\-–—·»⋆]\s+")
_WORD = re.compile(r"\w+")
_EDGES: Final = " |❘-–—:·»«›‹•~/>⋆"
_BARE_EDGES: Final = " |❘-–—:·•~/>⋆"
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
_MOST_PARTS: Final = 4
"""A name holds no more parts."""
_TRAIL_BEHIND: Final = 3
"""So many words must be left when a section, a date or an author is cut off a title."""
_PHRASE_WORDS: Final = 3
"""A last part of so many words that begins small is no name, but the headline's own."""
_MOST_OF_TITLE: Final = 0.6
_LONGEST_TAIL: Final = 40
_COUNTS = re.compile(
    r"\s*(?:[|·•]\s*)?(?:\[[^\]]+\]|(?!(?:19|20)\d\d\b)\d[\d.,]*[kKmM+]?(?:[ -][^\W\d]+\.?){0,3}|"
    r"\((?!(?:19|20)\d\d\))\d[\d.,]*[kKmM+]?(?: [^\W\d]+\.?){0,2}\)|edit)"
)
"""What stands behind a headline in its heading: an edit link, a count, a length, an age."""
_FIELD = re.compile(
    r"\{\{[^{}]{0,80}\}\}|\{%[^%]{0,80}%\}|<%[^%]{0,80}%>|[$#]\{[^{}]{0,80}\}|"
    r"\[\[[*+$~\w.]{1,80}\]\]|%%?[A-Za-z_]{1,80}%%?|\{[\w.]{1,80}\}"
)
"""A place of a template that was to be filled in."""
_FILE = re.compile(
    r"\S+\.(?:[sx]?html?|php\d?|aspx?|jsp|cgi|txt|md|xml)|"
    r".+\.(?:docx?|rtf|od[tps]|pdf|pptx?|xlsx?|wp[ds]|indd|qxd)",
    re.IGNORECASE,
)
_PRINTED = re.compile(r"Microsoft (?:Office )?(?:Word|PowerPoint|Excel|Publisher) - ")
"""What an office program calls a document that it prints."""
HOME = re.compile(
    r"(?:\.{0,2}/|(?:https?:)?//[^/?#]+/?)?(?:(?:index|default|home)\.\w{2,5}|/)?", re.IGNORECASE
)
"""The address of a front page."""
_NUMBER = re.compile(r"(?<=[^\W\d]) ?\d{1,3}$")


def key(text: str) -> str:
    """Return the words of a text in lower case, for comparison.

    >>> key("The Skelby Gazette.")
    'the skelby gazette'
    """
    return " ".join(_WORD.findall(text.lower()))


@cache
def phrases(kind: str) -> frozenset[str]:
    """Return a list of headings or titles, as `key` gives them.

    >>> "most read" in phrases("widgets"), "leave a reply" in phrases("comments")
    (True, True)
    """
    paths = sorted((WORDS / kind).glob("*.txt"))
    return frozenset(key(line) for path in paths for line in read_phrases(path))


def is_unfilled(text: str) -> bool:
    """Whether a text is nothing but marks, or fields of a template that nobody filled in.

    >>> is_unfilled("{{ page.title }}"), is_unfilled("How to fill in {{ page.title }}")
    (True, False)
    """
    return bool(text) and not key(_FIELD.sub("", text))


def is_nameless(title: str) -> bool:
    """Whether a title is what a program wrote for want of one: it names no page at all.

    >>> is_nameless("Untitled Document"), is_nameless("New Page 3"), is_nameless("minutes_v2.doc")
    (True, True, True)
    >>> is_nameless("Document your garden"), is_nameless("Home")
    (False, False)
    """
    return (
        _NUMBER.sub("", key(title)) in phrases("nameless")
        or is_unfilled(title)
        or _PRINTED.match(title) is not None
        or _FILE.fullmatch(title) is not None
    )


def parts_of(title: str) -> list[str]:
    """What stands between the marks that part a title.

    >>> parts_of("Barley Post - News of the valley")
    ['Barley Post', 'News of the valley']
    """
    return [part for part in _SEPARATOR.split(title.strip(_EDGES)) if key(part)]


def is_framed(title: str) -> bool:
    """Whether marks stand around a title as nobody writes them around a headline.

    >>> is_framed("::: Barley Council :::"), is_framed("- Barley -"), is_framed("*Barley")
    (True, False, False)
    """
    title = title.strip()
    before, after = _FRAME.match(title), _FRAME.match(title[::-1])
    if before is None or after is None:
        return False
    return before.end() + after.end() <= len(title)


def is_front(title: str) -> bool:
    """Whether a title names a site's front page or a list, and so no story.

    >>> is_front("Home"), is_front("Home at last")
    (True, False)
    """
    return _NUMBER.sub("", key(title)) in phrases("fronts")


def without_tail(text: str, said: Sequence[str]) -> str:
    """Cut off a heading what is said behind the headline: an edit link, a date, a count.

    >>> without_tail("Beans in May (12 comments)", ["Beans in May"])
    'Beans in May'
    """
    for one in said:
        tail = text[len(one) :]
        if 0 < len(tail) < _LONGEST_TAIL and text.lower().startswith(one.lower()):
            bare = tail.strip(_EDGES)
            if _COUNTS.fullmatch(tail) or (
                tail[0] == " " and (_DATE.fullmatch(bare) or _AUTHOR.fullmatch(bare))
            ):
                return text[: len(one)]
    return text


def strip_site_name(title: str, *names: str) -> str:
    """Take the site's name off a title: a part that is one of the names, or else a short last part.

    >>> strip_site_name("How to brew tea | Kettle Weekly")
    'How to brew tea'
    >>> strip_site_name("Kettle Weekly: How to brew tea", "kettle weekly")
    'How to brew tea'
    >>> strip_site_name("First record in ten years – Home Water", "port stock exchange")
    'First record in ten years – Home Water'
    """
    if _MARKS.isdisjoint(title):
        return title
    marks = [
        (0, 0),
        *(found.span() for found in _SEPARATOR.finditer(title)),
        (len(title), len(title)),
    ]
    parts = [(a, b) for (_, a), (b, _) in pairwise(marks)]
    whole = len(parts)
    _cut_archive(title, parts)
    _cut_slogan(title, parts, names)
    for end in (-1, 0):
        cut = False
        while len(parts) > 1 and (
            number := _named(title, parts, names, end=end, exact=len(parts) < whole)
        ):
            del parts[-number if end else 0 : len(parts) if end else 1]
            cut = True
        while len(parts) > 1 and _is_more(title, parts, end, cut=cut):
            del parts[end]
    quotes = "«" in title and "»" in title
    kept = title[parts[0][0] : parts[-1][1]].strip(_BARE_EDGES if quotes else _EDGES)
    if len(parts) < whole or names:
        return kept or title
    return _cut(title)


def cut_to(title: str, said: Sequence[str]) -> str:
    """Cut a title to what another statement calls the page, if it stands there whole and is most.

    >>> cut_to("Barley Post | The old mill is for sale", ["The old mill is for sale"])
    'The old mill is for sale'
    >>> cut_to("Barley Post | The old mill is for sale", ["Barley Post"])
    'Barley Post | The old mill is for sale'
    """
    number = len(_WORD.findall(title))
    for one in filter(None, said):
        before, found, after = title.partition(one)
        whole = not (before.rstrip()[-1:] + after.lstrip()[:1]).strip("".join(_MARKS))
        words = len(_WORD.findall(one))
        if found and whole and _PHRASE_WORDS < words >= _MOST_OF_TITLE * number:
            return one
    return title


def _named(
    title: str, parts: Sequence[tuple[int, int]], names: Sequence[str], *, end: int, exact: bool
) -> int:
    """How many parts at an end of a title are one of the names; a last one may hold a mark."""
    if _is_name(title[slice(*parts[end])], names, exact=exact):
        return 1
    for number in range(2, min(len(parts), _MOST_PARTS + 1)):
        if end and key(title[parts[-number][0] : parts[-1][1]]) in names:
            return number
    return 0


def _cut_slogan(title: str, parts: list[tuple[int, int]], names: Sequence[str]) -> None:
    """Cut off a title's last part what a site says of itself behind its name."""
    if len(parts) < 2:  # noqa: PLR2004 - a title and a name
        return
    start = parts[-1][0]
    first, comma, _ = title[start:].partition(",")
    if comma and key(first) in names:
        parts[-1] = start, start + len(first)
    elif len(parts) > 2 and key(title[slice(*parts[-2])]) in names:  # noqa: PLR2004 - and a slogan
        left = title[parts[0][0] : parts[-3][1]]
        if len(left.split()) >= _TRAIL_BEHIND or title[start : start + 1].islower():
            del parts[-1]


def _cut_archive(title: str, parts: list[tuple[int, int]]) -> None:
    """Cut off a blog's name and the word for its archive, where a story stands behind them."""
    for number in range(1, len(parts) - 1):
        mark = title[parts[number - 1][1] : parts[number][0]].strip()
        if mark in _STEPS and key(title[slice(*parts[number])]) in phrases("archives"):
            del parts[: number + 1]
            return


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
    """Leave out a last part that is at most half of a title, unless it reads on as a sentence."""
    parts = _BLIND.split(title)
    if len(parts) < 2 or _reads_on(parts):  # noqa: PLR2004 - a headline and a name
        return title
    if len(parts[-1].split()) <= len(title.split()) / 2:
        return title[: title.rindex(parts[-1])].rstrip(_EDGES)
    return title


def _reads_on(parts: Sequence[str]) -> bool:
    """Whether a title's last part is no name: it begins small, or goes on behind an insertion.

    >>> _reads_on(["Shut", "the bridge that they built"]), _reads_on(["Shut", "by Ada Holm"])
    (True, False)
    >>> _reads_on(["The bridge", "built in haste", "Skelby has shut it"])
    True
    """
    last, words = parts[-1], parts[-1].split()
    if len(words) < _PHRASE_WORDS or _AUTHOR.fullmatch(last):
        return False
    if last[0].islower():
        return "." not in words[0]
    is_inserted = len(parts) > 2 and parts[-2][:1].islower()  # noqa: PLR2004 - what it parts
    return is_inserted and not all(map(_is_fixed, _WORD.findall(last)))
